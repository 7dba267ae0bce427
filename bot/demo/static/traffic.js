// The drawer with what Slack and the bot sent each other.

import { el } from "./dom.js";
import { formatted } from "./dates.js";
import { store } from "./store.js";

const MOST = 400;
const PATIENCE = 3000; // milliseconds that Slack waits for the bot's reply

let last = 0;
let busy = false;

const drawer = () => document.getElementById("traffic");

export function setUpTraffic() {
  const button = document.getElementById("traffic-button");
  button.addEventListener("click", () => {
    drawer().hidden = !drawer().hidden;
    button.setAttribute("aria-expanded", String(!drawer().hidden));
    document.body.classList.toggle("with-traffic", !drawer().hidden);
    drawTraffic();
  });
}

// Adds the exchanges that are new, if the drawer is open.
export async function drawTraffic() {
  if (drawer().hidden || busy || !store.shown) return;
  busy = true;
  try {
    const answer = await fetch(`/traffic?after=${last}`);
    const into = document.getElementById("exchanges");
    for (const one of await answer.json()) {
      last = one.number;
      into.prepend(exchange(one));
    }
    while (into.children.length > MOST) into.lastChild.remove();
  } finally {
    busy = false;
  }
}

function exchange(one) {
  const arrow = one.way === "to the bot" ? "Slack → bot" : "bot → Slack";
  const status = one.reply.status ?? "hung up";
  const late = one.milliseconds > PATIENCE ? ", longer than Slack waits" : "";
  const took = one.milliseconds ? ` · ${one.milliseconds} ms${late}` : "";
  const summary = el("summary", {},
    el("span", { class: "way" }, arrow), " ", el("b", {}, one.name),
    ` · ${formatted(one.at, "time_secs")} · ${status}${took}`);
  const details = el("details", {}, summary);
  details.addEventListener("toggle", () => {
    if (!details.open || details.children.length > 1) return;
    details.append(raw("Request", one.request), raw("Reply", one.reply));
  });
  return el("li", {}, details);
}

function raw(title, content) {
  return el("div", {}, el("h3", {}, title),
    el("pre", { tabindex: "0", "aria-label": title }, JSON.stringify(content, null, 2)));
}

// The page: draws what the server shows, whenever it changes.

import { composer, placeName } from "./composer.js";
import { complain, el, say } from "./dom.js";
import { formatted } from "./dates.js";
import { list, openThread, roots, under } from "./messages.js";
import { drawSide } from "./side.js";
import { become, act, changed, channel, follow, messages, moveClock, name, onChange, store } from "./store.js";
import { drawTraffic, setUpTraffic } from "./traffic.js";
import { tryIt } from "./try.js";
import { drawHome, drawModal } from "./views.js";

const at = (id) => document.getElementById(id);

function go(place) {
  if (place !== store.place) store.thread = null;
  store.place = place;
  if (place === "app") act("open_app", { tab: "home" });
  changed();
}

function draw() {
  if (!store.shown) return;
  at("me").value = store.me;
  document.body.dataset.me = store.me;
  if (store.place !== "app" && !channel(store.place)) {
    store.place = store.shown.channels.find((one) => !one.direct).id;
  }
  at("now").textContent = `${formatted(store.shown.now, "date")}, ${formatted(store.shown.now, "time")}`;
  const isHome = store.place === "app";
  at("place").textContent = isHome ? "On Record" : placeName(store.place);
  document.title = `${at("place").textContent} · On Record, a Slack to try it in`;
  at("home").hidden = !isHome;
  at("messages").hidden = isHome;
  at("compose").hidden = isHome;
  drawTabs();
  if (isHome) drawHome(at("home"));
  else list(at("messages"), store.place, roots(store.place));
  drawThread();
  drawSide(at("side"), go);
  at("try").hidden = !tryIt.isFor(store.place);
  drawModal();
  drawTraffic();
  announce();
}

// Goes to a message: to its thread if it is in one or begins one.
function lead({ place, ts, thread }) {
  if (!channel(place)) return complain("You cannot see that channel.");
  go(place);
  if (thread || (ts && under(place, ts).length)) openThread(thread ?? ts);
  const found = document.querySelector(`[data-ts="${ts ?? ""}"]`);
  found?.scrollIntoView({ block: "center" });
}

function drawThread() {
  const open = store.thread && store.place !== "app";
  at("thread").hidden = !open;
  document.body.classList.toggle("with-thread", Boolean(open));
  if (!open) return;
  const first = messages(store.place).filter((one) => one.ts === store.thread);
  list(at("replies"), store.place, [...first, ...under(store.place, store.thread)]);
}

let tabs = "";

function drawTabs() {
  const place = channel(store.place);
  const isApp = store.place === "app" || place?.direct;
  const state = `${store.me} ${store.place} ${place?.member}`;
  if (state === tabs) return;
  tabs = state;
  const tab = (words, to) => el("button", {
    type: "button", "aria-current": store.place === to ? "page" : null,
    onclick: () => go(to),
  }, words);
  if (isApp) at("tabs").replaceChildren(tab("Home", "app"), tab("Messages", store.shown.direct));
  else if (place && !place.member) {
    at("tabs").replaceChildren(el("span", {}, "On Record is not in this channel. "), el("button", {
      type: "button", onclick: () => act("invite", { channel: store.place }),
    }, "Invite it"));
  } else at("tabs").replaceChildren();
}

let newest = "";

// Tells people who listen of the bot's newest message.
function announce() {
  const last = messages(store.place).filter((one) => one.user === store.shown.bot).at(-1);
  if (!last || last.ts <= newest) return;
  if (newest) say(`${name(last.user)}: ${last.text ?? ""}`);
  newest = last.ts;
}

function setUp() {
  for (const id of store.start.people) {
    at("me").append(el("option", { value: id }, store.start.people_named[id]));
  }
  at("me").addEventListener("change", () => {
    become(at("me").value);
    if (store.place === "app") act("open_app", { tab: "home" });
  });
  for (const button of at("clock").querySelectorAll("button")) {
    button.addEventListener("click", async () => {
      button.setAttribute("aria-busy", "true");
      await moveClock(JSON.parse(button.dataset.to));
      button.removeAttribute("aria-busy");
      say("The clock was moved.");
    });
  }
  at("thread-close").addEventListener("click", () => { store.thread = null; changed(); });
  at("thread").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) at("thread-close").click();
  });
  const main = composer("Message the channel", () => ({ channel: store.place }), (ts, text) => {
    if (!channel(store.place).direct && text.includes("@")) openThread(ts);
  });
  at("compose").append(main);
  at("answer").append(
    composer("Reply in the thread", () => ({ channel: store.place, thread_ts: store.thread })),
  );
  document.addEventListener("lead", ({ detail }) => lead(detail));
  setUpTraffic();
  tryIt.setUp(at("try"), go);
}

onChange(draw);
const answer = await fetch("/start");
store.start = await answer.json();
store.me = store.start.me;
setUp();
follow();

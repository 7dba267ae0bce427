// The side: channels, the app, and what was not seen yet.

import { el } from "./dom.js";
import { messages, store } from "./store.js";

export function drawSide(into, go) {
  const seen = (store.seen[store.me] ??= first());
  if (store.place !== "app") seen[store.place] = newest(store.place);
  const line = (place, words) => {
    const count = unseen(place, seen);
    const given = {
      type: "button", "aria-current": isHere(place) ? "page" : null,
      class: count ? "new" : null, "data-place": place, onclick: () => go(place),
    };
    const badge = count ? el("span", { class: "count" }, String(count), el("span", { class: "unseen" }, " new")) : null;
    return el("li", {}, el("button", given, words, badge));
  };
  const rooms = store.shown.channels.filter((one) => !one.direct);
  const state = JSON.stringify([store.me, store.place, rooms, rooms.map((one) => unseen(one.id, seen)), unseen(store.shown.direct, seen)]);
  if (into.dataset.state === state) return;
  into.dataset.state = state;
  const focused = into.contains(document.activeElement) ? document.activeElement.dataset.place : null;
  into.replaceChildren(
    el("h2", {}, "Channels"),
    el("ul", {}, rooms.map((one) => line(one.id, `# ${one.name}${one.private ? " (private)" : ""}${one.shared ? " (shared)" : ""}`))),
    el("h2", {}, "Apps"),
    el("ul", {}, line(store.shown.direct, "On Record")),
  );
  if (focused) into.querySelector(`[data-place="${focused}"]`)?.focus();
}

function isHere(place) {
  return store.place === place || (store.place === "app" && place === store.shown.direct);
}

function newest(place) {
  return messages(place).at(-1)?.ts ?? "";
}

function first() {
  return Object.fromEntries(store.shown.channels.map((one) => [one.id, newest(one.id)]));
}

// The bot's messages in a place that the person has not been shown.
function unseen(place, seen) {
  return messages(place).filter((one) => one.user === store.shown.bot && one.ts > (seen[place] ?? "")).length;
}

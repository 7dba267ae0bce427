// Where a person writes: Enter sends, Shift+Enter breaks the line, @ # and / offer what fits.

import { el, newId, say } from "./dom.js";
import { act, channel, store } from "./store.js";

const COMMANDS = [
  ["/onrecord ", "look a statement up; only you see the answer"],
  ["/onrecord help", "what On Record does"],
  ["/onrecord find ", "claims by words, name, topic, place, status"],
  ["/onrecord history 19", "what became of a claim"],
  ["/onrecord digest", "set up a digest here"],
  ["/onrecord add", "editors: put an article on record"],
  ["/onrecord queue", "editors: drafts that wait"],
  ["/onrecord export", "editors: the record as a file"],
];

// `where()` gives {channel, thread_ts}; `sent(ts, text)` is called after a message was sent.
export function composer(label, where, sent = () => {}) {
  const list = el("ul", { role: "listbox", id: newId("offers"), "aria-label": "What fits", hidden: true });
  const field = el("textarea", {
    rows: 2, "aria-label": label, placeholder: label, "aria-autocomplete": "list",
    "aria-controls": list.id,
  });
  const button = el("button", { type: "button", class: "button primary", onclick: send }, "Send");
  let offers = [];
  let at = 0;

  async function send() {
    const text = field.value;
    if (!text.trim()) return field.focus();
    field.value = "";
    close();
    const done = await act("say", { ...where(), text });
    if (done === null && !field.value) field.value = text;
    else if (done?.ts) sent(done.ts, text);
  }

  function offer() {
    const before = field.value.slice(0, field.selectionStart);
    const typed = /(^|\s)([@#][\p{L}\d .-]*)$/u.exec(before)?.[2];
    if (typed) offers = fitting(names(typed[0]), typed);
    else if (/^\/[\w ]*$/.test(before)) offers = fitting(COMMANDS, before);
    else offers = [];
    at = 0;
    draw(typed ?? before);
  }

  function draw(typed) {
    list.replaceChildren(...offers.map(([words, hint], index) => {
      const line = el("li", { role: "option", id: newId("offer"), "aria-selected": String(index === at) },
        el("b", {}, words), " ", el("small", {}, hint));
      line.addEventListener("pointerdown", (event) => event.preventDefault());
      line.addEventListener("click", () => take(index, typed));
      return line;
    }));
    list.hidden = !offers.length;
    list.dataset.typed = typed;
    if (offers.length) {
      field.setAttribute("aria-activedescendant", list.children[at].id);
      say(`${offers.length} offers; ${offers[at][0]}`);
    } else field.removeAttribute("aria-activedescendant");
  }

  function take(index, typed) {
    const start = field.selectionStart - typed.length;
    const [words] = offers[index];
    const put = words.startsWith("/") ? words : `${words} `;
    field.setRangeText(put, start, field.selectionStart, "end");
    close();
    field.focus();
  }

  function close() {
    offers = [];
    draw("");
  }

  field.addEventListener("input", offer);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const to = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (offers.length && to) {
      at = (at + to + offers.length) % offers.length;
      draw(list.dataset.typed);
    } else if (offers.length && (event.key === "Tab" || (event.key === "Enter" && isPartial()))) {
      take(at, list.dataset.typed);
    } else if (offers.length && event.key === "Escape") close();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send();
    else return;
    event.preventDefault();
  });

  // Whether Enter completes a word: a command that is whole is sent.
  function isPartial() {
    const [words] = offers[at];
    return field.value.trim() !== words.trim();
  }

  const made = el("div", { class: "composer" }, field, list, button);
  made.field = field;
  return made;
}

function names(mark) {
  if (mark === "#") {
    return store.shown.channels.filter((one) => !one.direct).map((one) => [`#${one.name}`, "channel"]);
  }
  const { bot, people } = store.shown;
  const others = Object.keys(people).filter((id) => id !== bot && id !== store.me);
  return [bot, ...others].map((id) => [`@${people[id].name}`, id === bot ? "app" : "person"]);
}

function fitting(offers, typed) {
  const wanted = typed.toLowerCase();
  const found = offers.filter(([words]) => words.toLowerCase().startsWith(wanted));
  return found.some(([words]) => words.toLowerCase() === wanted) ? [] : found;
}

export function placeName(id) {
  const place = channel(id);
  return place?.direct ? "On Record" : `#${place?.name ?? ""}`;
}

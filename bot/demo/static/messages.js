// Messages: in a channel, in a thread, and their menus.

import { blocks } from "./blocks.js";
import { reworded } from "./dialogs.js";
import { el, keepingFocus } from "./dom.js";
import { sentAt } from "./dates.js";
import { menu } from "./menu.js";
import { mrkdwn, unescaped } from "./mrkdwn.js";
import { act, channel, changed, messages, name, store } from "./store.js";
import { Values } from "./values.js";

const REACTIONS = { eyes: "👀", hourglass: "⌛", hourglass_flowing_sand: "⏳", warning: "⚠️" };
const SHORTCUTS = [["Check on record", "check_on_record"], ["Add to record", "add_to_record"]];

const read = new Map(); // by person, channel and ts: the newest reply that was shown
const drawn = new WeakMap(); // by list: by ts, a message's JSON and its element
const values = new Map(); // by channel and ts: what its inputs hold

// Draws messages into a list; those that did not change stay as they are.
export function list(into, place, shown) {
  const before = drawn.get(into) ?? new Map();
  const after = new Map();
  for (const message of shown) {
    const replies = into.dataset.thread ? [] : under(place, message.ts);
    const key = `${place} ${message.ts}`;
    const isNew = fresh(key, replies);
    const json = JSON.stringify([message, replies.length, isNew, store.shown.now - message.ts > 86400]);
    const kept = before.get(key);
    const made = kept?.json === json ? kept.made : draw(place, message, replies, isNew);
    after.set(key, { json, made });
  }
  drawn.set(into, after);
  const wasAtEnd = into.scrollHeight - into.scrollTop - into.clientHeight < 80;
  const isOther = into.dataset.place !== `${place} ${into.dataset.thread ?? ""}`;
  into.dataset.place = `${place} ${into.dataset.thread ?? ""}`;
  if (put(into, [...after.values()].map((one) => one.made)) && (wasAtEnd || isOther)) {
    into.scrollTop = into.scrollHeight;
  }
}

// Makes these the children, and moves none that is in its place: moving one would take the focus
// from what is in it. Gives whether anything changed.
function put(into, children) {
  const wanted = new Set(children);
  let isChanged = false;
  keepingFocus(into, () => {
    for (const old of [...into.children].filter((one) => !wanted.has(one))) {
      old.remove();
      isChanged = true;
    }
    children.forEach((child, index) => {
      if (into.children[index] === child) return;
      into.insertBefore(child, into.children[index] ?? null);
      isChanged = true;
    });
  });
  return isChanged;
}

// Whether a thread has a reply of the bot that the person has not been shown.
function fresh(key, replies) {
  const own = `${store.me} ${key}`;
  const newest = replies.at(-1);
  if (!newest) return false;
  if (!read.has(own) || store.thread === newest.thread_ts) read.set(own, newest.ts);
  return newest.user === store.shown.bot && newest.ts > read.get(own);
}

// The messages of a channel that are no replies.
export function roots(place) {
  return messages(place).filter((one) => !one.thread_ts || one.thread_ts === one.ts);
}

export function under(place, ts) {
  return messages(place).filter((one) => one.thread_ts === ts && one.ts !== ts);
}

export function openThread(ts) {
  store.thread = ts;
  changed();
  document.getElementById("thread-close")?.focus();
}

function draw(place, message, replies, isNew) {
  const made = el("li", { class: "message", "data-ts": message.ts });
  const isBot = message.user === store.shown.bot;
  const author = name(message.user);
  const badge = isBot ? el("span", { class: "badge" }, "APP") : null;
  const edited = message.edited ? el("small", {}, "(edited)") : null;
  const head = el("div", { class: "head" },
    el("b", {}, author), badge, el("time", {}, sentAt(message.ts, store.shown.now)), edited);
  if (message.is_ephemeral) made.classList.add("only-you");
  const hidden = message.is_ephemeral ? el("small", { class: "hidden-note" }, "Only visible to you") : null;
  const face = el("span", { class: `face ${isBot ? "app" : ""}`, "aria-hidden": "true" }, author[0]);
  made.append(face, el("div", { class: "said" }, hidden, head, content(place, message), replied(message, replies, isNew)));
  if (!message.is_ephemeral) head.append(menuOf(place, message));
  return made;
}

function content(place, message) {
  const made = el("div", { class: "content" });
  const holder = {
    at: { channel: place, ts: message.ts },
    blocks: () => message.blocks ?? [],
    values: kept(place, message.ts),
  };
  if (message.blocks?.length) made.append(...blocks(message.blocks, holder));
  else made.append(el("div", { class: "text" }, mrkdwn(message.text ?? "")));
  for (const file of message.files ?? []) {
    made.append(el("a", { class: "file", href: `/files/${file.id}`, download: file.name }, `📄 ${file.name}`));
  }
  for (const one of message.attachments ?? []) {
    const text = [one.title, one.text ?? one.fallback].filter(Boolean).join("\n");
    made.append(el("blockquote", {}, one.blocks ? blocks(one.blocks, holder) : mrkdwn(text)));
  }
  const names = message.reactions ?? [];
  if (names.length) made.append(el("div", { class: "reactions" }, names.map(reaction)));
  return made;
}

function reaction(named) {
  const given = { role: "img", "aria-label": `reaction ${named}`, title: `:${named}:` };
  return el("span", given, REACTIONS[named] ?? `:${named}:`);
}

function kept(place, ts) {
  const key = `${place} ${ts}`;
  if (!values.has(key)) values.set(key, new Values());
  return values.get(key);
}

function replied(message, replies, isNew) {
  if (!replies.length) return null;
  const words = `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`;
  const badge = isNew ? el("span", { class: "count" }, "new") : null;
  const given = { type: "button", class: "replies", onclick: () => openThread(message.ts) };
  return el("button", given, words, " ", badge);
}

function menuOf(place, message) {
  const about = { channel: place, ts: message.ts };
  const lines = () => {
    const found = SHORTCUTS.map(([words, callback_id]) => (
      [`${words} (On Record)`, () => act("shortcut", { ...about, callback_id })]
    ));
    if (!store.thread) found.unshift(["Reply in thread", () => openThread(message.thread_ts ?? message.ts)]);
    if (message.user === store.me) {
      found.push(["Edit message", () => edit(about, message)]);
      found.push(["Delete message", () => act("erase", about)]);
    }
    return found;
  };
  return menu(`More about the message of ${name(message.user)}`, lines);
}

async function edit(about, message) {
  const text = await reworded(typed(message.text));
  if (text !== null) await act("edit", { ...about, text });
}

// A message's text as its author typed it.
function typed(text) {
  const plain = text.replace(/<([^<>]+)>/g, (_, inside) => {
    const [target, label] = inside.split("|");
    if (target.startsWith("@")) return `@${name(target.slice(1))}`;
    if (target.startsWith("#")) return `#${channel(target.slice(1))?.name ?? label}`;
    return target;
  });
  return unescaped(plain);
}

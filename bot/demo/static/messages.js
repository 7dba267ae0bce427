// Messages: in a channel, in a thread, and their menus.

import { blocks } from "./blocks.js";
import { reworded } from "./dialogs.js";
import { el } from "./dom.js";
import { sentAt } from "./dates.js";
import { menu } from "./menu.js";
import { mrkdwn, unescaped } from "./mrkdwn.js";
import { act, channel, changed, messages, name, store } from "./store.js";
import { Values } from "./values.js";

const REACTIONS = { eyes: "👀", hourglass: "⌛", hourglass_flowing_sand: "⏳", warning: "⚠️" };
const SHORTCUTS = [["Check on record", "check_on_record"], ["Add to record", "add_to_record"]];

const drawn = new WeakMap(); // by list: by ts, a message's JSON and its element
const values = new Map(); // by channel and ts: what its inputs hold

// Draws messages into a list; those that did not change stay as they are.
export function list(into, place, shown) {
  const before = drawn.get(into) ?? new Map();
  const after = new Map();
  for (const message of shown) {
    const replies = into.dataset.thread ? [] : under(place, message.ts);
    const key = `${place} ${message.ts}`;
    const json = JSON.stringify([message, replies.length, store.shown.now - message.ts > 86400]);
    const kept = before.get(key);
    const made = kept?.json === json ? kept.made : draw(place, message, replies);
    after.set(key, { json, made });
  }
  drawn.set(into, after);
  const made = [...after.values()].map((one) => one.made);
  if (made.length !== into.children.length || made.some((one, i) => one !== into.children[i])) {
    const wasAtEnd = into.scrollHeight - into.scrollTop - into.clientHeight < 80;
    const isOther = into.dataset.place !== `${place} ${into.dataset.thread ?? ""}`;
    into.replaceChildren(...made);
    into.dataset.place = `${place} ${into.dataset.thread ?? ""}`;
    if (wasAtEnd || isOther) into.scrollTop = into.scrollHeight;
  }
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

function draw(place, message, replies) {
  const made = el("li", { class: "message", "data-ts": message.ts });
  const isBot = message.user === store.shown.bot;
  const author = name(message.user);
  const badge = isBot ? el("span", { class: "badge" }, "APP") : null;
  const edited = message.edited ? el("small", {}, "(edited)") : null;
  const head = el("div", { class: "head" },
    el("b", {}, author), badge, el("time", {}, sentAt(message.ts, store.shown.now)), edited);
  if (message.is_ephemeral) made.classList.add("only-you");
  const hidden = message.is_ephemeral ? el("small", { class: "hidden-note" }, "👁 Only visible to you") : null;
  const face = el("span", { class: `face ${isBot ? "app" : ""}`, "aria-hidden": "true" }, author[0]);
  made.append(face, el("div", { class: "said" }, hidden, head, content(place, message), replied(message, replies)));
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
  return el("span", { title: `:${named}:` }, REACTIONS[named] ?? `:${named}:`);
}

function kept(place, ts) {
  const key = `${place} ${ts}`;
  if (!values.has(key)) values.set(key, new Values());
  return values.get(key);
}

function replied(message, replies) {
  if (!replies.length) return null;
  const words = `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`;
  return el("button", { type: "button", class: "replies", onclick: () => openThread(message.ts) }, words);
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

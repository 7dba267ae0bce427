// Slack's mrkdwn as elements: docs.slack.dev/messaging/formatting-message-text.

import { el } from "./dom.js";
import { channel, name } from "./store.js";
import { dateText } from "./dates.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const FENCE = /```\n?([\s\S]*?)\n?```/;

// Addresses of a message and of a channel in the demo's own workspace.
const OURS = [
  /^https:\/\/desk\.slack\.com\/archives\/(?<place>\w+)\/p(?<ts>\d{7,})(?:\?thread_ts=(?<thread>[\d.]+))?/,
  /^https:\/\/slack\.com\/app_redirect\?channel=(?<place>\w+)/,
];

// What may begin something: code, an angle bracket, or a mark that stands free on its left.
const TOKEN = new RegExp(
  "`([^`\\n]+)`" +
    "|<([^<>\\n]+)>" +
    "|(?<![\\p{L}\\p{N}*_~])([*_~])(?=\\S)((?:(?!\\3)[^\\n])*?\\S)\\3(?![\\p{L}\\p{N}])",
  "u",
);

export function unescaped(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

// The text as a fragment: code fences, quoted lines, and what is inside lines.
export function mrkdwn(text) {
  const made = document.createDocumentFragment();
  let rest = text;
  for (let fence = FENCE.exec(rest); fence; fence = FENCE.exec(rest)) {
    lines(made, rest.slice(0, fence.index));
    made.append(el("pre", {}, unescaped(fence[1])));
    rest = rest.slice(fence.index + fence[0].length);
  }
  lines(made, rest);
  return made;
}

function lines(made, text) {
  if (!text) return;
  let quote = null;
  text.split("\n").forEach((line, index, every) => {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quoted) {
      if (!quote) made.append((quote = el("blockquote")));
      else quote.append("\n");
      inline(quote, quoted[1]);
      return;
    }
    inline(made, line);
    quote = null;
    if (index < every.length - 1 && !/^(?:&gt;|>)/.test(every[index + 1])) made.append("\n");
  });
}

function inline(made, text) {
  let rest = text;
  for (let token = TOKEN.exec(rest); token; token = TOKEN.exec(rest)) {
    made.append(unescaped(rest.slice(0, token.index)));
    const [whole, code, bracket, mark, marked] = token;
    if (code !== undefined) made.append(el("code", {}, unescaped(code)));
    else if (bracket !== undefined) made.append(reference(bracket));
    else made.append(styled(mark, marked));
    rest = rest.slice(token.index + whole.length);
  }
  made.append(unescaped(rest));
}

function styled(mark, text) {
  const made = el({ "*": "strong", _: "em", "~": "s" }[mark]);
  inline(made, text);
  return made;
}

// What is between angle brackets: a person, a channel, a date, everyone, or an address.
function reference(inside) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? null : unescaped(inside.slice(bar + 1));
  if (target.startsWith("@")) return person(target.slice(1));
  if (target.startsWith("#")) return room(target.slice(1), label);
  if (target.startsWith("!date^")) return el("time", {}, dateText(target, label));
  if (target.startsWith("!")) return el("span", { class: "mention" }, `@${target.slice(1)}`);
  return link(unescaped(target), label);
}

export function person(user) {
  return el("span", { class: "mention" }, `@${name(user)}`);
}

export function room(id, label = null) {
  return el("span", { class: "mention" }, `#${channel(id)?.name ?? label ?? "a private channel"}`);
}

// A link; an address of another kind than the web's stays text.
export function link(address, label) {
  if (!/^(?:https?:\/\/|mailto:)/i.test(address)) return el("span", {}, label ?? address);
  const inside = OURS.map((it) => it.exec(address)).find(Boolean);
  if (inside) return leads(address, label, inside.groups);
  const given = { href: address, target: "_blank", rel: "noopener noreferrer" };
  return el("a", given, label ?? address.replace(/^mailto:/, ""));
}

// A link into the demo's own workspace: it opens that place here.
function leads(address, label, { place, ts, thread }) {
  const detail = { place, ts: ts && `${ts.slice(0, -6)}.${ts.slice(-6)}`, thread };
  const follow = (event) => {
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("lead", { detail }));
  };
  return el("a", { href: address, onclick: follow }, label ?? address);
}

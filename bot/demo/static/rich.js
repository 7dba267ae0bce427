// rich_text as elements: docs.slack.dev/reference/block-kit/blocks/rich-text-block.

import { el } from "./dom.js";
import { link, person, room } from "./mrkdwn.js";
import { dateText } from "./dates.js";

export function richText(block) {
  return el("div", { class: "rich" }, block.elements.map(part));
}

function part(one) {
  if (one.type === "rich_text_list") {
    const tag = one.style === "ordered" ? "ol" : "ul";
    const indent = one.indent ? `indent-${Math.min(one.indent, 8)}` : null;
    return el(tag, { class: indent }, one.elements.map((item) => el("li", {}, spans(item))));
  }
  if (one.type === "rich_text_quote") return el("blockquote", {}, spans(one));
  if (one.type === "rich_text_preformatted") return el("pre", {}, spans(one));
  return el("p", {}, spans(one));
}

function spans(holder) {
  return (holder.elements ?? []).map(span);
}

function span(one) {
  if (one.type === "text") return styled(one.text, one.style);
  if (one.type === "link") return link(one.url, one.text ?? null);
  if (one.type === "user") return person(one.user_id);
  if (one.type === "channel") return room(one.channel_id);
  if (one.type === "broadcast") return el("span", { class: "mention" }, `@${one.range}`);
  if (one.type === "emoji") return one.unicode ? emoji(one.unicode) : `:${one.name}:`;
  if (one.type === "date") return dateText(`!date^${one.timestamp}^${one.format}`, one.fallback);
  return "";
}

function emoji(codes) {
  return String.fromCodePoint(...codes.split("-").map((code) => parseInt(code, 16)));
}

function styled(text, style = {}) {
  let made = document.createTextNode(text);
  const tags = { code: "code", strike: "s", italic: "em", bold: "strong" };
  for (const [name, tag] of Object.entries(tags)) if (style[name]) made = el(tag, {}, made);
  return made;
}

// Block Kit's blocks as elements: docs.slack.dev/reference/block-kit/blocks.

import { el, newId } from "./dom.js";
import { element, unknown } from "./elements.js";
import { mrkdwn } from "./mrkdwn.js";
import { richText } from "./rich.js";
import { store } from "./store.js";

// `errors` are the sentences to show at fields, by block id.
export function blocks(list, holder, errors = {}) {
  return list.map((block) => {
    const draw = BLOCKS[block.type];
    const made = draw ? draw(block, holder, errors[block.block_id]) : unknown(block.type);
    made.classList.add("block", block.type);
    made.dataset.block = block.block_id ?? "";
    return made;
  });
}

export function words(text) {
  if (text.type === "mrkdwn") return mrkdwn(text.text);
  return document.createTextNode(text.text);
}

function section(block, holder) {
  const made = el("div");
  const body = el("div", { class: "body" });
  if (block.text) body.append(el("div", { class: "text" }, words(block.text)));
  if (block.fields) {
    body.append(el("div", { class: "fields" }, block.fields.map((it) => el("div", {}, words(it)))));
  }
  made.append(body);
  if (block.accessory) made.append(inside(block.accessory, block, holder));
  return made;
}

function context(block) {
  return el("div", {}, block.elements.map((one) => (
    one.type === "image" ? image(one) : el("span", {}, words(one))
  )));
}

function actions(block, holder) {
  return el("div", {}, block.elements.map((one) => inside(one, block, holder)));
}

function inside(one, block, holder) {
  return one.type === "image" ? image(one) : element(one, block, holder);
}

function header(block) {
  return el("h3", {}, block.text.text);
}

function imageBlock(block) {
  const title = block.title ? el("figcaption", {}, block.title.text) : null;
  return el("figure", {}, title, image(block));
}

// An uploaded file is shown; nothing is loaded from elsewhere, so another image is named.
function image(one) {
  const file = one.slack_file?.id ?? one.slack_file?.url?.split("/").pop();
  if (file && store.shown.files[file]) return el("img", { src: `/files/${file}`, alt: one.alt_text });
  return el("span", { class: "image" }, `🖼 ${one.alt_text}`);
}

function input(block, holder, error) {
  const label = block.label.text;
  const optional = block.optional ? el("small", {}, " (optional)") : null;
  const made = el("div", {}, el("div", { class: "label", "aria-hidden": "true" }, label, optional));
  const control = element(block.element, block, holder, label);
  made.append(control);
  const isPicker = control.matches(".picker");
  const field = isPicker ? control.querySelector("input") : control;
  const told = [];
  if (block.hint) told.push(el("small", { id: newId("hint"), class: "hint" }, block.hint.text));
  if (error) told.push(el("p", { id: newId("error"), class: "error" }, error));
  made.append(...told);
  if (told.length) field.setAttribute("aria-describedby", told.map((it) => it.id).join(" "));
  if (field.matches("[role=group]")) return made; // which has neither of the two below
  if (error) field.setAttribute("aria-invalid", "true");
  if (!block.optional) field.setAttribute("aria-required", "true");
  return made;
}

function table(block) {
  const rows = block.rows.map((row) => el("tr", {}, row.map((cell) => (
    el("td", {}, cell.type === "rich_text" ? richText(cell) : (cell.text ?? ""))
  ))));
  return el("div", {}, el("table", {}, rows));
}

export const BLOCKS = {
  section,
  context,
  actions,
  header,
  input,
  table,
  image: imageBlock,
  divider: () => el("hr"),
  rich_text: richText,
  markdown: (block) => el("div", { class: "text" }, block.text),
};

// Block elements: buttons, menus and inputs, docs.slack.dev/reference/block-kit/block-elements.
//
// A `holder` is the message or view around them: {at: what names it to the server, blocks, values,
// redraw}.

import { el, newId } from "./dom.js";
import { asked } from "./dialogs.js";
import { instantOf, localMinute } from "./dates.js";
import { menu } from "./menu.js";
import { filtered, picker } from "./picker.js";
import { act, store } from "./store.js";

export function element(one, block, holder, label) {
  const draw = ELEMENTS[one.type];
  return draw ? draw(one, block, holder, label) : unknown(one.type);
}

export function unknown(type) {
  return el("p", { class: "unknown" }, `(A ${type} is not drawn here.)`);
}

// Tells the bot that something was pressed or chosen.
async function use(one, block, holder, chosen = {}) {
  if (one.confirm && !(await asked(one.confirm))) return;
  const values = holder.values.read(holder.blocks());
  const about = { action_id: one.action_id, block_id: block.block_id, value: one.value ?? null };
  await act("use", { ...holder.at, ...about, chosen, values });
}

// Keeps what an input holds; one outside an input block tells the bot at once.
function give(one, block, holder, chosen) {
  holder.values.set(block, one, chosen);
  if (block.type !== "input" || block.dispatch_action) use(one, block, holder, chosen);
}

function button(one, block, holder) {
  const given = {
    type: "button", class: `button ${one.style ?? ""}`, "data-action": one.action_id,
    "aria-label": one.accessibility_label,
  };
  const made = el("button", given, one.text.text);
  made.addEventListener("click", async () => {
    if (one.url) window.open(one.url, "_blank", "noopener");
    made.setAttribute("aria-busy", "true");
    await use(one, block, holder);
    made.removeAttribute("aria-busy");
  });
  return made;
}

function overflow(one, block, holder) {
  const lines = () => one.options.map((option) => [
    option.text.text, () => use(one, block, holder, { selected_option: option }),
  ]);
  return menu("More", lines, { "data-action": one.action_id });
}

function text(one, block, holder, label) {
  const given = {
    ...named(one, label), value: holder.values.of(block, one).value ?? "",
    placeholder: one.placeholder?.text, maxlength: one.max_length,
  };
  const kind = { email_text_input: "email", url_text_input: "url", number_input: "number" }[one.type];
  const made = one.multiline
    ? el("textarea", { ...given, rows: 6 })
    : el("input", { ...given, type: kind ?? "text" });
  made.addEventListener("input", () => holder.values.set(block, one, { value: made.value || null }));
  return made;
}

// Plain paragraphs are what is needed to paste an article.
function richInput(one, block, holder, label) {
  const held = holder.values.of(block, one).rich_text_value;
  const words = (held?.elements ?? []).flatMap((part) => part.elements.map((it) => it.text ?? ""));
  const made = el("textarea", { ...named(one, label), rows: 8, value: words.join("") });
  made.addEventListener("input", () => {
    const section = { type: "rich_text_section", elements: [{ type: "text", text: made.value }] };
    const written = made.value ? { type: "rich_text", elements: [section] } : null;
    holder.values.set(block, one, { rich_text_value: written });
  });
  return made;
}

function picked(type, name, read = (value) => value, write = (value) => value) {
  return (one, block, holder, label) => {
    const held = holder.values.of(block, one)[name];
    const made = el("input", { ...named(one, label), type, value: held ? write(held) : "" });
    made.addEventListener("change", () => {
      give(one, block, holder, { [name]: made.value ? read(made.value) : null });
    });
    return made;
  };
}

function select(one, block, holder, label) {
  const groups = one.option_groups?.map((it) => [it.label.text, it.options]) ?? [["", one.options]];
  const every = groups.flatMap(([, options]) => options);
  const held = holder.values.of(block, one).selected_option;
  const made = el("select", named(one, label));
  made.append(el("option", { value: "" }, one.placeholder?.text ?? "Choose"));
  for (const [heading, options] of groups) {
    const lines = options.map((it) => el("option", { value: it.value }, it.text.text));
    if (heading) made.append(el("optgroup", { label: heading }, lines));
    else made.append(...lines);
  }
  made.value = held?.value ?? "";
  made.addEventListener("change", () => {
    const selected_option = every.find((it) => it.value === made.value) ?? null;
    give(one, block, holder, { selected_option });
  });
  return made;
}

// A menu of options that are given, or that the bot gives while a person types.
function search(many) {
  const name = many ? "selected_options" : "selected_option";
  return (one, block, holder, label) => {
    const held = holder.values.of(block, one)[name];
    const fixed = one.options ?? one.option_groups?.flatMap((it) => it.options);
    const find = async (typed) => {
      if (fixed) return filtered(fixed, typed);
      const about = { action_id: one.action_id, block_id: block.block_id };
      return (await act("suggest", { ...holder.at, ...about, typed })) ?? {};
    };
    return picker({
      ...wording(one, label), many, most: one.max_selected_items, find,
      chosen: many ? held : held ? [held] : [],
      changed: (options) => {
        give(one, block, holder, { [name]: many ? options : (options[0] ?? null) });
      },
    });
  };
}

// A menu of people or channels; what it holds are ids.
function ids(name, listed) {
  const many = name.endsWith("s");
  return (one, block, holder, label) => {
    const options = listed();
    const held = [holder.values.of(block, one)[name] ?? []].flat();
    const known = (id) => options.find((it) => it.value === id) ?? option(id, id);
    return picker({
      ...wording(one, label), many, most: one.max_selected_items, chosen: held.map(known),
      find: async (typed) => filtered(options, typed),
      changed: (chosen) => {
        const values = chosen.map((it) => it.value);
        give(one, block, holder, { [name]: many ? values : (values[0] ?? null) });
      },
    });
  };
}

function option(value, words) {
  return { value, text: { type: "plain_text", text: words } };
}

function people() {
  return Object.entries(store.shown.people).map(([id, one]) => option(id, one.name));
}

function channels() {
  return store.shown.channels.filter((one) => !one.direct).map((one) => option(one.id, one.name));
}

function boxes(type) {
  const many = type === "checkbox";
  const name = many ? "selected_options" : "selected_option";
  return (one, block, holder, label) => {
    const group = newId("group");
    const held = holder.values.of(block, one)[name];
    const has = (it) => (many ? held.some((h) => h.value === it.value) : held?.value === it.value);
    const lines = one.options.map((it) => {
      const box = el("input", { type, name: group, value: it.value, checked: has(it) });
      const hint = it.description ? el("small", {}, it.description.text) : null;
      return el("label", { class: "box" }, box, el("span", {}, it.text.text), hint);
    });
    const role = many ? "group" : "radiogroup";
    const made = el("div", { role, "aria-label": label, "data-action": one.action_id }, lines);
    made.addEventListener("change", () => {
      const on = new Set([...made.querySelectorAll("input:checked")].map((box) => box.value));
      const chosen = one.options.filter((it) => on.has(it.value));
      give(one, block, holder, { [name]: many ? chosen : (chosen[0] ?? null) });
    });
    return made;
  };
}

function named(one, label) {
  const words = label ?? one.accessibility_label ?? one.placeholder?.text ?? "Choose";
  return { "aria-label": words, "data-action": one.action_id };
}

function wording(one, label) {
  return { label: named(one, label)["aria-label"], placeholder: one.placeholder?.text };
}

export const ELEMENTS = {
  button,
  overflow,
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  rich_text_input: richInput,
  static_select: select,
  external_select: search(false),
  multi_static_select: search(true),
  multi_external_select: search(true),
  users_select: ids("selected_user", people),
  multi_users_select: ids("selected_users", people),
  conversations_select: ids("selected_conversation", channels),
  multi_conversations_select: ids("selected_conversations", channels),
  channels_select: ids("selected_channel", channels),
  multi_channels_select: ids("selected_channels", channels),
  datepicker: picked("date", "selected_date"),
  timepicker: picked("time", "selected_time"),
  datetimepicker: picked("datetime-local", "selected_date_time", instantOf, localMinute),
  checkboxes: boxes("checkbox"),
  radio_buttons: boxes("radio"),
};

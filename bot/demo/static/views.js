// The modal on top, and the app's Home tab.

import { blocks } from "./blocks.js";
import { el, keepingFocus, newId, say } from "./dom.js";
import { act, store } from "./store.js";
import { Values } from "./values.js";

const values = new Map(); // by a view's id: what its inputs hold

let dialog = null;
let drawn = "";
let errors = {};

function kept(id) {
  if (!values.has(id)) values.set(id, new Values());
  return values.get(id);
}

function holder(view) {
  return { at: { view_id: view.id }, blocks: () => view.blocks, values: kept(view.id) };
}

// Shows the modal on top as it is now, or none.
export function drawModal() {
  const view = store.shown.modal;
  const state = view ? `${store.me} ${view.id} ${view.hash} ${JSON.stringify(errors)}` : "";
  if (state === drawn) return;
  const isSame = drawn.split(" ")[1] === view?.id;
  drawn = state;
  if (!view) {
    dialog?.close(); // which gives the focus back
    dialog?.remove();
    dialog = null;
    return;
  }
  if (!dialog) {
    dialog = el("dialog", { class: "modal" });
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(false); });
    document.body.append(dialog);
    dialog.showModal();
  }
  const title = el("h2", { id: newId("title") }, view.title.text);
  dialog.setAttribute("aria-labelledby", title.id);
  const body = el("div", { class: "content" }, blocks(view.blocks, holder(view), errors));
  keepingFocus(dialog, () => dialog.replaceChildren(header(title), body, footer(view)));
  const wrong = dialog.querySelector(".error")?.closest(".block");
  if (wrong) {
    say(Object.values(errors).join(" "));
    wrong.querySelector("input,select,textarea").focus();
  } else if (!isSame || !dialog.contains(document.activeElement)) title.focus();
}

function header(title) {
  title.tabIndex = -1;
  const back = store.shown.depth > 1
    ? el("button", { type: "button", "aria-label": "Back", onclick: () => close(false) }, "‹")
    : null;
  return el("header", {}, back, title,
    el("button", { type: "button", "aria-label": "Close all", onclick: () => close(true) }, "×"));
}

function footer(view) {
  const leave = el("button", { type: "button", class: "button", onclick: () => close(false) }, view.close?.text ?? "Cancel");
  const send = view.submit
    ? el("button", { type: "button", class: "button primary submit", onclick: () => submit(view) }, view.submit.text)
    : null;
  return el("footer", {}, leave, send);
}

async function close(every) {
  errors = {};
  await act("close", { every });
}

async function submit(view) {
  const missing = needed(view);
  if (Object.keys(missing).length) {
    errors = missing;
    return drawModal();
  }
  const button = dialog.querySelector(".submit");
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
  errors = {};
  const done = await act("submit", { view_id: view.id, values: kept(view.id).read(inputs(view)) });
  button.disabled = false;
  button.removeAttribute("aria-busy");
  errors = done?.errors ?? {};
  if (dialog) drawModal();
}

function inputs(view) {
  return view.blocks.filter((block) => block.type !== "context");
}

// What Slack itself asks for before it sends a form: inputs that are not optional.
function needed(view) {
  const missing = {};
  for (const block of view.blocks.filter((one) => one.type === "input" && !one.optional)) {
    const [held] = Object.entries(kept(view.id).of(block, block.element)).filter(([name]) => name !== "type");
    const given = held[1];
    if (given === null || given === "" || given.length === 0) {
      missing[block.block_id] = "Please complete this required field.";
    }
  }
  return missing;
}

let home = "";

// The Home tab of the person.
export function drawHome(into) {
  const view = store.shown.home;
  const state = `${store.me} ${view?.id} ${view?.hash}`;
  if (state === home && into.children.length) return;
  home = state;
  if (view) keepingFocus(into, () => into.replaceChildren(...blocks(view.blocks, holder(view))));
  else into.replaceChildren(el("p", {}, "On Record is preparing its Home tab …"));
}

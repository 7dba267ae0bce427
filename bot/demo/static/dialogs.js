// Questions in a dialog: a button's confirmation, and the new words of a message.

import { el, newId } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";

function ask(title, body, yes, no, danger = false) {
  return new Promise((resolve) => {
    const heading = el("h2", { id: newId("title") }, title);
    const dialog = el("dialog", { "aria-labelledby": heading.id, class: "modal small" });
    const answer = (value) => () => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const accept = { type: "button", class: `button ${danger ? "danger" : "primary"}` };
    dialog.append(
      heading, el("div", { class: "content" }, body),
      el("footer", {},
        el("button", { type: "button", class: "button", onclick: answer(false) }, no),
        el("button", { ...accept, onclick: answer(true) }, yes)),
    );
    dialog.addEventListener("cancel", answer(false));
    document.body.append(dialog);
    dialog.showModal();
  });
}

// Slack's confirmation of a button; gives whether the person confirms.
export function asked(confirm) {
  const { title, text, confirm: yes, deny, style } = confirm;
  const body = el("p", {}, text.type === "mrkdwn" ? mrkdwn(text.text) : text.text);
  return ask(title.text, body, yes.text, deny.text, style === "danger");
}

// Other words for a message; null if the person leaves it as it is.
export async function reworded(text) {
  const field = el("textarea", { "aria-label": "The message", rows: 6, value: text });
  return (await ask("Edit the message", field, "Save", "Cancel")) ? field.value : null;
}

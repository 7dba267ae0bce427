// A button that opens a list of lines: a message's menu, an overflow.

import { el, newId } from "./dom.js";

// `lines` gives [label, what to do] when the menu opens.
export function menu(label, lines, given = {}) {
  const list = el("ul", { role: "menu", "aria-label": label, id: newId("menu"), hidden: true });
  const button = el(
    "button",
    {
      type: "button", class: "menu-button", "aria-haspopup": "menu", "aria-expanded": "false",
      "aria-label": label, title: label, onclick: () => (list.hidden ? open() : close()), ...given,
    },
    "⋯",
  );
  const around = el("span", { class: "menu" }, button, list);

  function open() {
    list.replaceChildren(...lines().map(([words, run]) => {
      const line = el("button", { type: "button", role: "menuitem", tabindex: "-1" }, words);
      line.addEventListener("click", () => { close(); run(); });
      return el("li", { role: "none" }, line);
    }));
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    list.querySelector("button")?.focus();
    document.addEventListener("pointerdown", outside);
  }

  function close() {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    button.focus();
  }

  function outside(event) {
    if (!around.contains(event.target)) close();
  }

  around.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const items = [...list.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") {
      event.stopPropagation();
      if (event.key === "Escape") event.preventDefault();
      close();
    } else if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    }
  });
  return around;
}

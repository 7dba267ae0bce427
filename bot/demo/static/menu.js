// A button that opens a list of lines: a message's menu, an overflow.

import { el, newId } from "./dom.js";

// `lines` gives [label, what to do] when the menu opens.
export function menu(label, lines, given = {}) {
  const named = { role: "menu", "aria-label": label, id: newId("menu") };
  const list = el("ul", { ...named, popover: "manual", hidden: true });
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
    list.showPopover(); // above all else, also where what is around it is cut off
    place();
    button.setAttribute("aria-expanded", "true");
    list.querySelector("button")?.focus();
    document.addEventListener("pointerdown", outside);
    document.addEventListener("scroll", scrolled, true);
  }

  // Below the button, or above it if there is no room; never beyond the window.
  function place() {
    const at = button.getBoundingClientRect();
    const { offsetWidth: wide, offsetHeight: high } = list;
    const left = Math.max(4, Math.min(at.left, innerWidth - wide - 4));
    const top = at.bottom + high > innerHeight ? Math.max(4, at.top - high) : at.bottom;
    list.style.left = `${left}px`;
    list.style.top = `${top}px`;
  }

  function close() {
    list.hidePopover();
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    document.removeEventListener("scroll", scrolled, true);
    button.focus();
  }

  function scrolled(event) {
    if (event.target !== list) place();
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

// Choosing one or several of many by typing: multi-selects, external, users' and channels' menus.

import { el, newId, say } from "./dom.js";

// `find(typed)` gives options ({text, value}) or groups ({label, options}); `chosen` are options;
// `changed(options)` is called after each choice.
export function picker({ label, many, most, chosen, find, changed, placeholder }) {
  let picked = [...chosen];
  let shown = [];
  let at = -1;
  const list = el("ul", { role: "listbox", id: newId("list"), "aria-label": label, hidden: true });
  const tags = el("ul", { class: "tags", "aria-label": `${label}: chosen` });
  const input = el("input", {
    type: "text", role: "combobox", autocomplete: "off", "aria-label": label,
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, placeholder,
  });
  const around = el("div", { class: "picker" }, tags, input, list);

  async function search() {
    const asked = input.value;
    const found = await find(asked);
    if (asked !== input.value) return;
    shown = [];
    list.replaceChildren();
    for (const group of groups(found)) {
      if (group.label) list.append(el("li", { role: "presentation", class: "group" }, group.label));
      for (const option of group.options) list.append(line(option));
    }
    if (!shown.length) list.append(el("li", { role: "presentation" }, "Nothing found"));
    say(`${shown.length} choices`);
    at = -1;
    open(true);
    list.scrollIntoView({ block: "nearest" });
  }

  function line(option) {
    const isPicked = picked.some((one) => one.value === option.value);
    const made = el(
      "li",
      { role: "option", id: newId("option"), "aria-selected": String(isPicked) },
      option.text.text,
    );
    made.addEventListener("pointerdown", (event) => event.preventDefault());
    made.addEventListener("click", () => take(option));
    shown.push({ option, made });
    return made;
  }

  function take(option) {
    const isPicked = picked.some((one) => one.value === option.value);
    if (!many) picked = [option];
    else if (isPicked) picked = picked.filter((one) => one.value !== option.value);
    else if (picked.length < (most ?? Infinity)) picked = [...picked, option];
    else return say(`At most ${most}`);
    input.value = "";
    open(false);
    draw();
    changed(picked);
  }

  function open(is) {
    list.hidden = !is;
    input.setAttribute("aria-expanded", String(is));
    if (!is) input.removeAttribute("aria-activedescendant");
  }

  function go(to) {
    if (!shown.length) return;
    at = (to + shown.length) % shown.length;
    shown.forEach(({ made }, index) => made.classList.toggle("at", index === at));
    input.setAttribute("aria-activedescendant", shown[at].made.id);
    shown[at].made.scrollIntoView({ block: "nearest" });
  }

  function draw() {
    tags.replaceChildren(...picked.map((option) => {
      const words = option.text.text;
      const drop = el("button", { type: "button", "aria-label": `Remove ${words}` }, "×");
      drop.addEventListener("click", () => {
        picked = picked.filter((one) => one !== option);
        draw();
        changed(picked);
        input.focus();
      });
      return el("li", {}, words, drop);
    }));
    tags.hidden = !picked.length;
  }

  input.addEventListener("input", search);
  input.addEventListener("focus", search);
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) search();
    else if (event.key === "ArrowDown") go(at + 1);
    else if (event.key === "ArrowUp") go(at - 1);
    else if (event.key === "Enter" && !list.hidden && at >= 0) take(shown[at].option);
    else if (event.key === "Escape" && !list.hidden) open(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  draw();
  return around;
}

function groups(found) {
  if (found.option_groups) {
    return found.option_groups.map((one) => ({ label: one.label.text, options: one.options }));
  }
  return [{ label: "", options: found.options ?? [] }];
}

// Those options whose words hold what was typed.
export function filtered(options, typed) {
  const wanted = typed.trim().toLowerCase();
  return { options: options.filter((one) => one.text.text.toLowerCase().includes(wanted)) };
}

// Making elements. Text only ever becomes a text node: nothing here takes mark-up.

export function el(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value") made.value = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((one) => one !== null && one !== undefined));
  return made;
}

let counted = 0;

// A name for an element that another one refers to.
export function newId(prefix) {
  counted += 1;
  return `${prefix}-${counted}`;
}

// Says something to people who listen to the page.
export function say(text) {
  document.getElementById("said").textContent = text;
}

// Shows that something could not be done, and why.
export function complain(text) {
  const box = document.getElementById("complaint");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(complain.timer);
  complain.timer = setTimeout(() => (box.hidden = true), 8000);
}

// Draws something anew and keeps the focus: on the same button, menu or field, if it is still there.
export function keepingFocus(into, draw) {
  const spot = spotIn(into);
  draw();
  if (spot && !into.contains(document.activeElement)) into.querySelector(spot)?.focus();
}

function spotIn(into) {
  const at = document.activeElement;
  if (!at || !into.contains(at)) return null;
  const { ts } = at.closest("[data-ts]")?.dataset ?? {};
  const { block } = at.closest("[data-block]")?.dataset ?? {};
  const around = [ts && `[data-ts="${CSS.escape(ts)}"]`, block && `[data-block="${CSS.escape(block)}"]`];
  const { action } = at.dataset;
  const own = action ? `[data-action="${CSS.escape(action)}"]` : at.className && `.${at.classList[0]}`;
  return own ? [...around, own].filter(Boolean).join(" ") : null;
}

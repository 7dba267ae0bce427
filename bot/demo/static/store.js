// What the page knows: what the server shows the person, where they are, and what they do.

import { complain } from "./dom.js";

export const store = {
  me: "",
  shown: null, // as bot/demo/shown.py gives it
  place: "", // a channel's id, or "app" for the app's Home tab
  thread: null, // the ts of the message whose thread is open
  seen: {}, // by person: by channel, the newest ts that was seen
  start: null,
};

const listeners = [];

export function onChange(listener) {
  listeners.push(listener);
}

export function changed() {
  for (const listener of listeners) listener();
}

export function name(user) {
  return store.shown?.people[user]?.name ?? user;
}

export function channel(id) {
  return store.shown?.channels.find((one) => one.id === id) ?? null;
}

export function messages(id) {
  return store.shown?.messages[id] ?? [];
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error ?? "It did not work.");
  return told;
}

// Does something as the person; gives what the server says, or null if it could not be done.
export async function act(what, fields = {}) {
  try {
    return await post("/act", { act: what, me: store.me, ...fields });
  } catch (error) {
    complain(error.message);
    return null;
  }
}

export async function moveClock(to) {
  try {
    await post("/clock", to);
  } catch (error) {
    complain(error.message);
  }
}

// Asks what is new, for ever; the server answers as soon as something is.
export async function follow() {
  let controller = null;
  let following = store.me;
  follow.again = () => controller?.abort();
  for (;;) {
    const isNew = following === store.me && store.shown;
    following = store.me;
    const after = isNew ? `&after=${store.shown.version}` : "";
    controller = new AbortController();
    try {
      const answer = await fetch(`/state?me=${following}${after}`, { signal: controller.signal });
      const shown = await answer.json();
      if (following !== store.me) continue;
      store.shown = shown;
      document.body.classList.remove("gone");
    } catch (error) {
      if (error.name === "AbortError") continue;
      document.body.classList.add("gone");
      await new Promise((go) => setTimeout(go, 1000));
      continue;
    }
    changed();
  }
}

// Becomes another person.
export function become(user) {
  if (user === store.me) return;
  store.me = user;
  store.thread = null;
  store.shown = null;
  follow.again?.();
}

// Resolves once the server shows what `found` looks for; gives what it found.
export function until(found) {
  return new Promise((resolve) => {
    const look = () => {
      const it = store.shown && store.shown.me === store.me ? found() : null;
      if (!it) return;
      const at = listeners.indexOf(look);
      if (at >= 0) listeners.splice(at, 1);
      resolve(it);
    };
    listeners.push(look);
    look();
  });
}

// What to try first: examples as buttons, and the bot's work day in a few presses.

import { complain, el } from "./dom.js";
import { openThread } from "./messages.js";
import { act, become, messages, moveClock, store, until } from "./store.js";

const TOO_EARLY = "Nothing to tell yet: ask, add the article, and approve its draft first.";

let goTo = () => {};

async function ask(example) {
  const done = await act("say", { channel: store.place, text: `@On Record ${example}` });
  if (done?.ts) openThread(done.ts);
}

// As the editor, whoever the person was.
async function asEditor(then) {
  const [editor] = store.start.people;
  become(editor);
  await until(() => store.shown.me === editor);
  await then();
}

function addArticle() {
  const { newsroom, desk } = store.start;
  return asEditor(async () => {
    goTo(newsroom);
    const article = messages(newsroom)[0];
    await act("shortcut", { channel: newsroom, ts: article.ts, callback_id: "add_to_record" });
    await until(() => messages(desk).length > 0);
    goTo(desk);
  });
}

async function morning() {
  await moveClock({ to: "morning" });
  goTo(store.start.newsroom);
}

// Shows the thread in which a correction came, as the person who asked.
async function correction() {
  const { newsroom, me } = store.start;
  become(me);
  await until(() => store.shown.me === me);
  const before = messages(newsroom).length;
  await moveClock({ seconds: 300 });
  goTo(newsroom);
  let newest = null;
  let isOver = false;
  setTimeout(() => newest || complain(TOO_EARLY), 5000);
  setTimeout(() => (isOver = true), 20000);
  newest = await until(() => isOver || messages(newsroom)[before]);
  if (newest.thread_ts) openThread(newest.thread_ts);
}

export const tryIt = {
  isFor(place) {
    return place === store.start.newsroom;
  },

  setUp(into, go) {
    goTo = go;
    const button = (words, run) => el("button", { type: "button", class: "try", onclick: run }, words);
    const step = (words, run, label) => el("li", {}, `${words} `, button(label, run));
    into.append(
      el("p", { class: "examples" }, el("b", {}, "Try: "),
        store.start.examples.map((example) => button(example, () => ask(example)))),
      el("details", {}, el("summary", {}, "More to try"), el("ol", {},
        el("li", {}, "Under an answer, press “Wrong claim”, “All sources” or “⋯”."),
        step("Put the article above on record (as Ida Holm, the editor):", addArticle, "Add it"),
        el("li", {}, "In #desk, approve the draft that moves the figure."),
        step("Whoever was told of the old figure is told of the new one:", correction, "Five minutes later"),
        step("The digest comes to #newsroom at nine:", morning, "Next morning"),
        el("li", {}, "Write /onrecord help for all that On Record does."))),
    );
  },
};

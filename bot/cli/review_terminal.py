"""Reviews drafts in the terminal one by one, with the same decisions as in Slack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import Session

from bot.cli import review_acts as acts
from bot.cli import review_at_once as at_once
from bot.cli.review_editor import Editor
from bot.record.drafts import filters, queue
from bot.record.drafts.deciding import Decision
from bot.record.drafts.views import DraftView
from bot.record.drafts.waiting_topics import named, waiting_topics
from bot.refusal import RefusalError
from bot.review import draft_view, names_shown, several, several_view
from bot.review.command_line import open_drafts
from bot.review.several import Together
from bot.review.several_view import in_one_line
from bot.slack.given import GivenError
from bot.slack.plain import unmarked

PROMPT = "a/e/l/r/p/u/n/q, ? for all › "

KEYS = (
    "a approve, with all that say the same · o approve only this one · "
    "w approve, and give the claim the figure that it moves to · e edit a field · "
    "l link to another claim · s split · r reject · p the party of all of these is … · "
    "t topic for this document · m several of this document at once · v list them · "
    "k several at once, h all of this speaker, g all of this topic, of any document · "
    "u undo, as far back as you like · d what was decided · "
    "n next · b back · c certain ones first, or in order · q quit"
)

_MARKS = ("⟦", "⟧")


def run(editor: Editor, which: filters.Filter) -> int:
    """Shows open drafts one by one, by document in its order, until there are none or the editor
    stops; gives the number of decisions."""
    which = replace(which, order="in_order") if which.certain is None else which
    which = replace(which, once=which.document_id is None)
    waiting = open_drafts(editor.engine, editor.workspace_id, which)
    editor.say(f"{len(waiting)} to decide on. {KEYS}" if waiting else "No drafts wait.")
    round_ = _Round(editor, which, waiting)
    while round_.go_on() if round_.at < len(waiting) else round_.at_the_end():
        pass
    return round_.decisions


def shown(draft: DraftView, place: str) -> str:
    """A draft as text; the speaker's words are between ⟦ and ⟧."""
    title = draft.title or f"document {draft.document_id}"
    return f"── {place}, {title} ──\n{unmarked(draft_view.draft_text(draft, marks=_MARKS))}"


@dataclass(slots=True)
class _Round:
    """The drafts that wait, the one that is shown, and the steps that can be undone."""

    editor: Editor
    which: filters.Filter
    waiting: list[int]
    at: int = 0
    decisions: int = 0
    steps: list[list[tuple[int, int]]] = field(default_factory=list)

    def go_on(self) -> bool:
        """Shows a draft and does what the editor types; False if the editor stops."""
        editor = self.editor
        editor.desk.bring_up([self.waiting[self.at]])
        draft = editor.view(self.waiting[self.at])
        if draft is None or draft.state != "draft":
            self.at += 1
            return True
        seen = [draft.said, *(one.said for one in draft.same)]
        names_shown.note(editor.desk, editor.workspace_id, editor.desk.actor, seen)
        editor.say("")
        editor.say(shown(draft, self._place()))
        try:
            key = editor.key(PROMPT).strip().casefold()[:1]
            if key == "q":
                return False
            self._do(draft, key)
        except EOFError:
            return False
        except GivenError as error:
            editor.say(str(error))
        except RefusalError as error:
            editor.say(error.sentence)
        return True

    def at_the_end(self) -> bool:
        """After the last draft: whether the editor goes back to one, or to what was decided."""
        if not self.steps and not self._decided(1):
            return False
        try:
            key = self.editor.key("That was the last. u undo, d what was decided, q quit › ")
            key = key.strip().casefold()[:1]
            if key in ("u", "d"):
                self._undo() if key == "u" else self._reopen()
        except EOFError:
            return False
        return key in ("u", "d")

    def _place(self) -> str:
        with Session(self.editor.engine) as session:
            pace = queue.pace(session, self.editor.workspace_id)
        left = len(self.waiting) - self.at
        return f"{self.at + 1} of {len(self.waiting)}, {draft_view.takes(left * pace)}"

    def _do(self, draft: DraftView, key: str) -> None:
        moves: dict[str, Callable[[], None]] = {
            "n": lambda: self._turn(1),
            "b": lambda: self._turn(-1),
            "c": self._reorder,
            "u": self._undo,
            "d": self._reopen,
            "v": self._list,
        }
        if key in moves:
            moves[key]()
        elif key == "p":
            self._settle(at_once.party_of_all(self.editor, self._around(draft)))
        elif key == "t":
            at_once.topic(self.editor, draft)
        elif key == "m":
            self._settle(at_once.at_once(self.editor, self._listed()))
        elif key in ("k", "h", "g"):
            self._across(draft, key)
        elif key in acts.ACTS:
            self._settle(acts.ACTS[key](self.editor, draft))
        else:
            self.editor.say(KEYS)

    def _settle(self, done: Together | None) -> None:
        """Notes decisions and says what came of them."""
        if done is None:
            return
        step = [(one.draft_id, one.version) for one in done.done if one.state != "draft"]
        for one in done.done:
            if one.state != "draft":
                self.editor.say(_told(one))
        for whose, why in several.names_of(self.editor.desk, done.left):
            self.editor.say(f"Left for you: {whose} — {why}")
        if step:
            self.steps.append(step)
            self.decisions += len(step)
            self._take_in(self.which)
        else:
            self._take_in(replace(self.which, certain=None))

    def _take_in(self, which: filters.Filter) -> None:
        """A split makes a draft that was not there before; of drafts that say the same, another one
        is shown for the rest once the first is decided."""
        now = open_drafts(self.editor.engine, self.editor.workspace_id, which)
        known = set(self.waiting)
        self.waiting[self.at + 1 : self.at + 1] = [one for one in now if one not in known]

    def _undo(self) -> None:
        """Takes the last step back; beyond this sitting's, the last decision on these drafts."""
        step = self.steps.pop() if self.steps else self._last_decided()
        if not step:
            self.editor.say("Nothing was decided yet.")
            return
        self._reopened(several.undo_each(self.editor.desk, step))

    def _last_decided(self) -> list[tuple[int, int]]:
        return [(one.id, one.version) for one in self._decided(1)]

    def _decided(self, size: int) -> Sequence[DraftView]:
        which = filters.Filter(
            document_id=self.which.document_id, state=filters.DECIDED, order="newest"
        )
        with Session(self.editor.engine) as session:
            return queue.page(session, self.editor.workspace_id, which, size=size).drafts

    def _reopen(self) -> None:
        """Lists what was decided, and opens again what the editor names."""
        decided = self._decided(20)
        names_shown.note(
            self.editor.desk,
            self.editor.workspace_id,
            self.editor.desk.actor,
            [one.said for one in decided],
        )
        for place, one in enumerate(decided, start=1):
            self.editor.say(f"  {place}  {one.state}: {in_one_line(one)}")
        typed = self.editor.ask("open again, like 1-3,5 (empty: none) › ")
        chosen = [decided[n - 1] for n in at_once.numbers_in(typed, len(decided))]
        if chosen:
            every = [(one.id, one.version) for one in chosen]
            self._reopened(several.undo_each(self.editor.desk, every))

    def _reopened(self, back: Together) -> None:
        for one in back.done:
            if one.draft_id not in self.waiting:
                self.waiting.insert(self.at, one.draft_id)
            self.at = min(self.at, self.waiting.index(one.draft_id))
        for whose, why in several.names_of(self.editor.desk, back.left):
            self.editor.say(f"Not taken back: {whose} — {why}")
        if back.done:
            count = len(back.done)
            self.editor.say(
                "Taken back; it is open again."
                if count == 1
                else f"Taken back; {count} drafts are open again."
            )
        self.decisions = max(0, self.decisions - len(back.done))

    def _turn(self, by: int) -> None:
        self.at = max(0, self.at + by)

    def _reorder(self) -> None:
        certain = self.which.order == "in_order"
        self.which = replace(self.which, order="certain_first" if certain else "in_order")
        self.waiting[:] = open_drafts(self.editor.engine, self.editor.workspace_id, self.which)
        self.at = 0
        self.editor.say("Certain ones first." if certain else "In the order of each document.")

    def _list(self) -> None:
        for place, one in enumerate(self._listed(), start=1):
            self.editor.say(f"  {place}  {in_one_line(one)}")

    def _listed(self) -> list[DraftView]:
        """The open drafts of the document that is shown, in their order."""
        draft = self.editor.view(self.waiting[self.at])
        return self._of_document(draft) if draft is not None else []

    def _across(self, draft: DraftView, key: str) -> None:
        """Decides on several drafts of any documents: what this round shows (k), or all of the
        draft's speaker (h) or topic (g)."""
        which = replace(self.which, document_id=None, once=True)
        if key == "h":
            if draft.said.source is None:
                self.editor.say("Nobody is named as its speaker.")
                return
            which = replace(which, speaker=draft.said.source.name)
        if key == "g":
            with Session(self.editor.engine) as session:
                topics = waiting_topics(session, self.editor.workspace_id)
            topic = named(topics, draft.topic or "")
            if topic is None:
                self.editor.say("It has no topic. t gives its document one.")
                return
            which = replace(which, topics=topic.spellings)
        numbers = open_drafts(self.editor.engine, self.editor.workspace_id, which)
        if len(numbers) > several_view.MOST:
            self.editor.say(f"The first {several_view.MOST} of {len(numbers)}:")
        shown = self._views(numbers[: several_view.MOST])
        self._settle(at_once.at_once(self.editor, shown, once=True))

    def _around(self, draft: DraftView) -> list[DraftView]:
        """The drafts of the document, and those of others that say the same as the one shown."""
        here = self._of_document(draft)
        known = {one.id for one in here}
        return [*here, *(one for one in draft.same if one.id not in known)]

    def _of_document(self, draft: DraftView) -> list[DraftView]:
        which = replace(self.which, document_id=draft.document_id, once=False)
        return self._views(open_drafts(self.editor.engine, self.editor.workspace_id, which))

    def _views(self, numbers: Sequence[int]) -> list[DraftView]:
        """Drafts that are about to be shown, as of the record now."""
        self.editor.desk.bring_up(numbers)
        found = [self.editor.view(number) for number in numbers]
        every = [one for one in found if one is not None]
        names_shown.note(
            self.editor.desk,
            self.editor.workspace_id,
            self.editor.desk.actor,
            [one.said for one in every],
        )
        return every


def _told(done: Decision) -> str:
    if done.state == "rejected":
        return "Rejected."
    new = " (a new one)" if done.new_claim else ""
    names = f" New on record: {', '.join(done.new_sources)}." if done.new_sources else ""
    return f"Approved on claim #{done.claim_id}{new}.{names}"

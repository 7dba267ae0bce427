"""Reviews drafts in the terminal one by one, with the same decisions as in Slack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from bot.record.drafts import deciding, editing, queue
from bot.record.drafts.drafts import document_of
from bot.record.drafts.edits import Edit, shown_speaker
from bot.record.drafts.errors import FigureUnsaidError, ReviewError, WhichSourceError
from bot.record.drafts.speakers import lines
from bot.record.drafts.views import DraftView, view
from bot.record.numbers import sought, typed_number
from bot.review import draft_fields, draft_view, names_shown
from bot.review import draft_inputs as form
from bot.review.command_line import open_drafts
from bot.review.desk import Desk
from bot.review.draft_forms import claims_near
from bot.slack.given import Given, GivenError
from bot.slack.plain import unmarked

T = TypeVar("T")

KEYS = """a approve · e edit · l link to another claim · s split · r reject · u undo the last ·
n next · q quit"""

_MARKS = ("⟦", "⟧")
_FIELDS = {
    form.NAME: "Name",
    form.KIND: "Kind of speaker",
    form.ROLE: "Role",
    form.ORGANISATION: "Organisation",
    form.PARTY: "Party",
    form.STANCE: "Stance (asserts, denies, hedges, declines)",
    form.CLAIM: "Claim",
    form.CLAIM_KIND: "Kind of claim",
    form.FIGURE: "Figure",
    form.UNIT: "Unit",
    form.PLACE: "Place",
    form.TIME: "The claim's own time",
    form.TOPIC: "Topic",
    form.DAY: "Day",
}


@dataclass(frozen=True, slots=True)
class Editor:
    """An editor at the terminal. `ask` prints a prompt and gives the words typed; it raises
    EOFError at the end of the input."""

    desk: Desk
    ask: Callable[[str], str]
    say: Callable[[str], object]

    @property
    def engine(self) -> Engine:
        return self.desk.engine

    @property
    def workspace_id(self) -> int:
        return self.desk.workspace_id


def run(editor: Editor, which: queue.Filter) -> int:
    """Shows open drafts one by one until there are none or the editor stops; gives the number of
    decisions."""
    waiting = open_drafts(editor.engine, editor.workspace_id, which)
    editor.say(f"{len(waiting)} to decide on. {KEYS}" if waiting else "No drafts wait.")
    round_ = _Round(editor, which, waiting)
    while round_.at < len(waiting) and round_.go_on():
        pass
    return round_.decisions


@dataclass(slots=True)
class _Round:
    """The drafts that wait, the one that is shown, and the last decision."""

    editor: Editor
    which: queue.Filter
    waiting: list[int]
    at: int = 0
    decisions: int = 0
    last: tuple[int, int] | None = None

    def go_on(self) -> bool:
        """Shows a draft and does what the editor types; False if the editor stops."""
        editor = self.editor
        editor.desk.bring_up([self.waiting[self.at]])
        draft = _view(editor, self.waiting[self.at])
        if draft is None or draft.state != "draft":
            self.at += 1
            return True
        names_shown.note(editor.desk, editor.workspace_id, editor.desk.actor, [draft.said])
        editor.say("")
        editor.say(shown(draft, f"{self.at + 1} of {len(self.waiting)}"))
        try:
            key = editor.ask("a/e/l/s/r/u/n/q › ").strip().casefold()[:1]
            if key == "q":
                return False
            self._do(draft, key)
        except EOFError:
            return False
        except GivenError as error:
            editor.say(str(error))
        except ReviewError as error:
            editor.say(error.sentence)
        return True

    def _do(self, draft: DraftView, key: str) -> None:
        if key == "n":
            self.at += 1
        elif key == "u":
            self._undo()
        elif (done := _act(self.editor, draft, key)) is not None:
            self._note(done)

    def _undo(self) -> None:
        if self.last is None:
            self.editor.say("Nothing was decided yet.")
            return
        back = _write(self.editor, deciding.undo, *self.last)
        self.editor.say("Taken back; it is open again.")
        self.at, self.last = self.waiting.index(back.draft_id), None
        self.decisions -= 1

    def _note(self, done: deciding.Decision) -> None:
        if done.state == "draft":
            self.waiting += _new(self.editor, self.which, self.waiting)
            return
        self.last = done.draft_id, done.version
        self.decisions += 1
        self.editor.say(_told(done))
        self.at += 1


def shown(draft: DraftView, place: str) -> str:
    """A draft as text; the speaker's words are between ⟦ and ⟧."""
    title = draft.title or f"document {draft.document_id}"
    return f"── {place}, {title} ──\n{unmarked(draft_view.draft_text(draft, marks=_MARKS))}"


def _act(editor: Editor, draft: DraftView, key: str) -> deciding.Decision | None:
    if key == "a":
        return _approved(editor, draft)
    if key == "e":
        return _edited(editor, draft)
    if key == "l":
        return _linked(editor, draft)
    if key == "s":
        return _split(editor, draft)
    if key == "r":
        reason = editor.ask("Why (may stay empty) › ")
        return _write(editor, deciding.reject, draft.id, draft.version, reason=reason)
    editor.say(KEYS)
    return None


def _approved(editor: Editor, draft: DraftView) -> deciding.Decision | None:
    try:
        return editor.desk.approve(draft.id, draft.version)
    except WhichSourceError as error:
        return _who(editor, draft, error)
    except FigureUnsaidError:
        return _put(editor, draft, Edit(), then_approve=True)


def _who(editor: Editor, draft: DraftView, error: WhichSourceError) -> deciding.Decision | None:
    """Asks which source on record is meant by a name, and approves."""
    own = (draft.said.source.name if draft.said.source else "").casefold() == error.name.casefold()
    editor.say(f"{error.name} is on record already. Who speaks here?")
    for place, one in enumerate(error.candidates, start=1):
        editor.say(f"  {place}  {' · '.join(one.line)}")
    if own:
        editor.say("  e  somebody else of that name")
    typed = editor.ask("number, e, or the name of the party (empty: leave it) › ").strip()
    if not typed:
        return None
    with Session(editor.engine) as session:
        before = shown_speaker(session, editor.workspace_id, draft.said)
        chosen = form.AS_WRITTEN
        line: tuple[str, ...] = ()
        if typed.isdecimal() and 0 < int(typed) <= len(error.candidates):
            number = error.candidates[int(typed) - 1].id
            chosen = f"{form.KNOWN}{number}"
            line = lines(session, editor.workspace_id, [number]).get(number, ())
        elif typed == "e" and own:
            chosen = form.SOMEBODY_ELSE
    if before is None:
        return None
    party = typed if chosen == form.AS_WRITTEN else None
    speaker = draft_fields.meant(before, chosen, line, party, above="" if own else error.name)
    return _put(editor, draft, Edit(speaker=speaker), then_approve=True)


def _edited(editor: Editor, draft: DraftView) -> deciding.Decision | None:
    """Asks for each field, then whether to approve."""
    with Session(editor.engine) as session:
        before = shown_speaker(session, editor.workspace_id, draft.said)
    given = draft_fields.standing(draft, before)
    editor.say("Empty keeps what is there, - empties it.")
    for name, label in _FIELDS.items():
        typed = editor.ask(f"{label} [{given[name]}] › ").strip()
        if typed and name in (form.NAME, form.ORGANISATION, form.PARTY, form.ROLE):
            given[form.WHO] = form.AS_WRITTEN
        if typed:
            given[name] = "" if typed == "-" else typed
    if not given[form.NAME]:
        given[form.WHO] = form.NOBODY
    change = draft_fields.change_of(draft, before, Given.written(given))
    return (done := _put(editor, draft, change)) and _then(editor, draft, done)


def _put(
    editor: Editor, draft: DraftView, to: Edit, *, then_approve: bool = False
) -> deciding.Decision | None:
    """Changes a draft; asks whether the desk computed a figure that is not in the words."""
    put = partial(editor.desk.edit, draft.id, draft.version, then_approve=then_approve)
    try:
        return put(to)
    except FigureUnsaidError as error:
        computed = editor.ask(f"{error.sentence} Did it? [y/N] › ").strip().casefold()[:1] == "y"
    return put(replace(to, figure_computed=True)) if computed else None


def _linked(editor: Editor, draft: DraftView) -> deciding.Decision | None:
    """Asks for a claim by number or words, then whether to approve."""
    for one in draft.near:
        editor.say(f"  #{one.id} {one.text}")
    typed = editor.ask("claim's number, or words of it (empty: leave it) › ").strip().lstrip("#")
    if not typed:
        return None
    if not typed.isdecimal():
        found = claims_near(editor.engine, editor.desk.checker, editor.workspace_id, typed)
        for one in found:
            editor.say(f"  #{one.id} {one.text}")
        if not found:
            editor.say("Nothing on record is near that.")
            return None
        typed = editor.ask("number › ").strip().lstrip("#")
        if not typed.isdecimal():
            return None
    done = _write(editor, editing.link, draft.id, draft.version, sought(typed_number(typed)))
    return _then(editor, draft, done)


def _then(editor: Editor, draft: DraftView, done: deciding.Decision) -> deciding.Decision | None:
    if editor.ask("Approve it now? [Y/n] › ").strip().casefold()[:1] == "n":
        return done
    now = _view(editor, draft.id)
    return _approved(editor, now) if now is not None else None


def _split(editor: Editor, draft: DraftView) -> deciding.Decision | None:
    """Asks for the words and the claim of each part."""
    with Session(editor.engine) as session:
        document = document_of(session, editor.workspace_id, draft.document_id)
    editor.say("Words: " + " … ".join(draft.content))
    parts = []
    for which in ("first", "second"):
        said = editor.ask(f"Words of the {which} (empty: all) › ") or " … ".join(draft.content)
        claim = editor.ask(f"Claim of the {which} [{draft.said.claim.text}] › ")
        parts.append(
            draft_fields.part_of(
                draft, document, said, claim or draft.said.claim.text, form.FIRST_WORDS
            )
        )
    first, second = parts
    _write(editor, editing.split, draft.id, draft.version, (first, second))
    editor.say("Split; both wait.")
    return deciding.Decision(draft.id, draft.version, "draft")


def _write(editor: Editor, act: Callable[..., T], *arguments: Any, **more: Any) -> T:
    with editor.desk.change() as change:
        return act(change, *arguments, **more)


def _view(editor: Editor, draft_id: int) -> DraftView | None:
    with Session(editor.engine) as session:
        return view(session, editor.workspace_id, draft_id)


def _new(editor: Editor, which: queue.Filter, known: list[int]) -> list[int]:
    now = open_drafts(editor.engine, editor.workspace_id, replace(which, certain=None))
    return [one for one in now if one not in known]


def _told(done: deciding.Decision) -> str:
    if done.state == "rejected":
        return "Rejected."
    new = " (a new one)" if done.new_claim else ""
    names = f" New on record: {', '.join(done.new_sources)}." if done.new_sources else ""
    return f"Approved on claim #{done.claim_id}{new}.{names}"

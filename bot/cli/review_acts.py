"""What an editor at the terminal does with drafts: each asks what it needs, and decides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from sqlmodel import Session

from bot.cli.review_editor import Editor, asked_parties
from bot.record.drafts import deciding, editing
from bot.record.drafts.deciding import Left
from bot.record.drafts.drafts import document_of
from bot.record.drafts.edits import Edit, shown_speaker
from bot.record.drafts.errors import FigureUnsaidError, ReviewError, WhichSourceError, found_as
from bot.record.drafts.namesakes import lines
from bot.record.drafts.views import DraftView, KnownClaim
from bot.record.numbers import sought, typed_number
from bot.review import claim_shown, draft_fields, draft_view, parties, several
from bot.review import draft_inputs as form
from bot.review.linking import claims_near
from bot.review.several import Together
from bot.slack.given import Given, GivenError
from bot.slack.plain import unmarked

if TYPE_CHECKING:
    from bot.record.drafts.moves import Foreseen

FIELDS = {
    "n": (form.NAME, "name"),
    "w": (form.KIND, "what the speaker is"),
    "r": (form.ROLE, "role"),
    "o": (form.ORGANISATION, "organisation"),
    "p": (form.PARTY, "party"),
    "s": (form.STANCE, "stance (asserts, denies, hedges, declines)"),
    "c": (form.CLAIM, "claim"),
    "k": (form.CLAIM_KIND, "kind of claim"),
    "f": (form.FIGURE, "figure"),
    "u": (form.UNIT, "unit"),
    "l": (form.PLACE, "place"),
    "d": (form.DAY, "day it was said"),
    "m": (form.TIME, "the claim's own time"),
    "t": (form.TOPIC, "topic"),
}
"""The letter of each field that can be edited, its input, and its name."""

_OF_SPEAKER = (form.NAME, form.ORGANISATION, form.PARTY, form.ROLE)


def approve(editor: Editor, draft: DraftView) -> Together | None:
    """Approves the draft and all that say the same."""
    rest = {one.id: one.version for one in draft.same}
    left: tuple[Left, ...] = ()
    own: Collection[int] = ()
    if rest:
        seen, named = {draft.id: draft.version, **rest}, asked_parties(editor, [draft, *draft.same])
        placed = parties.place(editor.desk, seen, named)
        left, own = placed.left, placed.own
        rest = {n: version for n, version in placed.seen.items() if n != draft.id}
        if draft.id not in placed.seen:
            return Together(left=left)
        draft = editor.view(draft.id) or draft
    try:
        done = several.approve_group(editor.desk, draft.id, draft.version, rest, own)
        return replace(done, left=(*done.left, *left))
    except WhichSourceError as error:
        first = _who(editor, draft, error)
    except FigureUnsaidError:
        first = put(editor, draft, Edit(), then_approve=True)
    if first is None or first.claim_id is None:
        return None
    more = several.link_rest(editor.desk, rest, first.claim_id, own)
    return Together((first, *more.done), (*more.left, *left))


def approve_alone(editor: Editor, draft: DraftView) -> Together | None:
    """Approves only this draft."""
    try:
        return Together((editor.desk.approve(draft.id, draft.version),))
    except WhichSourceError as error:
        done = _who(editor, draft, error)
    except FigureUnsaidError:
        done = put(editor, draft, Edit(), then_approve=True)
    return Together((done,)) if done is not None else None


def approve_and_reword(editor: Editor, draft: DraftView) -> Together | None:
    """Approves a draft that moves a figure, and gives its claim the figure on record."""
    if draft.moves is None or draft.moves.text is None:
        editor.say("This moves no figure on record.")
        return None
    return Together((editor.desk.approve_and_reword(draft.id, draft.version),))


def _who(editor: Editor, draft: DraftView, error: WhichSourceError) -> deciding.Decision | None:
    """Asks which source on record is meant by a name, and approves; if that moves a figure, asks
    first."""
    own = (draft.said.source.name if draft.said.source else "").casefold() == error.name.casefold()
    editor.say(f"{found_as(error.name, error.candidates)}. Who speaks here?")
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
    if draft.claim is None:
        return put(editor, draft, Edit(speaker=speaker), then_approve=True)
    put(editor, draft, Edit(speaker=speaker))
    now = editor.view(draft.id) or draft
    if now.moves is None:
        return put(editor, now, Edit(), then_approve=True)
    return _knowing_the_move(editor, now, now.moves)


def _knowing_the_move(editor: Editor, draft: DraftView, move: Foreseen) -> deciding.Decision | None:
    editor.say(unmarked(draft_view.moves(move)))
    reword = f", w: and reword it: “{move.text}”" if move.text else ""
    key = editor.key(f"Approve it? [Y/n{reword}] › ").strip().casefold()[:1]
    if key == "n":
        return None
    if key == "w" and move.text:
        return editor.desk.approve_and_reword(draft.id, draft.version)
    return put(editor, draft, Edit(), then_approve=True)


def put(
    editor: Editor, draft: DraftView, to: Edit, *, then_approve: bool = False
) -> deciding.Decision | None:
    """Changes a draft; asks whether the desk computed a figure that is not in the words."""
    change = partial(editor.desk.edit, draft.id, draft.version, then_approve=then_approve)
    try:
        return change(to)
    except FigureUnsaidError as error:
        asked = f"{error.sentence} Did it? [y/N] › "
        computed = editor.key(asked).strip().casefold()[:1] == "y"
    return change(replace(to, figure_computed=True)) if computed else None


def edit(editor: Editor, draft: DraftView) -> Together | None:
    """Changes one field; if its value cannot be, only that field is asked again."""
    with Session(editor.engine) as session:
        before = shown_speaker(session, editor.workspace_id, draft.said)
    standing = draft_fields.standing(draft, before)
    for letter, (name, label) in FIELDS.items():
        editor.say(f"  {letter}  {label}: {standing[name] or '–'}")
    typed = editor.ask("a letter and what it should be, like p Ostra (- empties it) › ").strip()
    while typed:
        letter, value = typed[:1].casefold(), typed[1:].strip()
        if letter not in FIELDS or not value:
            editor.say("Write the letter of a field, a space, and what it should be.")
            return None
        try:
            done = _field(editor, draft, FIELDS[letter][0], value)
            return Together((done,)) if done is not None else None
        except (GivenError, ReviewError) as error:
            editor.say(error.sentence if isinstance(error, ReviewError) else str(error))
        again = editor.ask(f"{FIELDS[letter][1]} (empty: leave it) › ").strip()
        typed = f"{letter} {again}" if again else ""
    return None


def _field(editor: Editor, draft: DraftView, name: str, value: str) -> deciding.Decision | None:
    with Session(editor.engine) as session:
        before = shown_speaker(session, editor.workspace_id, draft.said)
    given = draft_fields.standing(draft, before)
    given[name] = "" if value == "-" else value
    if name in _OF_SPEAKER:
        given[form.WHO] = form.AS_WRITTEN if given[form.NAME] else form.NOBODY
    to = draft_fields.change_of(draft, before, Given.written(given))
    return put(editor, draft, to)


def link(editor: Editor, draft: DraftView) -> Together | None:
    """Shows the claim that is meant, then asks whether to approve the draft on it."""
    agreed = asked_claim(editor, draft.near, [draft.id])
    if agreed is None:
        return None
    act = partial(editor.desk.link, (draft.id, draft.version), agreed.number)
    try:
        return Together((act(then_approve=True, reword=agreed.reword),))
    except (WhichSourceError, FigureUnsaidError) as error:
        # The link is kept, so that this question is the only one left.
        act(then_approve=False)
        draft = editor.view(draft.id) or draft
        if isinstance(error, WhichSourceError):
            done = _who(editor, draft, error)
        else:
            done = put(editor, draft, Edit(), then_approve=True)
    return Together((done,)) if done is not None else None


@dataclass(frozen=True, slots=True)
class Agreed:
    """The claim that an editor agreed to, and whether it gets the new figure in the same step."""

    number: int
    reword: bool


def asked_claim(
    editor: Editor, near: Sequence[KnownClaim], drafts: Collection[int]
) -> Agreed | None:
    """The claim that the editor chose for these drafts, saw and agreed to; None if none."""
    offered = list(near)
    while True:
        for place, one in enumerate(offered, start=1):
            editor.say(f"  {place}  {one.text}  #{one.id}")
        typed = editor.ask("which of these, #number, or words of it (empty: leave it) › ").strip()
        if not typed:
            return None
        if typed.isdecimal() and 0 < int(typed) <= len(offered):
            number = offered[int(typed) - 1].id
        elif typed.lstrip("#").isdecimal():
            number = sought(typed_number(typed.lstrip("#")))
        else:
            desk = editor.desk
            offered = claims_near(desk.engine, desk.checker, desk.workspace_id, typed)
            if not offered:
                editor.say("Nothing on record is near that.")
            continue
        claim = claim_shown.shown(editor.desk, number, drafts)
        editor.say(unmarked(claim.text))
        reword = ", w: and reword it" if claim.reworded else ""
        prompt = f"Approve it on this claim? [Y/n{reword}] › "
        key = editor.key(prompt).strip().casefold()[:1]
        return None if key == "n" else Agreed(claim.number, key == "w" and bool(reword))


def reject(editor: Editor, draft: DraftView) -> Together | None:
    """Asks why, and closes the draft."""
    reason = editor.ask("Why (may stay empty) › ")
    return several.reject_each(editor.desk, {draft.id: draft.version}, reason)


def split(editor: Editor, draft: DraftView) -> Together | None:
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
    with editor.desk.change() as change:
        editing.split(change, draft.id, draft.version, (first, second))
    editor.say("Split; both wait.")
    return Together()


ACTS: dict[str, Callable[[Editor, DraftView], Together | None]] = {
    "a": approve,
    "o": approve_alone,
    "w": approve_and_reword,
    "e": edit,
    "l": link,
    "r": reject,
    "s": split,
}
"""By key, what is done with the draft that is shown."""

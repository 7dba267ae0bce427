"""An editor's forms about a statement on record: retract it, undo that, embargo it, move it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import Session

from bot.ask import words
from bot.care.claims import other_claim, other_measures
from bot.care.rows import Done, claim_inputs, row_of, seen, told
from bot.i18n import gettext
from bot.language import writing
from bot.record.change import Change
from bot.record.edit.attributions import move_attribution, retract, set_embargo, undo_retraction
from bot.record.terms import term
from bot.refusal import RefusalError
from bot.slack import forms
from bot.slack import text as mrkdwn
from bot.slack.blocks import Value
from bot.slack.forms import Form
from bot.slack.interaction import Press
from models.record import Attribution, AttributionState, Claim, Document, Passage, Source

_QUOTE = 400


def retract_form(session: Session, press: Press, notice: str) -> Form:
    said = _approved(session, press)
    if said.retracted:
        raise RefusalError(gettext("That statement is retracted already."))
    return Form(
        gettext("Retract statement"),
        gettext("Retract"),
        _about(session, press),
        gettext(
            "{told}\nIts source has taken it back: it is no longer counted, and what relays it "
            "falls with it.",
            told=_told(session, said),
        ),
        [
            forms.text(
                "reason",
                gettext("Why? It stands in the history."),
                press.given.text("reason"),
                lines=True,
            )
        ],
        notice,
        names=_speaker(said),
    )


def do_retract(change: Change, press: Press) -> Done:
    changes = retract(change, press.number(), reason=press.given.text("reason"), seen=press.seen)
    return Done(gettext("The statement is retracted."), tuple(changes))


def undo_form(session: Session, press: Press, notice: str) -> Form:
    said = _approved(session, press)
    if not said.retracted:
        raise RefusalError(gettext("That statement is not retracted."))
    head = gettext("{told}\nIt stands again, and is counted again.", told=_told(session, said))
    about, names = _about(session, press), _speaker(said)
    return Form(
        gettext("Undo retraction"), gettext("Undo"), about, head, notice=notice, names=names
    )


def undo(change: Change, press: Press) -> Done:
    changes = undo_retraction(change, press.number(), seen=press.seen)
    return Done(gettext("The statement stands again."), tuple(changes))


def embargo_form(session: Session, press: Press, notice: str) -> Form:
    said = _approved(session, press)
    until = int(said.embargo_until.timestamp()) if said.embargo_until else None
    return Form(
        gettext("Embargo"),
        gettext("Save"),
        _about(session, press),
        gettext(
            "{told}\nBefore that time nothing of it is shown or counted, nor what relays it.",
            told=_told(session, said),
        ),
        [
            forms.moment(
                "until",
                gettext("Until"),
                press.given.moment("until", until),
                hint=gettext("In your own time zone. Empty: no embargo."),
            )
        ],
        notice,
        names=_speaker(said),
    )


def embargo(change: Change, press: Press) -> Done:
    at = press.given.moment("until")
    until = datetime.fromtimestamp(at, UTC) if at is not None else None
    changes = set_embargo(change, press.number(), until, seen=press.seen)
    if until is None:
        return Done(gettext("There is no embargo on it."), tuple(changes))
    return Done(
        gettext(
            "Under embargo until {until}.",
            until=writing.moment(until),
        ),
        tuple(changes),
    )


def move_form(session: Session, press: Press, notice: str) -> Form:
    """The form to move a statement: it first asks for the other claim, then shows it."""
    said = _approved(session, press)
    about = _about(session, press)
    if "into" not in press.fields:
        head = gettext("{told}\nPut it on another claim.", told=_told(session, said))
        inputs, names = claim_inputs(press, gettext("To")), _speaker(said)
        return Form(
            gettext("Move statement"), gettext("Next"), about, head, inputs, notice, names=names
        )
    heir = row_of(session, Claim, press.workspace_id, press.number("into"))
    head = gettext(
        "{told}\nmoves to\n{heir}\nBoth statuses are derived again.",
        told=_told(session, said),
        heir=told(heir),
    )
    return Form(
        gettext("Move statement"), gettext("Move"), about, head, notice=notice, names=_speaker(said)
    )


def move(change: Change, press: Press) -> Done | Press:
    said = row_of(change.session, Attribution, press.workspace_id, press.number())
    if "into" not in press.fields:
        heir = other_claim(change.session, press, said.claim_id)
        return press.further(into=heir.id or 0)
    into = press.number("into")
    changes = move_attribution(change, press.number(), into, seen=press.seen)
    told = gettext("The statement is on claim #{into} now.", into=into) + other_measures(
        change, into
    )
    return Done(told, tuple(changes))


def _about(session: Session, press: Press) -> dict[str, Value]:
    return press.about(seen=seen(session, press, Attribution, press.number()))


def _approved(session: Session, press: Press) -> Attribution:
    said = row_of(session, Attribution, press.workspace_id, press.number())
    if said.state != AttributionState.APPROVED.value:
        raise RefusalError(gettext("That statement is not on record."))
    return said


def _speaker(said: Attribution) -> tuple[int, ...]:
    return (said.source_id,) if said.source_id is not None else ()


def _told(session: Session, said: Attribution) -> str:
    """A statement as a form shows it: its speaker, its words and its claim."""
    source = session.get(Source, said.source_id) if said.source_id is not None else None
    claim = session.get_one(Claim, said.claim_id)
    passage = session.get_one(Passage, said.passage_id)
    text = session.get_one(Document, passage.document_id).text
    quoted = " … ".join(" ".join(text[start:end].split()) for start, end in passage.content)
    who = mrkdwn.quote(source.name, words.NAME) if source is not None else gettext("Nobody named")
    shown = mrkdwn.quote(quoted, _QUOTE)
    mark = f"“{shown}”" if passage.verbatim else gettext("{words} (paraphrase)", words=shown)
    return gettext(
        "*{who}* {stance}: {words}\non {claim}",
        who=who,
        stance=term(said.stance),
        words=mark,
        claim=told(claim),
    )

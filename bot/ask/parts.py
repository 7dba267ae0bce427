"""The parts of a reply, one for each statement, read from the rows.

They are read again whenever one part changes, so that the other parts are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.ask.view import CardContext
from bot.ask.whole import AtDesk, Part
from bot.check.answer import Alternative, Answer, Hint, to_json
from bot.check.checker import Checker
from bot.i18n import gettext
from bot.matching.outcome import Outcome
from bot.record.reading import claims_on_record
from bot.slack import refusals
from bot.slack.editors import Knows, is_editor
from bot.slack.installations import Installations
from models import Inquiry, OpenQuestion, Reply
from models.inquiry import Delivery, InquiryState, QuestionState

NONE_MEANT = "none_meant"
"""A key of the stored answer: a person said that none of the offered claims was meant."""


class Desk(Knows, Protocol):
    """What answers are read with: `answering.Tools`, or the handlers' Services."""

    @property
    def engine(self) -> Engine: ...

    @property
    def checker(self) -> Checker: ...

    @property
    def clock(self) -> Callable[[], datetime]: ...

    @property
    def installations(self) -> Installations: ...


def card_context(desk: Desk, reply: Reply, inquiry: Inquiry, now: datetime) -> CardContext:
    """Where and to whom the answer to one statement is shown.

    If only the asker sees the answer, it has the editors' menu only if the asker is an editor. In a
    channel everybody sees the menu, and the person is checked when they use it.
    """
    ephemeral = inquiry.delivery in (Delivery.EPHEMERAL, Delivery.RESPONSE)
    direct = inquiry.channel.startswith("D")
    return CardContext(
        inquiry_id=str(inquiry.id),
        ephemeral=ephemeral,
        position=1,
        total=1,
        can_share=inquiry.delivery == Delivery.RESPONSE and not direct and reply.ts is None,
        today=now.date(),
        note=gettext(refusals.NOTE_OUTSIDERS) if inquiry.delivery == Delivery.EPHEMERAL else "",
        menu=not (ephemeral or direct) or _by_editor(desk, inquiry),
    )


def told(answer: Answer) -> dict[str, Any]:
    """The columns of an inquiry that say what was answered."""
    hint = {"hint": answer.hint.value} if answer.hint else {}
    return {
        "outcome": answer.outcome.value,
        "claim_id": answer.claim.id if answer.claim else None,
        "answer": to_json(answer) | hint,
    }


def is_settled(inquiry: Inquiry) -> bool:
    """Whether a person chose the claim that was meant, or said that none was."""
    chosen = inquiry.outcome == Outcome.POSSIBLE and inquiry.claim_id is not None
    said = chosen or bool(_stored(inquiry).get(NONE_MEANT))
    return inquiry.state == InquiryState.ANSWERED and said


def answer_now(desk: Desk, inquiry: Inquiry, now: datetime) -> Answer | None:
    """The answer of an answered inquiry, as everybody may read it now; None if none of its claims
    may be shown any more.

    It has the same claim, or the same claims to choose from, as before.
    """
    stored = _stored(inquiry)
    if stored.get(NONE_MEANT):
        return Answer(inquiry.statement, Outcome.NONE)
    if inquiry.claim_id is not None:
        return desk.checker.answer_about(
            inquiry.workspace_id, inquiry.statement, inquiry.claim_id, now=now
        )
    if inquiry.outcome == Outcome.NONE:
        hint = stored.get("hint")
        return Answer(inquiry.statement, Outcome.NONE, hint=Hint(hint) if hint else None)
    alternatives = _on_offer(desk.engine, inquiry.workspace_id, stored, now)
    if not alternatives:
        return None
    return Answer(inquiry.statement, Outcome.POSSIBLE, alternatives=alternatives)


def parts_now(
    desk: Desk,
    inquiries: Iterable[Inquiry],
    now: datetime,
    known: Mapping[int, Answer] | None = None,
) -> list[Part]:
    """The parts of a reply as they are now; `known` has answers, by inquiry id, that need not be
    looked up."""
    known = known or {}
    answers = {
        one.id or 0: known.get(one.id or 0) or answer_now(desk, one, now)
        for one in inquiries
        if one.outcome is not None or one.id in known
    }
    return parts_of(desk.engine, inquiries, answers)


def parts_of(
    engine: Engine, inquiries: Iterable[Inquiry], answers: Mapping[int, Answer | None]
) -> list[Part]:
    """The parts with these answers (by inquiry id), in the order of the statements.

    A statement that has no answer there is answered with another one, and has no part.
    """
    query = select(OpenQuestion).where(col(OpenQuestion.inquiry_id).in_(list(answers)))
    with Session(engine) as session:
        put = {question.inquiry_id: question for question in session.exec(query)}
    return [
        Part(str(one.id), one.statement, answers[one.id or 0], _at_desk(one, put.get(one.id or 0)))
        for one in inquiries
        if one.id in answers
    ]


def _at_desk(inquiry: Inquiry, question: OpenQuestion | None) -> AtDesk | None:
    if question is None or question.state == QuestionState.DISMISSED:
        return None
    alone = inquiry.delivery in (Delivery.EPHEMERAL, Delivery.RESPONSE)
    return AtDesk(
        by=question.put_by,
        alone=alone or inquiry.channel.startswith("D"),
        in_thread=inquiry.delivery == Delivery.THREAD and inquiry.thread_ts is not None,
        is_answered=question.state == QuestionState.ANSWERED,
    )


def _on_offer(
    engine: Engine, workspace_id: int, stored: Mapping[str, Any], now: datetime
) -> tuple[Alternative, ...]:
    offered = stored.get("alternatives", [])
    with Session(engine) as session:
        pages = claims_on_record(
            session,
            workspace_id,
            [one["id"] for one in offered],
            now=now,
            editor=False,
            shelf_lives={},
        )
    return tuple(
        Alternative(page.card.id, page.card.key, page.card.text, one.get("score", 0.0))
        for one in offered
        if (page := pages.get(one["id"])) and not page.hidden and not page.withdrawn
    )


def _by_editor(desk: Desk, inquiry: Inquiry) -> bool:
    installation = desk.installations.of_workspace(inquiry.workspace_id)
    return installation is not None and is_editor(desk, installation, inquiry.asker)


def _stored(inquiry: Inquiry) -> Mapping[str, Any]:
    return inquiry.answer if isinstance(inquiry.answer, dict) else {}

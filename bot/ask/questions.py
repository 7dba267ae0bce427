"""What people asked, as rows: recorded once, revised when edited, dropped when deleted.

A question is stored before Slack is told that we have it. Slack may tell us of it again, under
the same id or another; the rows' unique keys make that one question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from bot.queue import LEASE
from models import Inquiry
from models.database import writing
from models.inquiry import Delivery, InquiryState, OpenQuestion, QuestionState, Surface


class Say(StrEnum):
    """What is said to somebody who asked nothing that could be looked up."""

    HELP = "help"
    NOTHING_TO_CHECK = "nothing_to_check"
    TEXT_ONLY = "text_only"
    NO_CLAIM = "no_claim"


@dataclass(frozen=True, slots=True)
class Question:
    """One request of a person: its statements, or what to say where there is none.

    `remark` is what they wrote where nothing in it is a statement, a greeting for one.
    `request_id` is Slack's own id of the request. `message_ts` is given where a message was
    asked in (not for commands and shortcuts, which can be repeated), `thread_ts` where the
    answer goes into a thread.
    """

    workspace_id: int
    request_id: str
    surface: Surface
    delivery: Delivery
    channel: str
    asker: str
    statements: tuple[str, ...]
    left_over: int = 0
    say: Say = Say.NOTHING_TO_CHECK
    remark: str = ""
    message_ts: str | None = None
    thread_ts: str | None = None
    response_url: str | None = None


def record(engine: Engine, question: Question, *, now: datetime, owner: str) -> list[int]:
    """Store a question, leased to `owner`. Gives the rows' ids; none if it was known already."""
    rows = [_row(question, position, now, owner) for position in range(_total(question))]
    try:
        with Session(writing(engine)) as session:
            if _known(session, question):
                return []
            session.add_all(rows)
            session.flush()
            ids = [row.id for row in rows if row.id is not None]
            session.commit()
            return ids
    except IntegrityError:
        with Session(engine) as session:
            if _known(session, question):
                return []  # its twin came at the same moment
        raise


def revise(engine: Engine, question: Question, *, now: datetime, owner: str) -> list[int]:
    """The message was edited: what was asked is now `question`.

    Statements that did not change keep their answer. Gives the ids of what is to be answered
    anew or taken back; a message not known yet is recorded.
    """
    with Session(writing(engine)) as session:
        rows = _of_message(
            session, question.workspace_id, question.channel, str(question.message_ts)
        )
        if rows:
            changed = _revised(question, {row.position: row for row in rows}, now, owner)
            return _saved(session, changed)
    return record(engine, question, now=now, owner=owner)


def withdraw(engine: Engine, workspace_id: int, channel: str, message_ts: str) -> list[int]:
    """The message was deleted. Gives the ids of the rows whose replies are to be deleted."""
    with Session(writing(engine)) as session:
        rows = _of_message(session, workspace_id, channel, message_ts)
        return _saved(session, [row for row in rows if _drop(row)])


def said(inquiry: Inquiry) -> Say | None:
    """What to say instead of an answer, None for a statement."""
    stored = inquiry.answer if isinstance(inquiry.answer, dict) else {}
    return Say(stored["say"]) if "say" in stored else None


def _revised(
    question: Question, rows: dict[int, Inquiry], now: datetime, owner: str
) -> list[Inquiry]:
    changed = []
    for position in range(_total(question)):
        row = rows.pop(position, None)
        if row is None:
            changed.append(_row(question, position, now, owner))
        elif _differs(row, question, position):
            _ask_anew(row, question, position, now)
            changed.append(row)
    changed += [row for row in rows.values() if _drop(row)]
    return changed


def _differs(row: Inquiry, question: Question, position: int) -> bool:
    now_asked = (_statement(question, position), _total(question), _left_over(question, position))
    if row.state == InquiryState.DROPPED or now_asked != (row.statement, row.total, row.left_over):
        return True
    return said(row) is not (None if question.statements else question.say)


def _ask_anew(row: Inquiry, question: Question, position: int, now: datetime) -> None:
    """The lease stays: whoever is answering the old wording notices the new version.

    So does the state `sending`: a reply may be on its way, which is then edited.
    """
    row.statement = _statement(question, position)
    row.answer = _instead(question)
    row.total = _total(question)
    row.left_over = _left_over(question, position)
    row.version += 1
    row.attempts = 0
    row.asked_at = now
    row.next_attempt_at = None
    row.failure = None
    row.outcome, row.claim_id = None, None  # what it was answered is no answer to this
    row.redraw_at = None
    if row.state != InquiryState.SENDING:
        row.state = InquiryState.RECORDED.value


def _saved(session: Session, changed: Sequence[Inquiry]) -> list[int]:
    """Commits; the ids of what changed."""
    session.add_all(changed)
    session.flush()
    _at_the_desk(session, changed)
    ids = [row.id for row in changed if row.id is not None]
    session.commit()
    return ids


def _at_the_desk(session: Session, changed: Sequence[Inquiry]) -> None:
    """An open question has the words of its inquiry, and is none any more where that is gone."""
    by_id = {row.id: row for row in changed}
    put = select(OpenQuestion).where(
        col(OpenQuestion.workspace_id).in_({row.workspace_id for row in changed}),
        col(OpenQuestion.inquiry_id).in_(list(by_id)),
        OpenQuestion.state == QuestionState.OPEN.value,
    )
    for question in session.exec(put):
        inquiry = by_id[question.inquiry_id]
        question.statement = inquiry.statement
        if inquiry.state == InquiryState.DROPPED:
            question.state = QuestionState.DISMISSED.value
        session.add(question)
    session.flush()


def _drop(row: Inquiry) -> bool:
    if row.state == InquiryState.DROPPED:
        return False
    row.state = InquiryState.DROPPED.value
    row.version += 1
    row.next_attempt_at = None
    return True


def _row(question: Question, position: int, now: datetime, owner: str) -> Inquiry:
    return Inquiry(
        workspace_id=question.workspace_id,
        request_id=f"{question.request_id}:{position}",
        surface=question.surface.value,
        channel=question.channel,
        message_ts=question.message_ts,
        thread_ts=question.thread_ts,
        asker=question.asker,
        position=position,
        total=_total(question),
        left_over=_left_over(question, position),
        statement=_statement(question, position),
        delivery=question.delivery.value,
        response_url=question.response_url,
        asked_at=now,
        lease_owner=owner,
        leased_until=now + LEASE,
        answer=_instead(question),
    )


def _total(question: Question) -> int:
    return max(1, len(question.statements))


def _statement(question: Question, position: int) -> str:
    return question.statements[position] if question.statements else question.remark


def _left_over(question: Question, position: int) -> int:
    """Told on the last reply only."""
    return question.left_over if position == _total(question) - 1 else 0


def _instead(question: Question) -> dict[str, str] | None:
    return None if question.statements else {"say": question.say.value}


def _known(session: Session, question: Question) -> bool:
    query = select(Inquiry.id).where(Inquiry.workspace_id == question.workspace_id)
    same_id = query.where(Inquiry.request_id == f"{question.request_id}:0")
    if session.exec(same_id).first() is not None:
        return True
    if question.message_ts is None:
        return False
    twin = query.where(
        Inquiry.channel == question.channel,
        Inquiry.message_ts == question.message_ts,
        Inquiry.surface == question.surface.value,
        Inquiry.asker == question.asker,
    )
    return session.exec(twin).first() is not None


def _of_message(
    session: Session, workspace_id: int, channel: str, message_ts: str
) -> Sequence[Inquiry]:
    """The rows of one message, locked until the transaction ends."""
    return session.exec(
        select(Inquiry)
        .where(
            Inquiry.workspace_id == workspace_id,
            Inquiry.channel == channel,
            Inquiry.message_ts == message_ts,
            Inquiry.surface == Surface.MESSAGE.value,
        )
        .order_by(col(Inquiry.position))
        .with_for_update()
    ).all()

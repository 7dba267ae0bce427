"""What people asked, as rows: recorded once, revised when edited, dropped when deleted.

The bot stores a question before it confirms to Slack that it got it. Slack may send the question
again, under the same id or another; the rows' unique keys make that one question.
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
from models import Inquiry, Reply
from models.database import writing
from models.inquiry import Delivery, InquiryState, OpenQuestion, QuestionState, Surface


class Say(StrEnum):
    """Which text a person gets who asked nothing that can be looked up."""

    HELP = "help"
    NOTHING_TO_CHECK = "nothing_to_check"
    TEXT_ONLY = "text_only"
    NO_CLAIM = "no_claim"


@dataclass(frozen=True, slots=True)
class Question:
    """One request of a person: its statements, or what to say if there is none.

    `remark` is their text if it has no statement, for example a greeting. `request_id` is Slack's
    id of the request. `message_ts` is the message that asks; commands and shortcuts, which can be
    repeated, have none. `thread_ts` is given if the answer goes into a thread.
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
    """Store a question and the reply to it, leased to `owner`. Gives a list with the reply's id,
    empty if the question was stored already."""
    try:
        with Session(writing(engine)) as session:
            if _known(session, question):
                return []
            reply = Reply(
                workspace_id=question.workspace_id,
                channel=question.channel,
                response_url=question.response_url,
                left_over=question.left_over,
                asked_at=now,
                lease_owner=owner,
                leased_until=now + LEASE,
            )
            session.add(reply)
            session.flush()
            number = reply.id or 0
            rows = [_row(question, n, now, number) for n in range(_total(question))]
            session.add_all(rows)
            session.commit()
            return [number]
    except IntegrityError:
        with Session(engine) as session:
            if _known(session, question):
                return []  # the same question was stored at the same moment
        raise


def revise(engine: Engine, question: Question, *, now: datetime, owner: str) -> list[int]:
    """Note that the message was edited and now asks `question`; record it if it is not known yet.

    Gives the ids of the replies that have to be changed or deleted.
    """
    with Session(writing(engine)) as session:
        rows = _of_message(
            session, question.workspace_id, question.channel, str(question.message_ts)
        )
        if rows:
            changed = _revised(session, question, rows, now)
            _at_the_desk(session, rows)
            session.commit()
            return changed
    return record(engine, question, now=now, owner=owner)


def withdraw(engine: Engine, workspace_id: int, channel: str, message_ts: str) -> list[int]:
    """Note that the message was deleted. Gives the ids of the replies that have to be deleted."""
    with Session(writing(engine)) as session:
        rows = _of_message(session, workspace_id, channel, message_ts)
        for row in rows:
            row.state = InquiryState.DROPPED.value
        dropped = [reply.id or 0 for reply in _replies(session, rows) if _drop(reply)]
        _at_the_desk(session, rows)
        session.commit()
        return dropped


def said(inquiry: Inquiry) -> Say | None:
    """Which text to say instead of an answer; None for a statement."""
    stored = inquiry.answer if isinstance(inquiry.answer, dict) else {}
    return Say(stored["say"]) if "say" in stored else None


def _revised(
    session: Session, question: Question, rows: Sequence[Inquiry], now: datetime
) -> list[int]:
    """Bring the rows of an edited message up to date; gives the replies' ids, as `revise` does.

    All statements get the reply of the first row. Other replies are left from the time when each
    statement had its own, and are dropped.
    """
    reply, *others = _replies(session, rows)
    before = {row.position: row for row in rows}
    gone = reply.state == InquiryState.DROPPED
    changed = gone or reply.left_over != question.left_over
    for position in range(_total(question)):
        row = before.pop(position, None)
        if row is None:
            row = _row(question, position, now, reply.id or 0)
            changed = True
        elif _differs(row, question, position):
            _ask_anew(row, question, position, now)
            changed = True
        row.reply_id = reply.id or 0
        session.add(row)
    for row in before.values():
        changed = changed or row.state != InquiryState.DROPPED
        row.state = InquiryState.DROPPED.value
    taken_back = [other.id or 0 for other in others if _drop(other)]
    if not changed and not taken_back:
        return []
    _reply_anew(reply, question, now)
    return [reply.id or 0, *taken_back]


def _differs(row: Inquiry, question: Question, position: int) -> bool:
    if row.state == InquiryState.DROPPED or row.statement != _statement(question, position):
        return True
    return said(row) is not (None if question.statements else question.say)


def _ask_anew(row: Inquiry, question: Question, position: int, now: datetime) -> None:
    row.statement = _statement(question, position)
    row.answer = _instead(question)
    row.version += 1
    row.asked_at = now
    row.outcome, row.claim_id = None, None  # the old answer does not answer the new statement
    row.state = InquiryState.RECORDED.value


def _reply_anew(reply: Reply, question: Question, now: datetime) -> None:
    """Make the reply answer the edited question.

    Its lease is kept: the process that is answering the old wording notices the new version. The
    state `sending` is kept too: a message may be on its way, and is then edited.
    """
    reply.left_over = question.left_over
    reply.version += 1
    reply.attempts = 0
    reply.asked_at = now
    reply.next_attempt_at = None
    reply.failure = None
    reply.redraw_at = None
    if reply.state != InquiryState.SENDING:
        reply.state = InquiryState.RECORDED.value


def _at_the_desk(session: Session, rows: Sequence[Inquiry]) -> None:
    """Give open questions their inquiry's new words; dismiss those whose inquiry was dropped."""
    session.flush()
    by_id = {row.id: row for row in rows}
    put = select(OpenQuestion).where(
        col(OpenQuestion.workspace_id).in_({row.workspace_id for row in rows}),
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


def _drop(reply: Reply) -> bool:
    if reply.state == InquiryState.DROPPED:
        return False
    reply.state = InquiryState.DROPPED.value
    reply.version += 1
    reply.next_attempt_at = None
    return True


def _row(question: Question, position: int, now: datetime, reply_id: int) -> Inquiry:
    return Inquiry(
        workspace_id=question.workspace_id,
        reply_id=reply_id,
        request_id=f"{question.request_id}:{position}",
        surface=question.surface.value,
        channel=question.channel,
        message_ts=question.message_ts,
        thread_ts=question.thread_ts,
        asker=question.asker,
        position=position,
        statement=_statement(question, position),
        delivery=question.delivery.value,
        asked_at=now,
        answer=_instead(question),
    )


def _total(question: Question) -> int:
    return max(1, len(question.statements))


def _statement(question: Question, position: int) -> str:
    return question.statements[position] if question.statements else question.remark


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


def _replies(session: Session, rows: Sequence[Inquiry]) -> list[Reply]:
    """The replies to these rows, that of the first row first, locked until the transaction ends."""
    numbers = dict.fromkeys(row.reply_id for row in rows)
    locked = select(Reply).where(col(Reply.id).in_(list(numbers))).with_for_update()
    by_id = {reply.id: reply for reply in session.exec(locked)}
    return [by_id[number] for number in numbers]

"""How far each inquiry has come: taken by a process, handed to Slack, answered or failed.

recorded → sending (noted before the call to Slack) → answered | failed; dropped when the
question is gone. Every step is one conditional UPDATE, so that any number of processes may run.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, and_, func, or_, update
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, select

from bot.queue import GIVEN_BACK, LEASE, Queue, Worker, again_at, is_time
from bot.slack import pace
from models import Inquiry
from models.database import writing
from models.inquiry import Delivery, InquiryState

SWEEP = 200
"""Inquiries looked at in one sweep."""

_OPEN = (InquiryState.RECORDED.value, InquiryState.SENDING.value)


def due(
    worker: Worker, workspaces: Sequence[int], *, busy: Collection[int] = ()
) -> list[list[int]]:
    """Inquiries that nobody is working on and whose time has come, grouped by question."""
    questions: dict[tuple[Any, ...], list[int]] = {}
    for row in INQUIRIES.due(worker, workspaces, busy=busy):
        request = row.message_ts or row.request_id.rpartition(":")[0]
        key = (row.workspace_id, row.surface, row.channel, row.asker, request)
        questions.setdefault(key, []).append(row.id)
    return list(questions.values())


def take(worker: Worker, ids: Collection[int], *, waited: bool = False) -> list[Inquiry]:
    """Lease what is unfinished of these inquiries; gives those that are ours now, in order.

    `waited`: their time has come, whatever the clock says by now.
    """
    taken = INQUIRIES.take(worker, ids, waited=waited)
    return sorted(taken, key=lambda row: (row.position, row.id))


def note_sending(worker: Worker, inquiry: Inquiry, *, resent: bool = False) -> bool:
    """About to hand the answer to Slack. False where the inquiry is no longer ours or as read."""
    now = worker.clock()
    steps = {
        "state": InquiryState.SENDING.value,
        "attempts": inquiry.attempts + 1,
        "leased_until": now + LEASE,
        "resent": inquiry.resent + int(resent),
    }
    with Session(writing(worker.engine)) as session:
        ours = INQUIRIES.change(session, worker, inquiry, steps)
        if ours and inquiry.delivery in (Delivery.THREAD, Delivery.FLAT):
            pace.passed(session, inquiry.workspace_id, inquiry.channel, now)
        session.commit()
        return ours


def note_answered(
    engine: Engine, inquiry: Inquiry, *, now: datetime, reply_ts: str | None, **told: Any
) -> Inquiry | None:
    """Slack has taken the reply. `told` are the columns that say what was answered.

    Gives the inquiry as it is now where it was edited or dropped meanwhile: the reply that
    stands is noted, and there is more to do.
    """
    done = {
        "state": InquiryState.ANSWERED.value,
        "answered_at": now,
        "next_attempt_at": None,
        **GIVEN_BACK,
        "reply_ts": reply_ts,
        **told,
    }
    as_read = and_(
        col(Inquiry.id) == inquiry.id,
        col(Inquiry.version) == inquiry.version,
        col(Inquiry.state).in_(_OPEN),
    )
    if _alone(engine, as_read, done):
        return None
    standing = {"reply_ts": reply_ts, "leased_until": now + LEASE}
    _alone(engine, col(Inquiry.id) == inquiry.id, standing)
    with Session(engine) as session:
        row = session.get(Inquiry, inquiry.id)
    if row is None or row.version == inquiry.version:
        return None  # somebody else has noted it
    if row.state == InquiryState.SENDING:
        row.state = InquiryState.RECORDED.value  # what was on its way has arrived
    return row


def note_waiting(worker: Worker, inquiry: Inquiry, *, until: datetime, unclear: bool) -> None:
    """To be tried again at `until`; `unclear` if the reply may have arrived all the same."""
    state = InquiryState.SENDING if unclear else InquiryState.RECORDED
    if inquiry.state == InquiryState.DROPPED:
        state = InquiryState.DROPPED  # its reply is still to be deleted
    wait = {
        "state": state.value,
        "attempts": inquiry.attempts + int(state is InquiryState.DROPPED),
        **again_at(until),
    }
    INQUIRIES.note(worker, inquiry, wait)


def hold_back(engine: Engine, inquiry: Inquiry, *, until: datetime) -> None:
    """Slack asked to wait: no process sends digests or notices to that team before then."""
    with Session(writing(engine)) as session:
        pace.hold(session, inquiry.workspace_id, until)
        session.commit()


def note_failed(worker: Worker, inquiry: Inquiry, *, why: str) -> None:
    """Given up, with the reason in words."""
    failed = {
        "state": InquiryState.FAILED.value,
        "failure": why,
        **({"reply_ts": None} if inquiry.state == InquiryState.DROPPED else {}),
        "next_attempt_at": None,
        **GIVEN_BACK,
    }
    INQUIRIES.note(worker, inquiry, failed)


def note_taken_back(engine: Engine, inquiry: Inquiry) -> None:
    """The reply to a dropped question is deleted."""
    gone = {"reply_ts": None, "next_attempt_at": None, **GIVEN_BACK}
    dropped = and_(col(Inquiry.id) == inquiry.id, col(Inquiry.state) == InquiryState.DROPPED.value)
    _alone(engine, dropped, gone)


def put_off(worker: Worker, ids: Collection[int], *, until: datetime) -> None:
    """Later statements of a question wait for the earlier one, so that replies keep their order."""
    ours = and_(
        col(Inquiry.id).in_(list(ids)),
        col(Inquiry.lease_owner) == worker.owner,
        col(Inquiry.state) == InquiryState.RECORDED.value,
    )
    _alone(worker.engine, ours, again_at(until))


def waiting(engine: Engine, *, since: datetime | None = None) -> int:
    """How many inquiries are unfinished, counting only those asked before `since` if given."""
    query = select(func.count()).select_from(Inquiry).where(_unfinished())
    if since is not None:
        query = query.where(col(Inquiry.asked_at) < since)
    with Session(engine) as session:
        return session.exec(query).one()


def _unfinished() -> ColumnElement[bool]:
    to_delete = and_(
        col(Inquiry.state) == InquiryState.DROPPED.value, col(Inquiry.reply_ts).is_not(None)
    )
    return or_(col(Inquiry.state).in_(_OPEN), to_delete)


def _alone(engine: Engine, where: ColumnElement[bool], values: dict[str, Any]) -> bool:
    with Session(writing(engine)) as session, session.begin():
        result = session.connection().execute(update(Inquiry).where(where).values(values))
        return bool(result.rowcount)


INQUIRIES = Queue(
    Inquiry,
    is_open=_unfinished(),
    is_time=is_time(Inquiry.next_attempt_at),
    order=(Inquiry.id,),
    at_once=SWEEP,
    lease=LEASE,
    seen=("state", "lease_owner", "leased_until"),
    same=("version",),
    known=("workspace_id", "surface", "channel", "asker", "message_ts", "request_id"),
    may_be_sending=lambda row: bool(row.state == InquiryState.SENDING),
)

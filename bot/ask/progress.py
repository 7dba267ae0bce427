"""The states of a reply: leased by a process, handed to Slack, answered or failed.

recorded → sending (noted before the call to Slack) → answered | failed; dropped if its question is
gone. Every step is one conditional UPDATE, so that any number of processes may run.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, and_, func, or_, update
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, select

from bot.queue import GIVEN_BACK, LEASE, Queue, Worker, again_at, is_time
from bot.slack import pace
from models import Inquiry, Reply
from models.database import writing
from models.inquiry import InquiryState

SWEEP = 200
"""How many replies are looked at in one sweep."""

_OPEN = (InquiryState.RECORDED.value, InquiryState.SENDING.value)

Told = Mapping[int, Mapping[str, Any]]
"""By inquiry id, the columns that say what was answered."""


def due(worker: Worker, workspaces: Sequence[int], *, busy: Collection[int] = ()) -> list[int]:
    """The ids of the replies that are due and free, or left by this worker (unless in `busy`)."""
    return [row.id for row in REPLIES.due(worker, workspaces, busy=busy)]


def take(worker: Worker, reply_id: int, *, waited: bool = False) -> Reply | None:
    """Lease an unfinished reply; None if it is finished, not due or leased by another process.

    With `waited` it is due whatever the clock says.
    """
    return next(iter(REPLIES.take(worker, [reply_id], waited=waited)), None)


def asked(engine: Engine, reply: Reply) -> list[Inquiry]:
    """The statements that a reply answers, in order; none if the question is gone."""
    with Session(engine) as session:
        rows = session.exec(
            select(Inquiry)
            .where(
                Inquiry.workspace_id == reply.workspace_id,
                Inquiry.reply_id == reply.id,
                Inquiry.state != InquiryState.DROPPED.value,
            )
            .order_by(col(Inquiry.position), col(Inquiry.id))
        )
        return list(rows)


def note_sending(
    worker: Worker, reply: Reply, *, in_channel: bool = False, resent: bool = False
) -> bool:
    """Note that the reply is about to be handed to Slack. False if another process has taken it
    over, or if its question was edited since it was read."""
    now = worker.clock()
    steps = {
        "state": InquiryState.SENDING.value,
        "attempts": reply.attempts + 1,
        "leased_until": now + LEASE,
        "resent": reply.resent + int(resent),
    }
    with Session(writing(worker.engine)) as session:
        ours = REPLIES.change(session, worker, reply, steps)
        if ours and in_channel:
            pace.passed(session, reply.workspace_id, reply.channel, now)
        session.commit()
        return ours


def note_answered(
    engine: Engine,
    reply: Reply,
    told: Told,
    *,
    now: datetime,
    ts: str | None,
    failure: str | None = None,
) -> Reply | None:
    """Note that Slack has taken the reply. `failure` is given if it says that answering failed.

    Gives None if the reply is done. If its question was edited or dropped meanwhile, only its ts is
    noted, and the reply is given as it is now, for the caller to go on with.
    """
    state = InquiryState.ANSWERED if failure is None else InquiryState.FAILED
    done = {
        "state": state.value,
        "failure": failure,
        "next_attempt_at": None,
        **GIVEN_BACK,
        "ts": ts,
    }
    as_read = and_(
        col(Reply.id) == reply.id,
        col(Reply.version) == reply.version,
        col(Reply.state).in_(_OPEN),
    )
    with Session(writing(engine), expire_on_commit=False) as session:
        changed = session.connection().execute(update(Reply).where(as_read).values(done))
        if changed.rowcount:
            for number, columns in told.items():
                answered = {"state": state.value, "answered_at": now, **columns}
                session.connection().execute(
                    update(Inquiry).where(col(Inquiry.id) == number).values(answered)
                )
            session.commit()
            return None
        there = {"ts": ts, "leased_until": now + LEASE}
        session.connection().execute(update(Reply).where(col(Reply.id) == reply.id).values(there))
        row = session.get(Reply, reply.id)
        session.commit()
    if row is None or row.version == reply.version:
        return None  # another process has noted it
    if row.state == InquiryState.SENDING:
        row.state = InquiryState.RECORDED.value  # the message that was on its way has arrived
    return row


def note_waiting(worker: Worker, reply: Reply, *, until: datetime, unclear: bool) -> None:
    """Give the reply back, to be tried again at `until`; `unclear` if it may have arrived."""
    state = InquiryState.SENDING if unclear else InquiryState.RECORDED
    if reply.state == InquiryState.DROPPED:
        state = InquiryState.DROPPED  # it is still to be deleted
    wait = {
        "state": state.value,
        "attempts": reply.attempts + int(state is InquiryState.DROPPED),
        **again_at(until),
    }
    REPLIES.note(worker, reply, wait)


def hold_back(engine: Engine, reply: Reply, *, until: datetime) -> None:
    """Note that Slack asked to wait: until then no process sends the team a digest or notice."""
    with Session(writing(engine)) as session:
        pace.hold(session, reply.workspace_id, until)
        session.commit()


def note_failed(worker: Worker, reply: Reply, *, why: str) -> None:
    """Give the reply up, with the reason in words. Statements answered before stay answered."""
    failed = {
        "state": InquiryState.FAILED.value,
        "failure": why,
        **({"ts": None} if reply.state == InquiryState.DROPPED else {}),
        "next_attempt_at": None,
        **GIVEN_BACK,
    }
    with Session(writing(worker.engine)) as session:
        if REPLIES.change(session, worker, reply, failed):
            session.connection().execute(
                update(Inquiry)
                .where(
                    col(Inquiry.workspace_id) == reply.workspace_id,
                    col(Inquiry.reply_id) == reply.id,
                    col(Inquiry.state) == InquiryState.RECORDED.value,
                )
                .values(state=InquiryState.FAILED.value)
            )
        session.commit()


def note_taken_back(engine: Engine, reply: Reply) -> None:
    """Note that the reply to a dropped question was deleted in Slack."""
    gone = {"ts": None, "next_attempt_at": None, **GIVEN_BACK}
    dropped = and_(col(Reply.id) == reply.id, col(Reply.state) == InquiryState.DROPPED.value)
    with Session(writing(engine)) as session, session.begin():
        session.connection().execute(update(Reply).where(dropped).values(gone))


def waiting(engine: Engine, *, since: datetime | None = None) -> int:
    """How many replies are unfinished, counting only those asked for before `since` if given."""
    query = select(func.count()).select_from(Reply).where(_unfinished())
    if since is not None:
        query = query.where(col(Reply.asked_at) < since)
    with Session(engine) as session:
        return session.exec(query).one()


def _unfinished() -> ColumnElement[bool]:
    to_delete = and_(col(Reply.state) == InquiryState.DROPPED.value, col(Reply.ts).is_not(None))
    return or_(col(Reply.state).in_(_OPEN), to_delete)


REPLIES = Queue(
    Reply,
    is_open=_unfinished(),
    is_time=is_time(Reply.next_attempt_at),
    order=(Reply.id,),
    at_once=SWEEP,
    lease=LEASE,
    seen=("state", "lease_owner", "leased_until"),
    same=("version",),
    may_be_sending=lambda row: bool(row.state == InquiryState.SENDING),
)

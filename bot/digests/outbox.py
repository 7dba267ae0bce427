"""Sending rows that become one message each: once, oldest first, at the pace that Slack takes.

waiting → sending (noted before the call to Slack) → sent | failed | unknown. What a process left
as `sending` was perhaps sent: where the history can be read it settles the doubt, elsewhere the
row is `unknown` and is never sent again. Every step is one conditional UPDATE, so that any number
of processes may run; the pace is kept in rows that they share.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine, and_, exists, or_, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.digests import pace
from bot.inquiries.leases import LEASE, is_free
from bot.inquiries.progress import back_off
from bot.render.message import Message
from bot.slack_calls import CALL_ERRORS, Failure, Trouble, failure
from models.database import writing
from models.subscription import DigestDelivery, Notice, Pace, PostingState

log = logging.getLogger(__name__)

AT_ONCE = 32
"""Rows looked at for the next one to send: processes do not wait for each other's."""

IN_FLIGHT = timedelta(seconds=10)
"""Before this nobody looks for a message: a request may arrive after its sender was killed."""

SENDING_LEASE = timedelta(seconds=60)
"""Much longer than a call may take: a process that was only slow must not be taken for dead."""

UNSETTLED = timedelta(hours=24)
"""How long a doubt is looked into where the history cannot be reached just now."""

P = TypeVar("P", DigestDelivery, Notice)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way.

    `event_type` and `payload` are its metadata, by which it is known again; `since` is when it
    was handed to Slack, at the earliest. `message` is None where it is only looked for.
    """

    workspace_id: int
    channel: str
    thread_ts: str | None
    event_type: str
    payload: Mapping[str, Any]
    since: datetime
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look into the history showed. `seen`: it could be read; `ts` of the message there."""

    seen: bool
    ts: str | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """What a row says: its message, None where there is nothing to say, and columns to note."""

    message: Message | None
    noted: Mapping[str, Any] = field(default_factory=dict)


Send = Callable[[Outgoing], str | None]
"""Posts a message, gives its ts; raises one of `slack_calls.CALL_ERRORS`."""

Look = Callable[[Outgoing], Looked]
"""Looks for a message with this metadata; raises one of `slack_calls.CALL_ERRORS`."""


@dataclass(frozen=True, slots=True)
class Outbox(Generic[P]):
    """Everything that sending one kind of rows needs. `owner` is this process.

    `refused` is told of a row that Slack will never take, with Slack's word for it, in the
    transaction that notes it; `settled` of every row that came to its end, afterwards.
    """

    engine: Engine
    table: type[P]
    event_type: str
    compose: Callable[[Session, P, datetime], Ready]
    send: Send
    look: Look
    clock: Callable[[], datetime]
    owner: str
    refused: Callable[[Session, P, str, datetime], object] = lambda *_: None
    settled: Callable[[P, PostingState], object] = lambda *_: None


def send_due(outbox: Outbox[P], workspaces: Sequence[int], *, most: int = 1000) -> int:
    """Send what may be sent now, at most `most` messages. Gives how many rows were moved on.

    What has to wait for its channel, for Slack or for another process is left to the next call.
    """
    moved = 0
    while moved < most:
        row = take(outbox, workspaces)
        if row is None:
            break
        finish(outbox, row)
        moved += 1
    return moved


def take(outbox: Outbox[P], workspaces: Collection[int]) -> P | None:
    """Lease the row that has waited longest of those that nobody is at; None if there is none."""
    now = outbox.clock()
    table = outbox.table
    held, team = aliased(Pace), aliased(Pace)
    busy = or_(
        exists().where(
            col(held.workspace_id) == col(table.workspace_id),
            col(held.channel) == col(table.channel),
            col(held.free_at) > now,
        ),
        exists().where(
            col(team.workspace_id) == col(table.workspace_id),
            col(team.channel) == pace.TEAM,
            col(team.free_at) > now,
        ),
    )
    with Session(outbox.engine) as session:
        rows = session.exec(
            select(table)
            .where(
                col(table.workspace_id).in_(list(workspaces)),
                or_(
                    col(table.state) == PostingState.WAITING.value,
                    and_(
                        col(table.state) == PostingState.SENDING.value,
                        col(table.at) <= now - IN_FLIGHT,
                    ),
                ),
                col(table.due_at) <= now,
                or_(col(table.next_attempt_at).is_(None), col(table.next_attempt_at) <= now),
                ~busy,
            )
            .order_by(col(table.due_at), col(table.id))
            .limit(AT_ONCE)
        ).all()
    for row in rows:
        if not is_free(row.lease_owner, row.leased_until, by=outbox.owner, now=now):
            continue
        as_seen = and_(
            col(table.id) == row.id,
            col(table.state) == row.state,
            col(table.lease_owner) == row.lease_owner,
            col(table.leased_until) == row.leased_until,
        )
        lease = {"lease_owner": outbox.owner, "leased_until": now + LEASE}
        if _alone(outbox, as_seen, lease):
            for name, value in lease.items():
                setattr(row, name, value)
            return row
    return None


def finish(outbox: Outbox[P], row: P) -> None:
    """Move one leased row on: settle a doubt, or compose and send it."""
    now = outbox.clock()
    try:
        if row.state == PostingState.SENDING and not _is_unsent(outbox, row):
            return
        if now > row.deadline:
            _settle(outbox, row, PostingState.MISSED, reason=row.reason or "its time was over")
            return
        ready = _composed(outbox, row, now)
        if ready is None:
            return
        if ready.message is None:
            _settle(outbox, row, PostingState.EMPTY, **ready.noted)
            return
        if not _note_sending(outbox, row, ready):
            return
        ts = outbox.send(_outgoing(outbox, row, ready.message))
    except CALL_ERRORS as error:
        _after_failure(outbox, row, failure(error))
        return
    _settle(outbox, row, PostingState.SENT, message_ts=ts)


def _is_unsent(outbox: Outbox[P], row: P) -> bool:
    """Whether what an earlier try left behind certainly did not arrive."""
    try:
        looked = outbox.look(_outgoing(outbox, row, None))
    except CALL_ERRORS as error:
        failed, now = failure(error), outbox.clock()
        if failed.trouble is not Trouble.REFUSED and now <= row.deadline + UNSETTLED:
            wait = timedelta(seconds=failed.wait) if failed.wait is not None else IN_FLIGHT
            _wait(outbox, row, PostingState.SENDING, now + wait, failed.code)
            return False
        looked = Looked(seen=False)
    if looked.ts is not None:
        _settle(outbox, row, PostingState.SENT, message_ts=looked.ts)
        return False
    if not looked.seen:
        _doubtful(outbox, row)
        return False
    row.state = PostingState.WAITING.value
    return _alone(outbox, _ours(outbox, row), {"state": row.state})


def _composed(outbox: Outbox[P], row: P, now: datetime) -> Ready | None:
    """What it says; None where making it broke, which is noted with a reference."""
    try:
        with Session(outbox.engine) as session:
            return outbox.compose(session, row, now)
    except SQLAlchemyError:
        raise
    except Exception:
        name = secrets.token_hex(4)
        log.exception("%s %s: reference %s", outbox.event_type, row.id, name)
        _settle(outbox, row, PostingState.FAILED, reason=f"reference {name}")
        return None


def _note_sending(outbox: Outbox[P], row: P, ready: Ready) -> bool:
    """About to hand it to Slack. False where it is no longer ours, or the channel not free."""
    now = outbox.clock()
    with Session(writing(outbox.engine)) as session:
        free_at = pace.take(session, row.workspace_id, row.channel, now)
        if free_at is not None:
            later = {"next_attempt_at": free_at, "lease_owner": None, "leased_until": None}
            _update(session, outbox, _ours(outbox, row), later)
            session.commit()
            return False
        values: dict[str, Any] = {
            "state": PostingState.SENDING.value,
            "attempts": outbox.table.attempts + 1,
            "leased_until": now + SENDING_LEASE,
            "at": now,
            **ready.noted,
        }
        ours = and_(_ours(outbox, row), col(outbox.table.state) == PostingState.WAITING.value)
        done = _update(session, outbox, ours, values)
        session.commit() if done else session.rollback()
    row.state = PostingState.SENDING.value
    return done


def _after_failure(outbox: Outbox[P], row: P, failed: Failure) -> None:
    now = outbox.clock()
    if failed.trouble is Trouble.UNCLEAR:
        # Looked into when Slack cannot be working on it any more.
        _wait(outbox, row, PostingState.SENDING, now + IN_FLIGHT, failed.code)
        return
    log.info("%s %s: %s (%s)", outbox.event_type, row.id, failed.trouble, failed.code)
    if failed.trouble is Trouble.REFUSED:
        reason = {"reason": failed.code}
        _settle(outbox, row, PostingState.FAILED, told=failed.code, **reason)
        return
    wait = timedelta(seconds=failed.wait) if failed.wait is not None else back_off(row.attempts + 1)
    if failed.wait is not None:
        with Session(writing(outbox.engine)) as session:
            pace.hold(session, row.workspace_id, now + wait)
            session.commit()
    _wait(outbox, row, PostingState.WAITING, now + wait, failed.code)


def _doubtful(outbox: Outbox[P], row: P) -> None:
    log.warning("%s %s: nobody can tell whether it arrived", outbox.event_type, row.id)
    reason = "Slack's answer was lost; it may have arrived, and is not sent again"
    _settle(outbox, row, PostingState.UNKNOWN, reason=reason)


def _wait(outbox: Outbox[P], row: P, state: PostingState, until: datetime, reason: str) -> None:
    values = {
        "state": state.value,
        "reason": reason,
        "next_attempt_at": until,
        "lease_owner": None,
        "leased_until": None,
    }
    _alone(outbox, _ours(outbox, row), values)


def _settle(
    outbox: Outbox[P], row: P, state: PostingState, *, told: str | None = None, **noted: Any
) -> None:
    now = outbox.clock()
    values = {
        "state": state.value,
        "reason": None,
        "next_attempt_at": None,
        "lease_owner": None,
        "leased_until": None,
        "at": now,
        **noted,
    }
    with Session(writing(outbox.engine)) as session:
        ours = _update(session, outbox, _ours(outbox, row), values)
        if ours and told is not None:
            outbox.refused(session, row, told, now)
        session.commit()
    if ours:
        outbox.settled(row, state)


def _outgoing(outbox: Outbox[P], row: P, message: Message | None) -> Outgoing:
    return Outgoing(
        workspace_id=row.workspace_id,
        channel=row.channel,
        thread_ts=row.thread_ts,
        event_type=outbox.event_type,
        payload={"id": row.id},
        since=row.at,  # when it was noted as being sent, where it is looked for
        message=message,
    )


def _ours(outbox: Outbox[P], row: P) -> Any:
    table = outbox.table
    return and_(col(table.id) == row.id, col(table.lease_owner) == outbox.owner)


def _alone(outbox: Outbox[P], where: Any, values: Mapping[str, Any]) -> bool:
    with Session(writing(outbox.engine)) as session:
        changed = _update(session, outbox, where, values)
        session.commit()
        return changed


def _update(session: Session, outbox: Outbox[P], where: Any, values: Mapping[str, Any]) -> bool:
    result = session.connection().execute(update(outbox.table).where(where).values(**values))
    return bool(result.rowcount)

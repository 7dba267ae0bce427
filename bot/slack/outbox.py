"""Sending rows that become one message each: once, oldest first, at the pace that Slack takes.

waiting → sending (noted before the call to Slack) → sent | failed | unknown. A row that a process
left as `sending` may have been sent. If the bot can read the channel's history, it looks there for
the message. If not, the row becomes `unknown` and is never sent again. Every step is one
conditional UPDATE, so that any number of processes may run; they share the rows of the pace.
"""

from __future__ import annotations

import logging
import secrets
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine, and_, bindparam, exists, or_, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col

from bot import i18n
from bot.queue import (
    AHEAD,
    CLOCKS,
    FAR_AHEAD,
    GIVEN_BACK,
    LEASE,
    NOW,
    Queue,
    again_at,
    is_ahead,
    is_time,
)
from bot.slack import pace
from bot.slack.client import CALL_ERRORS, DEAD_TOKEN, Failure, Trouble, failure, wait_after
from bot.slack.message import Message
from models.base import Instant
from models.database import writing
from models.subscription import DigestDelivery, Notice, Pace, PostingState

log = logging.getLogger(__name__)

AT_ONCE = 32
"""How many rows are looked at for the next one to send, so that leased ones can be skipped."""

IN_FLIGHT = timedelta(seconds=10)
"""How long to wait before looking for a message: a request may reach Slack after its sender was
killed."""

SENDING_LEASE = timedelta(seconds=60)
"""Much longer than a call may take, so that a slow process is not taken for a dead one."""

SELDOM = timedelta(minutes=5)
"""The longest wait before the bot tries again to read a history that it could not reach."""

SET_BACK = timedelta(days=1)
"""How far back a message is looked for that was sent before the clock was set back."""

SPARED = timedelta(minutes=10)
"""For how long after the next try of a token that Slack did not take no row is too late, so that
all that waited for it is sent."""

UNSETTLED = timedelta(hours=24)
"""How long after a row's deadline the bot goes on trying to read a history."""

P = TypeVar("P", DigestDelivery, Notice)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way.

    `event_type` and `payload` are the metadata by which it is found again. `since` is the earliest
    instant at which it was handed to Slack. `message` is None if it is only looked for.
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
    """The result of a look into the history: `seen` if it could be read; `ts` is the message's,
    None if it is not there."""

    seen: bool
    ts: str | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A composed row: its message (None if there is nothing to say), and columns to note."""

    message: Message | None
    noted: Mapping[str, Any] = field(default_factory=dict)


Send = Callable[[Outgoing], str | None]
"""Posts a message and gives its ts, if Slack gives one; raises one of `CALL_ERRORS`."""

Prepare = Callable[[int, Message], object]
"""Uploads what a message of a workspace will show; raises nothing. It comes before the row is noted
as `sending`: a process that ends meanwhile leaves a row that was certainly not sent."""

Language = Callable[[int, str | None], str]
"""The language of a person of a workspace, or without a person that of the workspace."""

Look = Callable[[Outgoing], Looked]
"""Looks for a message with this metadata; raises one of `CALL_ERRORS`."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[P]):
    """One kind of rows: what each says, and the metadata by which its message is known again.

    `refused` is called for a row that Slack refused, with Slack's error code and the instant, in
    the transaction that notes the refusal. `reader` gives the id of the person in whose language
    the message is; None if it is for nobody in particular.
    """

    table: type[P]
    event_type: str
    compose: Callable[[Session, P, datetime], Ready]
    refused: Callable[[Session, P, str, datetime], object] = lambda *_: None
    reader: Callable[[Session, P], str | None] = lambda *_: None


@dataclass(frozen=True, slots=True)
class Outbox(Generic[P]):
    """Everything that sending one kind of rows needs. `owner` is this process.

    `settled` is called for every row that reached a final state, after that was committed.
    """

    kind: Kind[P]
    engine: Engine
    send: Send
    look: Look
    clock: Callable[[], datetime]
    owner: str
    prepare: Prepare = lambda *_: None
    language: Language = lambda *_: i18n.ENGLISH
    settled: Callable[[P, PostingState], object] = lambda *_: None


def send_due(outbox: Outbox[P], workspaces: Sequence[int], *, most: int = 1000) -> int:
    """Send the rows that may be sent now, taking at most `most`. Gives how many were taken.

    Rows that have to wait for their channel, Slack or another process are left to the next call.
    """
    moved = 0
    ahead: deque[Any] = deque()
    while moved < most:
        row = take(outbox, workspaces, ahead)
        if row is None:
            break
        if not finish(outbox, row):
            ahead.clear()  # its channel or the team has to wait, so the rows in `ahead` may have to
        moved += 1
    return moved


def take(
    outbox: Outbox[P], workspaces: Collection[int], ahead: deque[Any] | None = None
) -> P | None:
    """Lease the free row that has waited longest; None if there is none.

    `ahead` keeps the rows read after that one for the next call. Leasing one of them fails if it
    was changed meanwhile.
    """
    queue: Queue[P] = rows_of(outbox.kind.table)
    ahead = deque() if ahead is None else ahead
    while True:
        is_last = not ahead
        if is_last:
            ahead.extend(queue.look(outbox, workspaces))
        while ahead:
            seen = ahead.popleft()
            if seen.state == PostingState.SENDING and is_ahead(seen.at, outbox.clock()):
                _doubt_anew(outbox, seen)
            elif (row := queue.take_seen(outbox, seen)) is not None:
                return row
        if is_last:
            return None


@cache
def rows_of(table: type[P]) -> Queue[P]:
    """The queue of a table's rows that may be sent or looked for, the oldest first.

    Rows whose channel or team has to wait are left out. A row that is `sending` is taken up only
    `IN_FLIGHT` after it was handed to Slack.
    """
    at, is_sending = col(table.at), col(table.state) == PostingState.SENDING.value
    before, turn = (bindparam(name, type_=Instant) for name in ("before", "turn"))
    return Queue(
        table,
        is_open=or_(
            col(table.state) == PostingState.WAITING.value,
            and_(is_sending, or_(at <= before, at > AHEAD)),
        ),
        is_time=and_(
            # A row with an instant ahead of the clock was noted before the clock was set back.
            or_(col(table.due_at) <= NOW, is_sending, at > AHEAD),
            is_time(table.next_attempt_at),
            ~_held_back(table, table.channel, turn),
            ~_held_back(table, pace.TEAM, FAR_AHEAD),
        ),
        order=(table.due_at, table.id),
        at_once=AT_ONCE,
        lease=LEASE,
        longest=SENDING_LEASE,
        seen=("state", "at", "attempts", "next_attempt_at", "lease_owner", "leased_until"),
        may_be_sending=lambda seen: bool(seen.state == PostingState.SENDING),
        moments={"before": -IN_FLIGHT, "turn": pace.EVERY + CLOCKS},
    )


def _held_back(table: type[P], channel: Any, at_most: Any) -> ColumnElement[bool]:
    """The SQL condition that the pace holds a channel back now. A hold that ends after `at_most` is
    left from before the clock was set back, and ignored."""
    held = aliased(Pace)
    return exists().where(
        col(held.workspace_id) == col(table.workspace_id),
        col(held.channel) == channel,
        col(held.free_at) > NOW,
        col(held.free_at) <= at_most,
    )


def _doubt_anew(outbox: Outbox[P], seen: Any) -> None:
    """Move the instants of a row that was handed to Slack before the clock was set back.

    When that was is unknown, so the message is looked for in the last day (`SET_BACK`), once it
    cannot be on its way any more. Its sender, if alive, keeps a whole lease to note the result.
    """
    table, now = outbox.kind.table, outbox.clock()
    until = seen.leased_until
    if is_ahead(until, now, SENDING_LEASE):
        until = now + SENDING_LEASE
    values = {"at": now - SET_BACK, "next_attempt_at": now + IN_FLIGHT, "leased_until": until}
    with Session(writing(outbox.engine)) as session, session.begin():
        session.connection().execute(
            update(table)
            .where(
                col(table.id) == seen.id,
                col(table.state) == PostingState.SENDING.value,
                col(table.at) == seen.at,
            )
            .values(**values)
        )


def finish(outbox: Outbox[P], row: P) -> bool:
    """Finish one leased row: look whether it was sent, else compose and send it. True if it was
    sent, had nothing to say or was too late; False if it waits, failed or was taken over."""
    now = outbox.clock()
    try:
        if row.state == PostingState.SENDING and not _is_unsent(outbox, row):
            return False
        if now > row.deadline:
            _settle(outbox, row, PostingState.MISSED, reason=row.reason or "its time was over")
            return True
        ready = _composed(outbox, row, now)
        if ready is None:
            return False
        if ready.message is None:
            _settle(outbox, row, PostingState.EMPTY, **ready.noted)
            return True
        outbox.prepare(row.workspace_id, ready.message)
        if not _note_sending(outbox, row, ready):
            return False
        with i18n.speaking(partial(_language, outbox, row)):  # where it has to be shortened
            ts = outbox.send(_outgoing(outbox, row, ready.message))
    except CALL_ERRORS as error:
        _after_failure(outbox, row, failure(error))
        return False
    _settle(outbox, row, PostingState.SENT, message_ts=ts)
    return True


def _is_unsent(outbox: Outbox[P], row: P) -> bool:
    """Whether the message of an earlier try certainly did not arrive. If it did, cannot be looked
    for, or has to be looked for later, the row is noted so."""
    try:
        looked = outbox.look(_outgoing(outbox, row, None))
    except CALL_ERRORS as error:
        failed, now = failure(error), outbox.clock()
        if failed.trouble is not Trouble.REFUSED and now <= row.deadline + UNSETTLED:
            # Less and less often: the history may be out of reach for hours, for many rows.
            wait = min(max(IN_FLIGHT, (now - row.at) / 2), SELDOM)
            if failed.wait is not None:
                wait = max(wait, timedelta(seconds=failed.wait))
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
    return rows_of(outbox.kind.table).note(outbox, row, {"state": row.state})


def _composed(outbox: Outbox[P], row: P, now: datetime) -> Ready | None:
    """The composed row; None if composing raised, which is noted with a reference."""
    try:
        # Slack may be asked for it: before the transaction in which the message is composed.
        language = _language(outbox, row)
        with Session(outbox.engine) as session, i18n.speaking(language):
            return outbox.kind.compose(session, row, now)
    except SQLAlchemyError:
        raise
    except Exception:
        name = secrets.token_hex(4)
        log.exception("%s %s: reference %s", outbox.kind.event_type, row.id, name)
        _settle(outbox, row, PostingState.FAILED, reason=f"reference {name}")
        return None


def _language(outbox: Outbox[P], row: P) -> str:
    with Session(outbox.engine) as session:
        reader = outbox.kind.reader(session, row)
    return outbox.language(row.workspace_id, reader)


def _note_sending(outbox: Outbox[P], row: P, ready: Ready) -> bool:
    """Note that the row is about to be handed to Slack. False if it is no longer ours, or if its
    channel has to wait."""
    now = outbox.clock()
    with Session(writing(outbox.engine)) as session:
        free_at = pace.take(session, row.workspace_id, row.channel, now)
        if free_at is not None:
            rows_of(outbox.kind.table).change(session, outbox, row, again_at(free_at))
            session.commit()
            return False
        values: dict[str, Any] = {
            "state": PostingState.SENDING.value,
            "attempts": row.attempts + 1,
            "leased_until": now + SENDING_LEASE,
            "at": now,
            **ready.noted,
        }
        queue = rows_of(outbox.kind.table)
        done = queue.change(session, outbox, row, values, state=PostingState.WAITING.value)
        session.commit() if done else session.rollback()
    row.state = PostingState.SENDING.value
    return done


def _after_failure(outbox: Outbox[P], row: P, failed: Failure) -> None:
    now = outbox.clock()
    if failed.trouble is Trouble.UNCLEAR:
        # The message is looked for once Slack cannot be working on it any more.
        _wait(outbox, row, PostingState.SENDING, now + IN_FLIGHT, failed.code)
        return
    log.info("%s %s: %s (%s)", outbox.kind.event_type, row.id, failed.trouble, failed.code)
    if failed.trouble is Trouble.REFUSED:
        reason = {"reason": failed.code}
        _settle(outbox, row, PostingState.FAILED, told=failed.code, **reason)
        return
    # Slack would not take the team's other rows either: hold the team, not call for each row.
    wait = wait_after(failed, row.attempts + 1)
    with Session(writing(outbox.engine)) as session:
        pace.hold(session, row.workspace_id, now + wait)
        # A call for which Slack took no token was no attempt.
        tried = {"attempts": row.attempts} if failed.code in DEAD_TOKEN else {}
        again = _waiting(PostingState.WAITING, now + wait, failed.code) | tried
        rows_of(outbox.kind.table).change(session, outbox, row, again)
        if failed.code in DEAD_TOKEN:
            _spare(session, row.workspace_id, now + wait + SPARED)
        session.commit()


def _spare(session: Session, workspace_id: int, until: datetime) -> None:
    """Let no row of the workspace be too late before this instant."""
    for table in (DigestDelivery, Notice):
        session.connection().execute(
            update(table)
            .where(
                col(table.workspace_id) == workspace_id,
                col(table.state) == PostingState.WAITING.value,
                col(table.deadline) < until,
            )
            .values(deadline=until)
        )


def _doubtful(outbox: Outbox[P], row: P) -> None:
    log.warning("%s %s: nobody can tell whether it arrived", outbox.kind.event_type, row.id)
    reason = "Slack's answer was lost; it may have arrived, and is not sent again"
    _settle(outbox, row, PostingState.UNKNOWN, reason=reason)


def _wait(outbox: Outbox[P], row: P, state: PostingState, until: datetime, reason: str) -> None:
    rows_of(outbox.kind.table).note(outbox, row, _waiting(state, until, reason))


def _waiting(state: PostingState, until: datetime, reason: str) -> dict[str, Any]:
    return {"state": state.value, "reason": reason, **again_at(until)}


def _settle(
    outbox: Outbox[P], row: P, state: PostingState, *, told: str | None = None, **noted: Any
) -> None:
    now = outbox.clock()
    values = {
        "state": state.value,
        "reason": None,
        "next_attempt_at": None,
        **GIVEN_BACK,
        "at": now,
        **noted,
    }
    with Session(writing(outbox.engine)) as session:
        ours = rows_of(outbox.kind.table).change(session, outbox, row, values)
        if ours and told is not None:
            outbox.kind.refused(session, row, told, now)
        session.commit()
    if ours:
        outbox.settled(row, state)


def _outgoing(outbox: Outbox[P], row: P, message: Message | None) -> Outgoing:
    return Outgoing(
        workspace_id=row.workspace_id,
        channel=row.channel,
        thread_ts=row.thread_ts,
        event_type=outbox.kind.event_type,
        payload={"id": row.id},
        since=row.at,  # of a row that is looked for, when it was noted as `sending`
        message=message,
    )

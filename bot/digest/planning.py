"""A row for every local day on which a digest is due or was missed.

`plan` makes the rows, `bot.digest.delivering` says what they send.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Engine, Update, bindparam, or_, select, update
from sqlmodel import Session, col

from bot.digest import due
from bot.digest.delivering import NO_ZONE, pause
from bot.digest.due import GRACE, Due, Run, Schedule
from models.base import Instant
from models.database import insert_new, writing
from models.subscription import DigestDelivery, PostingState, Subscription

_SEEN = ("id", "due_from", "version")


@dataclass(frozen=True, slots=True)
class Planned:
    """How many deliveries were made: to be sent, and recorded as missed."""

    to_send: int = 0
    missed: int = 0


def plan(
    engine: Engine, workspaces: Sequence[int], *, now: datetime, grace: timedelta = GRACE
) -> Planned:
    """Make a delivery for every local day that has come due, or that was missed.

    Any number of processes may do this at once: a day can have only one row.
    """
    looked_at, any_of_them = _looked_at()
    given = {"workspaces": list(workspaces), "now": now}
    with Session(engine) as session:  # mostly there is nothing to do, and no writer has to wait
        if session.scalar(any_of_them, given) is None:
            return Planned()
    with Session(writing(engine)) as session:
        rows = session.scalars(looked_at, given).all()
        if not rows:
            return Planned()
        settled = _settled(session, rows)
        to_send = missed = 0
        for subscription in rows:
            number = subscription.id or 0
            try:
                schedule = schedule_of(subscription)
                found = due.due(now, [schedule], {number: settled[number]}, grace=grace)
                upcoming = due.next_run(now, schedule, settled[number])
            except ValueError:
                pause(session, subscription, NO_ZONE, now)
                continue
            to_send += _made(session, subscription, found, now, grace)
            missed += len(found.missed)
            last = max((run.at for run in (*found.send, *found.missed)), default=None)
            seen = {f"seen_{name}": getattr(subscription, name) for name in _SEEN}
            new = {"new_next": upcoming or times_up(now), "new_from": last or subscription.due_from}
            session.connection().execute(_looked_through(), {**seen, **new})
        session.commit()
    return Planned(to_send, missed)


def look_again(engine: Engine, workspaces: Sequence[int]) -> None:
    """Compute anew when each digest is due next: the rules of time zones may have changed since it
    was noted. For the start of a process."""
    with Session(writing(engine)) as session, session.begin():
        session.execute(
            update(Subscription)
            .where(
                col(Subscription.workspace_id).in_(workspaces),
                col(Subscription.stopped_at).is_(None),
                col(Subscription.next_at).is_not(None),
            )
            .values(next_at=None)
        )


def schedule_of(subscription: Subscription) -> Schedule:
    """A subscription's times, as `bot.digest.due` takes them."""
    return Schedule(
        id=subscription.id or 0,
        local_time=subscription.local_time,
        timezone=subscription.timezone,
        weekdays=frozenset(subscription.weekdays),
        since=subscription.due_from,
        paused_until=subscription.paused_until,
    )


def times_up(now: datetime) -> datetime:
    """When a subscription without any coming day is looked at again."""
    return now + timedelta(days=1)


@cache
def _looked_at() -> tuple[Any, Any]:
    """The query for the subscriptions that may be due, and the one for whether there is any. They
    are built once, since building them takes longer than running them."""
    now = bindparam("now", type_=Instant)
    where = (
        col(Subscription.workspace_id).in_(bindparam("workspaces", expanding=True)),
        col(Subscription.stopped_at).is_(None),
        col(Subscription.paused_why).is_(None),
        or_(col(Subscription.next_at).is_(None), col(Subscription.next_at) <= now),
    )
    every = select(Subscription).where(*where).order_by(col(Subscription.id))
    return every, select(col(Subscription.id)).where(*where).limit(1)


@cache
def _looked_through() -> Update:
    """An update with a condition, so that a change that a person made meanwhile is not
    overwritten."""
    as_seen = (getattr(Subscription, name) == bindparam(f"seen_{name}") for name in _SEEN)
    new = {"next_at": "new_next", "due_from": "new_from"}
    return (
        update(Subscription)
        .where(*as_seen)
        .values({name: bindparam(given, type_=Instant) for name, given in new.items()})
    )


def _settled(session: Session, rows: Sequence[Subscription]) -> defaultdict[int, set[date]]:
    """By subscription, the local dates that have a delivery, for the days around those still
    open."""
    settled: defaultdict[int, set[date]] = defaultdict(set)
    first = min(row.due_from for row in rows).date() - timedelta(days=2)
    found = session.execute(
        select(col(DigestDelivery.subscription_id), col(DigestDelivery.local_date)).where(
            col(DigestDelivery.workspace_id).in_({row.workspace_id for row in rows}),
            col(DigestDelivery.subscription_id).in_([row.id for row in rows]),
            col(DigestDelivery.local_date) >= first,
        )
    )
    for subscription_id, day in found:
        settled[subscription_id].add(day)
    return settled


def _made(
    session: Session, subscription: Subscription, found: Due, now: datetime, grace: timedelta
) -> int:
    """Make the rows; gives how many of them are to be sent."""
    for run in found.missed:
        insert_new(session, DigestDelivery, _row(subscription, run, now, grace, late=True))
    return sum(
        insert_new(session, DigestDelivery, _row(subscription, run, now, grace, late=False))
        for run in found.send
    )


def _row(
    subscription: Subscription, run: Run, now: datetime, grace: timedelta, *, late: bool
) -> dict[str, Any]:
    reason = "nobody was there to send it in time" if late else None
    state = PostingState.MISSED if late else PostingState.WAITING
    return {
        "workspace_id": subscription.workspace_id,
        "subscription_id": subscription.id,
        "local_date": run.local_date,
        "channel": subscription.channel,
        "state": state.value,
        "reason": reason,
        "attempts": 0,
        "due_at": run.at,
        "deadline": run.at + grace,
        "at": now,
    }

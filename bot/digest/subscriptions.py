"""A channel's digests: make one, change one, stop one. The caller checks who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.digest.due import WEEKDAYS, next_run
from bot.digest.planning import schedule_of
from bot.i18n import N_, gettext
from bot.refusal import RefusalError
from bot.zones import zone_of
from models.subscription import DigestDelivery, Subscription

MOST = 20
"""Digests of one channel."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for a digest. Empty topics or statuses mean all of them."""

    local_time: time
    timezone: str
    weekdays: tuple[str, ...] = WEEKDAYS
    topics: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    paused_until: date | None = None
    post_empty: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A digest in a list. `next_at` is when it goes out next; None if the bot has paused it (then
    `paused_why` says why).

    `is_waiting`: a person paused it until a future day. `may_change`: whether the person who looks
    at the list may change it.
    """

    number: int
    channel: str
    owner: str
    chosen: Choice
    next_at: datetime | None
    paused_why: str | None = None
    is_waiting: bool = False
    may_change: bool = False

    @property
    def is_direct(self) -> bool:
        """Whether it goes to its owner by direct message."""
        return self.channel == self.owner


def subscribe(
    session: Session, workspace_id: int, channel: str, owner: str, chosen: Choice, *, now: datetime
) -> Subscription:
    """A new digest for a channel. For one by direct message `channel` is the owner's own id; each
    person has at most one of these. Does not commit. Raises RefusalError."""
    _check(chosen)
    check_room(session, workspace_id, channel, owner)
    made = Subscription(
        workspace_id=workspace_id,
        channel=channel,
        owner=owner,
        created_at=now,
        due_from=now,
        **_columns(chosen),
    )
    session.add(made)
    session.flush()
    made.next_at = upcoming(session, made, now)
    return made


def check_room(session: Session, workspace_id: int, channel: str, owner: str) -> None:
    """Raises RefusalError if a channel, or a person by direct message, can have no more digests."""
    there = of_channel(session, workspace_id, channel)
    if channel == owner and there:
        raise RefusalError(N_("You have a digest by direct message already. Change that one."))
    if len(there) >= MOST:
        raise RefusalError(
            gettext("This channel has {most} digests already. Stop one first.", most=MOST)
        )


def change(session: Session, subscription: Subscription, chosen: Choice, *, now: datetime) -> None:
    """Give a digest other settings; this also ends a pause that the bot made.

    Days that were due under the old times are settled: if the new time of today has passed, the
    next digest goes out tomorrow. Does not commit. Raises RefusalError.
    """
    _check(chosen)
    columns = _columns(chosen)
    if any(getattr(subscription, name) != value for name, value in columns.items()):
        subscription.version += 1  # the forms that show what was chosen before are out of date
    for name, value in columns.items():
        setattr(subscription, name, value)
    go_on(session, subscription, now=now)


def go_on(session: Session, subscription: Subscription, *, now: datetime) -> None:
    """End a pause that the bot made; what came due meanwhile is not sent. Does not commit."""
    subscription.paused_why = None
    subscription.due_from = max(now, subscription.due_from)
    session.add(subscription)
    session.flush()
    subscription.next_at = upcoming(session, subscription, now)


def stop(session: Session, subscription: Subscription, *, now: datetime) -> None:
    """End a digest; what it has sent stays on record. Does not commit."""
    subscription.stopped_at = subscription.stopped_at or now
    subscription.next_at = None
    session.add(subscription)
    session.flush()


def of_channel(session: Session, workspace_id: int, channel: str) -> list[Subscription]:
    """The digests of a channel that are not stopped, oldest first."""
    return list(
        session.scalars(
            select(Subscription)
            .where(
                col(Subscription.workspace_id) == workspace_id,
                col(Subscription.channel) == channel,
                col(Subscription.stopped_at).is_(None),
            )
            .order_by(col(Subscription.id))
        )
    )


def upcoming(session: Session, subscription: Subscription, now: datetime) -> datetime | None:
    """When the next digest goes out; None for one that is paused by the bot or stopped."""
    if subscription.paused_why is not None or subscription.stopped_at is not None:
        return None
    settled = session.scalars(
        select(col(DigestDelivery.local_date))
        .where(
            col(DigestDelivery.workspace_id) == subscription.workspace_id,
            col(DigestDelivery.subscription_id) == subscription.id,
        )
        .order_by(col(DigestDelivery.local_date).desc())
        .limit(3)
    ).all()
    return next_run(now, schedule_of(subscription), settled)


def _columns(chosen: Choice) -> dict[str, Any]:
    return {
        "local_time": chosen.local_time.replace(second=0, microsecond=0, tzinfo=None, fold=0),
        "timezone": chosen.timezone,
        "weekdays": [day for day in WEEKDAYS if day in chosen.weekdays],
        "topics": list(chosen.topics),
        "statuses": list(chosen.statuses),
        "paused_until": chosen.paused_until,
        "post_empty": chosen.post_empty,
    }


def _check(chosen: Choice) -> None:
    try:
        zone_of(chosen.timezone)
    except ValueError:
        raise RefusalError(
            N_("That is no time zone. Write it as Europe/Berlin or America/New_York.")
        ) from None
    if not chosen.weekdays or not set(chosen.weekdays) <= set(WEEKDAYS):
        raise RefusalError(N_("Choose at least one day of the week."))

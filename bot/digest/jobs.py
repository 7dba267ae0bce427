"""What goes out when, what went out and what did not: for the command `jobs` and for metrics."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from bot.digest.delivering import NO_ZONE
from bot.digest.subscriptions import upcoming
from models.subscription import DigestDelivery, Notice, Posting, PostingState, Subscription

_OPEN = (PostingState.WAITING.value, PostingState.SENDING.value)


@dataclass(frozen=True, slots=True)
class Coming:
    """A digest and when it goes out next; None if the bot has paused it (then `paused_why` says
    why)."""

    subscription_id: int
    channel: str
    at: datetime | None
    paused_why: str | None = None


@dataclass(frozen=True, slots=True)
class Went:
    """A message that is on its way, went out or did not. `what` is "digest" or the kind of a
    notice.

    `number` is the subscription's number for a digest, and the notice's own number for a notice.
    """

    what: str
    number: int
    channel: str
    state: str
    reason: str | None
    at: datetime


def subscriptions(
    session: Session, workspace_id: int, channel: str | None = None
) -> list[Subscription]:
    """The digests of a workspace, or of one of its channels, that are not stopped."""
    query = select(Subscription).where(
        col(Subscription.workspace_id) == workspace_id, col(Subscription.stopped_at).is_(None)
    )
    if channel is not None:
        query = query.where(col(Subscription.channel) == channel)
    return list(session.scalars(query.order_by(col(Subscription.id))))


def coming(session: Session, workspace_id: int, *, now: datetime) -> list[Coming]:
    """The digests of a workspace that are not stopped, the next one first, paused ones last."""
    found = [
        Coming(row.id or 0, row.channel, *next_of(session, row, now))
        for row in subscriptions(session, workspace_id)
    ]
    return sorted(found, key=lambda one: (one.at is None, one.at or now, one.subscription_id))


def next_of(
    session: Session, row: Subscription, now: datetime
) -> tuple[datetime | None, str | None]:
    """When a digest goes out next, or why it is paused. A digest whose time zone is unknown counts
    as paused; the next tick records that."""
    try:
        return upcoming(session, row, now), row.paused_why
    except ValueError:
        return None, NO_ZONE


def went(
    session: Session, workspace_id: int, *, since: datetime, most: int = 100, failed: bool = False
) -> list[Went]:
    """The messages whose state changed since then, newest first; with `failed` only those that
    failed."""
    bad = [PostingState.FAILED.value, PostingState.UNKNOWN.value, PostingState.MISSED.value]
    found: list[Went] = []
    for table in (DigestDelivery, Notice):
        query = select(table).where(col(table.workspace_id) == workspace_id, col(table.at) >= since)
        if failed:
            query = query.where(col(table.state).in_(bad))
        found += map(_went, session.scalars(query.order_by(col(table.at).desc()).limit(most)))
    return sorted(found, key=lambda one: one.at, reverse=True)[:most]


def digests_since(engine: Engine, workspaces: Collection[int], *, since: datetime) -> list[Went]:
    """The digests that were sent, failed or came to another end since then, in that order."""
    with Session(engine) as session:
        rows = session.scalars(
            select(DigestDelivery)
            .where(
                col(DigestDelivery.workspace_id).in_(list(workspaces)),
                col(DigestDelivery.at) >= since,
                col(DigestDelivery.state).not_in(_OPEN),
            )
            .order_by(col(DigestDelivery.at), col(DigestDelivery.id))
        )
        return [_went(row) for row in rows]


def open_digests(engine: Engine, workspaces: Collection[int], *, now: datetime) -> int:
    """How many digests are due and are not yet sent or given up."""
    with Session(engine) as session:
        number = session.scalar(
            select(func.count())
            .select_from(DigestDelivery)
            .where(
                col(DigestDelivery.workspace_id).in_(list(workspaces)),
                col(DigestDelivery.state).in_(_OPEN),
                col(DigestDelivery.due_at) <= now,
            )
        )
    return number or 0


def waiting_s(engine: Engine, *, now: datetime) -> float:
    """How many seconds ago the longest waiting message came due; 0 if none waits."""
    with Session(engine) as session:
        oldest = [
            session.scalar(select(func.min(col(table.due_at))).where(col(table.state).in_(_OPEN)))
            for table in (DigestDelivery, Notice)
        ]
    return max((max(0.0, (now - one).total_seconds()) for one in oldest if one), default=0.0)


def _went(row: Posting) -> Went:
    what, number = "digest", row.id
    if isinstance(row, Notice):
        what = row.kind
    elif isinstance(row, DigestDelivery):
        number = row.subscription_id
    return Went(what, number or 0, row.channel, row.state, row.reason, row.at)

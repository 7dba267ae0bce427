"""What a subscription's next digest covers: since the last one that is known to have arrived."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from bot.digest.queries import newest_rows
from bot.digest.values import Window
from bot.zones import zone_of
from models.subscription import DigestDelivery, PostingState, Subscription

FARTHEST = timedelta(days=7)


FIRST = timedelta(days=1)
"""What the first digest of a subscription covers."""


_KNOWN = (PostingState.SENT.value, PostingState.EMPTY.value)


def window_of(session: Session, subscription: Subscription, *, now: datetime) -> Window:
    """What the subscription's next digest covers: the time since the last digest that is known to
    have arrived. The time of a digest that may not have arrived is covered again, and the digest
    says so."""
    its = {"workspace": subscription.workspace_id, "subscription": subscription.id}
    settled = session.execute(_settled(), its).all()
    known = (one for one in settled if one.state in _KNOWN)
    # Ordered by instant: if the time zone was changed, an earlier local date may be later.
    last = max(known, key=lambda one: one.covers_until, default=None)
    unknown = [
        one.local_date
        for one in settled
        if one.state not in _KNOWN and (last is None or one.covers_until > last.covers_until)
    ]
    upto_change, upto_attribution = newest_rows(session, subscription.workspace_id)
    since = subscription.created_at - FIRST
    if last is not None and last.covers_until is not None:
        since = last.covers_until
    recent = since >= now - FARTHEST
    return Window(
        since=local(max(since, now - FARTHEST), subscription.timezone),
        until=local(now, subscription.timezone),
        after_change=last.upto_change if last and recent else None,
        after_attribution=last.upto_attribution if last and recent else None,
        upto_change=upto_change,
        upto_attribution=upto_attribution,
        doubtful=max(unknown, default=None),
    )


def local(at: datetime, zone: str) -> datetime:
    """The same instant by the clocks of a time zone, so that its day is that of the readers;
    unchanged if there is no such zone."""
    try:
        offset = at.astimezone(zone_of(zone)).utcoffset()
    except ValueError:
        return at
    return at.astimezone(timezone(offset)) if offset is not None else at


def last_day(session: Session, workspace_id: int, *, now: datetime) -> Window:
    """What the first digest of a subscription that is made now covers."""
    upto_change, upto_attribution = newest_rows(session, workspace_id)
    return Window(now - FIRST, now, upto_change=upto_change, upto_attribution=upto_attribution)


@cache
def _settled() -> Any:
    """The query for the last digests of a subscription that went out, or may have, newest first. It
    is built once, as building it takes longer than running it."""
    names = ("local_date", "state", "covers_until", "upto_change", "upto_attribution")
    query: Any = select(*(getattr(DigestDelivery, name) for name in names))
    return (
        query.where(
            col(DigestDelivery.workspace_id) == bindparam("workspace"),
            col(DigestDelivery.subscription_id) == bindparam("subscription"),
            col(DigestDelivery.covers_until).is_not(None),
            col(DigestDelivery.state).in_([*_KNOWN, PostingState.UNKNOWN.value]),
        )
        .order_by(col(DigestDelivery.local_date).desc())
        .limit(14)
    )

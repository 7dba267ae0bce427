"""Digests going out: the message of each row that `bot.digest.planning` made.

`bot.slack.outbox` sends them, as DIGESTS says. A subscription whose channel is gone is paused, and
its owner told once.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from bot.digest.content import compose
from bot.digest.values import Digest, Wanted, Window
from bot.digest.view import digest_message, no_changes
from bot.digest.window import local, window_of
from bot.slack.channels import NEVER_AGAIN, NOBODY
from bot.slack.message import Message
from bot.slack.outbox import Kind, Ready
from models.subscription import DigestDelivery, Notice, NoticeKind, Subscription

log = logging.getLogger(__name__)

EVENT_TYPE = "on_record_digest"
"""The metadata that every digest carries, with its delivery's id."""

NO_ZONE = "unknown_time_zone"


TELL_FOR = timedelta(days=7)
"""How long it is tried to tell the owner."""


def composed(session: Session, delivery: DigestDelivery, now: datetime) -> Ready:
    """A delivery's message, and what it covers; no message on a day on which nothing happened."""
    subscription = session.get_one(Subscription, delivery.subscription_id)
    if subscription.stopped_at is not None or subscription.paused_why is not None:
        return Ready(None, {"reason": "the subscription was stopped or paused meanwhile"})
    window = window_of(session, subscription, now=now)
    digest = compose(session, subscription.workspace_id, window, wanted(subscription), now=now)
    noted: dict[str, Any] = {
        "covers_from": window.since,
        "covers_until": window.until,
        "upto_change": window.upto_change,
        "upto_attribution": window.upto_attribution,
    }
    return Ready(_message(digest, subscription, delivery.id), noted)


def preview(session: Session, subscription: Subscription, *, now: datetime) -> Message:
    """The digest as it would be sent now, for the person who asks for it."""
    window = window_of(session, subscription, now=now)
    digest = compose(session, subscription.workspace_id, window, wanted(subscription), now=now)
    return _message(digest, subscription, None) or no_changes(digest)


def rest(session: Session, delivery: DigestDelivery, *, page: int, now: datetime) -> Digest | None:
    """A later page of a digest that was sent, as it may be read now; None for one that was never
    made."""
    if delivery.covers_from is None or delivery.covers_until is None:
        return None
    subscription = session.get_one(Subscription, delivery.subscription_id)
    before = session.scalars(
        select(DigestDelivery)
        .where(
            col(DigestDelivery.subscription_id) == delivery.subscription_id,
            col(DigestDelivery.covers_until) == delivery.covers_from,
        )
        .limit(1)
    ).first()
    window = Window(
        local(delivery.covers_from, subscription.timezone),
        local(delivery.covers_until, subscription.timezone),
        after_change=before.upto_change if before else None,
        after_attribution=before.upto_attribution if before else None,
        upto_change=delivery.upto_change or 0,
        upto_attribution=delivery.upto_attribution or 0,
    )
    return compose(session, delivery.workspace_id, window, wanted(subscription), now=now, page=page)


def wanted(subscription: Subscription) -> Wanted:
    """The topics, statuses and questions that a subscription is about."""
    return Wanted(
        tuple(subscription.topics or ()),
        tuple(subscription.statuses or ()),
        asked_in=subscription.channel,
    )


def pause(session: Session, subscription: Subscription, why: str, now: datetime) -> bool:
    """Pause a subscription and tell its owner, once for each pause. Does not commit.

    `why` is Slack's error code ("is_archived", "account_inactive"), NO_ZONE or OUTSIDERS. False if
    it was paused or stopped already. An owner whose account is gone is not told.
    """
    paused = session.connection().execute(
        update(Subscription)
        .where(
            col(Subscription.id) == subscription.id,
            col(Subscription.paused_why).is_(None),
            col(Subscription.stopped_at).is_(None),
        )
        .values(paused_why=why, next_at=None)
    )
    if not paused.rowcount:
        return False
    if subscription.channel == subscription.owner and why in NOBODY:
        return True
    session.add(
        Notice(
            workspace_id=subscription.workspace_id,
            channel=subscription.owner,
            place=subscription.owner,
            kind=NoticeKind.PAUSED.value,
            key=f"paused:{subscription.id}:{now.isoformat()}",
            subscription_id=subscription.id,
            content={"why": why, "channel": subscription.channel},
            due_at=now,
            deadline=now + TELL_FOR,
            at=now,
        )
    )
    session.flush()
    return True


def _message(digest: Digest, subscription: Subscription, delivery: int | None) -> Message | None:
    if not digest.is_empty:
        return digest_message(digest, delivery=delivery)
    return no_changes(digest) if subscription.post_empty else None


def _refused(session: Session, delivery: DigestDelivery, code: str, now: datetime) -> None:
    """Slack refuses the message: pause the digest if tomorrow's would be refused too."""
    if code in NEVER_AGAIN:
        pause(session, session.get_one(Subscription, delivery.subscription_id), code, now)


def _reader(session: Session, delivery: DigestDelivery) -> str:
    """A digest has the language of the person who set it up."""
    return session.get_one(Subscription, delivery.subscription_id).owner


DIGESTS = Kind(DigestDelivery, EVENT_TYPE, composed, refused=_refused, reader=_reader)
"""Digests, as `bot.slack.outbox` sends them."""

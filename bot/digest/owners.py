"""The rows of digests: who owns them, who may change them, and how they are listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.digest import form_view as shown
from bot.digest.subscriptions import Choice, Listed, upcoming
from bot.record.concealing import concealed, without_names
from bot.record.numbers import sought
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack.editors import is_editor
from bot.slack.installations import Installation
from bot.zones import zone_of
from models.subscription import Subscription


def of(session: Session, workspace_id: int, number: int) -> Subscription:
    """A digest of this desk that is not stopped. Raises RefusalError if there is none."""
    row = session.scalars(
        select(Subscription).where(
            col(Subscription.workspace_id) == workspace_id,
            col(Subscription.id) == sought(number),
            col(Subscription.stopped_at).is_(None),
        )
    ).first()
    if row is None or row.id != number:
        raise RefusalError(shown.GONE)
    return row


def of_owner(session: Session, workspace_id: int, user: str) -> list[Subscription]:
    """All digests that a person set up, the one by direct message first."""
    rows = session.scalars(
        select(Subscription)
        .where(
            col(Subscription.workspace_id) == workspace_id,
            col(Subscription.owner) == user,
            col(Subscription.stopped_at).is_(None),
        )
        .order_by(col(Subscription.id))
    ).all()
    return sorted(rows, key=lambda row: row.channel != user)


def only_those_who_may(
    services: Services, installation: Installation, row: Subscription, user: str
) -> None:
    """Raises RefusalError if the person may neither change nor stop the digest."""
    if not who_may(services, installation, user)(row):
        raise RefusalError(shown.NOT_YOURS)


def who_may(
    services: Services, installation: Installation, user: str
) -> Callable[[Subscription], bool]:
    """A test of which digests a person may change: their own, and for an editor those of every
    channel. Whether they are an editor is looked up at most once, and only if needed."""
    editor: list[bool] = []

    def may(row: Subscription) -> bool:
        if row.owner == user:
            return True
        if row.channel == row.owner:
            return False
        if not editor:
            editor.append(is_editor(services, installation, user))
        return editor[0]

    return may


def chosen(row: Subscription) -> Choice:
    """A digest's settings."""
    return Choice(
        local_time=row.local_time,
        timezone=row.timezone,
        weekdays=tuple(row.weekdays),
        topics=tuple(row.topics or ()),
        statuses=tuple(row.statuses or ()),
        paused_until=row.paused_until,
        post_empty=row.post_empty,
    )


def listed(session: Session, row: Subscription, *, now: datetime, may_change: bool) -> Listed:
    """A digest as a list shows it. Other people read the list, so its topics contain no
    confidential name."""
    names = concealed(session, row.workspace_id)
    said = tuple(without_names(names, topic) for topic in row.topics or ())
    return Listed(
        number=row.id or 0,
        channel=row.channel,
        owner=row.owner,
        chosen=replace(chosen(row), topics=said),
        next_at=_upcoming(session, row, now),
        paused_why=row.paused_why,
        is_waiting=_waits(row, now),
        may_change=may_change,
    )


def _upcoming(session: Session, row: Subscription, now: datetime) -> datetime | None:
    try:
        return upcoming(session, row, now)
    except ValueError:  # its zone is no longer known; the next tick pauses it
        return None


def _waits(row: Subscription, now: datetime) -> bool:
    if row.paused_until is None:
        return False
    try:
        return row.paused_until > now.astimezone(zone_of(row.timezone)).date()
    except ValueError:
        return False

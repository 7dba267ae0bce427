"""The pace at which Slack takes messages, kept in rows that all processes share."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Select, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from models.subscription import Pace

EVERY = timedelta(seconds=1)
"""One message per second and channel (docs.slack.dev/apis/web-api/rate-limits: posting)."""

TEAM = ""
"""The channel that stands for the whole team: Slack's 429 holds a method back for all of it."""


def take(session: Session, workspace_id: int, channel: str, now: datetime) -> datetime | None:
    """Take the channel's turn at `now`; None if it is ours, else when the next one comes.

    Part of the caller's writing transaction: the turn counts when that is committed.
    """
    held = session.scalar(_free_at(workspace_id, TEAM))
    if held is not None and held > now:
        return held
    _known(session, workspace_id, channel, now)
    taken = session.connection().execute(
        update(Pace)
        .where(
            col(Pace.workspace_id) == workspace_id,
            col(Pace.channel) == channel,
            col(Pace.free_at) <= now,
        )
        .values(free_at=now + EVERY)
    )
    if taken.rowcount:
        return None
    return session.scalar(_free_at(workspace_id, channel)) or now + EVERY


def hold(session: Session, workspace_id: int, until: datetime) -> None:
    """Send nothing to the team before then. Does not commit."""
    _known(session, workspace_id, TEAM, until)
    session.connection().execute(
        update(Pace)
        .where(
            col(Pace.workspace_id) == workspace_id,
            col(Pace.channel) == TEAM,
            col(Pace.free_at) < until,
        )
        .values(free_at=until)
    )


def _free_at(workspace_id: int, channel: str) -> Select[datetime]:
    return select(col(Pace.free_at)).where(
        col(Pace.workspace_id) == workspace_id, col(Pace.channel) == channel
    )


def _known(session: Session, workspace_id: int, channel: str, free_at: datetime) -> None:
    """Make the channel's row where it is missing."""
    values = {"workspace_id": workspace_id, "channel": channel, "free_at": free_at}
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(
            postgresql.insert(Pace).values(**values).on_conflict_do_nothing()
        )
    else:
        session.connection().execute(sqlite.insert(Pace).values(**values).on_conflict_do_nothing())

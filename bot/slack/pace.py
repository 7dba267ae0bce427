"""The pace at which Slack takes messages, kept in rows that all processes share."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select, update
from sqlmodel import Session, col

from bot.queue import CLOCKS, LONGEST_WAIT, is_ahead
from models.database import insert_new
from models.subscription import Pace

EVERY = timedelta(seconds=1)
"""One message per second and channel (docs.slack.dev/apis/web-api/rate-limits: posting)."""

TEAM = ""
"""The `channel` of a team's own row: after a 429 Slack takes no such call from the whole team."""


def take(session: Session, workspace_id: int, channel: str, now: datetime) -> datetime | None:
    """Take the channel's turn at `now`. Gives None if we got it, else when to try again.

    Part of the caller's writing transaction: the turn is taken when that is committed.
    """
    held = session.scalar(_free_at(workspace_id, TEAM))
    if held is not None and held > now and not is_ahead(held, now, LONGEST_WAIT):
        return held
    taken = session.connection().execute(
        update(Pace)
        .where(
            col(Pace.workspace_id) == workspace_id,
            col(Pace.channel) == channel,
            or_(col(Pace.free_at) <= now, col(Pace.free_at) > now + EVERY + CLOCKS),
        )
        .values(free_at=now + EVERY)
    )
    if taken.rowcount:
        return None
    next_turn = session.scalar(_free_at(workspace_id, channel))
    if next_turn is None and _known(session, workspace_id, channel, now + EVERY):
        return None
    return next_turn or now + EVERY


def passed(session: Session, workspace_id: int, channel: str, now: datetime) -> None:
    """Note that an answer is sent to the channel now, without waiting for its turn.

    The next digest or notice keeps its distance from it. Does not commit.
    """
    _not_before(session, workspace_id, channel, now + EVERY)


def hold(session: Session, workspace_id: int, until: datetime) -> None:
    """Note that no digest or notice is to be sent to the team before `until`. Does not commit."""
    _not_before(session, workspace_id, TEAM, until)


def _not_before(session: Session, workspace_id: int, channel: str, until: datetime) -> None:
    _known(session, workspace_id, channel, until)
    session.connection().execute(
        update(Pace)
        .where(
            col(Pace.workspace_id) == workspace_id,
            col(Pace.channel) == channel,
            col(Pace.free_at) < until,
        )
        .values(free_at=until)
    )


def _free_at(workspace_id: int, channel: str) -> Select[datetime]:
    return select(col(Pace.free_at)).where(
        col(Pace.workspace_id) == workspace_id, col(Pace.channel) == channel
    )


def _known(session: Session, workspace_id: int, channel: str, free_at: datetime) -> bool:
    """Insert the channel's row; False if there is one already."""
    values = {"workspace_id": workspace_id, "channel": channel, "free_at": free_at}
    return insert_new(session, Pace, values)

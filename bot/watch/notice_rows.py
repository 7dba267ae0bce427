"""Making the row of a notice, once for each key."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.watch.places import Place
from models.database import insert_new
from models.subscription import Notice, NoticeKind, PostingState

TRY_FOR = timedelta(hours=24)
"""A notice that Slack has not taken by then is given up."""


def insert_notice(
    session: Session,
    workspace_id: int,
    place: Place,
    kind: NoticeKind,
    *,
    key: str,
    now: datetime,
    **columns: object,
) -> bool:
    """Add a notice that is due now; False if there is already one with that key. Does not
    commit."""
    values = {
        "workspace_id": workspace_id,
        "channel": place.channel,
        "thread_ts": place.thread_ts,
        "place": place.key,
        "kind": kind.value,
        "key": key,
        "state": PostingState.WAITING.value,
        "attempts": 0,
        "due_at": now,
        "deadline": now + TRY_FOR,
        "at": now,
        **columns,
    }
    return insert_new(session, Notice, values)

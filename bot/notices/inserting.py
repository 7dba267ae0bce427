"""Making the row of a notice, once for each key."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from bot.notices.places import Place
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
    """A notice to be sent now; False where there is one of that key. Does not commit."""
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
    statement = _inserting(session.get_bind().dialect.name)
    return session.connection().execute(statement, values).first() is not None


@cache
def _inserting(dialect: str) -> Any:
    """Built once: a claim may be watched by thousands, and to build it takes longest."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    # Its rowcount would not tell: PostgreSQL's driver does not give it for an INSERT.
    return insert(Notice).on_conflict_do_nothing().returning(col(Notice.id))

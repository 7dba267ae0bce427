"""When people who watch a topic are told of it, and making the notices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from bot.digest.queries import newest_rows
from bot.digest.topics import topic_key
from bot.record.batches import batches
from bot.watch.crossings import crossings, is_on_record
from bot.watch.notice_rows import insert_notice
from bot.watch.places import Place
from bot.watch.topics import newest_edit
from models.changes import AuditEntry
from models.record import Claim
from models.subscription import NoticeKind, TopicWatch

LONGEST = 5
"""So many times as long at most: a topic or claim that keeps changing is told of in between."""


def touched(
    session: Session,
    workspace_id: int,
    claims: Mapping[int, datetime],
    edits: Iterable[AuditEntry],
    settle: timedelta,
) -> None:
    """Note for the topics of these claims, and for those that an edit gave or took away, that there
    is something to tell: when nothing more has happened for the time `settle`, and at most LONGEST
    times as long after the first change. Does not commit."""
    watches = session.scalars(
        select(TopicWatch).where(col(TopicWatch.workspace_id) == workspace_id).with_for_update()
    ).all()
    if not watches:
        return
    newest: dict[str, datetime] = {}
    for topic, at in (*_topics_of(session, claims), *_edited(edits)):
        key = topic_key(topic)
        newest[key] = max(newest.get(key, at), at)
    for watch in watches:
        last = newest.get(topic_key(watch.topic))
        if last is None:
            continue
        watch.first_at = watch.first_at or last
        latest = watch.first_at + LONGEST * settle
        watch.due_at = min(max(watch.due_at or last, last + settle), latest)
        session.add(watch)


def make(session: Session, workspace_id: int, *, now: datetime) -> int:
    """Make the notices that are due, and give how many. Does not commit.

    If all claims of a topic got the same other one, that one is watched from now on.
    """
    due = session.scalars(
        select(TopicWatch)
        .where(col(TopicWatch.workspace_id) == workspace_id, col(TopicWatch.due_at) <= now)
        .order_by(col(TopicWatch.id))
    ).all()
    if not due:
        return 0
    change, attribution = newest_rows(session, workspace_id)
    edit = newest_edit(session, workspace_id)
    made = 0
    for watch in due:
        window: dict[str, Any] = {
            "since": watch.told_until.isoformat(), "until": now.isoformat(),
            "after": [watch.told_change, watch.told_attribution, watch.told_edit],
            "upto": [change, attribution, edit],
        }  # fmt: skip
        taken = session.connection().execute(
            update(TopicWatch)
            .where(col(TopicWatch.id) == watch.id, col(TopicWatch.due_at) == watch.due_at)
            .values(
                told_until=now,
                told_change=change,
                told_attribution=attribution,
                told_edit=edit,
                first_at=None,
                due_at=None,
            )
        )
        if not taken.rowcount:
            continue  # another process has it
        content = {"watch": watch.id, "topic": watch.topic, **window}
        renamed = _renamed(session, watch, window["after"][2], edit)
        session.refresh(watch)
        if renamed is not None:
            content |= {"renamed": renamed, "watch": _follow(session, watch, renamed)}
        made += insert_notice(
            session,
            workspace_id,
            Place(watch.watcher, watch.watcher, None),
            NoticeKind.WATCH,
            key=f"topic:{content['topic']}:{watch.watcher}:{now.isoformat()}",
            now=now,
            content=content,
        )
    return made


def _topics_of(session: Session, claims: Mapping[int, datetime]) -> Iterable[tuple[str, datetime]]:
    for some in batches(sorted(claims)):
        rows = session.execute(
            select(col(Claim.id), col(Claim.topic)).where(
                col(Claim.id).in_(some), col(Claim.topic).is_not(None)
            )
        )
        for claim_id, topic in rows:
            yield topic, claims[claim_id]


def _edited(edits: Iterable[AuditEntry]) -> Iterable[tuple[str, datetime]]:
    for entry in edits:
        for values in (entry.before, entry.after):
            topic = (values or {}).get("topic")
            if entry.action == "edit" and topic:
                yield topic, entry.at


def _renamed(session: Session, watch: TopicWatch, after: int, upto: int) -> str | None:
    """The topic that all claims of the watched one have now; None if there is no such one."""
    changed = crossings(session, watch.workspace_id, after, upto)
    left = [one.after for one in changed if one.left(watch.topic)]
    topics = {topic_key(one) for one in left if one is not None}
    if not left or None in left or len(topics) != 1:
        return None
    return None if is_on_record(session, watch.workspace_id, watch.topic) else left[-1]


def _follow(session: Session, watch: TopicWatch, topic: str) -> int | None:
    """Watch this topic instead, unless the person watches it already; gives the watch's id."""
    mine = session.scalars(
        select(TopicWatch).where(
            col(TopicWatch.workspace_id) == watch.workspace_id,
            col(TopicWatch.watcher) == watch.watcher,
        )
    ).all()
    there = next((one for one in mine if topic_key(one.topic) == topic_key(topic)), None)
    if there is not None:
        session.delete(watch)
        return there.id
    watch.topic = topic
    session.add(watch)
    session.flush()
    return watch.id

"""Notices of claims and topics that changed: one for each change and place, sent once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from bot.digest.paused_view import paused_message
from bot.slack.outbox import Kind, Ready
from bot.watch import places, settling, topic_due, topics_view
from bot.watch.answering import answered
from bot.watch.notice_rows import insert_notice
from bot.watch.places import Told
from bot.watch.settling import SETTLE
from bot.watch.standing import change
from bot.watch.topic_news import news
from bot.watch.view import answered_message, correction_message
from models import Inquiry
from models.database import writing
from models.subscription import ChangedClaim, Notice, NoticeKind, Subscription

PEOPLE = ("U", "W")
"""What the ids of people begin with; a message to one of them is posted to the person's id."""

EVENT_TYPE = "on_record_notice"
"""The metadata that every notice carries, with its row's id."""

AT_ONCE = 200
"""Changed claims of a workspace that one look makes notices of."""

DAYS = 30
"""How old an answer may be to be corrected, unless the settings say otherwise."""


def notice_changes(
    engine: Engine,
    workspaces: Sequence[int],
    *,
    now: datetime,
    days: int = DAYS,
    settle: timedelta = SETTLE,
) -> int:
    """Find what changed, make the notices of the changes that have settled, and give how many were
    made.

    Each claim has a transaction of its own. Only a few hundred claims are looked at before the next
    workspace has its turn, so that no writer waits for all of them.
    """
    made = 0
    for workspace_id in workspaces:
        settling.look(engine, workspace_id, now=now, settle=settle)
        with Session(writing(engine)) as session:
            settling.pass_over(session, workspace_id, now=now)
            made += topic_due.make(session, workspace_id, now=now)
            session.commit()
        for _ in range(AT_ONCE):
            with Session(writing(engine)) as session:
                changed = next(iter(settling.settled(session, workspace_id, now=now, most=1)), None)
                if changed is None:
                    break
                for told in places.told_of(
                    session,
                    workspace_id,
                    changed.claim_id,
                    since=changed.first_at - timedelta(days=days),
                    until=now,
                ):
                    made += _made(session, workspace_id, changed, told, now)
                session.commit()
    return made


def composed(session: Session, notice: Notice, now: datetime) -> Ready:
    """The message of a notice, made from the record at `now`; none if what the place was told is
    true again."""
    if notice.kind == NoticeKind.PAUSED:
        subscription = session.get(Subscription, notice.subscription_id or 0)
        if subscription is None or subscription.paused_why is None:
            return Ready(None)
        return Ready(paused_message(notice.content["channel"], notice.content["why"]))
    if notice.kind == NoticeKind.ANSWERED:
        found = answered(session, notice, now=now)
        if found is None:
            return Ready(None, {"reason": "the claim cannot be shown any more"})
        told = {"content": {**notice.content, "now": found.now.to_json()}, "told_until": now}
        return Ready(answered_message(found), told)
    if notice.claim_id is None:
        topic = news(session, notice, now=now)
        why = {"reason": "nothing new of the topic can be shown"}
        return Ready(None, why) if topic is None else Ready(topics_view.news(topic))
    changed = change(session, notice, now=now)
    if changed is None:
        return Ready(None, {"reason": "what was told holds"})
    content = {
        **(notice.content or {}),
        "was": changed.was.to_json(),
        "now": changed.now.to_json(),
    }
    return Ready(correction_message(changed), {"content": content, "told_until": now})


def _made(
    session: Session, workspace_id: int, changed: ChangedClaim, told: Told, now: datetime
) -> bool:
    """Make a place's notice of a change, unless there is one. Gives whether it was made."""
    kind = NoticeKind.CORRECTION if told.answered else NoticeKind.WATCH
    return insert_notice(
        session,
        workspace_id,
        told.place,
        kind,
        # The key has the instant too: SQLite gives the number of a deleted row again.
        key=f"change:{changed.id}:{changed.first_at.isoformat()}:{told.claim_id}:{told.place.key}",
        now=now,
        claim_id=told.claim_id,
        inquiry_id=told.inquiry.id if told.inquiry is not None else None,
        question_id=told.question.id if told.question is not None else None,
        content={"since": told.at.isoformat(), "watchers": list(told.watchers)},
    )


def _reader(session: Session, notice: Notice) -> str | None:
    """Whose language a notice has: the person who asked, or who watches."""
    if notice.inquiry_id is not None:
        inquiry = session.get(Inquiry, notice.inquiry_id)
        return inquiry.asker if inquiry else None
    watchers = (notice.content or {}).get("watchers") or [None]
    return notice.channel if notice.channel.startswith(PEOPLE) else watchers[0]


NOTICES = Kind(Notice, EVENT_TYPE, composed, reader=_reader)
"""Notices, as `bot.slack.outbox` sends them."""

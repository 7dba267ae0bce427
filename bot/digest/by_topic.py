"""What changed on record by topic, for the Home tab; following a topic in one's own digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.digest import by_topic_view as shown
from bot.digest import owners, setting_up, zones
from bot.digest.by_topic_view import Changed
from bot.digest.happened import events
from bot.digest.queries import newest_rows
from bot.digest.subscriptions import Choice, check_room, of_channel
from bot.digest.topics import by_name, short_name, topic_key
from bot.digest.values import Wanted, Window
from bot.record.concealing import concealed, without_names
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack.blocks import Value
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Block, View
from models.changes import StatusChange
from models.subscription import TopicWatch

RECENT = timedelta(days=7)

MOST_CHANGES = 50_000
"""Changes that are counted: half a second. After the import of a large record there may be more,
and then nobody asks which topics they are of."""


def home(session: Session, workspace_id: int, user: str, *, now: datetime) -> list[Block]:
    """For the Home tab: how many claims of each topic are new or changed, the most first; nothing
    if none is, or if more changed than MOST_CHANGES. A topic has buttons to be told of it at once
    and by the person's digest, as far as they are not."""
    if _many(session, workspace_id, now - RECENT):
        return []
    change, attribution = newest_rows(session, workspace_id)
    window = Window(now - RECENT, now, upto_change=change, upto_attribution=attribution)
    counts = events(session, workspace_id, window, Wanted(), start=0, end=0).counts
    names = concealed(session, workspace_id)
    own = of_channel(session, workspace_id, user)
    followed = owners.chosen(own[0]).topics if own else None
    mine = select(col(TopicWatch.topic)).where(
        col(TopicWatch.workspace_id) == workspace_id, col(TopicWatch.watcher) == user
    )
    watched = {topic_key(one) for one in session.scalars(mine)}
    changed = [
        Changed(
            short_name(topic),
            without_names(names, topic),
            count,
            followed=followed is not None and (not followed or topic in followed),
            watched=topic_key(topic) in watched,
        )
        for topic, count in sorted(counts.items(), key=lambda one: (-one[1], one[0] or ""))
        if topic
    ]
    return shown.by_topic(changed)


def follow(services: Services, installation: Installation, press: Press) -> View:
    """The form of the person's digest by direct message, with the topic in it. Raises RefusalError
    for a topic that is not on record any more."""
    workspace_id, user = installation.workspace_id, press.user
    with Session(services.engine) as session:
        topic = by_name(services.topics.of(session, workspace_id)).get(press.text("topic"))
        if topic is None:
            raise RefusalError(shown.GONE)
        own = of_channel(session, workspace_id, user)
        if own:
            row = own[0]
            about: dict[str, Value] = {
                "digest": row.id or 0,
                "channel": row.channel,
                "home": int(press.home),
                "seen": row.version,
            }
            before = owners.chosen(row)
            chosen = replace(before, topics=_with(before.topics, topic))
            return setting_up.form(services, workspace_id, chosen, about, direct=True)
        check_room(session, workspace_id, user, user)
    zone = zones.of_person(installation, user, services.clock()).zone
    about = {"digest": 0, "channel": user, "home": int(press.home)}
    chosen = Choice(setting_up.NINE, zone, topics=(topic,))
    return setting_up.form(services, workspace_id, chosen, about, direct=True)


def _many(session: Session, workspace_id: int, since: datetime) -> bool:
    few = (
        select(col(StatusChange.id))
        .where(col(StatusChange.workspace_id) == workspace_id, col(StatusChange.at) > since)
        .limit(MOST_CHANGES + 1)
        .subquery()
    )
    return (session.scalar(select(func.count()).select_from(few)) or 0) > MOST_CHANGES


def _with(topics: tuple[str, ...], topic: str) -> tuple[str, ...]:
    """The topics with one more; none at all means every topic, and stays so."""
    return tuple(dict.fromkeys((*topics, topic))) if topics else ()

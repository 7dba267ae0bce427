"""Topics that a person watches: how one begins, and how it ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.care.looking import is_short
from bot.digest.by_topic_view import GONE
from bot.digest.queries import newest_rows
from bot.digest.topics import by_name, short_name, topic_key
from bot.language.mentions import Mentions
from bot.record.concealing import concealed, without_names
from bot.record.edit.names import folded, near
from bot.record.numbers import sought, typed_number
from bot.record.query import query
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import refusals
from bot.slack.interaction import Press
from bot.slack.limits import fit
from bot.slack.message import Message
from bot.watch import topics_view as shown
from bot.watch import watches
from bot.watch.topics_view import OFFERED, Offered
from models.changes import AuditEntry
from models.database import insert_new, writing
from models.subscription import TopicWatch

_NUMBER = re.compile(r"#?(?P<claim>\d+)")


def command(services: Services, workspace_id: int, user: str, asked: str) -> Message | None:
    """`watch` and these words: a topic, or a claim by its number. Gives the message to the person;
    None for words that are rather a statement."""
    names, topics = _on_record(services, workspace_id)
    exactly = _called(names, topics, asked)
    if exactly:
        return _watched(services, workspace_id, user, exactly[0])
    if _NUMBER.fullmatch(asked):
        return watches.watch(services, _of_claim(workspace_id, user, asked))
    if not is_short(asked, asked):
        return None
    partly = [one for one in topics if set(folded(asked).split()) <= set(_words(names, one))]
    if partly:
        return shown.which(asked, _offered(names, partly), alike=False)
    like = near(asked, (without_names(names, one) for one in topics), OFFERED)
    alike = [topics[one.position] for one in like]
    return shown.which(asked, _offered(names, alike), alike=True)


def stop_command(services: Services, workspace_id: int, user: str, asked: str) -> Message | None:
    """`unwatch` and these words, as `command`."""
    with Session(services.engine) as session:
        mine = _of_person(session, workspace_id, user)
        names = concealed(session, workspace_id)
    for one in mine:
        if topic_key(without_names(names, one.topic)) == topic_key(asked):
            return stop(services, Press(workspace_id, user, {"watch": one.id or 0}))
    if _NUMBER.fullmatch(asked):
        return watches.stop(services, _of_claim(workspace_id, user, asked))
    return shown.stopped(asked, was_on=False) if is_short(asked, asked) else None


def watch(services: Services, press: Press) -> Message:
    """The button of a topic. Raises RefusalError for one that is not on record any more."""
    with Session(services.engine) as session:
        topics = by_name(services.topics.of(session, press.workspace_id))
    topic = topics.get(press.text("topic"))
    if topic is None:
        raise RefusalError(GONE)
    return _watched(services, press.workspace_id, press.user, topic)


def stop(services: Services, press: Press) -> Message:
    """End a person's watch of a topic. Raises RefusalError if it is another person's."""
    with Session(writing(services.engine)) as session:
        row = session.get(TopicWatch, press.number("watch"))
        if row is None or (row.workspace_id, row.watcher) != (press.workspace_id, press.user):
            raise RefusalError(shown.ENDED)
        topic = without_names(concealed(session, press.workspace_id), row.topic)
        session.delete(row)
        session.commit()
    return shown.stopped(topic, was_on=True)


def with_offer(services: Services, workspace_id: int, words: str, found: Message) -> Message:
    """What a search found, with the offer to watch the topic if it is a topic's name that was
    looked for."""
    wanted = query(words, services.clock().date())
    names, topics = _on_record(services, workspace_id)
    asked = [one.phrase for one in wanted.terms if one.field == "topic"]
    for name in filter(None, (*asked, wanted.name)):
        if called := _called(names, topics, name):
            offer = shown.offer(_offered(names, called)[0])
            return fit(Message(found.text, [*found.blocks, offer]))
    return found


def watch_topic(
    session: Session, workspace_id: int, topic: str, watcher: str, *, now: datetime
) -> tuple[TopicWatch, bool]:
    """Note that a person is to be told of what happens from now on to the claims of a topic. Gives
    the row, and whether it is new; letter case makes no difference. Does not commit."""

    def known() -> TopicWatch | None:
        mine = _of_person(session, workspace_id, watcher)
        return next((one for one in mine if topic_key(one.topic) == topic_key(topic)), None)

    if (row := known()) is not None:
        return row, False
    change, attribution = newest_rows(session, workspace_id)
    new = insert_new(
        session,
        TopicWatch,
        {
            "workspace_id": workspace_id,
            "watcher": watcher,
            "topic": topic,
            "created_at": now,
            "told_until": now,
            "told_change": change,
            "told_attribution": attribution,
            "told_edit": newest_edit(session, workspace_id),
        },
    )
    row = known()
    if row is None:
        raise RefusalError(shown.ENDED)  # the person ended it in the same moment
    return row, new


def newest_edit(session: Session, workspace_id: int) -> int:
    """The number of the workspace's newest entry in the audit trail, 0 if there is none."""
    here = col(AuditEntry.workspace_id) == workspace_id
    return session.scalar(select(func.max(col(AuditEntry.id))).where(here)) or 0


def _watched(services: Services, workspace_id: int, user: str, topic: str) -> Message:
    with Session(writing(services.engine), expire_on_commit=False) as session:
        row, new = watch_topic(session, workspace_id, topic, user, now=services.clock())
        name = without_names(concealed(session, workspace_id), row.topic)
        session.commit()
    return shown.watching(name, row.id or 0, already=not new)


def _of_claim(workspace_id: int, user: str, asked: str) -> Press:
    """As if the person had pressed a button of the claim that has this number."""
    number = typed_number(asked)
    if sought(number) != number:
        raise RefusalError(refusals.NO_SUCH_NUMBER)
    return Press(workspace_id, user, {"inquiry": 0, "claim": number})


def _of_person(session: Session, workspace_id: int, user: str) -> list[TopicWatch]:
    mine = select(TopicWatch).where(
        col(TopicWatch.workspace_id) == workspace_id, col(TopicWatch.watcher) == user
    )
    return list(session.scalars(mine.order_by(col(TopicWatch.id))))


def _on_record(services: Services, workspace_id: int) -> tuple[Mentions, tuple[str, ...]]:
    with Session(services.engine) as session:
        topics = services.topics.of(session, workspace_id)
        return concealed(session, workspace_id), topics


def _called(names: Mentions, topics: Iterable[str], asked: str) -> list[str]:
    """The topics of exactly this name, the one that is written so first. A topic that says a
    confidential name is found only as everyone may read it."""
    wanted = topic_key(asked)
    found = [one for one in topics if topic_key(without_names(names, one)) == wanted]
    return sorted(found, key=lambda one: one != asked)


def _words(names: Mentions, topic: str) -> list[str]:
    return folded(without_names(names, topic)).split()


def _offered(names: Mentions, topics: Iterable[str]) -> list[Offered]:
    """Topics as they may be shown, each once however it is written."""
    found: dict[str, Offered] = {}
    for one in topics:
        name = without_names(names, one)
        found.setdefault(topic_key(name), Offered(short_name(one), name))
    return list(found.values())[:OFFERED]

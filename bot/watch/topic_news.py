"""What a notice to a person who watches a topic says: what happened to its claims since the last
time, as everyone may see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.digest.content import compose
from bot.digest.happened import events
from bot.digest.topics import topic_key
from bot.digest.values import Digest, Topic, Wanted, What, Window
from bot.record.batches import batches
from bot.record.concealing import concealed, without_names
from bot.record.reading import claims_on_record
from bot.watch.crossings import Crossing, crossings, is_on_record
from bot.watch.topics_view import CROSSED, Crossed, News
from models.record import Claim
from models.subscription import Notice, TopicWatch, Watch


def news(session: Session, notice: Notice, *, now: datetime) -> News | None:
    """What the notice says; None if nothing has happened that everyone may see, or if the watch was
    ended."""
    content, workspace_id = notice.content, notice.workspace_id
    watch = session.get(TopicWatch, content["watch"])
    if watch is None or (watch.workspace_id, watch.watcher) != (workspace_id, notice.place):
        return None
    topic = content["topic"]
    (change, attribution, edit), upto = content["after"], content["upto"]
    window = Window(
        since=datetime.fromisoformat(content["since"]),
        until=datetime.fromisoformat(content["until"]),
        after_change=change,
        after_attribution=attribution,
        upto_change=upto[0],
        upto_attribution=upto[1],
    )
    wanted = Wanted(_spellings(session, workspace_id, window, topic))
    digest = compose(session, workspace_id, window, wanted, now=now)
    told_apart = _of_claims(session, workspace_id, watch.watcher)
    changed = crossings(session, workspace_id, edit, upto[2])
    left = [one for one in changed if one.left(topic)]
    entered = _crossed(
        session, workspace_id, [one for one in changed if one.came_to(topic)], window, topic
    )
    gone = _crossed(session, workspace_id, left, window, topic)
    names = concealed(session, workspace_id)
    renamed = content.get("renamed")
    found = News(
        watch.id or 0,
        without_names(names, topic),
        _without(replace(digest, asked=(), by_rules=0), told_apart),
        came=tuple(entered[:CROSSED]),
        left=tuple(gone[:CROSSED]),
        more_came=len(entered[CROSSED:]),
        more_left=len(gone[CROSSED:]),
        renamed=without_names(names, renamed) if renamed is not None else None,
        gone=bool(left) and not is_on_record(session, workspace_id, topic),
    )
    return found if found.number else None


def _spellings(session: Session, workspace_id: int, window: Window, topic: str) -> tuple[str, ...]:
    """The topic in all the letter cases in which the claims of the window have it."""
    counts = events(session, workspace_id, window, Wanted(), start=0, end=0).counts
    alike = {one for one in counts if one is not None and topic_key(one) == topic_key(topic)}
    return tuple(sorted(alike | {topic}))


def _of_claims(session: Session, workspace_id: int, watcher: str) -> set[int]:
    """The claims that the person watches one by one: they are told of their changes apart."""
    rows = session.scalars(
        select(col(Watch.claim_id)).where(
            col(Watch.workspace_id) == workspace_id,
            col(Watch.watcher) == watcher,
            col(Watch.claim_id).is_not(None),
        )
    )
    return {one for one in rows if one is not None}


def _without(digest: Digest, claims: set[int]) -> Digest:
    """The digest without the changes of these claims."""
    topics = []
    dropped = 0
    for topic in digest.topics:
        lines = tuple(
            one
            for one in topic.lines
            if one.claim_id not in claims or one.what not in (What.STATUS, What.MOVED)
        )
        dropped += len(topic.lines) - len(lines)
        if lines:
            topics.append(Topic(topic.name, lines, topic.more))
    taken = tuple(one for one in digest.taken_back if one.claim_id not in claims)
    return replace(digest, topics=tuple(topics), total=digest.total - dropped, taken_back=taken)


def _crossed(
    session: Session, workspace_id: int, changed: Sequence[Crossing], window: Window, topic: str
) -> list[Crossed]:
    """The claims, of these, that were on record before the window and that everyone may see, each
    with the topic that it has beside this one: the one before, or the one after."""
    old = _known_before(session, (one.claim_id for one in changed), window.since)
    pages = claims_on_record(
        session, workspace_id, sorted(old), now=window.until, editor=False, shelf_lives={}
    )
    names = concealed(session, workspace_id)
    found = []
    for one in changed:
        page = pages.get(one.claim_id)
        if page is None or page.hidden or page.withdrawn or page.card.id != one.claim_id:
            continue
        other = one.after if one.left(topic) else one.before
        told = without_names(names, other) if other else None
        found.append(Crossed(one.claim_id, page.card.text, told))
    return found


def _known_before(session: Session, claims: Iterable[int], since: datetime) -> set[int]:
    """The claims, of these, that are older; a newer one is told of as new, if at all."""
    found: set[int] = set()
    for some in batches(sorted(claims)):
        older = select(col(Claim.id)).where(col(Claim.id).in_(some), col(Claim.created_at) <= since)
        found.update(one for one in session.scalars(older) if one is not None)
    return found

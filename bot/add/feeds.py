"""Feeds that a desk follows: which there are, which are due, and which process polls one now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, or_, true, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from bot import i18n
from bot.i18n import gettext, ngettext
from bot.ingest.addresses import checked
from bot.ingest.documents import IngestError
from bot.queue import AHEAD, NOW, Queue, Worker
from bot.record.audit import Audited, audit
from bot.record.batches import batches
from bot.record.change import Change
from bot.refusal import RefusalError
from models.database import writing
from models.feed import Feed, FeedItem

EVERY = timedelta(minutes=30)

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=7)
"""Between two polls of a feed: what an address may be asked for, and what still is following."""

MAX_ADDRESS = 1_000
"""Characters of a feed's address (`bot.record.drafts.documents.MAX_ADDRESS`)."""

LEASE = timedelta(seconds=90)
"""Longer than one item may take; renewed before each."""

SWEEP = 100
"""Feeds looked at in one sweep."""


@dataclass(frozen=True, slots=True)
class Following:
    """A feed that is to be followed, and where the progress of its first load is shown."""

    url: str
    every: timedelta = EVERY
    title: str | None = None
    told_in: str | None = None


def follow(
    engine: Engine,
    workspace_id: int,
    wanted: Following,
    *,
    by: str,
    now: datetime,
) -> Feed:
    """Follow a feed from now on; it is due at once. Following it again sets the interval.

    Raises IngestError if the address is no web address, and RefusalError for an impossible
    interval.
    """
    address = checked(wanted.url).url
    if len(address) > MAX_ADDRESS:
        raise RefusalError(
            gettext(
                "A feed's address has at most {max_address} characters.",
                max_address=i18n.grouped(MAX_ADDRESS),
            )
        )
    if not SHORTEST <= wanted.every <= LONGEST:
        raise RefusalError(
            gettext(
                "A feed is asked every {shortest} to {longest}, not every {wanted}.",
                shortest=in_words(SHORTEST),
                longest=in_words(LONGEST),
                wanted=in_words(wanted.every),
            )
        )
    seconds = int(wanted.every.total_seconds())
    made = Feed(
        workspace_id=workspace_id,
        url=address,
        title=wanted.title,
        every_s=seconds,
        next_poll_at=now,
        added_by=by,
        added_at=now,
        told_in=wanted.told_in,
    )
    with Session(writing(engine), expire_on_commit=False) as session:
        session.add(made)
        try:
            session.flush()
        except IntegrityError:
            session.rollback()
            return _changed(engine, workspace_id, address, seconds, by=by, now=now)
        after = {"url": address, "every_s": seconds}
        row = Audited("feed", made.id or 0, None, after)
        audit(Change(session, workspace_id, by, now), [row], action="follow feed")
        session.commit()
    return made


def unfollow(engine: Engine, workspace_id: int, url: str, *, by: str, now: datetime) -> Feed:
    """Stop following a feed; its documents stay. Raises RefusalError if it is not followed."""
    with Session(writing(engine), expire_on_commit=False) as session, session.begin():
        feed = _of_address(session, workspace_id, url)
        if feed is None:
            known = ", ".join(one.url for one in followed(engine, workspace_id)) or "none"
            raise RefusalError(
                gettext(
                    "This desk does not follow {url}. It follows: {known}.", url=url, known=known
                )
            )
        session.execute(delete(FeedItem).where(col(FeedItem.feed_id) == feed.id))
        row = Audited("feed", feed.id or 0, {"url": feed.url, "every_s": feed.every_s}, None)
        session.delete(feed)
        audit(Change(session, workspace_id, by, now), [row], action="unfollow feed")
    return feed


def followed(engine: Engine, workspace_id: int) -> Sequence[Feed]:
    """The desk's feeds, the one followed longest first."""
    with Session(engine) as session:
        return session.exec(
            select(Feed).where(Feed.workspace_id == workspace_id).order_by(col(Feed.id))
        ).all()


def due(worker: Worker, workspaces: Sequence[int], *, busy: Collection[int] = ()) -> list[int]:
    """The feeds that are due and that no process is polling."""
    return [row.id for row in FEEDS.due(worker, workspaces, busy=busy)]


def claim(worker: Worker, feed_id: int) -> Feed | None:
    """Lease a feed that is due; None if it is not due or another process was faster."""
    return next(iter(FEEDS.take(worker, [feed_id])), None)


def untold(session: Session, feed: Feed) -> Sequence[FeedItem]:
    """The items with drafts that the desk was not told of."""
    return session.exec(
        select(FeedItem)
        .where(
            FeedItem.workspace_id == feed.workspace_id,
            FeedItem.feed_id == feed.id,
            col(FeedItem.document_id).is_not(None),
            col(FeedItem.told_at).is_(None),
        )
        .order_by(col(FeedItem.id).desc())
    ).all()


def note_told(engine: Engine, items: Sequence[FeedItem], *, now: datetime) -> None:
    """Note that the desk was told of these items."""
    with Session(writing(engine)) as session, session.begin():
        for batch in batches([one.id or 0 for one in items]):
            session.execute(update(FeedItem).where(col(FeedItem.id).in_(batch)).values(told_at=now))


def note_untold(engine: Engine, feed: Feed, sentence: str) -> None:
    """Store a sentence on what the desk was not told; the list of feeds shows it."""
    noted = update(Feed).where(col(Feed.id) == feed.id).values(last_error=sentence)
    with Session(writing(engine)) as session, session.begin():
        session.execute(noted)


def in_words(every: timedelta) -> str:
    """ "30 minutes", "2 hours", "1 day"."""
    minutes = round(every.total_seconds() / 60)
    if minutes and minutes % 1440 == 0:
        return ngettext("{n} day", "{n} days", minutes // 1440)
    if minutes and minutes % 60 == 0:
        return ngettext("{n} hour", "{n} hours", minutes // 60)
    if minutes:
        return ngettext("{n} minute", "{n} minutes", minutes)
    return ngettext("{n} second", "{n} seconds", round(every.total_seconds()))


def _of_address(session: Session, workspace_id: int, url: str) -> Feed | None:
    wanted = [url.strip()]
    with suppress(IngestError):
        wanted.append(checked(url).url)
    return session.exec(
        select(Feed).where(Feed.workspace_id == workspace_id, col(Feed.url).in_(wanted))
    ).first()


def _changed(
    engine: Engine, workspace_id: int, url: str, seconds: int, *, by: str, now: datetime
) -> Feed:
    with Session(writing(engine), expire_on_commit=False) as session:
        feed = session.exec(
            select(Feed).where(Feed.workspace_id == workspace_id, Feed.url == url)
        ).one()
        row = Audited("feed", feed.id or 0, {"every_s": feed.every_s}, {"every_s": seconds})
        audit(Change(session, workspace_id, by, now), [row], action="follow feed")
        feed.every_s, feed.next_poll_at = seconds, min(feed.next_poll_at, now)
        session.add(feed)
        session.commit()
    return feed


_LAST_ASKED = func.coalesce(col(Feed.polled_at), col(Feed.added_at))
"""Ahead of the present where the clock was set back: then a feed is asked at once, and after its
interval again."""

FEEDS = Queue(
    Feed,
    is_open=true(),
    is_time=or_(col(Feed.next_poll_at) <= NOW, _LAST_ASKED > AHEAD),
    order=(Feed.next_poll_at, Feed.id),
    at_once=SWEEP,
    lease=LEASE,
    seen=("next_poll_at", "lease_owner", "leased_until"),
)

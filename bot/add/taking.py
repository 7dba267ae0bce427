"""Takes what is new in a feed.

One process claims a poll. It sends back the validators that the server gave last, so that an
unchanged feed costs one short answer. It takes each new item by itself, and notes the item as seen
when its drafts are stored. After a crash the next poll finds the rest; nothing is reported twice.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import func, insert
from sqlmodel import Session, select

from bot.add.documents import AddedDocument, Desk, add_document, keeping
from bot.add.feeds import FEEDS, LEASE
from bot.add.kit import Kit
from bot.i18n import N_
from bot.ingest.connecting import FetchError
from bot.ingest.documents import IngestError
from bot.ingest.feeds import Feed as Read
from bot.ingest.feeds import FeedItem as ReadItem
from bot.ingest.feeds import next_poll, read_feed, retry_after
from bot.ingest.source import How, feed_items
from bot.queue import GIVEN_BACK
from bot.record.batches import table_of
from bot.refusal import RefusalError, in_words
from models.database import is_database_down, writing
from models.feed import Feed, FeedItem

log = logging.getLogger(__name__)

AT_ONCE = 50
"""Items of one poll; of a first load the newest, later the oldest, and the rest with the next."""

ATTEMPTS = 3
"""Polls after which an item that cannot be read is left alone."""

LEFT_UNREAD = N_("It was in the feed before it was followed, and is older than what was read.")


@dataclass(frozen=True, slots=True)
class Polled:
    """The result of one poll. `left`: the number of older items that a first load did not read.
    `again`: there are more items, so poll again at once."""

    documents: tuple[AddedDocument, ...] = ()
    problems: tuple[str, ...] = ()
    left: int = 0
    again: bool = False
    first: bool = False
    failure: str | None = None
    next_poll_at: datetime | None = None


Report = Callable[[str, int, int], object]
"""Told (title, items done, items in all), after each."""


def take(kit: Kit, feed: Feed, report: Report = lambda *_: None) -> Polled | None:
    """Put the new items of a claimed feed on record; None if the feed was taken over or removed
    meanwhile. `bot.add.polling` decides whether the desk is told.

    Exceptions are noted as the feed's failure and the feed is polled later. Only those for a
    database that cannot be reached are raised.
    """
    try:
        return _take(kit, feed, report)
    except Exception as error:
        if is_database_down(error):
            raise
        kit.metrics.errors.inc()
        return _failed(kit, feed, RefusalError(in_words(error, f"feed {feed.id}")))


def _take(kit: Kit, feed: Feed, report: Report) -> Polled | None:
    now = kit.clock()
    try:
        fetched = kit.fetch(feed.url, etag=feed.etag, modified=feed.last_modified)
        if fetched.not_modified:
            return _done(kit, feed, Polled(), {})
        read = read_feed(fetched.body, today=now.date(), url=fetched.url)
    except IngestError as error:
        return _failed(kit, feed, error)
    found = _Taken()
    wanted, left = _wanted(kit, feed, read)
    for item, document in _read(kit, feed, read, wanted):
        if not _note(kit, feed, item, document, found):
            return None
        report(read.title or feed.url, found.done, len(wanted))
    polled = Polled(
        tuple(found.documents),
        tuple(found.problems),
        left=left if feed.loaded_at is None else 0,
        again=feed.loaded_at is not None and left > 0,
        first=feed.loaded_at is None,
    )
    news = {"title": read.title or feed.title, "loaded_at": feed.loaded_at or now}
    if not polled.again and not found.problems:  # otherwise the next poll must see all of it
        news |= {"etag": fetched.etag, "last_modified": fetched.last_modified}
    return _done(kit, feed, polled, news)


@dataclass(slots=True)
class _Taken:
    documents: list[AddedDocument] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    done: int = 0


def _entry(item: ReadItem) -> str:
    return hashlib.sha256(item.id.encode()).hexdigest()


def _wanted(kit: Kit, feed: Feed, read: Read) -> tuple[list[ReadItem], int]:
    """The items to take now, in the feed's order (newest first), and how many are left. Older items
    of a first load are noted as seen."""
    with Session(kit.engine) as session:
        known = {
            entry
            for entry, document_id, attempts in session.exec(
                select(FeedItem.entry, FeedItem.document_id, FeedItem.attempts).where(
                    FeedItem.workspace_id == feed.workspace_id, FeedItem.feed_id == feed.id
                )
            )
            if document_id is not None or attempts >= ATTEMPTS
        }
    new = [item for item in read.items if _entry(item) not in known]
    if feed.loaded_at is not None:
        return new[-AT_ONCE:], max(0, len(new) - AT_ONCE)
    older = new[AT_ONCE:]
    rows = [
        {
            "workspace_id": feed.workspace_id,
            "feed_id": feed.id,
            "entry": _entry(item),
            "drafts": 0,
            "attempts": ATTEMPTS,
            "failure": LEFT_UNREAD,
            "seen_at": kit.clock(),
        }
        for item in older
    ]
    if rows:
        with Session(writing(kit.engine)) as session, session.begin():
            session.execute(insert(table_of(FeedItem)), rows)
    with Session(kit.engine) as session:  # some may be from a load that was interrupted
        left = session.exec(
            select(func.count())
            .select_from(FeedItem)
            .where(FeedItem.feed_id == feed.id, FeedItem.failure == LEFT_UNREAD)
        ).one()
    return new[:AT_ONCE], left


def _read(
    kit: Kit, feed: Feed, read: Read, wanted: list[ReadItem]
) -> Iterator[tuple[ReadItem, AddedDocument | str]]:
    """Each item, oldest first, with its document or with the sentence that says why there is
    none."""
    desk = Desk(kit.engine, kit.checker, feed.workspace_id, feed.added_by)
    items = feed_items(replace(read, items=tuple(wanted)), How(kit.today(), kit.fetch))
    for item, found in zip(reversed(wanted), items, strict=True):
        if isinstance(found, IngestError):
            yield item, found.sentence
            continue
        problems: list[str] = []
        added = None
        with keeping(problems, item.place):
            added = add_document(desk, found, now=kit.clock())
        yield item, added or problems[0]


def _note(kit: Kit, feed: Feed, item: ReadItem, found: AddedDocument | str, taken: _Taken) -> bool:
    """Note an item as seen and renew the lease; False if another process has taken the feed
    over."""
    now = kit.clock()
    with Session(writing(kit.engine)) as session, session.begin():
        if not FEEDS.change(session, kit, feed, {"leased_until": now + LEASE}):
            log.info("feed %s: another process goes on with it", feed.id)
            return False
        row = session.exec(
            select(FeedItem).where(FeedItem.feed_id == feed.id, FeedItem.entry == _entry(item))
        ).first() or FeedItem(
            workspace_id=feed.workspace_id, feed_id=feed.id or 0, entry=_entry(item), seen_at=now
        )
        row.attempts += 1
        taken.done += 1
        if isinstance(found, str):
            row.failure = found
            taken.problems.append(found)
        else:
            row.failure = None
            row.document_id, row.drafts = found.document_id, found.drafts
            if found.already or not found.drafts:
                row.told_at = now  # it has nothing that the desk is to be told
            if not found.already:
                taken.documents.append(found)
        session.add(row)
    return True


def _done(kit: Kit, feed: Feed, polled: Polled, news: Mapping[str, object]) -> Polled | None:
    now = kit.clock()
    every = timedelta(seconds=feed.every_s)
    at = now if polled.again else next_poll(now, every, 0)
    steps = {"failures": 0, "last_error": None, "polled_at": now, "next_poll_at": at, **news}
    done = FEEDS.note(kit, feed, {**GIVEN_BACK, **steps})
    return replace(polled, next_poll_at=at) if done else None


def _failed(kit: Kit, feed: Feed, error: RefusalError) -> Polled | None:
    now = kit.clock()
    asked = error.retry_after if isinstance(error, FetchError) else None
    failures = feed.failures + 1
    at = next_poll(now, timedelta(seconds=feed.every_s), failures, retry_after(asked, now))
    log.info("feed %s: %s", feed.id, error.sentence)
    steps = {
        "failures": failures,
        "last_error": error.sentence,
        "polled_at": now,
        "next_poll_at": at,
    }
    failed = Polled(failure=error.sentence, next_poll_at=at, first=feed.loaded_at is None)
    return failed if FEEDS.note(kit, feed, {**GIVEN_BACK, **steps}) else None

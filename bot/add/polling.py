"""Polls a feed and tells the desk: one message for everything that a poll brought."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from bot.add import feeds, feeds_view
from bot.add.documents import OPENING, opening
from bot.add.kit import Kit
from bot.add.taking import Polled, take
from bot.add.telling import EVERY, person
from bot.i18n import gettext
from bot.language import writing
from bot.refusal import in_words
from bot.slack import desk_channel, posting
from bot.slack.client import CALL_ERRORS, failure
from bot.slack.installations import Installation
from bot.slack.message import Message
from bot.slack.people import speaking
from models.database import is_database_down
from models.feed import Feed, FeedItem
from models.record import Document

log = logging.getLogger(__name__)


def poll(kit: Kit, feed_id: int) -> None:
    """Poll a feed if it is due and no other process polls it, and tell the desk what is new."""
    feed = feeds.claim(kit, feed_id)
    if feed is None:
        return
    installation = kit.installations.of_workspace(feed.workspace_id)
    shown = _Progress(kit, installation, feed)
    polled = take(kit, feed, shown.report)
    if polled is None or installation is None:
        return
    try:
        _tell_of(kit, installation, feed, polled, shown)
    except Exception as error:
        if is_database_down(error):
            raise
        kit.metrics.errors.inc()
        sentence = in_words(error, f"telling of feed {feed.id}")
        feeds.note_untold(
            kit.engine,
            feed,
            gettext("The desk was not told of what is new. {sentence}", sentence=sentence),
        )


def _tell_of(
    kit: Kit, installation: Installation, feed: Feed, polled: Polled, shown: _Progress
) -> None:
    if polled.first and polled.failure is not None:
        if feed.failures == 0:
            shown.say(
                feeds_view.feed_failing(feed.title or feed.url, polled.failure, _when(polled))
            )
        return
    tell(kit, installation, feed, polled, shown)


def tell(
    kit: Kit, installation: Installation, feed: Feed, polled: Polled, shown: _Progress
) -> None:
    """Post one message with everything the desk was not told yet, from earlier polls too."""
    with Session(kit.engine) as session:
        current = session.get(Feed, feed.id)
        title = (current.title if current else None) or feed.url
        items = feeds.untold(session, feed)
        listed = _listed(session, items)
    if not items and not polled.first:
        return
    desk = desk_channel.look(kit, installation)
    where = desk.place or person(feed.added_by)
    with speaking(installation, None if desk.place else where):
        message = feeds_view.feed_polled(title, listed, polled.problems, polled.left)
    if where == desk.place:
        message = desk_channel.for_all(kit, installation, message)
    if shown.stands_in(where):
        shown.say(message)
    else:
        if shown.ts is not None:
            shown.say(message)
        if where is not None and items:
            try:
                posting.post(installation.client, where, message)
            except CALL_ERRORS as error:  # the next poll tells it
                log.warning("feed %s: the desk was not told (%s)", feed.id, failure(error).code)
                return
        elif items and desk.closed is not None:
            desk_channel.to_editors(kit, installation, message)
    feeds.note_told(kit.engine, items, now=kit.clock())


class _Progress:
    """The message that shows the progress of a first load."""

    def __init__(self, kit: Kit, installation: Installation | None, feed: Feed) -> None:
        self._kit = kit
        self._installation = installation
        self._where = feed.told_in if feed.loaded_at is None else None
        self._channel: str | None = None
        self._last: datetime | None = None
        self.ts: str | None = None

    def report(self, title: str, done: int, total: int) -> None:
        now = self._kit.clock()
        if total > 1 and (self._last is None or now - self._last >= EVERY):
            self._last = now
            self.say(feeds_view.feed_loading(title, done, total))

    def stands_in(self, where: str | None) -> bool:
        return self.ts is not None and where in (self._where, self._channel)

    def say(self, message: Message) -> None:
        """Post it, or change it if it was posted; errors do not matter."""
        if self._installation is None or self._where is None:
            return
        client = self._installation.client
        try:
            if self.ts is not None and self._channel is not None:
                posting.change(client, self._channel, self.ts, message)
                return
            told = posting.posted(client, self._where, message)
            self.ts, self._channel = told.get("ts"), told.get("channel")
        except CALL_ERRORS as error:
            log.info("no progress shown (%s)", failure(error).code)


def _listed(session: Session, items: Sequence[FeedItem]) -> list[tuple[int, str, int]]:
    """(document, title, drafts) of each item."""
    ids = [one.document_id for one in items if one.document_id is not None]
    rows = session.exec(
        select(Document.id, Document.title, func.substr(Document.text, 1, 4 * OPENING)).where(
            col(Document.id).in_(ids)
        )
    )
    titles = {number: title or opening(text) for number, title, text in rows}
    return [
        (one.document_id, titles[one.document_id], one.drafts)
        for one in items
        if one.document_id is not None and one.document_id in titles
    ]


def _when(polled: Polled) -> str:
    at = polled.next_poll_at
    return (
        gettext(
            "on {day} at {time} UTC", day=writing.in_full(at.date(), year=False), time=f"{at:%H:%M}"
        )
        if at
        else gettext("later")
    )

"""RSS and Atom feeds: bytes → items, and the time of the next poll."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from bot import i18n
from bot.i18n import gettext
from bot.ingest import jsonld
from bot.ingest.addresses import canonical, domain_of, joined
from bot.ingest.described import believable, language_code, language_of
from bot.ingest.documents import Basis, Incoming, IngestError
from bot.ingest.feed_markup import IS_FEED, Markup, read_markup
from bot.ingest.pages import count_words, plain

MAX_ITEMS = 5_000
"""Items of one feed that are taken, in its order (usually newest first)."""

MAX_BACK_OFF = timedelta(days=1)
"""A failing feed is polled at least this often."""

MAX_RETRY_AFTER = timedelta(days=7)
"""The longest time for which a server's Retry-After is followed."""

_LONGEST = 300  # code points of a title or author
_TITLE_READ = 1_000  # of a title with its mark-up


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item. `markup` is its content or summary, which may only be a teaser. `id` identifies
    it: the feed's own id, else its address, else its title. `published_on` is the day in
    the time zone in which the feed writes it; if that is universal time, `published_at` is the
    instant. `place` is "feed item 3"."""

    id: str
    place: str
    title: str | None = None
    link: str | None = None
    author: str | None = None
    published_on: date | None = None
    published_at: datetime | None = None
    markup: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words of `markup`; computed only when asked for, since most are not needed and it
        takes time."""
        return plain(self.markup)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's items in its order. `remarks` say what was left out or repaired."""

    items: tuple[FeedItem, ...]
    title: str | None = None
    link: str | None = None
    language: str | None = None
    remarks: tuple[str, ...] = ()


def read_feed(data: bytes, *, today: date, url: str | None = None) -> Feed:
    """The items of a feed. Broken XML is read as far as feedparser can repair it, with a remark.

    Raises IngestError if the bytes are no feed, declare entities of their own or exceed a limit
    (`bot.ingest.feed_markup`).
    """
    try:
        found = read_markup(data)
    except IngestError:
        raise
    except Exception as error:  # noqa: BLE001 - broken feeds raise anything
        raise IngestError(
            gettext("The feed's XML is broken ({name}).", name=type(error).__name__)
        ) from None
    home = joined(url, _string(found.about, "link")) or url
    items: dict[str, FeedItem] = {}
    for number, entry in enumerate(found.entries[:MAX_ITEMS], start=1):
        item = _item(entry, number, home, today)
        if item is not None:
            items.setdefault(item.id, item)
    remarks = _mended(found, readable=bool(items))
    return Feed(
        items=tuple(items.values()),
        title=_short(_string(found.about, "title")),
        link=home,
        language=language_code(_string(found.about, "language")),
        remarks=tuple(remarks),
    )


def looks_like_feed(data: bytes) -> bool:
    """Whether the bytes begin like a feed."""
    head = data[:4_096].replace(b"\0", b"").decode("latin-1")
    found = IS_FEED.search(head)
    return found is not None and "<html" not in head[: found.start()].lower()


def as_document(item: FeedItem, feed: Feed) -> Incoming:
    """The item itself as a document, if its page is not read. Raises IngestError if it has no
    text."""
    text = item.text or item.title or ""
    if not any(char.isalnum() for char in text):
        raise IngestError(gettext("the item has no text."), place=item.place)
    fields: dict[str, Any] = {
        "url": item.link,
        "canonical_url": canonical(item.link),
        "domain": domain_of(item.link or feed.link),
        "outlet": feed.title,
        "title": item.title,
        "author": item.author,
        "published_on": item.published_on,
        "language": feed.language,
    }
    bases = {name: Basis.FEED for name, value in fields.items() if value}
    if "language" not in bases:
        fields["language"], bases["language"] = language_of(text), Basis.WORDS
    teaser = (
        (
            gettext(
                "Only the feed's own {count_words} words were read.", count_words=count_words(text)
            ),
        )
        if count_words(text) < 100
        else ()
    )
    return Incoming(
        text=text,
        **fields,
        published_at=item.published_at,
        bases=tuple(bases.items()),
        remarks=item.remarks + teaser,
        place=item.place,
        entry_id=item.id,
    )


def next_poll(
    now: datetime, interval: timedelta, failures: int, retry_after: timedelta | None = None
) -> datetime:
    """When to poll a feed again: after its interval; after n failures in a row after 2ⁿ times
    the interval, but at least once a day (or by its interval, if that is longer). It is not
    polled before `retry_after` is over, up to MAX_RETRY_AFTER."""
    longest = max(interval, MAX_BACK_OFF)
    doublings = min(max(failures, 0), 20)  # more make no difference, but would overflow
    wait = min(interval * (1 << doublings), longest)
    if retry_after is not None:
        wait = max(wait, min(retry_after, MAX_RETRY_AFTER))
    return now + wait


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """The time that a Retry-After header asks for: seconds, or until a date (RFC 9110, 10.2.3)."""
    text = (header or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return timedelta(seconds=int(text))
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(until - now, timedelta(0))


def _written(entry: Any) -> datetime | None:
    """When an item was published, in the time zone in which the feed writes it; in universal time
    if that cannot be read."""
    for name in ("published", "updated"):
        stamp = entry.get(f"{name}_parsed")
        if not stamp:
            continue
        text = _string(entry, name)
        for read in (parsedate_to_datetime, datetime.fromisoformat):
            with suppress(ValueError, OverflowError, IndexError, TypeError):
                if (found := read(text)).tzinfo is not None:
                    return found
        with suppress(ValueError, OverflowError):
            return datetime(*stamp[:6]).replace(tzinfo=UTC)
    return None


def _mended(found: Markup, *, readable: bool) -> list[str]:
    remarks: list[str] = []
    if found.broken is not None:
        if not readable:
            place = found.broken if found.broken.startswith("line") else ""
            raise IngestError(
                gettext("the feed's XML is broken here, and no item can be read."), place=place
            )
        remarks.append(
            gettext(
                "The feed's XML is broken at {broken}; what can be read was read.",
                broken=found.broken,
            )
        )
    count = len(found.entries)
    if count > MAX_ITEMS:
        remarks.append(
            gettext(
                "The feed has {count} items; the first {max_items} were taken.",
                count=i18n.grouped(count),
                max_items=i18n.grouped(MAX_ITEMS),
            )
        )
    return remarks


def _item(entry: Any, number: int, home: str | None, today: date) -> FeedItem | None:
    remarks: list[str] = []
    link = joined(home, _string(entry, "link"))
    title = _short(plain(_string(entry, "title")[:_TITLE_READ]))
    contents = entry.get("content")
    texts = [_string(part, "value") for part in contents] if isinstance(contents, list) else []
    texts.append(_string(entry, "summary"))
    markup = max(texts, key=len)
    written = _written(entry)
    day = believable(written.date(), today, remarks) if written is not None else None
    known = _string(entry, "id") or link or title or plain(markup[:_TITLE_READ])[:100]
    if not known:
        return None
    return FeedItem(
        id=known[:1_000],
        place=gettext("feed item {number}", number=number),
        title=title,
        link=link,
        author=_short(_string(entry, "author")),
        published_on=day,
        published_at=written if day and written and written.utcoffset() == timedelta(0) else None,
        markup=markup,
        remarks=tuple(remarks),
    )


def _string(thing: Any, name: str) -> str:
    value = thing.get(name) if hasattr(thing, "get") else None
    return value.strip() if isinstance(value, str) else ""


def _short(text: str) -> str | None:
    one = jsonld.line(text)
    return (one if len(one) <= _LONGEST else f"{one[: _LONGEST - 1]}…") or None

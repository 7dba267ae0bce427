"""RSS and Atom feeds: bytes → items, and when to ask again."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from bot.ingest import jsonld
from bot.ingest.addresses import canonical, domain_of, joined
from bot.ingest.decoding import decode, refuse_binary
from bot.ingest.described import believable, language_code, language_of
from bot.ingest.documents import Basis, Incoming, IngestError
from bot.ingest.pages import count_words, plain

MAX_FEED = 20_000_000
"""Bytes of one feed."""

MAX_ITEMS = 5_000
"""Items of one feed that are taken, in its order (newest first, by custom)."""

MAX_TAGS = 400_000
"""Of one feed; 5,000 items have about 100 thousand. Each takes some 30 microseconds."""

MAX_BACK_OFF = timedelta(days=1)
"""A failing feed is asked at least once a day."""

MAX_RETRY_AFTER = timedelta(days=7)
"""No server puts us off for longer than this."""

_LONGEST = 300  # code points of a title or author


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item. `text` is its content or summary without mark-up, which may be a teaser only.
    `id` tells it again: the feed's own, else its address, else its title. `published_on` is the
    day in universal time, as feeds give it. `place` is "feed item 3"."""

    id: str
    place: str
    title: str | None = None
    link: str | None = None
    author: str | None = None
    published_on: date | None = None
    text: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's items in its order. `remarks` say what was left out or mended."""

    items: tuple[FeedItem, ...]
    title: str | None = None
    link: str | None = None
    language: str | None = None
    remarks: tuple[str, ...] = ()


def read_feed(data: bytes, *, today: date, url: str | None = None) -> Feed:
    """The items of a feed. Broken XML is read as far as feedparser can mend it, with a remark.

    Raises IngestError for what is no feed and for one that declares entities of its own.
    """
    if len(data) > MAX_FEED:
        raise IngestError(f"The feed is larger than {MAX_FEED / 1e6:g} MB.")
    refuse_binary(data, "The feed")
    source = _defused(data)
    if not _IS_FEED.search(source[:_HEAD]):
        raise IngestError("This is no RSS or Atom feed. Check the address of the feed.")
    if source.count("<") > MAX_TAGS:
        raise IngestError(f"The feed has more than {MAX_TAGS:,} tags. Is there a shorter one?")
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        # a stream, so that nothing in it is taken for an address or the name of a file
        found = feedparser.parse(
            io.BytesIO(source.encode()),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # noqa: BLE001 - broken feeds raise anything
        raise IngestError(f"The feed's XML is broken ({type(error).__name__}).") from None
    entries = found.get("entries", [])
    about = found.get("feed", {})
    home = joined(url, _string(about, "link")) or url
    items: dict[str, FeedItem] = {}
    for number, entry in enumerate(entries[:MAX_ITEMS], start=1):
        item = _item(entry, number, home, today)
        if item is not None:
            items.setdefault(item.id, item)
    remarks = _mended(found, len(entries), readable=bool(items))
    return Feed(
        items=tuple(items.values()),
        title=_short(_string(about, "title")),
        link=home,
        language=language_code(_string(about, "language")),
        remarks=tuple(remarks),
    )


def looks_like_feed(data: bytes) -> bool:
    """Whether the bytes begin as a feed does."""
    head = data[:4_096].replace(b"\0", b"").decode("latin-1")
    return bool(_IS_FEED.search(head)) and "<html" not in head.lower()


def as_document(item: FeedItem, feed: Feed) -> Incoming:
    """The item by itself, where its page is not read. Raises IngestError for one without text."""
    text = item.text or item.title or ""
    if not any(char.isalnum() for char in text):
        raise IngestError("the item has no text.", place=item.place)
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
        (f"Only the feed's own {count_words(text)} words were read.",)
        if count_words(text) < 100
        else ()
    )
    return Incoming(
        text=text,
        **fields,
        bases=tuple(bases.items()),
        remarks=item.remarks + teaser,
        place=item.place,
        entry_id=item.id,
    )


def next_poll(
    now: datetime, interval: timedelta, failures: int, retry_after: timedelta | None = None
) -> datetime:
    """When to ask a feed again: after its interval; after n failures in a row after 2ⁿ times as
    long, but at least once a day (or by its interval, if that is longer); never before the server
    wants it, as long as that is within a week."""
    longest = max(interval, MAX_BACK_OFF)
    doublings = min(max(failures, 0), 20)  # more make no difference, but overflow
    wait = min(interval * (1 << doublings), longest)
    if retry_after is not None:
        wait = max(wait, min(retry_after, MAX_RETRY_AFTER))
    return now + wait


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """What a Retry-After header asks for: seconds, or a date (RFC 9110, 10.2.3)."""
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


def _defused(data: bytes) -> str:
    """The feed as text in UTF-8 without its document type. An entity of its own is how a small
    file becomes a huge one, or one that reads other files; no honest feed has any."""
    text = decode(data, html=True).text.lstrip()
    text = _CONTROL.sub("", text)
    declared = _ENTITY.search(text)
    if declared:
        line = text.count("\n", 0, declared.start()) + 1
        raise IngestError(
            "the feed declares entities of its own, which is not read. Tell its publisher.",
            place=f"line {line}",
        )
    text = _DECLARATION.sub("", text, count=1)
    head, rest = text[:_HEAD], text[_HEAD:]
    return '<?xml version="1.0" encoding="utf-8"?>' + _DOCTYPE.sub("", head, count=1) + rest


def _mended(found: Any, count: int, *, readable: bool) -> list[str]:
    remarks: list[str] = []
    if found.get("bozo"):
        error = found.get("bozo_exception")
        line = getattr(error, "getLineNumber", lambda: None)()
        where = f"line {line}" if line else "some place"
        if not readable:
            raise IngestError(
                "the feed's XML is broken here, and no item can be read.",
                place=where if line else "",
            )
        remarks.append(f"The feed's XML is broken at {where}; what can be read was read.")
    if count > MAX_ITEMS:
        remarks.append(f"The feed has {count:,} items; the first {MAX_ITEMS:,} were taken.")
    return remarks


def _item(entry: Any, number: int, home: str | None, today: date) -> FeedItem | None:
    remarks: list[str] = []
    link = joined(home, _string(entry, "link"))
    title = _short(plain(_string(entry, "title")))
    contents = entry.get("content")
    texts = [_string(part, "value") for part in contents] if isinstance(contents, list) else []
    texts.append(_string(entry, "summary"))
    text = plain(max(texts, key=len))
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    day: date | None = None
    if stamp:
        try:
            day = believable(date(*stamp[:3]), today, remarks)
        except ValueError:
            day = None
    known = _string(entry, "id") or link or title or text[:100]
    if not known:
        return None
    return FeedItem(
        id=known[:1_000],
        place=f"feed item {number}",
        title=title,
        link=link,
        author=_short(_string(entry, "author")),
        published_on=day,
        text=text,
        remarks=tuple(remarks),
    )


def _string(thing: Any, name: str) -> str:
    value = thing.get(name) if hasattr(thing, "get") else None
    return value.strip() if isinstance(value, str) else ""


def _short(text: str) -> str | None:
    one = jsonld.line(text)
    return (one if len(one) <= _LONGEST else f"{one[: _LONGEST - 1]}…") or None


_HEAD = 20_000  # code points in which a feed's first element stands
_IS_FEED = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_DECLARATION = re.compile(r"\A<\?xml[^>]{0,500}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,1000}(?:\[[^\]]{0,5000}\]\s{0,100})?>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

"""Reads a source that a person names, and everything in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.i18n import gettext
from bot.ingest.addresses import canonical, domain_of
from bot.ingest.claimreview import (
    looks_like_reviews,
    read_reviews,
    reviews_in_page,
)
from bot.ingest.documents import Basis, Incoming, IngestError, Reviewed, unforeseen
from bot.ingest.feeds import Feed, FeedItem, as_document, looks_like_feed, read_feed
from bot.ingest.fetching import Fetched
from bot.ingest.files import HTML, looks_like_html, pasted, read_file
from bot.ingest.given import NOTHING_GIVEN, Given, with_given
from bot.ingest.loading import load
from bot.ingest.pages import count_words, read_page
from bot.ingest.table import looks_like_table, read_table
from bot.refusal import in_words

Get = Callable[[str], Fetched]
"""Fetches an address: `bot.ingest.fetching.fetch` with its limits, or a test's own."""

Item = Incoming | Reviewed | IngestError
"""One item of a source; an IngestError says why one of several could not be read."""


class Argument(StrEnum):
    """The kind of an argument, from its text alone."""

    ADDRESS = "address"
    FILE = "file"
    TEXT = "text"


class Content(StrEnum):
    """What bytes contain, from a file or from an address."""

    PAGE = "page"
    TEXT = "text"
    FEED = "feed"
    TABLE = "table"
    REVIEWS = "reviews"


@dataclass(frozen=True, slots=True)
class How:
    """How a source is read. `get` fetches an address, and `given` are the fields that the person
    gives. `follow`: a feed's items are read from their pages; if that fails or a page has no
    text, from the feed alone. `known` has the ids of feed items that are not read again."""

    today: date
    get: Get
    given: Given = NOTHING_GIVEN
    follow: bool = True
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """A source that can be read. `total` is the number of its items. They are read one by one
    when they are asked for: a feed's pages are fetched singly. `feed` and `fetched` are needed
    for a later poll."""

    content: Content
    total: int
    items: Iterator[Item]
    feed: Feed | None = None
    fetched: Fetched | None = None


def kind_of(argument: str) -> Argument:
    """Whether the argument is an address, a file, or the text itself."""
    trimmed = argument.strip()
    if re.fullmatch(r"<?https?://\S+", trimmed, re.IGNORECASE):
        return Argument.ADDRESS
    if "\n" in trimmed or len(trimmed) > 1_000 or not trimmed:
        return Argument.TEXT
    if Path(trimmed).suffix.lower() in _SUFFIXES:
        return Argument.FILE
    if " " not in trimmed or trimmed.startswith(("./", "../", "/", "~")):
        return Argument.FILE
    return Argument.TEXT


def content_of(data: bytes, *, name: str = "", content_type: str | None = None) -> Content:
    """What the bytes contain, by their look; by `name` and `content_type` if their look does not
    tell."""
    suffix = Path(name.lower()).suffix
    if looks_like_reviews(data):
        return Content.REVIEWS
    if suffix in (".csv", ".tsv") or content_type == "text/csv" or looks_like_table(data):
        return Content.TABLE
    if suffix in HTML or looks_like_html(data):
        return Content.PAGE
    if suffix in (".rss", ".atom", ".xml") or looks_like_feed(data):
        return Content.FEED
    if suffix in (".json", ".jsonld") or content_type in _JSON:
        return Content.REVIEWS
    if content_type in ("text/html", "application/xhtml+xml"):
        return Content.PAGE
    if content_type and content_type.endswith("xml"):
        return Content.FEED
    return Content.TEXT


def read_source(
    argument: str,
    how: How,
    *,
    files: bool = False,
) -> Reading:
    """Everything in a source: an address, a text, or, with `files`, a file's path.

    `files` is for the command line only: people in a chat must not read this machine's files.
    Raises IngestError if nothing can be read.
    """
    kind = kind_of(argument)
    if kind is Argument.TEXT or (kind is Argument.FILE and not files):
        return _one(Content.TEXT, [with_given(pasted(argument), how.given, today=how.today)])
    if kind is Argument.ADDRESS:
        fetched = how.get(_address(argument))
        if fetched.not_modified:
            return Reading(Content.PAGE, 0, iter(()), fetched=fetched)
        reading = _read(fetched.body, fetched.url, how, fetched)
        return replace(reading, fetched=fetched)
    path = Path(argument.strip()).expanduser()
    return _read(load(path), path.name, how)


def feed_items(feed: Feed, how: How) -> Iterator[Incoming | IngestError]:
    """The documents of a feed's items, oldest first, each read when it is asked for; an
    IngestError in place of one that cannot be read."""
    get = how.get if how.follow else None
    for item in reversed([item for item in feed.items if item.id not in how.known]):
        try:
            yield with_given(_item(item, feed, how.today, get), how.given, today=how.today)
        except IngestError as error:
            yield error if error.place else IngestError(error.sentence, place=item.place)
        except Exception as error:  # noqa: BLE001 - one bad item must not lose the others
            yield unforeseen(error, item.place)


def _address(argument: str) -> str:
    """The address without Slack's mark-up `<address|label>`."""
    trimmed = argument.strip()
    return trimmed[1:].rstrip(">").partition("|")[0] if trimmed.startswith("<") else trimmed


def _read(data: bytes, name: str, how: How, fetched: Fetched | None = None) -> Reading:
    """Reads `data`; `name` is the file's name, or the address if `fetched` is given."""
    today, given = how.today, how.given
    kind = fetched.content_type if fetched else None
    content = content_of(data, name="" if fetched else name, content_type=kind)
    if content is Content.FEED:
        _only_of_all(given)
        feed = read_feed(data, today=today, url=fetched.url if fetched else None)
        wanted = sum(item.id not in how.known for item in feed.items)
        return Reading(content, wanted, feed_items(feed, how), feed=feed)
    if content is Content.TABLE:
        _only_of_all(given)
        return _one(content, [_told(row, given, today) for row in read_table(data, today=today)])
    if content is Content.REVIEWS:
        return _one(content, list(read_reviews(data)))
    if content is Content.PAGE:
        return _one(content, _page(data, name, today, given, fetched))
    if fetched:
        found = read_file(data, name=fetched.url, today=today)
        found = _at(found, fetched.url)
    else:
        found = read_file(data, name=name, today=today)
    return _one(content, [with_given(found, given, today=today)])


def _page(data: bytes, name: str, today: date, given: Given, fetched: Fetched | None) -> list[Item]:
    """The article of a page, and the reviews it describes; if one of both fails, its error and
    the other."""
    url = fetched.url if fetched else given.url
    charset = fetched.charset if fetched else None
    found: list[Item] = []
    errors: list[IngestError] = []
    try:
        page = read_page(
            data, today=today, url=url, charset=charset, what="The page" if fetched else name
        )
        found.append(with_given(page, given, today=today))
    except IngestError as error:
        errors.append(error)
    except Exception as error:  # noqa: BLE001 - it may have reviews all the same
        errors.append(unforeseen(error))
    try:
        found.extend(reviews_in_page(data, url=url, charset=charset))
    except IngestError as error:
        errors.append(error)
    except Exception as error:  # noqa: BLE001 - the article is kept all the same
        errors.append(unforeseen(error))
    if not found:
        raise errors[0]
    return found + errors


def _item(item: FeedItem, feed: Feed, today: date, get: Get | None) -> Incoming:
    why = ""
    if get is not None and item.link:
        try:
            fetched = get(item.link)
            page = read_page(fetched.body, today=today, url=fetched.url, charset=fetched.charset)
            return _with_feed(page, item, feed)
        except IngestError as error:
            why = error.sentence
        except Exception as error:  # noqa: BLE001 - the feed's own words may do
            why = in_words(error, item.place)
    document = as_document(item, feed)
    if why and count_words(document.text) < 10:
        raise IngestError(why, place=item.place)
    remarks = (
        (*document.remarks, gettext("Its page was not read: {why}", why=why))
        if why
        else document.remarks
    )
    return replace(document, remarks=remarks)


def _with_feed(page: Incoming, item: FeedItem, feed: Feed) -> Incoming:
    """The page, with the fields that only the feed has."""
    told = {
        "outlet": feed.title,
        "title": item.title,
        "author": item.author,
        "published_on": item.published_on,
    }
    more: dict[str, Any] = {
        name: value for name, value in told.items() if value and not getattr(page, name)
    }
    bases = (*page.bases, *((name, Basis.FEED) for name in more))
    if "published_on" in more:
        more["published_at"] = item.published_at
    return replace(page, **more, bases=bases, place=item.place, entry_id=item.id)


def _told(row: Incoming | IngestError, given: Given, today: date) -> Item:
    return row if isinstance(row, IngestError) else with_given(row, given, today=today)


def _at(document: Incoming, url: str) -> Incoming:
    told: dict[str, Any] = {"url": url, "canonical_url": canonical(url), "domain": domain_of(url)}
    bases = dict(document.bases) | dict.fromkeys(told, Basis.ADDRESS)
    return replace(document, **told, bases=tuple(bases.items()))


def _one(content: Content, found: list[Item]) -> Reading:
    return Reading(content, len(found), iter(found))


def _only_of_all(given: Given) -> None:
    """Raises IngestError for fields that can be given for one document only, not for many."""
    if given.url or given.title or given.author or given.published_on:
        raise IngestError(
            gettext(
                "Address, title, author and date can be given for one document only; this source "
                "may have several."
            )
        )


_JSON = ("application/json", "application/ld+json")
_SUFFIXES = frozenset(
    """.txt .text .md .markdown .html .htm .xhtml .csv .tsv .json .jsonld .xml .rss .atom .pdf
    .doc .docx .odt .rtf""".split()
)

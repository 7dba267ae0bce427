"""The description that a page gives of itself: outlet, title, author, date, language, address, each
with its basis.

The page's JSON-LD comes first, then trafilatura's and htmldate's reading of the mark-up. About one
machine-read date in ten is wrong, so an editor confirms these fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from htmldate import find_date
from lxml.html import HtmlElement
from trafilatura import extract_metadata
from trafilatura.settings import Document as Metadata

from bot.i18n import gettext
from bot.ingest import jsonld
from bot.ingest.addresses import canonical, domain_of, joined, same_site
from bot.ingest.documents import Basis
from bot.language.languages import language

EARLIEST = date(1995, 1, 1)
"""No page is older: an earlier date is a placeholder such as 1970-01-01."""

_LONGEST = 300  # code points of a title, author or outlet


@dataclass(frozen=True, slots=True)
class Described:
    """The fields of a page; see `bot.ingest.documents.Incoming`. `paywalled` and `body` come
    from its JSON-LD: whether a part is not free to read, and the article's text."""

    fields: dict[str, Any]
    bases: dict[str, Basis]
    remarks: tuple[str, ...]
    paywalled: bool
    body: str | None


def describe(tree: HtmlElement, url: str | None, today: date) -> Described:
    """The description that the page at `url` gives of itself. Dates after `today` (plus a day,
    for time zones) are dropped with a remark."""
    values = jsonld.blocks([script.text or "" for script in tree.xpath(_SCRIPTS)])
    article = _article(values, url)
    fields: dict[str, Any] = {}
    bases: dict[str, Basis] = {}
    remarks: list[str] = []

    def put(name: str, value: Any, basis: Basis) -> None:
        if value and name not in fields:
            fields[name], bases[name] = value, basis

    publisher = article.get("publisher", article.get("sourceOrganization"))
    put("outlet", _short(jsonld.names(publisher)), Basis.JSON_LD)
    put("title", _short(jsonld.words(article.get("headline", article.get("name")))), Basis.JSON_LD)
    put("author", _short(jsonld.names(article.get("author"))), Basis.JSON_LD)
    put("language", language_code(jsonld.words(article.get("inLanguage"))), Basis.JSON_LD)
    written = article.get("datePublished", article.get("dateCreated"))
    stated = jsonld.day(written)
    put("published_on", believable(stated, today, remarks), Basis.JSON_LD)

    if not fields.keys() >= {"outlet", "title", "author", "published_on"}:
        read = _read(tree, url, today)
        in_head = _meta_day(tree)
        if not read.date and stated is None:
            believable(in_head, today, remarks)
        put("title", _short(read.title), Basis.TRAFILATURA)
        put("author", _short(read.author), Basis.TRAFILATURA)
        found = jsonld.day(read.date)
        if "published_on" not in fields:
            written = _meta_date(tree) if found == in_head else None
        put("published_on", found, Basis.HTML if found == in_head else Basis.HTMLDATE)
        if read.sitename and domain_of(f"https://{read.sitename}") != domain_of(url):
            put("outlet", _short(read.sitename), Basis.TRAFILATURA)
    fields["published_at"] = jsonld.universal(written) if "published_on" in fields else None
    put("language", language_code(tree.get("lang") or tree.get("xml:lang")), Basis.HTML)

    stated_address = _canonical_link(tree, url)
    put("url", url, Basis.ADDRESS)
    put("url", stated_address, Basis.HTML)
    put("canonical_url", stated_address, Basis.HTML)
    put("canonical_url", canonical(url), Basis.ADDRESS)
    put("domain", domain_of(fields.get("canonical_url")), Basis.ADDRESS)
    free = jsonld.words(article.get("isAccessibleForFree"))
    paywalled = article.get("isAccessibleForFree") is False or (free or "").lower() == "false"
    body = article.get("articleBody")
    return Described(
        fields=fields,
        bases=bases,
        remarks=tuple(remarks),
        paywalled=paywalled,
        body=body if isinstance(body, str) else None,
    )


def warm() -> None:
    """Loads dateparser, which htmldate uses for odd dates: that takes some 5 seconds, once in a
    process."""
    find_date("<html><head><meta name='date' content='2003-13-01x'></head><body></body></html>")


def believable(day: date | None, today: date, remarks: list[str]) -> date | None:
    """The day, if it can be one of publication; None if it is before EARLIEST, or in the future,
    which adds a remark."""
    if day is None or day < EARLIEST:
        return None
    if day > today + timedelta(days=1):  # it may already be tomorrow elsewhere
        remarks.append(
            gettext("A date in the future was dropped: {isoformat}.", isoformat=day.isoformat())
        )
        return None
    return day


def language_code(given: str | None) -> str | None:
    """The ISO 639-1 code in a language tag ("en-GB" → "en")."""
    found = re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", given or "")
    return found[1].lower() if found else None


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language, from the words themselves."""
    return language(text[:2_000])


def _article(values: list[Any], url: str | None) -> dict[str, Any]:
    """The object that describes the page: the one with its own address, else the first article."""
    found = [
        thing
        for thing in jsonld.objects(values)
        if any(_IS_ARTICLE.search(name) for name in jsonld.types(thing))
    ]
    here = canonical(url)
    for thing in found:
        own = (thing.get(name) for name in ("mainEntityOfPage", "url", "@id"))
        if here and any(canonical(jsonld.link(address)) == here for address in own):
            return thing
    return found[0] if found else {}


def _read(tree: HtmlElement, url: str | None, today: date) -> Metadata:
    """The metadata that trafilatura and htmldate read from the page. They are never given an
    address to fetch."""
    options = {
        "original_date": True,
        "extensive_search": True,
        "max_date": (today + timedelta(days=1)).isoformat(),
        "min_date": EARLIEST.isoformat(),
    }
    try:
        return extract_metadata(tree, url, options)
    except Exception:  # noqa: BLE001 - if a strange page makes them fail, the fields are unknown
        return Metadata()


def _meta_day(tree: HtmlElement) -> date | None:
    return jsonld.day(_meta_date(tree))


def _meta_date(tree: HtmlElement) -> str | None:
    """The date of publication as the page's head writes it."""
    found = tree.xpath(_META_DATES)
    return str(found[0]) if found else None


def _canonical_link(tree: HtmlElement, url: str | None) -> str | None:
    links = tree.xpath("//link[@rel='canonical']/@href")
    stated = canonical(joined(url, links[0])) if links else None
    if stated is None or url is None:
        return stated
    to_front = stated.count("/") == 3 and stated.endswith("/") and "?" not in stated
    if not same_site(stated, url) or (to_front and canonical(url) != stated):
        return None
    return stated


def _short(value: str | None) -> str | None:
    text = jsonld.line(value or "")
    return (text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…") or None


_SCRIPTS = "//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]"
_META_DATES = (
    "//meta[@property='article:published_time' or @name='date' or @itemprop='datePublished'"
    " or @name='dc.date' or @name='pubdate']/@content"
)
_IS_ARTICLE = re.compile(r"(?:Article|Posting|^Report)$")

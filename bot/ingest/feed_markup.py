"""A feed's mark-up → feedparser's entries, within limits.

feedparser also reads broken feeds, but its time grows with the square of an element's attributes,
of an entry's categories and keywords, and of the length of an author in one word. So the mark-up is
counted before it is parsed, and feedparser's two parsers run here without the parts of their work
whose results are not used.
"""

from __future__ import annotations

import io
import re
import xml.sax
from dataclasses import dataclass
from typing import Any

from feedparser import FeedParserDict
from feedparser.api import LooseFeedParser, StrictFeedParser

from bot import i18n
from bot.i18n import gettext
from bot.ingest.decoding import decode, refuse_binary
from bot.ingest.documents import IngestError
from bot.ingest.pages import MAX_ATTRIBUTES

MAX_FEED = 20_000_000
"""Size limit of one feed, in bytes."""

MAX_TAGS = 120_000
"""Tags of one feed, including those of the HTML in it; a thousand items have about 50 thousand.
Each takes some 15 microseconds."""

MAX_REFERENCES = 400_000
"""Characters written as `&…;` in one feed; escaped HTML has some four for each tag."""

MAX_DEPTH = 250
"""Levels of elements; feeds have fewer than 30, libxml2 takes 255."""

MAX_NAMESPACES = 100
"""Different namespaces of one feed; feeds have up to 20. Each element is compared with all of
them."""

HEAD = 20_000
"""Code points within which a feed's first element must begin."""


@dataclass(frozen=True, slots=True)
class Markup:
    """`about` and `entries` are as feedparser gives them. `broken` says where the XML is broken,
    in words ("line 3"); None if it is sound."""

    about: Any
    entries: list[Any]
    broken: str | None = None


def read_markup(data: bytes) -> Markup:
    """Reads a feed's bytes; broken XML as far as it can be repaired.

    Raises IngestError if the bytes are no feed, declare entities of their own or exceed a limit.
    """
    if len(data) > MAX_FEED:
        raise IngestError(
            gettext("The feed is larger than {max_feed} MB.", max_feed=format(MAX_FEED / 1e6, "g"))
        )
    refuse_binary(data, gettext("The feed"))
    source = _defused(data)
    if not IS_FEED.search(source[:HEAD]):
        raise IngestError(gettext("This is no RSS or Atom feed. Check the address of the feed."))
    _check_bounds(source)
    strict = _Strict("", None, "utf-8")
    try:
        _parse_strictly(source, strict)
    except IngestError:
        raise
    except Exception as error:  # noqa: BLE001 - feedparser fails on some values in sound XML
        found = _Loose("", None, "utf-8", {})
        found.feed(source)
        return Markup(found.feeddata, found.entries, _place(strict.exc or error))
    return Markup(strict.feeddata, strict.entries)


def _check_bounds(source: str) -> None:
    """Raises IngestError for mark-up that would take a long time, by counting alone."""
    for sign, most, name in (
        ("<", MAX_TAGS, "tags"),
        ("&", MAX_REFERENCES, gettext("references (&…;)")),
    ):
        if source.count(sign) > most:
            raise IngestError(
                gettext(
                    "The feed has more than {most} {name}. Is there a shorter one?",
                    most=i18n.grouped(most),
                    name=name,
                )
            )
    if any(piece.count("=", 0, _end(piece)) > MAX_ATTRIBUTES for piece in source.split("<")):
        raise _not_built_so()


def _end(piece: str) -> int:
    """The index of the first ">" behind a "<", quoted or not; the text's length if there is
    none."""
    end = piece.find(">")
    return len(piece) if end < 0 else end


def _not_built_so() -> IngestError:
    return IngestError(gettext("The feed is not built like a feed of news. Is there another one?"))


def _parse_strictly(source: str, handler: _Strict) -> None:
    parser = xml.sax.make_parser()  # noqa: S317 - without a document type no attack is left
    parser.setFeature(xml.sax.handler.feature_namespaces, True)
    parser.setFeature(xml.sax.handler.feature_external_ges, False)
    parser.setContentHandler(handler)
    parser.setErrorHandler(handler)
    stream = xml.sax.xmlreader.InputSource()
    stream.setByteStream(io.BytesIO(source.encode()))
    parser.parse(stream)


class _Bounded:
    """The parts of both parsers that do less than feedparser's own."""

    resolve_relative_uris = False
    sanitize_html = False

    def unknown_starttag(self, tag: str, attrs: Any) -> None:
        if len(attrs) > MAX_ATTRIBUTES:
            raise _not_built_so()
        super().unknown_starttag(tag, attrs)  # type: ignore[misc]

    def track_namespace(self, prefix: str | None, uri: str) -> None:
        super().track_namespace(prefix, uri)  # type: ignore[misc]
        if len(self.namespaces_in_use) > MAX_NAMESPACES:  # type: ignore[attr-defined]
            raise _not_built_so()

    def _add_tag(self, term: str, scheme: str, label: str) -> None:
        """Keeps only the last category or keyword, since none is used: feedparser compares each
        with all before it."""
        about = self._get_context()  # type: ignore[attr-defined]
        about["tags"] = [FeedParserDict(term=term, scheme=scheme, label=label)]

    def _sync_author_detail(self, key: str = "author") -> None:
        """Joins a name and an address that were given apart. A name alone is not changed:
        looking for an address in it takes time that grows with the square of its length."""
        parts = self._get_context().get(f"{key}s")  # type: ignore[attr-defined]
        if parts and parts[-1]:
            super()._sync_author_detail(key)  # type: ignore[misc]


class _Strict(_Bounded, StrictFeedParser):  # type: ignore[misc]
    """For sound XML. Text arrives line by line and is handed on in one piece."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._nested = 0
        self._text: list[str] = []

    def characters(self, text: str) -> None:
        self._text.append(text)

    def _hand_on(self) -> None:
        if self._text:
            super().characters("".join(self._text))
            self._text.clear()

    def startElementNS(self, name: Any, qname: Any, attrs: Any) -> None:  # noqa: N802 - SAX
        self._hand_on()
        self._nested += 1
        if len(attrs) > MAX_ATTRIBUTES or self._nested > MAX_DEPTH:
            raise _not_built_so()
        super().startElementNS(name, qname, attrs)

    def endElementNS(self, name: Any, qname: Any) -> None:  # noqa: N802 - SAX
        self._hand_on()
        self._nested -= 1
        super().endElementNS(name, qname)


class _Loose(_Bounded, LooseFeedParser):  # type: ignore[misc]
    """For broken XML, in which elements that are never closed say nothing about depth."""

    def handle_charref(self, ref: str) -> None:
        try:
            super().handle_charref(ref)
        except (ValueError, OverflowError):  # no such character
            self.handle_data(f"&#{ref};")


def _defused(data: bytes) -> str:
    """The feed as text in UTF-8 without its document type and declarations. With entities of its
    own a small file can become a huge one, or one that reads other files; honest feeds have
    none."""
    text = decode(data, html=True).text.lstrip(_BEFORE)
    text = _CONTROL.sub("", text)
    declared = _ENTITY.search(text)
    if declared:
        line = text.count("\n", 0, declared.start()) + 1
        raise IngestError(
            gettext(
                "the feed declares entities of its own, which is not read. Tell its publisher."
            ),
            place=f"line {line}",
        )
    start = _root_at(text)
    if not IS_FEED.search(text, start, start + HEAD):  # behind a comment never closed
        found = IS_FEED.search(text, 0, HEAD)
        start = found.start() if found else 0
    lines = "\n" * text.count("\n", 0, start)  # keeps the line numbers of the text
    return f'<?xml version="1.0" encoding="utf-8"?>{lines}{text[start:]}'


def _root_at(text: str) -> int:
    """The offset of the first element: behind declarations, processing instructions, comments,
    the document type, and anything that a server put there by mistake."""
    at = text.find("<")
    while 0 <= at < HEAD:
        opening = next((name for name in _NO_ELEMENT if text.startswith(name, at)), None)
        if opening is None:
            return at
        end = text.find(_NO_ELEMENT[opening], at)
        subset = text.find("[", at, end) if opening == "<!" else -1
        if subset >= 0:
            end = text.find("]>", subset)
        at = text.find("<", max(at + 1, end))
    return 0


def _place(error: Any) -> str:
    line = getattr(error, "getLineNumber", lambda: None)()
    return f"line {line}" if line else gettext("some place")


IS_FEED = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_BEFORE = " \t\r\n\f\v\ufeff\0"
_NO_ELEMENT = {"<!--": "-->", "<?": ">", "<!": ">"}  # and how each ends
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

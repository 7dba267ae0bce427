"""A feed's mark-up → feedparser's entries, within bounds.

feedparser reads what people publish, also where it is broken, and takes its time: with the square
of an element's attributes, of an entry's categories and keywords, and of the length of an author
in one word. So the mark-up is counted before it is parsed, and its two parsers run here without
what of their work nobody reads.
"""

from __future__ import annotations

import io
import re
import xml.sax
from dataclasses import dataclass
from typing import Any

from feedparser import FeedParserDict
from feedparser.api import LooseFeedParser, StrictFeedParser

from bot.ingest.decoding import decode, refuse_binary
from bot.ingest.documents import IngestError
from bot.ingest.pages import MAX_ATTRIBUTES

MAX_FEED = 20_000_000
"""Bytes of one feed."""

MAX_TAGS = 120_000
"""Of one feed, with those of the HTML in it; a thousand items have about 50 thousand. Each takes
some 15 microseconds."""

MAX_REFERENCES = 400_000
"""Characters written as `&…;`, of one feed; HTML that is escaped has some four for each tag."""

MAX_DEPTH = 250
"""Elements one in another; feeds have fewer than 30, libxml2 takes 255."""

MAX_NAMESPACES = 100
"""Different ones of one feed; feeds have up to 20. Each element is compared with all of them."""

HEAD = 20_000
"""Code points in which a feed's first element stands."""


@dataclass(frozen=True, slots=True)
class Markup:
    """`about` and `entries` are as feedparser gives them. `broken` says where the XML is, in
    words ("line 3"), None where it is sound."""

    about: Any
    entries: list[Any]
    broken: str | None = None


def read_markup(data: bytes) -> Markup:
    """What stands in a feed's bytes. Broken XML is read as far as it can be mended.

    Raises IngestError for what is no feed, for one that declares entities of its own and for one
    out of bounds.
    """
    if len(data) > MAX_FEED:
        raise IngestError(f"The feed is larger than {MAX_FEED / 1e6:g} MB.")
    refuse_binary(data, "The feed")
    source = _defused(data)
    if not IS_FEED.search(source[:HEAD]):
        raise IngestError("This is no RSS or Atom feed. Check the address of the feed.")
    _check_bounds(source)
    strict = _Strict("", None, "utf-8")
    try:
        _parse_strictly(source, strict)
    except IngestError:
        raise
    except Exception as error:  # noqa: BLE001 - feedparser stumbles over some values in sound XML
        found = _Loose("", None, "utf-8", {})
        found.feed(source)
        return Markup(found.feeddata, found.entries, _place(strict.exc or error))
    return Markup(strict.feeddata, strict.entries)


def _check_bounds(source: str) -> None:
    """Raises IngestError for mark-up that would take a long time, by counting alone."""
    for sign, most, name in (("<", MAX_TAGS, "tags"), ("&", MAX_REFERENCES, "references (&…;)")):
        if source.count(sign) > most:
            raise IngestError(f"The feed has more than {most:,} {name}. Is there a shorter one?")
    if any(piece.count("=", 0, _end(piece)) > MAX_ATTRIBUTES for piece in source.split("<")):
        raise _not_built_so()


def _end(piece: str) -> int:
    """Where a tag ends in what follows its "<", quoted values aside."""
    end = piece.find(">")
    return len(piece) if end < 0 else end


def _not_built_so() -> IngestError:
    return IngestError("The feed is not built like a feed of news. Is there another one?")


def _parse_strictly(source: str, handler: _Strict) -> None:
    parser = xml.sax.make_parser()  # noqa: S317 - without a document type there is no attack left
    parser.setFeature(xml.sax.handler.feature_namespaces, True)
    parser.setFeature(xml.sax.handler.feature_external_ges, False)
    parser.setContentHandler(handler)
    parser.setErrorHandler(handler)
    stream = xml.sax.xmlreader.InputSource()
    stream.setByteStream(io.BytesIO(source.encode()))
    parser.parse(stream)


class _Bounded:
    """What both parsers do less of than feedparser's own."""

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
        """Of categories and keywords, which nobody reads, only the last: feedparser compares each
        with all before it."""
        about = self._get_context()  # type: ignore[attr-defined]
        about["tags"] = [FeedParserDict(term=term, scheme=scheme, label=label)]

    def _sync_author_detail(self, key: str = "author") -> None:
        """A name and an address that came apart are put together. A name alone stays as it is:
        looking for an address in it takes time with the square of its length."""
        parts = self._get_context().get(f"{key}s")  # type: ignore[attr-defined]
        if parts and parts[-1]:
            super()._sync_author_detail(key)  # type: ignore[misc]


class _Strict(_Bounded, StrictFeedParser):  # type: ignore[misc]
    """For XML that is sound. Text comes line by line and is handed on in one."""

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
    """For what is broken; there, elements that are never closed say nothing about depth."""

    def handle_charref(self, ref: str) -> None:
        try:
            super().handle_charref(ref)
        except (ValueError, OverflowError):  # no such character
            self.handle_data(f"&#{ref};")


def _defused(data: bytes) -> str:
    """The feed as text in UTF-8 without its document type and declarations. An entity of its own
    is how a small file becomes a huge one, or one that reads other files; no honest feed has
    any."""
    text = decode(data, html=True).text.lstrip(_BEFORE)
    text = _CONTROL.sub("", text)
    declared = _ENTITY.search(text)
    if declared:
        line = text.count("\n", 0, declared.start()) + 1
        raise IngestError(
            "the feed declares entities of its own, which is not read. Tell its publisher.",
            place=f"line {line}",
        )
    start = _root_at(text)
    if not IS_FEED.search(text, start, start + HEAD):  # perhaps behind what was never closed
        found = IS_FEED.search(text, 0, HEAD)
        start = found.start() if found else 0
    lines = "\n" * text.count("\n", 0, start)  # places in the text stay where they are
    return f'<?xml version="1.0" encoding="utf-8"?>{lines}{text[start:]}'


def _root_at(text: str) -> int:
    """Where the first element begins: behind declarations, processing instructions, comments, the
    document type, and whatever a server put there by mistake."""
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
    return f"line {line}" if line else "some place"


IS_FEED = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_BEFORE = " \t\r\n\f\v\ufeff\0"
_NO_ELEMENT = {"<!--": "-->", "<?": ">", "<!": ">"}  # and how each ends
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

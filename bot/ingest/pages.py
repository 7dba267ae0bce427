"""A web page → the article in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction

from bot import i18n
from bot.i18n import N_, gettext
from bot.ingest.decoding import MAX_BYTES, MAX_TEXT, decode, fitting, refuse_binary, storable
from bot.ingest.described import Described, describe, language_of
from bot.ingest.documents import Basis, Incoming, IngestError
from bot.ingest.unseen import drop_hidden

FEWEST_WORDS = 25
"""A text with fewer words is no article: a cookie notice, a headline, a login form."""

MAX_ELEMENTS = 12_000
"""Elements of one page; articles have some hundred to a few thousand."""

MAX_ATTRIBUTES = 500
"""Attributes of one element; the parser's time grows with their square."""

_PASTE = N_("Paste the text instead.")
_SHORT_ERROR = 150  # words; an article that only quotes such a sentence is longer
_SHORT_TEASER = 250  # words before a paywall
_MOST_SEEN = MAX_TEXT + 100_000  # code points, with menus and white space


def read_page(
    data: bytes,
    *,
    today: date,
    url: str | None = None,
    charset: str | None = None,
    what: str = "The page",
) -> Incoming:
    """The article in a page's bytes. `charset` is the one in the HTTP header.

    Raises IngestError if there is none: an empty page, an error page, a paywall.
    """
    if len(data) > MAX_BYTES:
        raise IngestError(
            gettext(
                "{what} is larger than {max_bytes} MB. {paste}",
                what=what,
                max_bytes=format(MAX_BYTES / 1e6, "g"),
                paste=gettext(_PASTE),
            )
        )
    refuse_binary(data, what)
    decoded = decode(data, charset, html=True)
    tree = parsed(decoded.text, what)
    unread = sum(len(e.text_content()) for e in tree.iter("script", "style", "noscript"))
    if len(tree.text_content()) - unread > _MOST_SEEN:
        raise IngestError(
            gettext(
                "{what} has more than {max_text} characters. {paste}",
                what=what,
                max_text=i18n.grouped(MAX_TEXT),
                paste=gettext(_PASTE),
            )
        )
    described = describe(tree, url, today)
    remarks = [remark for remark in (decoded.remark, *described.remarks) if remark]
    text = _text(tree, described)
    _check(tree, text, described, what)
    if described.paywalled:
        remarks.append(
            gettext("The page says that it is not free to read; the text may be cut short.")
        )
    bases = dict(described.bases)
    language = described.fields.get("language")
    if language is None:
        language, bases["language"] = language_of(text), Basis.WORDS
    return Incoming(
        text=fitting(text, what),
        **{**described.fields, "language": language},
        bases=tuple(bases.items()),
        remarks=tuple(remarks),
    )


def parsed(text: str, what: str) -> HtmlElement:
    """The tree of a page's mark-up, without comments. Raises IngestError if it is empty or has
    too many elements."""
    empty = IngestError(gettext("{what} is empty. {paste}", what=what, paste=gettext(_PASTE)))
    source = storable(text).encode()
    if not source:
        raise empty
    options = {"encoding": "utf-8", "remove_comments": True, "remove_pis": True}
    try:
        etree.fromstring(source, HTMLParser(target=_Counted(what), **options))
        tree = document_fromstring(source, parser=HTMLParser(**options))
    except (etree.LxmlError, ValueError, AssertionError):
        raise empty from None
    return tree


class _Counted:
    """Counts a page's elements before a tree is made of them, and refuses a page above the
    limits."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._elements = 0

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise IngestError(
                gettext(
                    "{what} has more than {max_elements} elements. {paste}",
                    what=self._what,
                    max_elements=i18n.grouped(MAX_ELEMENTS),
                    paste=gettext(_PASTE),
                )
            )
        if len(attributes) > MAX_ATTRIBUTES:
            raise IngestError(
                gettext(
                    "{what} is not built like an article. {paste}",
                    what=self._what,
                    paste=gettext(_PASTE),
                )
            )

    def close(self) -> None:
        return None


def plain(markup: str) -> str:
    """The words of a piece of HTML (a feed's summary), a blank line between paragraphs."""
    if "<" not in markup:
        return storable(unescape(markup))
    try:
        tree = parsed(f"<div>{markup}</div>", gettext("The text"))
    except IngestError:
        return ""
    drop_hidden(tree)
    return storable("\n\n".join(_paragraphs(tree)))


def count_words(text: str) -> int:
    """The number of words; in scripts without spaces two characters count as one."""
    together = len(_NO_SPACES.findall(text))
    return len(_WORD.findall(_NO_SPACES.sub(" ", text))) + together // 2


def _text(tree: HtmlElement, described: Described) -> str:
    """The article's paragraphs; changes the tree. The text in its JSON-LD is used if the mark-up
    has hardly any."""
    drop_hidden(tree)
    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001 - a tree on which it fails has no article that it can find
        found = None
    body = getattr(found, "body", None)
    text = "\n\n".join(_paragraphs(body)) if body is not None else ""
    if described.body and count_words(text) < FEWEST_WORDS:
        return plain(described.body)
    return text


def _paragraphs(tree: HtmlElement) -> Iterator[str]:
    """The text of a tree, block by block; a line break inside a block is kept."""
    block: list[str] = []

    def closed() -> str:
        lines = [" ".join(line.split()) for line in "".join(block).split("\v")]
        block.clear()
        return "\n".join(line for line in lines if line)

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag
        breaks = not isinstance(name, str) or name not in _INLINE
        if breaks and (done := closed()):
            yield done
        if event == "start":
            if name in ("lb", "br"):
                block.append("\v")
            block.append(_flat(element.text))
        elif element is not tree:
            block.append(_flat(element.tail))
    if done := closed():
        yield done


def _flat(text: str | None) -> str:
    return (text or "").replace("\v", " ")


def _check(tree: HtmlElement, text: str, described: Described, what: str) -> None:
    """Raises IngestError if the text is no article."""
    words = count_words(text)
    heading = f"{tree.findtext('.//title') or ''} {tree.findtext('.//h1') or ''}"[:500]
    if words < _SHORT_ERROR and _ERROR_PAGE.search(heading):
        raise IngestError(
            gettext(
                "{what} is an error page (“{heading}”). Check the address, or paste the text "
                "instead.",
                what=what,
                heading=" ".join(heading.split())[:80],
            )
        )
    if words < _SHORT_TEASER:
        seen = " ".join(tree.text_content().split())[:20_000]
        if described.paywalled or _PAYWALL.search(seen):
            raise IngestError(
                gettext(
                    "{what} is behind a paywall: only {words} words can be read. {paste}",
                    what=what,
                    words=words,
                    paste=gettext(_PASTE),
                )
            )
        if words < FEWEST_WORDS and _NO_ROBOTS.search(seen):
            raise IngestError(
                gettext(
                    "{what} shows itself only to a browser. {paste}",
                    what=what,
                    paste=gettext(_PASTE),
                )
            )
    if words < FEWEST_WORDS:
        start = " ".join(text.split())[:60]
        seen_words = (
            gettext("{words} words: “{start}…”", words=words, start=start)
            if words
            else gettext("no words at all")
        )
        raise IngestError(
            gettext(
                "{what} has no article text ({seen_words}). {paste}",
                what=what,
                seen_words=seen_words,
                paste=gettext(_PASTE),
            )
        )


_INLINE = frozenset(
    """a abbr acronym b bdi bdo big br cite code data dfn em font hi i ins kbd lb label mark q ref
    rp rt ruby s samp small span strike strong sub sup time tt u var wbr graphic""".split()
)
_WORD = re.compile(r"\w[\w'’-]*")
_NO_SPACES = re.compile("[぀-ヿ㐀-䶿一-鿿豈-﫿฀-๿ກ-໿က-႟ក-៿]")
_ERROR_PAGE = re.compile(
    r"\b(?:40[0134]|410|429|50[0234])\b.{0,40}\b(?:error|not found|forbidden|denied|gone"
    r"|unavailable|gateway)|\berror\s+(?:40\d|410|50\d)\b|^\s*(?:404|403|500|503)\b"
    r"|page (?:could )?not (?:be )?found|page (?:does ?n.t|does not) exist"
    r"|page (?:isn.t|is not|no longer) available"
    r"|access denied|just a moment|attention required|are you (?:a )?(?:human|robot)"
    r"|security check|service unavailable|bad gateway|seite nicht gefunden|page introuvable"
    r"|página no encontrada|страница не найдена",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscribe (?:now |today )?to (?:continue|keep|read|unlock|access)"
    r"|(?:subscribers?|members?)[- ]only|(?:only|exclusively) (?:for|to) (?:our )?(?:subscribers"
    r"|members)|(?:article|story|content) is (?:for|reserved for|only for|available to)"
    r"(?: our)? (?:paying )?(?:subscribers|members)|already a (?:subscriber|member)\?"
    r"|(?:log|sign) in (?:or subscribe )?to (?:continue|keep) reading"
    r"|to (?:continue|keep) reading,? (?:please )?(?:subscribe|log in|sign in|register)"
    r"|you have (?:reached|read) your (?:last |limit)|free articles? (?:left|remaining)"
    r"|réservé aux abonnés|nur für abonnenten|solo para suscriptores",
    re.IGNORECASE,
)
_NO_ROBOTS = re.compile(
    r"(?:enable|turn on|activate|requires?|need) (?:your )?java ?script|java ?script is disabled"
    r"|enable cookies|unusual traffic|verify(?:ing)? (?:that )?you are (?:a )?human",
    re.IGNORECASE,
)

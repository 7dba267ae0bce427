"""Twice as much takes about twice as long, in every parser of what others wrote: nothing that is
sent to the desk keeps it busy. Each input is what one parser is slowest at."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial

import pytest

from bot.ingest.claimreview import read_reviews, reviews_in_page
from bot.ingest.documents import IngestError
from bot.ingest.feed_markup import (
    HEAD,
    MAX_DEPTH,
    MAX_FEED,
    MAX_NAMESPACES,
    MAX_REFERENCES,
    MAX_TAGS,
)
from bot.ingest.feeds import read_feed
from bot.ingest.files import read_file
from bot.ingest.pages import MAX_ATTRIBUTES, read_page
from bot.ingest.table import read_table
from bot.record.exchange.interchange import RecordError, parse
from tests.timing import quickest

TODAY = date(2026, 11, 22)
SIZE = 12_000
"""Bytes of the part that grows."""

AT_MOST = 2.6
"""Times as long for twice as much, and a little for the clock."""

CEILING = 6.0
"""Seconds of processor time for the worst input within bounds, on a busy machine."""

Make = Callable[[int], str]


def again(piece: str) -> Make:
    return lambda size: piece * (size // len(piece))


def counted(piece: str) -> Make:
    """The piece with a number in it, a different one each time."""
    return lambda size: "".join(piece.format(n) for n in range(size // (len(piece) + 3)))


def around(before: str, make: Make, behind: str) -> Make:
    return lambda size: f"{before}{make(size)}{behind}"


def attributes(number: int) -> str:
    return " ".join(f"c{n}='1'" for n in range(number))


def rss(item: str, more: str = "") -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:u="urn:u"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
        ' xmlns:media="http://search.yahoo.com/mrss/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title>'
        f"{more}<item><guid>1</guid><title>A</title>{item}</item></channel></rss>"
    )


def element(name: str, make: Make) -> Make:
    return lambda size: f"<{name}>{make(size)}</{name}>"


IN_A_FEED: dict[str, Make] = {
    "elements": again("<a></a>"),
    "elements with a prefix": again("<u:a/>"),
    "elements with a base": again("<a xml:base='x/'/>"),
    "nested": lambda size: "<a>" * (size // 7) + "</a>" * (size // 7),
    "attributes": around("<a ", counted("b{}='1' "), "/>"),
    "many with attributes": again(f"<a {attributes(400)}/>"),
    "name spaces": counted('<n{0}:a xmlns:n{0}="urn:{0}"/>'),
    "name spaces of one": around("<a ", counted("xmlns:n{0}='urn:{0}' "), "/>"),
    "categories": counted("<category>{}</category>"),
    "keywords": element("itunes:keywords", counted("{},")),
    "media keywords": element("media:keywords", counted("{},")),
    "tags": element("tags", counted("{},")),
    "an author in one word": element("author", again("a")),
    "an author of dots": element("author", lambda size: "a@" + "a." * (size // 2)),
    "an author by dc": element("dc:creator", again("a-")),
    "an author by itunes": element("itunes:author", again("a_")),
    "a publisher": element("dc:publisher", again("a")),
    "many authors": again("<author>a@b.cd (A)</author>"),
    "many authors in one word": again(f"<author>{'a' * 99}</author>"),
    "a date of digits": element("pubDate", again("1")),
    "a date of words": element("pubDate", again("Mon ")),
    "references": element("description", again("&amp;")),
    "numbered references": element("description", again("&#8212;")),
    "lines": element("description", again("a\n")),
    "other letters": element("description", again("é — ")),
    "escaped HTML": element("description", again("&lt;p&gt;a&lt;/p&gt;")),
    "HTML": lambda size: f"<description><![CDATA[{again('<p>a</p>')(size)}]]></description>",
    "sections": element("description", again("<![CDATA[a]]>")),
    "links": counted("<link>https://a.example/{}</link>"),
    "a link of parameters": element("link", again("?a&amp;b")),
    "enclosures": again('<enclosure url="https://a.example/"/>'),
    "titles": again("<title>a</title>"),
    "contents": again("<content>a b</content>"),
    "comments": again("<!-- a -->"),
    "instructions": again("<?a b?>"),
}
BROKEN: dict[str, Make] = {
    "elements": again("<a>b</a>"),
    "never closed": again("<a>"),
    "never opened": again("</a>"),
    "angles": again("<"),
    "half tags": again("<a "),
    "half attributes": again('<a b="'),
    "quotes": lambda size: "<a b='" + "c" * size,
    "space in a tag": lambda size: f"<a {' ' * size}",
    "ampersands": again("&"),
    "half references": again("&#"),
    "named references": again("&eacute;"),
    "half comments": again("<!--"),
    "half declarations": again("<!"),
    "half sections": again("<![CDATA["),
    "section ends": again("]]>"),
    "items": again("<item><guid>a</guid>"),
    "text": again("a b "),
}
BEFORE: dict[str, Make] = {
    "lines": again("\n"),
    "comments": again("<!-- -->"),
    "half comments": again("<!--"),
    "instructions": again("<?a b?>"),
    "document types": again("<!DOCTYPE a>"),
}


def atom(content: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>{content}</entry></feed>'


def xhtml(make: Make) -> Make:
    head = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
    return lambda size: f"{head}{make(size)}</div></content>"


IN_ATOM: dict[str, Make] = {
    "authors": again("<author><name>a</name><email>b@c.de</email></author>"),
    "an author in one word": lambda size: f"<author><name>{'a' * size}</name></author>",
    "categories": counted('<category term="{}"/>'),
    "XHTML": xhtml(again("<p>a</p>")),
    "nested XHTML": xhtml(lambda size: "<b>" * (size // 7) + "</b>" * (size // 7)),
    "many XHTML": lambda size: xhtml(lambda _: "a")(0) * (size // 80),
}


def page(body: str, head: str = "") -> bytes:
    story = "<p>The harbour board of Lindmar voted on Tuesday to close the old pier to all.</p>"
    return f"<html><head>{head}</head><body>{story}{body}</body></html>".encode()


def script(make: Make) -> Make:
    return lambda size: f'<script type="application/ld+json">{make(size)}</script>'


IN_A_PAGE: dict[str, Make] = {
    "paragraphs": again("<p>a b</p>"),
    "nested": again("<div>"),
    "spans": again("<span>a</span>"),
    "attributes": lambda size: f"<a {counted(' b{}=1')(size)}>",
    "many with attributes": again(f"<a {attributes(400)}>"),
    "angles": again("<"),
    "ampersands": again("&"),
    "half comments": again("<!--"),
    "text": again("Ida Holm said so. "),
    "classes": lambda size: f'<p class="{"a " * (size // 2)}">x</p>',
    "times": again("<time datetime=2024-01-01>x</time>"),
}
IN_A_HEAD: dict[str, Make] = {
    "style": lambda size: f"<style>{again('.a{display:none}')(size)}</style>",
    "half style": lambda size: f"<style>{again('.a{')(size)}</style>",
    "half comments": lambda size: f"<style>{again('/*')(size)}</style>",
    "metas": again("<meta name=author content=x>"),
    "brackets": script(again("[")),
    "braces": script(again('{"a":')),
    "objects": script(again('{"a":1},')),
    "commas": script(again(", ")),
    "many": again('<script type="application/ld+json">{"@type":"Article"}</script>'),
    "authors": script(
        lambda size: '{"@type":"Article","author":[' + again('{"name":"a"},')(size) + "0]}"
    ),
}


def table(cells: str) -> bytes:
    return f"text,url,author\n{cells}".encode()


IN_A_TABLE: dict[str, Make] = {
    "rows": again("Ida Holm said so,https://a.example/1,x\n"),
    "quotes": around('"', again('""'), '",,\n'),
    "a cell": lambda size: f"{'a' * size},,\n",
    "lines in a cell": around('"', again("a\n"), '",,\n'),
    "commas": again(","),
    "wrong rows": again("a\n"),
    "empty rows": again("\n"),
    "half quotes": again('"a\n'),
    "tracking": lambda size: f"a b,https://a.example/?{again('utm_source=x&')(size)},\n",
}


def reviews(make: Make) -> Make:
    return lambda size: f'{{"dataFeedElement":[{make(size)}0]}}'


REVIEW = (
    '{{"item":[{{"@type":"ClaimReview","url":"https://o.example/{}","claimReviewed":"{}",'
    '"author":{{"name":"O"}},"reviewRating":{{"alternateName":"False"}}}}]}},'
)
IN_REVIEWS: dict[str, Make] = {
    "items": reviews(lambda n: "".join(REVIEW.format(i, "a") for i in range(n // 160))),
    "wrong items": reviews(lambda n: "".join(REVIEW.format(i, "") for i in range(n // 160))),
    "brackets": again("["),
    "braces": again('{"@graph":['),
    "nested lists": lambda size: json.dumps({"a": [[[]]] * (size // 8)}),
    "digits": lambda size: '{"claims":[' + "1" * size + "]}",
    "escapes": lambda size: '["' + again("\\u0041")(size) + '"]',
    "claims": lambda size: json.dumps({"claims": [{"text": "a"}] * (size // 15)}),
}


def record(**lists: object) -> str:
    return json.dumps({"format": "on-record/1", **lists})


IN_A_RECORD: dict[str, Make] = {
    "outlets": lambda n: record(
        outlets=[{"key": f"o{i}", "name": f"N {i}"} for i in range(n // 35)]
    ),
    "a chain of sources": lambda n: record(
        sources=[
            {"key": f"s{i}", "name": f"N {i}", "kind": "organisation", "parent": f"s{i - 1}"}
            for i in range(n // 70)
        ]
    ),
    "claims": lambda n: record(
        claims=[
            {"key": f"c{i}", "text": "The ferry sank in May.", "kind": "event"}
            for i in range(n // 70)
        ]
    ),
    "one key": lambda n: record(outlets=[{"key": "o", "name": "N"}] * (n // 30)),
    "wrong entries": lambda n: record(outlets=[{"x": 1}] * (n // 10)),
    "unknown keys": lambda n: record(**{f"k{i}": 1 for i in range(n // 12)}),
    "brackets": again("["),
    "a document": lambda n: record(documents=[{"key": "d", "text": "Ida " * (n // 4)}]),
}
MARKDOWN: dict[str, Make] = {
    "links": again("[a]("),
    "pictures": again("![a]"),
    "stars": again("**a"),
    "lines": again("_a_"),
    "headings": again("# a\n"),
    "quotes": again(">"),
    "rules": again("- - "),
    "front matter": again("---\n"),
}


def feed(data: bytes) -> None:
    for item in read_feed(data, today=TODAY, url="https://a.example/feed").items:
        assert item.text is not None


def _whole(whole: Callable[[str], bytes], make: Make, size: int) -> bytes:
    return whole(make(size))


def cases() -> dict[str, tuple[Callable[[bytes], object], Callable[[int], bytes]]]:
    """(what reads it, what makes it of a size), by name."""
    found: dict[str, tuple[Callable[[bytes], object], Callable[[int], bytes]]] = {}

    def put(
        what: str,
        made: dict[str, Make],
        read: Callable[[bytes], object],
        whole: Callable[[str], bytes],
    ) -> None:
        for name, make in made.items():
            found[f"{what}: {name}"] = read, partial(_whole, whole, make)

    def article(data: bytes) -> None:
        read_page(data, today=TODAY, url="https://a.example/p")

    put("feed", IN_A_FEED, feed, lambda text: rss(text).encode())
    put("broken feed", BROKEN, feed, lambda text: rss(f"<x>&nope;{text}").encode())
    put("head of a feed", BEFORE, feed, lambda text: f"{text}{rss('')[21:]}".encode())
    put("Atom", IN_ATOM, feed, lambda text: atom(text).encode())
    put("page", IN_A_PAGE, article, page)
    put("head of a page", IN_A_HEAD, article, lambda text: page("", text))
    put("reviews of a page", IN_A_HEAD, reviews_in_page, lambda text: page("", text))
    put("table", IN_A_TABLE, lambda data: read_table(data, today=TODAY), table)
    put("reviews", IN_REVIEWS, read_reviews, str.encode)
    put("record", IN_A_RECORD, parse, str.encode)
    put("Markdown", MARKDOWN, lambda d: read_file(d, name="a.md", today=TODAY), str.encode)
    return found


CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_twice_as_much_takes_about_twice_as_long(name: str) -> None:
    read, make = CASES[name]

    def seconds(data: bytes, enough: float = 0.0) -> float:
        def run() -> None:
            with suppress(IngestError, RecordError):
                read(data)

        return quickest(run, enough=enough)

    one = seconds(make(SIZE))
    most = AT_MOST * one + 0.03
    two = seconds(make(2 * SIZE), most)
    assert two < most, f"{one:.3f} s, then {two:.3f} s"


WORST = {
    "elements with a base": "<a xml:base='http://b.example/x/'/>" * (MAX_TAGS - 40),
    "many authors": f"<author>{'a' * 79}@</author>" * (MAX_TAGS // 2 - 20),
    "half tags": "&nope;" + "<a " * (MAX_TAGS - 40),
    "an author": f"<author>{'a' * 19_000_000}</author>",
}


@pytest.mark.parametrize("name", WORST)
def test_the_worst_feed_within_bounds_is_read_in_seconds(name: str) -> None:
    data = rss(WORST[name]).encode()
    assert len(data) <= MAX_FEED
    assert quickest(lambda: read_feed(data, today=TODAY), times=1) < CEILING


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<a></a>" * (MAX_TAGS // 2), f"more than {MAX_TAGS:,} tags"),
        ("&amp;" * (MAX_REFERENCES + 1), "references"),
        (f"<a {attributes(MAX_ATTRIBUTES + 1)}/>", "not built"),
        (f"<a b='>' {attributes(MAX_ATTRIBUTES + 1)}/>", "not built"),
        ("<a>" * MAX_DEPTH + "</a>" * MAX_DEPTH, "not built"),
        ("".join(f"<a xmlns:n{n}='urn:{n}'/>" for n in range(MAX_NAMESPACES)), "not built"),
    ],
)
def test_a_feed_out_of_bounds_is_refused_in_words_at_once(text: str, sentence: str) -> None:
    data = rss(text).encode()

    def refused() -> None:
        with pytest.raises(IngestError, match=sentence):
            read_feed(data, today=TODAY)

    assert quickest(refused, times=1) < 1
    assert len(rss("")) * 10 < HEAD

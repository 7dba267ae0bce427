"""Pages and files: what is taken for the article, by which basis, and what is refused in words."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.decoding import MAX_TEXT, decode
from bot.ingest.documents import Basis, Incoming, IngestError
from bot.ingest.files import pasted, read_file
from bot.ingest.pages import count_words, plain, read_page
from tests.ingest.ingested import ARTICLE, STORY, html, ld

TODAY = date(2026, 11, 22)
HERE = "https://www.lindmar-post.example/news/pier"


def read(data: bytes, **more: object) -> Incoming:
    return read_page(data, today=TODAY, **{"url": HERE, **more})  # type: ignore[arg-type]


def test_json_ld_comes_first_and_each_field_says_how_it_is_known() -> None:
    head = (
        "<title>Another title</title><meta name=author content='Somebody Else'>"
        "<link rel=canonical href='/news/pier?utm_source=feed'>" + ld(ARTICLE)
    )
    found = read(html(head=head), url=HERE + "?utm_campaign=x#top")
    assert found.text == "\n\n".join(STORY)
    assert (found.title, found.author) == ("Pier & planks", "Jo Renn, Al Vey")
    assert (found.outlet, found.domain) == ("Lindmar Post", "lindmar-post.example")
    assert (found.published_on, found.language) == (date(2024, 3, 5), "en")
    assert found.canonical_url == HERE
    for name in ("title", "author", "outlet", "published_on", "language"):
        assert found.basis_of(name) is Basis.JSON_LD
    assert found.basis_of("canonical_url") is Basis.HTML
    assert found.basis_of("domain") is Basis.ADDRESS


@pytest.mark.parametrize(
    "block",
    [
        ld({"@graph": [{"@type": "WebSite", "name": "Site"}, ARTICLE]}),
        ld([[{"@type": "BreadcrumbList"}], ARTICLE]),
        ld("{not json") + ld(ARTICLE),
        ld(json.dumps(ARTICLE).replace("}]", "},]")[:-1] + ",};"),
        ld("<!--\n" + json.dumps(ARTICLE, indent=1) + "\n-->"),
        ld(json.dumps(ARTICLE).replace("Pier &amp; planks", "Pier &amp;\n planks")),
        ld(json.dumps({"@type": "WebPage"}) + "\n" + json.dumps(ARTICLE)),
        ld({"@type": "WebPage", "mainEntity": ARTICLE}),
        ld([{**ARTICLE, "headline": "A teaser", "url": "/other"}, {**ARTICLE, "url": HERE}]),
    ],
    ids="graph nested beside-broken commas comment newline several inner own-address".split(),
)
def test_json_ld_is_found_in_every_form_it_takes(block: str) -> None:
    found = read(html(head=block))
    assert (found.title, found.basis_of("title")) == ("Pier & planks", Basis.JSON_LD)


def test_without_json_ld_the_mark_up_is_read() -> None:
    head = (
        "<title>Old pier to close - Lindmar Post</title>"
        "<meta property='og:site_name' content='Lindmar Post'>"
        "<meta name=author content='Jo Renn'>"
        "<meta property='article:published_time' content='2024-03-05T10:00:00Z'>"
    )
    found = read(html(head=head, body="<h1>Old pier to close</h1>"))
    assert found.title == "Old pier to close"
    assert (found.outlet, found.author) == ("Lindmar Post", "Jo Renn")
    assert (found.published_on, found.basis_of("published_on")) == (
        date(2024, 3, 5),
        Basis.HTML,
    )
    assert found.basis_of("outlet") is Basis.TRAFILATURA
    assert found.basis_of("language") is Basis.HTML


def test_what_is_not_known_is_left_open() -> None:
    found = read_page(html(), today=TODAY)
    assert (found.outlet, found.author, found.published_on, found.url) == (None,) * 4
    assert found.basis_of("author") is None


@pytest.mark.parametrize(
    "head",
    [
        ld({**ARTICLE, "datePublished": "2031-01-01"}),
        "<meta property='article:published_time' content='2031-01-01'>",
    ],
)
def test_a_date_in_the_future_is_dropped_and_said(head: str) -> None:
    found = read(html(head=head))
    assert found.published_on is None
    assert found.remarks == ("A date in the future was dropped: 2031-01-01.",)


def test_a_canonical_address_elsewhere_or_at_the_front_is_not_believed() -> None:
    for link in ("https://other.example/news/pier", "/"):
        found = read(html(head=f"<link rel=canonical href='{link}'>"))
        assert found.canonical_url == HERE
        assert found.basis_of("canonical_url") is Basis.ADDRESS


def test_hidden_text_and_scripts_are_not_in_the_text() -> None:
    head = """<style>/* .seen {display:none} */ .gone, .also { color: red; display : none }
        @media print { .seen { display: none } } .menu .seen { display:none }
        #me { visibility:hidden }</style>"""
    hidden = """<p style="display:none">SECRET one that nobody on a screen can read.</p>
        <p hidden>SECRET two that nobody on a screen can read at all.</p>
        <div aria-hidden="true"><p>SECRET three that nobody on a screen can read.</p></div>
        <p class="x gone">SECRET four that nobody on a screen can read at all.</p>
        <p id=me>SECRET five that nobody on a screen can read at all.</p>
        <p>A visible<span style="font-size:0">SECRET</span> sentence that stays in the text.</p>
        <p class=seen>Another visible sentence that stays where it is in the text.</p>
        <script>var SECRET = "six that nobody can read";</script>
        <noscript><p>SECRET seven that nobody on a screen can read.</p></noscript>
        <template><p>SECRET eight that nobody on a screen can read.</p></template>
        <!-- SECRET nine that nobody on a screen can read. -->"""
    found = read(html(head=head, body=hidden))
    assert "SECRET" not in found.text
    assert "A visible sentence that stays" in found.text
    assert "Another visible sentence" in found.text


def test_paragraphs_lists_and_line_breaks_keep_their_places() -> None:
    body = "<p>First <b>bold</b>, <a href=/x>linked</a> words<br>and a line.</p>"
    body += "<ul><li>One thing was said.</li><li>Another was not.</li></ul>"
    body += "<blockquote><p>We saw <i>nothing</i>.</p></blockquote>"
    assert read(html(body=body)).text.split("\n\n")[:4] == [
        "First bold, linked words\nand a line.",
        "One thing was said.",
        "Another was not.",
        "We saw nothing.",
    ]


@pytest.mark.parametrize(
    ("data", "header"),
    [
        (html().replace(b'"utf-8"', b'"windows-1252"').decode().encode("cp1252"), None),
        (html().decode().replace('<meta charset="utf-8">', "").encode("cp1252"), "ISO-8859-1"),
        (html().decode().replace('<meta charset="utf-8">', "").encode("cp1252"), "nonsense"),
        (html(), "iso-8859-1"),
        (html().replace(b'"utf-8"', b'"iso-8859-1"'), None),
        (html().decode().encode("utf-16"), None),
        (b"\xef\xbb\xbf" + html(), "koi8-r"),
    ],
    ids="meta header none header-wrong meta-wrong bom16 bom8".split(),
)
def test_the_character_set_is_found_also_where_it_is_stated_wrongly(
    data: bytes, header: str | None
) -> None:
    assert "“It is unsafe,” said" in read(data, charset=header).text


def test_other_scripts_are_read_by_what_is_declared_or_guessed() -> None:
    text = "Совет гавани закрыл старый причал, потому что доски прогнили и держались плохо."
    assert decode(text.encode("koi8-r"), "KOI8-R").text == text
    assert decode((text * 5).encode("cp1251")).text == text * 5
    japanese = "港湾委員会は古い桟橋を閉鎖した。"
    assert decode(japanese.encode("shift_jis"), "Shift_JIS").text == japanese
    assert decode(b"caf\xe9 \x81", "utf-8").remark


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"   \n ", "is empty"),
        (b"<html></html>", "no words at all"),
        (
            html(story=["Only a few words stand here, not an article."]),
            r"\(\d+ words: “",
        ),
        (html(head="<title>404 Not Found</title>", story=["Sorry. " * 40]), "is an error page"),
        (html(head="<title>Just a moment...</title>", story=[]), "is an error page"),
        (html(body="<h1>Page not found</h1>", story=["Try the front page."]), "error page"),
        (html(story=[STORY[0], "Subscribe now to continue reading this."]), "behind a paywall"),
        (html(head=ld({**ARTICLE, "isAccessibleForFree": False})), "behind a paywall"),
        (html(head=ld({**ARTICLE, "isAccessibleForFree": "False"})), "behind a paywall"),
        (html(story=["Please enable JavaScript to view this page."]), "only to a browser"),
        (b"%PDF-1.7 \x00", "is a PDF"),
        (b"x" * 20_000_000, "larger than 5 MB"),
        (html(story=["word " * 300_000]), "more than 1,000,000 characters"),
        (b"<p>" * 30_000, "more than 12,000 elements"),
        (b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x", "not built like"),
    ],
)
def test_what_is_no_article_is_refused_in_words(data: bytes, sentence: str) -> None:
    started = time.monotonic()
    with pytest.raises(IngestError, match=sentence):
        read(data)
    assert time.monotonic() - started < 5


def test_a_long_text_behind_a_paywall_is_taken_with_a_remark() -> None:
    data = html(head=ld({**ARTICLE, "isAccessibleForFree": False}), story=STORY * 8)
    assert "not free to read" in read(data).remarks[0]


def test_an_article_about_an_error_is_no_error_page() -> None:
    title = "<title>Error 404: how a missing page became a joke</title>"
    assert read(html(head=title, story=STORY * 6)).text


def test_where_the_mark_up_has_hardly_any_text_the_description_may_have_it() -> None:
    body = "\n\n".join(STORY)
    found = read(html(head=ld({**ARTICLE, "articleBody": body}), story=["Loading"]))
    assert found.text == body


def test_deep_and_broken_mark_up_takes_no_long_time() -> None:
    started = time.monotonic()
    for data in (b"<div>" * 15_000, b"<" * 100_000, b"&" * 100_000, b"<style>" + b"/*" * 90_000):
        with suppress(IngestError):
            read(data + html())
    assert time.monotonic() - started < 5


def test_words_are_counted_in_scripts_without_spaces_too() -> None:
    assert count_words("Two words, don’t you say") == 5
    assert count_words("港湾委員会は古い桟橋を閉鎖した") == 7


def test_pasted_text_stays_as_it_is_but_can_be_stored() -> None:
    found = pasted("  “It is unsafe,”\r\nshe said.\x00 \ud800 The old pier is shut.\n")
    assert found.text == "“It is unsafe,”\nshe said.� � The old pier is shut."
    assert found.text.encode()
    assert (found.language, found.basis_of("language")) == ("en", Basis.WORDS)
    assert pasted(found.text).sha256 == found.sha256


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "no words"), (" …!\n", "no words"), ("a" * (MAX_TEXT + 1), "at most 1,000,000")],
)
def test_a_text_without_words_or_end_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(IngestError, match=sentence):
        pasted(text)


def test_a_markdown_file_loses_its_marks_and_keeps_its_words() -> None:
    data = (
        b"---\ntitle: 'The pier'\nauthor: Jo Renn\ndate: 2024-03-05\nurl: https://p.example/a\n"
        b"lang: en\n---\n# Pier shut\n\nThe **board** of [Lindmar](https://l.example) said:\n\n"
        b"> It is *not* safe, says snake_case_name.\n\n---\n![a pier](pier.png)\nThe end.\n"
    )
    found = read_file(data, name="pier.md", today=TODAY)
    assert found.text == (
        "Pier shut\n\nThe board of Lindmar said:\n\nIt is not safe, says snake_case_name."
        "\n\n\n\nThe end."
    )
    assert (found.title, found.author, found.published_on) == (
        "The pier",
        "Jo Renn",
        date(2024, 3, 5),
    )
    assert found.canonical_url == "https://p.example/a"
    assert found.basis_of("title") is Basis.FILE
    plainly = read_file(b"# Pier shut\nIt is.", name="a.markdown", today=TODAY)
    assert plainly.title == "Pier shut"


def test_files_are_read_by_name_or_by_what_they_look_like() -> None:
    assert read_file(html(), name="pier.html", today=TODAY).text == "\n\n".join(STORY)
    assert read_file(html(), name="pier", today=TODAY).text == "\n\n".join(STORY)
    assert read_file("Müller said so.".encode("cp1252"), name="a.txt", today=TODAY).text == (
        "Müller said so."
    )
    assert read_file("It is so.".encode("utf-16"), name="a.txt", today=TODAY).text == "It is so."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.4", "report.txt is a PDF"),
        (b"PK\x03\x04word/document.xml", "a Word or OpenDocument file"),
        (b"{\\rtf1 hello}", "rich-text"),
        (b"\x89PNG\r\n", "a picture"),
        (bytes(range(256)) * 50, "no text|no words"),
        (b"\x00\x01\x02\x03" * 500, "is no text"),
        (b"", "has no words"),
        (b"a" * 6_000_000, "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_text_is_named_for_what_it_is(data: bytes, sentence: str) -> None:
    if data == bytes(range(256)) * 50:
        data = b"\x00" * 60 + data
    with pytest.raises(IngestError, match=sentence):
        read_file(data, name="report.txt", today=TODAY)


tags = st.sampled_from(
    """<p> </p> <div hidden> </div> <script> </script> <script\ttype="application/ld+json">
    {"@type":"NewsArticle","headline": ["x" ,} <title> 404 <style> .a{display:none <!-- --> &amp; &
    <meta\tcharset= koi8-r utf-7 <table> <td> \0 \ud800 � word\tword\tword <a\thref= > < ]]> <br>
    <link\trel=canonical\thref="http://[::1"> <base\thref="//x">""".split(" ")
)


@settings(max_examples=50, deadline=2_000)
@given(
    st.binary(max_size=2_000)
    | st.lists(tags | st.text(max_size=8), max_size=60).map(
        lambda parts: " ".join(parts).encode("utf-8", "surrogatepass")
    ),
    st.sampled_from([None, "utf-8", "utf-16", "idna", "hex", "x\0"]),
)
def test_any_bytes_are_a_document_or_a_sentence(data: bytes, charset: str | None) -> None:
    for reading in (
        lambda: read(data, charset=charset),
        lambda: read_page(html(body="<p>x</p>").replace(b"x", data), today=TODAY),
        lambda: read_file(data, name="a.md", today=TODAY),
    ):
        with suppress(IngestError):
            found = reading()
            assert found.text == found.text.strip()
            assert "\0" not in found.text
            assert found.text.encode()
            assert all(value for _, value in found.bases)


@settings(max_examples=100)
@given(st.text(max_size=300))
def test_any_text_is_plain_words_or_refused(text: str) -> None:
    assert plain(text).encode() is not None
    with suppress(IngestError):
        assert pasted(text).text

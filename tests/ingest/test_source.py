"""One argument, whatever it is: file, address, feed, table, reviews or the words themselves."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.ingest.documents import Basis, Incoming, IngestError, Reviewed
from bot.ingest.fetching import Fetched, Route, fetch
from bot.ingest.given import NOTHING_GIVEN, Given
from bot.ingest.source import Argument, Content, How, content_of, kind_of, read_source
from tests.ingest.ingest_web import Answer, moved, page, serving
from tests.ingest.ingested import ARTICLE, STORY, html, item, ld, review, rss

TODAY = date(2026, 11, 22)


def nowhere(url: str) -> Fetched:
    raise AssertionError(f"{url} was fetched")


def read(
    argument: str, given: Given = NOTHING_GIVEN
) -> tuple[Content, list[Incoming | Reviewed | IngestError]]:
    reading = read_source(argument, How(TODAY, nowhere, given), files=True)
    found = list(reading.items)
    assert len(found) == reading.total
    return reading.content, found


@pytest.mark.parametrize(
    ("argument", "kind"),
    [
        ("https://post.example/a", Argument.ADDRESS),
        (" HTTP://post.example ", Argument.ADDRESS),
        ("<https://post.example/a|post.example/a>", Argument.ADDRESS),
        ("<https://post.example/a>", Argument.ADDRESS),
        ("notes.txt", Argument.FILE),
        ("my notes.md", Argument.FILE),
        ("./some where/x", Argument.FILE),
        ("record", Argument.FILE),
        ("The pier is shut, said the board.", Argument.TEXT),
        ("See https://post.example/a for more", Argument.TEXT),
        ("one\ntwo", Argument.TEXT),
        ("", Argument.TEXT),
    ],
)
def test_an_argument_is_told_by_its_form(argument: str, kind: Argument) -> None:
    assert kind_of(argument) is kind


def test_bytes_are_told_by_what_they_look_like_before_their_name() -> None:
    assert content_of(rss()) is Content.FEED
    assert content_of(rss(), content_type="text/html") is Content.FEED
    assert content_of(html(), content_type="text/xml") is Content.PAGE
    assert content_of(b"text,url\n") is Content.TABLE
    assert content_of(b"Anything", name="a.csv") is Content.TABLE
    assert content_of(json.dumps(review()).encode(), name="a.txt") is Content.REVIEWS
    assert content_of(b"Just words.", content_type="text/plain") is Content.TEXT


def test_words_are_a_document_with_what_is_said_about_them() -> None:
    given = Given(outlet="Post", url="https://p.example/a?fbclid=1", published_on=date(2024, 3, 5))
    content, (found,) = read("The pier is shut, said the board.", given)
    assert content is Content.TEXT
    assert isinstance(found, Incoming)
    assert (found.outlet, found.canonical_url, found.domain) == (
        "Post",
        "https://p.example/a",
        "p.example",
    )
    assert found.basis_of("published_on") is Basis.GIVEN


def test_an_old_date_that_is_given_is_kept() -> None:
    _, (found,) = read("The pier is open.", Given(published_on=date(1961, 4, 12)))
    assert isinstance(found, Incoming)
    assert found.published_on == date(1961, 4, 12)


def test_what_is_given_wins_over_what_is_read(tmp_path: Path) -> None:
    place = tmp_path / "pier.html"
    place.write_bytes(html(head=ld(ARTICLE)))
    _, (found,) = read(str(place), Given(title="Mine"))
    assert isinstance(found, Incoming)
    assert (found.title, found.basis_of("title")) == ("Mine", Basis.GIVEN)
    assert (found.outlet, found.basis_of("outlet")) == ("Lindmar Post", Basis.JSON_LD)


@pytest.mark.parametrize(
    "given",
    [Given(published_on=date(2031, 1, 1)), Given(url="nowhere")],
)
def test_what_cannot_be_is_not_taken_from_anyone(given: Given) -> None:
    with pytest.raises(IngestError, match=r"lies in the future|no web address"):
        read("The pier is shut, said the board.", given)


def test_files_of_every_kind_are_read(tmp_path: Path) -> None:
    files = {
        "a.txt": (b"The pier is shut.", Content.TEXT, 1),
        "a.md": (b"# The pier\n\nIt is shut.", Content.TEXT, 1),
        "a.html": (html(), Content.PAGE, 1),
        "b.html": (html(head=ld(review())), Content.PAGE, 2),
        "a.csv": (b"text\nOne is.\nTwo are.\n", Content.TABLE, 2),
        "a.json": (
            json.dumps([review(), review(url="https://c.example/2")]).encode(),
            "reviews",
            2,
        ),
    }
    for name, (data, content, count) in files.items():
        place = tmp_path / name
        place.write_bytes(data)
        kind, found = read(str(place))
        assert (kind, len(found)) == (content, count)
        assert not any(isinstance(one, IngestError) for one in found)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("absent.txt", "There is no file .*absent.txt"),
        ("folder", "is a folder"),
        ("../../../../../../../../dev/null", "no file with content"),
        ("a.pdf", "a.pdf is a PDF"),
        ("a.docx", "a.docx is a packed file"),
        ("other.json", "no ClaimReview"),
        ("nul\0.txt", "no such name is possible|cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "other.json").write_bytes(b"{}")
    with pytest.raises(IngestError, match=sentence):
        read(f"{tmp_path}/{name}")


def test_nobody_in_a_chat_reads_a_file_of_this_machine(tmp_path: Path) -> None:
    place = tmp_path / "secret.txt"
    place.write_text("A secret stands here.")
    (found,) = read_source(str(place), How(TODAY, nowhere)).items
    assert isinstance(found, Incoming)
    assert found.text == str(place)


def test_a_bad_row_is_named_beside_the_good_ones(tmp_path: Path) -> None:
    place = tmp_path / "a.csv"
    place.write_bytes(b"text,url\n" + b"Said so.,\n" * 3_998 + b"Said so.,x y,\n")
    *found, wrong = read_source(str(place), How(TODAY, nowhere), files=True).items
    assert len(found) == 3_998
    assert isinstance(wrong, IngestError)
    assert wrong.place == "line 4000"
    with pytest.raises(IngestError, match="for one document only"):
        read(str(place), Given(title="All the same"))


def over_the_web(
    pages: dict[str, Answer], url: str, known: frozenset[str] = frozenset(), follow: bool = True
) -> tuple[list[Incoming | Reviewed | IngestError], int]:
    with serving(pages) as web:
        reading = read_source(
            url,
            How(
                TODAY,
                lambda one: fetch(one, route=Route(web.resolver, web.connector)),
                known=known,
                follow=follow,
            ),
        )
        return list(reading.items), reading.total


def test_an_address_is_fetched_and_its_article_read() -> None:
    pages: dict[str, Answer] = {
        "post.example/old": moved("http://post.example/new?utm_source=x"),
        "post.example/new?utm_source=x": page(html(head=ld(ARTICLE))),
    }
    (found,), _ = over_the_web(pages, "http://post.example/old")
    assert isinstance(found, Incoming)
    assert found.text == "\n\n".join(STORY)
    assert found.canonical_url == "http://post.example/new"
    assert found.title == "Pier & planks"


def test_plain_text_at_an_address_has_that_address() -> None:
    pages: dict[str, Answer] = {"post.example/a": page("The pier is shut.", kind="text/plain")}
    (found,), _ = over_the_web(pages, "<http://post.example/a|post.example>")
    assert isinstance(found, Incoming)
    assert (found.canonical_url, found.domain) == ("http://post.example/a", "post.example")


def test_a_feed_is_read_page_by_page_oldest_first() -> None:
    feed = rss(
        item(3, link="http://post.example/3", description="Too short"),
        item(2, link="http://post.example/2", description="The board shut it " * 5),
        item(1, link="http://post.example/1"),
        item(0, link="http://post.example/0"),
    )
    pages: dict[str, Answer] = {
        "post.example/feed": page(feed, kind="application/rss+xml"),
        "post.example/1": page(html()),
    }
    found, total = over_the_web(pages, "http://post.example/feed", known=frozenset({"g0"}))
    assert total == 3
    first, second, third = found
    assert isinstance(first, Incoming)
    assert first.text == "\n\n".join(STORY)
    assert (first.outlet, first.basis_of("outlet")) == ("Lindmar Post", Basis.FEED)
    assert (first.entry_id, first.place) == ("g1", "feed item 3")
    assert isinstance(second, Incoming)
    assert second.text.startswith("The board shut it")
    assert "Its page was not read: There is no page" in second.remarks[-1]
    assert isinstance(third, IngestError)
    assert third.place == "feed item 1"


def test_a_feed_can_be_read_without_its_pages() -> None:
    pages: dict[str, Answer] = {"post.example/feed": page(rss(item(1)), kind="text/xml")}
    (found,), _ = over_the_web(pages, "http://post.example/feed", follow=False)
    assert isinstance(found, Incoming)
    assert found.text == "The board shut it.\n\nNobody objected."


def test_a_review_behind_a_paywall_is_taken_with_the_reason_why_the_text_is_not() -> None:
    body = html(head=ld(review()), story=["Subscribe now to continue reading this."])
    found, _ = over_the_web({"post.example/r": page(body)}, "http://post.example/r")
    assert [type(one) for one in found] == [Reviewed, IngestError]

"""Feeds: what comes of their items, what is mended and what refused, and when to ask again."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.documents import Basis, IngestError
from bot.ingest.feeds import (
    MAX_ITEMS,
    Feed,
    as_document,
    looks_like_feed,
    next_poll,
    read_feed,
    retry_after,
)
from tests.ingest.ingested import item, rss

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def read(data: bytes) -> Feed:
    return read_feed(data, today=TODAY, url="https://lindmar-post.example/feed")


def test_an_item_has_its_words_without_mark_up_and_its_place() -> None:
    feed = read(rss(item(1), item(2)))
    assert (feed.title, feed.language) == ("Lindmar Post", "en")
    first = feed.items[0]
    assert (first.id, first.place, first.title) == ("g1", "feed item 1", "Pier & plank 1")
    assert first.text == "The board shut it.\n\nNobody objected."
    assert first.published_on == date(2024, 3, 5)
    document = as_document(first, feed)
    assert document.canonical_url == "https://lindmar-post.example/1"
    assert (document.outlet, document.domain) == ("Lindmar Post", "lindmar-post.example")
    assert document.basis_of("published_on") is Basis.FEED
    assert "Only the feed's own" in document.remarks[0]


def test_atom_is_read_with_its_longest_text() -> None:
    feed = read(
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Amt</title>
        <entry><id>urn:1</id><title type="html">&lt;i&gt;Steg&lt;/i&gt; zu</title>
        <link rel="alternate" href="/steg"/><updated>2024-03-05T10:00:00Z</updated>
        <author><name>Jo Renn</name></author><summary>Kurz.</summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Der Steg ist zu.</p>
        <p>Er war morsch.</p></div></content></entry></feed>"""
    )
    (one,) = feed.items
    assert (one.title, one.author) == ("Steg zu", "Jo Renn")
    assert one.link == "https://lindmar-post.example/steg"
    assert one.text == "Der Steg ist zu.\n\nEr war morsch."


def test_an_item_that_stands_there_twice_is_one_and_bare_ones_are_told_by_their_address() -> None:
    bare = "<item><link>https://lindmar-post.example/9</link><title>Nine</title></item>"
    feed = read(rss(item(1), item(1), bare, "<item></item>"))
    assert [one.id for one in feed.items] == ["g1", "https://lindmar-post.example/9"]


def test_a_date_in_the_future_is_dropped_and_said() -> None:
    (one,) = read(rss(item(1, pubDate="Tue, 05 Mar 2030 10:00:00 GMT"))).items
    assert one.published_on is None
    assert one.remarks == ("A date in the future was dropped: 2030-03-05.",)


def test_five_thousand_items_are_read_and_no_more() -> None:
    started = time.monotonic()
    short = "<item><guid>{}</guid><title>A plank fell</title></item>"
    feed = read(rss(*(short.format(n) for n in range(MAX_ITEMS + 3))))
    assert len(feed.items) == MAX_ITEMS
    assert feed.remarks == ("The feed has 5,003 items; the first 5,000 were taken.",)
    assert time.monotonic() - started < 15


def test_broken_xml_is_read_as_far_as_it_can_be_and_said() -> None:
    broken = rss(item(1, title="Pier & plank <b>"), "\n", item(2))
    feed = read(broken)
    assert [one.id for one in feed.items] == ["g1", "g2"]
    assert feed.remarks == ("The feed's XML is broken at line 1; what can be read was read.",)
    with pytest.raises(IngestError, match="line 2: the feed's XML is broken here"):
        read(b"<rss><channel>\n<<<<")


@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0"?>\n<!DOCTYPE x [\n<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]>',
    ],
)
def test_entities_of_its_own_are_refused_in_any_encoding(head: str) -> None:
    bomb = rss(item(1, title="&b;"), head=head).decode()
    for data in (bomb.encode(), bomb.encode("utf-16")):
        with pytest.raises(IngestError, match=r"line \d: the feed declares entities"):
            read(data)


def test_an_outer_document_type_is_never_fetched() -> None:
    head = '<!DOCTYPE rss PUBLIC "-//X" "http://127.0.0.1:9/rss.dtd">'
    assert len(read(rss(item(1), head=head)).items) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no RSS or Atom feed"),
        (b"<html><body>Hello</body></html>", "no RSS or Atom feed"),
        (b"/etc/passwd", "no RSS or Atom feed"),
        (b"https://lindmar-post.example/feed", "no RSS or Atom feed"),
        (b"%PDF-1.4", "is a PDF"),
        (b"<rss>" + b" " * 20_000_001, "larger than 20 MB"),
        (b"<rss>" + b"<a>" * 500_000, "more than 120,000 tags"),
    ],
)
def test_what_is_no_feed_is_refused_in_words(data: bytes, sentence: str) -> None:
    with pytest.raises(IngestError, match=sentence):
        read(data)


def test_an_empty_feed_is_a_feed_and_an_empty_item_no_document() -> None:
    assert read(rss()).items == ()
    feed = read(rss("<item><guid>a</guid></item>"))
    with pytest.raises(IngestError, match="feed item 1: the item has no text"):
        as_document(feed.items[0], feed)


def test_a_feed_is_told_from_a_page() -> None:
    assert looks_like_feed(rss())
    assert looks_like_feed(rss().decode().encode("utf-16"))
    assert looks_like_feed(b"<rdf:RDF xmlns:rdf='x'>")
    assert not looks_like_feed(b"<!doctype html><html><feed >")
    assert not looks_like_feed(b"A text about <rssfeeds>")


def test_a_feed_that_fails_is_asked_less_and_less_but_once_a_day() -> None:
    waits = [(next_poll(NOW, HOUR, n) - NOW) / HOUR for n in range(8)]
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]
    assert next_poll(NOW, timedelta(days=3), 9) == NOW + timedelta(days=3)


def test_what_the_server_asks_for_is_honoured_within_a_week() -> None:
    assert next_poll(NOW, HOUR, 1, timedelta(hours=30)) == NOW + timedelta(hours=30)
    assert next_poll(NOW, HOUR, 1, timedelta(seconds=5)) == NOW + 2 * HOUR
    assert next_poll(NOW, HOUR, 1, timedelta(days=4_000)) == NOW + timedelta(days=7)
    assert retry_after("120", NOW) == timedelta(minutes=2)
    assert retry_after("Sun, 22 Nov 2026 13:00:00 GMT", NOW) == HOUR
    assert retry_after("Sun, 22 Nov 2020 13:00:00 GMT", NOW) == timedelta(0)
    assert retry_after("soon", NOW) is None
    assert retry_after(None, NOW) is None


@given(
    st.timedeltas(timedelta(minutes=1), timedelta(days=30)),
    st.integers(-1, 10**6),
    st.none() | st.timedeltas(timedelta(0), timedelta(days=10**5)),
)
def test_no_poll_comes_before_its_interval_nor_after_a_month(
    interval: timedelta, failures: int, wanted: timedelta | None
) -> None:
    when = next_poll(NOW, interval, failures, wanted)
    assert NOW + interval <= when <= NOW + timedelta(days=30)


pieces = st.sampled_from(
    """<rss> <channel> <item> </item> <title> </title> <pubDate> 2024-99-99 Mon, <link> http://[
    <description> <![CDATA[ ]]> &lt;p &amp;#0; &#xD800; & < <!-- <? <!DOCTYPE [ xmlns:a="" <a:b>
    <guid> <content:encoded> <feed\txmlns="http://www.w3.org/2005/Atom"> <entry> <updated>
    encoding="x" \0 é <enclosure\turl="x"/> <media:thumbnail> <georss:point> 1,2 <dc:date>""".split(
        " "
    )
)


@settings(max_examples=150, deadline=2_000)
@given(
    st.binary(max_size=500).map(b"<rss>".__add__)
    | st.lists(pieces | st.text(max_size=5), max_size=50).map(
        lambda parts: ("<rss><channel>" + "".join(parts)).encode("utf-8", "surrogatepass")
    )
)
def test_any_bytes_are_a_feed_or_a_sentence(data: bytes) -> None:
    with suppress(IngestError):
        feed = read(data)
        for one in feed.items:
            with suppress(IngestError):
                assert as_document(one, feed).text.encode()


def test_a_character_that_there_is_not_takes_no_item_with_it() -> None:
    feed = read(rss(item(1, title="Pier &#99999999999; &#xD800; & plank"), item(2)))
    assert [one.id for one in feed.items] == ["g1", "g2"]
    assert feed.items[0].title is not None
    assert feed.items[0].title.startswith("Pier")


def test_who_wrote_it_is_read_from_every_form() -> None:
    dc = "<dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>Ida Berg</dc:creator>"
    for written, name in (
        ("<author>Ida Berg</author>", "Ida Berg"),
        ("<author>desk@post.example (Ida Berg)</author>", "desk@post.example (Ida Berg)"),
        (dc, "Ida Berg"),
    ):
        (one,) = read(rss(f"<item><guid>1</guid>{written}</item>")).items
        assert one.author == name
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><author><name>Ida Berg</name>'
        "<email>i@post.example</email></author></entry></feed>"
    )
    (one,) = read(atom.encode()).items
    assert one.author == "Ida Berg (i@post.example)"

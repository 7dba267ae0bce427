"""A document's day is that of its publisher: the day as written, or by the clock of the outlet."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from bot.ingest.documents import Basis, Incoming
from bot.ingest.feeds import as_document, read_feed
from bot.ingest.given import Given, with_given
from bot.ingest.jsonld import day, universal
from bot.ingest.pages import read_page
from bot.record.change import Change
from bot.record.drafts.documents import store_document
from bot.record.exchange.exporting import export_record
from bot.record.exchange.importing import import_record
from bot.record.exchange.interchange import parse, render
from models import Document, Workspace
from tests.conftest import NOW
from tests.drafted import ANA, number, writes
from tests.ingest.ingested import html, item, ld, rss
from tests.records import another_workspace, load, record

TODAY = date(2026, 11, 22)


def page(published: str) -> Incoming:
    article = {"@type": "NewsArticle", "headline": "Pier", "datePublished": published}
    address = "https://courier.example/news/pier"
    return read_page(html(head=ld(article)), today=TODAY, url=address)


def stored(
    engine: Engine, workspace: Workspace, incoming: Incoming, zone: str | None = None
) -> tuple[date | None, str | None]:
    """The day and its basis, as they are on record for an outlet of that time zone."""
    raw = record()
    raw["outlets"][0]["timezone"] = zone
    load(engine, workspace, raw)

    def act(session: Session) -> tuple[date | None, str | None]:
        put = store_document(Change(session, number(workspace), ANA, NOW), incoming)
        row = session.get_one(Document, put.document_id)
        return row.published_on, row.published_basis

    return writes(engine, act)


@pytest.mark.parametrize(
    ("published", "zone", "day", "basis"),
    [
        ("2026-03-02T23:30:00Z", "Europe/Oslo", date(2026, 3, 3), Basis.ZONE),
        ("2026-03-02T03:30:00+00:00", "America/Toronto", date(2026, 3, 1), Basis.ZONE),
        ("2026-03-02T12:00:00.000Z", "Europe/Oslo", date(2026, 3, 2), Basis.ZONE),
        ("2026-03-02T23:30:00Z", None, date(2026, 3, 2), Basis.JSON_LD),
        ("2026-03-02T23:30:00-05:00", "Europe/Oslo", date(2026, 3, 2), Basis.JSON_LD),
        ("2026-03-02T23:30:00", "Europe/Oslo", date(2026, 3, 2), Basis.JSON_LD),
        ("2026-03-02", "Pacific/Auckland", date(2026, 3, 2), Basis.JSON_LD),
    ],
)
def test_a_time_in_universal_time_has_the_day_of_the_outlets_clock(
    engine: Engine,
    workspace: Workspace,
    published: str,
    zone: str | None,
    day: date,
    basis: Basis,
) -> None:
    assert stored(engine, workspace, page(published), zone) == (day, basis.value)


def test_a_day_that_a_person_gives_stays(engine: Engine, workspace: Workspace) -> None:
    read = with_given(
        page("2026-03-02T23:30:00Z"), Given(published_on=date(2026, 3, 2)), today=TODAY
    )
    found = stored(engine, workspace, read, "Europe/Oslo")
    assert found == (date(2026, 3, 2), Basis.GIVEN.value)


@pytest.mark.parametrize(
    ("published", "day", "basis"),
    [
        ("Mon, 02 Mar 2026 23:30:00 -0500", date(2026, 3, 2), Basis.FEED),
        ("Tue, 03 Mar 2026 00:30:00 +0200", date(2026, 3, 3), Basis.FEED),
        ("Mon, 02 Mar 2026 23:30:00 GMT", date(2026, 3, 3), Basis.ZONE),
    ],
)
def test_an_items_day_is_the_one_that_its_publisher_wrote(
    engine: Engine, workspace: Workspace, published: str, day: date, basis: Basis
) -> None:
    feed = read_feed(rss(item(1, pubDate=published)), today=TODAY, url="https://courier.example/f")
    read = with_given(as_document(feed.items[0], feed), Given(outlet="Ostra Courier"), today=TODAY)
    assert stored(engine, workspace, read, "Europe/Oslo") == (day, basis.value)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.sampled_from(["Z", "+00:00"]))
def test_only_universal_time_is_an_instant_and_its_day_is_the_one_written(
    at: datetime, zone: str
) -> None:
    written = f"{at.isoformat(timespec='seconds')}{zone}"
    found = universal(written)
    assert found is not None
    assert (found.date(), found.replace(tzinfo=None)) == (day(written), at.replace(microsecond=0))
    assert universal(written.removesuffix(zone)) is None
    assert universal(written.replace(zone, "+01:00")) is None


_WORDS = st.text("abc ÆÉя-'", min_size=1, max_size=12).filter(str.strip).map(str.strip)


@settings(max_examples=15, deadline=None)
@given(
    st.none() | _WORDS.map(lambda words: " ".join(words.split())),
    st.none() | st.sampled_from([one.value for one in Basis]),
    st.none() | st.sampled_from(["Europe/Oslo", "UTC", "Asia/Kolkata"]),
)
def test_topic_basis_and_zone_survive_export_and_import(
    topic: str | None, basis: str | None, zone: str | None
) -> None:
    raw = record()
    raw["documents"][0] |= {"topic": topic, "published_basis": basis}
    raw["outlets"][0]["timezone"] = zone
    text = render(parse(json.dumps(raw).encode()))
    assert render(parse(text.encode())) == text
    file = parse(text.encode())
    assert (file.documents[0].topic, file.documents[0].published_basis) == (topic, basis)
    assert file.outlets[0].timezone == zone


def test_they_survive_the_database_too(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["documents"][0] |= {"topic": "Bridges", "published_basis": "htmldate"}
    raw["outlets"][0]["timezone"] = "Europe/Oslo"
    load(engine, workspace, raw)
    with Session(engine) as session:
        first = export_record(session, number(workspace))
    other = another_workspace(engine)
    import_record(
        engine, parse(render(first).encode()), workspace_id=number(other), actor=ANA, now=NOW
    )
    with Session(engine) as session:
        again = export_record(session, number(other))
    assert render(again) == render(first)
    (document,) = again.documents
    assert (document.topic, document.published_basis) == ("Bridges", "htmldate")
    assert again.outlets[0].timezone == "Europe/Oslo"

"""What nobody foresaw, in each thing that is read: it is said on its row, counted, put off, and
takes nothing else with it. The error comes from a real argument: a page's server, a claim finder,
a day, a row."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.add import feeds
from bot.add.documents import Desk as AddingDesk
from bot.add.documents import add_items
from bot.add.polling import poll
from bot.add.taking import take
from bot.check.checker import Checker
from bot.cli.feeds import _feed_in_words
from bot.ingest.claimreview import read_reviews
from bot.ingest.documents import Incoming, IngestError, Reviewed
from bot.ingest.fetching import Fetched
from bot.ingest.source import How, read_source
from bot.ingest.table import read_table
from bot.record.drafts.queue import counts
from bot.run import logs
from bot.settings import load
from models import Document, Feed, FeedItem, Review, Workspace
from tests.conftest import NOW
from tests.fed import HALF_HOUR, URL, Desk, xml
from tests.unforeseen import SECRET, UNFORESEEN, Breaking

TODAY = date(2026, 11, 22)

REFERENCE = re.compile(r"nobody foresaw.*reference ([0-9a-f]{8})\.")


@pytest.fixture(autouse=True)
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, as it is written."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.Scrubbing("%(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)
    assert SECRET not in written.getvalue()


@pytest.fixture
def desk(engine: Engine, workspace: Workspace) -> Desk:
    return Desk(engine, workspace)


class Raising:
    """A web with feeds and pages that at some addresses raises what nobody foresaw."""

    def __init__(self, error: BaseException, *where: str) -> None:
        self.error, self.where = error, where

    def __call__(self, url: str, **_: object) -> Fetched:
        if url in self.where:
            raise self.error
        number = url.rpartition("/")[2]
        if not number.isdecimal():
            return Fetched(url, body=with_links(1, 2, 3))
        told = f"<p>The harbour board voted to shut the {number} old piers, Ida Holm said.</p>" * 3
        return Fetched(url, body=f"<html><body><article>{told}</article>".encode())


def with_links(*numbers: int) -> bytes:
    text = xml(*numbers).decode()
    for number in numbers:
        link = f"<link>https://courier.example/{number}</link>"
        text = text.replace(f"<guid>g{number}</guid>", f"<guid>g{number}</guid>{link}")
    return text.encode()


@pytest.mark.parametrize("error", UNFORESEEN, ids=lambda one: type(one).__name__)
def test_a_feed_that_raises_anything_is_backed_off_and_says_why(
    desk: Desk, error: Exception, log: io.StringIO
) -> None:
    desk.follow()
    desk.follow("https://other.example/feed")
    kit = replace(desk.kit(), fetch=Raising(error, URL))
    for failures, wait in ((1, 2 * HALF_HOUR), (2, 4 * HALF_HOUR)):
        for number in feeds.due(kit, [desk.number]):
            poll(kit, number)
        failing, other = desk.rows(Feed)
        assert failing.failures == failures
        assert failing.next_poll_at == desk.now + wait
        assert failing.lease_owner is None
        said = REFERENCE.search(failing.last_error)
        assert said is not None
        assert said[1] in log.getvalue()
        assert f"failed {failures} in a row" in _feed_in_words(failing)
        assert other.failures == 0
        assert other.loaded_at is not None
        desk.later(wait)
    kit = replace(kit, fetch=Raising(error))
    poll(kit, failing.id)
    assert desk.rows(Feed)[0].last_error is None


@pytest.mark.parametrize("error", UNFORESEEN, ids=lambda one: type(one).__name__)
def test_an_item_whose_page_raises_is_taken_from_the_feed_and_the_others_from_their_pages(
    desk: Desk, error: Exception
) -> None:
    desk.follow()
    kit = replace(desk.kit(), fetch=Raising(error, "https://courier.example/2"))
    claimed = feeds.claim(kit, desk.feed().id or 0)
    assert claimed is not None
    polled = take(kit, claimed)
    assert polled is not None
    assert len(polled.documents) == 3
    assert polled.failure is None
    (second,) = [one for one in polled.documents if one.place == "feed item 2"]
    assert any(REFERENCE.search(remark) for remark in second.remarks)


@pytest.mark.parametrize("error", UNFORESEEN, ids=lambda one: type(one).__name__)
def test_an_item_whose_drafting_raises_is_said_on_its_row_and_tried_again(
    desk: Desk, error: Exception
) -> None:
    desk.site.items = [1, 2, 3]
    desk.follow()
    broken = Breaking(error, desk.engine)
    kit = replace(desk.kit(), checker=broken)
    claimed = feeds.claim(kit, desk.feed().id or 0)
    assert claimed is not None
    polled = take(kit, claimed)
    assert polled is not None
    assert broken.asked
    assert len(polled.problems) == 3
    assert all(REFERENCE.search(one.failure) for one in desk.rows(FeedItem))
    desk.later()
    again = desk.poll()
    assert again is not None
    assert again.problems == ()
    assert len(desk.rows(Document)) == 3
    with Session(desk.engine) as session:
        assert counts(session, desk.number).open == 3


class Day(date):
    """A day on which nothing can be compared."""

    error: Exception = KeyError(SECRET)

    def __add__(self, _: timedelta) -> date:  # type: ignore[override]
        raise self.error


@pytest.mark.parametrize("error", UNFORESEEN, ids=lambda one: type(one).__name__)
def test_a_row_of_a_table_that_raises_is_named_and_the_others_are_taken(error: Exception) -> None:
    today = Day(2026, 11, 22)
    today.error = error
    data = b"text,published_on\nOne pier is shut.,\nTwo are.,2024-03-05\nThree are.,\n"
    *found, wrong = read_table(data, today=today)
    assert [one.place for one in found] == ["line 2", "line 4"]
    assert isinstance(wrong, IngestError)
    assert wrong.place == "line 3"
    assert REFERENCE.search(wrong.sentence)


class Unreadable(Incoming):
    """A document whose address cannot be had."""

    def __getattribute__(self, name: str) -> Any:
        if name == "canonical_url":
            raise KeyError(SECRET)
        return super().__getattribute__(name)


class Unstorable(Reviewed):
    """A review of which nothing can be told."""

    def __getattribute__(self, name: str) -> Any:
        if name == "title":
            raise KeyError(SECRET)
        return super().__getattribute__(name)


def test_one_document_or_review_that_raises_takes_no_other_with_it(desk: Desk) -> None:
    said = 'The mayor of Ostra, Ida Holm, said that {} bridges were closed "until further notice".'
    items = [
        Incoming(said.format("two"), place="line 2"),
        Unreadable(said.format("three"), place="line 3"),
        IngestError("column url: no web address.", place="line 4"),
        Incoming(said.format("five"), place="line 5"),
        Unstorable("The ferry sank", "False", "Ostra Checks", place="item 1"),
    ]
    adding = AddingDesk(desk.engine, Checker(desk.engine, load({})), desk.number, "U0EDITOR")
    added = add_items(adding, items, origin=None, now=NOW)
    assert [one.place for one in added.documents] == ["line 2", "line 5"]
    assert [problem.partition(":")[0] for problem in added.problems] == [
        "line 3",
        "line 4",
        "the reviews",
    ]
    assert REFERENCE.search(added.problems[0])
    assert REFERENCE.search(added.problems[2])
    assert desk.rows(Review) == []
    good = Reviewed("The ferry sank", "False", "Ostra Checks", place="item 1")
    assert add_items(adding, [good], origin=None, now=NOW).problems == ()
    assert len(desk.rows(Review)) == 1


def test_a_review_that_raises_is_named_and_the_others_are_taken() -> None:
    good = (
        '{"@type": "ClaimReview", "claimReviewed": "The ferry sank", "url": "https://o.example/1",'
    )
    good += '"author": {"name": "Ostra Checks"}, "reviewRating": {"alternateName": "False"}}'
    bad = good.replace("/1", "/2").replace(
        '"False"', '"False", "ratingValue": "1", "bestRating": 5'
    )
    for odd in ("[[]]", '{"a": 1}', "1e999", '"' + "9" * 5_000 + '"', "true", "-1", '"\\ud800"'):
        data = f"[{good}, {bad.replace('5', odd)}]".encode()
        found = read_reviews(data)
        assert isinstance(found[0], Reviewed)


@pytest.mark.parametrize("error", UNFORESEEN, ids=lambda one: type(one).__name__)
def test_a_page_whose_article_raises_is_said_in_words(error: Exception) -> None:
    today = Day(2026, 11, 22)
    today.error = error
    head = "<html><head><meta name='date' content='2024-03-05'></head><body>"
    story = "<p>The harbour board of Lindmar voted on Tuesday to close the old pier to all.</p>" * 3
    page = Fetched("https://o.example/", body=f"{head}{story}".encode(), content_type="text/html")
    with pytest.raises(IngestError, match="nobody foresaw"):
        read_source("https://o.example/", How(today, lambda _: page))

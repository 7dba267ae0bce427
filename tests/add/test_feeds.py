"""Feeds that a desk follows: polled when due, by one process, with what the server gave last."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.add import feeds
from bot.add.taking import AT_ONCE, take
from bot.ingest.connecting import FetchError
from bot.ingest.documents import IngestError
from bot.refusal import RefusalError
from models import Document, Draft, Feed, FeedItem, Workspace
from tests.conftest import NOW
from tests.fed import HALF_HOUR, URL, Desk, xml
from tests.records import another_workspace


@pytest.fixture
def desk(engine: Engine, workspace: Workspace) -> Desk:
    return Desk(engine, workspace)


def test_each_new_item_becomes_a_document_with_drafts_once(desk: Desk) -> None:
    desk.site.items = [2, 1]
    desk.follow()
    polled = desk.poll()
    assert polled is not None
    assert [one.title for one in polled.documents] == ["Story 1", "Story 2"]
    assert len(desk.rows(Draft)) == 2
    desk.later()
    desk.site.items, desk.site.etag = [3, 2, 1], "two"
    again = desk.poll()
    assert again is not None
    assert [one.title for one in again.documents] == ["Story 3"]
    assert len(desk.rows(Document)) == 3


def test_an_unchanged_feed_is_asked_with_what_its_server_gave(desk: Desk) -> None:
    desk.site.items = [1]
    desk.follow()
    desk.poll()
    desk.later()
    assert desk.poll() is not None
    assert desk.site.asked == [(None, None), ("one", "yesterday")]
    assert desk.feed().next_poll_at == desk.now + HALF_HOUR


def test_nothing_is_asked_before_its_time(desk: Desk) -> None:
    desk.follow()
    desk.poll()
    desk.later(timedelta(minutes=29))
    assert desk.poll() is None


def test_a_failing_feed_is_asked_less_and_less_often_and_says_why(desk: Desk) -> None:
    desk.follow()
    desk.site.failure = FetchError("courier.example does not answer.")
    waits = []
    for _ in range(8):
        desk.poll()
        feed = desk.feed()
        waits.append(feed.next_poll_at - desk.now)
        desk.now = feed.next_poll_at
    assert waits[:3] == [HALF_HOUR * 2, HALF_HOUR * 4, HALF_HOUR * 8]
    assert waits[-1] == timedelta(days=1)
    assert desk.feed().last_error == "courier.example does not answer."
    desk.site.failure, desk.site.items = None, [1]
    desk.poll()
    assert (desk.feed().failures, desk.feed().last_error) == (0, None)
    assert len(desk.rows(Document)) == 1


def test_a_server_that_asks_for_time_gets_it(desk: Desk) -> None:
    desk.follow()
    desk.site.failure = FetchError("Later.", status=429, retry_after="7200")
    desk.poll()
    assert desk.feed().next_poll_at == desk.now + timedelta(hours=2)


def test_two_processes_do_not_poll_one_feed(desk: Desk) -> None:
    feed = desk.follow()
    first = feeds.claim(desk.kit("one:1:a"), feed.id or 0)
    assert first is not None
    assert feeds.claim(desk.kit("two:2:b"), feed.id or 0) is None
    assert feeds.due(desk.kit("two:2:b"), [desk.number]) == []
    desk.later(feeds.LEASE)  # the first one has died
    assert feeds.claim(desk.kit("two:2:b"), feed.id or 0) is not None
    assert take(desk.kit("one:1:a"), first) is None  # it comes back, too late
    assert desk.feed().lease_owner == "two:2:b"


def test_what_a_crash_left_is_taken_with_the_next_poll(desk: Desk) -> None:
    desk.site.items = [2, 1]
    feed = desk.follow()
    claimed = feeds.claim(desk.kit("one:1:a"), feed.id or 0)
    assert claimed is not None

    def die(_title: str, done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(desk.kit("one:1:a"), claimed, die)
    assert len(desk.rows(FeedItem)) == 1
    desk.later(feeds.LEASE)
    polled = desk.poll("two:2:b")
    assert polled is not None
    assert [one.title for one in polled.documents] == ["Story 2"]
    with Session(desk.engine) as session:
        assert len(feeds.untold(session, desk.feed())) == 2  # the desk is told of both


def test_of_a_first_load_the_newest_are_taken_and_the_rest_never(desk: Desk) -> None:
    desk.site.items = list(range(60, 0, -1))
    desk.follow()
    polled = desk.poll()
    assert polled is not None
    assert (len(polled.documents), polled.left) == (AT_ONCE, 10)
    assert polled.documents[-1].title == "Story 60"
    desk.later()
    desk.site.etag = "two"
    again = desk.poll()
    assert again is not None
    assert (again.documents, again.left) == ((), 0)


def test_an_item_that_cannot_be_read_is_tried_three_times(desk: Desk) -> None:
    desk.site.items = [1]
    desk.follow()
    desk.poll()
    desk.site.items = [2, 1]
    before = xml

    def without_words(*numbers: int) -> bytes:
        return (
            before(*numbers)
            .replace(b"<title>Story 2</title>", b"")
            .replace(
                b"<description>The mayor of Ostra, Ida Holm, said that 2 bridges were closed until "
                b"further notice.</description>",
                b"",
            )
        )

    desk.site.body = without_words
    desk.site.etag = "two"
    problems = []
    for _ in range(4):
        desk.later()
        polled = desk.poll()
        assert polled is not None
        problems.append(len(polled.problems))
    assert problems == [1, 1, 1, 0]
    assert len(desk.rows(Document)) == 1


def test_a_feed_that_was_removed_meanwhile_stays_removed(desk: Desk) -> None:
    desk.site.items = [1]
    desk.follow()
    desk.site.during = lambda: feeds.unfollow(
        desk.engine, desk.number, URL, by="U0EDITOR", now=desk.now
    )
    assert desk.poll() is None
    assert desk.rows(Feed) == []


def test_following_twice_sets_how_often(desk: Desk) -> None:
    desk.follow()
    desk.follow(every=timedelta(hours=2))
    assert desk.feed().every_s == 7_200


@pytest.mark.parametrize("url", ["feed", "ftp://courier.example/feed", "https://x.example:8443/"])
def test_what_is_no_web_address_is_not_followed(desk: Desk, url: str) -> None:
    with pytest.raises(IngestError):
        desk.follow(url)


def test_too_often_and_too_seldom_are_refused_in_words(desk: Desk) -> None:
    with pytest.raises(RefusalError, match="every 5 minutes to 7 days, not every 1 minute"):
        desk.follow(every=timedelta(minutes=1))
    with pytest.raises(RefusalError):
        desk.follow(every=timedelta(days=30))


def test_another_desks_feed_is_its_own(desk: Desk, engine: Engine) -> None:
    desk.follow()
    theirs = another_workspace(engine)
    assert feeds.followed(engine, theirs.id or 0) == []
    with pytest.raises(RefusalError, match="does not follow"):
        feeds.unfollow(engine, theirs.id or 0, URL, by="U1", now=NOW)
    assert len(desk.rows(Feed)) == 1

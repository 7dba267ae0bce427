"""An addition that meets what nobody foresaw: who gave it is told with a reference, it comes to an
end, and the next one is carried out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.demo import EDITOR, direct
from bot.ingest.fetching import Fetched
from bot.slack.message import Message
from bot.slack.plain import plain
from models import Document, Feed
from models.addition import Addition
from tests.handlers.newsroom import Newsroom
from tests.standin import FaultySlack
from tests.unforeseen import SECRET, UNFORESEEN

HERE = direct(EDITOR)
BAD, GOOD, FEED = (f"http://courier.example/{name}" for name in ("bad", "good", "feed"))
STORY = (
    "<p>“The bridge is closed until further notice,” Ida Holm, the mayor, said on Monday.</p>"
    "<p>Engineers had found rusted bolts under the northern arch after the storms of winter.</p>"
    "<p>The ferry runs twice an hour until the repair is done, which may take until May.</p>"
)


class Web:
    """Pages and a feed; at one address there is only an error."""

    def __init__(self) -> None:
        self.error: Exception = KeyError(SECRET)
        self.bad = {BAD}

    def __call__(self, url: str, **_: object) -> Fetched:
        if url in self.bad:
            raise self.error
        if url == FEED:
            return Fetched(url, body=b"<rss><channel><item><guid>1</guid></item></channel></rss>")
        page = f"<html><body><article>{STORY}</article></body></html>"
        return Fetched(url, body=page.encode(), content_type="text/html")


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def room(record_slack: FaultySlack, engine: Engine, web: Web) -> Iterator[Newsroom]:
    made = Newsroom(record_slack, engine, real=True, fetch=web)
    yield made
    made.close()


def rows(room: Newsroom, table: Any) -> list[Any]:
    with Session(room.engine) as session:
        return list(session.exec(select(table).order_by(col(table.id))).all())


def seen(room: Newsroom) -> str:
    posted = room.slack.posted(HERE)
    return "\n".join(plain(Message(one["text"], one.get("blocks") or [])) for one in posted)


@pytest.mark.parametrize("error", UNFORESEEN, ids=lambda one: type(one).__name__)
def test_whoever_gave_it_is_told_and_the_next_one_is_carried_out(
    room: Newsroom, web: Web, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    web.error = error
    room.send(room.command(f"add {BAD}", user=EDITOR))
    room.send(room.command(f"add {GOOD}", user=EDITOR))
    bad, good = rows(room, Addition)
    assert (bad.state, good.state) == ("failed", "done")
    assert (bad.lease_owner, bad.attempts) == (None, 1)
    told = seen(room)
    assert "Nothing was added" in told
    assert "nobody foresaw" in told
    assert bad.failure.partition("reference ")[2][:8] in told
    assert SECRET not in told
    assert room.services.adder.sweep() == 0  # it is over, and not tried for ever
    assert len(rows(room, Document)) == 1
    assert [one for one in caplog.records if one.levelno >= logging.ERROR]


def test_a_checker_that_breaks_is_said_and_the_document_gets_its_drafts_the_next_time(
    room: Newsroom,
) -> None:
    with Session(room.engine) as session:
        assert session.exec(select(Document)).first() is None
    checker, room.services.adder.kit = room.services.adder.kit.checker, _breaking(room)
    room.send(room.command(f"add {GOOD}", user=EDITOR))
    assert "nobody foresaw" in seen(room)
    room.services.adder.kit = _mended(room, checker)
    room.send(room.command(f"add {GOOD}", user=EDITOR))
    assert [one.state for one in rows(room, Addition)] == ["done", "done"]
    assert "draft" in seen(room)


def _breaking(room: Newsroom) -> Any:
    from dataclasses import replace

    from tests.unforeseen import Breaking

    return replace(room.services.adder.kit, checker=Breaking(KeyError(SECRET), room.engine))


def _mended(room: Newsroom, checker: Any) -> Any:
    from dataclasses import replace

    return replace(room.services.adder.kit, checker=checker)


def test_a_feed_that_cannot_be_read_is_not_followed_in_silence(room: Newsroom, web: Web) -> None:
    room.send(room.command(f"add {FEED}", user=EDITOR))
    (offer,) = room.slack.posted(HERE)
    web.bad.add(FEED)
    room.send(room.press("follow_feed", offer, channel=HERE, user=EDITOR))
    (feed,) = rows(room, Feed)
    assert feed.failures == 1
    assert "nobody foresaw" in feed.last_error
    told = seen(room)
    assert "cannot be read" in told
    assert feed.last_error.partition("reference ")[2][:8] in told
    assert "I try again on" in told

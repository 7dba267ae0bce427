"""What can wait keeps clear of answers: a channel takes a message a second, of all processes."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.demo import NEWSROOM
from bot.slack import pace
from models.database import writing
from tests.handlers.newsroom import BRIDGE, Newsroom
from tests.standin import rate_limited

OTHER = "C0OTHER"


def waits(room: Newsroom, channel: str, now: datetime) -> float:
    """Seconds that a digest for the channel would have to wait."""
    with Session(writing(room.engine)) as session:
        free_at = pace.take(session, room.workspace_id, channel, now)
        return (free_at - now).total_seconds() if free_at else 0


def test_after_an_answer_a_digest_waits_for_its_turn(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    room.send(room.mention(BRIDGE))
    now = room.services.clock()
    assert 0 < waits(room, NEWSROOM, now) <= 1
    assert waits(room, OTHER, now) == 0
    assert waits(room, NEWSROOM, now + timedelta(seconds=1)) == 0


def test_where_slack_asks_an_answer_to_wait_digests_wait_too(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    room.slack.next("chat.postMessage", rate_limited(30))
    room.send(room.mention(BRIDGE))
    assert 20 < waits(room, OTHER, room.services.clock()) <= 30


def test_what_one_person_alone_sees_takes_no_turn(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    room.send(room.command(BRIDGE))
    assert waits(room, NEWSROOM, room.services.clock()) == 0

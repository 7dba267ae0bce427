"""A figure that moves is told: to who asked and who watches, in the digest, in the history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, update

from bot.digest.content import compose
from bot.digest.queries import newest_rows
from bot.digest.values import Digest, Window
from bot.digest.view import digest_message
from bot.record.exchange.importing import import_record
from bot.record.history import history
from bot.record.upgrading import derive_anew
from bot.slack.plain import plain
from models import Claim, Source, Workspace
from models.database import writing
from tests.desk_care import IDA
from tests.moving import toll
from tests.noticed import HOUR, MINUTE, Newsroom, words
from tests.records import read

KILLED = "The flood at Harrow killed at least 78 people."


@pytest.fixture
def room(engine: Engine, workspace: Workspace) -> Newsroom:
    return Newsroom(engine, workspace, toll("first"))


def comes(room: Newsroom, *keys: str) -> None:
    room.now += MINUTE
    raw = toll("first", *keys)
    import_record(room.engine, read(raw), workspace_id=room.number, actor=IDA, now=room.now)


def digest(room: Newsroom, hours: int = 24) -> Digest:
    with Session(room.engine) as session:
        change, said = newest_rows(session, room.number)
        since = room.now - timedelta(hours=hours)
        window = Window(since, room.now, upto_change=change, upto_attribution=said)
        return compose(session, room.number, window, now=room.now)


def test_who_got_the_old_figure_is_told_the_new_one(room: Newsroom) -> None:
    room.asked("killed")
    comes(room, "second")
    (sent,) = room.settle()
    assert "Said then: The flood at Harrow killed at least 78 people." in words(sent)
    assert "(one party says so; at least 78)" in words(sent)
    assert "*Now:* *One party says so; 135*" in words(sent)
    assert "Why: 135 instead of at least 78, by Ida Holm." in words(sent)
    comes(room, "second", "aid")
    room.settle(HOUR)
    comes(room, "second", "aid", "last")
    (again,) = room.settle()
    assert "131 instead of 135, by Ida Holm" in words(again), "each move is told once"


def test_a_claim_that_an_editor_rewords_to_the_figure_on_record_is_no_news(
    room: Newsroom,
) -> None:
    comes(room, "second")
    room.settle(HOUR)
    room.asked("killed")
    room.edit("killed", text="The flood at Harrow killed 135 people.", figure=(135.0, 135.0))
    assert room.settle() == []


def test_the_digest_tells_the_figures_that_moved(room: Newsroom) -> None:
    room.now += 2 * timedelta(days=1)
    comes(room, "second")
    told = plain(digest_message(digest(room)))
    assert "Figures that moved" in told
    assert "Figure on record 135 instead of at least 78, by Ida Holm. Still: one party" in told
    assert "How the figure moved" not in told, "two figures are told already"
    assert digest_message(digest(room)).pictures == {}
    room.now += timedelta(days=2)
    assert digest(room).is_empty


def test_the_digest_tells_how_a_figure_moved_that_had_three(room: Newsroom) -> None:
    comes(room, "second")
    room.now += timedelta(days=3)
    comes(room, "second", "last")
    message = digest_message(digest(room))
    path = "at least 78 (2 Mar 2026) → 135 (3 Mar 2026) → 131 (9 Mar 2026)"
    told = plain(message)
    assert told.index("Figures that moved") < told.index(f"How the figure moved: {path}, by Ida")
    ((where, picture),) = message.pictures.items()
    assert picture.alt == f"How the figure moved: {path}"
    assert [path in str(block) for block in message.blocks if block.get("block_id") == where] == [
        True
    ]


def test_there_and_back_again_is_no_news(room: Newsroom) -> None:
    room.now += 2 * timedelta(days=1)
    comes(room, "second")
    room.edit("killed", text="Some were killed.", figure=(135.0, 135.0))
    room.edit("killed", text=KILLED, figure=(78.0, None))
    room.now += timedelta(days=0)
    assert plain(digest_message(digest(room))).count("instead of") == 1


def test_nobody_who_is_confidential_is_named(room: Newsroom) -> None:
    room.asked("killed")
    room.now += 2 * timedelta(days=1)
    with room.desk.work() as session:
        session.execute(update(Source).where(col(Source.key) == "holm").values(confidential=True))
    comes(room, "second")
    told = [*map(words, room.settle()), plain(digest_message(digest(room)))]
    with Session(room.engine) as session:
        number = room.desk.id(Claim, "killed")
        for editor in (False, True):
            entries = history(session, room.number, number, editor=editor, now=room.now).entries
            said = " ".join(one.sentence for one in entries)
            assert "figure on record 135 instead of at least 78, by " in said
            assert ("Ida Holm" in said) is editor
    assert len(told) == 2
    for text in told:
        assert "135" in text
        assert "Holm" not in text


def test_a_change_of_the_rules_is_one_line_and_no_notice(room: Newsroom) -> None:
    comes(room, "second")
    room.settle(HOUR)
    room.asked("killed")
    with Session(writing(room.engine)) as session:
        session.execute(update(Workspace).values(rules=1))
        session.execute(update(Claim).values(status="disputed", record_low=78, record_high=None))
        session.commit()
    room.now += timedelta(days=3)
    derive_anew(room.engine, room.now)
    assert room.settle() == []
    told = plain(digest_message(digest(room)))
    assert "The rules have changed with a new release: 1 claim has another status" in told
    assert "Figures that moved" not in told

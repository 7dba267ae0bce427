"""A person who watches a topic: what they are told, once, and when the topic itself changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.record.change import Change
from bot.record.edit.sources import edit_source, source_fields
from bot.record.exchange.importing import import_record
from bot.watch.topics import watch_topic
from bot.watch.watches import watch_claim
from models import Claim, Source, TopicWatch, Workspace
from models.database import writing
from tests.desk_care import IDA
from tests.noticed import HOUR, MINUTE, Newsroom, words
from tests.records import attribution, read, record

EVE = "U0EVE"


def with_topics() -> dict[str, Any]:
    raw = record()
    for claim in raw["claims"]:
        claim["topic"] = "Bridges"
    return raw


@pytest.fixture
def room(engine: Engine, workspace: Workspace) -> Newsroom:
    return Newsroom(engine, workspace, with_topics())


def start(room: Newsroom, topic: str = "Bridges", watcher: str = EVE) -> TopicWatch:
    with room.desk.work() as session:
        return watch_topic(session, room.number, topic, watcher, now=room.now)[0]


def comes(room: Newsroom, key: str, text: str, topic: str = "Bridges", **more: Any) -> None:
    room.now += MINUTE
    raw = with_topics()
    raw["claims"].append({"key": key, "text": text, "kind": "fact", "topic": topic})
    raw["attributions"].append(attribution(f"{key}-1", claim=key, stance="asserts", **more))
    import_record(room.engine, read(raw), workspace_id=room.number, actor=IDA, now=room.now)


def watched(room: Newsroom) -> list[tuple[str, str]]:
    with Session(room.engine) as session:
        rows = session.exec(select(TopicWatch).order_by(TopicWatch.id)).all()
        return [(row.watcher, row.topic) for row in rows]


def test_new_claims_and_changes_are_one_message_once(room: Newsroom) -> None:
    start(room)
    comes(room, "pier", "The pier of Ostra is open.")
    comes(room, "tower", "The tower fell.", topic="Towers")
    room.tick()
    room.denied()
    comes(room, "quay", "The quay of Ostra is shut.")
    (sent,) = room.settle()
    assert (sent.channel, sent.thread_ts) == (EVE, None)
    said = words(sent)
    assert said.startswith("*News of a topic you watch: Bridges*\n3 claims since 10 Nov 2024\n")
    assert "The bridge at Ostra is closed.  #" in said
    assert "*Disputed* (was: one party says so). Ministry of Works denies it." in said
    assert "The pier of Ostra is open." in said
    assert "The quay of Ostra is shut." in said
    assert "tower" not in said.lower()
    assert room.settle(HOUR) == []


def test_what_was_on_record_before_is_no_news_and_a_quiet_topic_says_nothing(
    room: Newsroom,
) -> None:
    comes(room, "pier", "The pier of Ostra is open.")
    start(room)
    assert room.settle() == []
    comes(room, "tower", "The tower fell.", topic="Towers")
    assert room.settle() == []
    comes(room, "quay", "The quay of Ostra is shut.")
    (sent,) = room.settle()
    assert "pier" not in words(sent)


def test_a_topic_in_other_letters_is_the_same_topic(room: Newsroom) -> None:
    start(room, "bridges")
    assert start(room, "BRIDGES").topic == "bridges"
    assert watched(room) == [(EVE, "bridges")]
    comes(room, "pier", "The pier of Ostra is open.", topic="BRIDGES")
    comes(room, "quay", "The quay of Ostra is shut.")
    (sent,) = room.settle()
    assert "pier" in words(sent)
    assert "quay" in words(sent)


def test_a_desk_that_never_stops_is_told_of_in_between(room: Newsroom) -> None:
    start(room)
    for n in range(15):
        comes(room, f"pier{n}", f"Pier {n} of Ostra is open.")
        room.tick()
    assert 1 <= len(room.sent) <= 2
    assert room.settle(HOUR)
    heads = [words(one).split("\n")[1] for one in room.sent]
    assert sum(int(head.split()[0]) for head in heads) == 15
    assert "… and " in words(room.sent[0])


def test_a_claim_that_leaves_the_topic_and_one_that_comes(room: Newsroom) -> None:
    comes(room, "tower", "The tower fell.", topic="Towers")
    room.settle()
    start(room)
    start(room, "Towers", "U0BEN")
    room.edit("may", topic="Towers")
    room.edit("tower", topic="Bridges")
    to = {one.channel: words(one) for one in room.settle()}
    closed, may = room.desk.id(Claim, "tower"), room.desk.id(Claim, "may")
    assert f"*Of this topic now*\n• The tower fell.  #{closed} (before: Towers)" in to[EVE]
    assert "*Of another topic now*\n• The bridge will not open before May." in to[EVE]
    assert f"#{may} (before: Bridges)" in to["U0BEN"]


def test_the_watch_goes_with_a_topic_that_is_renamed(room: Newsroom) -> None:
    start(room)
    for key in ("closed", "may"):
        room.edit(key, topic="Bridges of Ostra")
    (sent,) = room.settle()
    assert "No claim has this topic any more, all have *Bridges of Ostra*." in words(sent)
    assert watched(room) == [(EVE, "Bridges of Ostra")]
    comes(room, "pier", "The pier of Ostra is open.", topic="Bridges of Ostra")
    (sent,) = room.settle()
    assert words(sent).startswith("*News of a topic you watch: Bridges of Ostra*\n1 claim ")


def test_of_two_topics_that_become_one_the_person_is_told_once(room: Newsroom) -> None:
    comes(room, "tower", "The tower fell.", topic="Towers")
    room.settle()
    start(room)
    start(room, "Towers")
    room.edit("tower", topic="Bridges")
    room.settle()
    room.settle()
    assert watched(room) == [(EVE, "Bridges")]
    before = len(room.sent)
    comes(room, "pier", "The pier of Ostra is open.")
    room.settle()
    assert len(room.sent) == before + 1


def test_a_topic_that_falls_apart_is_kept_for_when_it_comes_back(room: Newsroom) -> None:
    start(room)
    room.edit("closed", topic="Roads")
    room.edit("may", topic=None)
    (sent,) = room.settle()
    assert "No claim has this topic any more. If one gets it, I tell you." in words(sent)
    assert "(now: without a topic)" in words(sent)
    room.edit("may", topic="Bridges")
    (sent,) = room.settle()
    assert "*Of this topic now*" in words(sent)


def test_a_change_that_is_taken_back_is_no_news(room: Newsroom) -> None:
    start(room)
    room.edit("may", topic="Roads")
    room.tick()
    room.edit("may", topic="Bridges")
    assert room.settle() == []


def test_a_withdrawn_claim_is_told_with_its_reason(room: Newsroom) -> None:
    start(room)
    room.withdraw("may", "a misprint")
    (sent,) = room.settle()
    assert "Its reason: “a misprint”." in words(sent)


def test_who_watches_the_claim_too_is_told_of_it_once(room: Newsroom) -> None:
    start(room)
    with room.desk.work() as session:
        number = room.desk.id(Claim, "closed")
        watch_claim(session, room.number, number, EVE, channel=EVE, thread_ts=None, now=room.now)
    room.denied()
    (sent,) = room.settle()
    assert words(sent).startswith("*A claim you watch has changed*")


def test_under_embargo_nothing_is_told_before_its_time(room: Newsroom) -> None:
    start(room)
    until = room.now + timedelta(days=1)
    comes(room, "pier", "The pier of Ostra is open.", embargo_until=until.isoformat())
    assert room.settle() == []


def test_a_confidential_source_is_named_in_no_notice(room: Newsroom) -> None:
    start(room)
    with room.desk.work() as session:
        holm = session.get_one(Source, room.desk.id(Source, "holm"))
        to = source_fields(holm)
        edit_source(
            Change(session, room.number, IDA, room.now),
            holm.id or 0,
            replace(to, confidential=True),
            seen=None,
        )
    with Session(writing(room.engine)) as session, session.begin():
        claim = session.get_one(Claim, room.desk.id(Claim, "may"))
        claim.topic = "Holm and the bridges"
    start(room, "Holm and the bridges", "U0BEN")
    comes(room, "pier", "The pier of Ostra is open.")
    comes(room, "quay", "The quay is shut.", topic="Holm and the bridges", source="works")
    told = [words(one) for one in room.settle()]
    assert len(told) == 2
    assert "Holm" not in "".join(told)

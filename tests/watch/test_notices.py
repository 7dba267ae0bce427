from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.record.change import Change
from bot.record.edit.attributions import retract
from bot.record.edit.claims import (
    merge_claims,
    restore_claim,
)
from bot.record.exchange.importing import import_record
from bot.refusal import RefusalError
from bot.slack.outbox import Outgoing
from bot.watch import notices as telling
from bot.watch.answering import not_meant, notice_answers
from bot.watch.proposed import Hit
from bot.watch.watches import unwatch, watch_claim, watch_question
from models import ChangedClaim, Claim, Notice, OpenQuestion, Workspace
from models.inquiry import Delivery, QuestionState
from models.record import Attribution
from tests.conftest import NOW
from tests.desk_care import IDA, disputed, with_claims
from tests.noticed import HOUR, MINUTE, Newsroom, look, put, watch, words
from tests.records import attribution, read, record


@pytest.fixture
def room(engine: Engine, workspace: Workspace) -> Newsroom:
    return Newsroom(engine, workspace)


def fallback(outgoing: Outgoing) -> str:
    assert outgoing.message is not None
    return outgoing.message.text


# --- corrections ---------------------------------------------------------------------------------


def test_a_thread_that_got_an_answer_is_told_once_what_was_said_what_holds_and_why(
    room: Newsroom,
) -> None:
    room.asked("closed")
    room.denied()
    (sent,) = room.settle()
    assert (sent.channel, sent.thread_ts) == ("C1", "1.0")
    said = words(sent)
    assert "Asked: “Is the Ostra bridge closed?”" in said
    assert "Said then: The bridge at Ostra is closed." in said
    assert "(one party says so)" in said
    assert "*Now:* *Disputed*" in said
    assert "Why: Ministry of Works denies it." in said
    assert room.settle(HOUR) == []


def test_nothing_is_said_before_a_change_has_settled_and_several_are_one_message(
    room: Newsroom,
) -> None:
    room.asked("closed")
    room.denied()
    room.tick()
    room.edit("closed", figure=(2.0, 2.0), unit="lanes")
    room.tick()
    room.now += MINUTE
    room.tick()
    assert room.sent == []
    (sent,) = room.settle()
    assert "Disputed; 2 lanes" in words(sent)
    assert "one party says so; no figure" in words(sent)


def test_a_change_that_is_taken_back_while_it_settles_is_no_news(room: Newsroom) -> None:
    room.asked("closed")
    room.withdraw("closed")
    room.tick()
    room.now += timedelta(seconds=20)
    with room.desk.work() as session:
        claim_id = room.desk.id(Claim, "closed")
        restore_claim(Change(session, room.number, IDA, room.now), claim_id, seen=None)
    assert room.settle() == []
    assert room.notices() == [("correction", "empty")]


def test_each_change_is_told_against_what_was_told_last(room: Newsroom) -> None:
    room.asked("closed")
    room.denied()
    room.settle()
    room.withdraw("closed", reason="wrong bridge")
    (sent,) = room.settle()
    assert "Said then: The bridge at Ostra is closed.  #1 (disputed)" in words(sent)
    assert "withdrawn this claim from the record. Its reason: “wrong bridge”." in words(sent)
    assert "nothing about whether it is so" in words(sent)


def test_a_retraction_is_named_as_the_reason(engine: Engine, workspace: Workspace) -> None:
    room = Newsroom(engine, workspace, disputed())
    room.asked("closed")
    room.now += MINUTE
    with room.desk.work() as session:
        said = room.desk.id(Attribution, "deny")
        retract(Change(session, room.number, IDA, room.now), said, seen=None)
    (sent,) = room.settle()
    assert "Why: Ministry of Works withdrew the denial." in words(sent)


def test_what_came_and_was_withdrawn_before_anybody_was_told_is_no_reason(
    engine: Engine, workspace: Workspace
) -> None:
    room = Newsroom(engine, workspace)
    room.asked("closed")
    room.denied()
    raw = record()
    raw["attributions"] += [
        attribution("deny"),
        attribution("too", source="paper", stance="asserts"),
    ]
    import_record(room.desk.engine, read(raw), workspace_id=room.number, actor=IDA, now=room.now)
    with room.desk.work() as session:
        said = room.desk.id(Attribution, "deny")
        retract(Change(session, room.number, IDA, room.now), said, seen=None)
    (sent,) = room.settle()
    assert "Why: Ostra Courier says so." in words(sent)


def test_the_thread_of_a_merged_claim_is_led_to_its_heir_once(
    engine: Engine, workspace: Workspace
) -> None:
    room = Newsroom(engine, workspace, with_claims(disputed(), ("shut", "The bridge is shut.")))
    room.asked("shut")
    room.now += MINUTE
    with room.desk.work() as session:
        merge_claims(
            Change(session, room.number, IDA, room.now),
            room.desk.id(Claim, "shut"),
            room.desk.id(Claim, "closed"),
            seen=None,
        )
    (sent,) = room.settle()
    assert "part of another claim: The bridge at Ostra is closed." in words(sent)
    assert "*Disputed*" in words(sent)
    assert "Why: the desk merged the two claims." in words(sent)
    assert fallback(sent) == (
        "This answer has changed: The bridge is shut – now part of another claim: "
        "The bridge at Ostra is closed (disputed)"
    )


def test_a_figure_that_changed_is_told_and_a_new_wording_is_not(room: Newsroom) -> None:
    room.asked("closed")
    room.edit("closed", text="The bridge at Ostra is shut.")
    assert room.settle() == []
    room.edit("closed", figure=(3.0, 3.0), unit="lanes")
    (sent,) = room.settle()
    assert "3 lanes" in words(sent)
    # Never the new status with the old words.
    assert "Said then: The bridge at Ostra is closed.  #1" in words(sent)
    assert "*Now:* The bridge at Ostra is shut.  #1" in words(sent)
    assert "Ostra is closed – now The bridge at Ostra is shut (" in fallback(sent)
    assert "Why: the desk changed what is on record." in words(sent)


def test_answers_of_more_than_thirty_days_ago_are_left_alone(room: Newsroom) -> None:
    long_ago = room.now - timedelta(days=31)
    room.asked("closed", answered_at=long_ago)
    room.denied()
    assert room.settle() == []


def test_every_thread_is_told_and_one_that_asked_twice_once(room: Newsroom) -> None:
    room.asked("closed", "1.0")
    room.asked("closed", "1.0")
    room.asked("closed", "2.0")
    room.denied()
    told = room.settle()
    told += room.settle(timedelta(seconds=1))  # a channel takes one message a second
    assert sorted(str(one.thread_ts) for one in told) == ["1.0", "2.0"]
    assert room.settle(HOUR) == []


def test_what_only_the_asker_saw_is_corrected_by_direct_message(room: Newsroom) -> None:
    room.asked("closed", None, delivery=Delivery.EPHEMERAL.value, surface="shortcut")
    room.asked("closed", None, delivery=Delivery.RESPONSE.value, surface="command")
    room.denied()
    (sent,) = room.settle()
    assert (sent.channel, sent.thread_ts) == ("U0ASK", None)


def test_an_answer_given_after_the_change_needs_no_correction(room: Newsroom) -> None:
    room.denied()
    room.now += MINUTE
    room.asked("closed")
    assert room.settle() == []


def test_who_was_told_does_not_wait_for_claims_that_nobody_asked_about(room: Newsroom) -> None:
    room.asked("closed")
    room.denied()
    with room.desk.work() as session:
        for number in range(1000, 1000 + telling.AT_ONCE):
            session.add(
                ChangedClaim(
                    workspace_id=room.number, claim_id=number, first_at=NOW, due_at=room.now
                )
            )
    assert len(room.settle()) == 1


def test_two_processes_tell_a_change_once(room: Newsroom) -> None:
    room.asked("closed")
    room.denied()
    for _ in range(3):
        telling.notice_changes(room.engine, [room.number], now=room.now)
    room.now += 3 * MINUTE
    for _ in range(3):
        telling.notice_changes(room.engine, [room.number], now=room.now)
    assert len(room.notices()) == 1


def test_changes_from_before_the_bot_looked_are_nobodys_news(
    engine: Engine, workspace: Workspace
) -> None:
    room = Newsroom(engine, workspace, disputed())
    room.asked("closed", answered_at=NOW - HOUR, answer={"claim": {"id": 1, "status": "denied"}})
    assert room.settle(HOUR) == []


def test_a_claim_of_which_nothing_may_be_shown_any_more_is_not_spoken_of(room: Newsroom) -> None:
    room.asked("closed")
    room.denied()
    room.tick()
    with room.desk.work() as session:
        for row in session.exec(select(Attribution)):
            row.embargo_until = room.now + timedelta(days=9)
            session.add(row)
    assert room.settle() == []


# --- watches -------------------------------------------------------------------------------------


def test_who_watches_a_claim_is_told_when_it_changes(room: Newsroom) -> None:
    assert watch(room)
    assert not watch(room)
    room.denied()
    (sent,) = room.settle()
    assert sent.channel == "U0EVE"
    assert words(sent).startswith("*A claim you watch has changed*\nSaid then: The bridge")
    assert room.settle(HOUR) == []


def test_a_watch_in_a_thread_that_is_corrected_is_the_same_message(room: Newsroom) -> None:
    room.asked("closed")
    watch(room, "C1", "1.0")
    room.denied()
    (sent,) = room.settle()
    assert words(sent).startswith("*This answer has changed* <@U0EVE>")


def test_who_watches_a_claim_that_is_merged_is_told_and_then_of_its_heir_once(
    engine: Engine, workspace: Workspace
) -> None:
    room = Newsroom(engine, workspace, with_claims(record(), ("shut", "The bridge is shut.")))
    assert watch(room)
    room.now += MINUTE
    with room.desk.work() as session:
        merge_claims(
            Change(session, room.number, IDA, room.now),
            room.desk.id(Claim, "closed"),
            room.desk.id(Claim, "shut"),
            seen=None,
        )
    (sent,) = room.settle()
    assert "part of another claim: The bridge is shut." in words(sent)
    assert "Why: " in words(sent)
    assert room.settle(HOUR) == []
    room.withdraw("shut")
    (sent,) = room.settle()
    assert "Said then: The bridge is shut." in words(sent)


def test_who_watches_no_more_is_not_told(room: Newsroom) -> None:
    watch(room)
    with room.desk.work() as session:
        assert unwatch(session, room.number, room.desk.id(Claim, "closed"), "U0EVE") == 1
    room.denied()
    assert room.settle() == []


def test_another_desks_claim_cannot_be_watched(room: Newsroom) -> None:
    with room.desk.work() as session, pytest.raises(RefusalError):
        watch_claim(
            session, room.number + 1, 1, "U0EVE", channel="C1", thread_ts=None, now=room.now
        )


# --- open questions ------------------------------------------------------------------------------


def test_who_put_a_question_is_told_in_the_thread_where_they_asked(room: Newsroom) -> None:
    question = put(room)
    with room.desk.work() as session:
        watch_question(
            session,
            room.number,
            question,
            "U0EVE",
            channel="U0EVE",
            thread_ts=None,
            now=room.now,
        )
    assert look(room, None)
    room.denied()
    assert look(room, room.desk.id(Claim, "closed"))
    room.tick()
    asker, watcher = room.sent
    assert (asker.channel, asker.thread_ts, watcher.channel) == ("C1", "1.0", "U0EVE")
    assert "*Your question has an answer on record.* <@U0ASK>" in words(asker)
    assert "*Disputed* (say so: Ostra; deny it: Ministry of Works)" in words(asker)
    assert look(room, 1) == []
    room.tick()
    assert len(room.sent) == 2


def test_a_question_is_held_against_the_record_only_when_that_changed(room: Newsroom) -> None:
    put(room)
    assert len(look(room, None)) == 1
    assert look(room, None) == []
    put(room)
    assert len(look(room, None)) == 1
    room.denied()
    assert len(look(room, None)) == 2


def test_while_the_record_changes_all_day_every_question_has_its_turn(room: Newsroom) -> None:
    for _ in range(5):
        put(room)
    with room.desk.work() as session:
        for row in session.exec(select(OpenQuestion)):
            row.statement = f"Question {row.id}"
            session.add(row)
    seen: list[str] = []

    def match(workspace_id: int, statement: str, asker: str) -> Hit | None:
        seen.append(statement)
        return None

    def changed_and_looked() -> None:
        with room.desk.work() as session:
            workspace = session.get_one(Workspace, room.number)
            workspace.revision += 1
            session.add(workspace)
        notice_answers(room.engine, room.number, match, now=room.now, most=2)

    for _ in range(6):
        changed_and_looked()
    assert [seen.count(f"Question {n}") for n in range(1, 6)] == [2] * 5


def test_a_question_that_breaks_the_matcher_does_not_keep_the_others_waiting(
    room: Newsroom,
) -> None:
    broken, fine = put(room), put(room)
    with room.desk.work() as session:
        row = session.get_one(OpenQuestion, broken)
        row.statement = "Broken"
        session.add(row)

    def match(workspace_id: int, statement: str, asker: str) -> Hit | None:
        if statement == "Broken":
            raise ValueError
        return Hit(room.desk.id(Claim, "closed"))

    assert notice_answers(room.engine, room.number, match, now=room.now) == 1
    with Session(room.engine) as session:
        states = [session.get_one(OpenQuestion, one).state for one in (broken, fine)]
    assert states == [QuestionState.OPEN, QuestionState.ANSWERED]


def test_a_question_that_is_open_again_is_held_against_the_rest_of_the_record(
    room: Newsroom,
) -> None:
    question = put(room)
    look(room, 1)
    room.tick()
    with room.desk.work() as session:
        not_meant(session, room.number, question, 1, "U0ASK")
    assert len(look(room, None)) == 1
    assert look(room, None) == []


def test_not_what_i_meant_opens_the_question_again_for_its_asker_alone(room: Newsroom) -> None:
    question = put(room)
    room.denied()
    look(room, 1)
    room.tick()
    with room.desk.work() as session, pytest.raises(RefusalError):
        not_meant(session, room.number, question, 1, "U0EVE")
    with room.desk.work() as session, pytest.raises(RefusalError):
        not_meant(session, room.number, question, 2, "U0ASK")
    with room.desk.work() as session:
        assert not_meant(session, room.number, question, 1, "U0ASK").state == QuestionState.OPEN


def test_an_answered_question_gets_corrections_too(room: Newsroom) -> None:
    put(room)
    look(room, room.desk.id(Claim, "closed"))
    room.tick()
    room.denied()
    (sent,) = room.settle()
    assert "*Disputed*" in words(sent)
    assert (sent.channel, sent.thread_ts) == ("C1", "1.0")


def test_the_instants_of_a_notice_are_those_of_the_clock(room: Newsroom) -> None:
    room.asked("closed")
    room.denied()
    room.settle()
    with Session(room.engine) as session:
        row = session.exec(select(Notice)).one()
    assert isinstance(row.told_until, datetime)
    assert row.told_until == room.now

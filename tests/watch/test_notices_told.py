"""Who is told what, where answers and questions did not stay as they were."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.ask import questions, reports
from bot.matching.outcome import Outcome
from bot.record.change import Change
from bot.record.edit.attributions import retract, set_embargo
from bot.record.edit.claims import merge_claims, restore_claim
from bot.run.retention import forget
from bot.slack.outbox import Outbox, Outgoing, send_due
from bot.watch import notices as telling
from bot.watch.answering import not_meant
from bot.watch.watches import unwatch, watch_question
from models import Claim, Inquiry, Notice, OpenQuestion, Veto, Workspace
from models.feedback import VetoState
from models.inquiry import Delivery, InquiryState, QuestionState
from models.record import Attribution, Source
from tests.desk_care import IDA, disputed, with_claims
from tests.noticed import HOUR, MINUTE, Newsroom, look, put, watch, words
from tests.records import record

ASKER, EVE = "U0ASK", "U0EVE"


@pytest.fixture
def room(engine: Engine, workspace: Workspace) -> Newsroom:
    return Newsroom(engine, workspace)


def change_inquiry(room: Newsroom, number: int, **columns: Any) -> None:
    with room.desk.work() as session:
        row = session.get_one(Inquiry, number)
        for name, value in columns.items():
            setattr(row, name, value)
        session.add(row)


def called_wrong(room: Newsroom, inquiry_id: int, by: str) -> None:
    with room.desk.work() as session:
        inquiry = session.get_one(Inquiry, inquiry_id)
        assert reports.bar(session, inquiry, room.desk.id(Claim, "closed"), by, room.now)


def state(room: Newsroom, question: int) -> str:
    with Session(room.engine) as session:
        return session.get_one(OpenQuestion, question).state


# --- questions that were deleted or edited -------------------------------------------------------


def test_the_thread_of_a_deleted_question_gets_no_correction(room: Newsroom) -> None:
    room.asked("closed", message_ts="1.0")
    assert questions.withdraw(room.engine, room.number, "C1", "1.0")
    room.denied()
    assert room.settle() == []


def test_nor_where_it_is_deleted_while_the_change_settles(room: Newsroom) -> None:
    room.asked("closed", message_ts="1.0")
    room.denied()
    room.tick()
    questions.withdraw(room.engine, room.number, "C1", "1.0")
    assert room.settle() == []


def test_another_question_in_that_thread_still_gets_its_correction(room: Newsroom) -> None:
    room.asked("closed", statement="Closed?")
    last = room.asked("closed", message_ts="2.0")
    room.denied()
    room.tick()
    room.now += 3 * MINUTE
    telling.notice_changes(room.engine, [room.number], now=room.now)
    change_inquiry(room, last, state=InquiryState.DROPPED.value)
    room.tick()
    (sent,) = room.sent
    assert "Asked: “Closed?”" in words(sent)


def test_who_watches_in_a_thread_whose_question_is_deleted_is_told_directly(
    room: Newsroom,
) -> None:
    room.asked("closed", message_ts="1.0")
    watch(room, "C1", "1.0")
    questions.withdraw(room.engine, room.number, "C1", "1.0")
    room.denied()
    (sent,) = room.settle()
    assert (sent.channel, sent.thread_ts) == (EVE, None)
    assert words(sent).startswith("*A claim you watch has changed*\nSaid then: The bridge")


def test_while_an_edited_question_is_answered_anew_nothing_is_corrected(room: Newsroom) -> None:
    number = room.asked("closed")
    room.denied()
    room.tick()
    change_inquiry(room, number, state=InquiryState.RECORDED.value, claim_id=None)
    assert room.settle() == []


def test_an_answer_that_came_late_is_held_to_the_figure_it_had(room: Newsroom) -> None:
    asked_at = room.now
    room.edit("closed", figure=(2.0, 2.0), unit="lanes")
    room.settle(HOUR)
    room.asked("closed", asked_at=asked_at, answered_at=room.now)
    room.edit("closed", figure=(3.0, 3.0))
    (sent,) = room.settle()
    assert "one party says so; 2 lanes" in words(sent)
    assert "One party says so; 3 lanes" in words(sent)


# --- which answers count -------------------------------------------------------------------------


def test_a_card_with_a_difference_is_corrected_as_any_other(room: Newsroom) -> None:
    room.asked("closed", outcome=Outcome.DIFFERS.value)
    room.denied()
    assert len(room.settle()) == 1


def test_what_somebody_chose_counts_with_that_claim(room: Newsroom) -> None:
    room.asked("closed", outcome=Outcome.POSSIBLE.value)
    room.denied()
    assert "*Now:* *Disputed*" in words(room.settle()[0])


def test_candidates_that_nobody_chose_are_not_corrected(room: Newsroom) -> None:
    room.asked("closed", outcome=Outcome.POSSIBLE.value, claim_id=None)
    room.denied()
    assert room.settle() == []


def test_two_people_who_asked_in_one_thread_are_told_once(room: Newsroom) -> None:
    room.asked("closed", asker="U0ONE")
    room.asked("closed", asker="U0TWO", statement="Shut?")
    room.denied()
    assert len(room.settle()) == 1
    assert room.settle(HOUR) == []


def test_what_was_shared_with_a_channel_is_corrected_by_direct_message(room: Newsroom) -> None:
    delivery = Delivery.RESPONSE.value
    room.asked("closed", None, delivery=delivery, surface="command", reply_ts="3.0")
    room.denied()
    (sent,) = room.settle()
    assert (sent.channel, sent.thread_ts) == (ASKER, None)


def test_an_answer_in_a_direct_message_is_corrected_there_once(room: Newsroom) -> None:
    flat = Delivery.FLAT.value
    room.asked("closed", None, delivery=flat, channel="D0ASK")
    room.asked("closed", None, delivery=Delivery.EPHEMERAL.value)
    room.denied()
    (sent,) = room.settle()
    assert sent.channel in ("D0ASK", ASKER)
    assert room.settle(HOUR) == []


def test_an_answer_that_its_asker_called_wrong_needs_no_correction(room: Newsroom) -> None:
    called_wrong(room, room.asked("closed"), ASKER)
    room.denied()
    assert room.settle() == []


def test_nor_where_they_say_so_while_the_change_settles(room: Newsroom) -> None:
    number = room.asked("closed")
    room.denied()
    room.tick()
    called_wrong(room, number, ASKER)
    assert room.settle() == []


def test_what_others_call_wrong_is_still_corrected(room: Newsroom) -> None:
    called_wrong(room, room.asked("closed"), EVE)
    room.denied()
    assert len(room.settle()) == 1


def test_unless_an_editor_agreed_with_them(room: Newsroom) -> None:
    called_wrong(room, room.asked("closed"), EVE)
    with room.desk.work() as session:
        veto = session.exec(select(Veto)).one()
        veto.state = VetoState.AGREED.value
        session.add(veto)
    room.denied()
    assert room.settle() == []


def test_a_thread_with_another_question_about_that_claim_is_corrected(room: Newsroom) -> None:
    called_wrong(room, room.asked("closed"), ASKER)
    room.asked("closed", asker="U0TWO", statement="Ostra bridge shut")
    room.denied()
    (sent,) = room.settle()
    assert "Asked: “Ostra bridge shut”" in words(sent)


# --- what must not be said -----------------------------------------------------------------------


def test_a_correction_names_nobody_who_is_confidential(
    engine: Engine, workspace: Workspace
) -> None:
    room = Newsroom(engine, workspace)
    with room.desk.work() as session:
        works = session.exec(select(Source).where(Source.key == "works")).one()
        works.confidential = True
        session.add(works)
    room.asked("closed")
    watch(room)
    room.denied()
    told = room.settle() + room.settle(MINUTE)
    assert len(told) == 2
    for sent in told:
        assert "Ministry" not in str(sent.message)
        assert "ource known to the desk denies it" in words(sent)


def test_a_correction_says_nothing_of_a_statement_under_embargo(
    engine: Engine, workspace: Workspace
) -> None:
    room = Newsroom(engine, workspace, disputed())
    room.asked("closed")
    with room.desk.work() as session:
        said = room.desk.id(Attribution, "deny")
        until = room.now + timedelta(days=9)
        set_embargo(Change(session, room.number, IDA, room.now), said, until, seen=None)
    (sent,) = room.settle()
    assert "*Now:* *One party says so*" in words(sent)
    assert "Ministry" not in str(sent.message)
    assert "den" not in words(sent).split("*Now:*")[1]


def test_a_denial_that_comes_under_embargo_is_told_when_that_ends(room: Newsroom) -> None:
    room.asked("closed")
    room.denied("deny")
    with room.desk.work() as session:
        row = session.exec(select(Attribution).where(Attribution.key == "deny")).one()
        row.embargo_until = room.now + timedelta(days=1)
        session.add(row)
    assert room.settle() == []  # what settled was one party, and is one party


# --- Slack ---------------------------------------------------------------------------------------


def refused(code: str) -> SlackApiError:
    url = "https://slack.example/api/chat.postMessage"
    data = {"ok": False, "error": code}
    return SlackApiError(
        code,
        SlackResponse(
            client=None, http_verb="POST", api_url=url, req_args={}, data=data, headers={},
            status_code=200,
        ),
    )  # fmt: skip


@pytest.mark.parametrize("code", ["user_disabled", "channel_not_found", "is_archived"])
def test_somebody_who_left_is_not_tried_again(room: Newsroom, code: str) -> None:
    watch(room)
    tries: list[Outgoing] = []

    def gone(outgoing: Outgoing) -> str:
        tries.append(outgoing)
        raise refused(code)

    room.denied()
    room.tick()
    room.now += 3 * MINUTE
    for _ in range(3):
        telling.notice_changes(room.engine, [room.number], now=room.now)
        box = Outbox(
            telling.NOTICES,
            room.engine,
            send=gone,
            look=room.look,
            clock=lambda: room.now,
            owner="a:1:x",
        )
        send_due(box, [room.number])
        room.now += HOUR
    assert len(tries) == 1
    with Session(room.engine) as session:
        row = session.exec(select(Notice)).one()
    assert (row.state, row.reason) == ("failed", code)


def test_after_a_notice_whose_arrival_nobody_knows_the_way_back_is_told(room: Newsroom) -> None:
    room.asked("closed")
    room.withdraw("closed")
    room.tick()
    room.now += 3 * MINUTE

    def lost(outgoing: Outgoing) -> str:
        raise TimeoutError

    telling.notice_changes(room.engine, [room.number], now=room.now)
    for _ in range(2):
        box = Outbox(
            telling.NOTICES,
            room.engine,
            send=lost,
            look=room.look,
            clock=lambda: room.now,
            owner="a:1:x",
        )
        send_due(box, [room.number])
        room.now += 2 * MINUTE
    assert room.notices() == [("correction", "unknown")]
    with room.desk.work() as session:
        claim_id = room.desk.id(Claim, "closed")
        restore_claim(Change(session, room.number, IDA, room.now), claim_id, seen=None)
    (sent,) = room.settle()
    assert "Said then: The bridge at Ostra is closed.  #1 (withdrawn)" in words(sent)
    assert "back on record" in words(sent)


# --- open questions ------------------------------------------------------------------------------


def test_a_deleted_question_is_open_no_more(room: Newsroom) -> None:
    question = put(room)
    with Session(room.engine) as session:
        number = session.get_one(OpenQuestion, question).inquiry_id
    change_inquiry(room, number, message_ts="1.0")
    questions.withdraw(room.engine, room.number, "C1", "1.0")
    assert state(room, question) == QuestionState.DISMISSED
    room.denied()
    assert look(room, 1) == []


def test_an_edited_question_that_is_answered_is_closed_without_a_notice(room: Newsroom) -> None:
    question = put(room)
    with Session(room.engine) as session:
        number = session.get_one(OpenQuestion, question).inquiry_id
    room.now += MINUTE
    claim_id = room.desk.id(Claim, "closed")
    answered = {"claim": {"id": claim_id, "text": "x", "status": "single_source"}}
    change_inquiry(
        room, number, outcome=Outcome.MATCH.value, claim_id=claim_id, answered_at=room.now,
        answer=answered,
    )  # fmt: skip
    assert look(room, claim_id) == []
    assert state(room, question) == QuestionState.ANSWERED
    assert room.notices() == []


def test_an_edited_question_whose_answer_was_called_wrong_stays_open(room: Newsroom) -> None:
    question = put(room)
    with Session(room.engine) as session:
        number = session.get_one(OpenQuestion, question).inquiry_id
    room.now += MINUTE
    claim_id = room.desk.id(Claim, "closed")
    change_inquiry(
        room, number, outcome=Outcome.MATCH.value, claim_id=claim_id, answered_at=room.now
    )
    called_wrong(room, number, ASKER)
    look(room, None)
    assert state(room, question) == QuestionState.OPEN


def test_others_who_wait_for_an_edited_question_are_told(room: Newsroom) -> None:
    question = put(room)
    with room.desk.work() as session:
        where = {"channel": "C1", "thread_ts": "1.0"}
        watch_question(session, room.number, question, EVE, now=room.now, **where)
        number = session.get_one(OpenQuestion, question).inquiry_id
    room.now += MINUTE
    claim_id = room.desk.id(Claim, "closed")
    change_inquiry(
        room, number, outcome=Outcome.MATCH.value, claim_id=claim_id, answered_at=room.now
    )
    look(room, None)
    room.tick()
    (sent,) = room.sent
    assert "has an answer on record.* <@U0EVE>" in words(sent)


def test_who_asked_is_told_with_who_put_it_and_who_waits_in_one_message(room: Newsroom) -> None:
    question = put(room)
    with room.desk.work() as session:
        row = session.get_one(OpenQuestion, question)
        row.put_by = "U0PUT"
        session.add(row)
        where = {"channel": "C1", "thread_ts": "1.0"}
        watch_question(session, room.number, question, EVE, now=room.now, **where)
        watch_question(session, room.number, question, ASKER, now=room.now, **where)
    look(room, room.desk.id(Claim, "closed"))
    room.tick()
    (sent,) = room.sent
    assert "<@U0PUT> <@U0ASK> <@U0EVE>\n" in words(sent)


def test_an_answer_that_is_withdrawn_before_it_is_told_leaves_the_question_open(
    room: Newsroom,
) -> None:
    question, claim_id = put(room), room.desk.id(Claim, "closed")
    look(room, claim_id)
    room.withdraw("closed")
    room.tick()
    assert room.sent == []
    look(room, None)
    assert state(room, question) == QuestionState.OPEN
    room.now += MINUTE
    with room.desk.work() as session:
        restore_claim(Change(session, room.number, IDA, room.now), claim_id, seen=None)
    look(room, claim_id)
    room.tick()
    (sent,) = room.sent
    assert "Your question has an answer on record" in words(sent)
    look(room, claim_id)
    assert state(room, question) == QuestionState.ANSWERED


def test_a_correction_of_an_answered_question_says_what_was_asked(room: Newsroom) -> None:
    put(room)
    look(room, room.desk.id(Claim, "closed"))
    room.tick()
    room.denied()
    (sent,) = room.settle()
    assert words(sent).startswith("*This answer has changed*\nAsked: “The bridge at Ostra")


def test_an_answer_that_was_not_meant_is_not_corrected(room: Newsroom) -> None:
    question, claim_id = put(room), room.desk.id(Claim, "closed")
    look(room, claim_id)
    room.tick()
    with room.desk.work() as session:
        row = not_meant(session, room.number, question, claim_id, ASKER)
        reports.bar(session, session.get_one(Inquiry, row.inquiry_id), claim_id, ASKER, room.now)
    room.denied()
    assert room.settle() == []


# --- watches -------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [40, 400])
def test_who_watches_for_long_is_told_of_each_change_against_the_last(
    room: Newsroom, days: int
) -> None:
    """Changes that were told are deleted after 30 days, and what was sent after a year."""
    watch(room)
    room.denied()
    room.settle()
    room.now += timedelta(days=days)
    forget(room.engine, [room.number], now=room.now, days=365)
    with room.desk.work() as session:
        said = room.desk.id(Attribution, "deny")
        retract(Change(session, room.number, IDA, room.now), said, seen=None)
    (sent,) = room.settle()
    assert "(disputed)" in words(sent)


def test_who_watches_hundreds_of_claims_is_told_against_the_last_notice_of_this_one(
    room: Newsroom,
) -> None:
    watch(room)
    room.denied()
    (first,) = room.settle()
    with room.desk.work() as session:
        told = session.exec(select(Notice)).one().model_dump(exclude={"id"})
        other: dict[str, Any] = {
            "claim_id": room.desk.id(Claim, "may"),
            "told_until": room.now + MINUTE,
        }
        now = {**told["content"]["now"], "claim_id": other["claim_id"]}
        for n in range(101):
            content = {**told["content"], "now": now}
            session.add(Notice(**{**told, **other, "key": f"other {n}", "content": content}))
    room.now += 10 * MINUTE
    with room.desk.work() as session:
        said = room.desk.id(Attribution, "deny")
        retract(Change(session, room.number, IDA, room.now), said, seen=None)
    (sent,) = room.settle()
    assert "*Now:* *Disputed*" in words(first)
    assert "(disputed)" in words(sent)
    assert "*Now:* *One party says so*" in words(sent)


def test_who_watched_a_merged_claim_can_stop(engine: Engine, workspace: Workspace) -> None:
    room = Newsroom(engine, workspace, with_claims(record(), ("shut", "The bridge is shut.")))
    watch(room)
    room.now += MINUTE
    closed, shut = room.desk.id(Claim, "closed"), room.desk.id(Claim, "shut")
    with room.desk.work() as session:
        merge_claims(Change(session, room.number, IDA, room.now), closed, shut, seen=None)
    with room.desk.work() as session:
        assert unwatch(session, room.number, closed, EVE) == 1
    assert room.settle() == []

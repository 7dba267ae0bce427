"""Watches in Slack: who presses "Tell me …", what they read, and what they are told later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.demo import DESK, EDITOR, ELSEWHERE, NEWSROOM, OTHER_TEAM, REPORTER, direct
from bot.record.change import Change
from bot.record.edit.claims import edit_claim, fields_of, merge_claims, withdraw_claim
from models import Claim, Feedback, Notice, OpenQuestion, Veto, Watch
from models.database import writing
from models.inquiry import QuestionState
from tests.handlers.caring import LATER, Fields, shown
from tests.handlers.watching import CLOSED, EVE, PORT, Desk
from tests.records import another_workspace
from tests.standin import FaultySlack


@pytest.fixture
def desk(record_slack: FaultySlack, sqlite_engine: Engine) -> Iterator[Desk]:
    made = Desk(record_slack, sqlite_engine)
    yield made
    made.room.close()


@pytest.fixture
def any_desk(record_slack: FaultySlack, engine: Engine) -> Iterator[Desk]:
    made = Desk(record_slack, engine)
    yield made
    made.room.close()


def where(watch: Watch) -> tuple[str, str, str | None]:
    return watch.watcher, watch.channel, watch.thread_ts


# --- a claim -------------------------------------------------------------------------------------


def test_who_watches_a_claim_reads_what_they_are_told_and_where(any_desk: Desk) -> None:
    desk = any_desk
    card = desk.ask()
    desk.click("watch", card, user=EVE)
    said = shown(desk.whispered(EVE))
    assert said == (
        f"I will tell you when this changes: {CLOSED}  #{desk.claim().id}\n"
        "That is: a new status, a new figure, merged into another claim, or withdrawn. "
        "You read it in the thread of that answer, once for each change.\n\n"
        "[ Stop telling me ]"
    )
    (watch,) = desk.rows(Watch)
    assert where(watch) == (EVE, NEWSROOM, card["thread_ts"])
    desk.denied()
    desk.settle()
    notice = desk.slack.posted(NEWSROOM)[-1]
    assert notice["thread_ts"] == card["thread_ts"]
    assert shown(notice).startswith("This answer has changed @U0EVE\nAsked: “The bridge at Ostra")
    assert len(desk.slack.posted(NEWSROOM)) == 2


def test_pressing_twice_says_so_and_makes_one_watch(any_desk: Desk) -> None:
    desk = any_desk
    card = desk.ask()
    for _ in range(2):
        desk.click("watch", card)
    assert shown(desk.whispered()).startswith("I tell you already when this changes:")
    assert len(desk.rows(Watch)) == 1


def test_stopping_stands_in_the_place_of_what_only_they_see(any_desk: Desk) -> None:
    desk = any_desk
    desk.click("watch", desk.ask(), user=EVE)
    desk.click("unwatch", desk.whispered(EVE), user=EVE)
    assert desk.rows(Watch) == []
    (said,) = desk.slack.ephemerals(user=EVE)
    assert shown(said).startswith("I do not tell you any more when this changes: The bridge")
    assert "still corrected where they got it" in shown(said)


def test_one_can_stop_from_the_notice_and_only_for_oneself(desk: Desk) -> None:
    card = desk.ask()
    desk.click("watch", card, user=EVE)
    desk.click("watch", card, user=EDITOR)
    desk.denied()
    desk.settle()
    notice = desk.slack.posted(NEWSROOM)[-1]
    assert "[ Stop telling me ]" in shown(notice)
    desk.click("unwatch", notice, user=EVE)
    assert [one.watcher for one in desk.rows(Watch)] == [EDITOR]
    assert desk.slack.posted(NEWSROOM)[-1] == notice  # others read it too
    desk.click("unwatch", notice, user=REPORTER)
    assert shown(desk.whispered()).startswith("You are not told about this: The bridge")


def test_what_only_they_saw_is_watched_by_direct_message(desk: Desk) -> None:
    desk.send(desk.room.command(CLOSED))
    desk.click("watch", desk.whispered())
    said = shown(desk.whispered())
    assert "You read it by direct message, once for each change." in said
    (watch,) = desk.rows(Watch)
    assert where(watch) == (REPORTER, REPORTER, None)
    desk.denied()
    desk.settle()
    (notice,) = desk.slack.posted(direct(REPORTER))
    assert shown(notice).startswith(f"This answer has changed\nAsked: “{CLOSED}”\nSaid then:")
    assert "[ Stop telling me ]" in shown(notice)


def test_so_is_an_answer_in_a_direct_message(desk: Desk) -> None:
    desk.send(desk.room.direct(CLOSED))
    (card,) = desk.slack.posted(direct(REPORTER))
    desk.click("watch", card)
    (watch,) = desk.rows(Watch)
    assert where(watch) == (REPORTER, REPORTER, None)
    desk.denied()
    desk.settle()
    assert len(desk.slack.posted(direct(REPORTER))) == 2


def test_a_claim_that_was_looked_up_is_watched_by_direct_message(desk: Desk) -> None:
    view = desk.press("care_show", desk.command("find Ida Holm"), user=REPORTER)
    assert view is not None
    row = "[ All sources ] [ Tell me when this changes ] [ Text to cite ] [ History ]"
    assert row in shown(view)
    desk.click("watch", view)
    told = desk.slack.modal(REPORTER)
    assert told is not None
    assert shown(told).startswith("I will tell you when this changes:")
    (watch,) = desk.rows(Watch)
    assert where(watch) == (REPORTER, REPORTER, None)
    desk.click("unwatch", told)
    assert shown(desk.slack.modal(REPORTER)).startswith("I do not tell you any more")
    assert desk.rows(Watch) == []


def test_the_card_of_a_merged_claim_watches_its_heir(any_desk: Desk) -> None:
    desk = any_desk
    card = desk.ask()
    closed, shut = desk.claim().id or 0, desk.claim("shut").id or 0
    with Session(writing(desk.engine)) as session, session.begin():
        merge_claims(Change(session, desk.number, EDITOR, desk.now), closed, shut, seen=None)
    desk.click("watch", card)
    assert f"The gate is shut.  #{shut}" in shown(desk.whispered())
    assert [one.claim_id for one in desk.rows(Watch)] == [shut]
    desk.click("watch", card)
    assert "already" in shown(desk.whispered())


def test_a_claim_that_is_off_the_record_cannot_be_watched(desk: Desk) -> None:
    card = desk.ask()
    with Session(writing(desk.engine)) as session, session.begin():
        withdraw_claim(
            Change(session, desk.number, EDITOR, desk.now), desk.claim().id or 0, seen=None
        )
    desk.click("watch", card)
    assert "no longer on record" in desk.whispered()["text"]
    assert desk.rows(Watch) == []


def test_others_may_not_watch_what_only_the_asker_saw(desk: Desk) -> None:
    desk.send(desk.room.command(CLOSED))
    desk.click("watch", desk.whispered(), user=EVE)
    assert "Only the person who asked" in desk.whispered(EVE)["text"]
    assert desk.rows(Watch) == []


def test_claims_and_inquiries_of_another_desk_cannot_be_watched(any_desk: Desk) -> None:
    desk = any_desk
    other = another_workspace(desk.engine, OTHER_TEAM)
    with Session(writing(desk.engine)) as session:
        theirs = desk.room.inquiries_of_another(session, other)
        claim = Claim(workspace_id=other.id or 0, key="x", text="x", kind="fact", created_at=LATER)
        session.add(claim)
        session.commit()
        claim_id = claim.id
    card = desk.ask()
    mine = desk.room.inquiries()[-1].id
    for value in (
        f'{{"claim":{claim_id},"inquiry":{mine}}}',
        f'{{"claim":{claim_id},"inquiry":0}}',
        f'{{"claim":{desk.claim().id},"inquiry":{theirs}}}',
        f'{{"inquiry":{mine}}}',
    ):
        pressed = desk.clicked("watch", card)
        pressed.body["actions"][0]["value"] = value
        desk.send(pressed)
    assert desk.rows(Watch) == []
    pressed = desk.clicked("watch", card)
    pressed.body["user"]["team_id"] = OTHER_TEAM
    desk.slack.change_user(REPORTER, team=OTHER_TEAM)
    desk.send(pressed)
    assert desk.rows(Watch) == []
    assert "own workspace" in desk.whispered()["text"]


def test_another_desks_watches_and_questions_are_out_of_reach(desk: Desk) -> None:
    other = another_workspace(desk.engine, OTHER_TEAM)
    with Session(writing(desk.engine)) as session:
        inquiry = desk.room.inquiries_of_another(session, other)
        question = OpenQuestion(
            workspace_id=other.id or 0,
            inquiry_id=inquiry,
            statement="Theirs.",
            put_by=REPORTER,
            put_at=LATER,
        )
        session.add(question)
        session.flush()
        number = question.id
        session.add(
            Watch(
                workspace_id=other.id or 0,
                watcher=REPORTER,
                channel="C9",
                question_id=number,
                created_at=LATER,
            )
        )
        session.commit()
    card = desk.ask()
    for action in ("unwatch_question", "not_meant"):
        pressed = desk.clicked("watch", card)
        pressed.body["actions"][0] |= {
            "action_id": action,
            "value": f'{{"question":{number},"claim":{desk.claim().id}}}',
        }
        desk.send(pressed)
        assert "older message" in desk.whispered()["text"]
    assert len(desk.rows(Watch)) == 1
    assert "Theirs" not in desk.home()


# --- an open question ----------------------------------------------------------------------------


def test_an_answer_with_nothing_on_record_offers_both(desk: Desk) -> None:
    reply = desk.ask(PORT)
    assert shown(reply).endswith("[ Put it to the desk ] [ Tell me when it is answered ]")


@pytest.mark.parametrize("button", ["to_desk", "watch_question"])
def test_whoever_puts_a_question_is_told_its_answer(any_desk: Desk, button: str) -> None:
    desk = any_desk
    reply = desk.ask(PORT)
    desk.click(button, reply)
    (put,) = desk.slack.posted(NEWSROOM)
    assert shown(put).endswith(
        "Put to the desk as an open question. "
        f"@{REPORTER} is told in this thread when it is answered.\n\n"
        "[ Tell me when it is answered ]"
    )
    assert len(desk.slack.posted(DESK)) == 1
    assert desk.rows(Watch) == []
    desk.comes_on_record(PORT)
    desk.tick()
    answered = desk.slack.posted(NEWSROOM)[-1]
    assert answered["thread_ts"] == reply["thread_ts"]
    assert shown(answered) == (
        f"Your question has an answer on record. @{REPORTER}\n"
        f"Asked 11 Nov 2024: “{PORT}”\n"
        f"On record: {PORT}  #{desk.claim('port').id}\n"
        "One party says so (Ministry of Works)\n"
        "[ Show ]\n\n"
        "[ Not what I meant ]"
    )
    desk.settle()
    assert len(desk.slack.posted(NEWSROOM)) == 2


def test_others_in_the_thread_can_be_told_too_in_one_message(any_desk: Desk) -> None:
    desk = any_desk
    desk.click("to_desk", desk.ask(PORT))
    (put,) = desk.slack.posted(NEWSROOM)
    for _ in range(2):
        desk.click("watch_question", put, user=EVE)
    first, second = (shown(one) for one in desk.slack.ephemerals(user=EVE))
    assert first == (
        f"I will tell you when this is answered: “{PORT}”\n"
        "It is an open question at the desk. You read its answer in the thread where it was "
        "asked.\n\n[ Stop telling me ]"
    )
    assert second.startswith("I tell you already when this is answered:")
    assert len(desk.slack.posted(DESK)) == 1
    assert len(desk.rows(OpenQuestion)) == len(desk.rows(Watch)) == 1
    desk.comes_on_record(PORT)
    desk.settle()
    (_, answered) = desk.slack.posted(NEWSROOM)
    assert f"@{REPORTER} @{EVE}\n" in shown(answered)


def test_who_put_it_is_told_that_they_are_told_already(desk: Desk) -> None:
    desk.click("to_desk", desk.ask(PORT))
    (put,) = desk.slack.posted(NEWSROOM)
    desk.click("watch_question", put)
    said = shown(desk.whispered())
    assert said.startswith("I tell you already when this is answered:")
    assert "Stop" not in said
    assert desk.rows(Watch) == []


def test_putting_it_again_from_an_old_message_joins_those_who_wait(desk: Desk) -> None:
    reply = desk.ask(PORT)
    first, second = desk.clicked("to_desk", reply), desk.clicked("to_desk", reply, user=EVE)
    desk.send(first)
    desk.send(second)
    (question,) = desk.rows(OpenQuestion)
    assert question.put_by == REPORTER
    (watch,) = desk.rows(Watch)
    assert watch.watcher == EVE
    assert f"@{REPORTER} is told" in shown(desk.slack.posted(NEWSROOM)[-1])


def test_no_more_wanting_to_know(desk: Desk) -> None:
    desk.click("to_desk", desk.ask(PORT))
    desk.click("watch_question", desk.slack.posted(NEWSROOM)[-1], user=EVE)
    desk.click("unwatch_question", desk.whispered(EVE), user=EVE)
    assert desk.rows(Watch) == []
    assert shown(desk.whispered(EVE)) == (
        f"I do not tell you any more when this is answered: “{PORT}”\n"
        "It stays an open question at the desk."
    )


def test_what_only_the_asker_saw_is_answered_by_direct_message(desk: Desk) -> None:
    desk.send(desk.room.command(PORT, channel=ELSEWHERE))
    desk.click("watch_question", desk.whispered())
    (said,) = desk.slack.ephemerals(user=REPORTER)
    assert shown(said).endswith(
        "Put to the desk as an open question. I will tell you by direct message when it is "
        "answered."
    )
    desk.comes_on_record(PORT)
    desk.tick()
    (answered,) = desk.slack.posted(direct(REPORTER))
    assert "Your question has an answer on record" in shown(answered)


def test_a_question_that_has_an_answer_by_now_says_so(desk: Desk) -> None:
    reply = desk.ask(PORT)
    old = desk.clicked("watch_question", reply, user=EVE)
    desk.click("to_desk", reply)
    desk.comes_on_record(PORT)
    desk.tick()
    desk.send(old)
    assert "has an answer on record by now. Ask it again." in shown(desk.slack.posted(NEWSROOM)[0])
    assert desk.rows(Watch) == []


def test_an_edited_question_is_open_in_its_new_words(any_desk: Desk) -> None:
    desk = any_desk
    asked = desk.room.direct(PORT)
    desk.send(asked)
    desk.click("to_desk", desk.slack.posted(direct(REPORTER))[-1])
    desk.send(desk.room.edit(asked, "The lighthouse of Ostra is for sale."))
    (question,) = desk.rows(OpenQuestion)
    assert question.statement == "The lighthouse of Ostra is for sale."
    desk.comes_on_record(PORT)
    desk.tick()
    assert desk.rows(Notice) == []
    desk.comes_on_record("The lighthouse of Ostra is for sale.", "light")
    desk.tick()
    assert len(desk.rows(Notice)) == 1


def test_one_that_is_edited_into_an_answer_needs_no_notice(desk: Desk) -> None:
    asked = desk.room.direct(PORT)
    desk.send(asked)
    desk.click("to_desk", desk.slack.posted(direct(REPORTER))[-1])
    desk.now += timedelta(minutes=1)
    desk.send(desk.room.edit(asked, CLOSED))
    desk.tick()
    (question,) = desk.rows(OpenQuestion)
    assert question.state == QuestionState.ANSWERED
    assert desk.rows(Notice) == []


def test_an_edit_into_something_without_a_statement_leaves_no_answer_to_correct(
    desk: Desk,
) -> None:
    asked = desk.room.direct(CLOSED)
    desk.send(asked)
    desk.send(desk.room.edit(asked, "Thanks!"))
    (inquiry,) = desk.room.inquiries()
    assert (inquiry.state, inquiry.claim_id) == ("answered", None)
    desk.denied()
    desk.settle()
    assert desk.rows(Notice) == []


def test_an_answer_to_an_edited_question_counts_from_the_new_one(any_desk: Desk) -> None:
    desk = any_desk
    asked = desk.room.direct("The bridge will not open before May.")
    desk.send(asked)
    desk.now += timedelta(minutes=1)
    desk.send(desk.room.edit(asked, CLOSED))
    for key in ("may", "closed"):
        desk.now += timedelta(minutes=1)
        with Session(writing(desk.engine)) as session, session.begin():
            withdraw_claim(
                Change(session, desk.number, EDITOR, desk.now), desk.claim(key).id or 0, seen=None
            )
        desk.settle()
    (_, notice) = desk.slack.posted(direct(REPORTER))
    assert f"Asked: “{CLOSED}”" in shown(notice)


# --- not what I meant ----------------------------------------------------------------------------


def answered(desk: Desk) -> Fields:
    desk.click("to_desk", desk.ask(PORT))
    desk.comes_on_record(PORT)
    desk.tick()
    return desk.slack.posted(NEWSROOM)[-1]


def test_an_answer_that_was_not_meant_opens_the_question_again(any_desk: Desk) -> None:
    desk = any_desk
    notice = answered(desk)
    pressed = [desk.clicked("not_meant", notice) for _ in range(2)]
    for one in pressed:
        desk.send(one)
    replaced = desk.slack.posted(NEWSROOM)[-1]
    assert replaced["ts"] == notice["ts"]
    assert shown(replaced) == (
        f"Not what @{REPORTER} meant: {PORT}  #{desk.claim('port').id}\n"
        f"The question is open again: “{PORT}”\n"
        "That claim is no answer to it any more; the desk will look at it. "
        "If another claim answers it, I will say so here."
    )
    (question,) = desk.rows(OpenQuestion)
    (veto,) = desk.rows(Veto)
    (feedback,) = desk.rows(Feedback)
    assert question.state == QuestionState.OPEN
    assert (veto.by, veto.claim_id) == (REPORTER, desk.claim("port").id)
    assert (feedback.kind, feedback.by) == ("wrong_claim", REPORTER)
    assert "Wrong claim, says @U0REPORTER" in shown(desk.slack.posted(DESK)[-1])
    desk.comes_on_record("The crane of Ostra is red.", "crane")
    desk.settle()
    assert len(desk.rows(Notice)) == 1


def test_another_answer_is_told_and_may_be_wrong_too(desk: Desk) -> None:
    desk.click("not_meant", answered(desk))
    with Session(writing(desk.engine)) as session, session.begin():
        claim = session.get_one(Claim, desk.claim("shut").id)
        to = replace(fields_of(claim), text=PORT)
        edit_claim(Change(session, desk.number, EDITOR, desk.now), claim.id or 0, to, seen=None)
    desk.now += timedelta(minutes=1)
    desk.tick()
    again = desk.slack.posted(NEWSROOM)[-1]
    assert f"#{desk.claim('shut').id}" in shown(again)
    desk.click("not_meant", again)
    barred = {one.claim_id for one in desk.rows(Veto)}
    assert barred == {desk.claim("shut").id, desk.claim("port").id}
    (question,) = desk.rows(OpenQuestion)
    assert question.state == QuestionState.OPEN


def test_only_who_put_the_question_can_say_so(desk: Desk) -> None:
    notice = answered(desk)
    desk.click("not_meant", notice, user=EVE)
    assert "Only the person who asked" in desk.whispered(EVE)["text"]
    (question,) = desk.rows(OpenQuestion)
    assert question.state == QuestionState.ANSWERED
    assert desk.rows(Veto) == []
    assert desk.slack.posted(NEWSROOM)[-1] == notice


# --- the App Home --------------------------------------------------------------------------------


def test_the_home_lists_what_one_is_told_about_with_a_way_to_stop(any_desk: Desk) -> None:
    desk = any_desk
    desk.click("watch", desk.ask(), user=EVE)
    desk.click("watch", desk.ask(), user=EVE)  # in another thread
    desk.click("to_desk", desk.ask(PORT))
    desk.click("watch_question", desk.slack.posted(NEWSROOM)[-1], user=EVE)
    view = desk.home_view(EVE)
    number = desk.claim().id
    assert f"• When it changes: {CLOSED}  #{number}\n[ Stop ]" in shown(view)
    assert f"• When it is answered: “{PORT}”\n[ Stop ]" in shown(view)
    assert "(you put it to the desk)" in desk.home(REPORTER)
    desk.click("unwatch", view, user=EVE)
    left = desk.slack.home(EVE)
    assert left is not None
    assert CLOSED not in shown(left)
    desk.click("unwatch_question", left, user=EVE)
    assert "You are told about" not in shown(desk.slack.home(EVE))
    assert desk.rows(Watch) == []


def test_a_long_list_is_cut_and_says_so(desk: Desk) -> None:
    with Session(writing(desk.engine)) as session, session.begin():
        for n in range(60):
            claim = Claim(
                workspace_id=desk.number,
                key=f"k{n}",
                text=f"Claim {n} <!channel> " + "x" * 900,
                kind="fact",
                created_at=LATER,
            )
            session.add(claim)
            session.flush()
            session.add(
                Watch(
                    workspace_id=desk.number,
                    watcher=EDITOR,
                    channel=EDITOR,
                    claim_id=claim.id,
                    created_at=LATER + timedelta(minutes=n),
                )
            )
    said = desk.home(EDITOR)
    assert said.count("[ Stop ]") == 10
    assert "Claim 59" in said
    assert "and 50 more, older ones." in said


def test_a_claim_that_may_not_be_shown_is_listed_by_its_number(desk: Desk) -> None:
    desk.click("watch", desk.ask())
    number = desk.claim().id
    with Session(writing(desk.engine)) as session, session.begin():
        for row in session.exec(select(type(desk.said()))):
            row.embargo_until = LATER + timedelta(days=9)
            session.add(row)
    said = desk.home()
    assert f"A claim that cannot be shown just now  #{number}" in said
    assert CLOSED not in said


def test_a_correction_and_its_answer_make_sense_together(desk: Desk) -> None:
    """A person's week: asked, told of a change, and of its being taken back."""
    card = desk.ask()
    desk.denied()
    desk.settle()
    with Session(writing(desk.engine)) as session, session.begin():
        withdraw_claim(
            Change(session, desk.number, EDITOR, desk.now),
            desk.claim().id or 0,
            reason="Another bridge",
            seen=None,
        )
    desk.settle()
    number = desk.claim().id
    first, second = (shown(one) for one in desk.slack.replies(NEWSROOM, card["thread_ts"])[1:])
    assert first == (
        "This answer has changed\n"
        f"Asked: “{CLOSED}”\n"
        f"Said then: {CLOSED}  #{number} (one party says so)\n"
        "Now: Disputed\n"
        "Why: Ministry of Works denies it.\n"
        "[ Show ]\n\n"
        "  Last told on 11 Nov 2024. Each change is told once."
    )
    assert second.startswith(
        "This answer has changed\n"
        f"Asked: “{CLOSED}”\n"
        f"Said then: {CLOSED}  #{number} (disputed)\n"
        "Now: the desk has withdrawn this claim from the record. Its reason: “Another bridge”. "
        "That says nothing about whether it is so."
    )

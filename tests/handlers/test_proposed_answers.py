"""A claim that is about an open question: the desk decides whether it answers the question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.demo import DESK, EDITOR, NEWSROOM, REPORTER, direct
from bot.record.change import Change
from bot.record.edit.claims import withdraw_claim
from models import AuditEntry, Notice, OpenQuestion, ProposedAnswer, Workspace
from models.database import writing
from models.inquiry import ProposalState, QuestionState
from tests.handlers.caring import Fields, shown
from tests.handlers.watching import EVE, PORT, Desk
from tests.standin import FaultySlack, server_error

SALE = "The harbour of Ostra is for sale to foreign companies."
"""About what PORT asks, with a limit that PORT does not have."""


@pytest.fixture
def any_desk(record_slack: FaultySlack, engine: Engine) -> Iterator[Desk]:
    made = Desk(record_slack, engine)
    yield made
    made.room.close()


@pytest.fixture
def desk(record_slack: FaultySlack, sqlite_engine: Engine) -> Iterator[Desk]:
    made = Desk(record_slack, sqlite_engine)
    yield made
    made.room.close()


def proposed(desk: Desk) -> Fields:
    """PORT is put to the desk, SALE comes on record; what the desk is asked."""
    desk.click("to_desk", desk.ask(PORT))
    desk.comes_on_record(SALE)
    desk.tick()
    return desk.slack.posted(DESK)[-1] | {"channel": DESK}


def test_the_desk_is_asked_once_and_the_asker_is_told_after_its_yes(any_desk: Desk) -> None:
    desk = any_desk
    asked = proposed(desk)
    desk.settle()
    number = desk.claim("port").id
    text = (
        f"Does this answer an open question from @{REPORTER}?\n"
        f"Asked: “{PORT}”\n"
        f"On record: {SALE}  #{number}"
    )
    assert shown(asked).startswith(text)
    assert shown(asked).endswith("[ Yes, that answers it ] [ No ]")
    assert len(desk.slack.posted(DESK)) == 2  # the question itself, and this
    assert desk.rows(Notice) == []
    desk.click("answers_it", asked, user=EDITOR)
    desk.tick()
    notice = shown(desk.slack.posted(NEWSROOM)[-1])
    assert notice.startswith(f"Your question has an answer on record. @{REPORTER}\n")
    assert f"On record: {SALE}  #{number}" in notice
    decided = shown(desk.slack.posted(DESK)[-1])
    assert decided.startswith(text)
    assert f"Yes: that answers it. Who asked is told. @{EDITOR}, " in decided
    assert "[ No ]" not in decided
    (question,) = desk.rows(OpenQuestion)
    assert question.state == QuestionState.ANSWERED
    assert desk.rows(AuditEntry)[-1].action == "accept answer"


def test_after_a_no_the_question_stays_open_and_the_claim_is_not_proposed_again(
    any_desk: Desk,
) -> None:
    desk = any_desk
    asked = proposed(desk)
    desk.click("answers_not", asked, user=EDITOR)
    decided = shown(desk.slack.posted(DESK)[-1])
    assert f"No: the question stays open. @{EDITOR}, " in decided
    desk.comes_on_record("The crane of Ostra is red.", "crane")
    desk.settle()
    assert len(desk.slack.posted(DESK)) == 2
    assert desk.rows(Notice) == []
    (question,) = desk.rows(OpenQuestion)
    assert question.state == QuestionState.OPEN
    desk.comes_on_record(PORT, "whole")
    desk.settle()
    assert f"On record: {PORT}" in shown(desk.slack.posted(NEWSROOM)[-1])


def test_only_an_editor_decides_and_only_once(desk: Desk) -> None:
    asked = proposed(desk)
    desk.click("answers_it", asked, user=EVE)
    assert "only this desk's editors decide" in shown(desk.slack.ephemerals(user=EVE)[-1])
    assert [one.state for one in desk.rows(ProposedAnswer)] == [ProposalState.WAITING]
    no, yes = (desk.clicked(one, asked, user=EDITOR) for one in ("answers_not", "answers_it"))
    desk.send(no)
    desk.send(yes)
    assert [one.state for one in desk.rows(ProposedAnswer)] == [ProposalState.DECLINED]
    assert desk.rows(Notice) == []


def test_a_claim_that_was_withdrawn_answers_nothing(desk: Desk) -> None:
    asked = proposed(desk)
    with Session(writing(desk.engine)) as session, session.begin():
        change = Change(session, desk.number, EDITOR, desk.now)
        withdraw_claim(change, desk.claim("port").id, reason="wrong", seen=None)
    desk.click("answers_it", asked, user=EDITOR)
    assert "no longer on record" in shown(desk.slack.ephemerals(user=EDITOR)[-1])
    assert [one.state for one in desk.rows(OpenQuestion)] == [QuestionState.OPEN]


def test_an_edited_question_is_asked_about_in_its_new_words(desk: Desk) -> None:
    said = desk.room.direct(PORT)
    desk.send(said)
    desk.click("to_desk", desk.slack.posted(direct(REPORTER))[-1])
    desk.comes_on_record(SALE)
    desk.tick()
    asked = desk.slack.posted(DESK)[-1] | {"channel": DESK}
    desk.send(desk.room.edit(said, "The lighthouse of Ostra is for sale."))
    desk.click("answers_it", asked, user=EDITOR)
    assert "older message" in shown(desk.slack.ephemerals(user=EDITOR)[-1])
    assert desk.rows(Notice) == []


def test_a_desk_without_a_channel_decides_in_the_home_tab(any_desk: Desk) -> None:
    desk = any_desk
    with Session(writing(desk.engine)) as session, session.begin():
        session.get_one(Workspace, desk.number).desk_channel = None
    desk.click("to_desk", desk.ask(PORT))
    desk.comes_on_record(SALE)
    desk.tick()
    assert "Do these answer" not in desk.home(REPORTER)
    home = desk.home_view(EDITOR)
    listed = (
        f"Do these answer open questions?\nAsked: “{PORT}”\n"
        f"On record: {SALE}  #{desk.claim('port').id}\n@{REPORTER}"
    )
    assert listed in shown(home).replace("\n\n", "\n")
    desk.click("answers_it", home, user=EDITOR)
    desk.tick()
    assert f"On record: {SALE}" in shown(desk.slack.posted(NEWSROOM)[-1])
    assert "Do these answer" not in shown(desk.slack.home(EDITOR) or {})


def test_what_slack_does_not_take_is_in_the_home_tab(desk: Desk) -> None:
    desk.click("to_desk", desk.ask(PORT))
    desk.comes_on_record(SALE)
    desk.slack.next("chat.postMessage", server_error())
    desk.tick()
    desk.click("answers_not", desk.home_view(EDITOR), user=EDITOR)
    assert [one.state for one in desk.rows(ProposedAnswer)] == [ProposalState.DECLINED]

"""The buttons on answers, and the forms behind them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import Session

from bot.demo import DESK, EDITOR, ELSEWHERE, NEWSROOM, OTHER_TEAM, REPORTER, SHARED
from bot.demo.signed import view_submission
from models import Feedback, OpenQuestion, Workspace
from models.database import writing
from tests.handlers.answers import Fields, answered, rows, set_desk_channel, told, with_value
from tests.handlers.newsroom import BRIDGE, HOLM, TUNNEL, UNKNOWN, VAGUE, Newsroom
from tests.standin import rate_limited


def whispered(newsroom: Newsroom, text: str = BRIDGE, channel: str = NEWSROOM) -> Fields:
    newsroom.send(newsroom.command(text, channel=channel))
    return newsroom.slack.ephemerals(channel)[-1]


# All sources.


def test_all_sources_open_in_a_modal(any_newsroom: Newsroom) -> None:
    card = answered(any_newsroom)
    assert any_newsroom.send(any_newsroom.press("sources", card)).status == 200
    modal = any_newsroom.slack.modal()
    assert modal is not None
    assert "Ida Holm" in str(modal["blocks"])


def test_many_sources_are_turned_page_by_page(newsroom: Newsroom) -> None:
    newsroom.checker.lines = tuple(
        replace(HOLM, key=f"a{n}", source=f"Speaker number {n:02}") for n in range(50)
    )
    newsroom.send(newsroom.press("sources", answered(newsroom)))
    newsroom.send(newsroom.press("sources_page", view=newsroom.slack.modal()))
    second = newsroom.slack.modal()
    assert "Page 2 of 3" in str(second)
    newsroom.send(newsroom.press("sources_page_back", view=second))
    assert "Page 1 of 3" in str(newsroom.slack.modal())


def test_a_claim_withdrawn_since_is_not_shown(newsroom: Newsroom) -> None:
    card = answered(newsroom)
    newsroom.checker.withdrawn.add(newsroom.bridge)
    newsroom.send(newsroom.press("sources", card))
    assert newsroom.slack.modal() is None
    assert "no longer on record" in told(newsroom)


def test_a_button_that_took_too_long_says_so(newsroom: Newsroom) -> None:
    card = answered(newsroom)
    newsroom.slack.workspace.trigger_seconds = -1
    newsroom.send(newsroom.press("sources", card))
    assert "too long" in told(newsroom)


def test_where_slack_is_busy_the_person_hears_of_it(newsroom: Newsroom) -> None:
    card = answered(newsroom)
    newsroom.slack.next("views.open", rate_limited(30))
    newsroom.send(newsroom.press("sources", card))
    assert "Try again" in told(newsroom)


# Reports.


@pytest.mark.parametrize("kind", ["wrong_claim", "outdated"])
def test_a_report_is_noted_at_once_and_may_be_commented(any_newsroom: Newsroom, kind: str) -> None:
    room = any_newsroom
    set_desk_channel(room, DESK)
    card = answered(room)
    for _ in range(2):
        room.send(room.press(kind, card))
    (said,) = rows(room, Feedback)
    assert (said.kind, said.by, said.claim_id, said.comment) == (kind, REPORTER, room.bridge, None)
    assert "Thank you" in told(room)
    assert len(room.slack.posted(DESK)) == 1

    room.send(room.press("add_comment", room.slack.ephemerals()[-1]))
    form = room.slack.modal()
    assert form is not None
    sent = view_submission(
        form, {"comment": {"comment": "It was <!channel> the tunnel"}}, trigger_id="1.1.a"
    )
    response = room.send(sent)
    assert (response.status, response.body) == (200, "")
    (said,) = rows(room, Feedback)
    assert said.comment == "It was <!channel> the tunnel"
    notice = room.slack.posted(DESK)[-1]
    assert "&lt;!channel&gt; the tunnel" in str(notice["blocks"])


def test_a_form_for_something_gone_says_so_in_the_form(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.press("outdated", answered(newsroom)))
    newsroom.send(newsroom.press("add_comment", newsroom.slack.ephemerals()[-1]))
    form = newsroom.slack.modal()
    assert form is not None
    form["private_metadata"] = '{"claim":999,"inquiry":"1"}'
    sent = view_submission(form, {"comment": {"comment": "x"}}, trigger_id="1.1.a")
    body = newsroom.send(sent).body
    assert '"response_action": "update"' in body
    assert "older message" in body


# Choosing.


def test_choosing_shows_that_claim_in_place_of_the_choice(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    choice = answered(room, VAGUE)
    values = [b["accessory"]["value"] for b in choice["blocks"] if "accessory" in b]
    (before,) = room.inquiries()
    room.send(room.press("choose", choice, value=values[1]))
    (card,) = room.slack.posted(NEWSROOM)
    assert card["ts"] == choice["ts"]
    assert TUNNEL.strip(".") in card["text"]
    assert "One party says so" in card["text"]
    (said,) = rows(room, Feedback)
    assert (said.kind, said.claim_id) == ("chosen", room.tunnel)
    (inquiry,) = room.inquiries()
    assert (inquiry.outcome, inquiry.claim_id) == ("possible", room.tunnel)
    assert inquiry.answered_at
    assert before.answered_at
    assert inquiry.answered_at > before.answered_at  # its status was shown only then


def test_choosing_in_a_private_answer_replaces_it(newsroom: Newsroom) -> None:
    choice = whispered(newsroom, VAGUE)
    newsroom.send(newsroom.press("choose", choice))
    (card,) = newsroom.slack.ephemerals(NEWSROOM)
    assert "One party says so" in card["text"]


def test_none_of_these_offers_to_put_it_to_the_desk(newsroom: Newsroom) -> None:
    choice = answered(newsroom, VAGUE)
    newsroom.send(newsroom.press("none_of_these", choice))
    (card,) = newsroom.slack.posted(NEWSROOM)
    assert "Nothing on record" in card["text"]
    assert "Put it to the desk" in str(card["blocks"])
    (said,) = rows(newsroom, Feedback)
    assert (said.kind, said.claim_id) == ("chosen", None)


def test_a_claim_that_was_not_offered_cannot_be_chosen(newsroom: Newsroom) -> None:
    choice = answered(newsroom, VAGUE)
    pressed = newsroom.press("choose", choice)
    newsroom.send(with_value(pressed, '{"claim":999,"inquiry":"1"}'))
    assert "not among those" in told(newsroom)


# The desk.


def test_a_question_is_put_to_the_desk_once(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    set_desk_channel(room, DESK)
    reply = answered(room, UNKNOWN)
    room.send(room.press("to_desk", reply))
    room.send(room.press("to_desk", reply, user=EDITOR))
    (question,) = rows(room, OpenQuestion)
    assert (question.statement, question.put_by) == (UNKNOWN, REPORTER)
    (notice,) = room.slack.posted(DESK)
    assert UNKNOWN.strip(".") in str(notice)
    (shown,) = room.slack.posted(NEWSROOM)
    assert "Put it to the desk" not in str(shown["blocks"])
    assert f"<@{REPORTER}> is told in this thread" in str(shown["blocks"])


def test_without_a_desk_channel_the_question_is_stored_all_the_same(newsroom: Newsroom) -> None:
    reply = whispered(newsroom, UNKNOWN)
    newsroom.send(newsroom.press("to_desk", reply))
    assert len(rows(newsroom, OpenQuestion)) == 1
    (shown,) = newsroom.slack.ephemerals(NEWSROOM)
    assert "Put to the desk" in shown["text"]


# Sharing.


def test_sharing_posts_the_card_under_the_asker_s_name(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    card = whispered(room)
    first, second = room.press("share", card), room.press("share", card)
    room.send(first)
    room.send(second)  # pressed twice before the card changed
    (shared,) = room.slack.posted(NEWSROOM)
    assert "Shared by" in str(shared["blocks"])
    assert "Share to channel" not in str(shared["blocks"])
    assert "You asked" not in str(shared["blocks"])
    assert any("Shared with the channel" in str(m) for m in room.slack.ephemerals())
    assert "already shared" in told(room)


def test_everybody_there_may_use_a_shared_card(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.press("share", whispered(newsroom)))
    (shared,) = newsroom.slack.posted(NEWSROOM)
    newsroom.send(newsroom.press("sources", shared, user=EDITOR))
    assert newsroom.slack.modal(EDITOR) is not None


def test_sharing_where_the_bot_is_no_member(newsroom: Newsroom) -> None:
    card = whispered(newsroom, channel=ELSEWHERE)
    newsroom.send(newsroom.press("share", card, channel=ELSEWHERE))
    (shared,) = newsroom.slack.posted(ELSEWHERE)
    assert "Shared by" in str(shared["blocks"])


def test_nothing_is_shared_among_outsiders(newsroom: Newsroom) -> None:
    card = whispered(newsroom, channel=SHARED)
    newsroom.send(newsroom.press("share", card, channel=SHARED))
    assert newsroom.slack.posted(SHARED) == []
    assert "outside your workspace" in told(newsroom)


def test_nothing_is_shared_where_nobody_can_tell_who_is_there(newsroom: Newsroom) -> None:
    newsroom.slack.add_channel("G0SECRET", "secret", member=False, private=True)
    card = whispered(newsroom, channel="G0SECRET")
    newsroom.send(newsroom.press("share", card, channel="G0SECRET"))
    assert newsroom.slack.posted("G0SECRET") == []
    assert "/invite" in told(newsroom)


def test_after_a_failed_share_one_may_try_again(newsroom: Newsroom) -> None:
    card = whispered(newsroom)
    newsroom.slack.change_channel(NEWSROOM, archived=True)
    newsroom.send(newsroom.press("share", card))
    assert "archived" in told(newsroom)
    newsroom.slack.change_channel(NEWSROOM, archived=False)
    newsroom.send(newsroom.press("share", card))
    assert len(newsroom.slack.posted(NEWSROOM)) == 1


# Who may.


def test_ids_of_another_workspace_lead_nowhere(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    with Session(writing(room.engine)) as session:
        other = Workspace(team_id=OTHER_TEAM, created_at=room.services.clock())
        session.add(other)
        session.flush()
        theirs = room.inquiries_of_another(session, other)
        session.commit()
    pressed = room.press("to_desk", answered(room, UNKNOWN))
    room.send(with_value(pressed, f'{{"inquiry":"{theirs}"}}'))
    assert rows(room, OpenQuestion) == []
    assert "older message" in told(room)


def test_a_private_answer_is_only_its_asker_s(newsroom: Newsroom) -> None:
    card = whispered(newsroom)
    newsroom.send(newsroom.press("sources", card, user=EDITOR))
    assert newsroom.slack.modal(EDITOR) is None
    assert "Only the person who asked" in told(newsroom, EDITOR)


def test_people_from_another_workspace_may_press_nothing(newsroom: Newsroom) -> None:
    pressed = newsroom.press("sources", answered(newsroom))
    pressed.body["user"]["team_id"] = OTHER_TEAM
    newsroom.slack.change_user(REPORTER, team=OTHER_TEAM)
    newsroom.send(pressed)
    assert "own workspace" in told(newsroom)
    assert newsroom.slack.modal() is None


@pytest.mark.parametrize("value", ["", "x", "{}", '{"inquiry":"x"}', '{"inquiry":["1"]}'])
def test_a_broken_button_says_so(newsroom: Newsroom, value: str) -> None:
    newsroom.send(with_value(newsroom.press("sources", answered(newsroom)), value))
    assert "older message" in told(newsroom)


def test_a_button_that_nobody_handles_says_so(newsroom: Newsroom) -> None:
    pressed = newsroom.press("sources", answered(newsroom))
    pressed.body["actions"][0]["action_id"] = "from_the_past"
    assert newsroom.send(pressed).status == 200
    assert "older version" in told(newsroom)

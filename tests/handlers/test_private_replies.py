"""What one person alone is told is where that person looks: in the thread, or in the channel."""

from __future__ import annotations

import pytest

from bot.ask.card import SOURCES, WRONG_CLAIM
from bot.demo import EDITOR, ELSEWHERE, NEWSROOM, REPORTER, direct
from tests.handlers.answers import answered
from tests.handlers.newsroom import BRIDGE, Newsroom
from tests.standin import dropped, rate_limited


def shown(newsroom: Newsroom, user: str = REPORTER) -> dict[str, object]:
    """The last message that only this person saw."""
    return newsroom.slack.ephemerals(user=user)[-1]


def test_a_press_in_a_thread_is_answered_in_that_thread(newsroom: Newsroom) -> None:
    card = answered(newsroom)
    newsroom.send(newsroom.press(WRONG_CLAIM, card))
    assert shown(newsroom)["thread_ts"] == card["thread_ts"]
    assert "response_url" not in [call.method for call in newsroom.slack.calls]


def test_a_failed_press_in_a_thread_is_answered_there_too(newsroom: Newsroom) -> None:
    card = answered(newsroom)
    newsroom.checker.withdrawn.add(newsroom.bridge)
    newsroom.send(newsroom.press(SOURCES, card))
    assert "no longer on record" in str(shown(newsroom)["text"])
    assert shown(newsroom)["thread_ts"] == card["thread_ts"]


def test_a_press_in_a_private_answer_in_a_thread_is_answered_there(newsroom: Newsroom) -> None:
    root = newsroom.slack.say(NEWSROOM, "Look at this.")
    said = newsroom.slack.say(NEWSROOM, BRIDGE, thread_ts=root["ts"])
    newsroom.send(newsroom.shortcut(said))
    card = shown(newsroom)
    assert card["thread_ts"] == root["ts"]
    newsroom.send(newsroom.press(WRONG_CLAIM, card))
    assert shown(newsroom)["thread_ts"] == root["ts"]
    assert shown(newsroom) != card


@pytest.mark.parametrize("callback_id", ["check_on_record", "add_to_record"])
def test_a_shortcut_on_a_reply_is_answered_in_its_thread(
    newsroom: Newsroom, callback_id: str
) -> None:
    root = newsroom.slack.say(NEWSROOM, "Look at this.")
    said = newsroom.slack.say(NEWSROOM, BRIDGE, thread_ts=root["ts"])
    newsroom.send(newsroom.shortcut(said, callback_id=callback_id, user=EDITOR))
    assert shown(newsroom, EDITOR)["thread_ts"] == root["ts"]


def test_a_refused_shortcut_on_a_reply_says_so_in_its_thread(newsroom: Newsroom) -> None:
    root = newsroom.slack.say(NEWSROOM, "Look at this.")
    said = newsroom.slack.say(NEWSROOM, BRIDGE, thread_ts=root["ts"])
    newsroom.send(newsroom.shortcut(said, callback_id="add_to_record"))
    assert "editors decide" in str(shown(newsroom)["text"])
    assert shown(newsroom)["thread_ts"] == root["ts"]


def test_what_is_at_the_root_is_answered_at_the_root(newsroom: Newsroom) -> None:
    said = newsroom.slack.say(NEWSROOM, BRIDGE)
    newsroom.send(newsroom.shortcut(said))
    assert "thread_ts" not in shown(newsroom)
    parent = {**said, "thread_ts": said["ts"]}  # others have answered it meanwhile
    newsroom.send(newsroom.shortcut(parent))
    assert "thread_ts" not in shown(newsroom)
    newsroom.send(newsroom.press(WRONG_CLAIM, shown(newsroom)))
    assert "thread_ts" not in shown(newsroom)


def test_where_the_bot_is_no_member_the_response_url_answers(newsroom: Newsroom) -> None:
    root = newsroom.slack.say(ELSEWHERE, "Look at this.")
    said = newsroom.slack.say(ELSEWHERE, BRIDGE, thread_ts=root["ts"])
    newsroom.send(newsroom.shortcut(said, channel=ELSEWHERE))
    card = shown(newsroom)
    assert "Ida Holm" in str(card)
    card = {**card, "thread_ts": root["ts"]}
    newsroom.send(newsroom.press(WRONG_CLAIM, card, channel=ELSEWHERE))
    assert "thread_ts" not in shown(newsroom)  # as Slack does; the person is told at least
    assert shown(newsroom) != card


def test_in_an_archived_channel_and_at_slacks_limit_the_response_url_answers(
    newsroom: Newsroom,
) -> None:
    card = answered(newsroom)
    newsroom.slack.next("chat.postEphemeral", rate_limited())
    newsroom.send(newsroom.press(WRONG_CLAIM, card))
    newsroom.slack.change_channel(NEWSROOM, archived=True)
    newsroom.send(newsroom.press("outdated", card))
    assert len(newsroom.slack.calls_of("response_url")) == 2


def test_nobody_is_left_without_an_answer_because_a_reply_of_slack_was_lost(
    newsroom: Newsroom,
) -> None:
    card = answered(newsroom)
    newsroom.slack.next("chat.postEphemeral", dropped())
    newsroom.send(newsroom.press(WRONG_CLAIM, card))
    assert len(newsroom.slack.calls_of("response_url")) == 1


def test_a_thread_of_direct_messages_is_answered_in_it(newsroom: Newsroom) -> None:
    first = newsroom.slack.say(direct(REPORTER), "Good morning.")
    newsroom.send(newsroom.direct(BRIDGE, thread_ts=first["ts"]))
    card = newsroom.slack.posted(direct(REPORTER))[-1]
    assert card["thread_ts"] == first["ts"]
    newsroom.send(newsroom.press(WRONG_CLAIM, card, channel=direct(REPORTER)))
    assert shown(newsroom)["thread_ts"] == first["ts"]

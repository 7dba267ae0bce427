"""/onrecord and the message shortcut: seen by the person alone."""

from __future__ import annotations

import json

import pytest

from bot.demo import ELSEWHERE, GUEST, NEWSROOM, REPORTER, direct
from bot.demo.workspace import RESPONSE_SECONDS
from tests.handlers.newsroom import BRIDGE, UNKNOWN, Newsroom
from tests.standin import server_error


def test_a_command_is_answered_to_the_person_alone(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    response = room.send(room.command(BRIDGE))
    assert (response.status, response.body) == (200, "")
    (shown,) = room.slack.ephemerals(NEWSROOM, REPORTER)
    assert "One party says so" in shown["text"]
    assert "Share to channel" in str(shown["blocks"])
    assert room.slack.posted() == []


def test_a_command_works_where_the_bot_is_no_member(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.command(BRIDGE, channel=ELSEWHERE))
    (shown,) = newsroom.slack.ephemerals(ELSEWHERE, REPORTER)
    assert "One party says so" in shown["text"]


def test_in_direct_messages_there_is_nothing_to_share(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.command(BRIDGE, channel=direct(REPORTER)))
    (shown,) = newsroom.slack.ephemerals()
    assert "Share to channel" not in str(shown["blocks"])


def test_mentions_and_channels_are_read_as_they_were_typed(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.command(f"<@U012AB|ida.holm> {BRIDGE}"))
    newsroom.send(newsroom.command(f"@ida.holm {BRIDGE}"))
    first, second = (one.statement for one in newsroom.inquiries())
    assert first == second


@pytest.mark.parametrize("text", ["", "  ", "help", "HELP"])
def test_help_comes_at_once(newsroom: Newsroom, text: str) -> None:
    told = json.loads(newsroom.send(newsroom.command(text)).body)
    assert "/onrecord" in told["text"]
    assert newsroom.inquiries() == []


@pytest.mark.parametrize("word", ["add", "queue", "Digest", "find", "history", "export"])
def test_a_command_alone_is_no_question(newsroom: Newsroom, word: str) -> None:
    newsroom.send(newsroom.command(word))
    assert newsroom.inquiries() == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("find the truth about what Ida Holm said", "find the truth about what Ida Holm said"),
        ("check The bridge at Ostra is closed.", BRIDGE),
        ("CHECK help is on its way to Ostra", "help is on its way to Ostra"),
        ("queues at the border are long", "queues at the border are long"),
    ],
)
def test_anything_else_asks(newsroom: Newsroom, text: str, asked: str) -> None:
    newsroom.send(newsroom.command(text))
    (inquiry,) = newsroom.inquiries()
    assert inquiry.statement.strip(".") == asked.strip(".")


def test_check_help_looks_the_word_up(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.command("check queue"))
    (inquiry,) = newsroom.inquiries()
    assert inquiry.statement == "queue"


def test_the_same_command_twice_is_asked_twice(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    first = room.command(BRIDGE)
    room.send(first)
    room.send(first)  # delivered again: the same trigger
    room.send(room.command(BRIDGE))
    assert len(room.slack.ephemerals()) == 2


def test_several_statements_come_in_one_message(newsroom: Newsroom) -> None:
    many = " ".join(f"The mine number {n} of Ostra is closed." for n in range(5))
    newsroom.send(newsroom.command(many))
    (shown,) = newsroom.slack.ephemerals(NEWSROOM, REPORTER)
    assert all(f"mine number {n} " in shown["text"] for n in range(5))


def test_an_expired_response_url_is_made_up_for_in_the_channel(newsroom: Newsroom) -> None:
    asked = newsroom.command(BRIDGE)
    expire(newsroom)
    newsroom.send(asked)
    (call,) = newsroom.slack.calls_of("chat.postEphemeral")
    assert "One party says so" in call["text"]
    assert newsroom.states() == ["answered"]


def test_where_the_bot_is_no_member_it_is_made_up_for_by_direct_message(
    newsroom: Newsroom,
) -> None:
    asked = newsroom.command(BRIDGE, channel=ELSEWHERE)
    expire(newsroom)
    newsroom.send(asked)
    (told,) = newsroom.slack.posted(direct(REPORTER))
    assert "One party says so" in told["text"]


def test_a_response_url_that_fails_is_tried_again(newsroom: Newsroom) -> None:
    newsroom.slack.next("response_url", server_error(500))
    newsroom.send(newsroom.command(BRIDGE))
    newsroom.slack.wait_for(lambda: newsroom.slack.ephemerals(), 5)
    assert newsroom.services.answerer.idle(5)
    (reply,) = newsroom.replies()
    assert (reply.state, reply.resent) == ("answered", 1)


def test_the_shortcut_checks_any_message(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    said = room.slack.say(ELSEWHERE, BRIDGE)
    for _ in range(2):  # again a day later, say
        assert room.send(room.shortcut(said, channel=ELSEWHERE)).status == 200
    shown = room.slack.ephemerals(ELSEWHERE, REPORTER)
    assert len(shown) == 2
    assert all("One party says so" in one["text"] for one in shown)


def test_the_shortcut_answers_in_the_thread_of_the_message(newsroom: Newsroom) -> None:
    root = newsroom.slack.say(NEWSROOM, "morning")
    said = newsroom.slack.say(NEWSROOM, BRIDGE, thread_ts=root["ts"])
    newsroom.send(newsroom.shortcut(said))
    (shown,) = newsroom.slack.ephemerals()
    assert shown["thread_ts"] == root["ts"]


def test_the_shortcut_reads_what_a_shared_message_says(newsroom: Newsroom) -> None:
    said = newsroom.slack.say(NEWSROOM, "", attachments=[{"text": UNKNOWN, "fallback": "f"}])
    newsroom.send(newsroom.shortcut(said))
    (shown,) = newsroom.slack.ephemerals()
    assert "Nothing on record" in shown["text"]


def test_the_shortcut_on_a_picture_gets_a_hint(newsroom: Newsroom) -> None:
    said = newsroom.slack.say(NEWSROOM, "", files=[{"id": "F1"}])
    newsroom.send(newsroom.shortcut(said))
    (shown,) = newsroom.slack.ephemerals()
    assert "only read text" in shown["text"]


def test_people_from_another_workspace_may_not_use_the_shortcut(newsroom: Newsroom) -> None:
    pressed = newsroom.shortcut(newsroom.slack.say(NEWSROOM, BRIDGE), user=GUEST)
    pressed.body["user"]["team_id"] = "T0ELSE"
    newsroom.send(pressed)
    (shown,) = newsroom.slack.ephemerals(NEWSROOM, GUEST)
    assert "own workspace" in shown["text"]
    assert newsroom.inquiries() == []


def expire(newsroom: Newsroom) -> None:
    for url in newsroom.slack.workspace.response_urls.values():
        url.made -= RESPONSE_SECONDS + 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("help add", "How to add and review"),
        ("HELP: review!", "How to add and review"),
        ("help digest and watch", "How to digest and watch"),
        ("help find", "/onrecord history"),
        ("help settings", "desk channel"),
        ("help ask", "Wrong claim"),
    ],
)
def test_help_by_task_says_it_step_by_step(newsroom: Newsroom, text: str, said: str) -> None:
    told = json.loads(newsroom.send(newsroom.command(text)).body)
    newsroom.send(newsroom.direct(text))
    (reply,) = newsroom.slack.posted(direct(REPORTER))
    assert said in told["text"]
    assert reply["text"] == told["text"]


def test_help_with_something_else_is_a_question(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.command("help Ostra with the bridge"))
    assert len(newsroom.inquiries()) == 1

"""Messages that say something by what is forwarded in them, linked from them, or sent by an app."""

from __future__ import annotations

from typing import Any

import pytest

from bot.add.view import NOTHING_TO_ADD
from bot.ask.view import nothing_to_check, text_only_hint
from bot.demo import EDITOR, NEWSROOM
from tests.handlers.newsroom import BRIDGE, UNKNOWN, Newsroom
from tests.shapes import (
    AS_A_MESSAGE,
    PAGE,
    PERMALINK,
    SAYING_NOTHING,
    Fields,
    forwarded,
    preview,
    section,
)

ANSWER = "One party says so"


def test_a_comment_that_states_nothing_asks_about_what_is_forwarded(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.mention("is this right?", attachments=[forwarded(BRIDGE)]))
    (reply,) = newsroom.slack.posted(NEWSROOM)
    assert ANSWER in reply["text"]


def test_a_comment_that_states_something_is_looked_up_too(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.direct(UNKNOWN, attachments=[forwarded(BRIDGE)]))
    assert [one.statement for one in newsroom.inquiries()] == [UNKNOWN, BRIDGE]


def test_a_preview_of_a_page_is_looked_up_only_where_nothing_is_stated(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.mention(f"{UNKNOWN} <{PAGE}>", attachments=[preview(BRIDGE)]))
    newsroom.send(newsroom.mention(f"true? <{PAGE}>", attachments=[preview(BRIDGE)]))
    assert [one.statement for one in newsroom.inquiries()] == [UNKNOWN, BRIDGE]


def test_the_word_help_beside_a_forwarded_message_is_no_command(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.mention("help", attachments=[forwarded(BRIDGE)]))
    (reply,) = newsroom.slack.posted(NEWSROOM)
    assert ANSWER in reply["text"]


@pytest.mark.parametrize("way", ["mention", "direct"])
def test_what_is_shown_for_a_link_later_is_looked_up_then(newsroom: Newsroom, way: str) -> None:
    asked = getattr(newsroom, way)(f"<{PERMALINK}>")
    newsroom.send(asked)
    (first,) = newsroom.replies()
    assert "Check on record" in str(newsroom.slack.posted())
    newsroom.send(unfurled(newsroom, asked, forwarded(BRIDGE)))
    assert [one.statement for one in newsroom.inquiries() if one.outcome] == [BRIDGE]
    assert newsroom.replies()[0].id == first.id


def test_a_preview_that_comes_later_leaves_an_answer_as_it_is(newsroom: Newsroom) -> None:
    asked = newsroom.direct(f"{BRIDGE} <{PAGE}>")
    newsroom.send(asked)
    posted = len(newsroom.slack.calls_of("chat.update"))
    newsroom.send(unfurled(newsroom, asked, preview(UNKNOWN)))
    assert [one.statement for one in newsroom.inquiries()] == [BRIDGE]
    assert len(newsroom.slack.calls_of("chat.update")) == posted


@pytest.mark.parametrize(
    "message",
    [
        {"text": "New alert", "blocks": [section(BRIDGE)]},
        {"text": "", "attachments": [{"title": "Wire", "text": BRIDGE, "fallback": "x"}]},
        {"text": "", "attachments": [forwarded(BRIDGE)]},
    ],
)
def test_the_shortcuts_read_messages_of_apps(newsroom: Newsroom, message: Fields) -> None:
    of_app = {
        "type": "message", "subtype": "bot_message", "bot_id": "B0WIRE", "username": "Wire",
        "ts": "1730793600.000100", **message,
    }  # fmt: skip
    newsroom.send(newsroom.shortcut(of_app))
    assert BRIDGE in [one.statement for one in newsroom.inquiries()]


def test_check_on_record_reads_every_kind_of_message(newsroom: Newsroom) -> None:
    for kind, message in AS_A_MESSAGE.items():
        newsroom.send(newsroom.shortcut(newsroom.slack.say(NEWSROOM, "x") | message))
        stated = newsroom.inquiries()[-1].statement
        assert stated.endswith(BRIDGE), kind
    assert len(newsroom.inquiries()) == len(AS_A_MESSAGE)


@pytest.mark.parametrize("way", ["mention", "direct"])
def test_a_question_is_read_in_every_kind_of_message(newsroom: Newsroom, way: str) -> None:
    for kind, message in AS_A_MESSAGE.items():
        more = {key: message[key] for key in ("blocks", "attachments") if key in message}
        newsroom.send(getattr(newsroom, way)(message["text"], **more))
        stated = newsroom.inquiries()[-1].statement
        assert stated.endswith(BRIDGE), kind
    assert len(newsroom.inquiries()) == len(AS_A_MESSAGE)


def test_a_message_that_says_something_only_after_a_change_is_answered_then(
    newsroom: Newsroom,
) -> None:
    for kind, message in AS_A_MESSAGE.items():
        asked = newsroom.direct("hello")
        newsroom.send(asked)
        told = newsroom.edit(asked, "hello, is that so?")
        shown = told.body["event"]["message"]
        shown |= {key: message[key] for key in ("text", "blocks", "attachments") if key in message}
        newsroom.send(told)
        stated = [one.statement for one in newsroom.inquiries() if one.outcome == "match"]
        assert stated[-1].endswith(BRIDGE), kind
    assert len(stated) == len(AS_A_MESSAGE)


def test_check_on_record_says_that_a_message_has_no_statement(newsroom: Newsroom) -> None:
    for kind, message in SAYING_NOTHING.items():
        newsroom.send(newsroom.shortcut(newsroom.slack.say(NEWSROOM, "x") | message))
        told = newsroom.slack.ephemerals(NEWSROOM)[-1]["text"]
        assert told in (nothing_to_check().text, text_only_hint().text), kind
        assert not newsroom.inquiries()[-1].outcome, kind
    assert len(newsroom.slack.ephemerals(NEWSROOM)) == len(SAYING_NOTHING)


def test_add_to_record_says_that_a_message_has_no_words(newsroom: Newsroom) -> None:
    for kind, message in SAYING_NOTHING.items():
        said = newsroom.slack.say(NEWSROOM, "x") | message
        newsroom.send(newsroom.shortcut(said, user=EDITOR, callback_id="add_to_record"))
        assert newsroom.slack.ephemerals(NEWSROOM, EDITOR)[-1]["text"] == NOTHING_TO_ADD, kind
    assert len(newsroom.slack.ephemerals(NEWSROOM, EDITOR)) == len(SAYING_NOTHING)


@pytest.mark.parametrize("way", ["mention", "direct"])
def test_a_question_without_a_statement_gets_no_answer_from_the_record(
    newsroom: Newsroom, way: str
) -> None:
    for kind, message in SAYING_NOTHING.items():
        told = getattr(newsroom, way)(message["text"])
        told.body["event"] |= {key: message[key] for key in message if key != "type"}
        newsroom.send(told)
        assert not [one for one in newsroom.inquiries() if one.outcome], kind


def unfurled(newsroom: Newsroom, asked: Any, part: Fields) -> Any:
    """What Slack sends when it shows below a message what that links to."""
    told = newsroom.edit(asked, asked.body["event"]["text"])
    told.body["event"]["message"]["attachments"] = [part]
    return told

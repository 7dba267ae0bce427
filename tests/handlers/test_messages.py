"""Direct messages: answered flat; edits and deletions are followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from bot.demo import BOT, BOT_USER, DESK, NEWSROOM, REPORTER, direct
from bot.demo.signed import message_changed, message_channel, message_deleted, message_im
from tests.handlers.conftest import MANIFEST_SCOPES
from tests.handlers.newsroom import BRIDGE, TUNNEL, UNKNOWN, VAGUE, Newsroom
from tests.standin import FaultySlack, rate_limited

HERE = direct(REPORTER)


def texts(newsroom: Newsroom, channel: str = HERE) -> list[str]:
    return [message["text"] for message in newsroom.slack.posted(channel)]


@pytest.fixture
def agents_room(sqlite_engine: Engine) -> Iterator[Newsroom]:
    """The newsroom of an app made from manifest-agent.json."""
    with FaultySlack(scopes=[*MANIFEST_SCOPES, "assistant:write"]) as slack:
        room = Newsroom(slack, sqlite_engine)
        yield room
        room.close()


def test_an_agent_answers_in_the_thread_that_each_direct_message_begins(
    agents_room: Newsroom,
) -> None:
    asked = agents_room.direct(BRIDGE)
    agents_room.send(asked)
    (reply,) = agents_room.slack.posted(direct(REPORTER))
    assert reply["thread_ts"] == asked.body["event"]["ts"]
    agents_room.send(agents_room.edit(asked, TUNNEL))
    (changed,) = agents_room.slack.posted(direct(REPORTER))
    assert changed["ts"] == reply["ts"]
    further = agents_room.direct(UNKNOWN, thread_ts=asked.body["event"]["ts"])
    agents_room.send(further)
    assert {one["thread_ts"] for one in agents_room.slack.posted(direct(REPORTER))} == {
        asked.body["event"]["ts"]
    }


def test_a_direct_message_is_answered_flat(any_newsroom: Newsroom) -> None:
    any_newsroom.send(any_newsroom.direct(BRIDGE))
    (reply,) = any_newsroom.slack.posted(HERE)
    assert "One party says so" in reply["text"]
    assert "thread_ts" not in reply


def test_in_a_thread_of_direct_messages_the_answer_goes_there(newsroom: Newsroom) -> None:
    root = newsroom.slack.say(HERE, "notes")
    newsroom.send(newsroom.direct(BRIDGE, thread_ts=root["ts"]))
    (_, reply) = newsroom.slack.replies(HERE, root["ts"])
    assert reply["user"] == BOT_USER


@pytest.mark.parametrize(
    ("text", "expected"),
    [("help", "direct message"), ("hello", "Hello"), (":tada:", "no statement")],
)
def test_what_is_no_statement_gets_a_hint(newsroom: Newsroom, text: str, expected: str) -> None:
    newsroom.send(newsroom.direct(text))
    (told,) = texts(newsroom)
    assert expected in told


def test_notices_and_bots_are_not_answered(newsroom: Newsroom) -> None:
    newsroom.send(message_im(BRIDGE, ts="1.1", bot_id=BOT))
    newsroom.send(message_im(BRIDGE, ts="1.2", subtype="channel_join"))
    newsroom.send(message_im(BRIDGE, ts="1.3", user="USLACKBOT"))
    assert newsroom.inquiries() == []


def test_an_edited_question_changes_its_answer(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    asked = room.direct(UNKNOWN)
    room.send(asked)
    (before,) = room.slack.posted(HERE)
    room.send(room.edit(asked, BRIDGE))
    (after,) = room.slack.posted(HERE)
    assert after["ts"] == before["ts"]
    assert "One party says so" in after["text"]
    (inquiry,) = room.inquiries()
    assert (inquiry.version, inquiry.outcome, inquiry.statement) == (1, "match", BRIDGE)
    assert after["metadata"]["event_payload"]["version"] == 1


def test_an_edit_that_only_unfurls_a_link_does_nothing(newsroom: Newsroom) -> None:
    asked = newsroom.direct(BRIDGE)
    newsroom.send(asked)
    newsroom.send(message_changed(BRIDGE, before=asked.body["event"], channel=HERE))
    assert newsroom.slack.calls_of("chat.update") == []
    assert len(texts(newsroom)) == 1


def test_fewer_statements_after_an_edit_take_answers_back(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    asked = room.direct(f"{BRIDGE} {UNKNOWN}")
    room.send(asked)
    (both,) = texts(room)
    assert "Nothing on record" in both
    room.send(room.edit(asked, BRIDGE))
    (left,) = texts(room)
    assert "One party says so" in left
    assert "Nothing on record" not in left
    assert [one.state for one in room.inquiries()] == ["answered", "dropped"]
    assert room.states() == ["answered"]


def test_more_statements_after_an_edit_are_answered_in_the_same_reply(newsroom: Newsroom) -> None:
    asked = newsroom.direct(BRIDGE)
    newsroom.send(asked)
    newsroom.send(newsroom.edit(asked, f"{BRIDGE} {UNKNOWN}"))
    (both,) = texts(newsroom)
    assert "One party says so" in both
    assert "Nothing on record" in both
    shorter = newsroom.edit(asked, UNKNOWN)
    newsroom.send(shorter)
    newsroom.send(newsroom.edit(shorter_as_message(shorter), f"{UNKNOWN} {BRIDGE}"))
    (both,) = texts(newsroom)
    assert "Nothing on record" in both
    assert "One party says so" in both
    states = {one.statement: one.state for one in newsroom.inquiries()}
    assert states == {UNKNOWN: "answered", BRIDGE: "answered"}


def shorter_as_message(changed):  # type: ignore[no-untyped-def]
    """The event of an edit, as if it told of the message itself."""
    event = changed.body["event"]
    return replace(
        changed, body={**changed.body, "event": {**event["message"], "channel": event["channel"]}}
    )


def test_a_hint_becomes_an_answer_when_the_message_is_mended(newsroom: Newsroom) -> None:
    asked = newsroom.direct("hello")
    newsroom.send(asked)
    newsroom.send(newsroom.edit(asked, BRIDGE))
    (reply,) = texts(newsroom)
    assert "One party says so" in reply


def test_a_deleted_question_takes_its_answers_with_it(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    asked = room.direct(f"{BRIDGE} {UNKNOWN}")
    room.send(asked)
    room.slack.erase(HERE, asked.body["event"]["ts"])
    gone = message_deleted(before=asked.body["event"], channel=HERE)
    room.send(gone)
    room.send(gone)
    assert texts(room) == []
    assert room.states() == ["dropped"]
    assert [one.state for one in room.inquiries()] == ["dropped", "dropped"]


def test_a_deleted_question_stays_deleted_when_slack_tells_of_it_again(newsroom: Newsroom) -> None:
    asked = newsroom.direct(BRIDGE)
    newsroom.send(asked)
    newsroom.send(message_deleted(before=asked.body["event"], channel=HERE))
    newsroom.send(asked)
    assert texts(newsroom) == []


def test_deleting_is_tried_again_when_slack_asks_to_wait(newsroom: Newsroom) -> None:
    asked = newsroom.direct(BRIDGE)
    newsroom.send(asked)
    newsroom.slack.next("chat.delete", rate_limited(1))
    newsroom.send(message_deleted(before=asked.body["event"], channel=HERE))
    newsroom.slack.wait_for(lambda: not texts(newsroom), 5)
    assert newsroom.states() == ["dropped"]


def test_an_edit_while_the_answer_is_on_its_way_wins(any_newsroom: Newsroom) -> None:
    room = any_newsroom
    asked = room.direct(UNKNOWN)
    edited = room.edit(asked, BRIDGE)

    def edit_meanwhile(method: str, phase: str) -> None:
        if (method, phase) == ("chat.postMessage", "before"):
            room.slack.barrier = None
            room.send(edited, settle=False)

    room.slack.barrier = edit_meanwhile
    room.send(asked)
    (reply,) = texts(room)
    assert "One party says so" in reply


def test_a_question_deleted_while_it_is_answered_leaves_nothing(newsroom: Newsroom) -> None:
    asked = newsroom.direct(BRIDGE)

    def delete_meanwhile(method: str, phase: str) -> None:
        if (method, phase) == ("chat.postMessage", "after"):
            newsroom.slack.barrier = None
            newsroom.send(message_deleted(before=asked.body["event"], channel=HERE), settle=False)

    newsroom.slack.barrier = delete_meanwhile
    newsroom.send(asked)
    assert texts(newsroom) == []
    assert newsroom.states() == ["dropped"]


def test_in_a_channel_edits_are_followed_where_slack_tells_of_them(newsroom: Newsroom) -> None:
    asked = newsroom.mention(UNKNOWN)
    newsroom.send(asked)
    newsroom.send(newsroom.edit(asked, f"<@{BOT_USER}> {BRIDGE}"))
    (reply,) = newsroom.slack.posted(NEWSROOM)
    assert "One party says so" in reply["text"]


def test_a_message_that_names_us_no_longer_loses_its_answer(newsroom: Newsroom) -> None:
    asked = newsroom.mention(BRIDGE)
    newsroom.send(asked)
    newsroom.send(newsroom.edit(asked, BRIDGE))
    assert newsroom.slack.posted(NEWSROOM) == []


def test_a_deleted_message_whose_thread_goes_on_loses_its_answer(newsroom: Newsroom) -> None:
    asked = newsroom.mention(BRIDGE)
    newsroom.send(asked)
    gone = message_changed(
        "This message was deleted.", before=asked.body["event"], channel=NEWSROOM
    )
    gone.body["event"]["message"]["subtype"] = "tombstone"
    newsroom.send(gone)
    assert newsroom.slack.posted(NEWSROOM) == []


def test_our_own_edits_are_not_taken_for_questions(newsroom: Newsroom) -> None:
    asked = newsroom.direct(VAGUE)
    newsroom.send(asked)
    (reply,) = newsroom.slack.posted(HERE)
    newsroom.send(message_changed(BRIDGE, before=reply, channel=HERE))
    assert len(newsroom.inquiries()) == 1


def test_a_private_channel_works_like_any_other(newsroom: Newsroom) -> None:
    newsroom.send(newsroom.mention(BRIDGE, channel=DESK))
    assert len(newsroom.slack.posted(DESK)) == 1
    said = newsroom.slack.say(DESK, BRIDGE)
    newsroom.send(message_channel(BRIDGE, ts=said["ts"], channel=DESK))
    assert len(newsroom.slack.posted(DESK)) == 1

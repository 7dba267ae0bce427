"""Servers that do less than Slack, as emulators do: what can be answered there is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.ask.card import SHARE
from bot.ask.modals import REPORT_OUTDATED
from bot.ask.view import TO_DESK
from bot.demo import ELSEWHERE, NEWSROOM, OTHER_TEAM, REPORTER
from bot.demo.signed import Payload, app_home_opened, view_submission
from bot.demo.wire import Reply
from bot.demo.workspace import Fields
from bot.settings import SettingsError, load
from bot.slack import refusals
from bot.slack.client import web_client
from bot.slack.installations import NotInstalledError, identify
from tests.handlers.conftest import MANIFEST_SCOPES
from tests.handlers.newsroom import BRIDGE, UNKNOWN, Newsroom
from tests.standin import FaultySlack

UNKNOWN_METHOD = Reply(200, {"ok": False, "error": "unknown_method"})
NOT_FOUND = Reply(404, {"message": "Not Found"})
ONLY_OK = Reply(200, {"ok": True})


class Emulator(FaultySlack):
    """A server that gives the same answer to every call of some methods."""

    def __init__(self) -> None:
        super().__init__(scopes=MANIFEST_SCOPES)
        self.says: Mapping[str, Reply] = {}

    def carry_out(self, method: str, params: Fields, run: Callable[[], Reply]) -> Reply | None:
        return self.says.get(method) or super().carry_out(method, params, run)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as slack:
        yield slack


@pytest.fixture
def room(emulator: Emulator, sqlite_engine: Engine) -> Iterator[Newsroom]:
    newsroom = Newsroom(emulator, sqlite_engine)
    yield newsroom
    newsroom.close()


def without(payload: Payload, *names: str) -> Payload:
    """The payload, and the event in it, without these fields."""
    for fields in (payload.body, payload.body.get("event", {})):
        for name in names:
            fields.pop(name, None)
    return payload


def client(emulator: Emulator) -> WebClient:
    return web_client(emulator.token, emulator.api_url)


def whispered(room: Newsroom, text: str = BRIDGE, channel: str = NEWSROOM) -> Fields:
    room.send(room.command(text, channel=channel))
    return room.slack.ephemerals(channel)[-1]


# Events.


def test_a_direct_message_is_known_by_its_channel(room: Newsroom) -> None:
    asked = without(room.direct(BRIDGE), "channel_type")
    room.send(asked)
    assert len(room.slack.posted()) == 1
    room.send(without(room.edit(asked, UNKNOWN), "channel_type"))
    (reply,) = room.slack.posted()
    assert "Nothing on record" in reply["text"]


def test_a_direct_message_is_known_by_its_type(room: Newsroom) -> None:
    asked = room.direct(BRIDGE)
    asked.body["event"]["channel"] = NEWSROOM  # any id but Slack's own form
    room.send(asked)
    (reply,) = room.slack.posted(NEWSROOM)
    assert reply.get("thread_ts") is None


def test_a_question_without_an_id_is_answered_once(room: Newsroom) -> None:
    asked = without(room.mention(BRIDGE), "event_id", "authorizations", "event_context")
    room.send(asked)
    room.send(asked)
    assert len(room.slack.posted(NEWSROOM)) == 1


def test_a_request_that_names_no_team_is_of_the_only_one(room: Newsroom) -> None:
    names = ("team_id", "team", "authorizations", "user_team", "source_team", "context_team_id")
    room.send(without(room.mention(BRIDGE), *names))
    room.send(without(room.command(BRIDGE), *names))
    assert len(room.slack.posted(NEWSROOM)) == 1
    assert len(room.slack.ephemerals(NEWSROOM)) == 1


def test_a_request_that_names_another_team_is_not_answered(room: Newsroom) -> None:
    asked = without(room.mention(BRIDGE), "authorizations", "team")
    asked.body["team_id"] = OTHER_TEAM
    assert room.send(asked).status == 200
    assert room.slack.posted() == []


def test_a_request_of_an_organisation_that_names_no_team_is_not_answered(room: Newsroom) -> None:
    asked = without(room.command(BRIDGE), "team_id")
    asked.body["enterprise_id"] = "E0ORG"
    assert room.send(asked).status == 200
    assert room.slack.ephemerals() == []


def test_the_home_tab_is_meant_where_no_tab_is_named(room: Newsroom) -> None:
    room.send(without(app_home_opened(event_ts="1.1"), "tab"))
    assert [call.method for call in room.slack.calls].count("views.publish") == 1


def test_what_slack_refuses_is_not_asked_for_again(emulator: Emulator, room: Newsroom) -> None:
    refused = ("views.publish", "users.info", "chat.postEphemeral", "chat.postMessage")
    emulator.says = dict.fromkeys(refused, UNKNOWN_METHOD)
    assert room.send(app_home_opened(event_ts="1.1")).status == 200


# Commands, shortcuts, buttons, forms.


def test_a_command_without_trigger_and_response_url(room: Newsroom) -> None:
    room.send(without(room.command(BRIDGE), "trigger_id", "response_url", "api_app_id"))
    room.send(without(room.command(BRIDGE), "trigger_id", "response_url", "api_app_id"))
    assert len(room.slack.ephemerals(NEWSROOM, REPORTER)) == 2


def test_a_form_without_a_trigger_is_refused_in_words(room: Newsroom) -> None:
    answered = room.send(without(room.command("digest"), "trigger_id", "response_url"))
    assert refusals.TOO_LATE in str(answered.body)


def test_a_shortcut_without_trigger_and_response_url(room: Newsroom) -> None:
    said = room.slack.say(NEWSROOM, BRIDGE)
    room.send(without(room.shortcut(said), "trigger_id", "response_url"))
    assert len(room.slack.ephemerals(NEWSROOM, REPORTER)) == 1


@pytest.mark.parametrize("status", [200, 202, 204])
def test_any_status_of_success_from_a_response_url(
    emulator: Emulator, room: Newsroom, status: int
) -> None:
    emulator.says = {"response_url": Reply(status, {})}
    room.send(room.command(BRIDGE))
    assert room.states() == ["answered"]
    assert room.slack.ephemerals() == []


def test_a_button_without_container_and_state(room: Newsroom) -> None:
    room.send(room.mention(UNKNOWN))
    (card,) = room.slack.posted(NEWSROOM)
    pressed = without(room.press(TO_DESK, card), "container", "state", "response_url")
    del pressed.body["actions"][0]["block_id"]
    room.send(pressed)
    (card,) = room.slack.posted(NEWSROOM)
    assert "desk" in card["text"]


def test_a_button_in_a_private_answer_without_container(room: Newsroom) -> None:
    card = whispered(room)
    room.send(without(room.press(SHARE, card), "container", "message"))
    assert len(room.slack.posted(NEWSROOM)) == 1
    (private,) = room.slack.ephemerals(NEWSROOM)
    assert "Shared with the channel" in str(private["blocks"])


def test_a_private_answer_that_is_not_marked_as_one(room: Newsroom) -> None:
    pressed = room.press(SHARE, whispered(room))
    pressed.body["container"]["is_ephemeral"] = False
    room.send(pressed)
    (private,) = room.slack.ephemerals(NEWSROOM)
    assert "Shared with the channel" in str(private["blocks"])


def test_a_form_without_state_changes_nothing(room: Newsroom) -> None:
    form = {
        "id": "V1",
        "type": "modal",
        "callback_id": REPORT_OUTDATED,
        "private_metadata": f'{{"claim":{room.bridge},"inquiry":"1"}}',
        "blocks": [],
    }
    room.send(room.mention(BRIDGE))
    sent = view_submission(form, {}, trigger_id="1")
    del sent.body["view"]["state"]
    assert (room.send(sent).status, room.send(sent).body) == (200, "")


# Sharing where the server cannot say who is in a channel.


@pytest.mark.parametrize("says", [UNKNOWN_METHOD, NOT_FOUND, ONLY_OK])
def test_sharing_where_there_is_no_such_method(
    emulator: Emulator, room: Newsroom, says: Reply
) -> None:
    emulator.says = {"conversations.info": says}
    room.send(room.press(SHARE, whispered(room)))
    (shared,) = room.slack.posted(NEWSROOM)
    assert "Shared by" in str(shared["blocks"])


@pytest.mark.parametrize("says", [UNKNOWN_METHOD, NOT_FOUND])
def test_then_nothing_is_shared_where_the_app_is_no_member(
    emulator: Emulator, room: Newsroom, says: Reply
) -> None:
    emulator.says = {"conversations.info": says}
    card = whispered(room, channel=ELSEWHERE)
    room.send(room.press(SHARE, card, channel=ELSEWHERE))
    assert room.slack.posted(ELSEWHERE) == []
    assert "/invite" in room.slack.ephemerals(ELSEWHERE, REPORTER)[-1]["text"]


@pytest.mark.parametrize("code", ["channel_not_found", "missing_scope", "not_allowed_token_type"])
def test_nothing_is_shared_where_slack_will_not_say(
    emulator: Emulator, room: Newsroom, code: str
) -> None:
    emulator.says = {"conversations.info": Reply(200, {"ok": False, "error": code})}
    room.send(room.press(SHARE, whispered(room)))
    assert room.slack.posted(NEWSROOM) == []
    assert "cannot see who" in room.slack.ephemerals(NEWSROOM, REPORTER)[-1]["text"]


def test_nothing_is_shared_where_slack_says_that_others_are_there(
    emulator: Emulator, room: Newsroom
) -> None:
    shared = {"id": NEWSROOM, "is_ext_shared": True}
    emulator.says = {"conversations.info": Reply(200, {"ok": True, "channel": shared})}
    room.send(room.press(SHARE, whispered(room)))
    assert room.slack.posted(NEWSROOM) == []


# Calls.


def test_nothing_but_posting_is_needed(emulator: Emulator, room: Newsroom) -> None:
    others = ("reactions.add", "reactions.remove", "users.info", "conversations.replies")
    emulator.says = dict.fromkeys(others, NOT_FOUND)
    room.send(room.mention(BRIDGE))
    assert room.states() == ["answered"]
    assert len(room.slack.posted(NEWSROOM)) == 1


def test_a_reply_whose_timestamp_is_not_told_is_not_changed(
    emulator: Emulator, room: Newsroom
) -> None:
    emulator.says = {"chat.postMessage": ONLY_OK}
    asked = room.direct(BRIDGE)
    room.send(asked)
    room.send(room.edit(asked, UNKNOWN))
    assert room.states() == ["answered"]
    assert "chat.update" not in [call.method for call in room.slack.calls]


def test_who_the_bot_is_in_the_fewest_words(emulator: Emulator) -> None:
    emulator.says = {"auth.test": Reply(200, {"ok": True, "team_id": "T1", "user_id": "U1"})}
    identity = identify(client(emulator))
    assert (identity.team_id, identity.bot_user_id, identity.bot_id) == ("T1", "U1", "")


def test_a_server_that_does_not_say_who_the_bot_is(emulator: Emulator) -> None:
    emulator.says = {"auth.test": ONLY_OK}
    with pytest.raises(NotInstalledError, match="SLACK_API_URL"):
        identify(client(emulator))


def test_tokens_of_any_form_for_another_server_than_slack() -> None:
    tokens = {"SLACK_BOT_TOKEN": "test-bot", "SLACK_APP_TOKEN": "test-app"}
    settings = load({"SLACK_API_URL": "http://127.0.0.1:1/prefix/api", **tokens})
    assert settings.slack_api_url == "http://127.0.0.1:1/prefix/api/"
    for api_url in ("", "https://slack.com/api", "nonsense"):
        with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN"):
            load({"SLACK_API_URL": api_url, **tokens})

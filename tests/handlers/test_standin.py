"""The stand-in for Slack does what Slack does, as far as the bot can tell."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.client import RemoteDisconnected
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web import WebClient
from slack_sdk.webhook import WebhookClient

from bot.demo import (
    APP_TOKEN,
    BOT_USER,
    DESK,
    EDITOR,
    ELSEWHERE,
    NEWSROOM,
    OTHER_TEAM,
    REPORTER,
    SHARED,
    SIGNING_SECRET,
    TEAM,
    direct,
)
from bot.demo.methods import BASE_SCOPES
from bot.demo.signed import (
    Payload,
    app_home_opened,
    app_mention,
    block_action,
    envelope,
    event,
    message_changed,
    message_channel,
    message_deleted,
    message_im,
    message_shortcut,
    retried,
    signed,
    slash_command,
    url_verification,
    view_submission,
)
from tests.standin import (
    ANY,
    FaultySlack,
    delayed,
    dropped,
    rate_limited,
    reply_lost,
    server_error,
)

Fields = dict[str, Any]
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "said so"}}
BUTTON = {
    "type": "button",
    "action_id": "sources",
    "text": {"type": "plain_text", "text": "All sources"},
    "value": "7",
}
ACTIONS = {"type": "actions", "block_id": "card", "elements": [BUTTON]}
CONFIRM = {
    "title": {"type": "plain_text", "text": "Sure?"},
    "text": {"type": "mrkdwn", "text": "It is *gone* then."},
    "confirm": {"type": "plain_text", "text": "Yes"},
    "deny": {"type": "plain_text", "text": "No"},
}
_YES = {"confirm": {"type": "mrkdwn", "text": "*Yes*"}}
MODAL = {
    "type": "modal",
    "callback_id": "add",
    "title": {"type": "plain_text", "text": "Add"},
    "submit": {"type": "plain_text", "text": "Add"},
    "blocks": [
        {
            "type": "input",
            "block_id": "text",
            "label": {"type": "plain_text", "text": "Text"},
            "element": {"type": "plain_text_input", "action_id": "value"},
        }
    ],
}


class Clock:
    def __init__(self) -> None:
        self.at = 1_730_793_600.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slack(clock: Clock) -> Iterator[FaultySlack]:
    with FaultySlack(now=clock) as standin:
        yield standin


@pytest.fixture
def web(slack: FaultySlack) -> WebClient:
    return WebClient(token=slack.token, base_url=slack.api_url)


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


# What is kept.


def test_a_posted_message_is_kept_with_blocks_and_metadata(
    slack: FaultySlack, web: WebClient
) -> None:
    metadata = {"event_type": "answer", "event_payload": {"inquiry": 3}}
    done = web.chat_postMessage(
        channel=NEWSROOM, text="said so", blocks=[SECTION], metadata=metadata
    )
    (kept,) = slack.posted(NEWSROOM)
    assert kept["ts"] == done["ts"] == "1730793600.000100"
    assert (kept["user"], kept["text"], kept["metadata"]) == (BOT_USER, "said so", metadata)
    assert kept["blocks"] == [{"block_id": "b0", **SECTION}]
    assert [c.method for c in slack.calls] == ["chat.postMessage"]


def test_a_form_body_and_a_token_in_the_body_do_as_well(slack: FaultySlack, web: WebClient) -> None:
    params = {"channel": NEWSROOM, "text": "said so", "blocks": json.dumps([SECTION])}
    assert web.api_call("chat.postMessage", params=params)["ok"]
    nobody = WebClient(base_url=slack.api_url)
    assert nobody.api_call("auth.test", params={"token": slack.token})["team_id"] == TEAM
    assert len(slack.posted()) == 1


def test_timestamps_are_unique_and_increasing_under_many_threads(slack: FaultySlack) -> None:
    def post(number: int) -> None:
        client = WebClient(token=slack.token, base_url=slack.api_url)
        client.chat_postMessage(channel=NEWSROOM, text=f"number {number}")

    threads = [threading.Thread(target=post, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    slack.wait_for(lambda: len(slack.posted(NEWSROOM)) == 20)
    for thread in threads:
        thread.join()
    stamps = [m["ts"] for m in slack.messages(NEWSROOM)]
    assert stamps == sorted(set(stamps))


def test_a_thread_holds_its_replies_and_history_tells_their_metadata(clock: Clock) -> None:
    with FaultySlack(scopes=BASE_SCOPES | {"channels:history"}, now=clock) as slack:
        web = WebClient(token=slack.token, base_url=slack.api_url)
        asked = slack.say(NEWSROOM, "is it so?")
        metadata = {"event_type": "answer", "event_payload": {"inquiry": 3}}
        web.chat_postMessage(channel=NEWSROOM, text="yes", thread_ts=asked["ts"], metadata=metadata)
        web.chat_postMessage(channel=NEWSROOM, text="and more", thread_ts=asked["ts"])
        assert [m["text"] for m in slack.replies(NEWSROOM, asked["ts"])] == ["yes", "and more"]
        plain = web.conversations_replies(channel=NEWSROOM, ts=asked["ts"])
        assert [m["text"] for m in plain["messages"]] == ["is it so?", "yes", "and more"]
        assert plain["messages"][0]["reply_count"] == 2
        assert "metadata" not in plain["messages"][1]
        told = web.conversations_replies(
            channel=NEWSROOM, ts=asked["ts"], include_all_metadata=True
        )
        assert told["messages"][1]["metadata"] == metadata
        top = web.conversations_history(channel=NEWSROOM, limit=1)
        assert [m["text"] for m in top["messages"]] == ["is it so?"]


def test_history_comes_in_pages_newest_first(slack: FaultySlack, web: WebClient) -> None:
    for number in range(5):
        slack.say(direct(REPORTER), f"line {number}")
    pages = web.conversations_history(channel=direct(REPORTER), limit=2)
    assert [m["text"] for page in pages for m in page["messages"]] == [
        f"line {n}" for n in (4, 3, 2, 1, 0)
    ]


def test_the_base_manifest_reads_direct_messages_but_no_channel(
    slack: FaultySlack, web: WebClient
) -> None:
    asked, private = slack.say(NEWSROOM, "here"), slack.say(direct(REPORTER), "there")
    with pytest.raises(SlackApiError) as caught:
        web.conversations_replies(channel=NEWSROOM, ts=asked["ts"])
    assert caught.value.response["error"] == "missing_scope"
    assert caught.value.response["needed"] == "channels:history"
    told = web.conversations_replies(channel=direct(REPORTER), ts=private["ts"])
    assert [m["text"] for m in told["messages"]] == ["there"]


def test_an_update_keeps_metadata_and_text_alone_removes_blocks(
    slack: FaultySlack, web: WebClient
) -> None:
    metadata = {"event_type": "answer", "event_payload": {}}
    ts = web.chat_postMessage(channel=NEWSROOM, text="a", blocks=[SECTION], metadata=metadata)["ts"]
    web.chat_update(channel=NEWSROOM, ts=ts, text="b")
    (message,) = slack.posted(NEWSROOM)
    assert message["text"] == "b"
    assert message["metadata"] == metadata
    assert "blocks" not in message
    web.chat_delete(channel=NEWSROOM, ts=ts)
    assert slack.messages(NEWSROOM) == []
    assert refused(lambda: web.chat_delete(channel=NEWSROOM, ts=ts)) == "message_not_found"


def test_other_peoples_messages_are_not_the_bots_to_change(
    slack: FaultySlack, web: WebClient
) -> None:
    ts = slack.say(NEWSROOM, "mine")["ts"]
    update = refused(lambda: web.chat_update(channel=NEWSROOM, ts=ts, text="yours"))
    delete = refused(lambda: web.chat_delete(channel=NEWSROOM, ts=ts))
    assert (update, delete) == ("cant_update_message", "cant_delete_message")


def test_reactions_are_given_once_and_taken_back_once(slack: FaultySlack, web: WebClient) -> None:
    at = {"channel": NEWSROOM, "timestamp": slack.say(NEWSROOM, "is it so?")["ts"]}
    web.reactions_add(**at, name="eyes")
    assert slack.reactions == {(NEWSROOM, at["timestamp"]): ["eyes"]}
    assert refused(lambda: web.reactions_add(**at, name="eyes")) == "already_reacted"
    web.reactions_remove(**at, name="eyes")
    assert slack.reactions == {}
    assert refused(lambda: web.reactions_remove(**at, name="eyes")) == "no_reaction"
    missing = {"channel": NEWSROOM, "timestamp": "1.000001"}
    assert refused(lambda: web.reactions_add(**missing, name="eyes")) == "message_not_found"


# What is refused.


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "a"}, "channel_not_found"),
        ({"channel": ELSEWHERE, "text": "a"}, "not_in_channel"),
        ({"channel": NEWSROOM, "text": " ", "attachments": []}, "no_text"),
        ({"channel": NEWSROOM, "text": "a" * 40_001}, "msg_too_long"),
        ({"channel": NEWSROOM, "text": "a", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channel": NEWSROOM, "text": "a", "blocks": [{"type": "poem"}]}, "invalid_blocks"),
        ({"channel": NEWSROOM, "text": "a", "blocks": "[oops"}, "invalid_blocks_format"),
        ({"channel": NEWSROOM, "text": "a", "metadata": {"a": 1}}, "invalid_metadata_format"),
    ],
)
def test_a_message_slack_would_refuse_is_refused(
    slack: FaultySlack, web: WebClient, params: Fields, error: str
) -> None:
    assert refused(lambda: web.chat_postMessage(**params)) == error
    assert slack.posted() == []


def _menu(
    of: str, many: int, *, text: str = "a", value: str = "v", kind: str = "plain_text"
) -> Fields:
    options = [{"text": {"type": kind, "text": text}, "value": value} for _ in range(many)]
    return {"type": of, "action_id": "menu", "options": options}


def _section(length: int) -> Fields:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "a" * length}}


@pytest.mark.parametrize(
    ("blocks", "fits"),
    [
        ([{"type": "divider"}] * 50, True),
        ([{"type": "divider"}] * 51, False),
        ([_section(3000)], True),
        ([_section(3001)], False),
        ([_section(0)], False),
        ([{"type": "header", "text": {"type": "plain_text", "text": "a" * 151}}], False),
        ([{"type": "context", "elements": [{"type": "mrkdwn", "text": "a"}] * 11}], False),
        ([{**ACTIONS, "elements": [BUTTON | {"value": "a" * 2001}]}], False),
        ([{**ACTIONS, "elements": [BUTTON, BUTTON]}], False),
        ([ACTIONS, ACTIONS], False),
        ([{**SECTION, "accessory": BUTTON}], True),
        ([{**SECTION, "fields": [{"type": "mrkdwn", "text": "a" * 2001}]}], False),
        ([{"type": "context", "elements": [{"type": "mrkdwn", "text": "a" * 3001}]}], False),
        ([{"type": "context", "elements": []}], False),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "a"}}], False),
        ([{**SECTION, "txet": "a"}], False),
        ([{**SECTION, "accessory": {"type": "poem"}}], False),
        ([{**ACTIONS, "elements": [BUTTON | {"style": "loud"}]}], False),
        ([{**ACTIONS, "elements": [BUTTON | {"url_": "a"}]}], False),
        ([{**ACTIONS, "elements": [BUTTON | {"text": {"type": "mrkdwn", "text": "a"}}]}], False),
        ([{**ACTIONS, "elements": [BUTTON | {"confirm": CONFIRM}]}], True),
        ([{**ACTIONS, "elements": [BUTTON | {"confirm": CONFIRM | {"title": None}}]}], False),
        ([{**ACTIONS, "elements": [BUTTON | {"confirm": CONFIRM | _YES}]}], False),
        ([{"type": "divider", "block_id": ["a"]}], False),
        ([{**SECTION, "accessory": _menu("overflow", 5)}], True),
        ([{**SECTION, "accessory": _menu("overflow", 6)}], False),
        ([{**SECTION, "accessory": _menu("checkboxes", 10, kind="mrkdwn")}], True),
        ([{**SECTION, "accessory": _menu("checkboxes", 11)}], False),
        ([{**SECTION, "accessory": _menu("radio_buttons", 11)}], False),
        ([{**SECTION, "accessory": _menu("static_select", 100)}], True),
        ([{**SECTION, "accessory": _menu("static_select", 101)}], False),
        ([{**SECTION, "accessory": _menu("static_select", 0)}], False),
        ([{**SECTION, "accessory": _menu("static_select", 1, kind="mrkdwn")}], False),
        ([{**SECTION, "accessory": _menu("static_select", 1, text="a" * 75)}], True),
        ([{**SECTION, "accessory": _menu("static_select", 1, text="a" * 76)}], False),
        ([{**SECTION, "accessory": _menu("overflow", 1, text="a" * 76)}], False),
        ([{**SECTION, "accessory": _menu("overflow", 1, value="a" * 151)}], False),
        ([7], False),
    ],
)
def test_block_limits_hold(web: WebClient, blocks: list[Fields], fits: bool) -> None:
    if fits:
        assert web.chat_postMessage(channel=NEWSROOM, text="a", blocks=blocks)["ok"]
    else:
        with pytest.raises(SlackApiError) as caught:
            web.chat_postMessage(channel=NEWSROOM, text="a", blocks=blocks)
        assert caught.value.response["error"] == "invalid_blocks"
        assert caught.value.response["response_metadata"]["messages"]


def test_a_wrong_token_an_unknown_method_and_a_missing_scope_are_told_apart(
    slack: FaultySlack, web: WebClient
) -> None:
    stranger = WebClient(token="xoxb-stranger", base_url=slack.api_url)
    assert refused(stranger.auth_test) == "invalid_auth"
    assert refused(WebClient(base_url=slack.api_url).auth_test) == "not_authed"
    assert refused(lambda: web.api_call("chat.sing")) == "unknown_method"
    assert refused(lambda: web.conversations_join(channel=ELSEWHERE)) == "missing_scope"
    assert refused(lambda: web.apps_connections_open(app_token=APP_TOKEN)) == "unknown_method"


def test_people_and_channels_are_told_as_slack_tells_them(
    slack: FaultySlack, web: WebClient
) -> None:
    slack.add_user("U0FAR", "far", team=OTHER_TEAM, tz="Asia/Seoul")
    assert web.users_info(user=EDITOR)["user"]["is_admin"] is True
    assert web.users_info(user=REPORTER)["user"]["is_admin"] is False
    far = web.users_info(user="U0FAR")["user"]
    assert (far["team_id"], far["tz_offset"]) == (OTHER_TEAM, 9 * 3600)
    assert {"U0FAR", EDITOR} <= {u["id"] for u in web.users_list()["members"]}
    assert refused(lambda: web.users_info(user="U0NOBODY")) == "user_not_found"
    assert web.conversations_info(channel=SHARED)["channel"]["is_ext_shared"] is True
    assert web.conversations_info(channel=ELSEWHERE)["channel"]["is_member"] is False
    assert web.conversations_info(channel=DESK)["channel"]["is_private"] is True
    opened = web.conversations_open(users=REPORTER)["channel"]["id"]
    assert opened == direct(REPORTER)
    web.chat_postMessage(channel=REPORTER, text="by the person's id")
    assert len(slack.posted(opened)) == 1


def test_what_changes_in_a_workspace_changes_the_answers(
    slack: FaultySlack, web: WebClient
) -> None:
    slack.change_channel(NEWSROOM, archived=True)
    assert refused(lambda: web.chat_postMessage(channel=NEWSROOM, text="a")) == "is_archived"
    slack.change_channel(DESK, member=False)
    assert refused(lambda: web.chat_postMessage(channel=DESK, text="a")) == "channel_not_found"
    slack.change_user(REPORTER, deleted=True)
    assert refused(lambda: web.conversations_open(users=REPORTER)) == "user_disabled"


# Only for one person: ephemeral messages, response_urls, modals, App Home.


def test_an_ephemeral_message_is_seen_by_one_person_and_cannot_be_updated(
    slack: FaultySlack, web: WebClient
) -> None:
    ts = web.chat_postEphemeral(channel=NEWSROOM, user=REPORTER, text="psst")["message_ts"]
    assert [m["text"] for m in slack.ephemerals(NEWSROOM, REPORTER)] == ["psst"]
    assert slack.ephemerals(user=EDITOR) == []
    assert slack.messages(NEWSROOM) == []
    assert refused(lambda: web.chat_update(channel=NEWSROOM, ts=ts, text="b")) == (
        "message_not_found"
    )


def test_a_response_url_answers_where_the_bot_is_no_member(slack: FaultySlack) -> None:
    url = slack.response_url(ELSEWHERE)
    hook = WebhookClient(url)
    assert hook.send(text="only you").status_code == 200
    (hidden,) = slack.ephemerals(ELSEWHERE, REPORTER)
    assert hook.send(text="all of you", response_type="in_channel").status_code == 200
    assert [m["text"] for m in slack.posted(ELSEWHERE)] == ["all of you"]
    pressed = WebhookClient(slack.response_url(ELSEWHERE, message=hidden))
    pressed.send(text="now this", replace_original=True)
    assert [m["text"] for m in slack.ephemerals(ELSEWHERE)] == ["now this"]
    pressed.send(delete_original=True)
    assert slack.ephemerals(ELSEWHERE) == []
    assert [b.get("text") for b in slack.responses(url)] == ["only you", "all of you"]


def test_a_response_url_wears_out_after_five_uses_or_thirty_minutes(
    slack: FaultySlack, clock: Clock
) -> None:
    hook = WebhookClient(slack.response_url(NEWSROOM))
    assert [hook.send(text="a").status_code for _ in range(6)] == [200] * 5 + [404]
    late = WebhookClient(slack.response_url(NEWSROOM))
    clock.at += 31 * 60
    assert "expired_url" in late.send(text="a").body


def test_a_trigger_opens_one_modal_within_three_seconds(
    slack: FaultySlack, web: WebClient, clock: Clock
) -> None:
    trigger = slack.trigger()
    opened = web.views_open(trigger_id=trigger, view=MODAL)["view"]
    assert [v["callback_id"] for v in slack.views] == ["add"]
    again = refused(lambda: web.views_open(trigger_id=trigger, view=MODAL))
    late = slack.trigger()
    clock.at += 3.5
    expired = refused(lambda: web.views_open(trigger_id=late, view=MODAL))
    invented = refused(lambda: web.views_open(trigger_id="1.1.x", view=MODAL))
    assert (again, expired, invented) == (
        "exchanged_trigger_id",
        "expired_trigger_id",
        "invalid_trigger_id",
    )
    titled = MODAL | {"title": {"type": "plain_text", "text": "Changed"}}
    web.views_update(view_id=opened["id"], view=titled)
    modal = slack.modal()
    assert modal is not None
    assert modal["title"]["text"] == "Changed"
    for _ in range(2):
        web.views_push(trigger_id=slack.trigger(), view=MODAL)
    full = refused(lambda: web.views_push(trigger_id=slack.trigger(), view=MODAL))
    assert full == "push_limit_reached"
    slack.close_modals()
    gone = refused(lambda: web.views_update(view_id=opened["id"], view=titled))
    assert gone == "not_found"


def test_a_view_beyond_the_limits_is_refused(slack: FaultySlack, web: WebClient) -> None:
    long = MODAL | {"title": {"type": "plain_text", "text": "a" * 25}}
    mute = {k: v for k, v in MODAL.items() if k != "submit"}
    for view in (long, mute, MODAL | {"private_metadata": "a" * 3001}):
        opening = refused(partial(web.views_open, trigger_id=slack.trigger(), view=view))
        assert opening == "invalid_arguments"


def test_the_home_tab_is_kept_per_person(slack: FaultySlack, web: WebClient) -> None:
    first = web.views_publish(user_id=REPORTER, view={"type": "home", "blocks": [SECTION]})
    web.views_publish(user_id=REPORTER, view={"type": "home", "blocks": []})
    home = slack.home(REPORTER)
    assert home is not None
    assert (home["id"], home["blocks"]) == (first["view"]["id"], [])
    assert slack.home(EDITOR) is None


def test_a_permalink_names_channel_message_and_thread(slack: FaultySlack, web: WebClient) -> None:
    asked = slack.say(NEWSROOM, "is it so?")
    reply = web.chat_postMessage(channel=NEWSROOM, text="yes", thread_ts=asked["ts"])
    link = web.chat_getPermalink(channel=NEWSROOM, message_ts=reply["ts"])["permalink"]
    assert link.endswith(f"/p{reply['ts'].replace('.', '')}?thread_ts={asked['ts']}&cid={NEWSROOM}")


# Signed requests into a Bolt app.


@pytest.fixture
def app(slack: FaultySlack, web: WebClient) -> App:
    return _app(web)


def _app(web: WebClient) -> App:
    """A very small bot: it says what it got."""
    app = App(client=web, signing_secret=SIGNING_SECRET, process_before_response=True)

    @app.event("app_mention")
    def mentioned(event: Fields, say: Any) -> None:
        say(text=f"you said {event['text']}", thread_ts=event["ts"])

    @app.event("message")
    def message(event: Fields, say: Any, body: Fields) -> None:
        said: Fields = event.get("message") or event.get("previous_message") or event
        say(text=f"{event.get('subtype', 'message')}: {said['text']}")

    @app.event("app_home_opened")
    def home(event: Fields, client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [SECTION]})

    @app.command("/onrecord")
    def command(ack: Any, respond: Any, command: Fields) -> None:
        ack()
        respond(text=f"you asked {command['text']}", blocks=[SECTION, ACTIONS])

    @app.shortcut("check")
    def shortcut(ack: Any, respond: Any, shortcut: Fields) -> None:
        ack()
        respond(text=f"checked {shortcut['message']['text']}")

    @app.action("sources")
    def action(ack: Any, client: WebClient, body: Fields) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("add")
    def added(ack: Any, view: Fields, client: WebClient) -> None:
        ack()
        text = view["state"]["values"]["text"]["value"]["value"]
        client.chat_postMessage(channel=NEWSROOM, text=f"added {text}")

    return app


def deliver(app: App, payload: Payload) -> int:
    headers, body = signed(payload, SIGNING_SECRET, time.time())
    request = BoltRequest(
        body=body.decode(), headers={name: [value] for name, value in headers.items()}
    )
    return int(app.dispatch(request).status)


def test_a_mention_is_answered_in_its_thread(slack: FaultySlack, app: App) -> None:
    asked = slack.say(NEWSROOM, f"<@{BOT_USER}> 1 &lt; 2")
    assert deliver(app, app_mention(asked["text"], ts=asked["ts"])) == 200
    (reply,) = slack.replies(NEWSROOM, asked["ts"])
    assert reply["text"] == f"you said <@{BOT_USER}> 1 &lt; 2"


def test_direct_messages_edits_and_deletions_reach_the_app(slack: FaultySlack, app: App) -> None:
    channel = direct(REPORTER)
    said = slack.say(channel, "first")
    assert deliver(app, message_im("first", ts=said["ts"])) == 200
    edited = slack.edit(channel, said["ts"], "second")
    changed = message_changed(
        "second", before=said, channel=channel, edited_ts=edited["edited"]["ts"]
    )
    assert deliver(app, changed) == 200
    slack.erase(channel, said["ts"])
    assert deliver(app, message_deleted(before=edited, channel=channel)) == 200
    assert [m["text"] for m in slack.posted(channel)] == [
        "message: first",
        "message_changed: second",
        "message_deleted: second",
    ]


def test_a_command_its_button_and_its_modal_go_all_the_way(slack: FaultySlack, app: App) -> None:
    url = slack.response_url(NEWSROOM)
    assert (
        deliver(app, slash_command("it is so", response_url=url, trigger_id=slack.trigger())) == 200
    )
    (card,) = slack.ephemerals(NEWSROOM, REPORTER)
    assert card["text"] == "you asked it is so"
    again = slack.response_url(NEWSROOM, message=card)
    press = block_action("sources", message=card, response_url=again, trigger_id=slack.trigger())
    assert press.body["container"]["is_ephemeral"] is True
    assert press.body["actions"][0]["value"] == "7"
    assert deliver(app, press) == 200
    modal = slack.modal()
    assert modal is not None
    sent = view_submission(modal, {"text": {"value": "a text"}}, trigger_id=slack.trigger())
    assert deliver(app, sent) == 200
    assert [m["text"] for m in slack.posted(NEWSROOM)] == ["added a text"]
    with pytest.raises(LookupError):
        block_action("nowhere", message=card, trigger_id="")


def test_a_shortcut_carries_its_message_and_the_home_tab_opens(
    slack: FaultySlack, app: App
) -> None:
    message = slack.say(ELSEWHERE, "a statement")
    at = {"response_url": slack.response_url(ELSEWHERE), "trigger_id": slack.trigger()}
    assert deliver(app, message_shortcut("check", message, channel=ELSEWHERE, **at)) == 200
    assert [m["text"] for m in slack.ephemerals(ELSEWHERE)] == ["checked a statement"]
    assert deliver(app, app_home_opened(event_ts="1730793600.000100")) == 200
    assert slack.home() is not None


def test_a_wrong_signature_and_an_old_request_are_turned_away(app: App) -> None:
    payload = message_im("a", ts="1730793600.000100")
    headers, body = signed(payload, "another secret", time.time())
    wrong = BoltRequest(body=body.decode(), headers={k: [v] for k, v in headers.items()})
    assert app.dispatch(wrong).status == 401
    headers, body = signed(payload, SIGNING_SECRET, time.time() - 600)
    assert not SignatureVerifier(SIGNING_SECRET).is_valid_request(body, headers)
    assert deliver(app, url_verification()) == 200


def test_a_redelivery_is_the_same_event_and_says_so() -> None:
    first = app_mention("it is so", ts="1730793600.000100")
    second = retried(app_mention("it is so", ts="1730793600.000100"))
    twin = message_channel(f"<@{BOT_USER}> it is so", ts="1730793600.000100")
    edited = message_changed("so it is", before=first.body["event"], channel=NEWSROOM)
    assert first.body == second.body
    assert len({p.body["event_id"] for p in (first, twin, edited)}) == 3
    headers, _ = signed(second, SIGNING_SECRET, 0)
    assert (headers["X-Slack-Retry-Num"], headers["X-Slack-Retry-Reason"]) == ("1", "http_timeout")
    assert envelope(second)["retry_attempt"] == 1
    assert envelope(first)["envelope_id"] != envelope(first)["envelope_id"]


def test_a_shared_channel_shows_whose_workspace_it_comes_from() -> None:
    mention = app_mention("a", ts="1.000100", channel=SHARED, ext_shared=True).body
    message = message_channel("a", ts="1.000100", channel=SHARED, ext_shared=True).body
    assert mention["is_ext_shared_channel"] is True
    assert (mention["team_id"], mention["event"]["user_team"]) == (TEAM, OTHER_TEAM)
    assert (message["team_id"], message["context_team_id"]) == (OTHER_TEAM, TEAM)
    assert event({"type": "app_uninstalled"}).body["event"] == {"type": "app_uninstalled"}


def test_rich_text_stands_beside_the_text_unescaped() -> None:
    payload = message_im(f"<@{BOT_USER}> a &amp; b <https://a.example|here>", ts="1.000100")
    (section,) = payload.body["event"]["blocks"][0]["elements"]
    assert section["elements"] == [
        {"type": "user", "user_id": BOT_USER},
        {"type": "text", "text": " a & b "},
        {"type": "link", "url": "https://a.example", "text": "here"},
    ]


# Faults.


def test_faults_come_in_order_and_then_all_is_well(slack: FaultySlack, web: WebClient) -> None:
    slack.next("chat.postMessage", rate_limited(7))
    slack.next(ANY, server_error(503))
    web.retry_handlers.clear()
    with pytest.raises(SlackApiError) as limited:
        web.chat_postMessage(channel=NEWSROOM, text="a")
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "7"
    with pytest.raises(SlackApiError) as broken:
        web.chat_postMessage(channel=NEWSROOM, text="a")
    assert broken.value.response.status_code == 503
    assert slack.posted() == []
    assert web.chat_postMessage(channel=NEWSROOM, text="a")["ok"]
    assert (len(slack.calls_of("chat.postMessage")), slack.faults_left()) == (3, 0)


def test_a_dropped_call_is_not_done_and_a_lost_reply_is(slack: FaultySlack, web: WebClient) -> None:
    web.retry_handlers.clear()
    slack.next("chat.postMessage", dropped())
    with pytest.raises(RemoteDisconnected):
        web.chat_postMessage(channel=NEWSROOM, text="never")
    slack.next("chat.postMessage", reply_lost())
    with pytest.raises(RemoteDisconnected):
        web.chat_postMessage(channel=NEWSROOM, text="done all the same")
    assert [m["text"] for m in slack.posted()] == ["done all the same"]


def test_a_delay_holds_one_call_and_no_other(slack: FaultySlack, web: WebClient) -> None:
    slack.next("auth.test", delayed(0.3))
    began = time.monotonic()
    slow = threading.Thread(target=web.auth_test)
    slow.start()
    slack.wait_for(lambda: slack.calls_of("auth.test"))
    web.api_test()
    assert time.monotonic() - began < 0.25
    slow.join()
    assert time.monotonic() - began >= 0.3


def test_a_barrier_stops_a_call_before_and_after_it_is_done(
    slack: FaultySlack, web: WebClient
) -> None:
    reached, go, seen = threading.Event(), threading.Event(), []

    def barrier(method: str, phase: str) -> None:
        seen.append((method, phase, len(slack.posted())))
        if phase == "after":
            reached.set()
            go.wait(5)

    slack.barrier = barrier
    post = threading.Thread(target=lambda: web.chat_postMessage(channel=NEWSROOM, text="a"))
    post.start()
    assert reached.wait(5)
    assert slack.posted()
    go.set()
    post.join()
    assert seen == [("chat.postMessage", "before", 0), ("chat.postMessage", "after", 1)]


@pytest.mark.parametrize(("phase", "standing"), [("before", 0), ("after", 1)])
def test_a_caller_can_be_killed_at_an_exact_point(
    slack: FaultySlack, phase: str, standing: int
) -> None:
    post = (
        "import sys; from slack_sdk.web import WebClient;"
        "WebClient(token=sys.argv[1], base_url=sys.argv[2])"
        ".chat_postMessage(channel=sys.argv[3], text='a')"
    )
    arguments = [sys.executable, "-c", post, slack.token, slack.api_url, NEWSROOM]
    started = threading.Event()

    def barrier(_: str, now: str) -> bool:
        started.wait(5)
        if now == phase:
            caller.kill()
            caller.wait()
        return now != phase

    slack.barrier = barrier
    caller = subprocess.Popen(arguments)
    started.set()
    assert caller.wait(10) == -signal.SIGKILL
    assert len(slack.posted()) == standing


def test_waiting_in_vain_names_the_last_calls(slack: FaultySlack, web: WebClient) -> None:
    web.auth_test()
    with pytest.raises(TimeoutError, match=r"auth\.test"):
        slack.wait_for(lambda: slack.posted(), timeout=0.05)


# Socket Mode.


def test_socket_mode_goes_round_survives_a_refresh_and_a_cut() -> None:
    with FaultySlack(socket_mode=True) as slack:
        assert slack.socket is not None
        app = _app(WebClient(token=slack.token, base_url=slack.api_url))
        handler = SocketModeHandler(app, app_token=slack.app_token, ping_interval=0.2)
        handler.connect()  # type: ignore[no-untyped-call]
        try:
            asked = slack.say(NEWSROOM, "is it so?")
            mention = slack.socket.push(app_mention("is it so?", ts=asked["ts"]))
            assert slack.socket.acknowledged(mention) is None
            slack.wait_for(lambda: slack.replies(NEWSROOM, asked["ts"]))
            url = slack.response_url(NEWSROOM)
            command = slash_command("it is so", response_url=url, trigger_id=slack.trigger())
            slack.socket.acknowledged(slack.socket.push(command))
            (card,) = slack.wait_for(lambda: slack.ephemerals(NEWSROOM, REPORTER))
            slack.socket.refresh()
            press = block_action("sources", message=card, trigger_id=slack.trigger())
            slack.socket.acknowledged(slack.socket.push(press))
            slack.wait_for(lambda: slack.modal())
            slack.socket.cut()
            slack.socket.wait_connected(hellos=3)
            said = slack.say(direct(REPORTER), "still there?")
            slack.socket.acknowledged(slack.socket.push(message_im("still there?", ts=said["ts"])))
            assert slack.wait_for(lambda: slack.posted(direct(REPORTER)))
        finally:
            # The client waits up to 3 s for a quiet socket to close, so it is hung up on first.
            handler.client.auto_reconnect_enabled = False
            slack.socket.cut()
            slack.wait_for(lambda: not handler.client.is_connected())
            handler.close()  # type: ignore[no-untyped-call]

"""Which requests are Slack's, and what Slack gets for an answer."""

from __future__ import annotations

import copy
import hashlib
import hmac
import json
import logging
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from slack_bolt import BoltRequest

from bot.demo import NEWSROOM, REPORTER, SIGNING_SECRET
from bot.demo.signed import (
    Payload,
    app_home_opened,
    block_suggestion,
    event,
    message_deleted,
    signed,
    url_verification,
    view_closed,
    view_submission,
)
from bot.run import web
from bot.run.web_server import WebServer
from tests.handlers.newsroom import BRIDGE, UNKNOWN, VAGUE, Newsroom


def test_a_wrong_signature_is_refused(newsroom: Newsroom) -> None:
    assert newsroom.send(newsroom.mention(BRIDGE), secret="somebody else's").status == 401
    assert newsroom.inquiries() == []


def test_an_old_request_is_refused(newsroom: Newsroom) -> None:
    assert newsroom.send(newsroom.mention(BRIDGE), age=600).status == 401
    assert newsroom.inquiries() == []


def test_without_a_signature_nothing_is_taken(newsroom: Newsroom) -> None:
    _, body = signed(newsroom.mention(BRIDGE), "x", time.time())
    assert newsroom.app.dispatch(BoltRequest(body=body.decode())).status == 401


def test_slack_s_check_of_the_address_is_answered(newsroom: Newsroom) -> None:
    response = newsroom.send(url_verification("a challenge"))
    assert (response.status, json.loads(response.body)) == (200, {"challenge": "a challenge"})


@pytest.mark.parametrize("kind", ["reaction_added", "channel_rename", "message"])
def test_an_event_that_is_not_ours_is_acknowledged(newsroom: Newsroom, kind: str) -> None:
    fields = {"type": kind, "event_ts": "1.1", "user": "U0REPORTER", "channel": "C0NEWSROOM"}
    assert newsroom.send(event(fields)).status == 200
    assert newsroom.inquiries() == []


# What strangers and broken proxies send, over HTTP.

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
Answered = tuple[int, bytes]


class Wire:
    """The newsroom's web server, and requests to it as they are."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.server = WebServer(web.build(room.services, room.app), "127.0.0.1", 0)
        self.server.start()

    def post(self, body: bytes, headers: list[tuple[str, str | bytes]]) -> Answered:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        connection.putrequest("POST", "/slack/events")
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        told = response.status, response.read()
        connection.close()
        return told

    def signed(self, body: bytes, content_type: str | None = JSON) -> Answered:
        """Slack's signature on any bytes."""
        stamp = str(int(time.time()))
        headers = [("X-Slack-Request-Timestamp", stamp), ("X-Slack-Signature", mac(stamp, body))]
        return self.post(body, headers + ([("Content-Type", content_type)] if content_type else []))

    def say(self, payload: Payload) -> Answered:
        headers, body = signed(payload, SIGNING_SECRET, time.time())
        return self.post(body, list(headers.items()))


def mac(stamp: str, body: bytes) -> str:
    told = b"v0:" + stamp.encode() + b":" + body
    return "v0=" + hmac.new(SIGNING_SECRET.encode(), told, hashlib.sha256).hexdigest()


@pytest.fixture
def wire(newsroom: Newsroom) -> Iterator[Wire]:
    wire = Wire(newsroom)
    yield wire
    wire.server.stop()


NOW = str(int(time.time()))
DEEP = b'{"a":' * 100_000
UNSIGNED = (
    {
        "nothing": [],
        "no signature": [("X-Slack-Request-Timestamp", NOW)],
        "no timestamp": [("X-Slack-Signature", mac(NOW, b"{}"))],
    }
    | {
        f"timestamp {stamp[:20]!r}": [
            ("X-Slack-Request-Timestamp", stamp),
            ("X-Slack-Signature", mac(NOW, b"{}")),
        ]
        for stamp in (
            *("", " ", "soon", "1e9", "-1", "+5", "0x10", "NaN", "inf", "1_000", "9" * 5000, "0"),
            *(f"-{NOW}", f"{NOW}.5", f"{NOW}, {NOW}", f"{NOW}\xb2", b"\xd9\xa1\xd9\xa2", b"\xff"),
        )
    }
    | {
        f"signature {told[:20]!r}": [
            ("X-Slack-Request-Timestamp", NOW),
            ("X-Slack-Signature", told),
        ]
        for told in ("", "v0=", "v1=00", "v0=" + "0" * 64, "v0=é", b"v0=\xff\xfe", "x" * 8000)
    }
)


@pytest.mark.parametrize("body", [b"{}", b"", b"{broken", b"[]", DEEP, b"\xff", b"payload=5"])
def test_what_slack_did_not_sign_gets_401(wire: Wire, body: bytes, caplog: Any) -> None:
    got = {n: wire.post(body, [*it, ("Content-Type", JSON)])[0] for n, it in UNSIGNED.items()}
    assert got == dict.fromkeys(UNSIGNED, 401)
    assert caplog.records == []


def test_bolt_itself_refuses_what_is_not_signed(newsroom: Newsroom) -> None:
    for name, headers in UNSIGNED.items():
        told = {n.lower(): [v if isinstance(v, str) else v.decode("latin-1")] for n, v in headers}
        assert newsroom.app.dispatch(BoltRequest(body="{}", headers=told)).status == 401, name


def test_a_header_that_comes_twice_is_not_chosen_from(wire: Wire) -> None:
    body = json.dumps(url_verification("x").body).encode()
    stamp, good = str(int(time.time())), mac(str(int(time.time())), body)
    once = [("X-Slack-Request-Timestamp", stamp), ("X-Slack-Signature", good)]
    assert wire.post(body, once)[0] == 200
    assert wire.post(body, [*once, ("X-Slack-Signature", good)])[0] == 401
    assert wire.post(body, [*once, ("x-slack-signature", "v0=0")])[0] == 401
    assert wire.post(body, [*once, ("X-Slack-Request-Timestamp", "1")])[0] == 401


NONSENSE = [
    b"", b" ", b"[]", b"null", b"5", b"NaN", b'"text"', b"{broken", b"\xff\xfe", b"{}",
    b"\xef\xbb\xbf{}", DEEP, b"[" * 100_000, b'{"type":' + b"[" * 500 + b"]" * 500 + b"}",
    b"1" * 5000,
    b'{"authorizations":5}', b'{"authorizations":[5]}', b'{"team":[]}', b'{"user":7}',
    b'{"type":{}}', b'{"response_urls":[5]}', b'{"type":"event_callback"}',
    b'{"type":"event_callback","event":[]}',
    b'{"ssl_check":5}', b'{"ssl_check":"0","type":5}', b'{"type":"url_verification"}',
    b'{"type":"url_verification","challenge":{}}', b'{"command":5}', b'{"command":"/onrecord"}',
    b"payload=", b"payload=5", b"payload=[]", b"payload={", b"payload=null", b"payload=%FF",
    b"=&=&", b"payload=%7B%7D&payload=%5B%5D", b"payload=" + b"%5B" * 100_000,
    b"command=&team_id=T0DESK",
]  # fmt: skip


@pytest.mark.parametrize("content_type", [JSON, FORM, "text/plain", "a/b; charset=x", "", None])
def test_signed_nonsense_gets_400_or_nothing(
    wire: Wire, content_type: str | None, caplog: Any
) -> None:
    for body in NONSENSE:
        status, said = wire.signed(body, content_type)
        assert status == 400 or (status, said) == (200, b""), body[:60]
        assert not [it for it in caplog.records if it.exc_info], body[:60]


def test_slack_s_look_at_the_certificate_is_answered(wire: Wire) -> None:
    assert wire.post(b"token=x&ssl_check=1", [("Content-Type", FORM)]) == (200, b"")


def test_a_body_that_is_too_large_is_not_read(wire: Wire) -> None:
    assert wire.post(b"x" * (web.MAX_BODY + 1), [])[0] == 413


def test_a_command_with_the_word_payload_in_it_is_a_command(wire: Wire) -> None:
    asked = wire.room.command("The payload=5 of the rocket is 8 tonnes")
    assert wire.say(asked) == (200, b"")
    assert [one.statement for one in wire.room.inquiries()] == [asked.body["text"]]


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\udfff x \udc00"])
def test_what_no_database_stores_is_replaced(any_newsroom: Newsroom, odd: str) -> None:
    wire = Wire(any_newsroom)
    try:
        payload = any_newsroom.direct("The harbour is for sale.")
        payload.body["event"]["text"] = f"The harbour {odd} is for sale."
        assert wire.say(payload) == (200, b"")
        command = any_newsroom.command("x").body
        body = urlencode(command | {"text": "The bridge "}) + quote(odd, errors="surrogatepass")
        assert wire.signed(body.encode(), FORM)[0] == 200
    finally:
        wire.server.stop()
    assert any_newsroom.services.answerer.idle(10)
    assert any("\ufffd" in one.statement for one in any_newsroom.inquiries())


def payloads(room: Newsroom) -> list[Payload]:
    """One of each kind that Slack sends, about things that are there."""
    room.send(room.mention(BRIDGE))
    room.send(room.mention(UNKNOWN))
    room.send(room.mention(VAGUE))
    card, none, vague = room.slack.posted(NEWSROOM)[-3:]
    view = {"id": "V1", "type": "modal", "callback_id": "report_wrong_claim", "hash": "1"}
    view |= {"private_metadata": json.dumps({"inquiry": 1, "claim": 1}), "blocks": []}
    values = {"comment": {"comment": "It is another bridge."}}
    rich = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "Six died."}]}
        ],
    }
    added = {name: {name: {"type": "plain_text_input", "value": ""}} for name in ("address",)}
    said = room.slack.say(NEWSROOM, BRIDGE)
    person = {"id": REPORTER, "team_id": "T0DESK", "deleted": False, "tz": "Europe/Berlin"}
    trigger = {"trigger_id": room.slack.trigger()}
    return [
        room.mention(BRIDGE), room.direct(BRIDGE), room.direct("<https://harrowpost.example/1>"),
        room.edit(room.direct(BRIDGE), UNKNOWN),
        message_deleted(before=room.direct(BRIDGE).body["event"], channel=NEWSROOM),
        app_home_opened(event_ts="1.1"),
        event({"type": "channel_archive", "channel": NEWSROOM, "user": REPORTER}),
        event({"type": "channel_unarchive", "channel": NEWSROOM}),
        event({"type": "channel_shared", "channel": NEWSROOM, "connected_team_id": "T1"}),
        event({"type": "member_left_channel", "channel": NEWSROOM, "user": "U0RECORD"}),
        event({"type": "member_joined_channel", "channel": NEWSROOM, "user": "U0RECORD"}),
        event({"type": "user_change", "user": person}),
        room.command(BRIDGE), room.command("find Ida Holm"), room.command("history 1"),
        room.command("digest"), room.command("digest stop 1"), room.command("queue mine"),
        room.command("add https://harrowpost.example/1"), room.command("add"),
        room.command("export csv"),
        room.shortcut(said), room.shortcut(said, callback_id="add_to_record"),
        room.press("wrong_claim", card), room.press("sources", card), room.press("watch", card),
        room.press("to_desk", none), room.press("choose_claim", vague) if _has(vague) else
        room.press("outdated", card),
        view_submission(view, values, **trigger),
        view_submission(
            {**view, "callback_id": "add_to_record", "blocks": [rich]}, added, **trigger
        ),
        view_submission({**view, "callback_id": "digest_form"}, values, **trigger),
        view_submission({**view, "callback_id": "care_form"}, values, **trigger),
        view_closed(view), block_suggestion("digest_topics", "a", view),
        url_verification("x"),
    ]  # fmt: skip


def _has(message: dict[str, Any]) -> bool:
    return "choose_claim" in json.dumps(message["blocks"])


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each field of a payload, at any depth."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, one in inside:
        yield (*path, name)
        if isinstance(one, dict | list):
            yield from places(one, (*path, name))


GONE = object()
ODD = [
    GONE, None, True, False, 0, -1, 2**31, 2**63, 10**30, 1.5, float("nan"), float("inf"), "",
    " ", "x", "\x00", "\ud800", "T0DESK", "U0REPORTER", "C0NEWSROOM", "9" * 40, [], {}, [[]], [{}],
    [None], [5], {"id": 5}, {"id": None}, {"id": "C0NEWSROOM"}, {"value": 5}, {"type": []},
    {"": {"": {}}},
    "a" * 20_000, "https://", "http://[", "http://x:y/", "file:///etc/passwd",
]  # fmt: skip


def changed(payload: Payload, path: tuple[Any, ...], odd: Any) -> Payload:
    body = copy.deepcopy(payload.body)
    holder = body
    for step in path[:-1]:
        holder = holder[step]
    if odd is GONE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = odd
    return Payload(payload.kind, body)


class Failures(logging.Handler):
    """Every log record with a traceback."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self.seen.append(logging.Formatter().format(record))


@settings(
    max_examples=400,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_field_of_another_shape_is_never_an_unknown_failure(wire: Wire, data: Any) -> None:
    made = vars(wire).setdefault("made", None) or payloads(wire.room)
    wire.made = made  # type: ignore[attr-defined]
    payload = data.draw(st.sampled_from(made))
    path = data.draw(st.sampled_from(list(places(payload.body))))
    odd = data.draw(st.sampled_from(ODD))
    assume(odd != "\ud800" or payload.kind != "command")  # a form cannot say that
    one = changed(payload, path, odd)
    if "response_url" in one.body and path != ("response_url",):
        one.body["response_url"] = wire.room.slack.response_url(NEWSROOM)  # each serves five times
    failures = Failures()
    logging.getLogger().addHandler(failures)
    try:
        status, said = wire.say(one)
        assert wire.room.services.answerer.idle(30)  # a busy machine takes longer
        assert wire.room.services.adder.idle(30)
    finally:
        logging.getLogger().removeHandler(failures)
    assert status in (200, 400), (payload.body.get("type"), path, said)
    assert failures.seen == [], (payload.body.get("type"), path, failures.seen[0][-900:])


def test_a_command_without_one_of_its_fields_is_never_an_unknown_failure(wire: Wire) -> None:
    commands = [one for one in payloads(wire.room) if one.kind == "command"]
    failures = Failures()
    logging.getLogger().addHandler(failures)
    try:
        for one in commands:
            for field in one.body:
                assert wire.say(changed(one, (field,), GONE))[0] in (200, 400), field
        assert wire.room.services.answerer.idle(30)
    finally:
        logging.getLogger().removeHandler(failures)
    assert commands
    assert [one[-300:] for one in failures.seen] == []


def test_a_team_from_outside_does_not_fill_the_log(wire: Wire, caplog: Any) -> None:
    body = {"type": "event_callback", "team_id": "a" * 20_000, "event": {"type": "app_mention"}}
    wire.say(Payload("event", body))
    assert "which is not ours" in caplog.text
    assert max(len(line) for line in caplog.text.splitlines()) < 300

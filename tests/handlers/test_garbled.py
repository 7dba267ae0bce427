"""Something else than Slack's reply comes back: a proxy's page, half a reply, no text. It is a
failure in words that is tried again; nothing is answered twice, and the log has no traceback."""

from __future__ import annotations

import logging

import pytest

from bot.ask.card import SOURCES
from bot.demo import NEWSROOM, REPORTER, direct
from bot.slack.client import CALL_ERRORS, Trouble, failure, web_client
from bot.slack.installations import identify
from tests.handlers.delivered import wait_until_answered
from tests.handlers.newsroom import BRIDGE, Newsroom
from tests.standin import ANY, Fault, FaultySlack, garbled

HERE = direct(REPORTER)

REPLIES = {
    "a page": garbled(b"<!DOCTYPE html><html><body>Please log in</body></html>"),
    "a page that claims to be JSON": garbled(b"<html></html>", "application/json"),
    "nothing": garbled(b""),
    "half": garbled(b'{"ok": true, "channel": "C1', "application/json"),
    "no UTF-8": garbled(b'{"ok": true, "x": "\xff\xfe"}', "application/json; charset=utf-8"),
    "no such character set": garbled(b'{"ok": true}', "application/json; charset=x-nobody"),
    "UTF-16": garbled('{"ok": true}'.encode("utf-16"), "application/json"),
    "a list": garbled(b"[]", "application/json"),
    "a text": garbled(b'"ok"', "application/json"),
    "null": garbled(b"null", "application/json"),
    "a number": garbled(b"1" * 5_000, "application/json"),
    "nested": garbled(b'{"ok":' + b"[" * 100_000, "application/json"),
    "an empty object": garbled(b"{}", "application/json"),
    "no word": garbled(b'{"ok": false, "error": {"a": 1}}', "application/json"),
    "packed": garbled(b"\x1f\x8b\x08\x00", "application/gzip"),
    "a proxy's refusal": garbled(b"<html>Forbidden</html>", status=403),
    "a proxy that wants a password": garbled(b"<html>407</html>", status=407),
    "a gateway's page in Latin-1": garbled(b"<html>\xe9</html>", "text/html; charset=utf-8", 502),
    "a list with 500": garbled(b"[1]", "application/json", 500),
}


@pytest.mark.parametrize("fault", REPLIES.values(), ids=list(REPLIES))
def test_an_answer_is_given_once_whatever_came_back(
    newsroom: Newsroom, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.slack.next("chat.postMessage", fault)
    newsroom.send(newsroom.direct(BRIDGE))
    wait_until_answered(newsroom)
    assert len(newsroom.slack.posted(HERE)) == 1
    assert "Traceback" not in caplog.text
    assert [one for one in caplog.records if one.exc_info] == []


@pytest.mark.parametrize("fault", REPLIES.values(), ids=list(REPLIES))
def test_every_such_reply_is_a_failure_that_may_be_repeated(
    record_slack: FaultySlack, fault: Fault
) -> None:
    client = web_client(record_slack.token, record_slack.api_url)
    record_slack.next("users.info", fault)
    with pytest.raises(CALL_ERRORS) as raised:
        client.users_info(user=REPORTER)
    failed = failure(raised.value)  # type: ignore[arg-type]
    assert failed.trouble is Trouble.UNCLEAR
    assert failed.code


def test_a_slow_down_counts_whatever_its_body_is(record_slack: FaultySlack) -> None:
    client = web_client(record_slack.token, record_slack.api_url)
    record_slack.next("users.info", Fault(status=429, retry_after=7, body=b"<html>", kind="text/x"))
    with pytest.raises(CALL_ERRORS) as raised:
        client.users_info(user=REPORTER)
    failed = failure(raised.value)  # type: ignore[arg-type]
    assert (failed.trouble, failed.wait) == (Trouble.NOT_SENT, 7)


def test_the_start_waits_for_slack_to_speak_sense(record_slack: FaultySlack) -> None:
    waits: list[float] = []
    record_slack.next("auth.test", REPLIES["a page"])
    record_slack.next("auth.test", REPLIES["no UTF-8"])
    client = web_client(record_slack.token, record_slack.api_url)
    assert identify(client, sleep=waits.append).team_id
    assert len(waits) == 2


@pytest.mark.parametrize("fault", REPLIES.values(), ids=list(REPLIES))
def test_a_button_says_that_slack_is_busy(
    newsroom: Newsroom, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.send(newsroom.mention(BRIDGE))
    card = newsroom.slack.posted(NEWSROOM)[-1]
    newsroom.slack.next("views.open", fault)
    assert newsroom.send(newsroom.press(SOURCES, card)).status == 200
    told = newsroom.slack.ephemerals(NEWSROOM, REPORTER)[-1]
    assert "Slack did not take that just now" in told["text"]
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("name", ["a page", "no UTF-8", "no such character set"])
def test_a_response_url_that_answers_nonsense_is_tried_again(
    newsroom: Newsroom, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    newsroom.slack.next("response_url", REPLIES[name])
    newsroom.send(newsroom.command(BRIDGE))
    wait_until_answered(newsroom)
    assert newsroom.slack.ephemerals(NEWSROOM, REPORTER)
    assert "Traceback" not in caplog.text


def test_a_page_for_everything_is_told_from_a_refusal(newsroom: Newsroom) -> None:
    newsroom.slack.next(ANY, REPLIES["a page"], times=3)
    newsroom.send(newsroom.direct(BRIDGE))
    wait_until_answered(newsroom)
    assert len(newsroom.slack.posted(HERE)) == 1

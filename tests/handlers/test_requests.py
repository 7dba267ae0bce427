"""Which requests are Slack's, and what Slack gets for an answer."""

from __future__ import annotations

import json
import time

import pytest
from slack_bolt import BoltRequest

from bot.demo.signed import event, signed, url_verification
from tests.handlers.newsroom import BRIDGE, Newsroom


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

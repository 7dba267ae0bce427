"""While Slack does not take the token, everything waits; once it does, everything goes on."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.ask.card import WRONG_CLAIM
from bot.cli.examination import examine
from bot.demo import NEWSROOM
from bot.run import web
from bot.settings import load
from bot.slack.client import DEAD_TOKEN, web_client
from bot.slack.installations import NotInstalledError, identify
from tests.handlers.answers import answered
from tests.handlers.delivered import Clock
from tests.handlers.newsroom import BRIDGE, Newsroom
from tests.standin import FaultySlack

EVERY_CODE = pytest.mark.parametrize("code", sorted(DEAD_TOKEN))


@EVERY_CODE
def test_a_question_waits_for_a_token_that_works_however_long(
    record_slack: FaultySlack, sqlite_engine: Engine, code: str
) -> None:
    clock = Clock()
    room = Newsroom(record_slack, sqlite_engine, clock=clock)
    record_slack.token_error = code
    room.send(room.mention(BRIDGE))
    for hours in (1, 30, 100):
        clock.ahead = timedelta(hours=hours)
        room.services.answerer.sweep()
        assert room.services.answerer.idle(10)
        assert room.states() == ["recorded"]
    record_slack.token_error = ""
    clock.ahead = timedelta(hours=100, minutes=2)
    room.services.answerer.sweep()
    assert room.services.answerer.idle(10)
    assert room.states() == ["answered"]
    assert "Ida Holm" in str(record_slack.posted(NEWSROOM))
    room.close()


def test_the_log_says_it_once_and_health_as_long_as_it_lasts(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    (one,) = newsroom.services.installations.installed
    with caplog.at_level(logging.WARNING):
        newsroom.slack.token_error = "token_revoked"
        for _ in range(3):
            newsroom.send(newsroom.mention(BRIDGE))
        state = web.State(0, None, newsroom.services.installations.dead_token)
        assert web.in_words(state) == {"ok": False, "why": "token"}
        assert web.in_numbers(state)["token"] == "token_revoked"
        assert not state.well
        newsroom.slack.token_error = ""
        one.client.auth_test()
    said = [one.getMessage() for one in caplog.records if "take the token" in one.getMessage()]
    assert len([it for it in said if "does not take" in it]) == 1
    assert newsroom.services.installations.dead_token == ""
    assert web.State(0, None, newsroom.services.installations.dead_token).well
    assert newsroom.slack.token not in caplog.text


def test_a_press_is_answered_all_the_same(newsroom: Newsroom) -> None:
    card = answered(newsroom)
    newsroom.slack.token_error = "token_expired"
    newsroom.send(newsroom.press(WRONG_CLAIM, card))
    newsroom.send(newsroom.press("sources", card))
    thanks, locked = newsroom.slack.ephemerals(NEWSROOM)
    assert "noted" in thanks["text"].lower()
    assert "administrator" in locked["text"]


@EVERY_CODE
def test_a_token_that_is_dead_at_the_start_is_told_at_once(
    record_slack: FaultySlack, code: str
) -> None:
    record_slack.token_error = code
    with pytest.raises(NotInstalledError, match=code):
        identify(web_client(record_slack.token, record_slack.api_url), sleep=lambda _: 1 / 0)


@EVERY_CODE
def test_doctor_says_that_slack_refuses_it_and_not_that_it_cannot_be_reached(
    record_slack: FaultySlack, sqlite_url: str, code: str
) -> None:
    record_slack.token_error = code
    found = examine(load({**record_slack.environment(), "DATABASE_URL": sqlite_url}))
    (said,) = [one for one in found if one.what.startswith("Slack:")]
    assert said.what == f"Slack: it does not accept SLACK_BOT_TOKEN ({code})."
    assert "OAuth & Permissions" in said.todo

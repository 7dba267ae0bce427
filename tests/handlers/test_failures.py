"""When something is down, people are told at once, or Slack is asked to come again."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.ask.card import SOURCES, WRONG_CLAIM
from bot.ask.modals import REPORT_OUTDATED
from bot.demo import APP_TOKEN, BOT_TOKEN, NEWSROOM, REPORTER, SIGNING_SECRET
from bot.demo.signed import app_home_opened, view_submission
from bot.run import logs
from tests.handlers.newsroom import BRIDGE, BROKEN, Newsroom
from tests.standin import ANY, rate_limited, server_error


@pytest.fixture
def down(newsroom: Newsroom) -> Iterator[Newsroom]:
    """A bot that has answered one question, and whose database then goes away."""
    newsroom.send(newsroom.mention(BRIDGE))
    path = Path(str(newsroom.engine.url.database))
    newsroom.engine.dispose()
    away = path.rename(path.with_suffix(".away"))
    path.mkdir()  # an SQLite file that is a folder cannot be opened
    yield newsroom
    newsroom.engine.dispose()
    path.rmdir()
    away.rename(path)


def test_an_event_is_refused_so_that_slack_delivers_it_again(down: Newsroom) -> None:
    assert down.send(down.mention(BRIDGE)).status == 503
    assert down.send(down.direct(BRIDGE)).status == 503
    assert down.send(app_home_opened(event_ts="1.1")).status == 503


def test_a_command_says_so_at_once(down: Newsroom) -> None:
    response = down.send(down.command(BRIDGE))
    assert response.status == 200
    told = json.loads(response.body)
    assert told["response_type"] == "ephemeral"
    assert "cannot be reached" in told["text"]


def test_help_still_works(down: Newsroom) -> None:
    assert "/onrecord" in json.loads(down.send(down.command("help")).body)["text"]


def test_a_shortcut_and_a_button_say_so_at_once(down: Newsroom) -> None:
    said = down.slack.say(NEWSROOM, BRIDGE)
    assert down.send(down.shortcut(said)).status == 200
    card = down.slack.posted(NEWSROOM)[-1]
    for action in (SOURCES, WRONG_CLAIM, "outdated"):
        assert down.send(down.press(action, card)).status == 200
    told = down.slack.ephemerals(NEWSROOM, REPORTER)
    assert len(told) == 4
    assert all("cannot be reached" in one["text"] for one in told)


def test_a_form_says_so_in_the_form(down: Newsroom) -> None:
    form = {
        "id": "V1",
        "type": "modal",
        "callback_id": REPORT_OUTDATED,
        "private_metadata": '{"claim":1,"inquiry":"1"}',
        "blocks": [],
    }
    response = down.send(view_submission(form, {"comment": {"comment": "x"}}, trigger_id="1"))
    told = json.loads(response.body)
    assert told["response_action"] == "update"
    assert "cannot be reached" in str(told["view"])


def test_an_unknown_failure_of_a_button_gives_a_reference(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.send(newsroom.mention(BRIDGE))
    card = newsroom.slack.posted(NEWSROOM)[-1]
    newsroom.checker.claims = None  # type: ignore[assignment] # so that looking it up breaks
    newsroom.send(newsroom.press(SOURCES, card))
    (told,) = newsroom.slack.ephemerals()
    name = told["text"].rsplit(" ", 1)[1].strip(".")
    assert len(name) == 8
    assert any(name in record.getMessage() and record.exc_info for record in caplog.records)


def test_an_unknown_failure_of_an_event_is_told_and_not_repeated(newsroom: Newsroom) -> None:
    asked = newsroom.mention(BRIDGE)
    del asked.body["event"]["ts"]
    assert newsroom.send(asked).status == 200
    (told,) = newsroom.slack.ephemerals(NEWSROOM, REPORTER)
    assert "reference" in told["text"]


def test_no_secret_is_ever_logged(newsroom: Newsroom) -> None:
    stream = io.StringIO()
    before = logging.getLogger().handlers[:], logging.getLogger().level
    logs.set_up("DEBUG", stream)
    try:
        newsroom.slack.next("chat.postMessage", server_error(500))
        newsroom.slack.next(ANY, rate_limited(1), times=1)
        newsroom.send(newsroom.mention(f"{BRIDGE} {BROKEN}"))
        newsroom.send(newsroom.command(f"{BRIDGE}"))
        newsroom.slack.next("response_url", server_error(500))
        newsroom.send(newsroom.command(BROKEN))
        newsroom.slack.next("views.open", server_error(500))
        newsroom.send(newsroom.press("sources", newsroom.slack.ephemerals()[0]))
        logging.getLogger("x").error(
            "%s %s postgresql://desk:hunter2@db/record https://hooks.slack.com/actions/T0/1/abc",
            BOT_TOKEN,
            APP_TOKEN,
        )
    finally:
        logging.getLogger().handlers[:], level = before
        logging.getLogger().setLevel(level)
    written = stream.getvalue()
    assert "reference" in written
    for secret in (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, "hunter2", "/abc", "v0="):
        assert secret not in written
    for name in newsroom.slack.workspace.response_urls:
        assert name not in written

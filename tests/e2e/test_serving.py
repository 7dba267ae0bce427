"""`serve` as a process: ready, well, told to stop, told off."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from bot.demo import APP_TOKEN, BOT_TOKEN, NEWSROOM, REPORTER, SIGNING_SECRET, direct
from bot.demo.signed import app_mention, message_im, message_shortcut, slash_command
from models.database import database_url as parse_url
from models.database import open_engine
from tests.e2e.process import Bot, TypedBot, environment, fetched, free_port, sample
from tests.e2e.rows import answered, inquiries
from tests.handlers.conftest import MANIFEST_SCOPES
from tests.paths import ROOT
from tests.rotating import CLIENT_SECRET, FIRST_REFRESH, RotatingSlack
from tests.standin import FaultySlack, delayed, rate_limited, server_error

HERE = direct(REPORTER)
STATEMENT = "The harbour of Ostra is for sale."


def test_over_http_from_an_imported_record(http_slack: FaultySlack, sqlite_url: str) -> None:
    settings = {"DATABASE_URL": sqlite_url}
    loaded = subprocess.run(
        [sys.executable, "-m", "bot", "import", str(sample())],
        cwd=ROOT,
        env=environment(settings),
        capture_output=True,
        text=True,
        check=False,
    )
    assert loaded.returncode == 0, loaded.stderr
    claim = json.loads(sample().read_text())["claims"][0]["text"]
    metrics = f"127.0.0.1:{free_port()}"
    with TypedBot(http_slack, sqlite_url, LOG_LEVEL="DEBUG", METRICS_ADDRESS=metrics) as bot:
        http_slack.next("chat.postMessage", rate_limited(1))
        http_slack.next("response_url", server_error(500))
        assert bot.tell(app_mention(claim, ts=http_slack.say(NEWSROOM, claim)["ts"]))[0] == 200
        command = slash_command(
            claim,
            response_url=http_slack.response_url(NEWSROOM),
            trigger_id=http_slack.trigger(),
        )
        assert bot.tell(command) == (200, "")
        http_slack.wait_for(lambda: answered(sqlite_url) == 2, 10)
        (reply,) = http_slack.posted(NEWSROOM)
        (shown,) = http_slack.ephemerals(NEWSROOM)
        assert reply["text"] == shown["text"]
        assert "As of" in reply["text"]

        assert bot.request("GET", "/health") == (200, '{"ok":true}')
        assert bot.request("GET", "/metrics")[0] == 404
        status, body = fetched(f"http://{metrics}/health")
        assert (status, json.loads(body)) == (200, {"database": True, "queue": 0})
        status, body = fetched(f"http://{metrics}/metrics")
        assert status == 200
        assert 'on_record_inquiries_total{surface="command"} 1.0' in body
        assert "on_record_queue 0.0" in body
        assert bot.request("POST", "/slack/events", b"x" * 1_100_000)[0] == 413
        assert bot.request("POST", "/slack/events", b"{broken")[0] == 401
        assert bot.request("POST", "/slack/events", b"{}")[0] == 401
        assert bot.stop() == 0
        for secret in (BOT_TOKEN, SIGNING_SECRET, *http_slack.workspace.response_urls):
            assert secret not in bot.logged()


def test_told_to_stop_it_finishes_what_it_began(http_slack: FaultySlack, sqlite_url: str) -> None:
    with Bot(http_slack, sqlite_url) as bot:
        http_slack.next("chat.postMessage", delayed(1.0))
        bot.tell(message_im(STATEMENT, ts=http_slack.say(HERE, STATEMENT)["ts"]))
        http_slack.wait_for(lambda: http_slack.calls_of("chat.postMessage"))
        assert bot.stop() == 0
    assert len(http_slack.posted(HERE)) == 1
    assert answered(sqlite_url) == 1


def test_over_socket_mode_through_lost_connections(
    socket_slack: FaultySlack, sqlite_url: str
) -> None:
    slack, socket = socket_slack, socket_slack.socket
    assert socket is not None
    with TypedBot(slack, sqlite_url, LOG_LEVEL="DEBUG") as bot:
        for number, interrupt in enumerate((None, socket.refresh, socket.cut), start=1):
            if interrupt:
                interrupt()
                socket.wait_connected(number, timeout=15)
            payload = message_im(f"{STATEMENT} No. {number}.", ts=slack.say(HERE, STATEMENT)["ts"])
            assert socket.acknowledged(socket.push(payload)) is None
            slack.wait_for(lambda: answered(sqlite_url) >= number, 10)  # noqa: B023
        told = socket.acknowledged(
            socket.push(
                slash_command(
                    "help",
                    response_url=slack.response_url(NEWSROOM),
                    trigger_id=slack.trigger(),
                )
            )
        )
        assert told is not None
        assert "/onrecord" in told["text"]
        assert bot.stop() == 0
        for secret in (BOT_TOKEN, APP_TOKEN):
            assert secret not in bot.logged()


def test_a_token_that_ends_in_the_middle_of_an_answer_costs_nothing(sqlite_url: str) -> None:
    with RotatingSlack(scopes=MANIFEST_SCOPES) as slack:
        for stored in (1, 3):  # the second process goes on with what the first one stored
            with Bot(slack, sqlite_url, LOG_LEVEL="DEBUG") as bot:
                now = slack.token
                slack.barrier = lambda *_: slack.ended.add(now)  # noqa: B023
                bot.tell(message_im(STATEMENT, ts=slack.say(HERE, STATEMENT)["ts"]))
                slack.wait_for(lambda: answered(sqlite_url) == (stored + 1) // 2, 15)  # noqa: B023
                slack.barrier = None
                assert bot.request("GET", "/health") == (200, '{"ok":true}')
                assert bot.stop() == 0
                for secret in (*slack.until, FIRST_REFRESH, slack.takes, CLIENT_SECRET):
                    assert secret not in bot.logged()
    assert len(slack.posted(HERE)) == 2
    assert slack.given == 3


def test_a_wrong_token_is_said_in_words(http_slack: FaultySlack, sqlite_url: str) -> None:
    bot = Bot(http_slack, sqlite_url, SLACK_BOT_TOKEN="xoxb-wrong")
    assert bot.exit_status() == 1
    assert "SLACK_BOT_TOKEN (invalid_auth)" in bot.logged()
    assert "xoxb-wrong" not in bot.logged()
    assert "Traceback" not in bot.logged()


def test_a_taken_port_is_said_in_words(http_slack: FaultySlack, sqlite_url: str) -> None:
    taken = http_slack.url.rstrip("/").rsplit(":", 1)[1]
    bot = Bot(http_slack, sqlite_url, PORT=taken)
    assert bot.exit_status() == 1
    assert f"Port {taken}" in bot.logged()
    assert "Traceback" not in bot.logged()


def test_a_wrong_app_token_is_said_in_words(socket_slack: FaultySlack, sqlite_url: str) -> None:
    bot = Bot(socket_slack, sqlite_url, SLACK_APP_TOKEN="xapp-wrong")
    assert bot.exit_status() == 1
    assert "SLACK_APP_TOKEN (invalid_auth)" in bot.logged()
    assert "Traceback" not in bot.logged()


@contextlib.contextmanager
def closed(postgres_server: str, postgres_url: str) -> Iterator[None]:
    """The database takes no connections."""
    name = parse_url(postgres_url).database
    engine = open_engine(postgres_server)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": name},
        )
        try:
            yield
        finally:
            connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    engine.dispose()


def test_with_the_database_down_nothing_is_lost_and_nobody_waits(
    socket_slack: FaultySlack, http_slack: FaultySlack, postgres_server: str, postgres_url: str
) -> None:
    if "options" in parse_url(postgres_url).query:
        pytest.skip("this server does not let us close a database")
    slack, socket = socket_slack, socket_slack.socket
    assert socket is not None
    asked = message_im(STATEMENT, ts=slack.say(HERE, STATEMENT)["ts"])
    with Bot(slack, postgres_url), Bot(http_slack, postgres_url) as web:
        with closed(postgres_server, postgres_url):
            unheard = socket.push(asked)
            told = socket.acknowledged(
                socket.push(
                    slash_command(
                        STATEMENT,
                        response_url=slack.response_url(NEWSROOM),
                        trigger_id=slack.trigger(),
                    )
                )
            )
            assert told is not None
            assert "cannot be reached" in told["text"]
            assert unheard not in socket.acks

            over_http = message_im(STATEMENT, ts=http_slack.say(HERE, STATEMENT)["ts"])
            assert web.tell(over_http)[0] == 503
            said = http_slack.say(NEWSROOM, STATEMENT)
            pressed = message_shortcut(
                "check_on_record",
                said,
                response_url=http_slack.response_url(NEWSROOM),
                trigger_id=http_slack.trigger(),
            )
            assert web.tell(pressed)[0] == 200
            assert "cannot be reached" in http_slack.ephemerals(NEWSROOM)[-1]["text"]
            assert web.request("GET", "/health")[0] == 503
        assert web.request("GET", "/health")[0] == 200
        socket.acknowledged(socket.push(asked))  # Slack delivers it again
        slack.wait_for(lambda: answered(postgres_url) == 1, 15)
    assert len(inquiries(postgres_url)) == 1

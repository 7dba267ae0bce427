"""Tokens that end: got in time, by one process at a time, and told where there is no next one."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from bot.cli import examined_tokens
from bot.cli.examination import examine
from bot.demo import NEWSROOM
from bot.settings import Settings, SettingsError, load
from bot.slack import tokens
from bot.slack.client import web_client
from bot.slack.installations import Installation, Installations, identify
from bot.slack.tokens import Rotation
from models.token import BotToken
from tests.handlers.delivered import Clock
from tests.paths import ROOT
from tests.rotating import CLIENT_SECRET, FIRST, FIRST_REFRESH, HALF_A_DAY, RotatingSlack
from tests.standin import Fault, dropped, reply_lost, server_error

TEN_HOURS = timedelta(hours=10, seconds=5)


@pytest.fixture
def slack() -> Iterator[RotatingSlack]:
    with RotatingSlack() as slack:
        yield slack


def settings_of(slack: RotatingSlack, engine: Engine, **more: str) -> Settings:
    url = engine.url.render_as_string(hide_password=False)
    return load({**slack.environment(), "DATABASE_URL": url, **more})


def rotation(
    slack: RotatingSlack,
    engine: Engine,
    clock: Clock | None = None,
    owner: str = "",
    **more: str,
) -> Rotation:
    keys = tokens.keys_of(settings_of(slack, engine, **more))
    assert keys is not None
    return Rotation(engine, keys, slack.api_url, clock or (lambda: datetime.now(UTC)), owner)


def row(engine: Engine) -> BotToken:
    with Session(engine) as session:
        return session.exec(select(BotToken)).one()


def refreshed(slack: RotatingSlack) -> list[str]:
    return [str(one["refresh_token"]) for one in slack.calls_of("oauth.v2.access")]


def test_the_next_token_is_got_before_one_ends(slack: RotatingSlack, engine: Engine) -> None:
    clock = Clock()
    bot = rotation(slack, engine, clock)
    first = bot.current()
    assert first == "xoxe.xoxb-1"  # when the one in the settings ends is not known
    assert bot.current() == first
    assert refreshed(slack) == [FIRST_REFRESH]
    clock.ahead = timedelta(hours=9)
    assert bot.current() == first
    clock.ahead = TEN_HOURS
    assert bot.current() == "xoxe.xoxb-2"
    assert refreshed(slack) == [FIRST_REFRESH, "xoxe-1-1"]
    assert (row(engine).access, row(engine).refresh) == ("xoxe.xoxb-2", "xoxe-1-2")
    assert row(engine).lease_owner is None


def test_a_restart_goes_on_with_what_is_stored(slack: RotatingSlack, engine: Engine) -> None:
    rotation(slack, engine).current()
    assert rotation(slack, engine).current() == "xoxe.xoxb-1"
    assert refreshed(slack) == [FIRST_REFRESH]
    assert tokens.in_use(settings_of(slack, engine)) == "xoxe.xoxb-1"


def test_other_tokens_in_the_settings_begin_anew(
    slack: RotatingSlack, sqlite_engine: Engine
) -> None:
    rotation(slack, sqlite_engine).current()
    slack.takes = "xoxe-another"
    bot = rotation(slack, sqlite_engine, SLACK_REFRESH_TOKEN="xoxe-another")
    assert bot.current() == "xoxe.xoxb-2"
    assert row(sqlite_engine).access == "xoxe.xoxb-2"  # and the old ones are gone


def test_many_processes_get_them_once(slack: RotatingSlack, engine: Engine) -> None:
    slack.next("oauth.v2.access", Fault(wait=0.3))
    many = [rotation(slack, engine, owner=f"host-{n}:{n}:ab") for n in range(6)]
    got: list[str] = []
    together = threading.Barrier(len(many))

    def run(one: Rotation) -> None:
        together.wait()
        got.append(one.current())

    threads = [threading.Thread(target=run, args=(one,)) for one in many]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert got == ["xoxe.xoxb-1"] * len(many)
    assert refreshed(slack) == [FIRST_REFRESH]


def test_a_call_with_a_token_that_has_just_ended_is_made_again(
    slack: RotatingSlack, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    here, there = rotation(slack, engine), rotation(slack, engine)
    client = web_client(here.current(), slack.api_url, here.instead_of)
    other = web_client(there.current(), slack.api_url, there.instead_of)
    slack.ended.add("xoxe.xoxb-1")
    client.chat_postMessage(channel=NEWSROOM, text="It is said once.")
    assert [one["text"] for one in slack.posted(NEWSROOM)] == ["It is said once."]
    assert client.token == "xoxe.xoxb-2"
    other.chat_postMessage(channel=NEWSROOM, text="And this.")  # takes over what is stored
    assert other.token == "xoxe.xoxb-2"
    assert len(refreshed(slack)) == 2
    assert "does not take the token" not in caplog.text


def test_a_tick_takes_over_what_another_process_got(
    slack: RotatingSlack, sqlite_engine: Engine
) -> None:
    clock = Clock()
    here, there = (rotation(slack, sqlite_engine, clock) for _ in range(2))
    client = web_client(here.current(), slack.api_url, here.instead_of)
    installed = Installations((Installation(1, identify(client), client, rotation=here),))
    assert installed.rotate
    clock.ahead = TEN_HOURS
    there.current()
    installed.renew()
    assert client.token == "xoxe.xoxb-2"
    assert len(refreshed(slack)) == 2


@pytest.mark.parametrize("fault", [dropped(), server_error(), Fault(status=429, retry_after=1)])
def test_where_slack_gives_none_now_the_old_one_goes_on(
    slack: RotatingSlack, sqlite_engine: Engine, fault: Fault
) -> None:
    clock = Clock()
    bot = rotation(slack, sqlite_engine, clock)
    bot.current()
    clock.ahead = TEN_HOURS
    slack.next("oauth.v2.access", fault)
    assert bot.current() == "xoxe.xoxb-1"
    assert row(sqlite_engine).refused is None
    assert bot.current() == "xoxe.xoxb-2"


def test_a_reply_that_was_lost_is_told_before_the_token_ends(
    slack: RotatingSlack, sqlite_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    bot = rotation(slack, sqlite_engine, clock)
    bot.current()
    clock.ahead = TEN_HOURS
    slack.next("oauth.v2.access", reply_lost())
    assert [bot.current() for _ in range(3)] == ["xoxe.xoxb-1"] * 3
    assert len(refreshed(slack)) == 3  # the first, the lost one, and one that was refused
    assert row(sqlite_engine).refused == "invalid_refresh_token"
    assert "does not take the refresh token" in caplog.text
    settings = settings_of(slack, sqlite_engine)
    found = examined_tokens.finding(settings, clock())
    assert found is not None
    assert not found.fine
    assert "Slack takes each once" in found.what
    assert "SLACK_REFRESH_TOKEN" in found.todo
    clock.ahead = TEN_HOURS + tokens.AGAIN
    bot.current()
    assert len(refreshed(slack)) == 4


@pytest.mark.parametrize("phase", ["before", "after"])
def test_a_process_that_is_killed_while_it_gets_them_holds_nobody_up(
    slack: RotatingSlack, engine: Engine, phase: str
) -> None:
    """Killed before Slack did it, the next process gets the tokens; after it, nobody can."""
    slack.barrier = lambda method, at: _kill(child, at) if method == "oauth.v2.access" else None
    code = (
        "import os;from bot.settings import load;from bot.slack import tokens;"
        "from models.database import open_engine;s=load(os.environ);"
        "r=tokens.Rotation(open_engine(s.database_url),tokens.keys_of(s),s.slack_api_url);"
        "print('ready',flush=True);input();r.current()"
    )
    url = engine.url.render_as_string(hide_password=False)
    environ = {**os.environ, **slack.environment(), "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        [sys.executable, "-c", code], env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )

    def _kill(process: subprocess.Popen[bytes], at: str) -> bool:
        if at == phase:
            process.send_signal(signal.SIGKILL)
            process.wait()
        return at != "before" or phase != "before"

    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == b"ready\n"
    child.stdin.write(b"\n")
    child.stdin.flush()
    child.wait(30)
    child.stdin.close()
    child.stdout.close()
    assert child.returncode == -signal.SIGKILL
    assert row(engine).lease_owner is not None
    slack.barrier = None
    after = rotation(slack, engine)
    if phase == "before":
        assert after.current() == "xoxe.xoxb-1"
        assert row(engine).refused is None
    else:
        assert after.current() == FIRST  # which works until it ends
        assert row(engine).refused == "invalid_refresh_token"


def test_new_tokens_that_the_database_does_not_take_are_used_and_stored_later(
    slack: RotatingSlack, sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    bot = rotation(slack, sqlite_engine, clock)
    bot.current()
    clock.ahead = TEN_HOURS
    with monkeypatch.context() as down:
        slack.barrier = lambda method, at: _locked(down) if at == "after" else None

        def _locked(patch: pytest.MonkeyPatch) -> None:
            def refused(*_: Any, **__: Any) -> None:
                raise OperationalError("locked", None, Exception())

            patch.setattr(bot, "_change", refused)

        assert bot.current() == "xoxe.xoxb-2"
        slack.barrier = None
        assert bot.current() == "xoxe.xoxb-2"
        assert row(sqlite_engine).access == "xoxe.xoxb-1"
    assert bot.current() == "xoxe.xoxb-2"
    assert row(sqlite_engine).access == "xoxe.xoxb-2"
    assert len(refreshed(slack)) == 2


def test_a_clock_that_was_set_back_waits_for_no_lease(slack: RotatingSlack, engine: Engine) -> None:
    bot = rotation(slack, engine)
    bot.current()
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE bottoken SET lease_owner = 'elsewhere:1:ab', leased_until = :far,"
                 " expires_at = :now"),
            {"far": datetime.now(UTC) + timedelta(days=1), "now": datetime.now(UTC)},
        )  # fmt: skip
    assert bot.current() == "xoxe.xoxb-2"


def test_doctor_says_how_long_a_token_lasts_and_what_is_wrong(
    slack: RotatingSlack, sqlite_engine: Engine
) -> None:
    now = datetime.now(UTC)
    settings = settings_of(slack, sqlite_engine)
    found = examined_tokens.finding(settings, now)
    assert found is not None
    assert found.fine
    rotation(slack, sqlite_engine).current()
    found = examined_tokens.finding(settings, now)
    assert found is not None
    assert f"it ends on {now + timedelta(seconds=HALF_A_DAY):%Y-%m-%d}" in found.what
    found = examined_tokens.finding(settings, now + timedelta(days=1))
    assert found is not None
    assert "it ended on" in found.what
    slack.ended.add("xoxe.xoxb-1")
    said = "\n".join(one.in_words() for one in examine(settings))
    assert "(token_expired)" in said
    assert "Start serve or worker" in said
    alone = load({"SLACK_BOT_TOKEN": "xoxe.xoxb-1"})
    found = examined_tokens.finding(alone, now)
    assert found is not None
    assert "SLACK_CLIENT_SECRET" in found.todo
    assert examined_tokens.finding(load({"SLACK_BOT_TOKEN": "xoxb-1"}), now) is None


def test_a_wrong_secret_is_told_and_tried_again_at_the_next_start(
    slack: RotatingSlack, sqlite_engine: Engine
) -> None:
    slack.secret = "another"
    assert rotation(slack, sqlite_engine).current() == FIRST
    found = examined_tokens.finding(settings_of(slack, sqlite_engine), datetime.now(UTC))
    assert found is not None
    assert "SLACK_CLIENT_SECRET" in found.todo
    slack.secret = CLIENT_SECRET
    assert rotation(slack, sqlite_engine).current() == "xoxe.xoxb-1"


def test_a_refresh_token_alone_is_refused_in_words() -> None:
    with pytest.raises(SettingsError, match="SLACK_CLIENT_ID and SLACK_CLIENT_SECRET"):
        load({"SLACK_BOT_TOKEN": "xoxe.xoxb-1", "SLACK_REFRESH_TOKEN": "xoxe-1-secret"})


def test_no_token_reaches_the_log_or_a_representation(
    slack: RotatingSlack, sqlite_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        bot = rotation(slack, sqlite_engine)
        bot.current()
        slack.takes = "another"
        slack.ended.add(bot.current())
        bot.instead_of(bot.current(), "token_expired")
    shown = caplog.text + repr(tokens.keys_of(settings_of(slack, sqlite_engine)))
    assert "refresh token" in shown
    for secret in (FIRST, FIRST_REFRESH, "xoxe.xoxb-1", "xoxe-1-1", CLIENT_SECRET):
        assert secret not in shown

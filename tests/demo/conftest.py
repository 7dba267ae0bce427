"""The demo, running in this process: its stand-in, the bot, the scheduler and the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.__main__ import _started
from bot.demo.clock import MovableClock
from bot.demo.command import load_sample
from bot.demo.playing import Playing, playing, stand_in
from bot.demo.scene import set_up
from bot.settings import load
from tests.browser import Browser, installed


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser(installed() or "") as opened:
        yield opened


@pytest.fixture
def demo(sqlite_url: str) -> Iterator[Playing]:
    clock = MovableClock()
    with stand_in(clock) as slack:
        own = {"DATABASE_URL": sqlite_url, "LOG_LEVEL": "WARNING", "SEMANTIC_MODEL": "off"}
        settings = load(slack.environment() | own)
        with _started(settings, clock) as started:
            load_sample(started[0])
            set_up(slack, started[0])
            with playing(slack, started, settings, clock) as running:
                yield running

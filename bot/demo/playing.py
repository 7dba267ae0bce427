"""The demo, running: the stand-in, the bot with its scheduler and a movable clock, and the page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.demo.acting import People
from bot.demo.clock import MovableClock
from bot.demo.journal import NotingSlack
from bot.demo.methods import BASE_SCOPES
from bot.demo.page_server import Move, Page
from bot.run import scheduler
from bot.run.bolt import SlackApp
from bot.run.errors import CannotServeError
from bot.run.leader import lease
from bot.run.web_server import WebServer
from bot.services import Services
from bot.settings import Settings

SCOPES = BASE_SCOPES | {"files:write"}
"""Those of the manifest, and the one for files and pictures."""

PATIENCE = 30.0
"""Seconds that the bot may take for what a person asks for."""

QUIET = 0.2
"""Seconds in which nothing happens when it is done."""


@dataclass(frozen=True, slots=True)
class Playing:
    """A demo that runs: `move` moves the clock, `url` is the page's address."""

    slack: NotingSlack
    services: Services
    people: People
    move: Move
    url: str

    def settle(self) -> None:
        """Returns when what was asked for is done: the queues are empty, what is due was sent, and
        for a moment nothing has changed in the workspace."""
        self.services.answerer.idle(PATIENCE)
        self.services.adder.idle(PATIENCE)
        self.move(timedelta())
        end, changed = time.monotonic() + PATIENCE, self.slack.workspace.changed
        with changed:
            while time.monotonic() < end:
                count = changed.count
                changed.wait(QUIET)
                if changed.count == count:
                    return


def stand_in(clock: MovableClock) -> NotingSlack:
    """The stand-in, by this clock."""
    return NotingSlack(scopes=SCOPES, now=clock.seconds)


@contextmanager
def playing(
    slack: NotingSlack, started: tuple[Services, SlackApp], settings: Settings,
    clock: MovableClock, port: int = 0,
) -> Iterator[Playing]:  # fmt: skip
    """Runs the scheduler and serves the page on 127.0.0.1, on a free port if `port` is 0. Raises
    CannotServeError if the port is taken."""
    services, app = started
    people = People(slack, app)
    leading = lease(services.engine, services.installations.workspaces)
    ticks = scheduler.ticks(services, settings)
    runner = scheduler.Runner(services, leading)
    move = partial(_move, clock, ticks, runner, slack)
    page = Page(slack, people, move)
    try:
        server = WebServer(page.app(), "127.0.0.1", port)
    except OSError as error:
        raise CannotServeError(
            f"Port {port} cannot be used ({error.strerror}). Give another one with --port."
        ) from None
    # What changes before the first look at the changes is told to nobody: look at once.
    move(timedelta())
    running = scheduler.start(ticks, services, leading)
    server.start()
    try:
        yield Playing(slack, services, people, move, f"http://127.0.0.1:{server.port}/")
    finally:
        page.end()
        server.stop()
        running.shutdown()


def _move(
    clock: MovableClock,
    ticks: list[scheduler.Tick],
    runner: scheduler.Runner,
    slack: NotingSlack,
    by: timedelta,
) -> None:
    """Moves the clock and runs every tick: once before, so that what has happened is noted at its
    time, and twice after, as what one plans another sends."""
    for tick in ticks:
        runner.run(tick)
    clock.forward(by)
    for tick in (*ticks, *ticks):
        runner.run(tick)
    with slack.workspace.changed:
        slack.workspace.changed.notify_all()

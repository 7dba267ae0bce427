"""Runs short ticks in memory. Each does the work that rows say is due, so that any number of
processes may run them and the next tick makes up for a missed one."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from apscheduler.events import EVENT_SCHEDULER_SHUTDOWN
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.ask import redrawing
from bot.check.finder import finder
from bot.digest import planning
from bot.matching.outcome import Outcome
from bot.queue import LONGEST_WAIT
from bot.record.drafts import looking
from bot.record.statuses import end_embargoes
from bot.record.verify import noting
from bot.review import showing
from bot.run import set_back, tick_runs
from bot.run.leader import Lease
from bot.run.poster import DIGEST
from bot.run.retention import forget
from bot.services import Services
from bot.settings import Settings
from bot.watch import answering, proposing
from bot.watch import notices as telling
from bot.watch.proposed import Hit
from models.database import is_database_down, writing
from models.subscription import PostingState

log = logging.getLogger(__name__)


_VECTORS_AT_ONCE = 256
"""Claims of one tick: about a second's work, so that an orderly end need not wait long."""

_LOOKING = 0.5
"""Seconds of one run in which a workspace's drafts are looked at; questions are answered beside
it."""

FOLLOWER = 60.0
"""Seconds after which a process does the leader's work itself, since the leader may hang."""

NOTED = 30.0
"""Seconds between notes that a tick runs; a failure is noted at once."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Work to do every so many seconds. `run` does everything that is due and returns.

    `by_one`: one process is enough; the others do it only every FOLLOWER seconds.
    """

    name: str
    seconds: float
    run: Callable[[], object]
    by_one: bool = False


def ticks(services: Services, settings: Settings) -> list[Tick]:
    """All ticks; a feature with work that becomes due adds a line."""
    ends = services.installations.rotate
    return [
        *([Tick("tokens that end", 30, services.installations.renew)] if ends else []),
        Tick("unanswered inquiries", 2, services.answerer.sweep),
        Tick("additions and due feeds", 5, services.adder.sweep),
        Tick("digests and notices to send", 1, services.poster.send),
        Tick("digests that are due", 2, lambda: _plan(services, settings), by_one=True),
        Tick("changed claims", 2, lambda: _changes(services, settings), by_one=True),
        Tick("open questions", 2, lambda: _answers(services), by_one=True),
        Tick("replies to draw again", 2, lambda: _draw_again(services), by_one=True),
        Tick("waiting drafts", 2, lambda: _look_at_drafts(services), by_one=True),
        Tick("ended embargoes", 30, lambda: _end_embargoes(services), by_one=True),
        Tick("vectors of claims", 2, lambda: _make_vectors(services), by_one=True),
        Tick("records to go over", 600, lambda: _look_over(services, settings), by_one=True),
        Tick("old questions", 600, lambda: _forget(services, settings), by_one=True),
    ]


def _plan(services: Services, settings: Settings) -> None:
    planned = planning.plan(
        services.engine,
        services.installations.workspaces,
        now=services.clock(),
        grace=timedelta(hours=settings.digest_grace_hours),
    )
    services.metrics.posted.labels(DIGEST, PostingState.MISSED.value).inc(planned.missed)


def _changes(services: Services, settings: Settings) -> None:
    """Makes the notices for people who were told of a claim that has changed since."""
    made = telling.notice_changes(
        services.engine,
        services.installations.workspaces,
        now=services.clock(),
        days=settings.notice_days,
        settle=timedelta(seconds=settings.notice_settle_seconds),
    )
    services.metrics.noticed.labels("changed").inc(made)


def _answers(services: Services) -> None:
    """Makes the notices for open questions that the record answers by now, and asks the desk about
    claims that probably answer one."""

    def match(workspace_id: int, statement: str, asker: str) -> Hit | None:
        answer = services.checker.answer(workspace_id, statement, now=services.clock(), asker=asker)
        if answer.outcome not in (Outcome.MATCH, Outcome.ABOUT) or answer.claim is None:
            return None
        return Hit(answer.claim.id, is_certain=answer.outcome is Outcome.MATCH)

    for workspace_id in services.installations.workspaces:
        found = answering.notice_answers(services.engine, workspace_id, match, now=services.clock())
        services.metrics.noticed.labels("answered").inc(found)
        installation = services.installations.of_workspace(workspace_id)
        if installation is not None:
            proposing.ask_desk(services, installation)


def _look_at_drafts(services: Services) -> None:
    """Holds waiting drafts against the record as it is now, for as long as one run may take."""
    for workspace_id in services.installations.workspaces:
        until = time.monotonic() + _LOOKING
        find = finder(services.engine, services.checker, workspace_id, now=services.clock())
        looking.bring_up_waiting(
            services.engine,
            workspace_id,
            find,
            now=services.clock(),
            go_on=partial(_before, until),
        )


def _before(until: float) -> bool:
    return time.monotonic() < until


def _draw_again(services: Services) -> None:
    """Redraws messages that name a source that has become confidential since."""
    redrawing.draw_again(services.answerer.tools)
    showing.draw_again(services)


def _end_embargoes(services: Services) -> None:
    """Ends embargoes whose time has come: their attributions count from now on, which may change
    a status."""
    with Session(writing(services.engine)) as session, session.begin():
        end_embargoes(session, services.clock())


def _make_vectors(services: Services) -> None:
    """Makes missing vectors, and looks again at open questions that the new vectors may answer."""
    makers = [one for one in (services.vectors, services.multilingual) if one is not None]
    if not sum(one.make(_VECTORS_AT_ONCE) for one in makers):
        return
    with Session(writing(services.engine)) as session, session.begin():
        for workspace_id in services.installations.workspaces:
            answering.look_again(session, workspace_id)


def _look_over(services: Services, settings: Settings) -> None:
    noting.look_over_due(
        services.engine,
        services.installations.workspaces,
        now=services.clock(),
        shelf_lives=settings.shelf_lives,
    )


def _forget(services: Services, settings: Settings) -> None:
    number = forget(
        services.engine,
        services.installations.workspaces,
        now=services.clock(),
        days=settings.retention_days,
    )
    services.metrics.forgotten.inc(number)


def start(ticks: Sequence[Tick], services: Services, lease: Lease) -> BackgroundScheduler:
    """Runs the ticks in threads until the scheduler is shut down."""
    about = (services.engine, services.installations.workspaces)
    set_back.end_waits(*about, services.clock(), beyond=LONGEST_WAIT)
    stop = threading.Event()
    scheduler = BackgroundScheduler(
        timezone="UTC",
        executors={"default": {"type": "threadpool", "max_workers": len(ticks)}},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    runner = Runner(services, lease)
    for tick in ticks:
        scheduler.add_job(runner.run, Every(tick.seconds), args=(tick,), id=tick.name)
    scheduler.add_listener(lambda _: stop.set(), EVENT_SCHEDULER_SHUTDOWN)
    scheduler.start()
    watched = (*about, services.clock, lambda: wake(scheduler), stop)
    threading.Thread(target=set_back.watching, args=watched, name="clock", daemon=True).start()
    return scheduler


def wake(scheduler: BackgroundScheduler) -> None:
    """Runs every tick now: if the clock was set, the instant of the next run may be hours away."""
    for job in scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(UTC))


class Every(BaseTrigger):  # type: ignore[misc]
    """So many seconds after the last run. If the clock jumps ahead it runs once; APScheduler's
    own interval goes through every missed time, one by one."""

    def __init__(self, seconds: float) -> None:
        self._every = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous_fire_time: Any, now: datetime) -> datetime:  # noqa: ARG002
        return now + self._every


class Runner:
    """Runs ticks, notes how they went, and leaves to the leader the work for which one process
    is enough."""

    def __init__(
        self,
        services: Services,
        lease: Lease,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._services = services
        self._lease = lease
        self._elapsed = elapsed
        self._lock = threading.Lock()
        self._ran: dict[str, float] = {}
        self._noted: dict[str, float] = {}

    def run(self, tick: Tick) -> None:
        """Runs a tick if it is this process's to run. Raises nothing: the next run makes up for
        a failure."""
        metrics = self._services.metrics
        try:
            if tick.by_one and not self._is_ours(tick):
                return
            with metrics.tick_seconds.labels(tick.name).time():
                tick.run()
        except Exception as error:
            metrics.ticks.labels(tick.name, "failed").inc()
            if is_database_down(error):
                log.warning("tick %r: the database is down", tick.name)
                return
            reference = secrets.token_hex(4)
            log.exception("tick %r: reference %s", tick.name, reference)
            self._note(tick, f"{type(error).__name__}, reference {reference} in the log")
        else:
            metrics.ticks.labels(tick.name, "done").inc()
            self._note(tick)

    def _is_ours(self, tick: Tick) -> bool:
        with self._lock:
            before = self._ran.setdefault(tick.name, self._elapsed())
        if not self._lease.held() and self._elapsed() < before + FOLLOWER:
            return False
        with self._lock:
            self._ran[tick.name] = self._elapsed()
        return True

    def _note(self, tick: Tick, error: str | None = None) -> None:
        services, elapsed = self._services, self._elapsed()
        with self._lock:
            noted = self._noted.get(tick.name)
            if error is None and noted is not None and elapsed < noted + NOTED:
                return
            if error is None:
                self._noted[tick.name] = elapsed
            else:
                self._noted.pop(tick.name, None)  # the next success is noted at once
        about = (services.engine, tick.name, tick.seconds, services.poster.owner, services.clock())
        try:
            if error is None:
                tick_runs.note_run(*about)
            else:
                tick_runs.note_failure(*about, error)
        except SQLAlchemyError as failed:  # a note that fails must not stop a tick
            log.warning("tick %r was not noted: %s", tick.name, type(failed).__name__)

"""Short ticks in memory. Each does what rows say is due, so that any number of processes may run
them and a missed one is made up for by the next.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from apscheduler.schedulers.background import BackgroundScheduler
from sqlmodel import Session

from bot.failures import is_database_down
from bot.metrics import Metrics
from bot.record.statuses import end_embargoes
from bot.services import Services
from models.database import writing

log = logging.getLogger(__name__)


_VECTORS_AT_ONCE = 256
"""Claims of one tick: about a second's work, so that an orderly end need not wait for long."""


@dataclass(frozen=True, slots=True)
class Tick:
    """What to do every so many seconds. `run` does all that is due and returns."""

    name: str
    seconds: float
    run: Callable[[], object]


def ticks(services: Services) -> list[Tick]:
    """All of them; whoever has something that becomes due adds a line."""
    return [
        Tick("unanswered inquiries", 2, services.answerer.sweep),
        Tick("additions and due feeds", 5, services.adder.sweep),
        Tick("ended embargoes", 30, lambda: _end_embargoes(services)),
        Tick("vectors of claims", 2, lambda: _make_vectors(services)),
    ]


def _end_embargoes(services: Services) -> None:
    """What nobody could see before its time counts from now on; so may the status change."""
    with Session(writing(services.engine)) as session, session.begin():
        end_embargoes(session, services.clock())


def _make_vectors(services: Services) -> None:
    if services.vectors is not None:
        services.vectors.make(_VECTORS_AT_ONCE)


def start(ticks: Sequence[Tick], metrics: Metrics) -> BackgroundScheduler:
    """Run the ticks in threads until the scheduler is shut down."""
    scheduler = BackgroundScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    for tick in ticks:
        scheduler.add_job(
            _run, "interval", seconds=tick.seconds, args=(tick, metrics), id=tick.name
        )
    scheduler.start()
    return scheduler


def _run(tick: Tick, metrics: Metrics) -> None:
    try:
        tick.run()
    except Exception as error:
        metrics.ticks.labels(tick.name, "failed").inc()
        if is_database_down(error):
            log.warning("tick %r: the database is down", tick.name)
        else:
            log.exception("tick %r", tick.name)
    else:
        metrics.ticks.labels(tick.name, "done").inc()

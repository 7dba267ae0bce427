from __future__ import annotations

import itertools
import time
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from bot.metrics import Metrics
from bot.run import leader as leading
from bot.run import tick_runs
from bot.run.leader import AdvisoryLock
from bot.run.scheduler import FOLLOWER, NOTED, Runner, Tick
from models.tick import TickRun

NOW = datetime(2024, 11, 10, 9, 0, tzinfo=UTC)


class Post:
    """A lease that somebody else has, until it is given."""

    def __init__(self, *, held: bool) -> None:
        self.is_held = held

    def held(self) -> bool:
        return self.is_held

    def release(self) -> None:
        self.is_held = False


class Process:
    """A process that runs ticks, and its clock."""

    def __init__(self, engine: Engine, *, leads: bool = True) -> None:
        self.seconds = 1000.0
        self.lease = Post(held=leads)
        self.metrics = Metrics()
        self.owner = f"host:{next(_PROCESSES)}:x"
        services: Any = SimpleNamespace(
            engine=engine,
            metrics=self.metrics,
            poster=SimpleNamespace(owner=self.owner),
            clock=lambda: NOW,
        )
        self._runner = Runner(services, self.lease, lambda: self.seconds)
        self.runs = 0
        self.fails: Exception | None = None

    def tick(self, *, by_one: bool = True, after: float = 1.0) -> None:
        self.seconds += after
        self._runner.run(Tick("work", 1, self._work, by_one=by_one))

    def _work(self) -> None:
        if self.fails is not None:
            raise self.fails
        self.runs += 1


_PROCESSES = itertools.count(1)


def noted(engine: Engine) -> TickRun | None:
    with Session(engine) as session:
        return next(iter(tick_runs.runs(session)), None)


def test_the_leader_does_what_one_process_is_enough_for(sqlite_engine: Engine) -> None:
    leader, other = Process(sqlite_engine), Process(sqlite_engine, leads=False)
    for process in (leader, other):
        process.tick()
        process.tick()
    assert (leader.runs, other.runs) == (2, 0)


def test_a_leader_that_hangs_does_not_stop_the_others_work(sqlite_engine: Engine) -> None:
    other = Process(sqlite_engine, leads=False)
    other.tick()
    other.tick(after=FOLLOWER)
    other.tick()
    assert other.runs == 1


def test_everybody_does_what_everybody_does(sqlite_engine: Engine) -> None:
    other = Process(sqlite_engine, leads=False)
    other.tick(by_one=False)
    assert other.runs == 1


def test_that_a_tick_runs_is_noted_now_and_then(engine: Engine) -> None:
    process = Process(engine)
    process.tick()
    first = noted(engine)
    assert first is not None
    assert (first.name, first.every_s, first.owner) == ("work", 1, process.owner)
    assert (first.ran_at, first.failures, first.error) == (NOW, 0, None)
    later = Process(engine)
    later.tick()
    process.tick()  # too soon to be worth a row
    assert (noted(engine) or first).owner == later.owner
    process.tick(after=NOTED)
    assert (noted(engine) or first).owner == process.owner


def test_a_failure_is_noted_at_once_and_so_is_that_it_is_over(engine: Engine) -> None:
    process = Process(engine)
    process.tick()
    process.fails = ValueError("somebody's statement")
    process.tick()
    process.tick()
    failed = noted(engine)
    assert failed is not None
    assert failed.failures == 2
    assert failed.failed_at == NOW
    assert "ValueError, reference " in (failed.error or "")
    assert "statement" not in (failed.error or "")
    process.fails = None
    process.tick()
    assert (noted(engine) or failed).failures == 0
    assert (
        process.metrics.registry.get_sample_value(
            "on_record_ticks_total", {"tick": "work", "result": "failed"}
        )
        == 2
    )


def test_of_two_processes_one_leads_until_it_lets_go(postgres_engine: Engine) -> None:
    first, second = AdvisoryLock(postgres_engine, 1), AdvisoryLock(postgres_engine, 1)
    second.RETRY = 0
    assert first.held()
    assert first.held()
    assert not second.held()
    first.release()
    assert second.held()
    second.release()


def test_a_leader_whose_connection_is_cut_leads_no_more(postgres_engine: Engine) -> None:
    first, second = AdvisoryLock(postgres_engine, 1), AdvisoryLock(postgres_engine, 1)
    first.RETRY = second.RETRY = 0
    assert first.held()
    with postgres_engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_locks"
                " WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
            )
        )
    end = time.monotonic() + 10
    while not second.held():  # the server takes a moment to end a connection
        assert time.monotonic() < end
        time.sleep(0.01)
    assert not first.held()
    second.release()


def test_desks_in_one_database_lead_for_themselves(postgres_engine: Engine) -> None:
    one, other = AdvisoryLock(postgres_engine, 1), AdvisoryLock(postgres_engine, 2)
    assert one.held()
    assert other.held()
    one.release()
    other.release()


def test_looking_whether_somebody_leads_leaves_no_connection_open(postgres_engine: Engine) -> None:
    first, second = AdvisoryLock(postgres_engine, 1), AdvisoryLock(postgres_engine, 1)
    second.RETRY = 0
    assert first.held()
    for _ in range(5):
        assert not second.held()
    assert postgres_engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    first.release()


@pytest.mark.parametrize("workspaces", [(), (1,)])
def test_an_sqlite_file_is_one_process_s(
    sqlite_engine: Engine, workspaces: tuple[int, ...]
) -> None:
    lease = leading.lease(sqlite_engine, workspaces)
    assert lease.held()
    lease.release()
    assert lease.held()

"""The simulated year on a small scale, and that its judge would see what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import Engine, delete, update
from sqlmodel import col

from benchmarks.digest_year import Run, prepared
from benchmarks.year.calendar import Clock
from benchmarks.year.judge import judged
from benchmarks.year.world import DAY, World
from models import DigestDelivery
from models.database import writing

MARCH = datetime(2026, 3, 25, tzinfo=UTC)
"""Within a week Beirut, Troll and all of Europe change their clocks."""


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected", "times"),
    [
        ("America/Santiago", date(2026, 9, 6), time(0, 30), "2026-09-06T04:00", 0),
        ("America/Santiago", date(2026, 4, 4), time(23, 30), "2026-04-05T02:30", 2),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 10), "2026-10-03T15:30", 0),
        ("Africa/Cairo", date(2026, 4, 24), time(0), "2026-04-23T22:00", 0),
        ("Asia/Kathmandu", date(2026, 7, 1), time(9), "2026-07-01T03:15", 1),
    ],
)
def test_the_benchmarks_own_calendar_knows_skipped_and_doubled_times(
    zone: str, day: date, at: time, expected: str, times: int
) -> None:
    start = datetime.combine(day, time(0), UTC)
    clock = Clock(zone, start - DAY, start + 2 * DAY)
    assert clock.first(day, at) == datetime.fromisoformat(f"{expected}+00:00")
    assert clock.times(day, at) == times


def test_some_days_of_the_year_add_up_whatever_goes_wrong(sqlite_engine: Engine) -> None:
    world = prepared(Run(40, 8, MARCH, seed=2), sqlite_engine)
    world.run()
    verdict = judged(world)
    assert verdict.wrong == []
    assert verdict.counts["due days"] > 150
    assert verdict.counts["doubles"] == verdict.counts["lost"] == 0
    assert verdict.counts["at a skipped local time"] > 0
    assert verdict.counts["restarts"] > 0
    assert verdict.faults
    for spoilt, said in SPOILT.items():
        spoilt(world)
        assert any(said in line for line in judged(world).wrong), said


def test_on_postgresql_too(postgres_engine: Engine) -> None:
    world = prepared(Run(12, 4, MARCH, seed=4), postgres_engine)
    world.run()
    verdict = judged(world)
    assert verdict.wrong == []
    assert verdict.counts["sent"] > 10


def _lost(world: World) -> None:
    _every_fifth(world, 0, gone=True)


def _moved(world: World) -> None:
    _every_fifth(world, 1, due_at=MARCH)


def _given_up(world: World) -> None:
    _every_fifth(world, 2, state="missed", reason="its time was over", attempts=0)


def _pretended(world: World) -> None:
    _every_fifth(world, 3, state="sent", message_ts="1.1")


def _doubled(world: World) -> None:
    next(iter(world.slack.taken.values())).append((world.now, "2.2"))


SPOILT: dict[Callable[[World], None], str] = {
    _lost: "has no delivery",
    _moved: "was due",
    _given_up: "was missed without need",
    _pretended: "is not the message that arrived",
    _doubled: "was posted 2 times",
}


def _every_fifth(world: World, which: int, *, gone: bool = False, **columns: object) -> None:
    table = DigestDelivery
    where = col(table.id) % 5 == which
    with writing(world.engine).begin() as connection:
        connection.execute(
            delete(table).where(where) if gone else update(table).where(where).values(**columns)
        )

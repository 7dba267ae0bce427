"""A simulated year of digests: is each one sent exactly once, whatever goes wrong?

    python -m benchmarks.digest_year [--subscriptions 1000] [--days 365] [--seed 1]
        [--start 2026-01-01] [--processes 2] [--database URL] [--json]

The bot's own `plan` and `send_due` run on a real database, with a clock that is set forward. There
are 1,000 subscriptions in 40 time zones, many of them at local times that the clock skips or
doubles; people who change, pause and stop them; two workers that run in turns, step by step, and at
times both at once; restarts in the middle of sending; downtimes of minutes to days. Slack answers
429, 5xx or nothing, takes messages and loses its answer, is away for hours, archives channels, and
lets only two of three channels' histories be read.

The days that were due are computed independently, forward from UTC (`benchmarks.year.calendar`).
The result of every due local day is printed. The exit code is 1 if a day has neither a digest nor a
reason, if a message was sent twice or on a day that was not due, or if the pace was not kept.
`--processes` divides the channels over that many simulations, each with two workers and an SQLite
file of its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from benchmarks.digest import fill
from benchmarks.year import people, troubles
from benchmarks.year.calendar import ZONES, Clock
from benchmarks.year.judge import Verdict, judged
from benchmarks.year.world import World
from models.database import migrate, open_engine, writing

CLAIMS = 600
CLOSED = 1 / 3
"""The share of channels whose history cannot be read."""

DAY = timedelta(days=1)
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Run:
    """One simulation: `part` of `parts` of the subscriptions. Without `database` it uses a file."""

    subscriptions: int
    days: int
    start: datetime
    seed: int
    part: int = 0
    parts: int = 1
    database: str | None = None


def main(argv: Sequence[str] | None = None) -> int:
    """The benchmark's command line; the exit code."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.digest_year", description="A year.")
    given.add_argument("--subscriptions", type=int, default=1000)
    given.add_argument("--days", type=int, default=365)
    given.add_argument("--start", type=_day, default=datetime(2026, 1, 1, tzinfo=UTC))
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--processes", type=int, help="default: 2, with --database 1")
    given.add_argument("--database", help="an empty database; default: SQLite files")
    given.add_argument("--json", action="store_true", help="print the result as JSON")
    options = given.parse_args(argv)
    parts = options.processes or (1 if options.database else 2)
    if parts > 1 and options.database:
        given.error("--database takes one process")
    runs = [
        Run(options.subscriptions, options.days, options.start, options.seed, part, parts,
            options.database)
        for part in range(parts)
    ]  # fmt: skip
    began = time.perf_counter()
    verdicts = list(_verdicts(runs))
    whole = _together(verdicts)
    took = time.perf_counter() - began
    if options.json:
        print(json.dumps(_as_json(whole, took), indent=1))
    else:
        _print(whole, took)
    return 1 if whole.wrong else 0


def simulate(run: Run) -> Verdict:
    """Runs one simulation from its first day to its last, and judges it."""
    gc.set_threshold(50_000, 20, 50)
    if run.database is not None:
        return _simulated(run, open_engine(run.database))
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'year.sqlite3'}")
        # The file has to survive the simulated processes, not the machine.
        event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA synchronous = OFF"))
        return _simulated(run, engine)


def _simulated(run: Run, engine: Engine) -> Verdict:
    migrate(engine)
    world = prepared(run, engine)
    for day in range(30, run.days, 30):
        world.at(run.start + day * DAY, partial(_tell, run, day))
    gc.collect()
    gc.freeze()  # the calendar and the lives stay; searching them again would take time
    try:
        world.run()
        return judged(world)
    finally:
        gc.unfreeze()
        engine.dispose()


def prepared(run: Run, engine: Engine) -> World:
    """The part's lives and troubles, all from the seed, in an empty, migrated database."""
    with writing(engine).begin() as connection:
        fill(connection, CLAIMS, 0)
    end = run.start + run.days * DAY
    clocks = {zone: Clock(zone, run.start, end + 40 * DAY) for zone in ZONES}
    chance = random.Random(f"{run.seed}")
    everybody = people.lives(chance, run.subscriptions, clocks, run.start, run.days)
    channels = sorted({life.channel for life in everybody})
    mine = [channel for n, channel in enumerate(channels) if n % run.parts == run.part]
    seed = f"{run.seed}:{run.part}"
    chance = random.Random(seed)
    lives = [life for life in everybody if life.channel in mine]
    world = World(engine, lives, clocks, run.start, end, chance, seed)
    world.slack.closed = {channel for channel in mine if chance.random() < CLOSED}
    for spell in troubles.downtimes(chance, run.start, run.days):
        world.at(spell.start, partial(world.down, spell))
    for spell in troubles.outages(chance, run.start, run.days):
        world.at(spell.start, partial(world.outage, spell))
    for channel, spell in troubles.gone(chance, mine, run.start, run.days):
        world.at(spell.start, partial(world.goes, channel, spell))
    for day in range(run.days):
        for _ in range(chance.choice((0, 0, 0, 0, 1, 2))):
            world.at(run.start + day * DAY + chance.random() * DAY, world.change)
    return world


def _tell(run: Run, day: int) -> None:
    print(f"part {run.part + 1} of {run.parts}: {day} days", file=sys.stderr, flush=True)


def _verdicts(runs: Sequence[Run]) -> Sequence[Verdict]:
    if len(runs) == 1:
        return [simulate(runs[0])]
    with ProcessPoolExecutor(len(runs)) as processes:
        return list(processes.map(simulate, runs))


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    whole = Verdict()
    for one in verdicts:
        whole.counts.update(one.counts)
        whole.faults.update(one.faults)
        whole.wrong += one.wrong
        whole.slowest_s = max(whole.slowest_s, one.slowest_s)
    return whole


_FIRST = ("due days", "sent", "empty", "missed", "failed", "unknown", "doubles", "lost")


def _print(whole: Verdict, took: float) -> None:
    for name in _FIRST:
        print(f"{whole.counts[name]:>9,}  {name}")
        for more, number in sorted(whole.counts.items()):
            if more.startswith((f"{name}: ", f"{name}, ")):
                print(f"{number:>13,}  {more.removeprefix(name)[2:]}")
    print()
    for name, number in sorted(whole.counts.items()):
        if name not in _FIRST and not name.startswith(
            tuple(f"{n}{c}" for n in _FIRST for c in ":,")
        ):
            print(f"{number:>9,}  {name}")
    print("\nfaults of Slack's answers")
    for name, number in whole.faults.most_common():
        print(f"{number:>9,}  {name}")
    print(f"\nundisturbed, the slowest went out after {whole.slowest_s:.1f} s; {took:.0f} s in all")
    for line in whole.wrong[:SHOWN]:
        print(f"WRONG: {line}")
    print(f"{len(whole.wrong)} things do not add up" if whole.wrong else "everything adds up")


def _as_json(whole: Verdict, took: float) -> dict[str, Any]:
    """The result in the form of all benchmarks: one row for each count that is checked."""
    counts: Counter[str] = whole.counts
    told = sum(counts[state] for state in ("sent", "empty", "missed", "failed", "unknown"))
    wanted = {
        "due days with one delivery": (counts["due days"], told),
        "doubles": (0, counts["doubles"]),
        "lost": (0, counts["lost"]),
        "does not add up": (0, len(whole.wrong)),
    }
    rows = [
        {"input": name, "expected": expected, "got": got, "ok": expected == got}
        for name, (expected, got) in wanted.items()
    ]
    return {
        "rows": rows,
        "total": len(rows),
        "passed": sum(bool(row["ok"]) for row in rows),
        "metrics": {"run_s": round(took, 1), "slowest_s": round(whole.slowest_s, 1)},
        "counts": dict(counts),
        "faults": dict(whole.faults),
        "wrong": whole.wrong[:SHOWN],
    }


def _day(given: str) -> datetime:
    return datetime.fromisoformat(given).replace(tzinfo=UTC)


if __name__ == "__main__":
    sys.exit(main())

"""How fast a check is: `python -m benchmarks.latency --claims N`.

Synthetic claims (fixed seed) in an SQLite database, each with an attribution and a vector (made
up: the time it takes does not depend on what is in it; `--lexical` leaves vectors out). Prints

- `start_s`: a whole `python -m bot check` process, median of several;
- `fill_s`: putting the claims into the database, which is the benchmark's own work;
- `build_s`: ready from the database: the index, and the vectors where they fit in memory;
- `embed_ms`: of a check, the statement's own vector, median;
- `p50_ms`, `p95_ms`: one whole check in a running process (statement to answer);
- `fresh_s`: from committing a new claim until a check finds it, the slowest of a few;
- `rss_mb`: peak memory of this process after building and checking, before the yardstick's list;
- `yardstick_ms`, `times_faster`: RapidFuzz's `process.extract(scorer=token_set_ratio, limit=5)`
  over the same claims in the same run, median, and how many times faster the median check is.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice

from rapidfuzz import fuzz, process
from sqlalchemy import Engine, insert, select
from sqlmodel import Session, col

from benchmarks.desk import ASKED_AT, Given, bump, embedder, empty_desk, fill
from benchmarks.report import Row, emit
from benchmarks.synthetic import SEED, Synthetic, synthetic
from bot.check.checker import Checker
from bot.check.model import no_model
from bot.matching.embeddings import Embedder
from bot.record.vectors import words_of
from bot.settings import load
from models import Claim, ClaimVector, Workspace
from models.database import writing

_BATCH = 5_000

_NEWCOMER = "Zanzibar's lighthouse keepers painted {n} lanterns {colour}."
_COLOURS = ("purple", "orange", "turquoise")
_NEWCOMERS = len(_COLOURS)


def main(argv: Sequence[str] | None = None) -> int:
    """The benchmark's command line; the exit code."""
    arguments = _arguments(argv)
    number = arguments.claims
    with empty_desk() as (engine, workspace_id):
        fill_s = _seconds(
            lambda: fill(engine, workspace_id, (Given(c.text) for c in synthetic(number)))
        )
        model = no_model if arguments.lexical else embedder
        if (known := model()) is not None:
            _make_up_vectors(engine, workspace_id, known, (c.text for c in synthetic(number)))
        chosen = set(random.Random(SEED).sample(range(number), min(arguments.checks, number)))
        asked = [claim for n, claim in enumerate(synthetic(number)) if n in chosen]
        start_s = _median(lambda: _start(engine, asked[0].statement), arguments.starts)

        checker = Checker(engine, load({}), model)
        build_s = _seconds(lambda: checker.refresh(workspace_id))
        rows, times = _checks(checker, workspace_id, asked)
        embeds = [_seconds(partial(known.embed, [one.statement])) for one in asked if known]
        fresh = [_fresh(engine, checker, workspace_id, n) for n in range(_NEWCOMERS)]
        rss_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    # Only now, so that the yardstick's copy of the claims does not count as the bot's.
    scans: list[float] = []
    if arguments.yardstick:
        texts = [claim.text for claim in synthetic(number)]
        scans = [_scan(one.statement, texts) for one in asked[: arguments.yardstick]]
    p50 = statistics.median(times)
    metrics = {
        "claims": float(number),
        "fill_s": round(fill_s, 1),
        "start_s": round(start_s, 3),
        "build_s": round(build_s, 3),
        "p50_ms": round(p50 * 1000, 2),
        "embed_ms": round(statistics.median(embeds or [0.0]) * 1000, 2),
        "p95_ms": round(_percentile(times, 0.95) * 1000, 2),
        "fresh_s": round(max(fresh), 3),
        "rss_mb": round(rss_mb),
    }
    if scans:
        median = statistics.median(scans)
        metrics["yardstick_ms"] = round(median * 1000, 1)
        metrics["times_faster"] = round(median / p50, 1)
    return emit(rows if arguments.json else [], metrics=metrics, as_json=arguments.json, gate=False)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.latency", description="Speed.")
    parser.add_argument("--claims", type=int, default=10_000, help="claims on record")
    parser.add_argument("--checks", type=int, default=200, help="statements checked")
    parser.add_argument("--starts", type=int, default=5, help="processes started")
    parser.add_argument("--yardstick", type=int, default=5, help="scans by RapidFuzz, 0 for none")
    parser.add_argument("--lexical", action="store_true", help="without vectors")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser.parse_args(argv)


def _make_up_vectors(
    engine: Engine, workspace_id: int, model: Embedder, texts: Iterable[str]
) -> None:
    import numpy as np

    chance = np.random.default_rng(SEED)
    numbered = enumerate(texts, 1)
    while some := list(islice(numbered, _BATCH)):
        vectors = chance.standard_normal((len(some), model.dimensions), np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        with Session(writing(engine)) as session, session.begin():
            session.execute(
                insert(ClaimVector),
                [
                    {"workspace_id": workspace_id, "claim_id": number, "model": model.model,
                     "words": words_of(text, None), "revision": 1, "text": vector.tobytes()}
                    for (number, text), vector in zip(some, vectors, strict=True)
                ],
            )  # fmt: skip


def _start(engine: Engine, statement: str) -> None:
    environment = {**os.environ, "DATABASE_URL": str(engine.url)}
    subprocess.run(
        [sys.executable, "-m", "bot", "check", "--json", statement],
        env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _checks(
    checker: Checker, workspace_id: int, asked: Sequence[Synthetic]
) -> tuple[list[Row], list[float]]:
    rows, times = [], []
    for one in asked:
        begin = time.perf_counter()
        answers, _ = checker.answers(workspace_id, one.statement, now=ASKED_AT)
        times.append(time.perf_counter() - begin)
        found = answers[0].claim.text if answers[0].claim else None
        rows.append(Row(one.statement, one.text, found, found == one.text))
    return rows, times


def _fresh(engine: Engine, checker: Checker, workspace_id: int, n: int) -> float:
    """Seconds from the commit of a new claim until a check finds it."""
    text = _NEWCOMER.format(n=17 + n, colour=_COLOURS[n])
    with Session(writing(engine)) as session, session.begin():
        bump(session, workspace_id)
        revision = session.scalar(
            select(col(Workspace.revision)).where(col(Workspace.id) == workspace_id)
        )
        session.execute(
            insert(Claim),
            [{"workspace_id": workspace_id, "key": f"new{n}", "text": text, "kind": "fact",
              "state": "approved", "revision": revision, "created_at": ASKED_AT}],
        )  # fmt: skip
    begin = time.perf_counter()
    answers, _ = checker.answers(workspace_id, text, now=ASKED_AT)
    taken = time.perf_counter() - begin
    if answers[0].claim is None or answers[0].claim.text != text:
        raise RuntimeError("a claim just committed was not found")
    return taken


def _scan(statement: str, texts: Sequence[str]) -> float:
    return _seconds(lambda: process.extract(statement, texts, scorer=fuzz.token_set_ratio, limit=5))


def _seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def _median(run: Callable[[], object], times: int) -> float:
    return statistics.median(_seconds(run) for _ in range(times)) if times else 0.0


def _percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


if __name__ == "__main__":
    sys.exit(main())

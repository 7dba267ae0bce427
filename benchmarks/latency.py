"""How fast a check is: `python -m benchmarks.latency --claims N`.

Synthetic claims (fixed seed) in an SQLite database, each with an attribution. Prints

- `start_s`: a whole `python -m bot check` process, median of several;
- `build_s`: the index, built from the database;
- `p50_ms`, `p95_ms`: one whole check in a running process (statement to answer);
- `fresh_s`: from committing a new claim until a check finds it;
- `rss_mb`: peak memory of this process after building and checking, before the yardstick runs;
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
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import Engine, insert, update
from sqlmodel import Session, SQLModel

from benchmarks.desk import ASKED_AT, empty_desk
from benchmarks.report import Row, emit
from benchmarks.synthetic import SEED, Synthetic, synthetic
from bot.answer import Outcome
from bot.checking import Checker
from bot.settings import load
from models import Attribution, Claim, Document, Passage, Source, Workspace
from models.database import writing
from models.record import text_sha256

_BATCH = 5_000
_PER_DOCUMENT = 20
_PARTIES = 40
_NEWCOMER = "Zanzibar's lighthouse keepers painted 17 lanterns purple."


def main(argv: Sequence[str] | None = None) -> int:
    """The benchmark's command line; the exit code."""
    arguments = _arguments(argv)
    with empty_desk() as (engine, workspace_id):
        claims = list(synthetic(arguments.claims))
        _fill(engine, workspace_id, claims)
        chance = random.Random(SEED)
        asked = chance.sample(claims, min(arguments.checks, len(claims)))
        start_s = _median(lambda: _start(engine, asked[0].statement), arguments.starts)

        checker = Checker(engine, load({}))
        build_s = _seconds(lambda: checker.refresh(workspace_id))
        rows, times = _checks(checker, workspace_id, asked)
        fresh_s = _fresh(engine, checker, workspace_id)
        rss_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

        texts = [claim.text for claim in claims]
        yardstick = [
            _seconds(
                lambda one=one: process.extract(  # type: ignore[misc]
                    one.statement, texts, scorer=fuzz.token_set_ratio, limit=5
                )
            )
            for one in asked[: arguments.yardstick]
        ]
    p50 = statistics.median(times)
    metrics = {
        "claims": float(len(claims)),
        "start_s": round(start_s, 3),
        "build_s": round(build_s, 3),
        "p50_ms": round(p50 * 1000, 2),
        "p95_ms": round(_percentile(times, 0.95) * 1000, 2),
        "fresh_s": round(fresh_s, 3),
        "rss_mb": round(rss_mb),
    }
    if yardstick:
        median = statistics.median(yardstick)
        metrics["yardstick_ms"] = round(median * 1000, 1)
        metrics["times_faster"] = round(median / p50, 1)
    return emit(rows if arguments.json else [], metrics=metrics, as_json=arguments.json, gate=False)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.latency", description="Speed.")
    parser.add_argument("--claims", type=int, default=10_000, help="claims on record")
    parser.add_argument("--checks", type=int, default=200, help="statements checked")
    parser.add_argument("--starts", type=int, default=5, help="processes started")
    parser.add_argument("--yardstick", type=int, default=5, help="scans by RapidFuzz, 0 for none")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser.parse_args(argv)


def _fill(engine: Engine, workspace_id: int, claims: Sequence[Synthetic]) -> None:
    """Claims, each asserted by one of a few parties in a document that holds the words."""
    own: dict[str, Any] = {"workspace_id": workspace_id}
    with writing(engine).begin() as connection:

        def add(table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
            connection.execute(insert(table), [{**own, **row} for row in rows])

        add(
            Source,
            (
                {"id": n, "key": f"s{n}", "name": f"Party {n}", "kind": "organisation",
                 "aliases": [], "anonymous": False, "confidential": False}
                for n in range(1, _PARTIES + 1)
            ),
        )  # fmt: skip
        for first in range(0, len(claims), _BATCH):
            batch = list(enumerate(claims[first : first + _BATCH], start=first + 1))
            documents, places = _documents(batch)
            add(Document, documents)
            add(
                Claim,
                (
                    {"id": n, "key": f"c{n}", "text": claim.text, "kind": "fact",
                     "state": "approved", "status": "single_source", "revision": 1,
                     "created_at": ASKED_AT}
                    for n, claim in batch
                ),
            )  # fmt: skip
            add(
                Passage,
                (
                    {"id": n, "document_id": document, "content": [span], "verbatim": False}
                    for n, (document, span) in places.items()
                ),
            )
            add(
                Attribution,
                (
                    {"id": n, "key": f"a{n}", "claim_id": n, "source_id": n % _PARTIES + 1,
                     "passage_id": n, "stance": "asserts", "basis": "statement",
                     "origin_unknown": False, "against_interest": False, "retracted": False,
                     "state": "approved"}
                    for n, _ in batch
                ),
            )  # fmt: skip
        _bump(connection, workspace_id)


def _documents(
    batch: Sequence[tuple[int, Synthetic]],
) -> tuple[list[dict[str, Any]], dict[int, tuple[int, list[int]]]]:
    """Documents of a few claims each; where each claim's words stand: document, [start, end]."""
    texts: dict[int, str] = {}
    places: dict[int, tuple[int, list[int]]] = {}
    for n, claim in batch:
        document = (n - 1) // _PER_DOCUMENT + 1
        text = texts.get(document, "")
        places[n] = document, [len(text), len(text) + len(claim.text)]
        texts[document] = f"{text}{claim.text}\n"
    rows = [
        {"id": document, "key": f"d{document}", "text": text, "sha256": text_sha256(text),
         "published_on": ASKED_AT.date()}
        for document, text in texts.items()
    ]  # fmt: skip
    return rows, places


def _bump(connection: Any, workspace_id: int) -> None:
    connection.execute(
        update(Workspace)
        .where(Workspace.id == workspace_id)  # type: ignore[arg-type]
        .values(revision=Workspace.revision + 1)
    )


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


def _fresh(engine: Engine, checker: Checker, workspace_id: int) -> float:
    with Session(writing(engine)) as session, session.begin():
        session.execute(
            insert(Claim),
            [{"workspace_id": workspace_id, "key": "new", "text": _NEWCOMER, "kind": "fact",
              "state": "approved", "revision": 2, "created_at": ASKED_AT}],
        )  # fmt: skip
        _bump(session, workspace_id)
    begin = time.perf_counter()
    answers, _ = checker.answers(workspace_id, _NEWCOMER, now=ASKED_AT)
    if answers[0].outcome is not Outcome.MATCH:
        raise RuntimeError("a claim just committed was not found")
    return time.perf_counter() - begin


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

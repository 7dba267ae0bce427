"""How long a look over the whole record takes, and whether it finds what is wrong.

`python -m benchmarks.verify [--claims 100000] [--json]` fills an SQLite file and a PostgreSQL (the
one that comes with the development tools) with invented claims of which every second has a figure,
each said by two sources in documents of twenty statements. One statement in a thousand gives a
figure that is not in its words. It prints the seconds that `verify` takes; 100,000 claims may take
60.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert
from sqlmodel import Session, SQLModel

from benchmarks.databases import both
from benchmarks.report import Row, emit
from benchmarks.synthetic import synthetic
from bot.language.quantities import quantities
from bot.record.batches import table_of
from bot.record.verify.findings import Kind, counts
from bot.record.verify.verifying import verify
from bot.record.workspaces import local_workspace
from models import Attribution, Claim, Document, Passage, Source
from models.database import writing
from models.record import text_sha256

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
MOST_S = 60
PER_DOCUMENT = 20
SOURCES = 2_000
WRONG = 1_000
"""One statement in so many gives another figure than its words."""

Rows = dict[type[SQLModel], list[dict[str, Any]]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    rows: list[Row] = []
    metrics: dict[str, float] = {}
    for name, engine in both():
        wrong = _fill(engine, arguments.claims)
        started = time.perf_counter()
        with Session(engine) as session:
            lives = {"quantity": 30, "fact": 365}
            looked = verify(session, 1, now=NOW, shelf_lives=lives)
        took = time.perf_counter() - started
        found = counts(looked.findings).get(Kind.FIGURE_OUTSIDE.value, 0)
        metrics[f"{name}_s"] = took
        rows.append(Row(f"{name}: seconds", f"≤ {MOST_S}", f"{took:.1f}", took <= MOST_S))
        rows.append(Row(f"{name}: wrong figures", wrong, found, wrong == found))
    return emit(rows, metrics=metrics, as_json=arguments.json)


def _fill(engine: Engine, claims: int) -> int:
    """Puts invented claims on record; gives the number of statements with a wrong figure."""
    wrong = 0
    with Session(writing(engine)) as session, session.begin():
        workspace_id = local_workspace(session, NOW).id
        for some in _rows(claims):
            for table, every in some.items():
                for row in every:
                    row["workspace_id"] = workspace_id
                session.execute(insert(table_of(table)), every)
            wrong += sum(one["key"].startswith("wrong") for one in some.get(Attribution, ()))
    return wrong


def _rows(claims: int) -> Iterator[Rows]:
    yield {Source: [
        {"id": n, "key": f"s{n}", "name": f"Speaker {n} of {n % 97}", "kind": "government",
         "aliases": [], "anonymous": False, "confidential": False}
        for n in range(1, SOURCES + 1)
    ]}  # fmt: skip
    batch: list[tuple[int, str]] = []
    for n, made in enumerate(synthetic(claims), start=1):
        batch.append((n, made.text))
        if n % (PER_DOCUMENT * 100) == 0 or n == claims:
            yield _of(batch)
            batch = []


def _of(batch: list[tuple[int, str]]) -> Rows:
    """The rows of some claims, with two statements each: two documents for each twenty."""
    found: Rows = {Document: [], Claim: [], Passage: [], Attribution: []}
    for start in range(0, len(batch), PER_DOCUMENT):
        some = batch[start : start + PER_DOCUMENT]
        text = "\n".join(words for _, words in some)
        numbers = [2 * (some[0][0] // PER_DOCUMENT) + turn + 1 for turn in (0, 1)]
        found[Document] += [
            {"id": one, "key": f"d{one}", "text": f"{text}\n{one}",
             "sha256": text_sha256(f"{text}\n{one}"),
             "published_on": (NOW - timedelta(days=one % 90)).date()}
            for one in numbers
        ]  # fmt: skip
        at = 0
        for n, words in some:
            figure = _figure(words) if n % 2 else None
            found[Claim].append(_claim(n, words, figure))
            for turn, document in enumerate(numbers):
                one = 2 * n + turn
                span = [at, at + len(words)]
                found[Passage].append(
                    {"id": one, "document_id": document, "content": [span], "verbatim": False}
                )
                found[Attribution].append(_said(one, n, figure))
            at += len(words) + 1
    return found


def _figure(words: str) -> float | None:
    return next((q.low for q in quantities(words) if q.kind == "point" and not q.unit), None)


def _claim(n: int, words: str, figure: float | None) -> dict[str, Any]:
    return {"id": n, "key": f"c{n}", "text": words, "kind": "quantity" if figure else "fact",
            "figure_low": figure, "figure_high": figure, "state": "approved",
            "status": "corroborated", "revision": 1, "created_at": NOW}  # fmt: skip


def _said(one: int, claim: int, figure: float | None) -> dict[str, Any]:
    wrong = figure is not None and one % WRONG == 3
    given = figure * 7 + 1 if wrong and figure is not None else figure
    return {"id": one, "key": f"{'wrong' if wrong else 'a'}{one}", "claim_id": claim,
            "source_id": one % SOURCES + 1, "passage_id": one, "stance": "asserts",
            "figure_low": given, "figure_high": given, "basis": "statement",
            "origin_unknown": False, "against_interest": False, "retracted": False,
            "state": "approved"}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())

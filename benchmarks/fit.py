"""Fits the constants of `bot.matching.likeness.probabilities`: `python -m benchmarks.fit DIR [DIR
…]`.

Each DIR is one of `benchmarks.retrieval`. The queries of its split `train` are asked, each once
with the claims it means and once without, over the whole record and over thinned ones, so that
small desks count too. A claim in the query's very words that is not labelled as meant is left out:
a person who asks it means it, whatever the labels say. A logistic regression (each DIR weighs the
same) gives the constants; `benchmarks.retrieval` shows their results on queries not used here.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sqlmodel import Session

from benchmarks.desk import empty_desk, fill, with_vectors
from benchmarks.report import guarded
from benchmarks.retrieval import Query, read_claims, read_queries, same_words
from bot.check.retrieval import Retrieval
from bot.language.foreign import read
from bot.language.statements import core, in_words, plain
from bot.matching.likeness import Signals, features

THINNED = (1.0, 0.3, 0.05)
"""The shares of the other claims that are kept."""

Matrix = npt.NDArray[np.float64]


def main(argv: Sequence[str] | None = None) -> int:
    """The benchmark's command line; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fit", description="Fit how likely a candidate is meant."
    )
    parser.add_argument("folders", metavar="DIR", type=Path, nargs="+")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N queries of each")
    arguments = parser.parse_args(argv)
    return guarded(lambda: _run(arguments.folders, arguments.limit))


def _run(folders: Sequence[Path], limit: int | None) -> int:
    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    weights: list[float] = []
    for folder in folders:
        examples = list(_examples(folder, limit))
        for found, is_right in examples:
            rows.append(found)
            right.append(is_right)
            weights.append(1 / len(examples))
        print(f"{folder}: {len(examples)} examples", file=sys.stderr)
    constants = logistic(np.array(rows), np.array(right, float), np.array(weights))
    print("constants", ", ".join(f"{one:.2f}" for one in constants))
    return 0


def _examples(folder: Path, limit: int | None) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The features of the best candidate, and whether it is the one meant."""
    numbers, claims = read_claims(folder / "claims.jsonl")
    queries = [q for q in read_queries(folder / "queries_train.jsonl", numbers) if q.relevant]
    chance = random.Random(0)
    with empty_desk() as (engine, workspace_id):
        fill(engine, workspace_id, claims, per_document=1)
        retrieval = Retrieval(with_vectors(engine))
        with Session(engine) as session:
            retrieval.refresh(session, workspace_id)
            for query in queries[:limit]:
                reading = read(in_words(core(plain(query.text))))
                near = retrieval.near(session, workspace_id, reading)
                found = [
                    (one.claim_id, one.signals)
                    for one in near
                    if one.claim_id in query.relevant or not same_words(one.text, query.text)
                ]
                yield from _thinned(query, found, len(reading.terms), chance)


def _thinned(
    query: Query, near: Sequence[tuple[int, Signals]], words: int, chance: random.Random
) -> Iterator[tuple[tuple[float, ...], bool]]:
    for share in THINNED:
        kept = [one for one in near if one[0] in query.relevant or chance.random() < share]
        for some in (kept, [one for one in kept if one[0] not in query.relevant]):
            if some:
                yield features([one for _, one in some], words)[0], some[0][0] in query.relevant


def logistic(rows: Matrix, right: Matrix, weights: Matrix, ridge: float = 10.0) -> list[float]:
    """The intercept and a coefficient per column, by Newton's method. A ridge on all but the
    intercept keeps the coefficients of correlated columns small."""
    rows = np.column_stack([np.ones(len(rows)), rows])
    weights = weights * len(rows) / weights.sum()
    penalty = np.diag([0.0] + [ridge] * (rows.shape[1] - 1))
    constants = np.zeros(rows.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-rows @ constants))
        slope = rows.T @ (weights * (right - likely)) - penalty @ constants
        curve = (rows * (weights * likely * (1 - likely))[:, None]).T @ rows + penalty
        step = np.linalg.solve(curve, slope)
        constants += step
        if float(np.abs(step).max()) < 1e-8:
            break
    return [float(one) for one in constants]


if __name__ == "__main__":
    sys.exit(main())

"""A simulated week of a desk: does the record end the same, in whatever order articles come in?

    python -m benchmarks.week [--orders 4] [--seed 1] [--json]

Forty articles of invented outlets on three events (`benchmarks.week.articles`) are put on record,
and after each an editor decides on its drafts. The editor approves what a draft proposes if that is
right, chooses among the claims that the draft offers if it is not, and writes a new claim if none
of them is about the same matter. Then the same is done with the articles in other orders.

Each claim is watched and asked about as soon as it is on record, and a digest goes out every
evening (`benchmarks.week.readers`). The messages are those that Slack would have got, and they are
read as a person reads them.

Printed are the number of claims, sources and attributions, what differs from the first order, and
how many moves of a figure on record the notices to watchers, the corrections and the digests told.
The exit code is 1 if two orders end with other sources, parties, groups of attributions, figures on
record, statuses or counts; if a matter has two claims, or a source is there twice; if any of the
three readers is not told each move once in order of publication, or is told one twice in another
order, or of more moves than happened.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence

from benchmarks.week.articles import Article, articles
from benchmarks.week.desk import Ended, moves, worked
from benchmarks.week.readers import READERS


def main(argv: Sequence[str] | None = None) -> int:
    """The benchmark's command line; the exit code."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.week", description="A week.")
    given.add_argument("--orders", type=int, default=4, help="in order, and the rest shuffled")
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--json", action="store_true", help="print the result as JSON")
    options = given.parse_args(argv)
    orders = _orders(options.orders, options.seed)
    ends = [worked(order) for order in orders]
    wrong = [
        [*one.twice(), *_apart(ends[0], one), *_told(one, in_order=one is ends[0])] for one in ends
    ]
    if options.json:
        rows = [
            {"order": n, "ok": not wrong[n], "wrong": wrong[n], **one.counts()}
            for n, one in enumerate(ends)
        ]
        print(json.dumps({"rows": rows, "total": len(rows), "passed": wrong.count([])}, indent=1))
    else:
        _print(ends, wrong)
    return 1 if any(wrong) else 0


def _orders(number: int, seed: int) -> list[Sequence[Article]]:
    every = articles()
    chance = random.Random(seed)
    return [every, *(chance.sample(every, len(every)) for _ in range(number - 1))]


def _apart(first: Ended, other: Ended) -> list[str]:
    """What another order ended with otherwise, one line each."""
    return [
        f"{what}: {mine} in order, {theirs} shuffled" for what, mine, theirs in first.against(other)
    ]


def _told(one: Ended, *, in_order: bool) -> list[str]:
    """Where a reader was not told each move once (in order), or was told one twice or of more than
    happened (in any order)."""
    found = []
    for reader in READERS.values():
        for matter in sorted({sentence.matter for a in articles() for sentence in a.sentences}):
            told, most = one.told[reader, matter], moves(articles(), matter)
            twice = len(set(told)) < len(told)
            if twice or len(told) > most or (in_order and len(told) != most):
                said = ", ".join(f"{move.was} to {move.now}" for move in told) or "none"
                found.append(f"{matter}, {reader}: told {said}; {most} happened")
    return found


def _print(ends: Sequence[Ended], wrong: Sequence[Sequence[str]]) -> None:
    for number, (one, faults) in enumerate(zip(ends, wrong, strict=True)):
        name = "in order" if number == 0 else f"shuffled {number}"
        print(f"{name:12}", ", ".join(f"{key} {value}" for key, value in one.counts().items()))
        for fault in faults:
            print(f"   WRONG {fault}")
    print(f"{sum(not one for one in wrong)} of {len(ends)} orders as expected")


if __name__ == "__main__":
    sys.exit(main())

"""Fits the table of bot/extraction/confidence_weights.py: `python -m benchmarks.extraction_fit FILE
[--nlp]`.

Logistic regression with a ridge, on the tuning half of FILE (see benchmarks/extraction.py): which
share of the drafts with given traits had the right words and the right speaker. Prints the log-odds
of every trait that was seen often enough, and the scores at a threshold of 0.5 on both halves. With
`--nlp` the rules' numbers are held fixed and only those of agreement are fitted.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.extraction import pairings
from benchmarks.report import guarded
from bot.extraction.confidence import log_odds
from bot.extraction.draft import DraftPassage
from bot.extraction.drafting import drafted
from bot.extraction.page import page
from bot.extraction.passages import Parse, gathered

RIDGE = 3.0
FEWEST = 4
ROUNDS = 3_000
STEP = 1.5
_OF_AGREEMENT = ("agreed", "rules only", "parsed")

Case = tuple[list[str], bool]


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.extraction_fit",
        description="Fit the confidence of draft passages anew.",
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--nlp", action="store_true", help="fit what agreement with spaCy is worth")
    arguments = parser.parse_args(argv)

    def run() -> int:
        parse = _parser() if arguments.nlp else None
        tune, wanted = cases(arguments.file, "tune", parse)
        weights = fit(tune, agreement=arguments.nlp)
        for name, weight in sorted(weights.items()):
            print(f'    "{name}": {weight:.2f},')
        for split, (given, all_of_them) in (
            ("tune", (tune, wanted)),
            ("report", cases(arguments.file, "report", parse)),
        ):
            kept = [ok for traits, ok in given if _odds(traits, weights, arguments.nlp) >= 0]
            right = sum(kept)
            print(f"{split}: precision {right / len(kept):.3f} recall {right / all_of_them:.3f}")
        return 0

    return guarded(run)


def cases(file: Path, split: str, parse: Parse | None = None) -> tuple[list[Case], int]:
    """Every draft of one half with its traits and whether it is right; and the number of
    annotations."""
    traits_of: dict[int, list[str]] = {}

    def extract(text: str) -> list[DraftPassage]:
        laid = page(text)
        both = drafted(laid, gathered(laid, parse))
        traits_of.update({id(draft): traits for draft, traits in both})
        return [draft for draft, _ in both]

    found = pairings(file, extract, split)
    given = [
        (traits_of[id(draft)], index in one.pairs and one.pairs[index][2])
        for one in found
        for index, draft in enumerate(one.drafts)
    ]
    return given, sum(len(one.annotated) for one in found)


def fit(given: Sequence[Case], *, agreement: bool = False) -> dict[str, float]:
    """The log-odds of each trait, by gradient descent."""
    seen = Counter(trait for traits, _ in given for trait in set(traits))
    names = [n for n, count in seen.items() if count >= FEWEST and (not agreement or _agrees(n))]
    place = {name: index for index, name in enumerate(names)}
    rows = [([place[t] for t in traits if t in place], ok) for traits, ok in given]
    fixed = [log_odds([t for t in ts if not _agrees(t)]) if agreement else 0.0 for ts, _ in given]
    weights = [0.0] * len(names)
    for _ in range(ROUNDS):
        slope = [RIDGE * weight for weight in weights]
        for (columns, ok), start in zip(rows, fixed, strict=True):
            wrong = 1 / (1 + math.exp(-start - sum(weights[c] for c in columns))) - ok
            for column in columns:
                slope[column] += wrong
        for column, value in enumerate(slope):
            weights[column] -= STEP * value / len(rows)
    return dict(zip(names, weights, strict=True))


def _odds(traits: Sequence[str], weights: Mapping[str, float], agreement: bool) -> float:
    start = log_odds([t for t in traits if not _agrees(t)]) if agreement else 0.0
    return start + sum(weights.get(trait, 0.0) for trait in traits)


def _agrees(trait: str) -> bool:
    return trait.removeprefix("now ").startswith(_OF_AGREEMENT)


def _parser() -> Parse:
    from bot.extraction.spacy_reader import parser

    return parser()


if __name__ == "__main__":
    sys.exit(main())

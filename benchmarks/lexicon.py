"""What the lexicon finds in pairs of sentences: `python -m benchmarks.lexicon FILE [FILE …]`.

A FILE holds pairs, one JSON object a line or one JSON list: edits and cases `{kind, claim,
statement}`, or `{a, b, label|score}`; or it is a folder with `claims.jsonl` and
`queries_train.jsonl`, of which the relevant claims and the near misses are paired with the query.

The words that only one of the two has are held against each other: by kind of pair, in how many
pairs the lexicon finds an opposite or the same meaning in another word, all words of one against
all of the other ("anywhere") and those between the same neighbours ("in one slot"); `typed` is the
typed lists alone. Of a pair that says the same an opposite is a false alarm; of an antonym the same
meaning.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from bot.language.lexicon import opposite, same_deed, same_meaning, verb_phrases
from bot.language.lexicon.added_words import OPPOSITES, SAME
from bot.language.lexicon.table import forms
from bot.language.reading import Reading, read
from bot.language.tokens import is_stopword, stem
from bot.matching.alignment import align, settle
from bot.matching.opposite_words import SMALL_OPPOSITES

Told = Callable[[str, str], bool]
WIDTH = 50


def main(argv: Sequence[str] | None = None) -> int:
    """Print what is found by kind; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.lexicon", description="What the lexicon finds in pairs."
    )
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="print the words found")
    arguments = parser.parse_args(argv)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path in arguments.files:
        for kind, statement, claim in pairs(path):
            counts = measured(read(statement), read(claim))
            found[kind].update(dict.fromkeys(counts, 1))
            found[kind]["pairs"] += 1
            if arguments.show:
                for name, (one, other) in counts.items():
                    print(f"{kind[:WIDTH]:{WIDTH}} {name:24} {one} / {other}")
    names = sorted({name for some in found.values() for name in some} - {"pairs"})
    print(f"{'':{WIDTH}} {'pairs':>8} " + " ".join(f"{name:>22}" for name in names))
    for kind, totals in sorted(found.items()):
        shown = " ".join(f"{totals[name]:22}" for name in names)
        print(f"{kind[:WIDTH]:{WIDTH}} {totals['pairs']:8} {shown}")
    return 0


def pairs(path: Path) -> Iterator[tuple[str, str, str]]:
    """Kind, statement and claim of every pair in a file or folder."""
    if path.is_dir():
        yield from _queries(path)
        return
    for row in _rows(path):
        if "score" in row and row["score"] < 4.6:
            continue
        kind = row.get("kind") or row.get("label") or "likeness from 4.6"
        one, other = row.get("statement", row.get("a")), row.get("claim", row.get("b"))
        yield str(kind), str(one), str(other)


def measured(ours: Reading, theirs: Reading) -> dict[str, tuple[str, str]]:
    """By what is measured, the first pair of words in which it is found; only what is."""
    mine, other = set(words(ours)), set(words(theirs))
    anywhere = list(product(sorted(mine - other), sorted(other - mine)))
    others = [(a, b) for a, b in anywhere if not forms(a) & forms(b)]
    laid = align(ours, theirs)
    gaps = [] if laid is None else [settle(gap) for gap in laid.gaps]
    slots = [(a.word, b.word) for gap in gaps for a in gap.ours for b in gap.theirs]
    asked: dict[str, tuple[list[tuple[str, str]], Told]] = {
        "opposite anywhere": (anywhere, opposite),
        "typed opp. anywhere": (anywhere, _typed_opposite),
        "opposite in one slot": (slots, opposite),
        "typed opp. in one slot": (slots, _typed_opposite),
        "same": (others, same_meaning),
        "typed same": (others, _typed_same),
        "same deed": (others, same_deed),
    }
    first = {
        name: next((pair for pair in some if told(*pair)), None)
        for name, (some, told) in asked.items()
    }
    return {name: pair for name, pair in first.items() if pair is not None}


def words(reading: Reading) -> Iterator[str]:
    """The words that say something, and the plain forms of verbs of several words."""
    texts = [token.lower for token in reading.tokens]
    phrases = verb_phrases([token.text for token in reading.tokens])
    inside = {at for phrase in phrases for at in phrase.at}
    yield from (phrase.lemma for phrase in phrases)
    for at, word in enumerate(texts):
        said = not is_stopword(word) or word in SMALL_OPPOSITES
        if said and at not in inside and at not in reading.taken:
            yield word


def _rows(path: Path) -> list[dict[str, Any]]:
    text = path.read_text("utf-8")
    if text.lstrip().startswith("["):
        rows: list[dict[str, Any]] = json.loads(text)
        return rows
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _queries(folder: Path) -> Iterator[tuple[str, str, str]]:
    claims = {row["id"]: row["text"] for row in _rows(folder / "claims.jsonl")}
    for query in _rows(folder / "queries_train.jsonl"):
        for name in ("relevant", "near_miss"):
            for claim in query.get(name, ()):
                yield f"{folder.name}: {name}", query["text"], claims[claim]


# --- the typed lists alone ---------------------------------------------------------------------


def _typed_same(one: str, other: str) -> bool:
    groups = _typed_groups()
    return bool(groups.get(stem(one), set()) & groups.get(stem(other), set()))


def _typed_opposite(one: str, other: str) -> bool:
    pair = (stem(one), stem(other))
    return pair in _typed_pairs() or pair[::-1] in _typed_pairs()


@cache
def _typed_groups() -> dict[str, set[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(SAME.splitlines()):
        for word in line.split():
            groups[stem(word.replace("_", " "))].add(number)
    return groups


@cache
def _typed_pairs() -> set[tuple[str, str]]:
    entries = (entry.split("|") for entry in OPPOSITES.rstrip(";").split(";"))
    sides = ([[stem(w) for w in side.split()] for side in entry] for entry in entries)
    return {pair for one, other in sides for pair in product(one, other)}


if __name__ == "__main__":
    sys.exit(main())

"""Whether changed statements are told from unchanged ones: `python -m benchmarks.differences FILE`.

The file holds edits, `{kind, label, claim, statement}` with the label `different` or `same`, or
pairs, `{a, b, label}` or `{a, b, score}` with a likeness from 0 to 5: one JSON object a line, or
one JSON list. A statement is cleaned like a question in Slack; if it has several sentences, each is
compared. `caught` is the share of different pairs with a Difference, `not_matched` the share with
one or with too little in common to be called a match; `false_alarms` is the share of same pairs
with a Difference. A pair with a score is the same from SAME_FROM on; pairs with a lower score are
left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import CaseError, Row, case_arguments, emit, guarded
from bot.language.reading import read
from bot.language.statements import statements
from bot.matching.differences import compare

DIFFERENT, SAME = "different", "same"
SAME_FROM = 4.6
"""Likeness (STS benchmark, 0 to 5) from which two sentences are taken to say the same."""


def main(argv: Sequence[str] | None = None) -> int:
    """The benchmark's command line. Gives 0, or 2 if the file cannot be read: no row has to be
    as expected."""
    arguments = case_arguments(
        argv,
        prog="python -m benchmarks.differences",
        description="Compare pairs of sentences and count what is told apart.",
        files={"file": "edits or pairs, one JSON object a line"},
    )

    def run() -> int:
        rows = [row for row in map(compared, _pairs(arguments.file)) if row is not None]
        return emit(rows, metrics=metrics(rows), as_json=arguments.json, gate=False)

    return guarded(run)


def compared(pair: Mapping[str, Any]) -> Row | None:
    """One pair compared; None if its score makes it neither the same nor different."""
    label = _label(pair)
    if label is None:
        return None
    statement, claim = _texts(pair)
    results = [compare(read(s), read(claim)) for s in statements(statement).texts or (statement,)]
    found = [d for result in results for d in result.differences]
    got = {
        "label": DIFFERENT if found else SAME,
        "whole": all(result.is_whole for result in results),
        "differences": [[d.kind.value, d.statement, d.record] for d in found],
    }
    kind = pair.get("kind") or pair.get("genre") or "pairs"
    asked = {"statement": statement, "claim": claim, "kind": kind}
    return Row(asked, label, got, got["label"] == label)


def metrics(rows: Sequence[Row]) -> dict[str, float]:
    """Shares over all rows and by kind: `caught`, `not_matched`, `false_alarms`,
    `false_alarms.ok_typo`, …; shares of no rows are left out."""
    found: dict[str, float] = {}
    kinds = sorted({row.input["kind"] for row in rows})
    for suffix, some in [("", rows)] + [
        (f".{kind}", [row for row in rows if row.input["kind"] == kind]) for kind in kinds
    ]:
        different = [row for row in some if row.expected == DIFFERENT]
        same = [row for row in some if row.expected == SAME]
        if different:
            found["caught" + suffix] = _share(row.ok for row in different)
            found["not_matched" + suffix] = _share(
                row.ok or not row.got["whole"] for row in different
            )
        if same:
            found["false_alarms" + suffix] = _share(not row.ok for row in same)
    return found


def _share(values: Iterable[bool]) -> float:
    listed = list(values)
    return round(float(sum(listed)) / len(listed), 4)


def _label(pair: Mapping[str, Any]) -> str | None:
    if "score" in pair:
        return SAME if float(pair["score"]) >= SAME_FROM else None
    return DIFFERENT if pair["label"] == DIFFERENT else SAME


def _texts(pair: Mapping[str, Any]) -> tuple[str, str]:
    if "claim" in pair:
        return pair["statement"], pair["claim"]
    return pair["a"], pair["b"]


def _pairs(path: Path) -> list[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CaseError(f"{path}: cannot be read ({problem})") from problem
    entries: list[dict[str, Any]]
    try:
        if text.lstrip().startswith("["):
            entries = json.loads(text)
        else:
            entries = [json.loads(line) for line in text.splitlines() if line.strip()]
    except json.JSONDecodeError as problem:
        raise CaseError(f"{path}: is not JSON ({problem.msg})") from problem
    for number, entry in enumerate(entries, 1):
        _check(entry, f"{path}: pair {number}")
    return entries


def _check(entry: Any, where: str) -> None:
    if not isinstance(entry, dict):
        raise CaseError(f"{where}: should be an object")
    keys = ("claim", "statement") if "claim" in entry else ("a", "b")
    if not all(isinstance(entry.get(key), str) for key in keys):
        raise CaseError(f"{where}: should have the texts {' and '.join(keys)}")
    score = entry.get("score")
    if score is not None:
        if not isinstance(score, int | float):
            raise CaseError(f'{where}: "score" should be a number')
    elif entry.get("label") not in (DIFFERENT, SAME):
        raise CaseError(f'{where}: "label" should be "{DIFFERENT}" or "{SAME}"')


if __name__ == "__main__":
    sys.exit(main())

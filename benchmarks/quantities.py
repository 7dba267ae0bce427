"""Runs phrases with the intervals they mean against the figure reader.

`python -m benchmarks.quantities FILE [--json]`. A case has `text` and the expected first figure in
it: low, high (null = unbounded), low_open, high_open, unit, kind. An absent expectation is not
checked; numbers compare to 1e-9 relative.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from math import isclose
from typing import Any

from benchmarks.report import (
    CaseError,
    Row,
    case_arguments,
    emit,
    guarded,
    load_cases,
    refuse_unknown_keys,
)
from bot.language.quantities import TOLERANCE, quantities

NUMBERS = ("low", "high")
FLAGS = ("low_open", "high_open")
NAMES = ("unit", "kind")
EXPECTED = (*NUMBERS, *FLAGS, *NAMES)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a case file; the exit code is 0, 1 (a row is not as expected) or 2 (cannot be run)."""
    arguments = case_arguments(
        argv,
        prog="python -m benchmarks.quantities",
        description="Run phrases against the figure reader.",
        files={"file": "a JSON list of phrases"},
    )

    def run() -> int:
        rows = [run_case(case, f"case {n}") for n, case in enumerate(load_cases(arguments.file), 1)]
        return emit(rows, metrics={}, as_json=arguments.json)

    return guarded(run)


def run_case(case: Mapping[str, Any], where: str) -> Row:
    """One phrase as a row, `got` null if no figure is found. Raises CaseError, which names a bad
    entry."""
    text = case.get("text")
    if not isinstance(text, str):
        raise CaseError(f'{where}: "text" should be a text')
    where = f'{where} "{text}"'
    refuse_unknown_keys(case, {"text", *EXPECTED}, where)
    expected = {key: case[key] for key in EXPECTED if key in case}
    _check(expected, where)
    found = quantities(text)
    got = {key: getattr(found[0], key) for key in EXPECTED} if found else None
    ok = got is not None and all(_same(value, got[key]) for key, value in expected.items())
    return Row(input=text, expected=expected, got=got, ok=ok)


def _check(expected: Mapping[str, Any], where: str) -> None:
    for key, value in expected.items():
        if key in FLAGS and not isinstance(value, bool):
            raise CaseError(f'{where}: "{key}" should be true or false')
        if key in NUMBERS and not (value is None or _is_number(value)):
            raise CaseError(f'{where}: "{key}" should be a number or null')
        if key in NAMES and not (value is None or isinstance(value, str)):
            raise CaseError(f'{where}: "{key}" should be a text or null')


def _same(expected: Any, got: Any) -> bool:
    if _is_number(expected) and _is_number(got):
        return isclose(expected, got, rel_tol=TOLERANCE)
    return bool(expected == got)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


if __name__ == "__main__":
    sys.exit(main())

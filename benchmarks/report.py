"""Shared by all benchmarks over a case file: reading the file, and printing the results.

The output with `--json` is `{"rows": [{"input", "expected", "got", "ok"}], "total", "passed",
"metrics"}`. Exit codes: 0 every row is as expected, 1 one is not, 2 wrong usage or an unreadable
file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

LABEL_WIDTH = 64
LABEL_KEYS = ("name", "text", "phrase", "statement")


class CaseError(Exception):
    """A case file that cannot be run; the message says which entry is wrong and why."""


@dataclass(frozen=True)
class Row:
    """One case: the input, the expected result and the actual one. All are JSON values."""

    input: Any
    expected: Any
    got: Any
    ok: bool


def case_arguments(
    argv: Sequence[str] | None, *, prog: str, description: str, files: Mapping[str, str]
) -> argparse.Namespace:
    """The command line of a benchmark: one positional per entry of `files` (name → help), `--json`.

    Each file is given as a Path under its name, `--json` as `json`. `argv` None reads the process's
    own arguments. Wrong usage ends the process with exit code 2.
    """
    parser = argparse.ArgumentParser(prog=prog, description=description)
    for name, text in files.items():
        parser.add_argument(name, metavar=name.upper(), type=Path, help=text)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser.parse_args(argv)


def guarded(run: Callable[[], int]) -> int:
    """The exit code of `run`, or 2 with the reason on stderr if a case file cannot be run."""
    try:
        return run()
    except CaseError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2


def load_json(path: Path) -> Any:
    """The JSON value in a file. Raises CaseError, which says in plain words why it cannot be
    read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise CaseError(f"{path}: cannot be read ({problem.strerror or problem})") from problem
    except UnicodeDecodeError as problem:
        raise CaseError(f"{path}: is not UTF-8 text (byte {problem.start})") from problem
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno}, column {problem.colno}"
        raise CaseError(f"{path}: is not JSON ({problem.msg}, {place})") from problem
    except RecursionError as problem:
        raise CaseError(f"{path}: is nested too deeply to be a case file") from problem


def load_cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a file: a JSON list of objects, in its order."""
    cases = load_json(path)
    if not isinstance(cases, list):
        raise CaseError(f"{path}: should be a list of cases, is {_kind(cases)}")
    for number, case in enumerate(cases, 1):
        if not isinstance(case, dict):
            raise CaseError(f"{path}: case {number} should be an object, is {_kind(case)}")
    return cases


def refuse_unknown_keys(entry: Mapping[str, Any], known: Collection[str], where: str) -> None:
    """Raises CaseError if `entry` has a key that is not `known`; `where` names the entry.

    A misspelt key would otherwise count as an absent one, which is not checked.
    """
    unknown = sorted(set(entry) - set(known))
    if unknown:
        keys = ", ".join(f'"{key}"' for key in unknown)
        word = "key" if len(unknown) == 1 else "keys"
        raise CaseError(f"{where}: unknown {word} {keys} (known: {', '.join(sorted(known))})")


def emit(
    rows: list[Row],
    *,
    metrics: Mapping[str, float],
    as_json: bool,
    gate: bool = True,
    more: Mapping[str, Any] | None = None,
) -> int:
    """Prints the rows and their total to stdout; gives the exit code: 1 if `gate` and a row is not
    ok.

    `more` is added to the JSON under its own names.
    """
    passed = sum(row.ok for row in rows)
    if as_json:
        result = {
            "rows": [asdict(row) for row in rows],
            "total": len(rows),
            "passed": passed,
            "metrics": dict(metrics),
            **(more or {}),
        }
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        _print_table(rows)
        for name, value in metrics.items():
            print(f"{name}: {value:g}")
        if rows:
            print(f"{passed} of {len(rows)} as expected")
    return 1 if gate and passed < len(rows) else 0


def _print_table(rows: list[Row]) -> None:
    labels = [_label(row.input) for row in rows]
    width = max((len(label) for label in labels), default=0)
    for row, label in zip(rows, labels, strict=True):
        print(f"{'ok   ' if row.ok else 'WRONG'} {label:<{width}}  {_short(row.got)}")
        if not row.ok:
            print(f"      {'expected':>{width}}  {_short(row.expected)}")


def _label(value: Any) -> str:
    """The label of a row for a reader: its name or its text, cut to one line."""
    if isinstance(value, dict):
        value = next((value[key] for key in LABEL_KEYS if key in value), value)
    text = " ".join(_short(value).split())
    return text if len(text) <= LABEL_WIDTH else text[: LABEL_WIDTH - 1] + "…"


def _short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return names.get(type(value), "null" if value is None else "a number")

"""Runs worked cases of the corroboration rule against it.

`python -m benchmarks.corroboration FILE [--json]`. A case has `claim`, `as_of`, `sources`,
`attributions` and `expect` (status, support, denial, flags). An absent expectation is not checked;
without `shelf_life_days` the kind's default is used. `outlet` says where the words were published
and plays no part in the rule.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from math import inf
from typing import Any, TypeVar

from benchmarks.report import (
    CaseError,
    Row,
    case_arguments,
    emit,
    guarded,
    load_cases,
    refuse_unknown_keys,
)
from bot.corroboration import (
    DEFAULT_SHELF_LIFE_DAYS,
    Attribution,
    ClaimFacts,
    Figure,
    Source,
    Stance,
    Status,
    corroborate,
)

CASE_KEYS = {"name", "claim", "as_of", "shelf_life_days", "sources", "attributions", "expect"}
CLAIM_KEYS = {"kind", "figure", "unit", "time"}
SOURCE_KEYS = {"name", "parent", "side"}
ATTRIBUTION_KEYS = {
    "id",
    "source",
    "stance",
    "outlet",
    "said_on",
    "origin",
    "relayed_by",
    "basis",
    "evidence",
    "figure",
    "unit",
    "against_interest",
    "retracted",
    "time",
    "weak_day",
}
EXPECT_KEYS = {"status", "support", "denial", "flags"}
KINDS = ("fact", "quantity", "prediction", "position", "characterisation", "speech_event")
BASES = ("statement", "record", "witnessed")

_Choice = TypeVar("_Choice", bound=StrEnum)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a case file; the exit code is 0, 1 (a row is not as expected) or 2 (cannot be run)."""
    arguments = case_arguments(
        argv,
        prog="python -m benchmarks.corroboration",
        description="Run worked cases of the corroboration rule.",
        files={"file": "a JSON list of cases"},
    )

    def run() -> int:
        cases = load_cases(arguments.file)
        rows = [run_case(case, _case_name(n, case)) for n, case in enumerate(cases, 1)]
        return emit(rows, metrics={}, as_json=arguments.json)

    return guarded(run)


def run_case(case: Mapping[str, Any], where: str) -> Row:
    """One case as a row. Raises CaseError, which names `where` and the key, if the case is
    malformed."""
    refuse_unknown_keys(case, CASE_KEYS, where)
    expect = _object(case, "expect", where) if "expect" in case else {}
    _check_expectation(expect, f"{where}, expect")
    result = corroborate(
        claim := _claim(_object(case, "claim", where), f"{where}, claim"),
        _attributions(case, where),
        _sources(case, where),
        as_of=_day(case, "as_of", where, needed=True) or date.min,
        shelf_life_days=_shelf_life(case, claim.kind, where),
    )
    got = {
        "status": result.status.value,
        "support": result.support,
        "denial": result.denial,
        "flags": list(result.flags),
    }
    ok = all(_same(key, value, got[key]) for key, value in expect.items())
    shown = {key: value for key, value in case.items() if key != "expect"}
    return Row(input=shown, expected=expect, got=got, ok=ok)


def _same(key: str, expected: Any, got: Any) -> bool:
    return set(expected) == set(got) if key == "flags" else bool(expected == got)


def _case_name(number: int, case: Mapping[str, Any]) -> str:
    name = case.get("name")
    return f'case {number} "{name}"' if isinstance(name, str) else f"case {number}"


def _check_expectation(expect: Mapping[str, Any], where: str) -> None:
    refuse_unknown_keys(expect, EXPECT_KEYS, where)
    if "status" in expect:
        _choice(expect, "status", Status, where)
    for key in ("support", "denial"):
        if key in expect and (not isinstance(expect[key], int) or isinstance(expect[key], bool)):
            raise CaseError(f'{where}: "{key}" should be a whole number')
    flags = expect.get("flags", [])
    if not isinstance(flags, list) or not all(isinstance(flag, str) for flag in flags):
        raise CaseError(f'{where}: "flags" should be a list of texts')


def _claim(entry: Mapping[str, Any], where: str) -> ClaimFacts:
    refuse_unknown_keys(entry, CLAIM_KEYS, where)
    kind = _text(entry, "kind", where)
    if kind not in KINDS:
        raise CaseError(f'{where}: "kind" should be one of {", ".join(KINDS)}')
    figure, unit = _figure(entry, where), _text(entry, "unit", where)
    return ClaimFacts(kind, figure, unit, _text(entry, "time", where))


def _shelf_life(case: Mapping[str, Any], kind: str, where: str) -> int | None:
    """The case's own days (null: never), else the default of the claim's kind."""
    if "shelf_life_days" not in case:
        return DEFAULT_SHELF_LIFE_DAYS.get(kind)
    days = case["shelf_life_days"]
    if days is not None and (not isinstance(days, int) or isinstance(days, bool) or days < 0):
        raise CaseError(f'{where}: "shelf_life_days" should be a number of days or null')
    return days


def _sources(case: Mapping[str, Any], where: str) -> dict[str, Source]:
    sources = {}
    entries = _object(case, "sources", where)
    for key in entries:
        place = f'{where}, source "{key}"'
        entry = _object(entries, key, place)
        refuse_unknown_keys(entry, SOURCE_KEYS, place)
        sources[key] = Source(
            key=key,
            parent=_text(entry, "parent", place),
            side=_text(entry, "side", place),
            name=_text(entry, "name", place) or "",
        )
    return sources


def _attributions(case: Mapping[str, Any], where: str) -> list[Attribution]:
    entries = case.get("attributions")
    if not isinstance(entries, list):
        raise CaseError(f'{where}: "attributions" should be a list')
    found: dict[str, Attribution] = {}
    for number, entry in enumerate(entries, 1):
        place = f"{where}, attribution {number}"
        if not isinstance(entry, dict):
            raise CaseError(f"{place}: should be an object")
        refuse_unknown_keys(entry, ATTRIBUTION_KEYS, place)
        attribution = _attribution(entry, place)
        if attribution.id in found:
            raise CaseError(f'{place}: the id "{attribution.id}" is taken')
        found[attribution.id] = attribution
    return list(found.values())


def _attribution(entry: Mapping[str, Any], where: str) -> Attribution:
    own_id = _text(entry, "id", where)
    if own_id is None:
        raise CaseError(f'{where}: "id" is missing')
    basis = _text(entry, "basis", where) or "statement"
    if basis not in BASES:
        raise CaseError(f'{where}: "basis" should be one of {", ".join(BASES)}')
    return Attribution(
        id=own_id,
        source=_text(entry, "source", where),
        stance=_choice(entry, "stance", Stance, where),
        said_on=_day(entry, "said_on", where),
        origin=_text(entry, "origin", where),
        relayed_by=_text(entry, "relayed_by", where),
        basis=basis,
        evidence=_text(entry, "evidence", where),
        figure=_figure(entry, where),
        unit=_text(entry, "unit", where),
        against_interest=_yes(entry, "against_interest", where),
        retracted=_yes(entry, "retracted", where),
        time=_text(entry, "time", where),
        weak_day=_yes(entry, "weak_day", where),
    )


def _object(entry: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    value = entry.get(key)
    if not isinstance(value, dict):
        raise CaseError(f'{where}: "{key}" should be an object')
    return value


def _text(entry: Mapping[str, Any], key: str, where: str) -> str | None:
    value = entry.get(key)
    if value is not None and not isinstance(value, str):
        raise CaseError(f'{where}: "{key}" should be a text')
    return value


def _yes(entry: Mapping[str, Any], key: str, where: str) -> bool:
    value = entry.get(key)
    if value is not None and not isinstance(value, bool):
        raise CaseError(f'{where}: "{key}" should be true or false')
    return bool(value)


def _choice(entry: Mapping[str, Any], key: str, choices: type[_Choice], where: str) -> _Choice:
    try:
        return choices(str(entry.get(key)))
    except ValueError:
        known = ", ".join(choice.value for choice in choices)
        raise CaseError(f'{where}: "{key}" should be one of {known}') from None


def _day(entry: Mapping[str, Any], key: str, where: str, *, needed: bool = False) -> date | None:
    value = entry.get(key)
    if value is None and not needed:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise CaseError(f'{where}: "{key}" should be a day like 2024-11-05') from None


def _figure(entry: Mapping[str, Any], where: str) -> Figure | None:
    value = entry.get("figure")
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2 or not all(map(_is_end, value)):
        raise CaseError(f'{where}: "figure" should be [low, high], null for no bound')
    low, high = value
    if low is not None and high is not None and low > high:
        raise CaseError(f'{where}: "figure" has its low end above its high end')
    return (low, high)


def _is_end(value: Any) -> bool:
    if value is None:
        return True
    # The comparison keeps out values that Python's JSON reads beyond the standard: NaN and
    # Infinity.
    return isinstance(value, int | float) and not isinstance(value, bool) and -inf < value < inf


if __name__ == "__main__":
    sys.exit(main())

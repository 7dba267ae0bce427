"""Statements asked against a record: `python -m benchmarks.questions RECORD QUESTIONS`.

A question gives the `outcome` (or a list of acceptable ones), the `claim` it is about (a key or a
list; with `possible` it must be among the alternatives) and `differences`, one of which must be
named when the outcome is `differs`. Of a message with several statements the first one counts.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.desk import ASKED_AT, desk
from benchmarks.report import (
    CaseError,
    Row,
    case_arguments,
    emit,
    guarded,
    load_cases,
    refuse_unknown_keys,
)
from bot.check.answer import Answer
from bot.check.checker import Checker
from bot.matching.outcome import DifferenceKind, Outcome

_KEYS = ("statement", "outcome", "claim", "differences")


def main(argv: Sequence[str] | None = None) -> int:
    """The benchmark's command line; the exit code."""
    arguments = case_arguments(
        argv,
        prog="python -m benchmarks.questions",
        description="Ask statements against a record and compare what comes out.",
        files={"record": "a file in the format on-record/1", "questions": "the statements"},
    )

    def run() -> int:
        cases = load_cases(arguments.questions)
        for number, case in enumerate(cases, 1):
            _check(case, f"{arguments.questions}: question {number}")
        with desk(arguments.record) as (checker, workspace_id):
            rows = [ask(checker, workspace_id, case) for case in cases]
        return emit(rows, metrics={}, as_json=arguments.json)

    return guarded(run)


def ask(checker: Checker, workspace_id: int, case: Mapping[str, Any]) -> Row:
    """Asks one question; absent expectations are not checked."""
    answers, _ = checker.answers(workspace_id, case["statement"], now=ASKED_AT)
    answer = answers[0]
    expected = {key: case[key] for key in _KEYS[1:] if key in case}
    got = {
        "outcome": answer.outcome.value,
        "claim": answer.claim.key if answer.claim else None,
        "differences": [difference.kind.value for difference in answer.differences],
        "alternatives": [alternative.key for alternative in answer.alternatives],
        "score": round(answer.score, 3),
    }
    return Row(case["statement"], expected, got, _as_expected(answer, expected))


def _as_expected(answer: Answer, expected: Mapping[str, Any]) -> bool:
    if "outcome" in expected and answer.outcome.value not in _listed(expected["outcome"]):
        return False
    if "claim" in expected and not _about(answer, _listed(expected["claim"])):
        return False
    if "differences" in expected and answer.outcome is Outcome.DIFFERS:
        kinds = {difference.kind.value for difference in answer.differences}
        return bool(kinds & set(expected["differences"]))
    return True


def _about(answer: Answer, keys: Sequence[str]) -> bool:
    if answer.outcome is Outcome.NONE:
        return True  # the answer shows no claim
    if answer.outcome is Outcome.POSSIBLE:
        return any(alternative.key in keys for alternative in answer.alternatives)
    return answer.claim is not None and answer.claim.key in keys


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _check(case: Mapping[str, Any], where: str) -> None:
    refuse_unknown_keys(case, _KEYS, where)
    if not isinstance(case.get("statement"), str):
        raise CaseError(f'{where}: "statement" should be a text')
    for key, allowed in (
        ("outcome", {outcome.value for outcome in Outcome}),
        ("claim", None),
        ("differences", {kind.value for kind in DifferenceKind}),
    ):
        value = case.get(key)
        if value is None:
            continue
        if not isinstance(value, str | list) or not all(isinstance(v, str) for v in _listed(value)):
            raise CaseError(f'{where}: "{key}" should be a text or a list of texts')
        unknown = sorted(set(_listed(value)) - allowed) if allowed else []
        if unknown:
            raise CaseError(f'{where}: "{key}" has unknown {", ".join(unknown)}')


if __name__ == "__main__":
    sys.exit(main())

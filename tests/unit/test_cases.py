"""The case files, run through the benchmarks: those that lie beside the checkout, and our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import corroboration, quantities
from benchmarks.desk import desk
from benchmarks.questions import ask
from benchmarks.report import Row, load_cases
from tests.paths import ROOT, shared

OWN_QUESTIONS = ROOT / "tests" / "cases" / "sample_questions.json"


def wrong(rows: list[Row]) -> list[Row]:
    assert rows
    return [row for row in rows if not row.ok]


def asked(record: Path, questions: Path) -> list[Row]:
    with desk(record) as (checker, workspace_id):
        return [ask(checker, workspace_id, case) for case in load_cases(questions)]


def test_every_shared_phrase_means_what_it_should() -> None:
    cases = load_cases(shared("cases", "quantities.json"))
    assert wrong([quantities.run_case(case, f"case {n}") for n, case in enumerate(cases, 1)]) == []


def test_every_shared_case_gets_its_status() -> None:
    cases = load_cases(shared("cases", "corroboration.json"))
    rows = [corroboration.run_case(case, f"case {n}") for n, case in enumerate(cases, 1)]
    assert wrong(rows) == []


def test_every_shared_question_gets_its_answer() -> None:
    rows = asked(shared("corpus", "record.json"), shared("cases", "questions.json"))
    assert wrong(rows) == []


def test_every_question_about_the_sample_record_gets_its_answer() -> None:
    if not OWN_QUESTIONS.exists():
        pytest.skip("there are no questions about the sample record")
    assert wrong(asked(ROOT / "samples" / "record.json", OWN_QUESTIONS)) == []

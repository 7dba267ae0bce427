"""How well claims are found in other languages: no worse than what the README says."""

from __future__ import annotations

import pytest

from benchmarks.across import TUNED, to_english
from benchmarks.report import load_json
from bot.matching import multilingual
from tests.paths import ROOT

CASES = ROOT / "tests" / "cases" / "across.json"
RECORD = ROOT / "samples" / "record.json"


def test_the_cases_are_of_all_languages_and_of_claims_on_record() -> None:
    cases = load_json(CASES)
    both = [one["language"] for one in (*cases["on_record"], *cases["not_on_record"])]
    assert set(both) == multilingual.LANGUAGES - {"en"}
    assert set(TUNED) < set(both)
    keys = {one["key"] for one in load_json(RECORD)["claims"]}
    assert {one["claim"] for one in cases["on_record"]} <= keys


def test_most_statements_are_offered_their_claim_and_others_none() -> None:
    model = multilingual.load()
    if model is None:
        pytest.skip("the extra `multilingual` is not installed")
    _, found = to_english(RECORD, load_json(CASES), model)
    for half in ("tuned", "others"):
        of = {name.removeprefix(f"to_english_{half}_"): value for name, value in found.items()}
        assert of["shown"] == 0
        assert of["r1"] >= 0.85
        assert of["r3"] >= 0.9
        assert of["false_offers"] <= 0.05
        assert of["off_r3"] < 0.2  # by names alone

"""The difference benchmark counts what it says it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import differences

EDITS = [
    {"kind": "number", "label": "different", "claim": "It cost $12.", "statement": "It cost $15."},
    {
        "kind": "ok_case",
        "label": "same",
        "claim": "The Ostra bridge is closed.",
        "statement": "Is it true that the ostra bridge is closed?",
    },
]


def test_edits_are_counted_by_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "edits.jsonl"
    path.write_text("\n".join(map(json.dumps, EDITS)), encoding="utf-8")
    assert differences.main([str(path), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["total"] == result["passed"] == 2
    assert result["metrics"]["caught"] == result["metrics"]["caught.number"] == 1
    assert result["metrics"]["false_alarms"] == result["metrics"]["false_alarms.ok_case"] == 0


def test_a_pair_that_is_merely_close_is_left_out() -> None:
    pair = {"a": "A dog runs", "b": "A cat runs", "score": 2.5, "genre": "news"}
    assert differences.compared(pair) is None
    same = differences.compared({**pair, "b": "A dog runs", "score": 5})
    assert same is not None
    assert same.ok
    assert differences.metrics([same]) == {"false_alarms": 0, "false_alarms.news": 0}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is not JSON"),
        ('{"a": "x"}', "should have the texts a and b"),
        ('{"a": "x", "b": "y", "label": "maybe"}', '"label" should be'),
        ('{"a": "x", "b": "y", "score": "high"}', '"score" should be a number'),
    ],
)
def test_a_file_that_cannot_be_run_says_why(
    text: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(text, encoding="utf-8")
    assert differences.main([str(path)]) == 2
    assert reason in capsys.readouterr().err

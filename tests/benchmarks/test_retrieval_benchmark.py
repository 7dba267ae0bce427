"""The retrieval benchmark: its measures on rankings worked out by hand, and a small run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.rankings import auroc, ranking_metrics, reliability
from benchmarks.retrieval import Query, main, removed

CLAIMS = {
    "ferry": "The ferry Halvard sank in the harbour of Ostra on Monday.",
    "bridge": "The bridge at Ostra is closed to lorries until spring.",
    "school": "Eleven schools in Velmark have no heating.",
    "taxes": "The parliament of Velmark raised taxes on diesel.",
}
QUERIES = [
    {"id": "q1", "text": "The ferry Halvard sank in Ostra harbour", "relevant": ["ferry"]},
    {"id": "q2", "text": "the bridge at Ostra is closed to lorries", "relevant": ["bridge"]},
    {"id": "q3", "text": "Velmark's parliament raised diesel taxes", "relevant": ["taxes"]},
    {
        "id": "q4",
        "text": "The bridge at Ostra is open to lorries",
        "relevant": [],
        "near_miss": ["bridge"],
    },
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    claims = [{"id": key, "text": text} for key, text in CLAIMS.items()]
    lines(tmp_path / "claims.jsonl", claims)
    lines(tmp_path / "queries_dev.jsonl", QUERIES)
    return tmp_path


def lines(path: Path, entries: list[dict[str, object]]) -> None:
    path.write_text("\n".join(map(json.dumps, entries)) + "\n", encoding="utf-8")


def query(name: str, *relevant: int) -> Query:
    return Query(name, name, frozenset(relevant), frozenset())


def test_a_right_claim_first_and_one_third() -> None:
    found = ranking_metrics([([1, 2, 3], {1}), ([9, 8, 7], {7})], 5)
    assert found["map5"] == pytest.approx((1 + 1 / 3) / 2)
    assert found["mrr"] == pytest.approx((1 + 1 / 3) / 2)
    assert found["r1"] == 0.5
    assert found["r5"] == 1
    assert found["ndcg5"] == pytest.approx((1 + 0.5) / 2)


def test_several_right_claims_each_count() -> None:
    found = ranking_metrics([([4, 1, 5, 2, 6], {1, 2, 3})], 5)
    assert found["map5"] == pytest.approx((1 / 2 + 2 / 4) / 3)
    assert found["mrr"] == 0.5
    assert (found["r1"], found["r5"]) == (0, 1)
    assert found["ndcg5"] == pytest.approx((0.6309 + 0.4307) / (1 + 0.6309 + 0.5), abs=1e-3)


def test_what_lies_below_the_first_five_does_not_count() -> None:
    assert set(ranking_metrics([([1, 2, 3, 4, 5, 6], {6}), ([], {1})], 5).values()) == {0.0}


def test_auroc_counts_pairs_in_the_right_order() -> None:
    assert auroc([0.9, 0.8], [0.1, 0.2]) == 1
    assert auroc([0.1], [0.9]) == 0
    assert auroc([0.9, 0.5, 0.1], [0.5]) == pytest.approx((1 + 0.5 + 0) / 3)
    assert auroc([], [0.5]) == 0


def test_reliability_sets_scores_beside_what_was_right() -> None:
    low, high = reliability([(0.15, False), (0.11, True), (1.0, True)])
    assert low == {"from": 0.1, "to": 0.2, "queries": 2, "score": pytest.approx(0.13), "right": 0.5}
    assert (high["from"], high["to"], high["right"]) == (0.9, 1.0, 1.0)


def test_every_second_query_by_id_loses_its_claims_but_those_that_another_needs() -> None:
    asked = [query("d", 4), query("a", 1, 2), query("c", 3), query("b", 2, 5)]
    assert removed(asked) == {4, 5}


def test_a_run_over_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--json", "--peers"]) == 0
    result = json.loads(capsys.readouterr().out)
    metrics = result["metrics"]
    assert (metrics["claims"], metrics["queries"]) == (4, 4)
    assert metrics["map5"] == metrics["r1"] == metrics["bm25_r1"] == 1
    assert metrics["near_miss_accepted"] == 0
    assert (metrics["answerable"], metrics["unanswerable"]) == (2, 1)
    assert metrics["auroc"] == 1
    assert metrics["match_precision"] == metrics["offered_recall"] == 1
    assert metrics["none_or_possible"] == 1
    assert sum(part["queries"] for part in result["reliability"]) == 3
    assert result["rows"][0]["got"]["ranking"][0] == "ferry"
    assert result["rows"][0]["ok"]


def test_only_as_many_queries_as_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder), "--limit", "1"]) == 0
    printed = capsys.readouterr().out
    assert "queries: 1\n" in printed
    assert "map5: 1\n" in printed


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("claims.jsonl", "{", "line 1: is not JSON"),
        ("claims.jsonl", '{"id": "a"}', '"text" should be a text'),
        ("claims.jsonl", '{"id": "a", "text": "b"}\n{"id": "a", "text": "b"}', "a is there twice"),
        ("queries_dev.jsonl", '{"id": "a", "text": "b", "relevant": ["x"]}', "no claim x"),
    ],
)
def test_a_wrong_file_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], file: str, text: str, said: str
) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    assert main([str(folder)]) == 2
    assert said in capsys.readouterr().err


def test_a_split_that_is_not_there_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder), "--split", "test"]) == 2
    assert "queries_test.jsonl" in capsys.readouterr().err

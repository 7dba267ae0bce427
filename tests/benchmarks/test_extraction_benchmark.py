"""The extraction benchmark: how it counts, and what the rules reach on the shared test data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.extraction import Annotated, gold, main, paired, pairings, scores, speaker_right
from bot.extraction.draft import DraftPassage, Pattern
from bot.extraction.passages import passages
from tests.paths import shared

TEXT = 'Jane Roe, the mayor, said that the port was closed. "It is safe," said Karl Ek.'


def draft(content: str, source: str | None) -> DraftPassage:
    at = TEXT.index(content)
    who = TEXT.index(source) if source else None
    return DraftPassage(
        Pattern.INDIRECT,
        ((at, at + len(content)),),
        (0, len(TEXT)),
        (who, who + len(source)) if who is not None and source else None,
    )


def annotated(content: str, source: str | None) -> Annotated:
    one = draft(content, source)
    return Annotated(list(one.content), [one.source] if one.source else [])


def test_a_pair_needs_half_of_the_words_and_is_made_once() -> None:
    wanted = [annotated("the port was closed", "Jane Roe, the mayor")]
    near, far = draft("port was closed", "Jane Roe"), draft("closed", "Jane Roe")
    assert paired(TEXT, wanted, [near, far]) == {0: (0, pytest.approx(6 / 7), True)}
    assert paired(TEXT, wanted, [far]) == {}


@pytest.mark.parametrize(
    ("ours", "theirs", "right"),
    [
        ("Jane Roe", "Jane Roe, the mayor", True),
        ("the mayor", "Jane Roe", False),
        ("Karl Ek", "Jane Roe", False),
        (None, None, True),
        (None, "Jane Roe", False),
        ("Jane Roe", None, False),
    ],
)
def test_a_speaker_is_right_where_the_head_words_meet(
    ours: str | None, theirs: str | None, right: bool
) -> None:
    one = draft("the port was closed", ours)
    assert speaker_right(TEXT, one, annotated("It is safe", theirs).source) is right


def test_the_benchmark_runs_on_a_file_and_prints_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = TEXT.index("the port")
    article = {
        "id": "one",
        "text": TEXT,
        "attributions": [
            {"source": [[0, 8]], "cue": [[21, 25]], "content": [[content, content + 19]]}
        ],
    }
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps(article) + "\n", encoding="utf-8")
    assert main([str(file), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["metrics"]["recall"] == 1
    assert result["metrics"]["precision"] == 0.5
    assert set(result) >= {"rows", "total", "passed", "metrics"}


def test_a_broken_file_is_named_with_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text("{}\n", encoding="utf-8")
    assert main([str(file)]) == 2
    assert "line 1" in capsys.readouterr().err


def test_the_article_with_an_answer_key() -> None:
    rows, metrics = gold(shared("corpus", "gold.json"), passages)
    assert len(rows) == 23
    assert metrics["core_right"] == 15
    assert metrics["all_right"] >= 21
    assert metrics["stance_right"] >= 21
    assert metrics["unmatched"] <= 1


def test_the_half_of_the_articles_that_was_not_looked_at() -> None:
    found = scores(pairings(shared("bench", "attribution", "dev.jsonl"), passages, "report"))
    assert found["precision"] >= 0.81
    assert found["recall"] >= 0.51
    assert found["quoted_f1"] >= 0.81
    assert found["p50_ms"] <= 60  # 15 on an idle machine

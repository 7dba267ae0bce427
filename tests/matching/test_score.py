"""How much two sentences are about the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.reading import read
from bot.matching.score import idf, overlap, similarity

MODEST = settings(max_examples=100, deadline=None)

CLAIM = "More than 500 Danish teachers work in the schools of Chile"


def even(term: str) -> float:
    """Every term tells the same."""
    return 1.0


def score(one: str, other: str) -> float:
    return similarity(read(one), read(other), even)


@pytest.mark.parametrize(
    "same",
    [CLAIM, CLAIM.lower(), CLAIM.upper(), f"{CLAIM}.", "In the schools of Chile work more than 500 "
     "teachers from Denmark", CLAIM.replace("teachers", "teechers")],
)  # fmt: skip
def test_another_wording_of_the_same_scores_high(same: str) -> None:
    assert score(same, CLAIM) > 0.9


def test_nearer_sentences_score_higher() -> None:
    told = [
        CLAIM,
        "Danish teachers work in the schools of Chile",
        "Danish teachers work in Chile",
        "Teachers went on strike in Chile",
        "Apples fell from the tree",
    ]
    scores = [score(one, CLAIM) for one in told]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] == 0


def test_a_changed_figure_negation_or_role_still_retrieves() -> None:
    for text in (
        CLAIM.replace("500", "90,000"),
        f"It is not so that {CLAIM}",
        "More than 500 Chilean teachers work in the schools of Denmark",
    ):
        assert score(text, CLAIM) > 0.8


def test_a_country_is_the_same_under_all_its_names() -> None:
    assert score("The UK bought ferries", "Britain bought ferries") > 0.95
    assert score("British ferries", "Ferries of the United Kingdom") > 0.95


def test_a_rare_word_tells_more_than_a_frequent_one() -> None:
    weights = {"ferri": 5.0}
    reading = read("The old ferry sank")
    near = similarity(reading, read("A new ferry burned"), lambda term: weights.get(term, 1.0))
    far = similarity(reading, read("An old house sank"), lambda term: weights.get(term, 1.0))
    assert near > far


def test_rarer_terms_weigh_more_and_none_weighs_nothing() -> None:
    weights = [idf(10_000, frequency) for frequency in (0, 1, 10, 1_000, 10_000, 20_000)]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0
    assert idf(0, 0) > 0


def test_overlap_is_of_both_bags() -> None:
    assert overlap(["a", "b"], ["a", "b"], even) == 1
    assert overlap(["a", "b"], ["c"], even) == 0
    assert overlap([], [], even) == 0
    assert 0 < overlap(["a", "b"], ["b", "c"], even) < 1


def test_a_semantic_score_is_blended_in() -> None:
    one, other = read("The old ferry sank"), read("A vessel went down")
    assert similarity(one, other, even, 0.9) > similarity(one, other, even, 0.1)
    assert 0 <= similarity(one, other, even, -1.0) <= similarity(one, other, even, 1.0) <= 1


@MODEST
@given(st.text(max_size=80), st.text(max_size=80))
def test_a_score_is_from_0_to_1_for_any_text(one: str, other: str) -> None:
    assert 0 <= score(one, other) <= 1
    assert 0 <= score(one, CLAIM) <= 1


@MODEST
@given(st.lists(st.sampled_from([*CLAIM.split(), "boats", "12", "not"]), max_size=12))
def test_the_order_of_the_two_does_not_matter(words: list[str]) -> None:
    text = " ".join(words)
    assert score(text, CLAIM) == pytest.approx(score(CLAIM, text))

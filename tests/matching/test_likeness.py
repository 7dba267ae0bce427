"""How alike two texts are, and how likely a candidate is the one meant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.likeness import Signals, features, probabilities, signals, wording

MODEST = settings(max_examples=100, deadline=None)

FERRY = "The ferry Halvard sank in the harbour of Ostra on Monday."
TAXES = "The parliament of Velmark raised taxes on diesel."
UNIT = st.floats(0, 1)
SIGNALS = st.builds(Signals, st.none() | UNIT, UNIT, UNIT, UNIT)


def even(_stem: str) -> float:
    return 1.0


def alike(one: str, other: str, title: str | None = None) -> Signals:
    return signals(
        wording(one, even), wording(other, even, title), even, cosine=None, mean_length=6.0
    )


def test_a_text_is_wholly_like_itself() -> None:
    same = alike(FERRY, FERRY)
    assert same.jaccard == pytest.approx(1)
    assert same.grams == pytest.approx(1)
    assert same.score > 0.8


def test_other_words_are_not_alike() -> None:
    assert alike(FERRY, TAXES).score < 0.15


def test_a_misspelt_word_still_shares_most_of_its_letters() -> None:
    assert alike("The ferri Halvardd sank at Ostra", FERRY).grams > alike(TAXES, FERRY).grams + 0.3


def test_the_title_of_its_article_speaks_for_a_claim() -> None:
    without = alike("Was the Halvard sunk by pirates?", FERRY)
    titled = alike("Was the Halvard sunk by pirates?", FERRY, "Halvard not sunk by pirates")
    assert titled.jaccard > without.jaccard
    assert titled.bm25 > without.bm25


def test_without_a_vector_the_other_signals_count_in_full() -> None:
    assert Signals(None, 1.0, 1.0, 1.0).score == pytest.approx(1)
    assert Signals(1.0, 1.0, 1.0, 1.0).score == pytest.approx(1)


def test_who_leads_is_likelier_than_who_is_one_of_several() -> None:
    found = Signals(0.7, 0.4, 0.4, 0.5)
    far = Signals(0.4, 0.1, 0.1, 0.1)
    [alone, _] = probabilities([found, far], 6)
    [beside, other] = probabilities([found, found], 6)
    assert alone > beside == other


def test_a_small_record_gives_no_lead_for_want_of_others() -> None:
    weak = Signals(0.3, 0.1, 0.1, 0.1)
    [alone] = probabilities([weak], 6)
    assert alone < 0.15


@MODEST
@given(st.lists(SIGNALS, max_size=12), st.integers(0, 200))
def test_probabilities_are_probabilities_and_follow_the_score(
    found: list[Signals], words: int
) -> None:
    likely = probabilities(found, words)
    assert all(0 <= one <= 1 for one in likely)
    assert len(features(found, words)) == len(found)
    if found:
        better = replace(found[0], grams=min(1.0, found[0].grams + 0.1))
        assert probabilities([better, *found[1:]], words)[0] >= likely[0] - 1e-12


@MODEST
@given(st.text(max_size=200), st.text(max_size=200), st.none() | st.text(max_size=50))
def test_any_two_texts_have_signals_between_nought_and_one(
    one: str, other: str, title: str | None
) -> None:
    found = alike(one, other, title)
    for value in (found.jaccard, found.bm25, found.grams, found.score):
        assert -1e-9 <= value <= 1 + 1e-9

"""Sentences laid side by side: what stands in another word's place, and what is only a slip."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.reading import read
from bot.matching.differences import compare
from bot.matching.outcome import DifferenceKind
from tests.timing import quickest

K = DifferenceKind


@pytest.mark.parametrize(
    ("kind", "statement", "claim"),
    [
        (K.FIGURE, "The COVID-27 vaccine is free", "The COVID-19 vaccine is free"),
        (K.FIGURE, "Flight 24 was delayed in Ostra", "Flight 17 was delayed in Ostra"),
        (K.FIGURE, "Ida Holm lived in Section 4 housing", "Ida Holm lived in Section 8 housing"),
        (K.DATE, "The bridge opened in the 1950s", "The bridge opened in the 1960s"),
        (K.ROLES, "The harbour sued the mayor", "The mayor sued the harbour"),
        (
            K.ROLES,
            "Millers thanked by letter the bakers of the old town",
            "Bakers thanked by letter the millers of the old town",
        ),
        (K.NEGATION, "The mayor has yet to visit the mill", "The mayor has visited the mill"),
        (K.NEGATION, "He was unable to appear in the film", "He appeared in the film"),
        (K.OPPOSITE, "Ida Holm is a painter", "Ida Holm is a dentist"),
        (K.OPPOSITE, "She has voted for the levy", "She has voted against the levy"),
        (
            K.OPPOSITE,
            "Jobs won were won before the harbour closed",
            "Jobs lost were won before the harbour closed",
        ),
    ],
)
def test_what_stands_in_another_words_place_is_named(
    kind: DifferenceKind, statement: str, claim: str
) -> None:
    assert kind in {d.kind for d in compare(read(statement), read(claim)).differences}


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        ("The mayor did not resign", "The mayor didn't resign"),
        ("The minsiter cannot sgin the treaty", "The minister can't sign the treaty"),
        ("In execss of 400 people left", "In excess of 400 people left"),
        ("The shop opens at ten or 11 PM", "The shop opens at 10 or 11 PM"),
        ("Ida Holm is a deputy", "Ida Holm is a deputy. She was born in Ostra in 1961."),
        ("Ida Holm said the mill is closed", "The mill is closed, Ida Holm said"),
        ("NATO met in Ostra", "The North Atlantic Treaty Organization met in Ostra"),
        ("Inflation was 0.7 per cent in Ostra", "Inflation was 0.66 percent in Ostra"),
    ],
)
def test_a_slip_or_another_way_of_writing_is_none(statement: str, claim: str) -> None:
    assert compare(read(statement), read(claim)).differences == ()


def test_a_sign_counts_although_it_is_no_word() -> None:
    compared = compare(read("It cost €12 million"), read("It cost $12 million"))
    kinds = {d.kind for d in compared.differences}
    assert kinds == {K.FIGURE}


def test_another_word_in_one_place_does_not_make_two_sentences_about_the_same() -> None:
    compared = compare(read("Inflation in Ostra is 6.4%"), read("Unemployment in Ostra is 6.4%"))
    assert not compared.is_whole


def test_names_that_are_merely_listed_have_not_changed_places() -> None:
    found = compare(
        read("Ostra and Brennick signed the pact"), read("Brennick and Ostra signed the pact")
    )
    assert found.differences == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_are_compared(one: str, other: str) -> None:
    compare(read(one), read(other))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert compare(read(text), read(text)).differences == ()


def test_two_sentences_are_compared_in_milliseconds() -> None:
    one = "The mayor of Ostra told reporters on Monday that 40 of 300 houses had been flooded."
    other = "On Monday Ida Holm, the mayor of Ostra, said that more than 40 houses were flooded."
    compare(read(one), read(other))
    read.cache_clear()
    assert quickest(lambda: compare(read(one), read(other)), times=20, enough=0.01) < 0.01

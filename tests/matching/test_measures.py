"""What a figure measures, and when two measure different things."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.measures import Measure, apart, measure

KINDS = {
    "killed": "14 people were killed | the fire killed 14 | 14 died in hospital | fourteen bodies "
    "were found | the death toll rose to 14 | the dead are 14 | 14 dead, Holm said",
    "injured": "14 people were injured | the fire injured 14 | 14 were wounded | the number of "
    "injured rose to 14",
    "treated in hospital": "14 of the injured are in hospital | 14 people were taken to hospital | "
    "14 people were hospitalised | 14 injured workers were treated in hospital",
    "missing": "14 people are missing | 14 are still missing, feared dead | 14 unaccounted for",
    "homeless": "14 people were left homeless | 14 lost their homes | the flood displaced 14",
    "detained": "14 people were arrested | police detained 14",
    "evacuated": "14 people were evacuated",
}
SENTENCES = [(kind, text.strip()) for kind, line in KINDS.items() for text in line.split("|")]
PAIRS = list(permutations(SENTENCES, 2))


def of(text: str, figure: float | None = 14) -> Measure:
    return measure(text, None if figure is None else (figure, figure))


@pytest.mark.parametrize(("kind", "text"), SENTENCES)
def test_a_figure_measures_what_its_sentence_says(kind: str, text: str) -> None:
    assert of(text).what == {kind}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PAIRS))
def test_two_kinds_are_told_apart_and_two_wordings_of_one_are_not(
    pair: tuple[tuple[str, str], tuple[str, str]],
) -> None:
    (kind, text), (other, another) = pair
    told = apart(of(text), of(another))
    assert bool(told) == (kind != other), told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("29 are still in hospital", "62 people were taken to hospital"),
        ("29 people are now homeless", "62 people were left homeless in total"),
        ("29 remain in custody", "62 people have been arrested so far"),
        ("29 homes were lost", "62 people lost everything"),
        ("29 families were left homeless", "62 people were left homeless"),
        ("29 patients a day", "62 patients"),
    ],
)
def test_at_present_and_in_total_people_and_homes_are_told_apart(one: str, other: str) -> None:
    assert apart(of(one, 29), of(other, 62))
    assert apart(of(other, 62), of(one, 29))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the number has risen to 29", "62 people were killed"),
        ("29 people have now been killed", "62 people were killed"),
        ("29 are still missing", "62 people are missing"),
        ("29 people are homeless", "62 people were left homeless"),
        ("the same number", "62 people were killed"),
        ("29 of them", "62 people were taken to hospital"),
        ("29 soldiers are currently there", "62 soldiers are there"),
        ("29 were injured and treated on the spot", "62 people were injured"),
        ("29 muertos", "62 people were injured"),
    ],
)
def test_what_one_does_not_say_sets_nothing_apart(one: str, other: str) -> None:
    assert not apart(of(one, 29), of(other, 62))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("14 people were killed and 30 injured", "killed injured"),
        ("killed 14 people and injured 30", "killed injured"),
        ("14 dead, 30 injured", "killed injured"),
        ("the fire, which killed 14, injured 30", "killed injured"),
        ("14 were injured in the fire that killed 30", "injured killed"),
        ("of the 14 injured, 30 died", "injured killed"),
        ("the dead are 14; 30 are missing", "killed missing"),
    ],
)
def test_each_figure_of_a_sentence_has_its_own_measure(text: str, kinds: str) -> None:
    first, second = kinds.split()
    assert (of(text).what, of(text, 30).what) == ({first}, {second})


def test_a_figure_that_is_not_in_the_words_is_of_all_that_they_measure() -> None:
    found = of("Eight men were killed and two women injured.", 77)
    assert (found.what, found.found) == ({"killed", "injured"}, False)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_are_compared_both_ways_alike(one: str, other: str) -> None:
    assert bool(apart(of(one), of(other))) == bool(apart(of(other), of(one)))
    assert not apart(of(one), of(one))

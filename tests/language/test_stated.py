"""Whether a stored figure is in the words that are said to give it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.report import load_cases
from bot.language.quantities import describe, quantities
from bot.language.stated import Stated, Words, stated
from tests.language.numbers import POINTS, UNITS
from tests.paths import shared

Figure = tuple[float | None, float | None]


def told(words: str, figure: Figure, unit: str | None = None, **more: str) -> Stated:
    return stated(Words((words,), **more), figure, unit).stated


def listed(cases: str) -> list[list[str]]:
    cells = (cell for line in cases.strip().splitlines() for cell in line.split(" ; "))
    return [cell.split("|") for cell in cells]


@pytest.mark.parametrize("case", [*listed(POINTS), *listed(UNITS)], ids=" ".join)
def test_every_form_of_a_number_that_the_reader_knows_gives_its_figure(case: list[str]) -> None:
    words, value, *unit = case
    figure = (float(value), float(value))
    assert told(words, figure, unit[0] if unit else None) is Stated.GIVEN
    assert told(words, (figure[0] * 2 + 1, figure[1] * 2 + 1), *unit) is Stated.ANOTHER


def test_every_wording_of_the_case_file_gives_its_figure() -> None:
    for case in load_cases(shared("cases", "quantities.json")):
        figure = case["low"], case["high"]
        if figure != (None, None):
            assert told(case["text"], figure, case["unit"]) is Stated.GIVEN, case


@pytest.mark.parametrize(
    ("words", "figure", "unit"),
    [
        ("about 40 kilograms", (40, 40), "kg"),
        ("about 61", (54.9, 67.1), "%"),
        ("three miles of coast", (5, 5), "km"),
        ("40 tonnes of grain", (40_000, 40_000), "kg"),
        ("40 million crowns", (40, 40), "million crowns"),
        ("3 million dollars", (3e6, 3e6), "CAD"),
        ("two dozen people", (24, 24), None),
        ("dozens of people", (24, 100), "people"),
        ("two thirds of voters", (67, 67), "per cent"),
        ("one in five", (20, 20), "percent"),
        ("fewer than 10", (None, 10), None),
        ("fewer than 10", (0, 10), None),
        ("nobody was hurt", (0, 0), None),
        ("a man died", (1, 1), None),
        ("both sailors drowned", (2, 2), None),
        ("the toll rose to 2019", (2019, 2019), None),
        ("between 100 and 150 people", (100, 150), "people"),
        ("has risen from 78 to 135", (135, 135), None),
        ("over 100 people", (101, None), None),
        ("fewer than 10", (0, 9), None),
        ("the 14th victim", (14, 14), None),
        ("0.5 percentage points", (0.5, 0.5), "%"),
        ("más de 1.200 muertos en la ciudad", (1200, None), None),
    ],
)
def test_words_that_give_a_figure(words: str, figure: Figure, unit: str | None) -> None:
    assert told(words, figure, unit) is Stated.GIVEN


@pytest.mark.parametrize(
    ("words", "figure", "unit"),
    [
        ("3,400 people were now homeless", (6438, 6438), None),
        ("at least 78 people", (78, 78), None),
        ("nearly 12,000 people", (12_000, 12_000), None),
        ("54 per cent", (54, 54), None),
        ("54 people", (54, 54), "%"),
        ("€3m", (3e6, 3e6), "USD"),
        ("40 tonnes", (40, 40), "kg"),
        ("a fire killed 12", (1, 1), None),
        ("two soldiers and three civilians", (5, 5), None),
        ("killed on 3 March", (3, 3), None),
        ("killed on March 3rd", (3, 3), None),
        ("between 100 and 150 people", (150, 150), None),
        ("has risen from 78 to 135", (100, 100), None),
        ("no figure at all", (7, 7), None),
        ("plus de 300 personnes sont mortes dans la ville", (400, None), None),
    ],
)
def test_words_that_give_another_figure(words: str, figure: Figure, unit: str | None) -> None:
    assert told(words, figure, unit) is Stated.ANOTHER


def test_numbers_that_no_rule_reads_are_not_called_wrong() -> None:
    french = "quatorze personnes sont mortes dans la ville"
    assert told(french, (14, 14)) is Stated.UNREAD
    assert told("死者は三百人", (300, 300)) is Stated.UNREAD
    assert told("Zginęło 3,5 tys. osób", (3500, 3500), language="pl") is Stated.UNREAD
    german = "Die Küstenwache sprach von 14 Toten und drei Booten, die noch gesucht werden."
    assert told("14 in drei Booten", (3, 3), document=german) is Stated.UNREAD


def test_the_words_that_a_quote_refers_to_give_its_figure() -> None:
    found = stated(Words(("the same number", "212 names")), (212, 212), None)
    assert (found.stated, found.figure and found.figure.text) == (Stated.GIVEN, "212")


AMOUNTS = st.integers(0, 999_999).map(float) | st.integers(1, 10**6).map(lambda n: n / 100)


@settings(max_examples=200, deadline=None)
@example(1.0, 1.0, "%")
@given(low=st.none() | AMOUNTS, high=st.none() | AMOUNTS, unit=st.sampled_from([None, "%", "USD"]))
def test_a_figure_in_the_words_for_it_is_given(
    low: float | None, high: float | None, unit: str | None
) -> None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    if low is None and high is None:
        return
    assert told(f"They spoke of {describe(low, high, unit)}.", (low, high), unit) is Stated.GIVEN


@settings(max_examples=200, deadline=None)
@given(words=st.text(max_size=80), low=st.none() | st.floats(-1e9, 1e9), high=AMOUNTS)
def test_any_words_are_read_and_what_they_give_is_given(
    words: str, low: float | None, high: float
) -> None:
    told(words, (low, high), None)
    for one in quantities(words):
        if (one.low, one.high) != (None, None):
            assert told(words, (one.low, one.high), one.unit) is Stated.GIVEN

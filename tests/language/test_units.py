"""Units of measure: what converts into what, there and back, and rounded as people round."""

from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corroboration import Attribution, ClaimFacts, Stance
from bot.corroboration.figures import Fit, compare
from bot.language.quantities import Relation, from_interval, measure, quantities, relation, same
from bot.language.units import convert, roughly, unit_named, unit_names

NAMES = sorted(unit_names())
DIMENSIONS = sorted({unit.dimension for unit in unit_names().values()})


@given(
    st.sampled_from(NAMES), st.sampled_from(NAMES), st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
)
def test_what_is_converted_comes_back(one: str, other: str, value: float) -> None:
    a, b = unit_names()[one], unit_names()[other]
    if a.dimension != b.dimension:
        return
    back = convert(convert(value, a, b), b, a)
    assert isclose(back, value, rel_tol=1e-9, abs_tol=1e-6 * max(1.0, b.factor / a.factor))


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.floats(0.01, 1e6))
def test_rounding_goes_both_ways_and_never_far(one: str, other: str, value: float) -> None:
    a, b = unit_names()[one], unit_names()[other]
    if a.dimension != b.dimension:
        assert not roughly(value, a, value, b)
        return
    there = convert(value, a, b)
    for given_ in (there, float(f"{there:.1g}"), float(f"{there:.2g}")):
        assert roughly(value, a, given_, b) == roughly(given_, b, value, a)
        if roughly(value, a, given_, b):
            assert abs(given_ - there) <= 0.05 * max(abs(there), abs(given_))


@given(st.sampled_from(["km", "miles", "hectares", "acres", "kg", "tonnes", "°C", "hours"]))
def test_a_figure_equals_itself_only_in_its_measure(name: str) -> None:
    [figure] = quantities(f"It measured 1,234 {name}")
    assert measure(figure) == unit_named(name)
    [other] = quantities("It measured 1,234 people")
    assert same(figure, figure)
    assert relation(figure, figure) is Relation.SAME
    assert measure(other) is None


@pytest.mark.parametrize(
    ("value", "one", "expected", "other"),
    [
        (1, "mile", 1.609344, "km"),
        (1, "acre", 0.40468564224, "hectares"),
        (1, "square mile", 258.9988110336, "ha"),
        (1, "pound", 0.45359237, "kilograms"),
        (1, "tonne", 1000, "kg"),
        (1, "ton", 1, "tonne"),
        (1, "short ton", 907.18474, "kg"),
        (1, "barrel", 158.987294928, "litres"),
        (1, "cubic metre", 1000, "liters"),
        (100, "degrees Celsius", 212, "degrees Fahrenheit"),
        (-40, "°C", -40, "°F"),
        (1, "knot", 1.852, "km/h"),
        (60, "mph", 96.56064, "kilometres per hour"),
        (1, "kWh", 3.6, "MJ"),
        (1, "decade", 120, "months"),
        (1, "week", 168, "hours"),
        (1, "nautical mile", 1852, "m"),
    ],
)
def test_the_definitions(value: float, one: str, expected: float, other: str) -> None:
    a, b = unit_named(one), unit_named(other)
    assert a is not None
    assert b is not None
    assert isclose(convert(value, a, b), expected, rel_tol=1e-9)


@pytest.mark.parametrize("name", ["", None, "soldiers", "USD", "%", "crowns", "person", "degrees"])
def test_what_is_counted_is_no_unit(name: str | None) -> None:
    assert unit_named(name) is None


def test_gallons_differ_between_countries_and_convert_into_nothing() -> None:
    gallon, litre = unit_named("gallons"), unit_named("litres")
    assert gallon is not None
    assert litre is not None
    assert gallon.dimension != litre.dimension


@pytest.mark.parametrize(
    ("text", "value", "counted"),
    [
        ("4 square kilometres", 4, "square kilometres"),
        ("4 sq km", 4, "sq km"),
        ("5 km²", 5, "km²"),
        ("5 km2", 5, "km2"),
        ("half a kilometre", 0.5, "kilometre"),
        ("a quarter of a mile", 0.25, "mile"),
        ("three quarters of an hour", 0.75, "hour"),
        ("an hour and a half", 1.5, "hour"),
        ("2 hours 30 minutes", 2.5, "hours"),
        ("two hours and 30 minutes", 2.5, "hours"),
        ("5 feet 6 inches", 5.5, "feet"),
        ("5ft 6in", 5.5, "ft"),
        ("400 ha", 400, "ha"),
        ("30°C", 30, "degrees c"),
        ("86 degrees Fahrenheit", 86, "degrees fahrenheit"),
        ("30 miles per hour", 30, "miles per hour"),
        ("50 km/h", 50, "km/h"),
        ("1.5 million square kilometres", 1.5e6, "square kilometres"),
    ],
)
def test_a_measure_is_read_whole(text: str, value: float, counted: str) -> None:
    [figure] = quantities(f"It was {text}.")
    assert (figure.low, figure.high, figure.counted, figure.unit) == (value, value, counted, None)
    assert figure.text == text


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("45 patients a day were treated", "day"),
        ("2 tonnes of mercury a year", "year"),
        ("2 tonnes of mercury per year", "year"),
        ("2 tonnes of mercury annually", "year"),
        ("14 people died a day after the storm", None),
        ("14 people died a week ago", None),
        ("40 per cent of voters", None),
        ("12 ships and a year of war", None),
    ],
)
def test_what_a_figure_is_given_per(text: str, per: str | None) -> None:
    assert quantities(text)[0].per == per


@pytest.mark.parametrize("text", ["two second homes", "an 18-year-old man", "5m people"])
def test_what_only_looks_like_a_measure(text: str) -> None:
    [figure] = quantities(text)
    assert measure(figure) is None or figure.text == "18"


def _attribution(low: float | None, high: float | None, unit: str | None) -> Attribution:
    return Attribution("a", "s", Stance.ASSERTS, figure=(low, high), unit=unit)


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        (300, 300, "km", Fit.INSIDE),
        (300_000, 300_000, "m", Fit.INSIDE),
        (186.411358, 186.411358, "miles", Fit.INSIDE),
        (190, 190, "miles", Fit.INSIDE),  # 300 km, rounded
        (500, 500, "miles", Fit.DISJOINT),
        (300, 300, "miles", Fit.DISJOINT),
        (100, None, "miles", Fit.OVERLAPPING),
        (300, 300, "kg", None),
        (300, 300, None, None),
    ],
)
def test_figures_of_one_measure_are_converted_for_a_status(
    low: float, high: float | None, unit: str | None, expected: Fit | None
) -> None:
    claim = ClaimFacts("quantity", (300, 300), "km")
    assert compare(claim, _attribution(low, high, unit)) is expected


def test_currencies_are_never_converted() -> None:
    claim = ClaimFacts("quantity", (300, 300), "USD")
    assert compare(claim, _attribution(300, 300, "EUR")) is None


def test_a_stored_figure_is_held_against_a_written_one() -> None:
    [written] = quantities("The pipeline is 500 miles long")
    assert same(written, from_interval(800, 800, "km"))
    assert relation(written, from_interval(300, 300, "km")) is Relation.DISJOINT
    assert relation(written, from_interval(300, None, "km")) is Relation.WITHIN
    [crowns] = quantities("It costs 84 million crowns")
    assert same(crowns, from_interval(84e6, 84e6, "crowns"))

"""Figures in a text as intervals: "more than 10,000 soldiers", "$3-4 billion", "a third".

`numbers/comparators` says how each wording is read. Per cent and money have a unit ("%", an ISO
4217 code); `counted` is the noun that is counted. Dates, times, ordinals and names with numbers are
no figures; the dates that `dates` finds are skipped, so the two never overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf, isclose, isfinite

from bot.language.date_spans import DateSpan
from bot.language.dates import dates
from bot.language.numbers.figures import Figure, figures
from bot.language.numbers.measure_words import PERCENT
from bot.language.units import Unit, convert, roughly, unit_named

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure. None is an unbounded end, and an unbounded end counts as open.

    `kind` is "point", "bound", "range", "approx" or "vague". `start` and `end` are code points,
    end-exclusive, of the whole phrase with its comparator and unit; `text` is that phrase.
    `counted` is the noun that is counted, or the measure, in lower case as written; None where
    none was seen. `per` is what it is given per ("day" in "45 patients a day").
    """

    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    unit: str | None
    kind: str
    start: int
    end: int
    text: str
    counted: str | None
    per: str | None = None


class Relation(StrEnum):
    """How the statement's figure relates to the record's."""

    SAME = "same"
    WITHIN = "within"  # the statement's is inside the record's
    CONTAINS = "contains"  # the record's is inside the statement's
    OVERLAPS = "overlaps"
    DISJOINT = "disjoint"


def quantities(text: str, days: Sequence[DateSpan] | None = None) -> tuple[Quantity, ...]:
    """Every figure in `text`, in reading order and without overlap. Never raises.

    `days` are its `dates`, if the caller has them already.
    """
    spans = [(day.start, day.end) for day in (dates(text) if days is None else days)]
    return tuple(_quantity(text, figure) for figure in figures(text, spans))


def measure(quantity: Quantity) -> Unit | None:
    """The unit in which it measures, None where it counts things, money or per cent."""
    return unit_named(quantity.unit if quantity.unit is not None else quantity.counted)


def same(a: Quantity, b: Quantity) -> bool:
    """Whether two figures are equal beyond wording.

    Both ends agree to 1e-9 relative. These are only wording to an editor:

    - Open or closed: "at least 10,000", "more than 10,000"; a missing low end and 0.
    - A hedge, where the same number is named and both can be true: "12,000", "about 12,000"; or
      "about 12,000", "nearly 12,000". But "nearly 12,000" says that it was not 12,000: differs.
    - The unit, of one measure: "3 kilometres", "3,000 metres"; and between systems of units the
      rounding of a person: "500 miles", "800 km" (`units.roughly`).
    - A fraction in round per cent: "two thirds", "66%", "67%".
    - Nothing else. 1,000, 12,000 or "about 10,000" against "more than 10,000" differ.

    What cannot be converted has to have equal units. The caller aligns what is counted first.
    """
    b = in_units_of(a, _rounded_to(a, b))
    if not _one_unit(a, b):
        return False
    (a_low, a_high), (b_low, b_high) = _ends(a), _ends(b)
    if _alike(a, a_low, b_low) and _alike(a, a_high, b_high):
        return True
    named, also = _hedged_number(a), _hedged_number(b)
    if named is None or also is None or not _alike(a, named, also):
        return False
    return not _disjoint(a, b)


def relation(statement: Quantity, record: Quantity) -> Relation:
    """How the statement's interval lies to the record's; figures of two measures are disjoint.

    SAME is `same`. An open end excludes its number: "10,000" is not in "more than 10,000".
    """
    if same(statement, record):
        return Relation.SAME
    record = in_units_of(statement, record)
    if not _one_unit(statement, record) or _disjoint(statement, record):
        return Relation.DISJOINT
    (low, high), (record_low, record_high) = _ends(statement), _ends(record)
    if _at_least(low, record_low) and _at_least(record_high, high):
        return Relation.WITHIN
    if _at_least(record_low, low) and _at_least(high, record_high):
        return Relation.CONTAINS
    return Relation.OVERLAPS


def in_units_of(one: Quantity, other: Quantity) -> Quantity:
    """The `other` figure in the measure of `one`, its text as it was; as it is where it is in that
    measure already or cannot be converted. An end that people would round to one of `one`'s is
    that end."""
    to, unit = measure(one), measure(other)
    if to is None or unit is None or to == unit or to.dimension != unit.dimension:
        return other

    def converted(end: float | None) -> float | None:
        if end is None:
            return None
        ends = (one.low, one.high, _hedged_number(one))
        near = (e for e in ends if e is not None and roughly(end, unit, e, to))
        return next(near, convert(end, unit, to))

    return replace(
        other,
        low=converted(other.low),
        high=converted(other.high),
        unit=one.unit,
        counted=one.counted,
    )


def from_interval(low: float | None, high: float | None, unit: str | None) -> Quantity:
    """A stored figure as a quantity: both ends closed, None unbounded; it has no place in a
    text."""
    if low is None and high is None:
        kind = "vague"
    elif low is None or high is None or (low == 0 and high > 0):
        kind = "bound"
    else:
        kind = "point" if _equal(low, high) else "range"
    text = describe(low, high, unit)
    return Quantity(low, high, low is None, high is None, unit, kind, 0, len(text), text, None)


def describe(low: float | None, high: float | None, unit: str | None) -> str:
    """A stored figure in words: "more than 10,000", "10,000 to 12,000", "$3.5 billion", "40%".

    Empty if there is no figure. `quantities` reads the words back as the same interval.
    """
    if low is not None and high is not None and _equal(low, high):
        return _amount(low, unit)
    if high is None:
        return "" if low is None else f"more than {_amount(low, unit)}"
    if low is None or (low == 0 and high > 0):
        return f"up to {_amount(high, unit)}"
    return f"{_amount(low, unit)} to {_amount(high, unit)}"


_SYMBOLS = {
    "USD": "$",
    "GBP": "£",
    "EUR": "€",
    "JPY": "¥",
    "INR": "₹",
    "CAD": "C$",
    "AUD": "A$",
    "NZD": "NZ$",
    "HKD": "HK$",
}
_LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_DECIMALS = 3


def _quantity(text: str, figure: Figure) -> Quantity:
    interval = figure.interval
    return Quantity(
        interval.low,
        interval.high,
        interval.low_open,
        interval.high_open,
        figure.unit,
        interval.kind,
        figure.start,
        figure.end,
        text[figure.start : figure.end],
        figure.counted,
        figure.per,
    )


def _amount(value: float, unit: str | None) -> str:
    number = _number(value)
    if unit is None:
        return number
    if unit == "%":
        return f"{number}%"
    symbol = _SYMBOLS.get(unit)
    if symbol is None:
        return f"{number} {unit}"
    return f"-{symbol}{number[1:]}" if number.startswith("-") else f"{symbol}{number}"


def _number(value: float) -> str:
    for size, name in _LARGE:
        part = value / size
        if 1 <= abs(part) < 1e4 and isclose(round(part, _DECIMALS), part, rel_tol=TOLERANCE):
            return f"{round(part, _DECIMALS):,.{_DECIMALS}f}".rstrip("0").rstrip(".") + f" {name}"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.12f}".rstrip("0").rstrip(".") if abs(value) < 1e3 else f"{value:,.6f}"


def _one_unit(a: Quantity, b: Quantity) -> bool:
    """Whether two figures have one unit, after what can be converted is."""
    first, second = measure(a), measure(b)
    if first is not None and second is not None:
        return first == second
    return _money_or_share(a.unit) == _money_or_share(b.unit)


def _money_or_share(unit: str | None) -> str | None:
    """A stored figure may have a noun for its unit ("crowns"), which a text has in `counted`."""
    return unit if unit == PERCENT or (unit and len(unit) == 3 and unit.isupper()) else None


def _ends(quantity: Quantity) -> tuple[float, float]:
    low, high = quantity.low, quantity.high
    if low is None:
        low = 0.0 if high is not None and high >= 0 else -inf
    return low, inf if high is None else high


def _hedged_number(quantity: Quantity) -> float | None:
    """The number that a point, "about N" or "nearly N" names."""
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        return None
    if quantity.kind == "approx":
        return (low + high) / 2
    if quantity.kind == "bound" and low > 0 and _equal(low, high * 0.9) and quantity.high_open:
        return high
    return high if quantity.kind == "point" else None


def _disjoint(a: Quantity, b: Quantity) -> bool:
    (a_low, a_high), (b_low, b_high) = _ends(a), _ends(b)
    for high, low, touching in (
        (a_high, b_low, a.high_open or b.low_open),
        (b_high, a_low, b.high_open or a.low_open),
    ):
        if _equal(high, low):
            if touching:
                return True
        elif high < low:
            return True
    return False


def _rounded_to(a: Quantity, b: Quantity) -> Quantity:
    """A hedged figure `b` around the very number of `a` where people would round it to that:
    "about 5 km" beside "3 miles"."""
    to, unit = measure(a), measure(b)
    named, also = _hedged_number(a), _hedged_number(b)
    if to is None or unit is None or named is None or also is None or b.kind == "point":
        return b
    if b.low is None or b.high is None or not roughly(also, unit, named, to):
        return b
    more = convert(named, to, unit) - also
    return replace(b, low=b.low + more, high=b.high + more)


def _alike(a: Quantity, one: float, other: float) -> bool:
    """Whether two ends of figures in the unit of `a` are equal; of shares also when rounded."""
    return _equal(one, other) or (a.unit == PERCENT and _same_share(one, other))


def _same_share(one: float, other: float) -> bool:
    """A fraction that per cent cannot write, and the per cent above or below it."""
    for fraction, given in ((one, other), (other, one)):
        written = next((n for n in range(3) if _equal(round(given, n), given)), None)
        endless = isfinite(fraction) and not _equal(round(fraction, 6), fraction)
        if endless and written is not None and abs(fraction - given) < 10.0**-written:
            return True
    return False


def _equal(one: float, other: float) -> bool:
    return one == other or isclose(one, other, rel_tol=TOLERANCE)


def _at_least(one: float, other: float) -> bool:
    return one >= other or _equal(one, other)

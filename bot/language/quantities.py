"""Figures in a text as intervals: "more than 10,000 soldiers", "$3-4 billion", "a third".

`numbers/comparators` says how each wording is read. Per cent and money have a unit ("%", an ISO
4217 code); `counted` is the noun that is counted. Dates, times, ordinals and names with numbers are
no figures; the dates that `dates` finds are skipped, so the two never overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, isclose

from bot.language.date_spans import DateSpan
from bot.language.dates import dates
from bot.language.numbers.figures import Figure, figures

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure. None is an unbounded end, and an unbounded end counts as open.

    `kind` is "point", "bound", "range", "approx" or "vague". `start` and `end` are code points,
    end-exclusive, of the whole phrase with its comparator and unit; `text` is that phrase.
    `counted` is the noun that is counted, in lower case as written; None if there is none.
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


def same(a: Quantity, b: Quantity) -> bool:
    """Whether two figures are equal beyond wording.

    Both ends agree to 1e-9 relative. Two things count as wording only:

    - Open or closed ends: "at least 10,000" and "more than 10,000" differ by one soldier, and a
      stored figure does not say which it was. A missing low end equals 0.
    - A hedge, if both name the same number and both can be true: "12,000" and "about 12,000", or
      "about 12,000" and "nearly 12,000". But "nearly 12,000" excludes 12,000: these two differ.

    So 1,000, 12,000 and "about 10,000" each differ from "more than 10,000".

    Units have to be equal. The nouns counted are not compared: the caller pairs the figures first.
    """
    if a.unit != b.unit:
        return False
    (a_low, a_high), (b_low, b_high) = _ends(a), _ends(b)
    if _equal(a_low, b_low) and _equal(a_high, b_high):
        return True
    named, also = _hedged_number(a), _hedged_number(b)
    return named is not None and also is not None and _equal(named, also) and not _disjoint(a, b)


def relation(statement: Quantity, record: Quantity) -> Relation:
    """How the statement's interval relates to the record's; figures of two units are disjoint.

    SAME is `same`. An open end excludes its number: "10,000" is disjoint from "more than 10,000",
    while "10,000 to 12,000" is within it.
    """
    if statement.unit != record.unit:
        return Relation.DISJOINT
    if same(statement, record):
        return Relation.SAME
    if _disjoint(statement, record):
        return Relation.DISJOINT
    (low, high), (record_low, record_high) = _ends(statement), _ends(record)
    if _at_least(low, record_low) and _at_least(record_high, high):
        return Relation.WITHIN
    if _at_least(record_low, low) and _at_least(high, record_high):
        return Relation.CONTAINS
    return Relation.OVERLAPS


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


def _equal(one: float, other: float) -> bool:
    return one == other or isclose(one, other, rel_tol=TOLERANCE)


def _at_least(one: float, other: float) -> bool:
    return one >= other or _equal(one, other)

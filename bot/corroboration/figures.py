"""Step 5, figures: how the figure that a source gives relates to the claim's."""

from __future__ import annotations

from enum import Enum, auto
from math import inf, isclose

from bot.corroboration.values import Attribution, ClaimFacts, Figure
from bot.language.units import Unit, convert, roughly, unit_named


class Fit(Enum):
    """How two closed intervals relate to each other."""

    INSIDE = auto()
    OVERLAPPING = auto()
    DISJOINT = auto()


def compare(claim: ClaimFacts, attribution: Attribution) -> Fit | None:
    """How the attribution's figure fits the claim's; None if they cannot be compared."""
    if claim.figure is None or attribution.figure is None:
        return None
    return fit(claim.figure, claim.unit, attribution.figure, attribution.unit)


def fit(held: Figure, unit: str | None, given: Figure, of_unit: str | None) -> Fit | None:
    """How a given figure fits one on record; None if they cannot be compared.

    They are compared only in the same unit or in units of one measure: miles are converted into the
    record's kilometres, an end that people would round to one of the record's is that end. No unit
    is a unit of its own, that of counted things: 50 people are not 50%.
    """
    found = _converted(given, of_unit, unit, rounding_to=held)
    if found is None:
        return None
    low, high = bounds(held)
    given_low, given_high = bounds(found)
    if low <= given_low and given_high <= high:
        return Fit.INSIDE
    if given_high < low or high < given_low:
        return Fit.DISJOINT
    return Fit.OVERLAPPING


def converted(figure: Figure, of_unit: str | None, into_unit: str | None) -> Figure | None:
    """A figure in another unit of the same measure, exactly; None where it does not convert."""
    return _converted(figure, of_unit, into_unit, rounding_to=(None, None))


def same(figure: Figure, unit: str | None, other: Figure, other_unit: str | None) -> bool:
    """Whether two figures are equal once converted, to 1e-9."""
    found = converted(other, other_unit, unit)
    return found is not None and all(
        one == another or isclose(one, another, rel_tol=_EQUAL)
        for one, another in zip(bounds(figure), bounds(found), strict=True)
    )


def _converted(
    figure: Figure, of_unit: str | None, into_unit: str | None, rounding_to: Figure
) -> Figure | None:
    if same_unit_key(of_unit) == same_unit_key(into_unit):
        low, high = (_rounded(end, rounding_to) for end in figure)
        return low, high
    into, of = unit_named(into_unit), unit_named(of_unit)
    if into is None or of is None or into.dimension != of.dimension:
        return None
    low, high = (None if end is None else _end(end, of, rounding_to, into) for end in figure)
    return low, high


def _end(end: float, of: Unit, rounding_to: Figure, into: Unit) -> float:
    exact = convert(end, of, into)
    for known in rounding_to:
        if known is None:
            continue
        if isclose(known, exact, rel_tol=_EQUAL) or roughly(end, of, known, into):
            return known
    return exact


def _rounded(end: float | None, rounding_to: Figure) -> float | None:
    """The end, or that of the record to which it is equal to 1e-9: 0.1 and 0.2 add up to 0.3."""
    if end is None:
        return None
    known = (one for one in rounding_to if one is not None)
    return next((one for one in known if isclose(one, end, rel_tol=_EQUAL)), end)


_EQUAL = 1e-9


def in_words(figure: Figure, unit: str | None) -> str:
    """A figure, worded for a reason: "10,000 to 12,000", "10,000 or more", "up to 300 km"."""
    low, high = figure
    if low is not None and high is not None:
        text = _number(low) if low == high else f"{_number(low)} to {_number(high)}"
    elif low is not None:
        text = f"{_number(low)} or more"
    elif high is not None:
        text = f"up to {_number(high)}"
    else:
        text = "any number"
    return f"{text} {unit}" if unit else text


def same_unit_key(unit: str | None) -> str:
    """A key that is equal for two spellings of the same unit."""
    return (unit or "").strip().casefold()


def bounds(figure: Figure) -> tuple[float, float]:
    """The ends of a figure as numbers, infinite where it is unbounded."""
    low, high = figure
    return (-inf if low is None else low, inf if high is None else high)


def _number(value: float) -> str:
    whole = isinstance(value, int) or value.is_integer()
    return f"{int(value):,}" if whole else f"{value:,}"

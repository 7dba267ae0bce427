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
    """How the attribution's figure fits the claim's; None if they cannot be compared.

    They are compared only where both give one, in the same unit or in units of one measure: miles
    are converted into the claim's kilometres, an end that people would round to one of the claim's
    is that end. No unit is a unit of its own, that of counted things: 50 people are not 50%.
    """
    if claim.figure is None or attribution.figure is None:
        return None
    given = _in_unit_of(claim.figure, claim.unit, attribution)
    if given is None:
        return None
    low, high = _bounds(claim.figure)
    given_low, given_high = _bounds(given)
    if low <= given_low and given_high <= high:
        return Fit.INSIDE
    if given_high < low or high < given_low:
        return Fit.DISJOINT
    return Fit.OVERLAPPING


def _in_unit_of(figure: Figure, unit: str | None, attribution: Attribution) -> Figure | None:
    """The attribution's figure in the unit of the claim's, None where it does not convert."""
    given = attribution.figure
    if given is None or same_unit_key(unit) == same_unit_key(attribution.unit):
        return given
    into, of = unit_named(unit), unit_named(attribution.unit)
    if into is None or of is None or into.dimension != of.dimension:
        return None
    low, high = (None if end is None else _end(end, of, figure, into) for end in given)
    return low, high


def _end(end: float, of: Unit, figure: Figure, into: Unit) -> float:
    exact = convert(end, of, into)
    for known in figure:
        if known is None:
            continue
        if isclose(known, exact, rel_tol=_EQUAL) or roughly(end, of, known, into):
            return known
    return exact


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


def _bounds(figure: Figure) -> tuple[float, float]:
    low, high = figure
    return (-inf if low is None else low, inf if high is None else high)


def _number(value: float) -> str:
    whole = isinstance(value, int) or value.is_integer()
    return f"{int(value):,}" if whole else f"{value:,}"

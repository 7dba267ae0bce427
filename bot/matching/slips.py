"""Slips of the keyboard: whether a word is another one misspelt."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from bot.matching.opposites import opposed

MONTHS = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
"""Names of the months and how they are shortened; never slips of one another."""

_SLIP = 85.0
_SHORTEST = 5


@lru_cache(maxsize=16_384)
def slip(one: str, other: str) -> bool:
    """Whether one lower-case word is likely the other with a slip: letters changed places, or one
    is wrong behind the first. Opposites and numbers never are."""
    if not (one.isalpha() and other.isalpha()) or min(len(one), len(other)) < _SHORTEST - 1:
        return False
    if one[0] == other[0] and opposed(one, other):
        return False
    if sorted(one) == sorted(other):
        # Two neighbours have changed places; "united", "untied" is a price worth paying.
        return sum(a != b for a, b in zip(one, other, strict=True)) <= 2 + 2 * (len(one) > 8)
    if min(len(one), len(other)) < _SHORTEST or one[0] != other[0]:
        return False
    if one in MONTHS and other in MONTHS:
        return False
    return not opposed(one, other) and fuzz.ratio(one, other) >= _SLIP

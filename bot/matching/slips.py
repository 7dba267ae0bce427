"""Slips of the keyboard: a word that is probably a mistyped other one."""

from __future__ import annotations

from rapidfuzz import fuzz

from bot.language.lexicon import opposite
from bot.matching.vocabulary import MONTHS

_SLIP = 85.0
_SHORTEST = 5


def slip(one: str, other: str) -> bool:
    """Whether one lower-case word is probably the other one mistyped: two neighbouring letters are
    swapped, or one letter after the first is wrong. Opposites and numbers are never slips."""
    if not (one.isalpha() and other.isalpha()) or min(len(one), len(other)) < _SHORTEST - 1:
        return False
    if one[0] == other[0] and opposite(one, other):
        return False
    if sorted(one) == sorted(other):
        # Two neighbouring letters are swapped. This takes "united" and "untied" for one word, which
        # is rare enough.
        return sum(a != b for a, b in zip(one, other, strict=True)) <= 2 + 2 * (len(one) > 8)
    if min(len(one), len(other)) < _SHORTEST or one[0] != other[0]:
        return False
    if one in MONTHS and other in MONTHS:
        return False
    return not opposite(one, other) and fuzz.ratio(one, other) >= _SLIP

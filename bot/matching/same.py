"""Whether two sentences say the same claim: each accounts for every word of the other."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from bot.language.foreign import read
from bot.language.reading import Reading
from bot.matching.compare import compare

MOST_COMPARED = 6
"""Sentences that are compared closely with one."""

_SHARING = 65.0
"""RapidFuzz `token_set_ratio` from which sentences are compared closely: it only finds them."""


def says_the_same(one: str, other: str) -> bool:
    """Whether nothing differs between two sentences, and no word of either is left over."""
    left, right = read(one), read(other)
    return _says(left, right) and _says(right, left)


def _says(statement: Reading, claim: Reading) -> bool:
    compared = compare(statement, claim)
    return compared.is_whole and not compared.differences


def first_saying(sentence: str, others: Mapping[int, str]) -> int | None:
    """The smallest number among the nearest sentences that say the same; None if none does."""
    near = process.extract(
        sentence.casefold(),
        {number: text.casefold() for number, text in others.items()},
        scorer=fuzz.token_set_ratio,
        score_cutoff=_SHARING,
        limit=MOST_COMPARED,
    )
    return min((n for _, _, n in near if says_the_same(sentence, others[n])), default=None)

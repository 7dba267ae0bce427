"""Words that news use for one another, so that "troops" and "soldiers" are one.

Claims in entirely different words are left to the semantic score.
"""

from __future__ import annotations

from functools import cache

from bot.language.tokens import stem
from bot.matching.synonym_words import SYNONYMS


@cache
def _group_of() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(SYNONYMS.splitlines()):
        for word in line.split():
            groups.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def synonyms(one: str, other: str) -> bool:
    """Whether two stems are used for one another."""
    groups = _group_of()
    return bool(groups.get(one, frozenset()) & groups.get(other, frozenset()))

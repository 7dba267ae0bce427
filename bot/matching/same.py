"""Whether two sentences say the same claim: each accounts for every word of the other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from rapidfuzz import fuzz, process

from bot.language.foreign import read
from bot.language.reading import Reading
from bot.matching.compare import compare

MOST_COMPARED = 4
"""Sentences that are compared closely with one."""

_ALIKE = 65.0
"""RapidFuzz `token_set_ratio` from which sentences are compared closely: it only finds them."""


def says_the_same(one: str, other: str) -> bool:
    """Whether nothing differs between two sentences, and no word of either is left over."""
    if one.casefold().rstrip(" .") == other.casefold().rstrip(" ."):
        return True
    left, right = read(one), read(other)
    return _says(left, right) and _says(right, left)


def _says(statement: Reading, claim: Reading) -> bool:
    compared = compare(statement, claim)
    return compared.is_whole and not compared.differences


class Sentences:
    """Sentences by number, in which those that say the same as another one are found."""

    def __init__(self) -> None:
        self._texts: dict[int, str] = {}
        self._having: defaultdict[str, list[int]] = defaultdict(list)

    def put(self, number: int, sentence: str) -> None:
        """Add a sentence, which is found from now on."""
        self._texts[number] = sentence
        for word in _words(sentence):
            self._having[word].append(number)

    def saying(self, sentence: str) -> int | None:
        """The number of the nearest sentence that says the same; None if none does."""
        near = process.extract(
            sentence.casefold(),
            {number: self._texts[number].casefold() for number in self._sharing(sentence)},
            scorer=fuzz.token_set_ratio,
            score_cutoff=_ALIKE,
            limit=MOST_COMPARED,
        )
        same = (n for _, _, n in near if says_the_same(sentence, self._texts[n]))
        return next(same, None)

    def _sharing(self, sentence: str) -> list[int]:
        """Those with which it has most words in common, by its rarest words."""
        having = sorted((self._having[w] for w in _words(sentence) if w in self._having), key=len)
        shared: Counter[int] = Counter()
        for numbers in having[:_MOST_WORDS]:
            shared.update(numbers)
        return [number for number, _ in shared.most_common(_MOST_SHARING)]


def _words(sentence: str) -> set[str]:
    return set(_WORD.findall(sentence.casefold()))


_WORD = re.compile(r"\w+")
_MOST_WORDS = 6
_MOST_SHARING = 60
"""Sentences whose likeness is measured, by their words in common."""

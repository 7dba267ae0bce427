"""Remarks on a claim that is put on record: it has too few words, or one like it is on record.

Both are remarks to an editor, not refusals. Pure: texts in, remarks out.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from bot.language.foreign import ForeignReading, read
from bot.language.reading import read as read_english
from bot.language.statements import MAX_STATEMENT_LENGTH
from bot.language.tokens import is_stopword, stem
from bot.matching.compare import compare
from bot.matching.differences import read_together
from bot.matching.score import NEAR_IDENTICAL
from bot.matching.wording import wording

FEWEST_CONTENT_WORDS = 4
"""A claim with fewer is found by many statements that mean something else."""

ALIKE = 0.8
"""Dice's coefficient of two claims' content words from which the claims are compared closely."""

MOST_COMPARED = 500
"""Pairs that are compared closely, the most alike first: this takes about a second."""

_SHARED = 0.7
"""The share of both claims' words that has to be accounted for by the other."""

_MOST_EACH = 3
"""Claims with which one claim is compared closely."""

MOST_SHARING = 50
"""Earlier claims that are looked at for one word; a word in more of them hardly tells claims
apart."""


@dataclass(frozen=True)
class Entered:
    """A claim as entered; `setting` is what its row says beside the text (time, place, …)."""

    key: str
    text: str
    setting: tuple[str, ...] = ()

    @cached_property
    def wording(self) -> str:
        return wording(self.text)


def content_words(text: str) -> int | None:
    """How many different content words a claim has; a figure counts as one.

    None for scripts that are written without spaces between the words.
    """
    if _UNSPACED.search(text):
        return None
    found = read(text)
    if isinstance(found, ForeignReading):
        return len(set(found.content)) + len(found.quantities)
    return len(terms_of(text))


def near_duplicates(
    new: Sequence[Entered], known: Iterable[Entered] = ()
) -> list[tuple[int, Entered]]:
    """New claims that say nearly the same as a known one, or as an earlier new one.

    Gives positions in `new`, ascending, each with the claim most like it. The work grows with the
    number of claims, not with that of pairs. A set-similarity join by prefixes of rarest words
    (Bayardo, Ma, Srikant: Scaling up all pairs similarity search, 2007) finds the pairs that are
    then compared closely.
    """
    likely: defaultdict[int, list[tuple[float, int, Entered]]] = defaultdict(list)
    for number, (likeness, position, other) in enumerate(_pairs(new, known)):
        # Of equally alike claims the earlier one is taken; the number also keeps the sort from
        # comparing claims.
        _keep(likely[position], (likeness, -number, other))
    close = sorted(
        (
            (likeness, position, other)
            for position, kept in likely.items()
            for likeness, _, other in kept
        ),
        key=lambda pair: (-pair[0], pair[1]),
    )
    found: dict[int, Entered] = {}
    read = 0
    for _, position, other in close:
        if position in found:
            continue
        if new[position].wording != other.wording:
            read += 1
            if read > MOST_COMPARED or not _same(new[position], other):
                continue
        found[position] = other
    return sorted(found.items(), key=lambda item: item[0])


def _keep(kept: list[tuple[float, int, Entered]], pair: tuple[float, int, Entered]) -> None:
    if len(kept) < _MOST_EACH:
        heapq.heappush(kept, pair)
    else:
        heapq.heappushpop(kept, pair)


# --- words -------------------------------------------------------------------------------------

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
# Thai, Lao, Khmer, Burmese, kana and Han.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def terms_of(text: str) -> frozenset[str]:
    """The stems of a text's content words; its figures are among them as they are written."""
    words = _WORD.findall(text[:MAX_STATEMENT_LENGTH])
    return frozenset(
        stem(word)
        for at, word in enumerate(words)
        if not is_stopword(word.lower()) or (at and word.istitle())  # "May" is no "may"
    )


# --- pairs -------------------------------------------------------------------------------------


def _pairs(
    new: Sequence[Entered], known: Iterable[Entered]
) -> Iterator[tuple[float, int, Entered]]:
    """For each pair that may be alike: the likeness, the position of the new claim, and the
    claim that is like it."""
    words = [_words(one.text) for one in new]
    join = _Join([terms_of(one.text) for one in new])
    for position, one in enumerate(new):
        for likeness, at in join.alike(join.bags[position]):
            if _may_be_same(words[position], words[at]) and not _settings_differ(one, new[at]):
                yield likeness, position, new[at]
        join.post(position)
    for other in known:
        theirs: _Words | None = None
        for likeness, at in join.alike(terms_of(other.text)):
            theirs = theirs or _words(other.text)
            if _may_be_same(words[at], theirs) and not _settings_differ(new[at], other):
                yield likeness, at, other


class _Join:
    """Finds the posted bags of words that are like a given one."""

    def __init__(self, bags: Sequence[frozenset[str]]) -> None:
        self.bags = bags
        self._frequency = Counter(term for bag in bags for term in bag)
        self._posted: defaultdict[str, list[int]] = defaultdict(list)
        self._equal: dict[frozenset[str], int] = {}

    def post(self, position: int) -> None:
        """Adds the bag at a position, which is found from now on."""
        bag = self.bags[position]
        self._equal.setdefault(bag, position)
        for term in self._rarest(bag):
            if len(self._posted[term]) < MOST_SHARING:
                self._posted[term].append(position)

    def alike(self, bag: frozenset[str]) -> Iterator[tuple[float, int]]:
        """Likeness and position of each posted bag that reaches ALIKE."""
        first = self._equal.get(bag)
        if first is not None:
            yield 1.0, first
        near = (at for term in self._rarest(bag) for at in self._posted.get(term, ()))
        for at in dict.fromkeys(near):
            other = self.bags[at]
            likeness = 2 * len(bag & other) / (len(bag) + len(other))
            if at != first and likeness >= ALIKE:
                yield likeness, at

    def _rarest(self, bag: frozenset[str]) -> list[str]:
        """The rarest words of a bag: another bag that reaches ALIKE has at least one of them."""
        needed = math.ceil(len(bag) * ALIKE / (2 - ALIKE) - 1e-9)
        ordered = sorted(bag, key=lambda term: (self._frequency[term], term))
        return ordered[: len(bag) - needed + 1]


def _settings_differ(one: Entered, other: Entered) -> bool:
    return any(a and b and a != b for a, b in zip(one.setting, other.setting, strict=False))


@dataclass(frozen=True, slots=True)
class _Words:
    """All words of a claim in lower case, and those of them that are figures or names (a first
    word is no name)."""

    every: frozenset[str]
    names: frozenset[str]


def _words(text: str) -> _Words:
    found = _WORD.findall(text[:MAX_STATEMENT_LENGTH])
    return _Words(
        frozenset(w.lower() for w in found),
        frozenset(w.lower() for w in found[1:] if w[0].isdigit() or w[0].isupper()),
    )


def _may_be_same(one: _Words, other: _Words) -> bool:
    """Whether two claims may be the same: False if a figure or a name of one replaces another of
    the other."""
    return one.names <= other.every or other.names <= one.every


def _same(one: Entered, other: Entered) -> bool:
    left, right = read_together(read_english(one.text), read_english(other.text))
    here, there = {e.id for e in left.entities}, {e.id for e in right.entities}
    if here - there and there - here:
        return False
    compared = compare(read(one.text), read(other.text))
    if compared.differences:
        return False
    shared = min(compared.account.said, compared.account.covered)
    if compared.is_whole or shared >= _SHARED:
        return True
    return fuzz.ratio(one.wording, other.wording) >= NEAR_IDENTICAL

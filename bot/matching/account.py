"""The account of a statement's words: what accounts for each of them, and which are left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """What accounts for a word."""

    WORD = "word"
    SYNONYM = "synonym"
    CONVERSE = "converse"
    NAME = "name"
    FIGURE = "figure"
    DAY = "day"
    KNOWN = "known"
    DIFFERENCE = "difference"
    ADDS_NOTHING = "adds nothing"
    ASIDE = "an aside"


@dataclass(frozen=True, slots=True)
class Accounted:
    """Tokens `first` to `last` (inclusive) of a sentence, and what accounts for them; `by` is None
    if they are left over. `against` are the words of the other sentence that account for them.
    `is_common`: the word is no name, figure or day. `limits`: it is in a phrase that limits the
    claim and that the statement lacks."""

    text: str
    first: int
    last: int
    by: By | None
    against: str = ""
    is_common: bool = True
    limits: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """The content words of a statement and of a claim, in order. `limits` are the words that limit
    the claim and that the statement lacks. `added` are phrases of the statement that contain all
    words left over, if the rest of the statement says the whole claim."""

    statement: tuple[Accounted, ...] = ()
    claim: tuple[Accounted, ...] = ()
    limits: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def left(self) -> tuple[Accounted, ...]:
        """The words of the statement that nothing accounts for."""
        return tuple(one for one in self.statement if one.by is None)

    @property
    def missing(self) -> tuple[Accounted, ...]:
        """The words of the claim that nothing in the statement accounts for."""
        return tuple(one for one in self.claim if one.by is None)

    @property
    def shares_matter(self) -> bool:
        """Whether the two speak of the same thing. False if only their names and figures agree, or
        if they are built alike and differ in what they speak of: "inflation in Ostra is 6.4%" is
        not about unemployment in Ostra."""
        common = [one for one in self.statement if one.is_common]
        shared = any(one.by not in (None, By.DIFFERENCE) for one in common)
        return shared or not common or self.said < _ALIKE

    @property
    def said(self) -> float:
        """The share of the statement's words that are accounted for, from 0 to 1 (0 without
        words)."""
        return _share(self.statement)

    @property
    def covered(self) -> float:
        """The share of the claim's words that are accounted for, from 0 to 1 (0 without words)."""
        return _share(self.claim)

    @property
    def is_whole(self) -> bool:
        """Whether the statement says what the claim says: no word of it is left over, nothing that
        limits the claim is missing, and at most a small part of the claim's words is missing."""
        return bool(self.statement) and not (self.left or self.limits) and _is_covered(self.claim)

    @property
    def says_less(self) -> bool:
        """Whether the statement says much of the claim, but not what limits it."""
        return bool(self.limits) and _share(self._unlimited) >= _MUCH

    @property
    def says_all_but_limits(self) -> bool:
        """Whether the statement says what the claim says apart from what limits it."""
        has_limits = bool(self.statement and self.limits)
        return has_limits and not self.left and _is_covered(self._unlimited)

    @property
    def _unlimited(self) -> list[Accounted]:
        """The words of the claim that do not limit it."""
        return [one for one in self.claim if not one.limits]


_MUCH = 0.5
"""The share of a claim's other words from which it matters that a limit is missing. Of a claim that
is only about the same people, a statement says too little for that."""

_ALIKE = 0.5
"""The share of a statement's words from which it is built like the claim."""

_COVERED = 0.7
"""The share of a claim's words from which a statement says it. Chosen on news_pairs (train)."""


def _share(words: Sequence[Accounted]) -> float:
    return sum(one.by is not None for one in words) / len(words) if words else 0.0


def _is_covered(claim: Sequence[Accounted]) -> bool:
    return _share(claim) >= _COVERED

"""What one sentence denies and the other affirms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from rapidfuzz import fuzz

from bot.language.reading import Negation, Reading
from bot.matching.opposites import opposed
from bot.matching.outcome import Difference, DifferenceKind
from bot.matching.synonyms import synonyms

_TYPO = 85.0
_CONTRADICTED = 0.5
"""The share of a negation's scope that the other sentence has to affirm."""


def differences(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """One sentence negates what the other one also speaks of and does not negate."""
    for one, other, mine in ((ours, theirs, True), (theirs, ours, False)):
        negated_here, negated_there = under_negation(one), under_negation(other)
        for negation in one.negations:
            if not _contradicted(negation, one, other, negated_here, negated_there):
                continue
            negated, plain = _negated(negation, one), _unnegated(negation, other)
            pair = (negated, plain) if mine else (plain, negated)
            yield Difference(DifferenceKind.NEGATION, *pair)
            return


def _contradicted(
    negation: Negation,
    one: Reading,
    other: Reading,
    negated_here: Collection[str],
    negated_there: Collection[str],
) -> bool:
    named = [term for term in negation.scope if ":" in term]
    # What is denied is the deed; the names in it count only where nothing else is denied.
    scope = [term for term in negation.scope if ":" not in term] or named
    if not scope:
        return not other.negations and bool(set(one.terms) & set(other.terms))
    if any(opposed(scope[0], word) for word in other.terms if word not in negated_there):
        return False  # what is denied is the opposite of what the other says
    if scope[0] in negated_here and _counterpart(scope[0], other) in negated_there:
        return False  # the deed is denied in both, whatever its objects
    against = [
        term
        for term in scope
        if term in negated_here
        and (there := _counterpart(term, other)) is not None
        and there not in negated_there
    ]
    return bool(against) and len(against) >= _CONTRADICTED * len(scope)


def under_negation(reading: Reading) -> set[str]:
    """Terms that stand under an odd number of negations ("did not deny it" affirms it)."""
    times = Counter(term for n in reading.negations for term in set(n.scope))
    return {term for term, number in times.items() if number % 2}


def _counterpart(term: str, other: Reading) -> str | None:
    """The other sentence's term for the same, or None."""
    if term in other.terms:
        return term
    return next((t for t in other.terms if synonyms(term, t) or _misspelt(term, t)), None)


def _misspelt(one: str, other: str) -> bool:
    return (
        ":" not in one + other and min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= _TYPO
    )


def _negated(negation: Negation, reading: Reading) -> str:
    """The negating word and what follows it, to the end of its scope's first few words."""
    start = reading.tokens[negation.first].start
    last = min(negation.first + 4, len(reading.tokens) - 1)
    return reading.text[start : reading.tokens[last].end]


def _unnegated(negation: Negation, other: Reading) -> str:
    """The words of the other sentence that say the same without the negation."""
    inside = [t for t in other.tokens if t.stem in negation.scope] or [
        other.tokens[i] for e in other.entities if e.id in negation.scope for i in (e.first, e.last)
    ]
    if not inside:
        return other.excerpt(0, len(other.tokens) - 1)
    return other.excerpt(other.tokens.index(inside[0]), other.tokens.index(inside[-1]))

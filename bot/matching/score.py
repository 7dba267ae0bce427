"""How far a statement and a claim are about the same, from 0 to 1.

The score retrieves and ranks; it never decides whether they *say* the same (`differences` does).
The lexical half is Dice's coefficient over idf-weighted terms. RapidFuzz aligns typos, and figures
are left out so that a changed one costs nothing here. A semantic score, if there is one, is
averaged with it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from bot.language.lexicon import near_stems
from bot.language.quantities import same
from bot.language.reading import Reading
from bot.language.tokens import stem

Weight = Callable[[str], float]
"""The weight of a term in this record; rare terms weigh more."""

NEAR_IDENTICAL = 95.0
"""RapidFuzz `ratio` (0 to 100) from which two sentences are the same apart from a word or two."""

_TYPO = 0.75  # normalised Levenshtein similarity from which two words are taken for one
_SHORTEST_TYPO = 5
_SYNONYM = 0.9  # credit for a synonym
_SAME_FIGURE = 1.0  # what an agreeing figure weighs, in units of an average term


def idf(documents: int, frequency: int) -> float:
    """Smoothed inverse document frequency, at least about 0.1.

    The smoothing keeps a word that is rare only by chance in a record of a few dozen claims from
    weighing too much.
    """
    return math.log((documents + 50) / (min(frequency, documents) + 5)) + 0.1


def similarity(
    statement: Reading, claim: Reading, weight: Weight, semantic: float | None = None
) -> float:
    """How far a claim and a statement are about the same. `semantic` is a cosine, or None if
    unknown."""
    lexical = _lexical(statement, claim, weight)
    blended = lexical if semantic is None else 0.5 * lexical + 0.5 * max(0.0, semantic)
    if fuzz.ratio(statement.text.lower(), claim.text.lower()) >= NEAR_IDENTICAL:
        return max(blended, NEAR_IDENTICAL / 100)
    return min(1.0, blended)


def overlap(ours: Collection[str], theirs: Collection[str], weight: Weight) -> float:
    """Dice's coefficient of two bags of stems, from 0 to 1: a first look at many candidates."""
    one, other = set(ours), set(theirs)
    total = sum(map(weight, one)) + sum(map(weight, other))
    return 2 * sum(map(weight, one & other)) / total if total else 0.0


def _lexical(statement: Reading, claim: Reading, weight: Weight) -> float:
    ours, theirs = set(statement.terms), set(claim.terms)
    if not ours or not theirs:
        return 0.0
    weights = {term: weight(term) for term in ours | theirs}
    shared = sum(weights[term] for term in ours & theirs)
    total_ours = sum(weights[term] for term in ours)
    total_theirs = sum(weights[term] for term in theirs)
    matched = 2 * shared
    for one, other, credit in _aligned(ours - theirs, theirs - ours, statement, claim):
        matched += credit * (weights[one] + weights[other])
    if _figures_agree(statement, claim):
        bonus = _SAME_FIGURE * (total_ours + total_theirs) / (len(ours) + len(theirs))
        matched += 2 * bonus
        total_ours += bonus
        total_theirs += bonus
    return matched / (total_ours + total_theirs)


def _aligned(
    ours: set[str], theirs: set[str], statement: Reading, claim: Reading
) -> list[tuple[str, str, float]]:
    """Pairs of unmatched terms that mean each other (misspelt, inflected, synonyms, or the nouns
    that one and the same figure counts), with the credit for each."""
    counted = [
        (stem(a.counted), stem(b.counted))
        for a in statement.quantities
        for b in claim.quantities
        if a.counted and b.counted and same(a, b)
    ]
    pairs = [(1.0, one, other) for one, other in counted if one in ours and other in theirs]
    pairs += [(_SYNONYM, one, other) for one in ours for other in near_stems(one) & theirs]
    return _best(pairs + _typos(ours, theirs))


def _typos(ours: set[str], theirs: set[str]) -> list[tuple[float, str, str]]:
    some, others = (
        [t for t in terms if len(t) >= _SHORTEST_TYPO and ":" not in t] for terms in (ours, theirs)
    )
    return [
        (likeness, one, other)
        for one in some
        for other in others
        if (likeness := Levenshtein.normalized_similarity(one, other)) >= _TYPO
    ]


def _best(pairs: list[tuple[float, str, str]]) -> list[tuple[str, str, float]]:
    """The pairs with the highest credit, each term used once."""
    used: set[str] = set()
    kept: list[tuple[str, str, float]] = []
    for likeness, one, other in sorted(pairs, reverse=True):
        if one not in used and other not in used:
            used.update((one, other))
            kept.append((one, other, likeness))
    return kept


def _figures_agree(statement: Reading, claim: Reading) -> bool:
    return any(same(a, b) for a in statement.quantities for b in claim.quantities)

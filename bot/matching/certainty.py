"""Whether enough is shared for a high score to mean that two sentences are about the same.

Names and a figure alone reach any score: "inflation in Ostra is 6.4%" and "unemployment in Ostra
is 6.4%". What is uncertain is offered as `possible`, never as `match`.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.matching.entities import alike
from bot.matching.figures import is_measure
from bot.matching.quantities import same
from bot.matching.reading import Entity, Reading
from bot.matching.tokens import stem, tokens

# Heads of a clause that is wished for, planned or feared, not reported as done.
_ATTITUDES = frozenset(
    stem(word)
    for word in """demand urge want plan propose threaten promise expect intend vow consider seek
    pledge""".split()
)
_TO_COME = frozenset(("will", "shall", "ll", "going"))
_TYPO = 85.0


def certain(
    statement: Reading, claim: Reading, *, known: Sequence[str] = (), named: Sequence[str] = ()
) -> bool:
    """Whether a high score of the two can be trusted. Three things make it uncertain:

    the statement has words of its own beside names and figures and none of them is in the claim;
    it names somebody or somewhere that neither the claim nor `known` (its place, topic, speakers)
    names, and that is not among `named`, the names already reported as different; or one of the
    two only wants or expects what the other reports.
    """
    return (
        _share_what_is_said(statement, claim)
        and not _names_more(statement, claim, known, named)
        and _wants(statement) == _wants(claim)
    )


def _share_what_is_said(statement: Reading, claim: Reading) -> bool:
    here, there = _counted_alike(statement, claim)
    ours, theirs = _said(statement) - here, _said(claim) - there
    return not ours or not theirs or any(_close(a, b) for a in ours for b in theirs)


def _said(reading: Reading) -> set[str]:
    """The terms that are no name, nor part of one, nor a measure, nor an adverb in -ly."""
    named = {t.stem for e in reading.entities for t in reading.tokens[e.first : e.last + 1]}
    measures = {stem(counted) for counted in reading.counted if is_measure(counted)}
    adverbs = {t.stem for t in reading.tokens if t.lower.endswith("ly")}
    return {term for term in reading.terms if ":" not in term} - named - measures - adverbs


def _counted_alike(statement: Reading, claim: Reading) -> tuple[set[str], set[str]]:
    """What the same figure counts in other words: "troops" here, "soldiers" there."""
    pairs = [
        (stem(a.counted), stem(b.counted))
        for a in statement.quantities
        for b in claim.quantities
        if a.counted and b.counted and same(a, b) and stem(a.counted) != stem(b.counted)
    ]
    return {a for a, _ in pairs}, {b for _, b in pairs}


def _close(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= _TYPO)


def _names_more(
    statement: Reading, claim: Reading, known: Sequence[str], named: Sequence[str]
) -> bool:
    here = {t.lower for t in claim.tokens} | {t.lower for k in known for t in tokens(k)}
    return any(
        not _there(entity, claim, here)
        for entity in statement.entities
        if entity.text not in named and not any(alike(entity, other) for other in claim.entities)
    )


def _there(entity: Entity, claim: Reading, here: set[str]) -> bool:
    if len(entity.words) == 1 and entity.text.isupper():
        return True  # an acronym may stand for anything that the claim spells out
    if entity.kind == "country":
        # A country that the claim's place or people are of is no addition.
        return any(e.country == entity.country for e in claim.entities) or all(
            word in here for word in entity.words
        )
    return any(word in here for word in entity.words)


def _wants(reading: Reading) -> bool:
    return any(t.stem in _ATTITUDES or t.lower in _TO_COME for t in reading.tokens)

"""Compares a statement with a claim in any languages; two English sentences by `differences`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from bot.language.foreign import NO_NAMES, ForeignReading
from bot.language.foreign_words import NEGATORS
from bot.language.languages import ENGLISH
from bot.language.names import Entity
from bot.language.reading import Reading
from bot.matching import differences, figures
from bot.matching.account import Account
from bot.matching.differences import Compared
from bot.matching.known import NOTHING_MORE, Known
from bot.matching.outcome import Difference, DifferenceKind
from bot.matching.score import NEAR_IDENTICAL

_TYPO = 80.0
_SHORTEST_TYPO = 5
_COVERED = 0.5
"""The share of a claim's words that a statement has to say to be certain which claim is meant."""


def compare(statement: Reading, claim: Reading, known: Known = NOTHING_MORE) -> Compared:
    """`differences.compare` for two English sentences; otherwise a simpler comparison.

    Sentences in two languages are not compared, and nothing is certain. In one language that is not
    English figures, dates, names and negations are compared. The result is certain if all words of
    one sentence are in the other, in its order, and the language's negations are known. It is also
    certain if both are nearly identical and nothing differs.
    """
    if statement.language == claim.language == ENGLISH:
        return differences.compare(statement, claim, known)
    if (
        not isinstance(statement, ForeignReading)
        or not isinstance(claim, ForeignReading)
        or statement.language != claim.language
    ):
        return Compared(statement, claim, None, (), Account(), is_whole=False, is_comparable=False)
    exchanged = _exchanged(statement, claim)
    held = figures.held(statement, claim, known)
    found = [
        *held.differences,
        *differences.in_dates(statement, claim, known),
        *_negation(statement, claim),
        *(Difference(DifferenceKind.PARTY, one.text, other.text) for one, other in exchanged),
    ]
    less = bool(claim.quantities) and not statement.quantities
    sure = _certain(statement, claim, exchanged) and not less
    alike = fuzz.ratio(statement.text.lower(), claim.text.lower()) >= NEAR_IDENTICAL
    told = tuple(dict.fromkeys(found))
    return Compared(
        statement,
        claim,
        None,
        told,
        Account(),
        is_whole=(sure or alike) and not found,
        is_comparable=sure or (alike and not found),
        given=held.given,
    )


def _negation(ours: Reading, theirs: Reading) -> Iterator[Difference]:
    """A Difference if one of the two denies and the other does not."""
    if bool(ours.negations) != bool(theirs.negations):
        mine, other = _quoted(ours), _quoted(theirs)
        yield Difference(DifferenceKind.NEGATION, mine, other)


def _quoted(reading: Reading) -> str:
    last = len(reading.tokens) - 1
    if not reading.negations:
        return reading.excerpt(0, last)
    first = reading.negations[0].first
    return reading.excerpt(first, min(first + 4, last))


def _exchanged(ours: Reading, theirs: Reading) -> list[tuple[Entity, Entity]]:
    """The one name of each sentence that the other lacks; the two are taken to replace each
    other."""
    here, there = {t.stem for t in ours.tokens}, {t.stem for t in theirs.tokens}
    mine = [e for e in ours.entities if not _has(ours.tokens[e.first].stem, there)]
    other = [e for e in theirs.entities if not _has(theirs.tokens[e.first].stem, here)]
    return [(mine[0], other[0])] if len(mine) == len(other) == 1 else []


def _certain(
    ours: ForeignReading, theirs: ForeignReading, exchanged: Sequence[tuple[Entity, Entity]]
) -> bool:
    if ours.language not in NEGATORS:
        return False
    names = {
        reading.tokens[entity.first].stem
        for pair in exchanged
        for reading, entity in zip((ours, theirs), pair, strict=True)
    }
    mine, other = set(ours.content) - names, set(theirs.content) - names
    shared = {term for term in mine if _has(term, other)}
    if not shared or shared != mine or len(shared) < _COVERED * len(other):
        return False
    return _ordered(ours, theirs) == _ordered(theirs, ours)


def _ordered(one: ForeignReading, other: ForeignReading) -> list[str]:
    """The names of `one` that `other` has too, in the order of `one`; in languages in which
    capitals show no names, all words that they share."""
    capitals = {t.stem for reading in (one, other) for t in reading.tokens if t.capital}
    telling = set(one.content) | set(other.content)
    if one.language not in NO_NAMES or one.language == "de":
        telling &= capitals
    there = {t.stem for t in other.tokens}
    return [t.stem for t in one.tokens if t.stem in telling and t.stem in there]


def _has(term: str, others: set[str]) -> bool:
    """Whether a stem is among others, or is one slip away from one of them."""
    if term in others:
        return True
    bare = term[3:]
    return len(bare) >= _SHORTEST_TYPO and any(
        len(other) - 3 >= _SHORTEST_TYPO and fuzz.ratio(bare, other[3:]) >= _TYPO
        for other in others
    )

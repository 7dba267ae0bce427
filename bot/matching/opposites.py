"""Contradictions between two sentences: opposite words, quantifiers, negations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from rapidfuzz import fuzz

from bot.language.lexicon import near_meaning, opposite, opposite_stems
from bot.language.reading import Negation, Reading
from bot.language.tokens import is_stopword, stem
from bot.matching.opposite_words import RUNGS, SMALL_OPPOSITES
from bot.matching.outcome import Difference, DifferenceKind


def differences(ours: Reading, theirs: Reading) -> Iterator[Difference]:
    """A Difference for each opposite word, and for quantifiers of the same noun that differ."""
    yield from _opposite_words(ours, theirs)
    yield from _quantifiers(ours, theirs)


# --- opposite words ----------------------------------------------------------------------------


def _opposite_words(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """A Difference for each word whose opposite the other sentence has, if each is missing in
    the other."""
    mine, other = _words(ours), _words(theirs)
    only_mine = [word for term, word in mine.items() if term not in other]
    only_other = [word for term, word in other.items() if term not in mine]
    negated, there_negated = under_negation(ours), under_negation(theirs)
    for one in only_mine:
        for another in only_other:
            if (stem(one) in negated) != (stem(another) in there_negated):
                continue  # "not guilty", "acquitted"
            if opposite(one, another):
                yield Difference(DifferenceKind.OPPOSITE, one, another)
                return


def _words(reading: Reading) -> dict[str, str]:
    content = set(reading.terms)
    return {
        t.stem: t.text
        for i, t in enumerate(reading.tokens)
        if i not in reading.taken and (t.stem in content or t.lower in SMALL_OPPOSITES)
    }


def _quantifiers(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """ "Few of the troops" against "most of the troops": one quantifier each, of the same noun."""
    mine, other = _quantified(ours), _quantified(theirs)
    if len(mine) != 1 or len(other) != 1:
        return
    (one, noun), (another, same_noun) = mine[0], other[0]
    if noun == same_noun and RUNGS[one.lower()] != RUNGS[another.lower()]:
        yield Difference(DifferenceKind.OPPOSITE, one, another)


def _quantified(reading: Reading) -> list[tuple[str, str]]:
    """Quantifiers with the first content term behind them."""
    found = []
    for i, token in enumerate(reading.tokens):
        if token.lower in RUNGS and i not in reading.taken:
            behind = [t.stem for t in reading.tokens[i + 1 : i + 5] if not is_stopword(t.lower)]
            found += [(token.text, behind[0])] if behind else []
    return found


# --- negations ---------------------------------------------------------------------------------

_TYPO = 85.0
_CONTRADICTED = 0.5
"""The share of a negation's scope that the other sentence has to affirm to contradict it."""


def negations(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """A Difference if one sentence negates something that the other affirms."""
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
    # The deed is denied; names in the scope count only if nothing else is denied.
    scope = [term for term in negation.scope if ":" not in term] or named
    if not scope:
        return not other.negations and bool(set(one.terms) & set(other.terms))
    if any(opposite_stems(scope[0], word) for word in other.terms if word not in negated_there):
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
    """Terms in the scope of an odd number of negations ("did not deny it" affirms it)."""
    times = Counter(term for n in reading.negations for term in set(n.scope))
    return {term for term, number in times.items() if number % 2}


def _counterpart(term: str, other: Reading) -> str | None:
    """The other sentence's term for the same thing, or None."""
    if term in other.terms:
        return term
    return next((t for t in other.terms if near_meaning(term, t) or _misspelt(term, t)), None)


def _misspelt(one: str, other: str) -> bool:
    return (
        ":" not in one + other and min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= _TYPO
    )


def _negated(negation: Negation, reading: Reading) -> str:
    """The negating word with the first few words of its scope."""
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

"""Contradictions between two sentences: opposite words, quantifiers, negations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.language.irregular_verbs import one_verb
from bot.language.lexicon import near_meaning, opposite, opposite_stems
from bot.language.negations import Negation
from bot.language.reading import Reading
from bot.language.tokens import is_stopword
from bot.matching.instead import between_the_same
from bot.matching.opposite_words import (
    LIMITING,
    NOT_LIMITED_BEFORE,
    NOT_LIMITED_BEHIND,
    ONLY,
    RUNGS,
    SMALL_OPPOSITES,
)
from bot.matching.outcome import Difference, DifferenceKind


def differences(ours: Reading, theirs: Reading) -> Iterator[Difference]:
    """A Difference for each opposite word, for quantifiers of the same noun that differ, and for
    an "only" in one of the two."""
    told = [*_opposite_words(ours, theirs)] or [*_opposite_particles(ours, theirs)]
    yield from told
    yield from _quantifiers(ours, theirs)
    yield from _limits(ours, theirs)


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
            if (one.stem in negated) != (another.stem in there_negated):
                continue  # "not guilty", "acquitted"
            if opposite(one.word, another.word) and (
                _is_one_root(one.word, another.word)
                or between_the_same(ours, one.at, theirs, another.at)
            ):
                yield Difference(DifferenceKind.OPPOSITE, one.text, another.text)
                return


def _is_one_root(one: str, other: str) -> bool:
    """ "Answered", "left unanswered": the one is in the other, wherever they are."""
    return one in other or other in one


def _opposite_particles(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """ "Voted for" against "voted against": one verb with two particles."""
    for one, other, mine in ((ours, theirs, True), (theirs, ours, False)):
        for phrase in one.phrases:
            verb, particle = one.tokens[phrase.at[0]], one.tokens[phrase.at[-1]]
            for at, token in enumerate(other.tokens[:-1]):
                turned = other.tokens[at + 1]
                if token.stem == verb.stem and opposite(particle.lower, turned.lower):
                    said, on_record = f"{verb.text} {particle.text}", other.excerpt(at, at + 1)
                    pair = (said, on_record) if mine else (on_record, said)
                    yield Difference(DifferenceKind.OPPOSITE, *pair)
                    return


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, or a verb of several words in its plain form; `at` is the place of its first token,
    `stem` that token's, `text` what the sentence has."""

    at: int
    word: str
    stem: str
    text: str


def _words(reading: Reading) -> dict[str, _Word]:
    content = set(reading.terms)
    phrases = {phrase.at[0]: phrase for phrase in reading.phrases}
    within = {at for phrase in reading.phrases for at in phrase.at[1:]}
    found: dict[str, _Word] = {}
    for i, token in enumerate(reading.tokens):
        if i in reading.taken or i in within:
            continue
        phrase = phrases.get(i)
        if phrase is not None:
            text = " ".join(reading.tokens[at].text for at in phrase.at)
            found[phrase.lemma] = _Word(i, phrase.lemma, token.stem, text)
        elif token.stem in content or token.lower in SMALL_OPPOSITES:
            found[token.stem] = _Word(i, token.text, token.stem, token.text)
    return found


def _quantifiers(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """ "Few of the troops" against "most of the troops": one quantifier each, of the same."""
    mine, other = _quantified(ours), _quantified(theirs)
    if len(mine) != 1 or len(other) != 1:
        return
    (one, rung, said), (another, other_rung, also_said) = mine[0], other[0]
    if rung != other_rung and any(a == b or near_meaning(a, b) for a in said for b in also_said):
        yield Difference(DifferenceKind.OPPOSITE, one, another)


_QUANTIFIED = 2
"""Words behind a quantifier that may be what it is of: "several people were injured", "everyone
was injured"."""


def _quantified(reading: Reading) -> list[tuple[str, int, list[str]]]:
    """Quantifiers as written, with their rung and the first content terms behind them."""
    found = []
    for i, token in enumerate(reading.tokens):
        rung = RUNGS.get(token.lower)
        if rung is None or i in reading.taken:
            continue
        behind = [t.stem for t in reading.tokens[i + 1 : i + 6] if not is_stopword(t.lower)]
        text = token.text
        if rung == RUNGS["all"] and i and reading.tokens[i - 1].lower == "not":
            rung, text = RUNGS["some"], reading.excerpt(i - 1, i)
        if behind:
            found.append((text, rung, behind[:_QUANTIFIED]))
    return found


def _limits(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """ "Only Ida Holm voted for it" against "Ida Holm voted for it". Before a figure it only says
    that it is little."""
    for one, other, mine in ((ours, theirs, True), (theirs, ours, False)):
        if any(t.lower in LIMITING for t in other.tokens) or other.negations:
            continue
        for i, token in enumerate(one.tokens):
            at = _limited(one, i) if token.lower in ONLY else None
            there = None if at is None else _token_of(one.tokens[at].stem, other)
            if at is None or there is None:
                continue
            pair = (one.excerpt(i, _end(one, at)), other.excerpt(there, _end(other, there)))
            yield Difference(DifferenceKind.OPPOSITE, *(pair if mine else pair[::-1]))
            return


def _limited(reading: Reading, at: int) -> int | None:
    """The word that "only" limits; None if it limits no word that carries meaning."""
    before = reading.tokens[at - 1].lower if at else ""
    following = reading.tokens[at + 1].lower if at + 1 < len(reading.tokens) else ""
    if before in NOT_LIMITED_BEHIND or following in NOT_LIMITED_BEFORE or at in reading.taken:
        return None
    for i in range(at + 1, min(at + 4, len(reading.tokens))):
        if i in reading.taken:
            return None
        if not is_stopword(reading.tokens[i].lower):
            return i
    return None


def _end(reading: Reading, at: int) -> int:
    """The last token of the name that a token is in."""
    return next((e.last for e in reading.entities if e.first <= at <= e.last), at)


def _token_of(term: str, other: Reading) -> int | None:
    """The first token of the other sentence with a stem."""
    return next((i for i, t in enumerate(other.tokens) if t.stem == term), None)


# --- negations ---------------------------------------------------------------------------------

_TYPO = 85.0
_CONTRADICTED = 0.5
"""The share of a negation's scope that the other sentence has to affirm to contradict it."""

_DEED = 2
"""Words of a negation's scope, from its beginning, of which one names the deed: "never publicly
said"."""


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
    if any(term in negated_here and _counterpart(term, other) in negated_there for term in scope):
        return False  # both deny it: "none of the wells were tested", "the wells were not tested"
    against = [
        term
        for term in scope
        if term in negated_here
        and (there := _counterpart(term, other)) is not None
        and there not in negated_there
    ]
    # What is denied first, the deed, must be what the other affirms: in "would not dare ask Ida
    # Holm about her seat on the board" the seat is not denied.
    if not set(scope[:_DEED]).intersection(against):
        return False
    # Where both deny something else, a further denial must be contradicted as a whole.
    share = 1 if _share_a_denial(one, other) else _CONTRADICTED
    return len(against) >= share * len(scope)


def _share_a_denial(one: Reading, other: Reading) -> bool:
    mine, theirs = ({term for n in r.negations for term in n.scope} for r in (one, other))
    return not mine.isdisjoint(theirs)


def under_negation(reading: Reading) -> set[str]:
    """Terms in the scope of an odd number of negations ("did not deny it" affirms it)."""
    if not reading.negations:
        return set()
    times = Counter(term for n in reading.negations for term in set(n.scope))
    return {term for term, number in times.items() if number % 2}


def _counterpart(term: str, other: Reading) -> str | None:
    """The other sentence's term for the same thing, or None."""
    if term in other.terms:
        return term
    return next(
        (t for t in other.terms if one_verb(term, t) or near_meaning(term, t) or misspelt(term, t)),
        None,
    )


def misspelt(one: str, other: str) -> bool:
    """Whether a stem is likely the other with a slip. A word made from the other is none:
    "protest", "protestor"."""
    short, long = sorted((one, other), key=len)
    if len(long) > len(short) + 1 and long.startswith(short):
        return False
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
    scope = negation.scope
    inside = [t for t in other.tokens if any(one_verb(t.stem, term) for term in scope)] or [
        other.tokens[i] for e in other.entities if e.id in negation.scope for i in (e.first, e.last)
    ]
    if not inside:
        return other.excerpt(0, len(other.tokens) - 1)
    return other.excerpt(other.tokens.index(inside[0]), other.tokens.index(inside[-1]))

"""In which ways a statement departs from a claim: the eight kinds of DESIGN, first version.

Both sentences are read (`reading`) and held against each other: figures that measure the same
thing, dates, negations whose scope the other sentence shares, names and places that stand in each
other's stead, who does it to whom, opposite words, who is said to say it. Nothing here looks at a
similarity score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.answer import Difference, DifferenceKind
from bot.matching import figures, roles
from bot.matching.certainty import certain
from bot.matching.dates import DateSpan, conflict, dates
from bot.matching.frames import Frame, frame
from bot.matching.opposites import opposed
from bot.matching.quantities import Quantity
from bot.matching.reading import Negation, Reading, read
from bot.matching.speakers import Speaker, attribution_difference
from bot.matching.tokens import is_stopword, tokens


@dataclass(frozen=True)
class Compared:
    """A statement held against a claim. `statement` is its content without a speaker's frame.

    `certain`: enough is said in both for a high score to mean that they are about the same.
    """

    statement: Reading
    claim: Reading
    frame: Frame | None
    differences: tuple[Difference, ...]
    certain: bool


def compare(
    statement: str,
    claim: str,
    *,
    figure: Quantity | None = None,
    time: str = "",
    place: str = "",
    topic: str = "",
    speakers: Sequence[Speaker] = (),
) -> Compared:
    """The differences between a statement and a claim's text, in DESIGN's order of kinds.

    `figure`, `time` and `place` are what the claim's row says beside its text, for a text that
    does not spell it out; `topic` is what it is about; `speakers` are those on record with a
    stance on the claim. Never raises, whatever the text.
    """
    said = frame(statement)
    if said is not None and frame(claim) is not None:
        said = None  # the claim is itself about somebody saying it: compare the whole
    content = said.content if said is not None else statement
    ours, theirs = read_together(content, claim)
    found = [
        *figures.differences(ours, theirs, figure),
        *_dates(ours, theirs.dates or dates(time)),
        *_negation(ours, theirs),
        *roles.differences(ours, theirs, {t.lower for t in tokens(place)}),
        *_opposites(ours, theirs),
    ]
    if said is not None:
        found += attribution_difference(said, ours, speakers)
    sure = certain(
        ours,
        theirs,
        known=[place, topic, *(name for speaker in speakers for name in speaker.names)],
        named=[d.statement for d in found],
    )
    return Compared(ours, theirs, said, tuple(_once(found)), sure)


def read_together(one: str, other: str) -> tuple[Reading, Reading]:
    """Two sentences read so that a name in capitals in one is known in the other, however written.

    Each is read again only where the other has names that it writes differently.
    """
    first, second = read(one), read(other)
    opening = _openings(first, second)
    return _knowing(first, second, opening), _knowing(second, first, opening)


def _knowing(reading: Reading, other: Reading, opening: frozenset[str]) -> Reading:
    here = {token.lower for token in reading.tokens}
    names = (other.name_words | opening) - reading.name_words
    names = frozenset(w for w in names if w in here)
    return read(reading.text, names) if names else reading


def _openings(one: Reading, other: Reading) -> frozenset[str]:
    """First words that are names although a sentence begins with a capital anyway: "Putin demands
    …" against "Zelensky demands …", two words in one place before the same verb."""
    if len(one.tokens) < 2 or len(other.tokens) < 2:
        return frozenset()
    (a, verb), (b, same_verb) = one.tokens[:2], other.tokens[:2]
    if not (a.capital and b.capital and verb.stem == same_verb.stem):
        return frozenset()
    if verb.capital or is_stopword(verb.lower):
        return frozenset()
    pair = (a.lower, b.lower)
    if a.lower == b.lower or any(is_stopword(w) or w.isdigit() for w in pair):
        return frozenset()
    return frozenset(pair)


def _once(found: Iterable[Difference]) -> list[Difference]:
    order = list(DifferenceKind)
    return sorted(dict.fromkeys(found), key=lambda d: order.index(d.kind))


# --- dates -------------------------------------------------------------------------------------


def _dates(ours: Reading, theirs: Sequence[DateSpan]) -> Iterable[Difference]:
    """A date of the statement that no date of the claim agrees with."""
    for day in ours.dates:
        against = [other for other in theirs if conflict(day, other)]
        if against and len(against) == len(theirs):
            yield Difference(DifferenceKind.DATE, day.text, against[0].text)


# --- negation ----------------------------------------------------------------------------------

_CONTRADICTED = 0.5
"""The share of a negation's scope that the other sentence has to affirm."""


def _negation(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """One sentence negates what the other one also speaks of and does not negate."""
    for one, other, mine in ((ours, theirs, True), (theirs, ours, False)):
        for negation in one.negations:
            if not _contradicted(negation, one, other):
                continue
            negated, plain = _negated(negation, one), _unnegated(negation, other)
            pair = (negated, plain) if mine else (plain, negated)
            yield Difference(DifferenceKind.NEGATION, *pair)
            return


def _contradicted(negation: Negation, one: Reading, other: Reading) -> bool:
    negated_here, negated_there = _under_negation(one), _under_negation(other)
    named = [term for term in negation.scope if ":" in term]
    # What is denied is the deed; the names in it count only where nothing else is denied.
    scope = [term for term in negation.scope if ":" not in term] or named
    if not scope:
        return not other.negations and bool(set(one.terms) & set(other.terms))
    against = [
        term
        for term in scope
        if term in negated_here
        and (there := _counterpart(term, other)) is not None
        and there not in negated_there
    ]
    return bool(against) and len(against) >= _CONTRADICTED * len(scope)


def _under_negation(reading: Reading) -> set[str]:
    """Terms that stand under an odd number of negations ("did not deny it" affirms it)."""
    times = Counter(term for n in reading.negations for term in set(n.scope))
    return {term for term, number in times.items() if number % 2}


def _counterpart(term: str, other: Reading) -> str | None:
    """The other sentence's term for the same, or None."""
    if term in other.terms:
        return term
    if ":" in term or len(term) < 5:
        return None
    return next(
        (t for t in other.terms if ":" not in t and len(t) > 4 and fuzz.ratio(term, t) >= 85), None
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


# --- opposites ---------------------------------------------------------------------------------

_SMALL_OPPOSITES = frozenset(
    """before after all none over under above below with without inside outside more less first
    last most least every always never up down""".split()
)


def _opposites(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """A word of one sentence whose opposite stands in the other, each missing on the other side."""
    mine, other = _words(ours), _words(theirs)
    only_mine = [word for stem, word in mine.items() if stem not in other]
    only_other = [word for stem, word in other.items() if stem not in mine]
    for one in only_mine:
        for another in only_other:
            if opposed(one, another):
                yield Difference(DifferenceKind.OPPOSITE, one, another)
                return


def _words(reading: Reading) -> dict[str, str]:
    content = set(reading.terms)
    return {
        t.stem: t.text
        for i, t in enumerate(reading.tokens)
        if i not in reading.taken and (t.stem in content or t.lower in _SMALL_OPPOSITES)
    }

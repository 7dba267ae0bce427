"""In which ways a statement departs from a claim: the eight kinds of DESIGN, first version.

Both sentences are read (`reading`) and held against each other: figures that measure the same
thing, dates, negations whose scope the other sentence shares, names and places that stand in each
other's stead, who does it to whom, opposite words, who is said to say it. Nothing here looks at a
similarity score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.answer import Difference, DifferenceKind
from bot.matching import figures, roles
from bot.matching.certainty import certain, leaves_figure_out
from bot.matching.dates import DateSpan, conflict, dates
from bot.matching.frames import Frame, frame, refutation
from bot.matching.opposites import opposed
from bot.matching.quantities import Quantity
from bot.matching.reading import Negation, Reading, read
from bot.matching.speakers import Speaker, attribution_difference, kin
from bot.matching.synonyms import synonyms
from bot.matching.tokens import is_stopword, tokens


@dataclass(frozen=True)
class Compared:
    """A statement held against a claim. `statement` is its content without a speaker's frame.

    `certain`: enough is said in both for a high score to mean that they are about the same.
    `says_less`: the claim is about a figure, the statement gives none.
    """

    statement: Reading
    claim: Reading
    frame: Frame | None
    differences: tuple[Difference, ...]
    certain: bool
    says_less: bool


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
    denied = refutation(statement)
    if denied is not None:
        statement = denied.content
    said = frame(statement)
    if said is not None and frame(claim) is not None:
        said = None  # the claim is itself about somebody saying it: compare the whole
    content = said.content if said is not None else statement
    ours, theirs = read_together(content, claim)
    found = [
        *figures.differences(ours, theirs, figure),
        *_dates(ours, theirs.dates or dates(time)),
        *_negation(ours, theirs),
        *roles.differences(
            ours, theirs, {t.lower for t in tokens(place)}, lambda a, b: kin(a, b, speakers)
        ),
        *_opposites(ours, theirs),
        *_quantifiers(ours, theirs),
    ]
    if said is not None:
        found += attribution_difference(said, ours, speakers)
    if denied is not None:
        found = _turned(found, denied, theirs)
    known = [place, topic, *(name for speaker in speakers for name in speaker.names)]
    sure = certain(ours, theirs, found, known=known)
    return Compared(ours, theirs, said, tuple(_once(found)), sure, leaves_figure_out(ours, theirs))


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
    if verb.capital or (is_stopword(verb.lower) and verb.lower != "and"):
        return frozenset()
    pair = (a.lower, b.lower)
    if a.lower == b.lower or any(is_stopword(w) or w.isdigit() for w in pair):
        return frozenset()
    return frozenset(pair)


def _turned(found: list[Difference], denied: Frame, theirs: Reading) -> list[Difference]:
    """ "It is false that …" turns what it wraps: what would agree is a negation, and back."""
    rest = [d for d in found if d.kind is not DifferenceKind.NEGATION]
    if len(rest) < len(found):
        return rest
    whole = theirs.excerpt(0, len(theirs.tokens) - 1)
    return [*rest, Difference(DifferenceKind.NEGATION, denied.verb, whole)]


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

_TYPO = 85.0
_CONTRADICTED = 0.5
"""The share of a negation's scope that the other sentence has to affirm."""


def _negation(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """One sentence negates what the other one also speaks of and does not negate."""
    for one, other, mine in ((ours, theirs, True), (theirs, ours, False)):
        negated_here, negated_there = _under_negation(one), _under_negation(other)
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


def _under_negation(reading: Reading) -> set[str]:
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


# Rungs of "how many of them"; what lies on another rung is another claim.
_RUNGS = {
    word: rung
    for rung, words in enumerate(
        ("none", "few", "some several", "half", "most majority", "all every each")
    )
    for word in words.split()
}


def _quantifiers(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """ "Few of the troops" against "most of the troops": one quantifier each, of the same noun."""
    mine, other = _quantified(ours), _quantified(theirs)
    if len(mine) != 1 or len(other) != 1:
        return
    (one, noun), (another, same_noun) = mine[0], other[0]
    if noun == same_noun and _RUNGS[one.lower()] != _RUNGS[another.lower()]:
        yield Difference(DifferenceKind.OPPOSITE, one, another)


def _quantified(reading: Reading) -> list[tuple[str, str]]:
    """Quantifiers with the first content term behind them."""
    found = []
    for i, token in enumerate(reading.tokens):
        if token.lower in _RUNGS and i not in reading.taken:
            behind = [t.stem for t in reading.tokens[i + 1 : i + 5] if not is_stopword(t.lower)]
            found += [(token.text, behind[0])] if behind else []
    return found

"""In which ways a statement departs from a claim: the eight kinds of difference.

Both sentences are read (`reading`) and held against each other: figures that measure the same
thing, dates, negations whose scope the other sentence shares, names and places that stand in each
other's stead, who does it to whom, opposite words, who is said to say it. Nothing here looks at a
similarity score.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.language.dates import DateSpan, conflict, dates
from bot.language.names import TITLES
from bot.language.quantities import Quantity
from bot.language.reading import Reading, read
from bot.language.statements import core, statements
from bot.language.tokens import is_stopword, stem, tokens
from bot.matching import figures, negation, replaced, roles
from bot.matching.alignment import align
from bot.matching.certainty import certain, leaves_figure_out
from bot.matching.frames import Frame, frame, refutation
from bot.matching.opposites import opposed
from bot.matching.outcome import Difference, DifferenceKind
from bot.matching.replaced import says_the_same
from bot.matching.speakers import Speaker, attribution_difference, kin


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
    """The differences between a statement and a claim's text, in the order of DifferenceKind.

    `figure`, `time` and `place` are what the claim's row says beside its text, for a text that
    does not spell it out; `topic` is what it is about; `speakers` are those on record with a
    stance on the claim. Never raises, whatever the text.
    """
    denied, also_denied = refutation(statement), refutation(claim)
    if denied is not None:
        statement = denied.content
    if denied is not None and also_denied is not None:
        denied, claim = None, also_denied.content  # both call the same thing false
    said = frame(statement)
    content, claim = (said.content if said is not None else statement), core(claim)
    framed = frame(claim) if said is not None else None
    if said is not None and framed is not None:
        # The claim is itself about somebody saying it: compare the whole, or what both say.
        if _one_speaker(said, framed):
            claim = framed.content
        else:
            content = statement
        said = None
    ours, theirs = read_together(content, _meant(content, claim))
    found: list[Difference] = []
    laid = align(ours, theirs)
    same = says_the_same(ours, theirs, laid)
    if not same:
        found += [
            *figures.differences(ours, theirs, figure),
            *_dates(ours, theirs.dates or dates(time)),
            *negation.differences(ours, theirs),
            *roles.differences(
                ours, theirs, {t.lower for t in tokens(place)}, lambda a, b: kin(a, b, speakers)
            ),
            *_opposites(ours, theirs),
            *_quantifiers(ours, theirs),
        ]
    instead = [] if same else list(replaced.differences(ours, theirs, laid, found))
    found += instead
    if said is not None:
        found += attribution_difference(said, ours, speakers)
    if denied is not None:
        found = _turned(found, denied, theirs)
    known = [place, topic, *(name for speaker in speakers for name in speaker.names)]
    # Another word in one place tells what differs, not that the two are about the same.
    firm = [d for d in found if d not in instead or _firm(d)]
    sure = certain(ours, theirs, firm, known=known)
    return Compared(ours, theirs, said, tuple(_once(found)), sure, leaves_figure_out(ours, theirs))


def _one_speaker(one: Frame, other: Frame) -> bool:
    """Whether two frames name the same speaker with the same stance, in more or fewer words."""
    mine, another = (
        {t.lower for t in tokens(f.speaker) if not is_stopword(t.lower)} for f in (one, other)
    )
    denies = [_NOT & {t.lower for t in tokens(f.speaker)} for f in (one, other)]
    if denies[0] != denies[1] or one.stance != other.stance or not mine or not another:
        return False
    return mine <= another or another <= mine


_NOT = frozenset(("not", "never", "t", "no"))


def _firm(difference: Difference) -> bool:
    return difference.kind is not DifferenceKind.OPPOSITE or opposed(
        difference.statement, difference.record
    )


_ONE_OF_SEVERAL = 75.0


def _meant(content: str, claim: str) -> str:
    """The sentences of a claim of several that the statement repeats, else the whole claim."""
    if not _SENTENCE_END.search(claim):
        return claim
    parts = statements(claim).texts
    some = (". ".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1))
    near = process.extractOne(content, some, scorer=fuzz.ratio, score_cutoff=_ONE_OF_SEVERAL)
    if near is None or near[1] <= fuzz.ratio(content, claim):
        return claim
    return near[0]


_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s")


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
    if TITLES.intersection((a.lower, b.lower)) or any(_describes(w.lower) for w in (a, b)):
        return frozenset()
    pair = (a.lower, b.lower)
    if a.lower == b.lower or any(is_stopword(w) or w.isdigit() for w in pair):
        return frozenset()
    return frozenset(pair)


_OF_ADJECTIVES = ("ful", "ous", "ive", "ly", "ing", "ed", "ent", "est", "less")


def _describes(lower: str) -> bool:
    """ "Powerful new earthquake": by its ending no name."""
    return len(lower) > 5 and lower.endswith(_OF_ADJECTIVES)


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


# --- opposites ---------------------------------------------------------------------------------

_SMALL_OPPOSITES = frozenset(
    """before after all none over under above below with without inside outside more less first
    last most least every always never up down""".split()
)


def _opposites(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """A word of one sentence whose opposite stands in the other, each missing on the other side."""
    mine, other = _words(ours), _words(theirs)
    only_mine = [word for term, word in mine.items() if term not in other]
    only_other = [word for term, word in other.items() if term not in mine]
    negated, there_negated = negation.under_negation(ours), negation.under_negation(theirs)
    for one in only_mine:
        for another in only_other:
            if (stem(one) in negated) != (stem(another) in there_negated):
                continue  # "not guilty", "acquitted"
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

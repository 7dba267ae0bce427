"""Words of a statement that replace a claim's words, if the two are otherwise alike.

In two sentences that differ in a word or two, a word in another's place is a difference, whether or
not the two are listed as opposites. Its kind depends on the words: a number, a date, a name, a
negation; two words that changed places are roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.language.lexicon import opposite
from bot.language.name_words import SENTENCE_WORDS
from bot.language.names import Entity
from bot.language.negation_words import REFUSES
from bot.language.reading import Reading
from bot.language.times import can_be_one
from bot.matching.alignment import Alignment, Gap, Unit, same_wording, settle
from bot.matching.assertion import marked
from bot.matching.entities import alike as names_alike
from bot.matching.entities import stands_for
from bot.matching.instead import is_real, same_but_for_description
from bot.matching.measures import count_others
from bot.matching.opposite_words import RUNGS
from bot.matching.outcome import Difference, DifferenceKind
from bot.matching.roles import same_phrase
from bot.matching.swapped import swapped, swapped_inside
from bot.matching.vocabulary import AS_GOOD_AS_NOT

_NEAR = 0.5
"""Share of agreeing units from which a word is compared with the one in its place."""

_NEAR_NEGATED = 0.6
_MONTHS = frozenset(("jan feb mar apr may jun jul aug sep oct nov dec").split())


def says_the_same(ours: Reading, theirs: Reading, laid: Alignment | None) -> bool:
    """Whether two sentences agree word for word apart from slips, contractions and ways of
    writing. `laid` is what `align` gives for them."""
    if same_wording(ours, theirs):
        return True
    if laid is None or laid.share < _NEAR:
        return False
    return all(settle(gap, nearly=False) == Gap((), ()) for gap in laid.gaps)


def differences(
    ours: Reading, theirs: Reading, laid: Alignment | None, found: Sequence[Difference]
) -> Iterable[Difference]:
    """The differences that only laying the sentences side by side shows; `found` are those found
    before."""
    if laid is None:
        return
    moved = swapped(laid.ours, laid.theirs) or swapped_inside(ours, theirs)
    if moved is not None:
        (one, another), (first, second) = moved
        here, there = (one.first, another.last), (first.first, second.last)
        if not same_phrase(ours, here, theirs, there) and not any(
            d.kind is DifferenceKind.ROLES for d in found
        ):
            yield Difference(
                DifferenceKind.ROLES,
                ours.excerpt(one.first, another.last),
                theirs.excerpt(first.first, second.last),
            )
        return
    told = list(found)
    for difference in _replaced(laid, ours, theirs):
        if not _told(difference, told):
            told.append(difference)
            yield difference


def _told(difference: Difference, told: Sequence[Difference]) -> bool:
    """Whether a difference has been named already: by one of its kind, or in the same words by
    another kind."""
    if any(d.kind is difference.kind for d in told):
        return True
    if difference.kind is DifferenceKind.OPPOSITE:
        return bool(told)
    return any(
        difference.statement in d.statement or d.statement in difference.statement for d in told
    )


# --- words in another's place ------------------------------------------------------------------


def _replaced(laid: Alignment, ours: Reading, theirs: Reading) -> list[Difference]:
    if laid.share < _NEAR or laid.anchors < 1:
        return []
    gaps = [gap for gap in map(settle, laid.gaps) if gap.ours or gap.theirs]
    if len(gaps) != 1:
        return []
    found = _difference(gaps[0], laid, ours, theirs) if _tells(gaps[0], ours, theirs) else None
    if found is None:
        return []
    if found.kind is DifferenceKind.NEGATION or _opposites(gaps[0]) is not None:
        return [found]
    if not _in_its_place(laid):
        return []
    # Headlines use other words for the same thing; between two full sentences another word counts.
    plain = found.kind is DifferenceKind.OPPOSITE and not (_full(ours) and _full(theirs))
    return [] if plain else [found]


def _full(reading: Reading) -> bool:
    """Whether a sentence has the small words that headlines leave out."""
    return any(t.lower in SENTENCE_WORDS for t in reading.tokens)


def _in_its_place(laid: Alignment) -> bool:
    """Whether the sentences are the same letter for letter except at one place, where only
    content words differ. A paraphrase changes its verbs and small words as well."""
    if len(laid.gaps) != 1:
        return False
    gap = laid.gaps[0]
    if sorted(u.word for u in gap.ours if u.small) != sorted(u.word for u in gap.theirs if u.small):
        return False
    mine = [u.word for u in laid.ours if u not in gap.ours]
    other = [u.word for u in laid.theirs if u not in gap.theirs]
    return mine == other


def _tells(gap: Gap, ours: Reading, theirs: Reading) -> bool:
    """Whether both sides of a gap say something, or one side has a negation."""
    if _negates(gap.ours, ours) != _negates(gap.theirs, theirs):
        return not (_said_beside(gap.ours) or _said_beside(gap.theirs))
    return bool(_said(gap.ours) and _said(gap.theirs)) or _opposites(gap) is not None


def _said(some: Sequence[Unit]) -> list[Unit]:
    return [u for u in some if not u.small]


def _said_beside(some: Sequence[Unit]) -> list[Unit]:
    """The units that say something beside the negation itself."""
    return [u for u in _said(some) if u.key not in AS_GOOD_AS_NOT and u.word != "something"]


def _negates(some: Sequence[Unit], reading: Reading) -> bool:
    words = [u.word for u in some]
    return any(_denies(u, reading) for u in some) or ("other" in words and "than" in words)


def _denies(unit: Unit, reading: Reading) -> bool:
    if unit.key in AS_GOOD_AS_NOT:
        return True
    return any(
        unit.first <= negation.first <= unit.last
        and reading.tokens[negation.first].stem not in REFUSES
        for negation in reading.negations
    )


def _opposites(gap: Gap) -> tuple[Unit, Unit] | None:
    return next(
        ((a, b) for a in gap.ours for b in gap.theirs if opposite(a.word, b.word)),
        None,
    )


def _difference(gap: Gap, laid: Alignment, ours: Reading, theirs: Reading) -> Difference | None:
    mine, other = _said(gap.ours), _said(gap.theirs)
    if _negates(gap.ours, ours) != _negates(gap.theirs, theirs):
        if laid.share < _NEAR_NEGATED:
            return None
        return Difference(
            DifferenceKind.NEGATION,
            _around(gap.ours, laid.ours, ours) or ours.excerpt(0, len(ours.tokens) - 1),
            _around(gap.theirs, laid.theirs, theirs) or theirs.excerpt(0, len(theirs.tokens) - 1),
        )
    opposite = _opposites(gap)
    if opposite is not None:
        one, another = opposite
        return Difference(
            DifferenceKind.OPPOSITE,
            ours.excerpt(one.first, one.last),
            theirs.excerpt(another.first, another.last),
        )
    if any(_one_time(a, b) for a in mine for b in other):
        return None  # dates are compared by themselves; "yesterday" differs from nothing
    named = [(a, b) for a in _entities(mine, ours) for b in _entities(other, theirs)]
    if any(names_alike(a, b) or same_but_for_description(a, b) for a, b in named):
        return None
    if _abbreviated(mine, other, ours, theirs) or _told_elsewhere(mine, other, ours, theirs):
        return None
    wording = (
        ours.excerpt(mine[0].first, mine[-1].last),
        theirs.excerpt(other[0].first, other[-1].last),
    )
    return Difference(_kind(mine, other, ours, theirs), *wording)


def _one_time(one: Unit, other: Unit) -> bool:
    """Whether two dates can be one, or one of them is "yesterday", which differs from nothing."""
    return one.day is not None and other.day is not None and can_be_one(one.day, other.day)


def _kind(
    mine: Sequence[Unit], other: Sequence[Unit], ours: Reading, theirs: Reading
) -> DifferenceKind:
    if _dated(mine, ours) and _dated(other, theirs):
        return DifferenceKind.DATE
    if any(_number(u) for u in mine) and any(_number(u) for u in other):
        figures = ((a.figure, b.figure) for a in mine for b in other)
        others = any(a and b and count_others(ours.text, a, theirs.text, b) for a, b in figures)
        return DifferenceKind.OPPOSITE if others else DifferenceKind.FIGURE
    here, there = _entities(mine, ours), _entities(other, theirs)
    named = [*here, *there]
    covered = {i for e in named for i in range(e.first, e.last + 1)}
    whole = named and all(u.first in covered for u in (*mine, *other))
    if whole and any(e.function == "place" and e.kind != "name" for e in named):
        return DifferenceKind.PLACE
    if whole and all(e.kind == "place" for e in named):
        return DifferenceKind.PLACE
    real = all(is_real(e, ours) for e in here) and all(is_real(e, theirs) for e in there)
    if whole and real and all(e.text[:1].isupper() for e in named):
        return DifferenceKind.PARTY
    return DifferenceKind.OPPOSITE


def _abbreviated(
    mine: Sequence[Unit], other: Sequence[Unit], ours: Reading, theirs: Reading
) -> bool:
    """Whether one side is an acronym of the other: "WWII", "World War II"."""
    one = [ours.tokens[i].text for u in mine for i in range(u.first, u.last + 1)]
    another = [theirs.tokens[i].text for u in other for i in range(u.first, u.last + 1)]
    return (len(one) == 1 and stands_for(one[0], another)) or (
        len(another) == 1 and stands_for(another[0], one)
    )


def _told_elsewhere(
    mine: Sequence[Unit], other: Sequence[Unit], ours: Reading, theirs: Reading
) -> bool:
    """ "Plans to", "intends to": whether they differ is told as certainty. "Everybody" is
    "everyone"."""
    if all(marked(ours, u.first) for u in mine) and all(marked(theirs, u.first) for u in other):
        return True
    rungs = {RUNGS.get(u.word) for u in (*mine, *other)}
    return len(rungs) == 1 and None not in rungs


def _dated(some: Sequence[Unit], reading: Reading) -> bool:
    spans = [(d.start, d.end) for d in reading.dates]
    return any(
        u.key in _MONTHS or any(s <= reading.tokens[u.first].start < e for s, e in spans)
        for u in some
    )


def _number(unit: Unit) -> bool:
    return unit.figure is not None or isinstance(unit.key, tuple) or unit.word[:1].isdigit()


def _entities(some: Sequence[Unit], reading: Reading) -> list[Entity]:
    inside = {i for u in some for i in range(u.first, u.last + 1)}
    return [e for e in reading.entities if inside & set(range(e.first, e.last + 1))]


def _around(some: Sequence[Unit], whole: Sequence[Unit], reading: Reading) -> str:
    """The words of a gap with the words that follow it: a bare "not" says little."""
    if not some:
        return ""
    at = whole.index(some[-1]) if some[-1] in whole else 0
    last = whole[min(at + 3, len(whole) - 1)]
    return reading.excerpt(some[0].first, max(last.last, some[-1].last))

"""In which ways a statement departs from a claim: the eight kinds of DESIGN, first version.

Both sentences are read (`reading`) and held against each other: figures that measure the same
thing, dates, negations whose scope the other sentence shares, names and places that stand in each
other's stead, who does it to whom, opposite words, who is said to say it. Nothing here looks at a
similarity score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.answer import Difference, DifferenceKind
from bot.matching import entities, figures
from bot.matching.dates import conflict
from bot.matching.frames import Frame, frame
from bot.matching.opposites import opposed
from bot.matching.quantities import Quantity
from bot.matching.reading import Entity, Negation, Reading, read
from bot.matching.speakers import Speaker, attribution_difference

_EXCERPT = 80
"""Code points of the record's wording that a Difference quotes."""


@dataclass(frozen=True)
class Compared:
    """A statement held against a claim. `statement` is its content without a speaker's frame."""

    statement: Reading
    claim: Reading
    frame: Frame | None
    differences: tuple[Difference, ...]


def compare(
    statement: str,
    claim: str,
    *,
    figure: Quantity | None = None,
    speakers: Sequence[Speaker] = (),
) -> Compared:
    """The differences between a statement and a claim's text, in DESIGN's order of kinds.

    `figure` is the claim's stored figure, for a text that does not spell it out; `speakers` are
    those on record with a stance on the claim. Never raises, whatever the text.
    """
    said = frame(statement)
    if said is not None and frame(claim) is not None:
        said = None  # the claim is itself about somebody saying it: compare the whole
    content = said.content if said is not None else statement
    ours, theirs = read_together(content, claim)
    found = [
        *figures.differences(ours, theirs, figure),
        *_dates(ours, theirs),
        *_negation(ours, theirs),
        *_entities(ours, theirs),
        *_opposites(ours, theirs),
    ]
    if said is not None:
        found += attribution_difference(said, speakers)
    return Compared(ours, theirs, said, tuple(_once(found)))


def read_together(one: str, other: str) -> tuple[Reading, Reading]:
    """Two sentences read so that a name in capitals in one is known in the other, however written.

    Each is read again only where the other has names that it writes differently.
    """
    first, second = read(one), read(other)
    return _knowing(first, second), _knowing(second, first)


def _knowing(reading: Reading, other: Reading) -> Reading:
    here = {token.lower for token in reading.tokens}
    names = frozenset(w for w in other.name_words - reading.name_words if w in here)
    return read(reading.text, names) if names else reading


def _once(found: Iterable[Difference]) -> list[Difference]:
    order = list(DifferenceKind)
    return sorted(dict.fromkeys(found), key=lambda d: order.index(d.kind))


# --- dates -------------------------------------------------------------------------------------


def _dates(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """A date of the statement that no date of the claim agrees with."""
    for day in ours.dates:
        against = [other for other in theirs.dates if conflict(day, other)]
        if against and len(against) == len(theirs.dates):
            yield Difference(DifferenceKind.DATE, day.text, against[0].text)


# --- negation ----------------------------------------------------------------------------------

_SHARED_SCOPE = 0.5


def _negation(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """One sentence negates what the other one also speaks of and does not negate."""
    mine = [n for n in ours.negations if _about(n, theirs)]
    other = [n for n in theirs.negations if _about(n, ours)]
    if len(mine) % 2 == len(other) % 2:
        return
    if mine:
        yield Difference(
            DifferenceKind.NEGATION, _negated(mine[0], ours), _unnegated(mine[0], theirs)
        )
    elif other:
        yield Difference(
            DifferenceKind.NEGATION, _unnegated(other[0], ours), _negated(other[0], theirs)
        )


def _about(negation: Negation, other: Reading) -> bool:
    if not negation.scope:
        return True
    shared = sum(_has_term(other, term) for term in negation.scope)
    return shared >= _SHARED_SCOPE * len(negation.scope)


def _has_term(reading: Reading, term: str) -> bool:
    return any(
        term == t or (len(term) > 4 and len(t) > 4 and fuzz.ratio(term, t) >= 85)
        for t in reading.terms
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
        return _shortened(other.text)
    return _shortened(other.text[inside[0].start : inside[-1].end])


def _shortened(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"


# --- party, place, roles -----------------------------------------------------------------------


def _entities(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    pairs = entities.paired(ours.entities, theirs.entities)
    yield from _exchanged(pairs, ours, theirs)
    left = [e for e in ours.entities if all(e is not a for a, _ in pairs)]
    right = [e for e in theirs.entities if all(e is not b for _, b in pairs)]
    for mine, other in entities.substituted(left, right, ours, theirs):
        kind = DifferenceKind.PLACE if _is_place(mine, other) else DifferenceKind.PARTY
        yield Difference(kind, mine.text, other.text)


def _is_place(mine: Entity, other: Entity) -> bool:
    if "place" in (mine.function, other.function):
        return True
    return mine.kind == "place" and other.kind == "place"


def _exchanged(
    pairs: Sequence[tuple[Entity, Entity]], ours: Reading, theirs: Reading
) -> Iterable[Difference]:
    """The same names in each other's places: Russians in Korea; B fired at A."""
    moved = [(a, b) for a, b in pairs if _where(a) != _where(b)]
    to_place = [(a, b) for a, b in moved if _where(a) == "place"]
    from_place = [(a, b) for a, b in moved if _where(b) == "place"]
    if to_place and from_place:
        yield Difference(
            DifferenceKind.ROLES,
            _between(ours, from_place[0][0], to_place[0][0]),
            _between(theirs, from_place[0][1], to_place[0][1]),
        )
        return
    actors = [(a, b) for a, b in pairs if _where(a) != "place" and _where(b) != "place"]
    if len(actors) < 2:
        return
    mine = entities.by_agency([a for a, _ in actors], ours)
    other = entities.by_agency([b for _, b in actors], theirs)
    partner = {id(a): b for a, b in actors}
    for i, a in enumerate(mine):
        for c in mine[i + 1 :]:
            b, d = partner[id(a)], partner[id(c)]
            if (
                a.id == c.id
                or entities.coordinated(a, c, ours)
                or entities.coordinated(b, d, theirs)
            ):
                continue
            if _index(other, b) > _index(other, d) and not _reported_order(a, c, ours):
                yield Difference(DifferenceKind.ROLES, _between(ours, a, c), _between(theirs, b, d))
                return


def _index(entities: Sequence[Entity], one: Entity) -> int:
    return next(i for i, e in enumerate(entities) if e is one)


def _reported_order(a: Entity, c: Entity, reading: Reading) -> bool:
    """Names with nothing but small words between them do nothing to each other."""
    return not any(a.last < i < c.first or c.last < i < a.first for i in entities.verbs(reading))


def _where(entity: Entity) -> str:
    return "place" if entity.function == "place" else "actor"


def _between(reading: Reading, one: Entity, other: Entity) -> str:
    first, last = sorted((one.first, other.last))
    first = min(one.first, other.first)
    last = max(one.last, other.last)
    return _shortened(reading.text[reading.tokens[first].start : reading.tokens[last].end])


# --- opposites ---------------------------------------------------------------------------------

_SMALL_OPPOSITES = frozenset(
    """before after all none over under above below with without inside outside more less first
    last most least every always never up down""".split()
)


def _opposites(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """A word of one sentence whose opposite stands in the other, each missing on the other side."""
    mine, other = _words(ours), _words(theirs)
    only_mine = {s: w for s, w in mine.items() if s not in other}
    only_other = {s: w for s, w in other.items() if s not in mine}
    for one, text in only_mine.items():
        for another, opposite in only_other.items():
            if opposed(one, another):
                yield Difference(DifferenceKind.OPPOSITE, text, opposite)
                return


def _words(reading: Reading) -> dict[str, str]:
    content = set(reading.terms)
    return {
        t.stem: t.text
        for i, t in enumerate(reading.tokens)
        if i not in reading.taken and (t.stem in content or t.lower in _SMALL_OPPOSITES)
    }

"""Party, place and roles: which names replace each other, and who does it to whom."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence

from bot.language.lexicon import near_meaning
from bot.language.names import Entity
from bot.language.reading import Reading
from bot.language.tokens import is_stopword
from bot.matching.entities import BE, by_agency, coordinated, is_passive, paired, substituted, verbs
from bot.matching.instead import (
    is_of_a_place,
    is_real,
    same_but_for_description,
    somebody_else,
    takes_place,
)
from bot.matching.outcome import Difference, DifferenceKind
from bot.matching.vocabulary import BUT, SAYING

Kin = Callable[[Entity, Entity], bool]


def differences(
    ours: Reading, theirs: Reading, places: Container[str], kin: Kin
) -> Iterable[Difference]:
    """The differences in names: names exchanged, words exchanged, names replaced.

    `places` are the lower-case words of the place in the claim's own row. `kin` says whether two
    names belong to one line of speakers on record ("the Pentagon", "the US"): these do not replace
    each other.
    """
    pairs = paired(ours.entities, theirs.entities)
    yield from _exchanged(pairs, ours, theirs)
    yield from _swapped_words(ours, theirs)
    for one, another in somebody_else(pairs, ours, theirs):
        yield Difference(DifferenceKind.PARTY, one, another)
    left = [e for e in ours.entities if all(e is not a for a, _ in pairs)]
    right = [e for e in theirs.entities if all(e is not b for _, b in pairs)]
    for mine, other in substituted(left, right, ours, theirs):
        if kin(mine, other) or not (is_real(mine, ours) and is_real(other, theirs)):
            continue
        if same_but_for_description(mine, other) or not takes_place(mine, other, ours, theirs):
            continue
        is_place = (
            _is_place(mine, other)
            or all(word in places for word in other.words)
            or (is_of_a_place(mine, ours) and is_of_a_place(other, theirs))
        )
        kind = DifferenceKind.PLACE if is_place else DifferenceKind.PARTY
        yield Difference(kind, mine.text, other.text)


def _is_place(mine: Entity, other: Entity) -> bool:
    if "place" in (mine.function, other.function):
        return True
    return mine.kind == "place" and other.kind == "place"


def _exchanged(
    pairs: Sequence[tuple[Entity, Entity]], ours: Reading, theirs: Reading
) -> Iterable[Difference]:
    """A Difference if the same names are in each other's places: Russians in Korea; B fired at
    A."""
    moved = [(a, b) for a, b in pairs if _where(a) != _where(b)]
    to_place = [(a, b) for a, b in moved if _where(a) == "place"]
    from_place = [(a, b) for a, b in moved if _where(b) == "place"]
    if to_place and from_place and not _one_place(to_place[0], from_place[0]):
        yield Difference(
            DifferenceKind.ROLES,
            _between(ours, from_place[0][0], to_place[0][0]),
            _between(theirs, from_place[0][1], to_place[0][1]),
        )
        return
    # A name that is in another genitive, or in a genitive in one sentence only, has merely moved:
    # "Ostra's mayor Ida Holm resigned", "Ida Holm resigned as mayor of Ostra".
    actors = [
        (a, b) for a, b in pairs if "place" not in (_where(a), _where(b)) and a.owner == b.owner
    ]
    if len(actors) < 2:
        return
    mine = by_agency([a for a, _ in actors], ours)
    other = by_agency([b for _, b in actors], theirs)
    partner = {id(a): b for a, b in actors}
    turned = is_passive(ours) != is_passive(theirs)
    for i, a in enumerate(mine):
        for c in mine[i + 1 :]:
            b, d = partner[id(a)], partner[id(c)]
            if a.id == c.id or coordinated(a, c, ours) or coordinated(b, d, theirs):
                continue
            if (
                _index(other, b) > _index(other, d)
                and not _reported_order(a, c, ours)
                and not (_speaks(a, ours) and _speaks(b, theirs))
                and not (_speaks(c, ours) and _speaks(d, theirs))
                and (turned or _same_deed(ours, (a, c), theirs, (b, d)))
                and _undergoes(a, c, ours) == _undergoes(d, b, theirs)
            ):
                yield Difference(DifferenceKind.ROLES, _between(ours, a, c), _between(theirs, b, d))
                return


_NEARLY_ALL = 0.8


def _swapped_words(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """A Difference if two words changed places in sentences that otherwise have the same words
    in the same order: "Managers warned workers", "workers warned managers". A passive may change
    the order."""
    if is_passive(ours) != is_passive(theirs) or BUT.intersection(t.lower for t in ours.tokens):
        return
    mine, other = _places(ours), _places(theirs)
    shared = [term for term in mine if term in other]
    if len(shared) < 3 or len(shared) < _NEARLY_ALL * max(len(mine), len(other)):
        return
    there = sorted(shared, key=other.__getitem__)
    moved = [i for i, (a, b) in enumerate(zip(shared, there, strict=True)) if a != b]
    # Exactly two changed places, with something between them.
    if len(moved) == 2 and moved[1] - moved[0] > 1:
        first, second = (shared[i] for i in moved)
        if same_phrase(ours, (mine[first], mine[second]), theirs, (other[second], other[first])):
            return
        yield Difference(
            DifferenceKind.ROLES,
            _stretch(ours, mine[first], mine[second]),
            _stretch(theirs, other[second], other[first]),
        )


def same_phrase(
    ours: Reading, mine: tuple[int, int], theirs: Reading, other: tuple[int, int]
) -> bool:
    """Whether two stretches of tokens are one noun phrase in another order: "the Ostra port fire",
    "the fire in the port of Ostra"."""
    return (_is_compound(ours, *mine) and _is_spelt_out(theirs, *other)) or (
        _is_spelt_out(ours, *mine) and _is_compound(theirs, *other)
    )


_IN_A_PHRASE = frozenset("of in at on near off the a an s".split())


def _is_compound(reading: Reading, first: int, last: int) -> bool:
    """Nouns side by side, with nothing between them."""
    return all(
        not is_stopword(token.lower) or token.lower == "s"
        for token in reading.tokens[first : last + 1]
    )


def _is_spelt_out(reading: Reading, first: int, last: int) -> bool:
    """Whether the tokens are nouns with prepositions between them, the first noun right
    before a preposition."""
    words = [token.lower for token in reading.tokens[first : last + 1]]
    small = [word for word in words if is_stopword(word)]
    beside = len(words) > 1 and words[1] in _IN_A_PHRASE
    return beside and bool(small) and all(word in _IN_A_PHRASE for word in small)


def _places(reading: Reading) -> dict[str, int]:
    """Token index by stem, of each content word that occurs once."""
    stems = [t.stem for t in reading.tokens]
    return {
        t.stem: i
        for i, t in enumerate(reading.tokens)
        if i not in reading.taken and not is_stopword(t.lower) and stems.count(t.stem) == 1
    }


def _index(entities: Sequence[Entity], one: Entity) -> int:
    return next(i for i, e in enumerate(entities) if e is one)


def _reported_order(a: Entity, c: Entity, reading: Reading) -> bool:
    """Whether no verb is between two names, so that neither does anything to the other."""
    return not any(a.last < i < c.first or c.last < i < a.first for i in verbs(reading))


def _undergoes(one: Entity, other: Entity, reading: Reading) -> bool:
    """Whether the first of two names undergoes a deed whose agent is not said: "Ostra Radio was
    banned from all Harrow press conferences"."""
    first, second = sorted((one, other), key=lambda e: e.first)
    between = [t.lower for t in reading.tokens[first.last + 1 : second.first]]
    at = next((i for i, word in enumerate(between) if word in BE), None)
    if at is None or "by" in between:
        return False
    return any(word.endswith(("ed", "en")) for word in between[at + 1 : at + 3])


def _one_place(one: tuple[Entity, Entity], other: tuple[Entity, Entity]) -> bool:
    """Whether the names are side by side in both sentences: "Aqaba, Jordan", "the Jordanian port
    of Aqaba"."""
    return all(
        max(a.first, b.first) - min(a.last, b.last) <= _SIDE_BY_SIDE
        for a, b in zip(one, other, strict=True)
    )


_SIDE_BY_SIDE = 3


def _speaks(entity: Entity, reading: Reading) -> bool:
    """Whether a name is next to a verb of saying, so that it is the speaker and not the one who
    acts."""
    beside = (entity.first - 1, entity.first - 2, entity.first - 3, entity.last + 1)
    words = reading.tokens
    return any(0 <= i < len(words) and words[i].stem in SAYING for i in beside)


def _same_deed(
    ours: Reading,
    mine: tuple[Entity, Entity],
    theirs: Reading,
    other: tuple[Entity, Entity],
) -> bool:
    """Whether both sentences have the same words between two names. If so, the names changed
    places around a deed; if not, the sentence is merely built in another way."""
    here, there = _said_between(ours, mine), _said_between(theirs, other)
    return any(a == b or near_meaning(a, b) for a in here for b in there)


def _said_between(reading: Reading, pair: tuple[Entity, Entity]) -> set[str]:
    first, second = sorted(pair, key=lambda e: e.first)
    named = {i for e in reading.entities for i in range(e.first, e.last + 1)}
    return {
        token.stem
        for i, token in enumerate(reading.tokens)
        if first.last < i < second.first
        and i not in named
        and i not in reading.taken
        and not is_stopword(token.lower)
    }


def _where(entity: Entity) -> str:
    return "place" if entity.function == "place" else "actor"


def _between(reading: Reading, one: Entity, other: Entity) -> str:
    return _stretch(reading, min(one.first, other.first), max(one.last, other.last))


def _stretch(reading: Reading, first: int, last: int) -> str:
    return reading.excerpt(first, last)

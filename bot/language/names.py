"""The names in a sentence (countries, places, capitalised names) and what each does there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from bot.language.countries import Place, World, world
from bot.language.name_words import (
    BODIES,
    IN,
    NOT_NAMES,
    SENTENCE_WORDS,
    SKIPPED_BEFORE_PLACE,
    SUFFIXES,
    TITLES,
    TO,
)
from bot.language.tokens import Token, is_stopword


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, a body or a place that is named.

    `id` is "country:RU", "place:moscow" or "name:kim jong un"; `first` and `last` are token
    indices, inclusive; `owner` is "'s" or "of" if the name is in that genitive. `function` is
    "actor" (does or undergoes), "by" (agent of a passive), "place" (where) or "from".
    """

    id: str
    kind: str
    words: tuple[str, ...]
    text: str
    first: int
    last: int
    function: str
    country: str = ""
    capital: bool = False
    people: bool = False
    owner: str = ""


_LOOK_BACK = 4


def entities(
    text: str, words: tuple[Token, ...], free: list[bool], names: frozenset[str]
) -> Iterable[Entity]:
    known = world()
    cased = _is_cased(words)
    i = 0
    while i < len(words):
        found = _known(known, text, words, free, i) if free[i] else None
        if found is None and free[i]:
            found = _name(text, words, free, i, names, cased)
            if found is not None:
                found = _misspelt_country(found)
        if found is None:
            i += 1
            continue
        entity = found
        yield replace(entity, function=_function(entity, words), owner=_owner(entity, text, words))
        i = entity.last + 1


def _is_cased(words: tuple[Token, ...]) -> bool:
    """Whether a capital shows a name here: not in a headline all in capitals, nor in one that
    capitalises every word."""
    long = [w for w in words if len(w.text) > 3 and w.text.isalpha()]
    upper = sum(w.text.isupper() for w in long)
    if upper > len(long) * 0.6:
        return False
    said = [w for w in words if w.text.isalpha() and not is_stopword(w.lower)]
    return (
        len(said) < _SHORTEST_HEADLINE
        or not all(w.capital for w in said)
        or not SENTENCE_WORDS.isdisjoint(w.text for w in words)
    )


_SHORTEST_HEADLINE = 4


def _known(
    known: World, text: str, words: tuple[Token, ...], free: list[bool], i: int
) -> Entity | None:
    for n in known.lengths.get(words[i].lower, ()):
        if i + n > len(words) or (n > 1 and not all(free[i : i + n])):
            continue
        lower = tuple(w.lower for w in words[i : i + n])
        written = text[words[i].start : words[i + n - 1].end]
        place = known.find(lower, written)
        if place is None or (n > 1 and "\n" in written):
            continue
        if place.kind == "place" and _part_of_longer_name(words, i, text):
            continue
        return Entity(
            place.id, place.kind, lower, written, i, i + n - 1, "actor",
            country=place.country, capital=place.capital, people=place.people,
        )  # fmt: skip
    return None


_COUNTRY_TYPO = 87.0
_SHORTEST_COUNTRY = 5


def _misspelt_country(entity: Entity) -> Entity:
    """ "Nort Korean", "Rusia": a word that is one slip away from exactly one country's name or
    people becomes that country."""
    written = " ".join(entity.words)
    if len(written) < _SHORTEST_COUNTRY:
        return entity
    place = _nearest_country(written)
    if place is None:
        return entity
    return replace(entity, id=place.id, kind="country", country=place.country, people=place.people)


@lru_cache(maxsize=16_384)
def _nearest_country(written: str) -> Place | None:
    names = _of_like_length(len(written))
    near = process.extractOne(written, names, scorer=fuzz.ratio, score_cutoff=_COUNTRY_TYPO)
    return None if near is None else world().countries[near[0]]


@cache
def _of_like_length(length: int) -> tuple[str, ...]:
    """The countries' names that can be as like as that: of each letter that one has more, `ratio`
    takes its share of both lengths."""
    most = 1 - _COUNTRY_TYPO / 100
    return tuple(
        name for name in world().countries if abs(len(name) - length) <= most * (len(name) + length)
    )


def _part_of_longer_name(words: tuple[Token, ...], first: int, text: str) -> bool:
    """ "Washington" in "Elizabeth Washington" is a surname, not the capital city."""
    if first == 0:
        return False
    before = words[first - 1]
    return (
        before.capital
        and before.lower not in TITLES
        and not is_stopword(before.lower)
        and text[before.end : words[first].start] == " "
        and not world().names.get((before.lower,))
    )


def _name(
    text: str,
    words: tuple[Token, ...],
    free: list[bool],
    i: int,
    names: frozenset[str],
    cased: bool,
) -> Entity | None:
    """A run of capitalised words, or of words known to be a name."""
    j = i
    while j < len(words) and free[j] and _part(text, words, j, names, cased):
        if j > i and text[words[j - 1].end : words[j].start] not in (" ", "-", "’", "'", ". "):
            break
        if j > i and _is_hashtag(text, words[j - 1]):
            break
        j += 1
        joined = _joined(text, words, free, i, j)
        j = joined if joined is not None and _nameish(words, joined, names, cased) else j
    first, last = i, j - 1
    is_body = any(w.lower in BODIES for w in words[first : last + 1])
    while (
        first <= last
        and words[first].lower in TITLES
        and words[first].lower not in names
        and not _is_initial(text, words[first])
        and not (is_body and first < last)
    ):
        first += 1
    while first < last and words[last].lower in SUFFIXES:
        last -= 1
    if first > last:
        return None
    lone_opening = first == last == 0 and not words[0].text.isupper() and cased
    if lone_opening and words[0].lower not in names and not _possessive(text, words[0]):
        return None  # the first word of a sentence has a capital anyway
    lower = tuple(w.lower for w in words[first : last + 1])
    written = text[words[first].start : words[last].end]
    return Entity(f"name:{' '.join(lower)}", "name", lower, written, first, last, "actor")


def _is_hashtag(text: str, word: Token) -> bool:
    """ "#Harrow Ida Holm": a hashtag is no part of the name behind it."""
    return word.start > 0 and text[word.start - 1] == "#"


def _joined(
    text: str, words: tuple[Token, ...], free: list[bool], first: int, after: int
) -> int | None:
    """The index at which a body's name goes on behind "of" ("Ministry of (the) Interior"); None if
    it ends at `after`."""
    if words[after - 1].lower not in BODIES and words[first].lower not in BODIES:
        return None
    at = after
    while at < len(words) and at - after < 2 and words[at].lower in ("of", "for", "the"):
        at += 1
    if at == after or at >= len(words) or words[after].lower == "the" or not free[at]:
        return None
    return at if "," not in text[words[after - 1].end : words[at].start] else None


def _part(text: str, words: tuple[Token, ...], i: int, names: frozenset[str], cased: bool) -> bool:
    """Whether a word is part of a name: as `_nameish`, or the initial of one ("H. Holm")."""
    if _nameish(words, i, names, cased):
        return True
    following = i + 1 < len(words) and text[words[i].end : words[i + 1].start] == ". "
    return (
        cased
        and following
        and _is_initial(text, words[i])
        and _part(text, words, i + 1, names, cased)
    )


def _is_initial(text: str, word: Token) -> bool:
    return len(word.text) == 1 and word.capital and text[word.end : word.end + 1] == "."


def _nameish(words: tuple[Token, ...], i: int, names: frozenset[str], cased: bool) -> bool:
    word = words[i]
    if word.lower in names and not is_stopword(word.lower):
        return True
    if not cased or not word.capital or word.lower in NOT_NAMES:
        return False
    return not is_stopword(word.lower)


def _possessive(text: str, word: Token) -> bool:
    return text[word.end : word.end + 2] in ("'s", "’s")


def _owner(entity: Entity, text: str, words: tuple[Token, ...]) -> str:
    before = words[entity.first - 1].lower if entity.first else ""
    if before == "the" and entity.first > 1:
        before = words[entity.first - 2].lower
    if _possessive(text, words[entity.last]):
        return "'s"
    return "of" if before == "of" and not entity.people else ""


def _function(entity: Entity, words: tuple[Token, ...]) -> str:
    """The function that the preposition before the name gives it."""
    for back in range(1, _LOOK_BACK + 1):
        i = entity.first - back
        if i < 0:
            return "actor"
        word = words[i].lower
        if word in ("by", "from"):
            return "actor" if word == "from" and entity.people else word
        if word in IN:
            return "place"
        if word in TO:
            is_people = entity.people or entity.kind == "name"
            return "actor" if is_people or (word == "at" and entity.kind == "country") else "place"
        if word not in SKIPPED_BEFORE_PLACE and not world().names.get((word,)):
            return "by" if _apposed_to_agent(entity, words) else "actor"
    return "actor"


def _apposed_to_agent(entity: Entity, words: tuple[Token, ...]) -> bool:
    """ "… by the group Pale Lantern": a common noun between the preposition and the name."""
    before = [w.lower for w in words[max(0, entity.first - 3) : entity.first]]
    return before[-3:-1] == ["by", "the"] or before[-3:-1] == ["by", "a"] or before[-2:-1] == ["by"]

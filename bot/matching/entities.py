"""Names of two sentences: which mean the same, which replace each other, and which act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from bot.language.lexicon import near_meaning
from bot.language.name_words import NICKNAMES, OFFICES
from bot.language.names import Entity
from bot.language.reading import Reading
from bot.language.tokens import is_stopword, stem
from bot.matching.instead import is_of_a_place
from bot.matching.slips import slip

_TYPO = 85.0
"""RapidFuzz `ratio` from which two names are taken for one with a typo or another spelling."""


def paired(ours: Sequence[Entity], theirs: Sequence[Entity]) -> list[tuple[Entity, Entity]]:
    """Pairs of names that mean the same, each used once; the same names are paired first, then
    those with the same function, then the others in the order of the sentences."""
    pairs: list[tuple[Entity, Entity]] = []
    for fits in (_same_name, _same_function, alike):
        for mine in ours:
            if any(mine is a for a, _ in pairs):
                continue
            for other in theirs:
                if fits(mine, other) and not any(other is b for _, b in pairs):
                    pairs.append((mine, other))
                    break
    return pairs


def _same_name(one: Entity, other: Entity) -> bool:
    return one.id == other.id and one.function == other.function


def _same_function(one: Entity, other: Entity) -> bool:
    return one.function == other.function and alike(one, other)


def alike(one: Entity, other: Entity) -> bool:
    """Whether two names mean the same: one country, place or person; a surname and the full
    name; a capital that acts and its country."""
    if one.id == other.id or _is_plural(one, other):
        return True
    if one.kind == other.kind == "name":
        first_names = _first_names(one, other)
        if first_names is not None:
            return first_names
    if _one_office(one, other):
        return True
    if "name" in (one.kind, other.kind) and _written_short(one, other):
        return True
    if "country" in (one.kind, other.kind):
        city, country = (one, other) if other.kind == "country" else (other, one)
        # "Moscow denies …" means Russia; "in Moscow" only a part of it.
        return (
            city.capital
            and city.country == country.country
            and city.function != "place"
            and country.kind == "country"
        )
    shorter, longer = sorted((one.words, other.words), key=len)
    if set(shorter) <= set(longer) or _initials(longer) == "".join(shorter):
        return True
    if len(shorter) == 1 and any(slip(shorter[0], word) for word in longer):
        return True
    if len(longer) > 1 and len(set(shorter) & set(longer)) > 1 and shorter[-1] == longer[-1]:
        return True  # "Iron Lady Margaret Thatcher", "British PM Margaret Thatcher"
    return fuzz.ratio(" ".join(shorter), " ".join(longer)) >= _TYPO


def _is_plural(one: Entity, other: Entity) -> bool:
    """ "ID", "IDs"."""
    short, long = sorted((" ".join(e.words) for e in (one, other)), key=len)
    return long == f"{short}s"


def _first_names(one: Entity, other: Entity) -> bool | None:
    """Whether the first names of two people with one surname can be the same: an initial and a name
    that begins with it, or a name and its short form. None if the names do not show it."""
    if len(one.words) < _FULL or len(other.words) < _FULL or one.words[-1] != other.words[-1]:
        return None
    mine, another = one.words[0], other.words[0]
    if min(len(mine), len(another)) == 1:
        short, long = (one, other) if len(mine) == 1 else (other, one)
        return any(word.startswith(short.words[0]) for word in long.words[:-1])
    if any(mine in group and another in group for group in NICKNAMES):
        return True
    return None


_FULL = 2
"""Words from which a name has a first name."""


def _one_office(one: Entity, other: Entity) -> bool:
    """Whether two names are of one office: "the Pentagon", "the Department of Defense". A country
    that acts may also be named by its office: "the Kremlin", "Russia"."""
    mine, another = (OFFICES.get(" ".join(e.words), "") for e in (one, other))
    if mine and another:
        return mine == another
    for office, country in ((mine, other), (another, one)):
        if office and country.kind == "country" and country.function != "place":
            return office == f"{country.country} government"
    return False


def _written_short(one: Entity, other: Entity) -> bool:
    """Whether one is short for the other: "Fla." and "Florida"; "GOP" and "Republican"."""
    if len(one.words) > 1 or len(other.words) > 1:
        return False
    short, long = sorted((one.words[0], other.words[0]), key=len)
    if near_meaning(stem(short), stem(long)):
        return True
    return _SHORTEST_CLIPPED <= len(short) <= _LONGEST_CLIPPED and long.startswith(short)


_SHORTEST_CLIPPED, _LONGEST_CLIPPED = 3, 5


def stands_for(short: str, long: Sequence[str]) -> bool:
    """Whether a word in capitals is made of the first letters of others, with or without the
    small ones. A word that is itself in capitals goes in whole ("USGS", "US Geological Survey";
    "WWII")."""
    if len(short) < 2 or sum(c.isupper() for c in short) < 2 or len(long) < 2:
        return False
    for words in (long, [w for w in long if w.lower() not in _SMALL]):
        for whole in (True, False):
            made = "".join(w if whole and w.isupper() else w[0] for w in words)
            if made.lower() == short.lower():
                return True
    # "WWII", "Second World War": an ordinal before the name equals the number at its end.
    return short.endswith("II") and short[:2] in "".join(w[0] for w in long).upper()


_SMALL = frozenset(("of", "the", "and", "for", "in", "de"))
_LONGEST_SPELT_OUT = 7


def _spelt_out(entity: Entity, other: Reading) -> bool:
    """Whether an acronym is made of successive words of the other sentence."""
    if len(entity.words) != 1 or sum(c.isupper() for c in entity.text) < 2:
        return False
    words = [t.text for t in other.tokens]
    return any(
        words[i][:1].lower() == entity.text[:1].lower()
        and any(stands_for(entity.text, words[i:j]) for j in range(i + 2, i + _LONGEST_SPELT_OUT))
        for i in range(len(words) - 1)
    )


def _initials(words: Sequence[str]) -> str:
    long = [w for w in words if w not in ("of", "the", "and", "for")]
    return "".join(w[0] for w in long) if len(long) > 1 else ""


def substituted(
    left: Sequence[Entity], right: Sequence[Entity], ours: Reading, theirs: Reading
) -> list[tuple[Entity, Entity]]:
    """Pairs of names, each without a partner that means the same, that replace each other.

    They have the same function and are comparable: two people, two countries, two places. A name
    that one sentence merely adds or leaves out replaces none; nor does a part replace its whole
    ("Russia" for "Kursk").
    """
    pairs: list[tuple[Entity, Entity]] = []
    for mine in left:
        if _mentioned(mine, theirs) or _spelt_out(mine, theirs):
            continue
        for other in right:
            if any(other is b for _, b in pairs) or _mentioned(other, ours):
                continue
            if _spelt_out(other, ours):
                continue
            if _comparable(mine, other, ours, theirs):
                pairs.append((mine, other))
                break
    return pairs


def _mentioned(entity: Entity, reading: Reading) -> bool:
    """Whether the other sentence has the words of a name, in upper or lower case."""
    there = {t.lower for t in reading.tokens}
    return entity.kind != "country" and all(w in there for w in entity.words)


def _comparable(mine: Entity, other: Entity, ours: Reading, theirs: Reading) -> bool:
    if mine.country and mine.country == other.country:
        # A country for its own province says less, and is no difference; a province for the country
        # says more than is on record.
        return mine.kind == "place"
    if mine.owner and other.owner and mine.owner != other.owner:
        return False  # "Russia's invasion", "the invasion of Ukraine"
    same_neighbour = _neighbour(mine, ours) == _neighbour(other, theirs) != ""
    if same_neighbour:
        return True
    if is_of_a_place(mine, ours) and is_of_a_place(other, theirs):
        return True
    if (mine.function == "place") != (other.function == "place"):
        return False
    if mine.function == "place":
        return True
    return mine.kind == other.kind


def _neighbour(entity: Entity, reading: Reading) -> str:
    """The stem of the content word right behind a name, or "": if it is the same behind two
    names, the same is likely said of both."""
    for token in reading.tokens[entity.last + 1 : entity.last + 3]:
        if not is_stopword(token.lower):
            return token.stem
    return ""


def coordinated(one: Entity, other: Entity, reading: Reading) -> bool:
    """ "A and B", "A, B and C": the order of such names says nothing."""
    first, last = sorted((one, other), key=lambda e: e.first)
    inside = range(first.last + 1, last.first)
    named = {i for e in reading.entities for i in range(e.first, e.last + 1)}
    return (
        all(
            reading.tokens[i].lower
            in ("and", "or", "with", "the", "as", "well", "president", "leader")
            or i in named
            for i in inside
        )
        and len(inside) <= 6
    )


def by_agency(entities: Iterable[Entity], reading: Reading) -> list[Entity]:
    """Names in the order of acting: the agent of a passive ("… were fired at by A") comes first."""
    listed = list(entities)
    if is_passive(reading):
        return sorted(listed, key=lambda e: (e.function != "by", e.first))
    return sorted(listed, key=lambda e: e.first)


BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "got"))


def is_passive(reading: Reading) -> bool:
    """Whether the sentence names the agent of a passive: "… was … by …"."""
    tokens = reading.tokens
    return any(
        token.lower in BE and any(later.lower == "by" for later in tokens[i + 1 :])
        for i, token in enumerate(tokens)
    )


def verbs(reading: Reading) -> list[int]:
    """Token indices of words that may be verbs: content words outside names."""
    named = {i for e in reading.entities for i in range(e.first, e.last + 1)}
    return [
        i
        for i, token in enumerate(reading.tokens)
        if i not in named and i not in reading.taken and not is_stopword(token.lower)
    ]

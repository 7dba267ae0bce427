"""Which words mean the same, which the opposite, and which name the same deed.

Each function takes words as written or in their plain form, and verbs of two words as
`verb_phrases` gives them ("turn down"). All are symmetric except `way_of`. For a word that the
lexicon does not know they give False, or nothing.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from bot.language.lexicon.added_words import OPPOSITES, PREFIXES, SAME, TOLLS
from bot.language.lexicon.near_words import NEAR
from bot.language.lexicon.table import forms, forms_of_stem, related
from bot.language.tokens import stem

Kind = Literal["noun", "verb", "adjective", "adverb"]

_SIGNS: dict[Kind, str] = {"noun": "n=", "verb": "v=", "adjective": "a=", "adverb": "r="}
_SHORTEST_ROOT = 4

Words = frozenset[str]


@lru_cache(maxsize=65_536)
def same_meaning(one: str, other: str, kind: Kind | None = None) -> bool:
    """Whether two words say the same of the same event ("bought", "purchased"); with `kind`, as
    that part of speech. A word means the same as itself; opposites never mean the same.

    A kind and its genus do not mean the same ("bus", "vehicle"), nor do two kinds ("bus", "train").
    """
    mine, theirs = forms(one), forms(other)
    if mine & theirs:
        return True
    return not theirs.isdisjoint(_all_same(mine, kind)) and not _opposed(mine, theirs)


@lru_cache(maxsize=65_536)
def opposite(one: str, other: str) -> bool:
    """Whether two words are opposites: they are listed, or the deeds that they name are
    ("acceptance", "rejection"), or one is the other with a prefix ("unvaccinated")."""
    if _are_opposite(forms(one), forms(other)):
        return True
    longer, shorter = sorted((one.lower(), other.lower()), key=len, reverse=True)
    return any(_is_prefixed(longer, shorter, prefix) for prefix in PREFIXES)


@lru_cache(maxsize=65_536)
def opposite_stems(one: str, other: str) -> bool:
    """Whether two stems belong to words that are opposites."""
    return _are_opposite(forms_of_stem(one), forms_of_stem(other))


@lru_cache(maxsize=65_536)
def derived(one: str, other: str) -> bool:
    """Whether one word is the noun for the deed or state that the other names as a verb or
    adjective: "death" and "died", "resignation" and "resigned". The person who does it is not
    ("employer")."""
    mine, theirs = forms(one), forms(other)
    return bool(mine & theirs) or any(not theirs.isdisjoint(related(w, "+")) for w in mine)


@lru_cache(maxsize=65_536)
def same_deed(one: str, other: str) -> bool:
    """Whether two words name the same deed in any parts of speech ("acquisition", "bought"). The
    words are compared through those they derive from and those that mean the same."""
    mine, theirs = _with_deeds(forms(one)), _with_deeds(forms(other))
    if mine & theirs:
        return True
    return not theirs.isdisjoint(_all_same(mine, None)) and not _opposed(mine, theirs)


@lru_cache(maxsize=65_536)
def way_of(one: str, other: str) -> bool:
    """Whether doing the one is a way of doing the other: to murder is to kill. For verbs; not
    symmetric."""
    theirs = forms(other)
    return any(not theirs.isdisjoint(related(word, ">")) for word in forms(one))


@lru_cache(maxsize=16_384)
def same_toll(one: str, other: str) -> bool:
    """Whether two words count the same people: three dead, three killed, three who died. This holds
    for the people it happened to: a person who kills does not die."""
    mine, theirs = forms(one), forms(other)
    return any(not (mine.isdisjoint(toll) or theirs.isdisjoint(toll)) for toll in _tolls())


@lru_cache(maxsize=32_768)
def is_only_noun(word: str) -> bool:
    """Whether the table has a word as a noun and in no other part of speech: "gunman", not
    "report". `word` is in its plain form."""
    if not related(word, "n="):
        return False
    return not any(related(word, sign) for sign in ("v=", "a=", "r=", ">", "+"))


def near_stems(root: str) -> Words:
    """The stems that news uses for a stem, with the same or nearly the same meaning ("soldier" for
    "troop"); without the stem itself. They help to find a claim, but do not show that two sentences
    say the same."""
    mine = forms_of_stem(root)
    found = {stem(w) for w in _all_same(mine, None) if " " not in w and not _opposed(mine, {w})}
    roots = {root, *(stem(word) for word in mine)}
    return frozenset(found | roots).union(*(_near().get(r, ()) for r in roots)) - {root}


def near_meaning(one: str, other: str) -> bool:
    """Whether news uses two different stems for one another; see `near_stems`."""
    return other in near_stems(one) or one in near_stems(other)


# --- behind them -------------------------------------------------------------------------------


def _all_same(some: Words, kind: Kind | None) -> Words:
    return frozenset().union(*(_same(word, kind) for word in some))


@lru_cache(maxsize=32_768)
def _same(word: str, kind: Kind | None) -> Words:
    signs = _SIGNS.values() if kind is None else (_SIGNS[kind],)
    added = _added().get(word, frozenset())
    return added.union(*(related(word, sign) for sign in signs))


def _are_opposite(mine: Words, theirs: Words) -> bool:
    if mine & theirs:
        return False
    return _opposed(mine, theirs) or _opposed(_with_deeds(mine), _with_deeds(theirs))


def _opposed(mine: Words, theirs: frozenset[str] | set[str]) -> bool:
    return any(not _opposites(word).isdisjoint(theirs) for word in mine)


@lru_cache(maxsize=32_768)
def _opposites(word: str) -> Words:
    return related(word, "!") | _added_opposites().get(word, frozenset())


@lru_cache(maxsize=16_384)
def _with_deeds(some: Words) -> Words:
    return some.union(*(related(word, "+") for word in some))


def _is_prefixed(longer: str, shorter: str, prefix: str) -> bool:
    root = longer.removeprefix(prefix)
    return (
        root != longer
        and len(root) >= _SHORTEST_ROOT
        and longer not in related("*", "-")
        and not forms(longer) & related("*", "-")
        and stem(root) == stem(shorter)
    )


@cache
def _added() -> dict[str, Words]:
    """By word, the words of its groups."""
    return _joined(tuple((group, group) for group in _groups(SAME)))


@cache
def _near() -> dict[str, Words]:
    stems = tuple(frozenset(map(stem, group)) for group in _groups(NEAR))
    return _joined(tuple((group, group) for group in stems))


@cache
def _added_opposites() -> dict[str, Words]:
    entries = (entry.split("|") for entry in OPPOSITES.rstrip(";").split(";"))
    sides = [(_words(one), _words(other)) for one, other in entries]
    return _joined((*sides, *((other, one) for one, other in sides)))


@cache
def _tolls() -> tuple[Words, ...]:
    return tuple(_groups(TOLLS))


def _groups(lines: str) -> list[Words]:
    return [_words(line) for line in lines.splitlines()]


def _words(line: str) -> Words:
    return frozenset(word.replace("_", " ") for word in line.split())


def _joined(pairs: tuple[tuple[Words, Words], ...]) -> dict[str, Words]:
    """By word of a first side, the words of all its second sides."""
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        for word in one:
            found.setdefault(word, set()).update(other - {word})
    return {word: frozenset(words) for word, words in found.items()}

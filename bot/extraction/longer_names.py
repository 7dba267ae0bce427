"""One source by a longer and a shorter name: "Kern" and "Rolf Kern", "the health board" and "Brae's
health board", "HSE" and "Health Service Executive".

Whether they are one only an editor can say; a name that could be two sources' is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.extraction.roles import ROLES
from bot.extraction.source_kinds import GOVERNMENT, ORGANISATION, PERSON
from bot.extraction.source_names import (
    OF,
    after_office,
    clean,
    country_of,
    is_unnamed,
    key_of,
    without_determiner,
    without_titles,
)
from bot.extraction.source_words import BODIES, FORMS_OF_ADDRESS, GROUPS, SMALL

_BODY_KINDS = frozenset((ORGANISATION, GOVERNMENT))
"""Kinds of sources that are bodies; which of the two one is, documents and editors say in
different ways."""


def may_be_one(name: str, other: str, kind: str, other_kind: str) -> bool:
    """Whether two names of sources of these kinds may be one source's."""
    if kind == other_kind == PERSON:
        return may_be_one_person(name, other)
    return {kind, other_kind} <= _BODY_KINDS and may_be_one_body(name, other)


def may_be_one_person(name: str, other: str) -> bool:
    """Whether two names of persons may be one person's: the surnames agree, and the given names
    agree or one has none ("Mr Kern", "R. Kern" and "Rolf Kern"; not "Ida Kern")."""
    if not {*_letters(name)} & {*_letters(other)} or _is_described(name) or _is_described(other):
        return False
    one, another = _parts(name), _parts(other)
    if not one or not another or one[-1] != another[-1]:
        return False
    mine, theirs = one[:-1], another[:-1]
    if not mine or not theirs or {n for n in mine if len(n) > 1} & {*theirs}:
        return True
    first, second = sorted((mine[0], theirs[0]), key=len)
    return len(first) == 1 and second.startswith(first)


def may_be_one_body(name: str, other: str) -> bool:
    """Whether two names of bodies may be one body's: all words of the shorter are in the longer,
    which is as much of the same sort of body ("health board", "Brae's health board", "Health Board
    of Brae"; not "Harrow port" and "Harrow port union"), or the shorter is the longer's initials.

    The names of two countries never are: South Sudan is not Sudan.
    """
    if not {*_letters(name)} & {*_letters(other)} and not _ACRONYM.search(name + " " + other):
        return False  # most pairs have no word in common, and are compared for each new name
    one, another = sorted((name, other), key=lambda n: len({*_words(n)}))
    short, long = {*_words(one)}, {*_words(another)}
    if not short or (country_of(one) and country_of(another)):
        return False
    if len(short) == 1 and (_are_initials(one, another) or _are_initials(another, one)):
        return True
    if not short <= long:
        return False
    head = _head(one)
    if not head or head != _head(another):
        return False
    return len(short) > 1 or any(_is_body_noun(n, head) for n in (one, another))


def is_shorter(name: str, other: str, kind: str) -> bool:
    """Whether `other` says all that `name` says, and more: "Kern" and "Rolf Kern"."""
    return may_be_one(name, other, kind, kind) and _fullness(name, kind) < _fullness(other, kind)


def full_names(name: str, aliases: Iterable[str], kind: str) -> list[str]:
    """The names of a source without the aliases that only shorten its name: "Ida Kern" is not Rolf
    Kern because he is also called Kern."""
    return [name, *(one for one in aliases if not is_shorter(one, name, kind))]


def may_mean_another(name: str, own: str, kind: str) -> bool:
    """Whether a name of a source called `own` may mean another source with a longer name: a bare
    surname, initials before one, "the health board"; not a full name of its own."""
    if kind == PERSON:
        parts = _parts(name)
        return len(parts) < 2 or len(parts[0]) < 2
    if kind not in _BODY_KINDS:
        return False
    return without_determiner(name).islower() or key_of(name) != key_of(own)


def fullest(names: list[str], kind: str) -> str:
    """The name that says most; among equals the first."""
    return max(names, key=lambda name: _fullness(name, kind))


def as_called(name: str, kind: str) -> str:
    """A name as it is kept as another name of a source: without office, title or article."""
    if kind == PERSON:
        return clean(without_titles(after_office(name)))
    return clean(without_determiner(name))


def surname(name: str) -> str:
    """The surname of a person, folded; empty for one who is only described."""
    return "" if _is_described(name) else (_parts(name) or [""])[-1]


def kind_of_body(name: str) -> str:
    """The noun that says what sort of body a name is of, folded: "board" of "Health Board of
    Brae"."""
    return _head(name)


_ACRONYM = re.compile(r"\b(?:[A-Z]\.?){2,}")


def _letters(name: str) -> list[str]:
    return re.findall(r"[^\W_]{2,}", name.casefold())


def _fullness(name: str, kind: str) -> tuple[int, int]:
    words = _parts(name) if kind == PERSON else _words(name)
    return len(words), sum(map(len, words)) if kind == PERSON else 0


def _is_described(name: str) -> bool:
    return is_unnamed(name) or name.split()[-1:] == [] or name.split()[-1].islower()


def _parts(name: str) -> list[str]:
    """The given names and the surname, folded, without offices, titles and dots."""
    words = key_of(without_titles(after_office(name))).replace(".", " ").split()
    while len(words) > 1 and words[0] in ROLES | FORMS_OF_ADDRESS:
        words = words[1:]
    return words


def _words(name: str) -> list[str]:
    return [word for word in key_of(without_determiner(name)).split() if word not in _SMALL]


_SMALL = SMALL | {"at", "in", "on", "s"}


def _head(name: str) -> str:
    head = key_of(OF.split(without_determiner(name))[0]).split()
    return head[-1] if head else ""


def _is_body_noun(name: str, head: str) -> bool:
    return head in BODIES | GROUPS or bool(re.search(rf"\b{re.escape(head)}\b", name))


def _are_initials(short: str, long: str) -> bool:
    letters = re.sub(r"[^\w]", "", without_determiner(short))
    words = _words(long)
    return (
        2 <= len(letters) == len(words)
        and letters.isupper()
        and letters.casefold() == "".join(word[0] for word in words)
    )

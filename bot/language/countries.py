"""The names of countries, of their people, capitals and provinces, from the `countryinfo` package.

Only names are taken from it. Acronyms ("DPRK", "UK") are the initials of the long names it lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.language.country_words import ALSO_CALLED, COUNTRY_ANYWAY, SMALL_WORDS, TOO_COMMON
from bot.language.tokens import is_stopword

_WORD = re.compile(r"[^\W_]+")
_SHORT, _SHORT_WORD = 3, 2


@dataclass(frozen=True, slots=True)
class Place:
    """A known name. `id` is "country:KP" or "place:kursk"; `country` is the ISO 3166 code of the
    country that it is in.

    `people` tells a demonym ("North Korean") from a name ("North Korea"). `exact` names count only
    in the case given here: "US" is a country, "us" is not.
    """

    id: str
    kind: str  # "country" or "place"
    country: str
    people: bool = False
    capital: bool = False
    exact: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """All known names, by their lower-case words.

    `lengths` gives, for a first word, the numbers of words of the names that begin with it, longest
    first. `countries` are the everyday names and demonyms, among which a misspelt one is looked
    for.
    """

    names: Mapping[tuple[str, ...], Place]
    lengths: Mapping[str, tuple[int, ...]]
    countries: Mapping[str, Place]
    _by_id: Mapping[str, tuple[tuple[str, ...], ...]]

    def called(self, id_: str) -> tuple[tuple[str, ...], ...]:
        """Every name of a country or place, as lower-case words."""
        return self._by_id.get(id_, ())

    def wordings(self, place: Place) -> tuple[str, ...]:
        """The short ways to write a country or its people: "United States", "USA", "US", "U.S.",
        "America", "American"."""
        told = []
        for words in self.called(place.id):
            one = " ".join(words)
            if not one.isascii() or len(words) > _SHORT or min(map(len, words)) < _SHORT_WORD:
                continue
            if self.names[words].exact:
                told.append(one.upper())
                if len(one) == _SHORT_WORD:
                    told.append("".join(f"{letter}." for letter in one.upper()))
            else:
                told.append(one)
        return tuple(told)

    def find(self, words: tuple[str, ...], written: str) -> Place | None:
        """The place with these lower-case words, None if there is none. `written` is the same in
        the case of the text."""
        place = self.names.get(words)
        if place is None or (place.exact and not _is_acronym(place.exact, written)):
            return None
        if place.kind == "place" and not written[:1].isupper():
            return None
        return place


def _is_acronym(exact: str, written: str) -> bool:
    """Whether letters are those of an acronym, and no everyday word in capitals ("AND", "I'M")."""
    if _letters(written) != exact:
        return False
    everyday = is_stopword(exact.lower()) and exact != "US"
    return not everyday and not re.search(r"['’]", written)


@cache
def world() -> World:
    """All known names; read once per process (about 0.1 s)."""
    from countryinfo import CountryInfo

    names: dict[tuple[str, ...], Place] = {}
    countries: list[Mapping[str, Any]] = sorted(
        CountryInfo.all().values(),
        key=lambda country: -(country.get("population") or 0),  # "American" is the larger one
    )
    for country in countries:
        for words, place in _country_names(country):
            names.setdefault(words, place)
    for country in countries:
        for words, place in _place_names(country):
            names.setdefault(words, place)
    by_id: dict[str, list[tuple[str, ...]]] = {}
    for words, place in names.items():
        by_id.setdefault(place.id, []).append(words)
    called = {id_: tuple(words) for id_, words in by_id.items()}
    lengths: dict[str, set[int]] = {}
    for words in names:
        lengths.setdefault(words[0], set()).add(len(words))
    most_first = {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}
    everyday = {
        " ".join(words): place
        for words, place in names.items()
        if place.kind == "country" and not place.exact and len(words) <= 2
    }
    return World(names, most_first, everyday, called)


_Named = Iterator[tuple[tuple[str, ...], Place]]


def _country_names(country: Mapping[str, Any]) -> _Named:
    code = _code(country)
    if not code:
        return
    names = [country["name"], *country.get("altSpellings", []), *ALSO_CALLED.get(code, ())]
    for name in names:
        yield from _spelt_out(name, code)
    for name in names:
        # Two letters only from the everyday name: "UK", "NZ", but no "PM" for Monaco.
        yield from _initials(name, code, fewest=2 if name == country["name"] else 3)
    for people in re.split(r"[,/;]| or ", country.get("demonym") or ""):
        yield from _people(people, code)


def _spelt_out(name: str, code: str) -> _Named:
    words = _words(name)
    if not words or all(w in TOO_COMMON and w not in COUNTRY_ANYWAY for w in words):
        return
    if len(name) <= 3:
        if name.isascii() and name.isupper() and len(name) == 3:
            yield words, Place(f"country:{code}", "country", code, exact=name)
        return
    yield words, Place(f"country:{code}", "country", code)
    if words[0] == "the":
        yield words[1:], Place(f"country:{code}", "country", code)


def _initials(name: str, code: str, *, fewest: int) -> _Named:
    long = [w for w in _words(re.sub(r"['’]s\b", "", name)) if w not in SMALL_WORDS]
    initials = "".join(w[0] for w in long).upper()
    if len(initials) >= fewest and name.isascii():
        place = Place(f"country:{code}", "country", code, exact=initials)
        yield (initials.lower(),), place
        yield tuple(initials.lower()), place  # "U.S." is read as two words


def _people(people: str, code: str) -> _Named:
    words = _words(people)
    if words and len(people.strip()) > 3:
        place = Place(f"country:{code}", "country", code, people=True)
        yield words, place
        if not words[-1].endswith(("s", "sh", "ch", "ese")):
            yield (*words[:-1], words[-1] + "s"), place


def _place_names(country: Mapping[str, Any]) -> _Named:
    code = _code(country)
    if not code:
        return
    capital = country.get("capital")
    if isinstance(capital, str):
        for words in _variants(re.sub(r",? D\.C\.$", "", capital)):
            yield words, Place(f"place:{' '.join(words)}", "place", code, capital=True)
    for province in country.get("provinces") or []:
        for words in _variants(province):
            yield words, Place(f"place:{' '.join(words)}", "place", code)


def _variants(name: str) -> Iterator[tuple[str, ...]]:
    """ "Kurskaya (Kursk)" → kurskaya, kursk; "Chagang-do (Chagang Province)" → …, chagang."""
    for part in re.split(r"[()/]", name):
        words = _words(part)
        if not words or len(part.strip()) < 4 or all(w in TOO_COMMON for w in words):
            continue
        yield words
        if len(words) > 1 and words[-1] in ("province", "region", "oblast", "state", "district"):
            yield words[:-1]


def _code(country: Mapping[str, Any]) -> str:
    return str((country.get("ISO") or {}).get("alpha2") or "")


def _words(name: str) -> tuple[str, ...]:
    return tuple(w.lower() for w in _WORD.findall(name))


def _letters(written: str) -> str:
    return "".join(_WORD.findall(written))

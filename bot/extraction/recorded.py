"""The sources on record by the forms of their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.extraction.draft import KnownSource
from bot.extraction.longer_names import (
    is_shorter,
    kind_of_body,
    may_be_one_body,
    may_mean_another,
    surname,
)
from bot.extraction.source_kinds import GOVERNMENT, ORGANISATION, PERSON
from bot.extraction.source_names import country_of, is_unnamed, key_of
from bot.extraction.source_words import PRONOUNS


class Recorded:
    """The sources by name (`key_of`), persons by surname, bodies by their noun, the governments of
    countries by the country's id, and the ids of other governments by name. `choices` has each name
    with its source."""

    def __init__(self, known: Iterable[KnownSource]) -> None:
        self.by_name: dict[str, list[KnownSource]] = {}
        self.by_surname: dict[str, list[KnownSource]] = {}
        self.bodies: dict[str, list[KnownSource]] = {}
        self.of_countries: dict[str, list[KnownSource]] = {}
        self.governments: dict[str, int] = {}
        self.choices: list[tuple[str, KnownSource]] = []
        for source in known:
            self._register(source)

    def namesakes(self, name: str, found: Sequence[KnownSource]) -> list[KnownSource]:
        """The sources that a name may mean beside the only one that has it: "Kern" is another name
        of Rolf Kern, and Ida Kern is on record too."""
        if len(found) != 1 or not may_mean_another(name, found[0].name, found[0].kind):
            return []
        if found[0].kind == PERSON:
            others = self.by_surname.get(surname(name), [])
        else:
            others = self.bodies.get(kind_of_body(name), [])
        return [one for one in others if is_shorter(name, one.name, found[0].kind)]

    def like_bodies(self, name: str, kind: str) -> list[KnownSource]:
        """The bodies on record by a longer or shorter form of a name; none for other kinds."""
        if kind not in (ORGANISATION, GOVERNMENT):
            return []
        bodies = self.bodies.get(kind_of_body(name), ())
        return [one for one in bodies if may_be_one_body(name, one.name)]

    def _register(self, source: KnownSource) -> None:
        for name in dict.fromkeys(key_of(n) for n in (source.name, *source.aliases)):
            if not name or name in PRONOUNS:
                continue
            self.by_name.setdefault(name, []).append(source)
            self.choices.append((name, source))
            if source.kind == PERSON and " " in name and not is_unnamed(source.name):
                self.by_surname.setdefault(name.split()[-1], []).append(source)
            if source.kind in (ORGANISATION, GOVERNMENT):
                self.bodies.setdefault(kind_of_body(name), []).append(source)
        if source.kind == GOVERNMENT:
            if country := country_of(source.name):
                self.of_countries.setdefault(country, []).append(source)
            else:
                names = map(key_of, (source.name, *source.aliases))
                self.governments |= dict.fromkeys(filter(None, names), source.id)

"""A speaker's name as the document has it → a source on record, or a new one with its parents.

A name is resolved if it is the name or an alias of one source on record, if it is a surname and
that source's full name is in the document, or if it is a country's government (as
`bot.language.countries` knows countries). Sources are never merged by likeness: sources with a
similar name are candidates for the editor. An unnamed person ("a port official") is taken to be
another one in every document, and so is only ever a candidate too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from bot.extraction.draft import KnownSource, ProposedSource
from bot.extraction.longer_names import is_shorter
from bot.extraction.offices import apart, office_of
from bot.extraction.parties import Governments, governments_in, guessed, in_line, meant, thing
from bot.extraction.recorded import Recorded
from bot.extraction.source_kinds import (
    GOVERNMENT,
    ORGANISATION,
    OUTLET,
    PERSON,
    document_of,
    kind_of,
)
from bot.extraction.source_names import (
    HANDLE,
    THE,
    after_office,
    clean,
    country_of,
    everyday_name,
    is_government,
    is_title,
    is_unnamed,
    key_of,
    leading_country,
    share_a_word,
    with_article,
    without_determiner,
    without_titles,
)
from bot.extraction.source_words import (
    ADHERENTS,
    BODIES,
    FORMS_OF_ADDRESS,
    FULL_NAMES,
    GOVERNS,
    OF_STATE,
    OFFICES,
    PRONOUNS,
)
from bot.language.countries import world

MOST_CANDIDATES = 3
_ALIKE = 72.0
"""RapidFuzz `token_sort_ratio` from which a name on record is shown as a candidate."""

_UNNAMED = "somebody"


class Resolver:
    """Resolves the names of one document against the sources on record.

    `outlets` are the names in it that carry others' words. Results are remembered, since a document
    names its speakers again and again.
    """

    def __init__(
        self, text: str, known: Sequence[KnownSource], outlets: Iterable[str] = ()
    ) -> None:
        self._document = document_of(text, outlets)
        self._known = known
        self._recorded = Recorded(known)
        self._done: dict[tuple[str, ...], ProposedSource] = {}
        self._governing: Governments | None = None

    def source(
        self, name: str, role: str | None = None, organisation: str | None = None, written: str = ""
    ) -> ProposedSource:
        """The source with that name; `written` is the name that this passage uses. Never raises."""
        asked = (name, role or "", organisation or "", written)
        if asked not in self._done:
            self._done[asked] = self._source(
                clean(name) or _UNNAMED,
                clean(role or "") or None,
                clean(organisation or "") or None,
                clean(written),
            )
        return self._done[asked]

    def outlet(self, name: str) -> str:
        """The name of an outlet that carries others' words: that on record, or else its full
        name."""
        full = FULL_NAMES.get(key_of(HANDLE.sub("", name)), clean(HANDLE.sub("", name)))
        found = self._on_record([name, full], None)
        return found.name if found else full or clean(name)

    def agrees(self, source_id: int, parent: ProposedSource | None) -> bool:
        """Whether a source on record may belong to what a draft names above its speaker."""
        return in_line(self._known, source_id, parent)

    def _source(
        self, name: str, role: str | None, organisation: str | None, written: str
    ) -> ProposedSource:
        if role is not None and key_of(role).split(" ")[0] in FORMS_OF_ADDRESS:
            role = None
        if role is None:
            name, role = apart(name)
        found = None if is_unnamed(name) else self._resolved(name, role, organisation, written)
        if found is not None and not self._is_another_here(name, found):
            return ProposedSource(found.name, found.kind, found.id, role or found.role)
        name = re.sub(r"['’]s$", "", HANDLE.sub("", name).strip()) or name
        country = country_of(name)
        if country and is_government(name):
            proposed = ProposedSource(everyday_name(country), GOVERNMENT, role=role)
            return replace(proposed, candidates=self._candidates(proposed, name))
        return self._described(name, role, organisation, written)

    def _is_another_here(self, name: str, found: KnownSource) -> bool:
        """Whether "the health board" of a document is another one, which it names in full."""
        full = meant(self._document, name) or ""
        return full != "" and self.source(full).known != found.id

    def _described(
        self, name: str, role: str | None, organisation: str | None, written: str
    ) -> ProposedSource:
        """A speaker who is not on record, as the document describes it."""
        unnamed = is_unnamed(name)
        article = THE.match(written) is not None and key_of(written) == key_of(name)
        kind = kind_of(self._document, f"the {name}" if article else name, role, organisation)
        parent: ProposedSource | None = None
        if kind == PERSON:
            office = role
            if organisation is None:
                office, organisation = office_of(name, role, written)
            parent = self._body(organisation, office) if organisation else None
            if not unnamed:
                role = office if parent or role is None else role
                name = without_titles(name)
        elif kind == ORGANISATION:
            parent = self._government_above(name)
        shown = self.outlet(name) if kind == OUTLET else without_determiner(name)
        if unnamed:
            shown = with_article(name)
        proposed = ProposedSource(
            shown,
            kind,
            role=role,
            parent=parent,
            guessed=parent is not None and parent.guessed,
            thing=None if role else thing(self._document, name),
        )
        if parent is None and proposed.thing is None:
            proposed = self._with_guess(proposed, name, organisation)
        if proposed.known is not None:
            return proposed
        return replace(proposed, candidates=self._candidates(proposed, name))

    def _with_guess(
        self, proposed: ProposedSource, name: str, organisation: str | None
    ) -> ProposedSource:
        """The speaker with the body or party that the document does not say: "the ministry" is the
        one that it names in full, a president speaks for the country that it is about."""
        if full := meant(self._document, name):
            return replace(self.source(full), guessed=True)
        if proposed.kind not in (PERSON, ORGANISATION):
            return proposed
        if self._governing is None:
            self._governing = governments_in(self._document, self._recorded.governments)
        described = f"{proposed.role or ''} {organisation or ''} {name}"
        government = guessed(self._governing, described)
        if government is None:
            return proposed
        where, _, number = government.partition(":")
        if where == "country":
            party = self.source(everyday_name(government))
        else:
            on_record = next(one for one in self._known if one.id == int(number))
            party = ProposedSource(on_record.name, on_record.kind, on_record.id, on_record.role)
        if GOVERNS.issuperset(key_of(name).split()):
            return replace(party, guessed=True)  # "the government"
        return replace(proposed, parent=party, guessed=True)

    def _resolved(
        self, name: str, role: str | None, organisation: str | None, written: str
    ) -> KnownSource | None:
        bare = HANDLE.sub("", name).strip() or name
        if is_shorter(written, bare, PERSON):
            written = ""  # "Kern" of the document's Rolf Kern: nobody else of that name is meant
        tried = [name, bare, without_titles(bare), written, f"{role} {bare}" if role else ""]
        tried.append(behind if " " in (behind := after_office(bare)) else "")
        tried += [FULL_NAMES.get(key_of(n), "") for n in (name, bare)]
        if found := self._on_record(tried, organisation):
            return found
        if country := country_of(bare) if is_government(bare) else "":
            of_it = self._recorded.of_countries.get(country, [])
            return of_it[0] if len(of_it) == 1 else None
        full = {s.id: s for s in self._recorded.by_surname.get(key_of(without_titles(bare)), ())}
        standing = [s for s in full.values() if self._stands_in_full(s)]
        return standing[0] if len(standing) == 1 else None

    def _on_record(self, names: Iterable[str], organisation: str | None) -> KnownSource | None:
        """The only source with one of these names; among namesakes its organisation decides."""
        for name in names:
            key = key_of(name)
            if key in PRONOUNS:
                continue
            found = {s.id: s for s in self._recorded.by_name.get(key, ())}
            found |= {s.id: s for s in self._recorded.namesakes(name, [*found.values()])}
            if len(found) > 1 and organisation:
                above = self.source(organisation).known
                found = {i: s for i, s in found.items() if above and s.parent_id == above}
            if len(found) > 1:
                found = {i: s for i, s in found.items() if self._stands_in_full(s)}
            if len(found) == 1:
                return next(iter(found.values()))
        return None

    def _stands_in_full(self, source: KnownSource) -> bool:
        """Whether the document has the source's full name; "President Zelensky" is not one."""
        full = [n for n in (source.name, *source.aliases) if not is_title(n.split(" ", 1)[0])]
        return any(" " in key and self._document.has(key) for key in map(key_of, full))

    def _body(self, organisation: str, role: str | None) -> ProposedSource | None:
        """The body for which a person speaks; a country or place only together with an office in
        it."""
        words = key_of(organisation).split()
        country = country_of(organisation)
        if (country or tuple(words) in world().names) and OFFICES.isdisjoint(
            key_of(role or "official").split()
        ):
            return None
        if is_unnamed(organisation):
            return None
        if organisation == organisation.lower():
            return self._unnamed_body(organisation)
        if key_of(organisation) in ADHERENTS:
            return None  # a member of a party need not speak for it
        found = self.source(everyday_name(country) if country else organisation)
        if found.kind == PERSON and found.known is None:
            return replace(found, kind=ORGANISATION)  # a name that is nothing else known
        return found

    def _unnamed_body(self, organisation: str) -> ProposedSource | None:
        """The body that "the ministry" or "the civil protection service" means: the one that the
        document names in full, or one whose name says what it does."""
        if full := meant(self._document, organisation):
            return replace(self.source(full), guessed=True)
        words = key_of(organisation).split()
        if len(words) < 2 or words[-1] not in BODIES:
            return None  # "the ministry": any ministry
        return replace(self.source(organisation), guessed=True)

    def _government_above(self, name: str) -> ProposedSource | None:
        """The government above a body of state: "South Korea's defense ministry"."""
        country = leading_country(name)
        if not country or OF_STATE.isdisjoint(key_of(name).split()):
            return None
        return self.source(everyday_name(country))

    def _candidates(self, proposed: ProposedSource, name: str) -> tuple[int, ...]:
        """Ids of sources on record that may be meant, nearest first; for the editor only."""
        key = key_of(name)
        found = [*self._recorded.by_name.get(key, ())]
        found += self._recorded.by_surname.get((key.split() or [""])[-1], ())
        found += self._recorded.like_bodies(name, proposed.kind)
        if proposed.kind == GOVERNMENT:
            place = world().names.get(tuple(key.split()))
            found += self._recorded.of_countries.get(
                f"country:{place.country}" if place else "", ()
            )
        alike = process.extract(
            key,
            [n for n, _ in self._recorded.choices],
            scorer=fuzz.token_sort_ratio,
            limit=MOST_CANDIDATES,
            score_cutoff=_ALIKE,
        )
        found += [self._recorded.choices[index][1] for _, _, index in alike]
        if proposed.parent and proposed.parent.known is not None:
            # A ministry by another name; an official who is on record by role alone.
            found += [
                s
                for s in self._known
                if s.parent_id == proposed.parent.known and share_a_word(s, proposed)
            ]
        elif is_unnamed(name):
            described = key_of(without_determiner(name))
            found += [
                s
                for s in self._known
                if described in (key_of(s.role or ""), key_of(without_determiner(s.name)))
            ]
        return tuple(dict.fromkeys(s.id for s in found))[:MOST_CANDIDATES]

"""Which claims a query finds, for one reader: those that have every one of its terms."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, Protocol

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from bot.language.day_ranges import Days
from bot.language.tokens import is_stopword
from bot.language.wordings import begins_in, is_called, says
from bot.record import statements
from bot.record.batches import batches
from bot.record.query import Query, Term
from bot.record.statements import ON_RECORD
from bot.record.subjects import Called
from models.record import Claim

FEW = 2_000
"""Claims that are looked at one by one; of more, the whole workspace is read at once."""

_FEW_SAID = 4 * FEW
"""The same for the days of the statements on claims, which take longer to read."""


class Having(Protocol):
    """Gives the ids of the claims that have a phrase or, with `begins`, a word that begins so."""

    def __call__(
        self, session: Session, workspace_id: int, phrase: str, *, begins: bool = False
    ) -> Collection[int]: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """Who searches, and when. `having` gives the claims that have the words of a phrase, perhaps
    with some others (`Checker.having`)."""

    editor: bool
    now: datetime
    having: Having


class Matches(NamedTuple):
    """The number of claims that a query finds, and those of them that came on record last."""

    total: int
    newest: list[int]


class Search:
    """A search of one workspace by one reader.

    Nothing is found through what the reader may not see: drafts, statements under embargo and their
    relays and, for readers who are not editors, confidential names.
    """

    def __init__(self, session: Session, workspace_id: int, reader: Reader) -> None:
        self.session = session
        self.workspace_id = workspace_id
        self.reader = reader
        self.called = Called(session, workspace_id, reader.editor)
        self.held = statements.waiting(session, workspace_id, reader.now)

    def matching(self, query: Query, most: int) -> Matches:
        """The claims on record that the query finds, the `most` with the highest numbers.

        The index also finds claims by the title of their article, and words of a phrase that are
        not in a row. Such claims are left out. Where there are more claims than `most` the others
        are not looked at for that, so that `total` may be too high.
        """
        found: set[int] | None = {query.number} if query.number is not None else None
        terms = []
        for term in sorted(query.terms, key=lambda one: one.days is not None):
            having = self._having(term, found)
            terms.append(having)
            found = having.all if found is None else found & having.all
        found = self._on_record(found, query.statuses)
        if query.days is not None:
            found &= self._said_in(query.days, found)
        found -= self._hidden
        newest = sorted(found, reverse=True)[:most]
        doubtful = {one for one in newest if any(one not in having.sure for having in terms)}
        wrong = doubtful - self._having_all(doubtful, terms) if doubtful else set()
        return Matches(len(found) - len(wrong), [one for one in newest if one not in wrong])

    def spoken_by(self, query: Query) -> set[int]:
        """The ids of the sources that the query's terms name."""
        return {source for one in query.terms for source in self._called(one)[0]}

    def by_sources(self, sources: Collection[int]) -> list[tuple[int, int]]:
        """Claim and source of each statement by these sources that the reader may see."""
        rows = statements.by_sources(self.session, self.workspace_id, sources)
        return [
            (claim, source)
            for number, claim, source in rows
            if number not in self.held and self.may_name(source)
        ]

    def by_outlets(self, outlets: Collection[int]) -> list[tuple[int, int]]:
        """Claim and outlet of each statement that these outlets published or relayed and that the
        reader may see."""
        rows = statements.by_outlets(self.session, self.workspace_id, outlets)
        return [
            (claim, outlet)
            for number, claim, source, *carriers in rows
            if number not in self.held and self.may_name(source)
            for outlet in carriers
            if outlet is not None and outlet in outlets
        ]

    def on_topic(self, topic: str) -> set[int]:
        """The claims on record with exactly this topic."""
        return self._with(col(Claim.topic) == topic)

    def at_place(self, place: str) -> set[int]:
        """The claims on record with exactly this place."""
        return self._with(col(Claim.place) == place)

    def _with(self, condition: ColumnElement[bool]) -> set[int]:
        here = col(Claim.workspace_id) == self.workspace_id, condition
        found = self.session.scalars(select(col(Claim.id)).where(*here, *ON_RECORD))
        return {one for one in found if one is not None} - self._hidden

    def everything(self) -> set[int]:
        """All claims on record that the reader may see."""
        return self._on_record(None, ()) - self._hidden

    def on_record(self, claims: Collection[int]) -> set[int]:
        """Those of the claims that the reader may see."""
        return self._on_record(set(claims), ()) - self._hidden

    def may_name(self, source_id: int | None) -> bool:
        """Whether the reader may know that a source (None: nobody named) said something."""
        return (
            self.reader.editor or source_id is None or not self.called.known[source_id].confidential
        )

    def _having(self, term: Term, among: set[int] | None) -> _Found:
        """The claims that have a term for `sure`, by a name, status or day, and `all` that may."""
        sure: set[int] = set()
        sources, outlets = self._called(term)
        if term.field in (None, "source"):
            sure |= {claim for claim, _ in self.by_sources(sources)}
        if term.field in (None, "outlet"):
            sure |= {claim for claim, _ in self.by_outlets(outlets)}
        if term.statuses:
            sure |= self._on_record(among, term.statuses)
        if term.days is not None:
            sure |= self._said_in(term.days, among)
        if term.field in ("source", "outlet"):
            return _Found(term, sure, sure)
        having = (
            self.reader.having(self.session, self.workspace_id, one, begins=term.begins)
            for one in term.wordings
        )
        return _Found(term, sure, sure.union(*having))

    def _called(self, term: Term) -> tuple[frozenset[int], frozenset[int]]:
        """The sources and the outlets with a term in their name or role."""
        found = [self.called.having(one, begins=term.begins) for one in term.wordings]
        sources, outlets = (frozenset().union(*side) for side in zip(*found, strict=True))
        return sources, outlets

    def _having_all(self, claims: Iterable[int], terms: Collection[_Found]) -> set[int]:
        """Those of the claims that have all the terms in what the reader may see of them."""
        columns = (col(Claim.id), col(Claim.text), *(col(getattr(Claim, c)) for c in _ABOUT))
        query = select(*columns).where(col(Claim.workspace_id) == self.workspace_id)
        return {
            number
            for batch in batches(sorted(claims))
            for number, text, *about in self.session.execute(query.where(col(Claim.id).in_(batch)))
            if all(number in one.sure or self._says(text, about, one.term) for one in terms)
        }

    def _says(self, text: str, about: Collection[str | None], term: Term) -> bool:
        parts = dict(zip(_ABOUT, about, strict=True))
        wanted = parts.values() if term.field is None else [parts.get(term.field)]
        told = [self.called.told(one) for one in wanted if one]
        whole = [self.called.told(text)] if term.field is None else []
        for wording in term.wordings:
            if _is_acronym(wording, term):
                if any(_has_acronym(one, wording) for one in (*told, *whole)):
                    return True
            elif any(is_called(one, wording) for one in told) or any(
                says(one, wording) for one in whole
            ):
                return True
        return term.begins and any(begins_in(one, term.phrase) for one in (*told, *whole))

    def _said_in(self, days: Days, among: set[int] | None) -> set[int]:
        some = among if among is not None and len(among) <= _FEW_SAID else None
        rows = statements.said_in(self.session, self.workspace_id, days, some)
        return {claim for number, claim in rows if number not in self.held}

    def _on_record(self, found: set[int] | None, statuses: Collection[str]) -> set[int]:
        """Those of the claims (None: of all) that are on record, with one of these statuses."""
        query = select(col(Claim.id)).where(
            col(Claim.workspace_id) == self.workspace_id, *ON_RECORD
        )
        if statuses:
            query = query.where(col(Claim.status).in_(sorted(statuses)))
        if found is None or len(found) > FEW:
            every = {one for one in self.session.scalars(query) if one is not None}
            return every if found is None else every & found
        some = self.session.scalars(query.where(col(Claim.id).in_(sorted(found))))
        return {one for one in some if one is not None}

    @cached_property
    def _hidden(self) -> set[int]:
        """The claims of which nothing may be shown yet."""
        doubtful = set(self.held.values())
        return statements.hidden(self.session, self.workspace_id, doubtful, self.reader.now)


def _is_acronym(wording: str, term: Term) -> bool:
    """Whether a wording counts only in capitals: "US" is not said by "told us"."""
    if not wording.isupper():
        return False
    return wording in term.also or is_stopword(wording.replace(".", "").lower())


def _has_acronym(text: str, acronym: str) -> bool:
    letters = r"\.?".join(acronym.replace(".", ""))
    return re.search(rf"(?<!\w){letters}(?!\w)", text) is not None


class _Found(NamedTuple):
    term: Term
    sure: set[int]
    all: set[int]


_ABOUT = ("topic", "place", "time")
"""The parts of a claim, beside its text, in which words are found."""

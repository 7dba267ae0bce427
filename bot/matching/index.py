"""Candidates: an index of all claims' words that each process has and can throw away.

Its contents come from the database, and its holder keeps it current; ids are filtered by workspace.
Terms are lower-case stems without accents (`tokens.analyzer`).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any, TypeVar

import tantivy

from bot.language.countries import world
from bot.language.foreign import is_tagged
from bot.language.reading import Reading
from bot.language.tokens import stem, tokens
from bot.matching.index_parts import (
    IndexedClaim,
    KeptPart,
    Lengths,
    all_found,
    bm25_idf,
    entry,
    field_of,
    found_by,
    open_index,
    query,
    query_beginning,
    query_for_all,
    schema,
    stems_of,
    writer_of,
)
from bot.matching.score import Weight, idf, overlap

_Number = TypeVar("_Number", int, float)

CANDIDATES = 50
"""Claims that are compared closely for one statement."""

_BATCH = 5_000
_MOST_TERMS = 60
_LONGEST_COUNTRY_NAME = 2

_MOST_REMEMBERED = 100_000  # terms; the limit keeps odd statements from filling the memory

MOST_POSTINGS = 100_000
"""Occurrences that one search goes through, rarest terms first, in a workspace with more claims
than that. At 1,000,000 claims the words beyond the limit are each in tens of thousands of
claims: they tell little and cost time (median search 8.2 ms with all, 2.7 ms without)."""

_FEWEST_SEARCHED = 4
"""That many of a statement's terms, the rarest, are searched however common they are."""


@dataclass(frozen=True, slots=True)
class _State:
    """The index as of one commit, and the frequencies read from it since."""

    searcher: tantivy.Searcher
    kept: Mapping[int, KeptPart]
    frequencies: dict[str, int] = field(default_factory=dict)

    @property
    def claims(self) -> int:
        return int(self.searcher.num_docs) + sum(map(len, self.kept.values()))

    def frequency(self, term: str) -> int:
        """The number of claims that have a stem."""
        known = self.frequencies.get(term)
        if known is None:
            name = field_of(term)
            known = sum(one.doc_freq(name, term) for one in self.searchers())
            _remember(self.frequencies, term, known)
        return known

    def boosts(self, searcher: tantivy.Searcher, terms: Sequence[str]) -> dict[str, float]:
        """By term, its weight among all claims by that among a searcher's, as BM25 has it."""
        own = {term: searcher.doc_freq(field_of(term), term) for term in terms}
        return {
            term: bm25_idf(self.claims, self.frequency(term)) / bm25_idf(searcher.num_docs, n)
            for term, n in own.items()
            if n
        }

    def searchers(self) -> Iterator[tantivy.Searcher]:
        yield self.searcher
        yield from (one.searcher for one in self.kept.values())


class _Weights(dict[str, float]):
    """The weights of terms, each computed when it is first asked for: one check asks for a few
    hundred, hundreds of times."""

    def __init__(self, state: _State) -> None:
        self._state = state

    def __missing__(self, term: str) -> float:
        value = idf(self._state.claims, _frequency(self._state, term))
        _remember(self, term, value)
        return value


class ClaimIndex:
    """A searchable copy of the claims of all workspaces. Safe to share by threads.

    It is in memory, apart from what `adopt` gives it. `most_postings` is how much one search goes
    through, see MOST_POSTINGS.
    """

    def __init__(self, most_postings: int = MOST_POSTINGS) -> None:
        self._most_postings = most_postings
        self._index = open_index()
        self._writer = writer_of(self._index)
        self._writing = threading.Lock()
        self._lengths = Lengths()
        self._become(_State(self._index.searcher(), {}))

    def _become(self, state: _State) -> None:
        self._state = state
        self._weights = _Weights(state)

    def __len__(self) -> int:
        return self._state.claims

    @property
    def mean_length(self) -> float:
        """About how many stems a claim has with its title, over all that were ever indexed."""
        every = [self._lengths, *(one.lengths for one in self._state.kept.values())]
        return Lengths(sum(one.words for one in every), sum(one.claims for one in every)).mean

    def adopt(self, workspace_id: int, part: KeptPart) -> None:
        """Take in the claims that a folder holds of a workspace none of whose claims it has."""
        with self._writing:
            kept = {**self._state.kept, workspace_id: part}
            self._become(_State(self._state.searcher, kept))

    def update(self, claims: Iterable[IndexedClaim], removed: Iterable[int] = ()) -> bool:
        """Add or replace claims, drop removed ones; found from the next search on. Whether one of
        them was in a kept part, which then still has its old words.

        Takes the claims a few thousand at a time, so that they need never be in memory together.
        Each id may be given only once.
        """
        with self._writing:
            try:
                replaced = self._write(claims, removed)
            except BaseException:
                self._writer.rollback()  # else the next commit would contain half of this update
                raise
            self._index.reload()
            kept = {
                number: part.without(replaced & part.having(list(replaced)))
                for number, part in self._state.kept.items()
            }
            self._become(_State(self._index.searcher(), kept))
            return bool(replaced)

    def _write(self, claims: Iterable[IndexedClaim], removed: Iterable[int]) -> set[int]:
        """The claims that a kept part had until now."""
        replacing = len(self) > 0
        replaced: set[int] = set()
        for batch in _batches(removed):
            replaced |= self._forget(batch)
        for some in _batches(claims):
            if replacing:
                replaced |= self._forget([claim.id for claim in some])
            for claim in some:
                self._writer.add_document(entry(claim, self._lengths))
        self._writer.commit()
        return replaced

    def _forget(self, ids: list[int]) -> set[int]:
        # By query: tantivy-py's deletion by term looks for a signed number and finds none here.
        self._writer.delete_documents_by_query(tantivy.Query.term_set_query(schema(), "id", ids))
        return {
            claim_id
            for part in self._state.kept.values()
            for claim_id in part.having(ids) - part.hidden
        }

    def candidates(
        self, workspace_id: int, statement: Reading, limit: int = CANDIDATES
    ) -> list[int]:
        """Ids of the workspace's claims that share terms with a statement, best (BM25) first."""
        state = self._state
        terms = self._telling(state, workspace_id, _query_terms(statement))
        if not terms:
            return []
        part = state.kept.get(workspace_id)
        waiting = state.searcher.doc_freq("workspace", workspace_id)
        if part is None:
            found = found_by(state.searcher, query(workspace_id, dict.fromkeys(terms, 1.0)), limit)
        elif not waiting:
            found = part.search(query(workspace_id, dict.fromkeys(terms, 1.0)), limit)
        else:
            # Few claims make every term rare or common by chance: weighed as in all of them.
            found = part.search(query(workspace_id, state.boosts(part.searcher, terms)), limit)
            here = query(workspace_id, state.boosts(state.searcher, terms))
            found += found_by(state.searcher, here, limit)
            found.sort(key=lambda one: -one[0])
        return [claim_id for _, claim_id in found[:limit]]

    def having(self, workspace_id: int, forms: Iterable[Sequence[str]]) -> set[int]:
        """Ids of all the workspace's claims that have every term of one of the forms, anywhere."""
        known = [f for f in forms if not is_tagged(f[0]) or all(map(self._state.frequency, f))]
        return self._all(workspace_id, query_for_all(workspace_id, known)) if known else set()

    def beginning(self, workspace_id: int, beginnings: Iterable[str]) -> set[int]:
        """As `having`, for a term that has the first of the beginnings that any term has."""
        found = (self._all(workspace_id, query_beginning(workspace_id, b)) for b in beginnings)
        return next(filter(None, found), set())

    def _all(self, workspace_id: int, wanted: tantivy.Query) -> set[int]:
        searcher, part = self._state.searcher, self._state.kept.get(workspace_id)
        return all_found(searcher, part, wanted, max(1, len(self)))

    def _telling(self, state: _State, workspace_id: int, terms: Sequence[str]) -> list[str]:
        """The terms to search by, rarest first; in a small workspace all that occur in it."""
        found = sorted((n, term) for term in terms if (n := state.frequency(term)))
        here = sum(one.doc_freq("workspace", workspace_id) for one in state.searchers())
        if here <= self._most_postings:
            return [term for _, term in found]
        telling: list[str] = []
        postings = 0
        for n, term in found:
            if len(telling) >= _FEWEST_SEARCHED and postings + n > self._most_postings:
                break
            telling.append(term)
            postings += n
        return telling

    def overlap(self, statement: Reading, claim: str) -> float:
        """The weighted share of terms that a statement and a claim's text have in common, from 0
        to 1."""
        return self.overlaps(statement, [claim])[0]

    def overlaps(self, statement: Reading, claims: Sequence[str]) -> list[float]:
        """The overlap with each of the claims; cheap enough to choose those to compare closely."""
        ours = {*_query_terms(statement)}
        countries = {term for term in statement.terms if term.startswith("country:")}
        spelt = {stem(word) for term in countries for words in _names(term) for word in words}
        always = ours - spelt
        bags = [stems_of(claim) for claim in claims]
        weight = self.weight
        # Of a country's many names only those that the claim uses count.
        return [overlap(always | (spelt & theirs), theirs, weight) for theirs in bags]

    @property
    def weight(self) -> Weight:
        """Gives how much a term of a Reading tells: its smoothed idf over all claims now in the
        index."""
        return self._weights.__getitem__


def _frequency(state: _State, term: str) -> int:
    if not term.startswith(("country:", "place:")):
        return state.frequency(term)
    return sum(min(state.frequency(stem(word)) for word in words) for words in _names(term))


def _remember(known: dict[str, _Number], term: str, value: _Number) -> None:
    if len(known) >= _MOST_REMEMBERED:
        known.clear()
    known[term] = value


def _batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(values)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _query_terms(statement: Reading) -> list[str]:
    """The stems to search for; for a country those of its short names, demonym and acronym."""
    terms: dict[str, None] = {}
    for term in statement.terms:
        if term.startswith("country:"):
            terms.update((stem(word), None) for words in _names(term) for word in words)
        else:
            terms[term] = None
    for word in statement.counted:
        terms.update((token.stem, None) for token in tokens(word))
    return list(terms)[:_MOST_TERMS]


@cache
def _names(id_: str) -> tuple[tuple[str, ...], ...]:
    names = world().called(id_)
    short = tuple(
        words
        for words in names
        if len(words) <= _LONGEST_COUNTRY_NAME and "".join(words).isascii() and len(words[0]) > 1
    )
    return short or names[:1]

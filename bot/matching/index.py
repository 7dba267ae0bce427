"""Finds candidate claims in an index of all claims' words, which each process builds and can
discard.

Its contents come from the database, and its holder keeps it current; ids are filtered by workspace.
Terms are lower-case stems without accents (`tokens.analyzer`).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any, TypeVar

import tantivy

from bot.language.countries import world
from bot.language.foreign import as_given, index_terms, is_tagged
from bot.language.reading import Reading
from bot.language.tokens import analyzer, stem, tokens
from bot.matching.score import idf, overlap

_Number = TypeVar("_Number", int, float)

CANDIDATES = 50
"""Claims that are compared closely for one statement."""

_HEAP_BYTES = 60_000_000
_THREADS = 2  # threads that split and stem, beside the one that reads the database
_BATCH = 5_000
_MOST_TERMS = 60
_STEMS_PER_WORD = 0.6  # the others are stopwords
_LONGEST_COUNTRY_NAME = 2

_MOST_REMEMBERED = 100_000  # terms; the limit keeps odd statements from filling the memory

MOST_POSTINGS = 100_000
"""Occurrences that one search goes through, rarest terms first, in a workspace with more claims
than that. At 1,000,000 claims the words beyond the limit are each in tens of thousands of
claims: they tell little and cost time (median search 8.2 ms with all, 2.7 ms without)."""

_FEWEST_SEARCHED = 4
"""That many of a statement's terms, the rarest, are searched however common they are."""


@dataclass(frozen=True, slots=True)
class IndexedClaim:
    """What the index holds of a claim."""

    id: int
    workspace_id: int
    text: str
    title: str | None = None
    """Title of the article in which it was first found."""


@dataclass(frozen=True, slots=True)
class _State:
    """The index as of one commit, and the values computed from it since."""

    searcher: tantivy.Searcher
    frequencies: dict[str, int] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)

    def frequency(self, term: str) -> int:
        """The number of claims that have a stem."""
        known = self.frequencies.get(term)
        if known is None:
            known = self.searcher.doc_freq(_field_of(term), term)
            _remember(self.frequencies, term, known)
        return known


class ClaimIndex:
    """A searchable copy of the claims of all workspaces, in memory. Safe to share between threads.

    `most_postings` limits the occurrences that one search goes through, see MOST_POSTINGS.
    """

    def __init__(self, most_postings: int = MOST_POSTINGS) -> None:
        self._most_postings = most_postings
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("id", indexed=True, fast=True)
        builder.add_unsigned_field("workspace", indexed=True)
        builder.add_text_field("body", tokenizer_name="claims", index_option="freq")
        # Terms that `foreign` makes of claims in other languages; the body of such a claim has only
        # its names.
        builder.add_text_field("other", tokenizer_name="as_given", index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        self._index.register_tokenizer("claims", analyzer())
        self._index.register_tokenizer("as_given", as_given())
        self._writer = self._index.writer(_HEAP_BYTES, _THREADS)
        self._writing = threading.Lock()
        self._words = self._written = 0
        self._state = _State(self._index.searcher())

    def __len__(self) -> int:
        return self._state.searcher.num_docs

    @property
    def mean_length(self) -> float:
        """The approximate mean number of stems of a claim with its title, over all claims ever
        indexed."""
        return max(1.0, _STEMS_PER_WORD * self._words / self._written) if self._written else 1.0

    def update(self, claims: Iterable[IndexedClaim], removed: Iterable[int] = ()) -> None:
        """Adds or replaces claims and drops the removed ones; takes effect with the next search.

        Takes the claims a few thousand at a time, so that they need never be in memory together.
        Each id may be given only once.
        """
        with self._writing:
            try:
                self._write(claims, removed)
            except BaseException:
                self._writer.rollback()  # else the next commit would contain half of this update
                raise
            self._index.reload()
            self._state = _State(self._index.searcher())

    def _write(self, claims: Iterable[IndexedClaim], removed: Iterable[int]) -> None:
        replacing = len(self) > 0
        for batch in _batches(removed):
            self._forget(batch)
        for some in _batches(claims):
            if replacing:
                self._forget([claim.id for claim in some])
            for claim in some:
                entry = tantivy.Document()
                entry.add_unsigned("id", claim.id)
                entry.add_unsigned("workspace", claim.workspace_id)
                foreign = index_terms(claim.text)
                if foreign is None:
                    entry.add_text("body", claim.text)
                    self._words += claim.text.count(" ") + 1
                    self._written += 1
                else:
                    entry.add_text("other", foreign.tagged)
                    entry.add_text("body", foreign.names)
                if claim.title:
                    entry.add_text("body", claim.title)
                    self._words += claim.title.count(" ") + 1
                self._writer.add_document(entry)
        self._writer.commit()

    def _forget(self, ids: list[int]) -> None:
        # Deletes by query: tantivy-py's deletion by term looks for a signed number and finds none
        # here.
        self._writer.delete_documents_by_query(
            tantivy.Query.term_set_query(self._schema, "id", ids)
        )

    def candidates(
        self, workspace_id: int, statement: Reading, limit: int = CANDIDATES
    ) -> list[int]:
        """Ids of the workspace's claims that share terms with a statement, best (BM25) first."""
        state = self._state
        terms = self._telling(state, workspace_id, _query_terms(statement))
        if not terms:
            return []
        should = [
            (
                tantivy.Occur.Should,
                tantivy.Query.term_query(self._schema, _field_of(term), term, "freq"),
            )
            for term in terms
        ]
        here = tantivy.Query.const_score_query(
            tantivy.Query.term_query(self._schema, "workspace", workspace_id), 0.0
        )
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, tantivy.Query.boolean_query(should)),
                (tantivy.Occur.Must, here),
            ]
        )
        hits = state.searcher.search(query, limit, count=False).hits
        ids = state.searcher.fast_field_values("id", [place for _, place in hits])
        return [int(claim_id) for claim_id in ids if claim_id is not None]

    def _telling(self, state: _State, workspace_id: int, terms: Sequence[str]) -> list[str]:
        """The terms to search by, rarest first; in a small workspace all that occur in it."""
        found = sorted((n, term) for term in terms if (n := state.frequency(term)))
        if state.searcher.doc_freq("workspace", workspace_id) <= self._most_postings:
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
        found = []
        for claim in claims:
            foreign = index_terms(claim)
            theirs = set(analyzer().analyze(claim if foreign is None else foreign.names))
            if foreign is not None:
                theirs.update(foreign.tagged.split())
            # Of a country's many names only those count that the claim uses.
            found.append(overlap(always | (spelt & theirs), theirs, self.weight))
        return found

    def weight(self, term: str) -> float:
        """How much a term of a Reading tells: its smoothed idf over all claims in the index."""
        state = self._state
        known = state.weights.get(term)
        if known is None:
            known = idf(state.searcher.num_docs, _frequency(state, term))
            _remember(state.weights, term, known)
        return known


def _field_of(term: str) -> str:
    return "other" if is_tagged(term) else "body"


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

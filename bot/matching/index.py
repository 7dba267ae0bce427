"""Candidates: an index of all claims' words that each process builds and can throw away.

Everything in it comes from the database and is kept current by whoever holds it; ids are filtered
by workspace. Terms are lower-case stems without accents (`tokens.analyzer`).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import tantivy

from bot.matching.reading import Reading
from bot.matching.score import idf, overlap
from bot.matching.tokens import analyzer, stem, tokens
from bot.matching.world import world

CANDIDATES = 50
"""Claims that are looked at more closely for one statement."""

_HEAP_BYTES = 50_000_000
_FORGOTTEN_AT_ONCE = 10_000
_MOST_TERMS = 60
_LONGEST_COUNTRY_NAME = 2


@dataclass(frozen=True, slots=True)
class IndexedClaim:
    """What the index holds of a claim."""

    id: int
    workspace_id: int
    text: str


class ClaimIndex:
    """A searchable copy of the claims of all workspaces, in memory. Safe to share by threads."""

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("id", stored=True, indexed=True, fast=True)
        builder.add_unsigned_field("workspace", indexed=True)
        builder.add_text_field("body", tokenizer_name="claims", index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        self._index.register_tokenizer("claims", analyzer())
        self._writer = self._index.writer(_HEAP_BYTES, 1)
        self._writing = threading.Lock()
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return self._searcher.num_docs

    def update(self, claims: Iterable[IndexedClaim], removed: Iterable[int] = ()) -> None:
        """Add or replace claims, drop removed ones; found from the next search on."""
        with self._writing:
            if len(self) > 0:
                claims = list(claims)
                self._forget([*removed, *(claim.id for claim in claims)])
            for claim in claims:
                entry = tantivy.Document()
                entry.add_unsigned("id", claim.id)
                entry.add_unsigned("workspace", claim.workspace_id)
                entry.add_text("body", claim.text)
                self._writer.add_document(entry)
            self._writer.commit()
            self._index.reload()
            self._searcher = self._index.searcher()

    def _forget(self, ids: Sequence[int]) -> None:
        # By query: tantivy-py's deletion by term looks for a signed number and finds none here.
        for start in range(0, len(ids), _FORGOTTEN_AT_ONCE):
            batch = list(ids[start : start + _FORGOTTEN_AT_ONCE])
            self._writer.delete_documents_by_query(
                tantivy.Query.term_set_query(self._schema, "id", batch)
            )

    def candidates(
        self, workspace_id: int, statement: Reading, limit: int = CANDIDATES
    ) -> list[int]:
        """Ids of the workspace's claims that share terms with a statement, best (BM25) first."""
        terms = _query_terms(statement)
        if not terms:
            return []
        should = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "body", term, "freq"))
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
        searcher = self._searcher
        hits = searcher.search(query, limit, count=False).hits
        return [int(searcher.doc(address)["id"][0]) for _, address in hits]

    def overlap(self, statement: Reading, claim: str) -> float:
        """How many of their weighted terms a statement and a claim's text share, from 0 to 1.

        Cheap, for choosing which candidates are worth a close look.
        """
        theirs = analyzer().analyze(claim)
        ours = {*_query_terms(statement)}
        countries = {term for term in statement.terms if term.startswith("country:")}
        spelt = {stem(word) for term in countries for words in _names(term) for word in words}
        # Of a country's many names only those that the claim uses count.
        return overlap((ours - spelt) | (spelt & set(theirs)), theirs, self.weight)

    def weight(self, term: str) -> float:
        """How much a term of a Reading tells: smoothed idf over all claims in the index."""
        searcher = self._searcher
        if term.startswith(("country:", "place:")):
            frequency = sum(
                min(searcher.doc_freq("body", stem(word)) for word in words)
                for words in _names(term)
            )
        else:
            frequency = searcher.doc_freq("body", term)
        return idf(searcher.num_docs, frequency)


def _query_terms(statement: Reading) -> list[str]:
    """The stems to look for; a country under each of its short names, demonym and acronym."""
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

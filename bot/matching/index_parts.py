"""What an index of claims is made of: its fields, a claim as an entry, and a part kept on disk.

A kept part is written once and never changed: what becomes of its claims afterwards is in the
index that each process has in memory, and hides them here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import tantivy

from bot.language.foreign import as_given, index_terms, is_tagged
from bot.language.tokens import analyzer

FORMAT = 2
"""Counted on with whatever changes the entries below or how words are read: parts that were kept
before are then made anew."""

_HEAP_BYTES = 60_000_000
_THREADS = 2  # that split and stem, beside the one that reads the database
_STEMS_PER_WORD = 0.6  # the others are stopwords

_MOST_HIDDEN = 1_000
"""Hidden claims of a kept part that one search looks past."""


@dataclass(frozen=True, slots=True)
class IndexedClaim:
    """What the index holds of a claim."""

    id: int
    workspace_id: int
    text: str
    title: str | None = None
    """Of the article it was first found in."""
    about: str | None = None
    """Its topic, place and time, which are searched but not compared with statements."""


@dataclass(slots=True)
class Lengths:
    """How many words and claims in English were written, and about how many stems a claim has."""

    words: int = 0
    claims: int = 0

    @property
    def mean(self) -> float:
        return max(1.0, _STEMS_PER_WORD * self.words / self.claims) if self.claims else 1.0


@cache
def schema() -> tantivy.Schema:
    """The fields. Terms are lower-case stems without accents (`tokens.analyzer`)."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("workspace", indexed=True)
    builder.add_text_field("body", tokenizer_name="claims", index_option="freq")
    # What `foreign` makes of claims in other languages; their body holds but their names.
    builder.add_text_field("other", tokenizer_name="as_given", index_option="freq")
    builder.add_text_field("about", tokenizer_name="claims", index_option="basic")
    return builder.build()


def open_index(folder: Path | None = None) -> tantivy.Index:
    """An empty index in memory, or the one in a folder; a folder without one gets one.

    Raises OSError or ValueError where that cannot be.
    """
    index = tantivy.Index(schema(), path=str(folder)) if folder else tantivy.Index(schema())
    index.register_tokenizer("claims", analyzer())
    index.register_tokenizer("as_given", as_given())
    return index


def writer_of(index: tantivy.Index) -> tantivy.IndexWriter:
    """The one writer that an index may have."""
    return index.writer(_HEAP_BYTES, _THREADS)


def entry(claim: IndexedClaim, lengths: Lengths) -> tantivy.Document:
    """A claim as it is written; counted in `lengths`."""
    made = tantivy.Document()
    made.add_unsigned("id", claim.id)
    made.add_unsigned("workspace", claim.workspace_id)
    foreign = index_terms(claim.text)
    if foreign is None:
        made.add_text("body", claim.text)
        lengths.words += claim.text.count(" ") + 1
        lengths.claims += 1
    else:
        made.add_text("other", foreign.tagged)
        made.add_text("body", foreign.names)
    if claim.title:
        made.add_text("body", claim.title)
        lengths.words += claim.title.count(" ") + 1
    if claim.about:
        made.add_text("about", claim.about)
    return made


def stems_of(text: str) -> set[str]:
    """The terms that the index has of a claim's text."""
    foreign = index_terms(text)
    if foreign is None:
        return set(analyzer().analyze(text))
    return {*analyzer().analyze(foreign.names), *foreign.tagged.split()}


def write_part(folder: Path, claims: Iterable[IndexedClaim]) -> Lengths:
    """Write the claims of one workspace into an empty folder, to be opened as a `KeptPart`."""
    lengths = Lengths()
    writer = writer_of(open_index(folder))
    for claim in claims:
        writer.add_document(entry(claim, lengths))
    writer.commit()
    writer.garbage_collect_files()
    writer.wait_merging_threads()
    return lengths


@dataclass(frozen=True, slots=True)
class KeptPart:
    """The claims of a workspace as a folder holds them, all at one revision, without those that
    are `hidden` because they changed since. Its files may be deleted while it is in use."""

    searcher: tantivy.Searcher
    lengths: Lengths
    hidden: frozenset[int] = frozenset()

    @classmethod
    def open(cls, folder: Path, lengths: Lengths) -> KeptPart:
        """Raises OSError or ValueError where the folder holds no such index."""
        index = tantivy.Index.open(str(folder))
        index.config_reader("manual")  # no watching of files that never change
        return cls(index.searcher(), lengths)

    def __len__(self) -> int:
        return int(self.searcher.num_docs) - len(self.hidden)

    def having(self, ids: Sequence[int]) -> set[int]:
        """Those of the claims that are in it, hidden ones too."""
        if not ids:
            return set()
        query = tantivy.Query.term_set_query(schema(), "id", list(ids))
        return {claim_id for _, claim_id in found_by(self.searcher, query, len(ids))}

    def without(self, ids: Iterable[int]) -> KeptPart:
        """The same with these claims, which are in it, hidden too."""
        return replace(self, hidden=self.hidden | frozenset(ids))

    def search(self, query: tantivy.Query, limit: int) -> list[tuple[float, int]]:
        """Score and id of the best claims that are not hidden, best first."""
        more = min(len(self.hidden), _MOST_HIDDEN)
        found = found_by(self.searcher, query, limit + more)
        return [one for one in found if one[1] not in self.hidden][:limit]


def found_by(
    searcher: tantivy.Searcher, query: tantivy.Query, limit: int
) -> list[tuple[float, int]]:
    """Score and id of what a query finds, best first."""
    hits = searcher.search(query, limit, count=False).hits
    ids = searcher.fast_field_values("id", [place for _, place in hits])
    return [
        (score, int(claim_id))
        for (score, _), claim_id in zip(hits, ids, strict=True)
        if claim_id is not None
    ]


def all_found(
    searcher: tantivy.Searcher, part: KeptPart | None, wanted: tantivy.Query, most: int
) -> set[int]:
    """Ids of all that a query finds, in memory and in a kept part; `most` is how many there are."""
    kept = part.search(wanted, most) if part is not None else []
    return {claim_id for _, claim_id in (*kept, *found_by(searcher, wanted, most))}


def query(workspace_id: int, boosts: Mapping[str, float]) -> tantivy.Query:
    """The workspace's claims that have one of the terms; each counts as often as its boost."""
    should = []
    for term, boost in boosts.items():
        one = tantivy.Query.term_query(schema(), field_of(term), term, "freq")
        if boost != 1.0:
            one = tantivy.Query.boost_query(one, boost)
        should.append((tantivy.Occur.Should, one))
    here = tantivy.Query.const_score_query(
        tantivy.Query.term_query(schema(), "workspace", workspace_id), 0.0
    )
    return tantivy.Query.boolean_query(
        [
            (tantivy.Occur.Must, tantivy.Query.boolean_query(should)),
            (tantivy.Occur.Must, here),
        ]
    )


def query_for_all(workspace_id: int, forms: Iterable[Sequence[str]]) -> tantivy.Query:
    """The workspace's claims that have all terms of one of the forms, unranked."""
    every = [
        tantivy.Query.boolean_query([(tantivy.Occur.Must, _anywhere(term)) for term in form])
        for form in forms
    ]
    return _unranked(workspace_id, every)


def query_beginning(workspace_id: int, beginning: str) -> tantivy.Query:
    """The workspace's claims that have a term with this beginning (letters and digits), unranked;
    of those in other languages only by their names."""
    every = [
        tantivy.Query.regex_query(schema(), field, f"{beginning}.*") for field in ("body", "about")
    ]
    return _unranked(workspace_id, every)


def _unranked(workspace_id: int, every: Iterable[tantivy.Query]) -> tantivy.Query:
    of_one = tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in every])
    here = tantivy.Query.term_query(schema(), "workspace", workspace_id)
    return tantivy.Query.const_score_query(
        tantivy.Query.boolean_query([(tantivy.Occur.Must, of_one), (tantivy.Occur.Must, here)]), 1.0
    )


def _anywhere(term: str) -> tantivy.Query:
    fields = ("other",) if is_tagged(term) else ("body", "about")
    every = [tantivy.Query.term_query(schema(), one, term, "basic") for one in fields]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in every])


def bm25_idf(claims: int, frequency: int) -> float:
    """As tantivy weighs a term; claims that were replaced may still count in `frequency`."""
    frequency = min(frequency, claims)
    return math.log(1 + (claims - frequency + 0.5) / (frequency + 0.5))


def field_of(term: str) -> str:
    """The field that has a term."""
    return "other" if is_tagged(term) else "body"

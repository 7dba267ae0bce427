"""Reads rows of the record in the form of a file's entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from bot.language.web_addresses import web_address, web_domain
from bot.record.batches import batches, table_of
from bot.record.columns import figure_of
from bot.record.exchange.entries import (
    UNKNOWN,
    AttributionEntry,
    ClaimEntry,
    DocumentEntry,
    Entry,
    OutletEntry,
    SourceEntry,
    Span,
    as_json,
)
from models.record import Attribution, Claim, Document, Outlet, Passage, Row, Source

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Stored(Generic[E]):
    """A row as an entry. `imported_as` is the fingerprint of the entry it was made from."""

    id: int
    imported_as: str | None
    edited_at: datetime | None
    entry: E


Keys = Sequence[str] | None
"""Which rows: those with these keys, or None for all, in the order in which they were made."""


def outlets(
    session: Session, workspace_id: int, keys: Keys = None
) -> Iterator[Stored[OutletEntry]]:
    """The workspace's outlets."""
    for (row,) in _rows(session, select(Outlet), Outlet, workspace_id, keys):
        told = alike(Outlet, row) | {"domain": web_domain(row.domain)}
        yield _stored(row, OutletEntry(**told))


def sources(
    session: Session, workspace_id: int, keys: Keys = None
) -> Iterator[Stored[SourceEntry]]:
    """The workspace's sources."""
    parent = aliased(Source)
    query = select(Source, col(parent.key)).outerjoin(
        parent, col(parent.id) == col(Source.parent_id)
    )
    for row, parent_key in _rows(session, query, Source, workspace_id, keys):
        told = alike(Source, row) | {"aliases": tuple(row.aliases or ())}
        yield _stored(row, SourceEntry(**told, parent=parent_key))


def documents(
    session: Session, workspace_id: int, keys: Keys = None
) -> Iterator[Stored[DocumentEntry]]:
    """The workspace's documents."""
    query = select(Document, col(Outlet.key)).outerjoin(
        Outlet, col(Outlet.id) == col(Document.outlet_id)
    )
    for row, outlet_key in _rows(session, query, Document, workspace_id, keys):
        told = alike(Document, row) | {"url": web_address(row.url)}
        yield _stored(row, DocumentEntry(**told, outlet=outlet_key))


def claims(session: Session, workspace_id: int, keys: Keys = None) -> Iterator[Stored[ClaimEntry]]:
    """The workspace's claims."""
    heir = aliased(Claim)
    query = select(Claim, col(heir.key)).outerjoin(heir, col(heir.id) == col(Claim.merged_into_id))
    for row, heir_key in _rows(session, query, Claim, workspace_id, keys):
        told = alike(Claim, row)
        yield _stored(row, ClaimEntry(**told, figure=figure_of(row), merged_into=heir_key))


def attributions(
    session: Session, workspace_id: int, keys: Keys = None
) -> Iterator[Stored[AttributionEntry]]:
    """The workspace's attributions with their passages."""
    origin = aliased(Attribution)
    query = (
        select(
            Attribution,
            Passage,
            col(Claim.key),
            col(Source.key),
            col(Document.key),
            col(Outlet.key),
            col(origin.key),
        )
        .join(Claim, col(Claim.id) == col(Attribution.claim_id))
        .join(Passage, col(Passage.id) == col(Attribution.passage_id))
        .join(Document, col(Document.id) == col(Passage.document_id))
        .outerjoin(Source, col(Source.id) == col(Attribution.source_id))
        .outerjoin(Outlet, col(Outlet.id) == col(Attribution.relayed_by_id))
        .outerjoin(origin, col(origin.id) == col(Attribution.origin_id))
    )
    for found in _rows(session, query, Attribution, workspace_id, keys):
        row, passage, claim_key, source_key, document_key, relayed_by, origin_key = found
        entry = AttributionEntry(
            **alike(Attribution, row),
            claim=claim_key,
            source=source_key,
            document=document_key,
            content=_spans(passage.content),
            verbatim=passage.verbatim,
            speaker=_span(passage.speaker) if passage.speaker else None,
            relayed_by=relayed_by,
            origin=UNKNOWN if row.origin_unknown else origin_key,
            figure=figure_of(row),
            antecedent=_spans(passage.antecedent),
            insertions=_spans(passage.insertions),
        )
        yield _stored(row, entry)


READERS: Mapping[type[Row], Callable[..., Iterator[Stored[Any]]]] = {
    Outlet: outlets,
    Source: sources,
    Document: documents,
    Claim: claims,
    Attribution: attributions,
}
"""The function that reads the rows of each table as entries."""


def entry_of(session: Session, row: Row) -> Entry:
    """The row, with its unsaved changes, as the entry of a file."""
    session.flush()
    (found,) = READERS[type(row)](session, row.workspace_id, [row.key])
    entry: Entry = found.entry
    return entry


def as_entry(session: Session, row: Row) -> dict[str, Any]:
    """The row as a file would have it, for the audit trail; a document without its text."""
    entry = entry_of(session, row)
    told = as_json(entry)
    if isinstance(entry, DocumentEntry):
        del told["text"]
    return told


ENTRIES: Mapping[type[Row], type[Entry]] = {
    Outlet: OutletEntry,
    Source: SourceEntry,
    Document: DocumentEntry,
    Claim: ClaimEntry,
    Attribution: AttributionEntry,
}
"""The kind of entry that each table's rows become in a file."""


def alike(table: type[Row], of: Entry | Row) -> dict[str, Any]:
    """The fields that the entries and rows of one table share, by name, with the values of the
    given one.

    The other fields are converted, or refer to another row: in an entry by key, in a row by id.
    """
    return {name: getattr(of, name) for name in _common(table)}


@cache
def _common(table: type[Row]) -> tuple[str, ...]:
    columns = table_of(table).columns
    return tuple(field.name for field in fields(ENTRIES[table]) if field.name in columns)


def _rows(
    session: Session,
    query: Select[*tuple[Any, ...]],
    table: type[Row],
    workspace_id: int,
    keys: Keys,
) -> Iterator[Any]:
    scoped = query.where(col(table.workspace_id) == workspace_id).order_by(col(table.id))
    if keys is None:
        yield from session.execute(scoped)
        return
    for batch in batches(keys):
        yield from session.execute(scoped.where(col(table.key).in_(batch)))


def _stored(row: Row, entry: E) -> Stored[E]:
    if row.id is None:
        raise ValueError("a row that is not stored has no entry")
    return Stored(row.id, row.imported_as, row.edited_at, entry)


def _span(value: Sequence[int]) -> Span:
    return value[0], value[1]


def _spans(values: Sequence[Sequence[int]] | None) -> tuple[Span, ...]:
    return tuple(_span(value) for value in values or ())

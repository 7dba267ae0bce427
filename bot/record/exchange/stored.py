"""Rows of the record as the entries of a file would say them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from bot.language.web_addresses import web_address, web_domain
from bot.record.batches import batches
from bot.record.exchange.entries import (
    UNKNOWN,
    AttributionEntry,
    ClaimEntry,
    DocumentEntry,
    Entry,
    Figure,
    OutletEntry,
    SourceEntry,
    Span,
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
        entry = OutletEntry(row.key, row.name, web_domain(row.domain), row.notes)
        yield _stored(row, entry)


def sources(
    session: Session, workspace_id: int, keys: Keys = None
) -> Iterator[Stored[SourceEntry]]:
    """The workspace's sources."""
    parent = aliased(Source)
    query = select(Source, col(parent.key)).outerjoin(
        parent, col(parent.id) == col(Source.parent_id)
    )
    for row, parent_key in _rows(session, query, Source, workspace_id, keys):
        entry = SourceEntry(
            key=row.key,
            name=row.name,
            kind=row.kind,
            role=row.role,
            parent=parent_key,
            side=row.side,
            aliases=tuple(row.aliases or ()),
            anonymous=row.anonymous,
            confidential=row.confidential,
        )
        yield _stored(row, entry)


def documents(
    session: Session, workspace_id: int, keys: Keys = None
) -> Iterator[Stored[DocumentEntry]]:
    """The workspace's documents."""
    query = select(Document, col(Outlet.key)).outerjoin(
        Outlet, col(Outlet.id) == col(Document.outlet_id)
    )
    for row, outlet_key in _rows(session, query, Document, workspace_id, keys):
        entry = DocumentEntry(
            key=row.key,
            text=row.text,
            outlet=outlet_key,
            url=web_address(row.url),
            title=row.title,
            author=row.author,
            published_on=row.published_on,
            language=row.language,
        )
        yield _stored(row, entry)


def claims(session: Session, workspace_id: int, keys: Keys = None) -> Iterator[Stored[ClaimEntry]]:
    """The workspace's claims."""
    heir = aliased(Claim)
    query = select(Claim, col(heir.key)).outerjoin(heir, col(heir.id) == col(Claim.merged_into_id))
    for row, heir_key in _rows(session, query, Claim, workspace_id, keys):
        entry = ClaimEntry(
            key=row.key,
            text=row.text,
            kind=row.kind,
            figure=_figure(row.figure_low, row.figure_high),
            unit=row.unit,
            place=row.place,
            time=row.time,
            topic=row.topic,
            state=row.state,
            merged_into=heir_key,
        )
        yield _stored(row, entry)


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
            key=row.key,
            claim=claim_key,
            source=source_key,
            document=document_key,
            content=_spans(passage.content),
            verbatim=passage.verbatim,
            stance=row.stance,
            speaker=_span(passage.speaker) if passage.speaker else None,
            said_on=row.said_on,
            relayed_by=relayed_by,
            origin=UNKNOWN if row.origin_unknown else origin_key,
            basis=row.basis,
            evidence=row.evidence,
            figure=_figure(row.figure_low, row.figure_high),
            unit=row.unit,
            hedge=row.hedge,
            antecedent=_spans(passage.antecedent),
            insertions=_spans(passage.insertions),
            against_interest=row.against_interest,
            retracted=row.retracted,
            embargo_until=row.embargo_until,
            state=row.state,
        )
        yield _stored(row, entry)


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


def _figure(low: float | None, high: float | None) -> Figure | None:
    return None if low is None and high is None else (low, high)


def _span(value: Sequence[int]) -> Span:
    return value[0], value[1]


def _spans(values: Sequence[Sequence[int]] | None) -> tuple[Span, ...]:
    return tuple(_span(value) for value in values or ())

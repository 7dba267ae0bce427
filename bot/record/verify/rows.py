"""The rows that a look over the record reads: few columns, many rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from bot.corroboration import Figure
from bot.ingest.documents import is_guessed
from models.record import (
    Attribution,
    AttributionState,
    Claim,
    ClaimState,
    Document,
    Passage,
    Source,
    text_sha256,
)

AT_ONCE = 2_000
"""Statements whose documents are held in memory at a time."""


class ClaimRow(NamedTuple):
    """A claim on record that is neither merged nor withdrawn."""

    id: int
    text: str
    kind: str
    low: float | None
    high: float | None
    unit: str | None
    place: str | None
    time: str | None

    @property
    def figure(self) -> Figure | None:
        return None if self.low is None and self.high is None else (self.low, self.high)


class SourceRow(NamedTuple):
    """A source; the one above it and its side make it a party or not."""

    id: int
    name: str
    kind: str
    parent_id: int | None
    side: str | None


class Saying(NamedTuple):
    """An approved statement on such a claim, with its document's day."""

    id: int
    claim_id: int
    source_id: int | None
    stance: str
    said_on: date | None
    said_precision: str | None
    low: float | None
    high: float | None
    unit: str | None
    figure_computed: bool
    other_measure: bool
    figure_mistaken: bool
    retracted: bool
    origin_id: int | None
    origin_unknown: bool
    document_id: int
    content: Any
    antecedent: Any
    published_on: date | None
    published_basis: str | None
    language: str | None

    @property
    def figure(self) -> Figure | None:
        return None if self.low is None and self.high is None else (self.low, self.high)

    @property
    def day(self) -> date | None:
        return self.said_on or self.published_on

    @property
    def weak(self) -> bool:
        """Whether its day puts nothing in order."""
        if self.said_on is not None:
            return self.said_precision is not None
        return self.published_on is None or is_guessed(self.published_basis)

    @property
    def own_word(self) -> bool:
        """Whether a source is on record with it in its own voice."""
        return (
            self.source_id is not None
            and self.origin_id is None
            and not self.origin_unknown
            and not self.retracted
        )


@dataclass(slots=True)
class Read:
    """What is held of a record: claims and sources by number, and the statements of each claim that
    say it (asserts), without their words."""

    claims: Mapping[int, ClaimRow]
    sources: Mapping[int, SourceRow]
    asserting: dict[int, list[Saying]] = field(default_factory=dict)
    statements: int = 0


def claims(session: Session, workspace_id: int) -> dict[int, ClaimRow]:
    """The claims on record, by number."""
    rows = session.execute(
        select(
            col(Claim.id), col(Claim.text), col(Claim.kind), col(Claim.figure_low),
            col(Claim.figure_high), col(Claim.unit), col(Claim.place), col(Claim.time),
        )
        .where(
            col(Claim.workspace_id) == workspace_id,
            col(Claim.state) == ClaimState.APPROVED.value,
            col(Claim.merged_into_id).is_(None),
        )
        .order_by(col(Claim.id))
    )  # fmt: skip
    return {row[0]: ClaimRow(*row) for row in rows}


def sources(session: Session, workspace_id: int) -> dict[int, SourceRow]:
    """The sources on record, by number."""
    rows = session.execute(
        select(
            col(Source.id), col(Source.name), col(Source.kind), col(Source.parent_id),
            col(Source.side),
        )
        .where(col(Source.workspace_id) == workspace_id)
        .order_by(col(Source.id))
    )  # fmt: skip
    return {row[0]: SourceRow(*row) for row in rows}


class Text(NamedTuple):
    """A document's text; `is_as_stored` is False if it is another one than came on record."""

    text: str
    is_as_stored: bool


def sayings(session: Session, workspace_id: int) -> Iterator[tuple[list[Saying], dict[int, Text]]]:
    """The approved statements, by document, AT_ONCE at a time, with their documents' texts."""
    rows = session.execute(
        select(
            col(Attribution.id), col(Attribution.claim_id), col(Attribution.source_id),
            col(Attribution.stance), col(Attribution.said_on), col(Attribution.said_precision),
            col(Attribution.figure_low), col(Attribution.figure_high), col(Attribution.unit),
            col(Attribution.figure_computed), col(Attribution.other_measure),
            col(Attribution.figure_mistaken), col(Attribution.retracted),
            col(Attribution.origin_id), col(Attribution.origin_unknown),
            col(Passage.document_id), col(Passage.content), col(Passage.antecedent),
            col(Document.published_on), col(Document.published_basis), col(Document.language),
        )
        .join(Passage, col(Passage.id) == col(Attribution.passage_id))
        .join(Document, col(Document.id) == col(Passage.document_id))
        .where(
            col(Attribution.workspace_id) == workspace_id,
            col(Attribution.state) == AttributionState.APPROVED.value,
        )
        .order_by(col(Passage.document_id), col(Attribution.id))
        .execution_options(yield_per=AT_ONCE)
    )  # fmt: skip
    for some in rows.partitions():
        every = [Saying(*row) for row in some]
        ids = sorted({one.document_id for one in every})
        found = session.execute(
            select(col(Document.id), col(Document.text), col(Document.sha256)).where(
                col(Document.id).in_(ids)
            )
        )
        yield (
            every,
            {
                row_id or 0: Text(text, text_sha256(text) == sha256)
                for row_id, text, sha256 in found
            },
        )

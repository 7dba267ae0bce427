"""The approved statements on claims that are on record, as a search reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlmodel import Session, col

from bot.language.day_ranges import Days
from bot.record.batches import batches
from bot.record.edit.attributions import relays_of
from bot.record.visible import visible
from models.record import Attribution, AttributionState, Claim, ClaimState, Document, Passage


class Statement(NamedTuple):
    """A statement on a claim; `day` is that of saying it or, if unknown, of its publication."""

    id: int
    claim_id: int
    source_id: int | None
    key: str
    day: date | None


ON_RECORD: tuple[ColumnElement[bool], ...] = (
    col(Claim.state) == ClaimState.APPROVED.value,
    col(Claim.merged_into_id).is_(None),
)
"""The conditions for claims that are neither drafts, withdrawn nor merged."""


def waiting(session: Session, workspace_id: int, now: datetime) -> dict[int, int]:
    """The attributions whose embargo has not ended, and all their relays; each with its claim."""
    ids = session.scalars(
        select(col(Attribution.id)).where(
            col(Attribution.workspace_id) == workspace_id, col(Attribution.embargo_until) > now
        )
    ).all()
    held = [one for one in ids if one is not None]
    return {row_id: claim_id for row_id, claim_id, _ in relays_of(session, workspace_id, held)}


def hidden(
    session: Session, workspace_id: int, claim_ids: Collection[int], now: datetime
) -> set[int]:
    """Those of the claims of which nothing may be shown yet."""
    return {
        claim_id
        for batch in batches(sorted(claim_ids))
        for claim_id, one in visible(session, workspace_id, batch, now=now).items()
        if one.hidden
    }


def statements_on(
    session: Session, workspace_id: int, claim_ids: Collection[int]
) -> Iterator[Statement]:
    """All statements on these claims, those under embargo too."""
    query = _of(Attribution.id, Attribution.claim_id, Attribution.source_id, Attribution.key)
    query = query.add_columns(*_DAY)
    for batch in batches(sorted(claim_ids)):
        rows = session.execute(
            # The claim's workspace, so that SQLite goes from the claims to their statements.
            query.join(Claim, col(Claim.id) == col(Attribution.claim_id)).where(
                col(Claim.workspace_id) == workspace_id, col(Claim.id).in_(batch)
            )
        )
        yield from (Statement(row[0], row[1], row[2], row[3], row[4] or row[5]) for row in rows)


def by_sources(
    session: Session, workspace_id: int, source_ids: Iterable[int]
) -> Iterator[tuple[int, int, int]]:
    """Id, claim and source of each statement by these sources."""
    query = select(
        col(Attribution.id), col(Attribution.claim_id), col(Attribution.source_id)
    ).where(
        col(Attribution.workspace_id) == workspace_id,
        col(Attribution.state) == AttributionState.APPROVED.value,
    )
    for batch in batches(sorted(source_ids)):
        for row in session.execute(query.where(col(Attribution.source_id).in_(batch))):
            yield row[0], row[1], row[2]


def by_outlets(
    session: Session, workspace_id: int, outlet_ids: Collection[int]
) -> Iterator[tuple[int, int, int | None, int | None, int | None]]:
    """Id, claim and source of each statement that these outlets published or relayed, and the
    outlets that published and relayed it."""
    query = _of(Attribution.id, Attribution.claim_id, Attribution.source_id)
    query = query.add_columns(col(Document.outlet_id), col(Attribution.relayed_by_id))
    for batch in batches(sorted(outlet_ids)):
        published = col(Document.outlet_id).in_(batch)
        relayed = col(Attribution.relayed_by_id).in_(batch)
        here = query.where(col(Attribution.workspace_id) == workspace_id, or_(published, relayed))
        for row in session.execute(here):
            yield row[0], row[1], row[2], row[3], row[4]


def statements_in(session: Session, workspace_id: int) -> Iterator[tuple[int, int, int | None]]:
    """Id, document and source of each statement on record."""
    query = _of(Attribution.id, Passage.document_id, Attribution.source_id).join(
        Claim, col(Claim.id) == col(Attribution.claim_id)
    )
    here = query.where(col(Attribution.workspace_id) == workspace_id, *ON_RECORD)
    yield from ((row[0], row[1], row[2]) for row in session.execute(here))


def said_in(
    session: Session, workspace_id: int, days: Days, claim_ids: Collection[int] | None
) -> Iterator[tuple[int, int]]:
    """Id and claim of each statement of these days; of these claims, or (None) of any."""
    day = func.coalesce(col(Attribution.said_on), col(Document.published_on))
    within = [one for one in (
        day >= days.first if days.first is not None else None,
        day <= days.last if days.last is not None else None,
        day.is_not(None),
    ) if one is not None]  # fmt: skip
    query = _of(Attribution.id, Attribution.claim_id).where(
        col(Attribution.workspace_id) == workspace_id, and_(*within)
    )
    if claim_ids is None:
        yield from ((row[0], row[1]) for row in session.execute(query))
        return
    for batch in batches(sorted(claim_ids)):
        some = query.where(col(Attribution.claim_id).in_(batch))
        yield from ((row[0], row[1]) for row in session.execute(some))


_DAY = (col(Attribution.said_on), col(Document.published_on))


def _of(*columns: Any) -> Select[Any]:
    """A query for columns of approved statements and of their documents."""
    return (
        select(*columns)
        .select_from(Attribution)
        .join(Passage, col(Passage.id) == col(Attribution.passage_id))
        .join(Document, col(Document.id) == col(Passage.document_id))
        .where(col(Attribution.state) == AttributionState.APPROVED.value)
    )

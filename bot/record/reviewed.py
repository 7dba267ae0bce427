"""Reviews of claims by other publishers, as the record shows them beside the claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from bot.language.web_addresses import web_address
from bot.record.batches import batches
from bot.record.card import ReviewLine
from models.review import Review


def reviews_by_claim(
    session: Session, workspace_id: int, claim_ids: Sequence[int]
) -> dict[int, tuple[ReviewLine, ...]]:
    """The reviews linked to each of the claims, the newest first."""
    found: dict[int, list[Review]] = {}
    for batch in batches(claim_ids):
        for row in session.scalars(_REVIEWS, {"workspace_id": workspace_id, "ids": batch}):
            found.setdefault(row.claim_id or 0, []).append(row)
    return {claim_id: tuple(map(review_line, _newest(rows))) for claim_id, rows in found.items()}


def review_line(row: Review) -> ReviewLine:
    """A review as it is shown."""
    return ReviewLine(
        row.id or 0,
        row.publisher,
        row.rating,
        web_address(row.url),
        row.reviewed_on,
        row.claim_text,
        row.claimant,
    )


def _newest(rows: list[Review]) -> list[Review]:
    return sorted(rows, key=lambda row: (row.reviewed_on or date.min, row.id or 0), reverse=True)


# Built once: building a query takes longer than running it.
_REVIEWS = select(Review).where(
    col(Review.workspace_id) == bindparam("workspace_id"),
    col(Review.claim_id).in_(bindparam("ids", expanding=True)),
)

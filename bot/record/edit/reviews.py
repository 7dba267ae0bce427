"""Reviews of claims by other publishers (ClaimReview): stored, linked, shown on the card.

A review keeps its publisher's own words for its rating. It is never an attribution, and it never
sets a status.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.ingest.documents import Reviewed
from bot.language.web_addresses import web_address
from bot.record.audit import Audited, audit
from bot.record.batches import batches
from bot.record.card import ReviewLine
from bot.record.change import Change
from bot.record.edit.claims import can_take
from bot.record.edit.merging import heir_of
from bot.record.edit.rows import unchanged
from bot.record.reviewed import review_line
from bot.record.workspaces import lock
from bot.refusal import RefusalError
from models.record import Claim
from models.review import Review

MAX_TEXT = 20_000
"""Characters of any field of a review; longer ones are no claim and no name."""


class ReviewFileError(RefusalError):
    """The reviews are refused and none was stored. `problems` has a sentence for each problem."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems[:20]))


@dataclass(frozen=True, slots=True)
class StoredReviews:
    """The result of storing reviews: the ids of the new ones, how many were on record already, and
    remarks.

    There is a remark for each review that differs from the one on record, which was left unchanged.
    """

    added: tuple[int, ...]
    unchanged: int
    left: tuple[str, ...]


def store_reviews(
    change: Change, given: Sequence[Reviewed], *, origin: str | None
) -> StoredReviews:
    """Put all of the reviews on record, or none. Does not commit.

    A review given twice is stored once: it is recognised by its address and the words of the claim.
    `origin` says where the reviews came from (a file, an address). Raises ReviewFileError with each
    problem and the place of its review.
    """
    session, workspace_id = change.session, change.workspace_id
    problems = list(_problems(given))
    if problems:
        raise ReviewFileError(problems)
    lock(session, workspace_id)
    by_identity: dict[str, Reviewed] = {}
    for one in given:
        by_identity.setdefault(identity(one), one)
    known = _known(session, workspace_id, list(by_identity))
    left = [
        f"{one.place or one.url or one.publisher}: this review by {known[key].publisher} says "
        "something else on record; it was left as it is."
        for key, one in by_identity.items()
        if key in known and _fields(known[key]) != _given(one)
    ]
    new = [
        Review(
            workspace_id=workspace_id,
            identity=key,
            imported_from=origin,
            imported_by=change.actor,
            imported_at=change.now,
            **_given(one),
        )
        for key, one in by_identity.items()
        if key not in known
    ]
    session.add_all(new)
    session.flush()
    audited = [Audited("review", row.id or 0, None, _noted(row)) for row in new]
    audit(change, audited, action="import")
    same = len(by_identity) - len(new) - len(left)
    return StoredReviews(tuple(row.id or 0 for row in new), same, tuple(left))


def link_review(change: Change, review_id: int, claim_id: int | None, *, seen: int | None) -> None:
    """Set the claim that a review is about; if the claim was merged, its heir. None unlinks the
    review.

    Raises RefusalError if the workspace has no such review or claim, or if the claim is a draft or
    withdrawn. Raises ChangedMeanwhileError if the review is not at the version `seen`.
    """
    session, workspace_id = change.session, change.workspace_id
    lock(session, workspace_id)
    review = session.scalars(
        select(Review).where(col(Review.workspace_id) == workspace_id, col(Review.id) == review_id),
        execution_options={"populate_existing": True},
    ).first()
    if review is None:
        raise RefusalError(f"There is no review number {review_id} on this desk’s record.")
    unchanged(change, "review", review_id, seen)
    heir = heir_of(session, Claim, workspace_id, claim_id) if claim_id is not None else None
    if heir is not None:
        can_take(heir)
    before = _key_of(session, review.claim_id)
    review.claim_id = heir.id if heir is not None else None
    session.add(review)
    session.flush()
    after = {"claim": heir.key if heir is not None else None}
    audited = Audited("review", review_id, {"claim": before}, after)
    action = "link review" if heir is not None else "unlink review"
    audit(change, [audited], action=action)


def unlinked(
    session: Session, workspace_id: int, *, page: int = 1, per_page: int = 10
) -> tuple[ReviewLine, ...]:
    """A page of the reviews that no editor has linked to a claim, the last stored first."""
    rows = session.scalars(
        select(Review)
        .where(col(Review.workspace_id) == workspace_id, col(Review.claim_id).is_(None))
        .order_by(col(Review.id).desc())
        .limit(per_page)
        .offset((max(page, 1) - 1) * per_page)
    )
    return tuple(review_line(row) for row in rows)


def identity(review: Reviewed) -> str:
    """The sha256 by which a review is recognised: of the claim's words and its address (without
    one, its publisher's name)."""
    where = (review.url or review.publisher).strip()
    return hashlib.sha256(f"{where}\n{' '.join(review.claim.split())}".encode()).hexdigest()


def _problems(given: Sequence[Reviewed]) -> Iterator[str]:
    for index, one in enumerate(given):
        where = one.place or f"review {index + 1}"
        for name in ("claim", "rating", "publisher"):
            if not getattr(one, name).strip():
                yield f"{where}: {name} is missing"
        for field in fields(one):
            value = getattr(one, field.name)
            if isinstance(value, float) and not math.isfinite(value):
                yield f"{where}: {field.name} is no number"
            if not isinstance(value, str) or field.name == "place":
                continue
            if len(value) > MAX_TEXT:
                yield f"{where}: {field.name} has {len(value):,} characters, too many"
            if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
                yield f"{where}: {field.name} has a character that cannot be kept"
            if field.name.endswith("url") and web_address(value) is None:
                yield f"{where}: {field.name} is no web address"


_SAME = (
    *("claimant", "said_on", "appearance_url", "rating", "rating_value", "best_rating"),
    *("worst_rating", "publisher", "publisher_url", "url", "title", "language", "reviewed_on"),
)
"""The fields that a review has under the same name as given and as a row."""


def _given(one: Reviewed) -> dict[str, Any]:
    """The values of a review's row."""
    same = {name: getattr(one, name) for name in _SAME}
    return {"claim_text": one.claim, **same, "remarks": list(one.remarks)}


def _fields(row: Review) -> dict[str, Any]:
    same = {name: getattr(row, name) for name in _SAME}
    return {"claim_text": row.claim_text, **same, "remarks": list(row.remarks or ())}


def _known(session: Session, workspace_id: int, keys: Sequence[str]) -> dict[str, Review]:
    return {
        row.identity: row
        for batch in batches(keys)
        for row in session.scalars(
            select(Review).where(
                col(Review.workspace_id) == workspace_id, col(Review.identity).in_(batch)
            )
        )
    }


def _noted(row: Review) -> dict[str, Any]:
    given = _fields(row) | {"imported_from": row.imported_from}
    plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in given.items()}
    return {k: v for k, v in plain.items() if v not in (None, [])}


def _key_of(session: Session, claim_id: int | None) -> str | None:
    claim = session.get(Claim, claim_id) if claim_id is not None else None
    return claim.key if claim is not None else None

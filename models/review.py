"""Reviews that others published of claims (ClaimReview), and rows that were merged."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import Instant, Json, JsonColumn, in_workspace, referable


class Review(SQLModel, table=True):
    """A review that others published of a claim, stored as it was given.

    It is never an attribution and sets no status. `rating` is the publisher's own words; the three
    numbers are the publisher's too, None if they contradict each other (`remarks` then says so).
    `said_on` and `appearance_url` are when and where the claim was made. `identity` is the sha256
    of address and claim text, by which the same review is recognised. `claim_id` is None until an
    editor links it.
    """

    __table_args__ = (
        referable(),
        UniqueConstraint("workspace_id", "identity", name="reviewed"),
        in_workspace("claim_id", "claim"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    claim_id: int | None = Field(default=None, index=True)
    identity: str
    claim_text: str
    claimant: str | None = None
    said_on: date | None = None
    appearance_url: str | None = None
    rating: str
    rating_value: float | None = None
    best_rating: float | None = None
    worst_rating: float | None = None
    publisher: str
    publisher_url: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    reviewed_on: date | None = None
    remarks: Json = Field(default_factory=list, sa_type=JsonColumn)
    imported_from: str | None = None
    imported_by: str
    imported_at: datetime = Field(sa_type=Instant)


class MergedSource(SQLModel, table=True):
    """A source that an editor merged into another one.

    Its row stays, below the other and without attributions, so that a file with its key still finds
    it.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "source_id", name="merged_source"),
        in_workspace("source_id", "source"),
        in_workspace("heir_id", "source"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    source_id: int
    heir_id: int
    at: datetime = Field(sa_type=Instant)


class MergedOutlet(SQLModel, table=True):
    """An outlet that an editor merged into another one; its row stays, like a merged source's."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "outlet_id", name="merged_outlet"),
        in_workspace("outlet_id", "outlet"),
        in_workspace("heir_id", "outlet"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    outlet_id: int
    heir_id: int
    at: datetime = Field(sa_type=Instant)

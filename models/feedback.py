"""Effects of feedback on later answers: claims that are not offered for a wording again."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import Instant, in_workspace, one_of, referable


class VetoState(StrEnum):
    OPEN = "open"  # holds for the person who reported it
    AGREED = "agreed"  # an editor agreed: holds for everyone
    KEPT = "kept"  # an editor kept the claim on offer: holds for that person alone


class Veto(SQLModel, table=True):
    """A claim that a person called the wrong one for a statement.

    `statement` is the one that was asked; `wording` is the sha256 of its normalised words, so that
    the key stays short. Written in the transaction of the report (Feedback) on that `inquiry_id`.
    """

    __table_args__ = (
        referable(),
        UniqueConstraint("workspace_id", "claim_id", "wording", "by", name="vetoed"),
        in_workspace("claim_id", "claim"),
        in_workspace("inquiry_id", "inquiry"),
        one_of("state", VetoState),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    claim_id: int
    inquiry_id: int = Field(index=True)
    statement: str
    wording: str
    by: str
    at: datetime = Field(sa_type=Instant)
    state: str = VetoState.OPEN.value
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=Instant)

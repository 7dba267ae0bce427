"""Changes: of statuses, for digests and corrections; of all rows, for the audit trail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models.base import Instant, Json, JsonColumn, in_workspace, referable

RULES = "rules"
"""The `cause` of a change that a release brought: the rules of corroboration changed."""


class StatusChange(SQLModel, table=True):
    """A claim's corroboration status changed, or its figure on record, or both.

    Written in the transaction that caused it. `from_status` is None for a new claim; `attributions`
    are the keys of those that caused the change. `from_figure` and `to_figure` are set if the
    figure on record changed: {"figure": [low, high], "unit": …}, or empty for no figure. `cause` is
    RULES if nothing changed on record, but the rules did.
    """

    __table_args__ = (
        referable(),
        in_workspace("claim_id", "claim"),
        Index(None, "workspace_id", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    claim_id: int = Field(index=True)
    from_status: str | None = None
    to_status: str
    support: int
    denial: int
    attributions: Json = Field(default_factory=list, sa_type=JsonColumn)
    from_figure: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    to_figure: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    cause: str | None = None
    at: datetime = Field(sa_type=Instant)


class AuditEntry(SQLModel, table=True):
    """Who did what to which row, when. `before` and `after` hold the fields that changed."""

    __table_args__ = (
        Index(None, "workspace_id", "entity", "entity_id"),
        Index(None, "workspace_id", "action", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    at: datetime = Field(sa_type=Instant)
    actor: str
    action: str
    entity: str
    entity_id: int
    before: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    after: Json = Field(default=None, sa_type=JsonColumn, nullable=True)

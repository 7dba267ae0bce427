"""A desk: one Slack team. Every other row names the workspace it belongs to."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import Instant

LOCAL_TEAM = "local"
"""Team id of a workspace made before any Slack team was known; the first `serve` adopts it."""


class Workspace(SQLModel, table=True):
    """A Slack team (tenant).

    `revision` grows by one in every transaction that changes a claim, with the row locked, so
    that claims carry revisions in the order of their commits and every process can ask for
    "what changed since".
    """

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(unique=True)
    name: str = ""
    revision: int = 0
    desk_channel: str | None = None
    created_at: datetime = Field(sa_type=Instant)

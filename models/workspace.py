"""A desk: one Slack team. Every other row names the workspace to which it belongs."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import Instant, Json, JsonColumn

LOCAL_TEAM = "local"
"""Team id of a workspace made before any Slack team was known; the first `serve` adopts it."""


RULES_VERSION = 2
"""The version of the rules by which statuses are derived. When a rule changes, it grows by one, and
`migrate` derives all statuses anew. 2: figures move."""


class Workspace(SQLModel, table=True):
    """A Slack team (tenant).

    `revision` grows by one in every transaction that changes a claim, with the row locked. So
    claims carry revisions in the order of their commits, and every process can query what changed
    since a revision. `rules` is the version of the rules by which all its statuses were derived.
    `editors` are the Slack ids of those who may decide what goes on record; if
    there are none, Slack's admins and owners may. `verified` is what the last look over the record
    counted, and when (`bot.record.verify.noting`).
    """

    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(unique=True)
    name: str = ""
    revision: int = 0
    desk_channel: str | None = None
    editors: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    rules: int = RULES_VERSION
    verified: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    created_at: datetime = Field(sa_type=Instant)

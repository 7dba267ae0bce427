"""Who wants to be told what: digests of a channel, and watches on a claim or open question."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import Instant, Json, JsonColumn, in_workspace, referable


class Subscription(SQLModel, table=True):
    """A channel's digest: local time of day and time zone (IANA), weekdays by name."""

    __table_args__ = (referable(),)

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    channel: str
    owner: str
    local_time: time
    timezone: str
    weekdays: Json = Field(sa_type=JsonColumn)
    topics: Json = Field(default_factory=list, sa_type=JsonColumn)
    statuses: Json = Field(default_factory=list, sa_type=JsonColumn)
    paused_until: date | None = None
    created_at: datetime = Field(sa_type=Instant)


class DigestDelivery(SQLModel, table=True):
    """One digest sent, or the recorded reason why not: once per subscription and local date."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "subscription_id", "local_date", name="once"),
        in_workspace("subscription_id", "subscription"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    subscription_id: int
    local_date: date
    state: str
    reason: str | None = None
    message_ts: str | None = None
    at: datetime = Field(sa_type=Instant)


class Watch(SQLModel, table=True):
    """Somebody wants to know when a claim changes, or when an open question is answered."""

    __table_args__ = (
        in_workspace("claim_id", "claim"),
        in_workspace("question_id", "openquestion"),
        CheckConstraint("(claim_id IS NULL) <> (question_id IS NULL)", name="one_subject"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    watcher: str
    channel: str
    thread_ts: str | None = None
    claim_id: int | None = Field(default=None, index=True)
    question_id: int | None = None
    created_at: datetime = Field(sa_type=Instant)

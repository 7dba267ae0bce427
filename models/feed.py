"""The feeds that a desk follows, and the items of them that were seen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import Instant, in_workspace, referable


class Feed(SQLModel, table=True):
    """An RSS or Atom feed. `every_s` is in seconds.

    `etag` and `last_modified` come from its server's last answer, for conditional requests. After
    several `failures` in a row it is polled less often; `last_error` says why it failed, in words.
    `loaded_at` is when its items were taken for the first time. Progress of that first load is
    shown in `told_in`. `lease_owner` and `leased_until` say which process is polling it.
    """

    __table_args__ = (
        referable(),
        UniqueConstraint("workspace_id", "url"),
        CheckConstraint("every_s >= 60", name="every_s"),
        Index(None, "next_poll_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    url: str
    title: str | None = None
    every_s: int
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    last_error: str | None = None
    next_poll_at: datetime = Field(sa_type=Instant)
    polled_at: datetime | None = Field(default=None, sa_type=Instant)
    loaded_at: datetime | None = Field(default=None, sa_type=Instant)
    added_by: str
    added_at: datetime = Field(sa_type=Instant)
    told_in: str | None = None
    lease_owner: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=Instant)


class FeedItem(SQLModel, table=True):
    """An item of a feed that was seen. `entry` is the sha256 of the feed's own id of it.

    `document_id` is None if it was not taken: `failure` says why. `told_at` is when the desk was
    told of it.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "feed_id", "entry", name="seen"),
        in_workspace("feed_id", "feed"),
        in_workspace("document_id", "document"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    feed_id: int
    entry: str
    document_id: int | None = Field(default=None, index=True)
    drafts: int = 0
    attempts: int = 0
    failure: str | None = None
    seen_at: datetime = Field(sa_type=Instant)
    told_at: datetime | None = Field(default=None, sa_type=Instant)

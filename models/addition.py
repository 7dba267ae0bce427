"""Additions: texts, addresses and links that editors give, stored before Slack gets its answer."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import Instant, Json, JsonColumn, one_of, referable


class AdditionState(StrEnum):
    WAITING = "waiting"  # stored, or in work; taken up again after a crash
    OFFERED = "offered"  # a link or a feed: a person has to say what to do with it
    DONE = "done"
    FAILED = "failed"  # `failure` says why, in the words the person was told


class Addition(SQLModel, table=True):
    """A text, an address or a link that an editor wants on record.

    `request_id` is Slack's own id of the request. `argument` is the text or address; a text is
    deleted once it is in the document. `feed_too`: a feed is read once, without asking. Progress
    and result are shown in `told_in` (a channel, or a person by id), in the message `told_ts` once
    it is posted, and in the form `view_id` while that is open. `found` counts the results.
    `lease_owner` and `leased_until` say which process is working on it.
    """

    __table_args__ = (
        referable(),
        UniqueConstraint("workspace_id", "request_id"),
        one_of("state", AdditionState),
        Index(None, "state", "next_attempt_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    request_id: str
    by: str
    argument: str
    outlet: str | None = None
    published_on: date | None = None
    feed_too: bool = False
    told_in: str
    told_ts: str | None = None
    view_id: str | None = None
    asked_at: datetime = Field(sa_type=Instant)

    state: str = AdditionState.WAITING.value
    lease_owner: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=Instant)
    attempts: int = 0
    next_attempt_at: datetime | None = Field(default=None, sa_type=Instant)
    failure: str | None = None
    found: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    done_at: datetime | None = Field(default=None, sa_type=Instant)

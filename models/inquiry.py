"""Inquiries: people's questions, the answers they got, and their feedback."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as sql_text
from sqlmodel import Field, SQLModel

from models.base import Instant, Json, JsonColumn, in_workspace, one_of, referable


class Surface(StrEnum):
    """Where a statement came from. Twin events of one message share `message`."""

    MESSAGE = "message"
    COMMAND = "command"
    SHORTCUT = "shortcut"


class Delivery(StrEnum):
    """How the reply reaches the asker."""

    THREAD = "thread"  # chat.postMessage in the question's thread
    FLAT = "flat"  # chat.postMessage in a direct message
    EPHEMERAL = "ephemeral"  # chat.postEphemeral: others in the channel must not see it
    RESPONSE = "response"  # the response_url of a command or shortcut


class InquiryState(StrEnum):
    RECORDED = "recorded"  # stored, nothing sent yet
    SENDING = "sending"  # handed to Slack, its answer not noted yet
    ANSWERED = "answered"
    FAILED = "failed"  # no further attempt; `failure` says why
    DROPPED = "dropped"  # the question was deleted, or edited down to fewer statements


SHARING = "sharing"
"""In place of a reply's ts while the answer is being posted to the channel, so that a second
press posts nothing. A response_url gives no ts; then it stays."""


class Inquiry(SQLModel, table=True):
    """One statement that a person asked about.

    `request_id` is Slack's own id of the request plus the statement's position; the second unique
    key catches a request that arrives twice under two ids. `version` counts edits of the question.
    `redraw_at`: the reply names a source that became confidential then, and has to be redrawn.
    `lease_owner` and `leased_until` say which process is answering. `resent` counts replies sent
    again because it was unknown whether the first one arrived.
    """

    __table_args__ = (
        referable(),
        UniqueConstraint("workspace_id", "request_id"),
        UniqueConstraint(
            "workspace_id", "channel", "message_ts", "surface", "asker", "position", name="asked"
        ),
        in_workspace("claim_id", "claim"),
        one_of("surface", Surface),
        one_of("delivery", Delivery),
        one_of("state", InquiryState),
        Index(None, "state", "next_attempt_at"),
        Index(None, "workspace_id", "asked_at"),
        Index(
            "ix_inquiry_redraw",
            "redraw_at",
            sqlite_where=sql_text("redraw_at IS NOT NULL"),
            postgresql_where=sql_text("redraw_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    request_id: str
    surface: str
    channel: str
    message_ts: str | None = None
    thread_ts: str | None = None
    asker: str
    position: int = 0
    total: int = 1
    left_over: int = 0
    statement: str
    version: int = 0
    delivery: str
    response_url: str | None = None
    asked_at: datetime = Field(sa_type=Instant)

    state: str = InquiryState.RECORDED.value
    lease_owner: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=Instant)
    attempts: int = 0
    next_attempt_at: datetime | None = Field(default=None, sa_type=Instant)
    resent: int = 0
    failure: str | None = None

    outcome: str | None = None
    claim_id: int | None = Field(default=None, index=True)
    answer: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    reply_ts: str | None = None
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    redraw_at: datetime | None = Field(default=None, sa_type=Instant)


class FeedbackKind(StrEnum):
    WRONG_CLAIM = "wrong_claim"
    OUTDATED = "outdated"
    CHOSEN = "chosen"


class Feedback(SQLModel, table=True):
    """A person's report on an answer: wrong claim, outdated, or which candidate they meant."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "inquiry_id", "kind", "by", name="said"),
        in_workspace("inquiry_id", "inquiry"),
        in_workspace("claim_id", "claim"),
        one_of("kind", FeedbackKind),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    inquiry_id: int = Field(index=True)
    claim_id: int | None = None
    kind: str
    by: str
    comment: str | None = None
    at: datetime = Field(sa_type=Instant)


class QuestionState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


class OpenQuestion(SQLModel, table=True):
    """A statement with nothing on record that a person put to the desk."""

    __table_args__ = (
        referable(),
        UniqueConstraint("workspace_id", "inquiry_id", name="put"),
        in_workspace("inquiry_id", "inquiry"),
        one_of("state", QuestionState),
        Index(None, "workspace_id", "put_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    inquiry_id: int
    statement: str
    put_by: str
    put_at: datetime = Field(sa_type=Instant)
    state: str = QuestionState.OPEN.value

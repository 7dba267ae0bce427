"""Inquiries: people's questions, the replies they got, and their feedback."""

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
    """How far a reply has come, and each of its inquiries (which are never `sending`)."""

    RECORDED = "recorded"  # stored, nothing sent yet
    SENDING = "sending"  # handed to Slack, its answer not noted yet
    ANSWERED = "answered"
    FAILED = "failed"  # no further attempt; the reply's `failure` says why
    DROPPED = "dropped"  # the question was deleted, or edited down to fewer statements


SHARING = "sharing"
"""In place of a reply's ts while the answer is being posted to the channel, so that a second
press posts nothing. A response_url gives no ts; then it stays."""


class Reply(SQLModel, table=True):
    """The one Slack message that answers all statements of a message (its inquiries).

    `ts` is its place in `channel`, once it is there. `version` counts edits of the question, and
    `left_over` the statements beyond the limit. `lease_owner` and `leased_until` say which process
    is answering; `resent` counts how often it was sent again because it was unknown whether it had
    arrived. `redraw_at`: it names a source that became confidential then, and has to be redrawn.
    """

    __table_args__ = (
        referable(),
        one_of("state", InquiryState),
        Index(None, "state", "next_attempt_at"),
        Index(
            "ix_reply_redraw",
            "redraw_at",
            sqlite_where=sql_text("redraw_at IS NOT NULL"),
            postgresql_where=sql_text("redraw_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    channel: str
    ts: str | None = None
    response_url: str | None = None
    left_over: int = 0
    version: int = 0
    asked_at: datetime = Field(sa_type=Instant)

    state: str = InquiryState.RECORDED.value
    lease_owner: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=Instant)
    attempts: int = 0
    next_attempt_at: datetime | None = Field(default=None, sa_type=Instant)
    resent: int = 0
    failure: str | None = None
    redraw_at: datetime | None = Field(default=None, sa_type=Instant)


class Inquiry(SQLModel, table=True):
    """One statement that a person asked about, where, and what the answer was.

    `request_id` is Slack's own id of the request plus the statement's position; the second unique
    key catches a request that arrives twice under two ids. `version` counts edits of the statement.
    Of several statements that one claim answers, one has its answer; the others have no outcome.
    """

    __table_args__ = (
        referable(),
        UniqueConstraint("workspace_id", "request_id"),
        UniqueConstraint(
            "workspace_id", "channel", "message_ts", "surface", "asker", "position", name="asked"
        ),
        in_workspace("reply_id", "reply"),
        in_workspace("claim_id", "claim"),
        one_of("surface", Surface),
        one_of("delivery", Delivery),
        one_of("state", InquiryState),
        Index(None, "workspace_id", "asked_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    reply_id: int = Field(index=True)
    request_id: str
    surface: str
    channel: str
    message_ts: str | None = None
    thread_ts: str | None = None
    asker: str
    position: int = 0
    statement: str
    version: int = 0
    delivery: str
    asked_at: datetime = Field(sa_type=Instant)

    state: str = InquiryState.RECORDED.value
    outcome: str | None = None
    claim_id: int | None = Field(default=None, index=True)
    answer: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)


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


class ProposalState(StrEnum):
    WAITING = "waiting"  # the desk is asked
    ACCEPTED = "accepted"
    DECLINED = "declined"


class ProposedAnswer(SQLModel, table=True):
    """A claim that probably answers an open question: the desk decides, once for each pair.

    `wording` is the sha256 of the question's normalised words, since a question can be edited.
    `told_at`: when the desk was asked. There is no reference to the claim's row, because the row
    of a claim is deleted if its approval is undone.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "question_id", "claim_id", "wording", name="proposed"),
        in_workspace("question_id", "openquestion"),
        one_of("state", ProposalState),
        Index(None, "told_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    question_id: int = Field(index=True)
    claim_id: int
    wording: str
    at: datetime = Field(sa_type=Instant)
    told_at: datetime | None = Field(default=None, sa_type=Instant)
    state: str = ProposalState.WAITING.value
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=Instant)

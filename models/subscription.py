"""What people want to be told, and what they were told: digests of a channel, watches on a claim
or open question, corrections. Every message is a row before it is sent."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import Instant, Json, JsonColumn, in_workspace, one_of, referable


class PostingState(StrEnum):
    """How far a message has got."""

    WAITING = "waiting"  # to be sent when its time has come
    SENDING = "sending"  # handed to Slack, its answer not noted yet
    SENT = "sent"
    EMPTY = "empty"  # there was nothing to say
    MISSED = "missed"  # its deadline passed before it was sent
    FAILED = "failed"  # Slack refused it, or did not take it in time; `reason` says why
    UNKNOWN = "unknown"  # Slack's answer was lost; it may have arrived, and is not sent again


class Posting(SQLModel):
    """The fields of every row that becomes one message in Slack, once.

    `channel` may be a person's id: the message then goes to their direct messages. Nothing is sent
    before `due_at` or after `deadline`. `lease_owner` and `leased_until` say which process is
    sending it; `at` is when it came into its state.
    """

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    channel: str
    thread_ts: str | None = None
    state: str = PostingState.WAITING.value
    reason: str | None = None
    message_ts: str | None = None
    due_at: datetime = Field(sa_type=Instant)
    deadline: datetime = Field(sa_type=Instant)
    attempts: int = 0
    next_attempt_at: datetime | None = Field(default=None, sa_type=Instant)
    lease_owner: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=Instant)
    at: datetime = Field(sa_type=Instant)


class Subscription(SQLModel, table=True):
    """A channel's digest: local time of day and time zone (IANA), weekdays by name ("mon").

    `channel` is the owner's id for a digest by direct message. `paused_until` is the local date of
    the first digest after a pause. `paused_why` is the reason for which the bot itself paused it (a
    word of Slack's, as "is_archived"); `stopped_at` is when a person ended it, its deliveries are
    kept. Days that were due before `due_from` are settled. `next_at` only saves queries: nothing is
    due before it. `version` grows by one with every change of what was chosen.
    """

    __table_args__ = (referable(), Index(None, "next_at"))

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    channel: str
    owner: str
    local_time: time
    timezone: str
    weekdays: Json = Field(sa_type=JsonColumn)
    topics: Json = Field(default_factory=list, sa_type=JsonColumn)
    statuses: Json = Field(default_factory=list, sa_type=JsonColumn)
    post_empty: bool = False
    paused_until: date | None = None
    paused_why: str | None = None
    stopped_at: datetime | None = Field(default=None, sa_type=Instant)
    due_from: datetime = Field(sa_type=Instant)
    next_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    version: int = 1


class DigestDelivery(Posting, table=True):
    """One digest, or the recorded reason why there was none: one row per subscription and local
    date.

    It covers what happened after `covers_from` up to `covers_until`. `upto_change` and
    `upto_attribution` are the newest rows of the workspace that it took in. Within a workspace rows
    get their ids in the order of the commits, while their instants may be slightly out of order.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "subscription_id", "local_date", name="once"),
        in_workspace("subscription_id", "subscription"),
        one_of("state", PostingState),
        Index(None, "state", "due_at"),
    )

    subscription_id: int
    local_date: date
    covers_from: datetime | None = Field(default=None, sa_type=Instant)
    covers_until: datetime | None = Field(default=None, sa_type=Instant)
    upto_change: int | None = None
    upto_attribution: int | None = None


class Pace(SQLModel, table=True):
    """When a channel takes the next message; channel "" is the whole team, which Slack holds
    back with a 429. Shared by all processes."""

    workspace_id: int = Field(foreign_key="workspace.id", primary_key=True)
    channel: str = Field(primary_key=True)
    free_at: datetime = Field(sa_type=Instant)


class Watch(SQLModel, table=True):
    """A person wants to know when a claim changes, or when an open question is answered."""

    __table_args__ = (
        in_workspace("claim_id", "claim"),
        in_workspace("question_id", "openquestion"),
        CheckConstraint("(claim_id IS NULL) <> (question_id IS NULL)", name="one_subject"),
        Index(None, "workspace_id", "watcher"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    watcher: str
    channel: str
    thread_ts: str | None = None
    claim_id: int | None = Field(default=None, index=True)
    question_id: int | None = Field(default=None, index=True)
    created_at: datetime = Field(sa_type=Instant)


class TopicWatch(SQLModel, table=True):
    """A person wants to know, by direct message, when something of a topic changes.

    They have been told of all up to `told_until`; `told_change`, `told_attribution` and `told_edit`
    are the newest rows (status change, attribution, entry of the audit trail) known then.
    `first_at` and `due_at` are set while there is something to tell: the instant of its first
    change, and when it is told.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "watcher", "topic", name="watched_once"),
        Index(None, "workspace_id", "due_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    watcher: str
    topic: str
    created_at: datetime = Field(sa_type=Instant)
    told_until: datetime = Field(sa_type=Instant)
    told_change: int = 0
    told_attribution: int = 0
    told_edit: int = 0
    first_at: datetime | None = Field(default=None, sa_type=Instant)
    due_at: datetime | None = Field(default=None, sa_type=Instant)


class Noticed(SQLModel, table=True):
    """How far a workspace's changes have been searched for notices.

    `change_id`, `changed_at` and `audit_id` are the newest ones seen. Open questions up to
    `question_id` have been compared with the record as it was at `revision`, or later.
    """

    workspace_id: int = Field(foreign_key="workspace.id", primary_key=True)
    change_id: int = 0
    changed_at: datetime = Field(sa_type=Instant)
    audit_id: int = 0
    revision: int = 0
    question_id: int = 0


class ChangedClaim(SQLModel, table=True):
    """A claim that changed; people who were told of it are told again when it has settled.

    Changes before `due_at` are told together as one. There is no reference to the claim's row,
    because the row of a claim is deleted if its approval is undone; then no one is told.
    """

    __table_args__ = (
        Index(None, "workspace_id", "claim_id"),
        Index(None, "told_at", "due_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    claim_id: int
    first_at: datetime = Field(sa_type=Instant)
    due_at: datetime = Field(sa_type=Instant)
    told_at: datetime | None = Field(default=None, sa_type=Instant)


class NoticeKind(StrEnum):
    CORRECTION = "correction"  # an answer that was given has changed
    WATCH = "watch"  # a claim that a person watches has changed, or (without claim) a topic
    ANSWERED = "answered"  # an open question has an answer
    PAUSED = "paused"  # a person's subscription was paused


class Notice(Posting, table=True):
    """One message to one place about one change. `key` names both, so that it is sent once.

    `content` is the message, as values. `told_until` is the instant up to which the message tells
    the place about the claim.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "key", name="noticed_once"),
        in_workspace("inquiry_id", "inquiry"),
        one_of("state", PostingState),
        one_of("kind", NoticeKind),
        Index(None, "state", "due_at"),
        Index(None, "workspace_id", "claim_id"),
        Index(None, "workspace_id", "place"),
    )

    kind: str
    key: str
    place: str
    claim_id: int | None = None
    question_id: int | None = None
    inquiry_id: int | None = Field(default=None, index=True)
    subscription_id: int | None = None
    told_until: datetime | None = Field(default=None, sa_type=Instant)
    content: Json = Field(default=None, sa_type=JsonColumn, nullable=True)

"""Drafts: attributions that extraction proposes, kept apart until an editor puts them on record."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import Instant, Json, JsonColumn, in_workspace, one_of, referable


class DraftState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    REJECTED = "rejected"


NEVER = -1
"""The revision of a draft that was never held against the record, or was changed since."""


class Draft(SQLModel, table=True):
    """One proposed attribution of a document, and what was decided about it.

    Answers, digests and exports read attributions only. When an editor approves a draft, the
    attribution `attribution_id` goes on record; undoing that rejects the attribution. `passage` and
    `proposal` are the JSON of `bot.extraction.draft` (spans in code points of the document's text,
    end-exclusive).

    `version` grows by one with every change, and a change has to name the version that its editor
    saw; `last_action`, `changed_by` and `changed_at` say what came in between. `wording` is the
    sha256 of the proposed sentence. `claim_id` is the claim on which the draft was last approved;
    it is kept when that is undone. `topic` is the claim's; None: its document's. `made` lists what
    the approval put on record.

    `as_of` is when the draft was last held against the record, which had the workspace's revision
    `as_of_revision` then. Open drafts that say the same have one `group_id`:
    the id of the first of them.
    """

    __table_args__ = (
        referable(),
        UniqueConstraint("workspace_id", "document_id", "position", name="drafted"),
        in_workspace("document_id", "document"),
        in_workspace("attribution_id", "attribution"),
        in_workspace("claim_id", "claim"),
        in_workspace("split_from_id", "draft"),
        one_of("state", DraftState),
        Index(None, "workspace_id", "state", "flagged", "confidence"),
        Index(None, "workspace_id", "wording"),
        Index(None, "workspace_id", "state", "as_of_revision"),
        Index(None, "workspace_id", "state", "document_id"),
        Index(None, "workspace_id", "group_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    document_id: int
    position: int
    passage: Json = Field(sa_type=JsonColumn)
    proposal: Json = Field(sa_type=JsonColumn)
    wording: str
    topic: str | None = None
    flags: Json = Field(default_factory=list, sa_type=JsonColumn)
    flagged: bool = False
    confidence: float
    state: str = DraftState.DRAFT.value
    version: int = 1
    created_at: datetime = Field(sa_type=Instant)
    last_action: str | None = None
    changed_by: str | None = None
    changed_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    reason: str | None = None
    attribution_id: int | None = Field(default=None, index=True)
    claim_id: int | None = Field(default=None, index=True)
    made: Json = Field(default=None, sa_type=JsonColumn, nullable=True)
    split_from_id: int | None = None
    as_of_revision: int = NEVER
    as_of: datetime | None = Field(default=None, sa_type=Instant)
    group_id: int | None = None


class ReviewMessage(SQLModel, table=True):
    """A message in Slack that shows a document's drafts, and which page of them it shows.

    It is kept so that the message can be updated when a draft is decided elsewhere. `reader` is the
    person whose direct messages it is in; None: others may read it. `redraw_at`: the message may
    name a source that became confidential then, and has to be redrawn. `shown` is the part of the
    drafts that it shows, and in which order.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "channel", "ts", name="posted_review"),
        in_workspace("document_id", "document"),
        Index(None, "workspace_id", "document_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    document_id: int
    channel: str
    ts: str
    page: int = 1
    shown: str = "in_order"
    reader: str | None = None
    redraw_at: datetime | None = Field(default=None, sa_type=Instant)
    at: datetime = Field(sa_type=Instant)

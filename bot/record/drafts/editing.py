"""Changing what a draft proposes: edit it, link it to another claim, split it in two.

Versions, sessions and errors as in `bot.record.drafts.deciding`. Only an open draft can be changed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.record.drafts.deciding import Decision, approve_open
from bot.record.drafts.drafting import new_draft
from bot.record.drafts.drafts import (
    Action,
    ByEditor,
    by_editor,
    document_of,
    note,
    noted,
    opened,
    put,
    said,
)
from bot.record.drafts.edits import Edit, Part, Unchanged, edited, given_fields, linked, part_of
from bot.record.drafts.errors import ReviewError
from bot.record.drafts.naming import reflag
from models.drafts import Draft


def edit(
    session: Session,
    workspace_id: int,
    draft_id: int,
    version: int,
    change: Edit,
    *,
    actor: str,
    now: datetime,
    then_approve: bool = False,
) -> Decision:
    """Change what a draft proposes, and approve it in the same step where that is wanted.

    Raises ReviewError where a value cannot be, or would change a claim that is on record.
    """
    draft = opened(session, workspace_id, draft_id, version)
    with session.begin_nested():
        before = noted(draft)
        what = edited(session, workspace_id, said(draft), change, now=now)
        editor = _editor(by_editor(draft), given_fields(change))
        if not isinstance(change.speaker, Unchanged):
            other = change.speaker is not None and change.speaker.somebody_else
            editor = replace(editor, somebody_else=other)
        put(draft, what, editor)
        if noted(draft) != before:
            note(session, draft, before, Action.EDITED, actor=actor, now=now)
        reflag(session, workspace_id, document_id=draft.document_id)
        return _then(session, draft, then_approve, actor=actor, now=now)


def link(
    session: Session,
    workspace_id: int,
    draft_id: int,
    version: int,
    claim_id: int,
    *,
    actor: str,
    now: datetime,
    then_approve: bool = False,
) -> Decision:
    """Put a draft to a claim that is on record (its heir, where that was merged)."""
    draft = opened(session, workspace_id, draft_id, version)
    with session.begin_nested():
        before = noted(draft)
        what = linked(session, workspace_id, said(draft), claim_id)
        put(draft, what, _editor(by_editor(draft), {"claim"}))
        if noted(draft) != before:
            note(session, draft, before, Action.LINKED, actor=actor, now=now)
        reflag(session, workspace_id, document_id=draft.document_id)
        return _then(session, draft, then_approve, actor=actor, now=now)


def split(
    session: Session,
    workspace_id: int,
    draft_id: int,
    version: int,
    parts: tuple[Part, Part],
    *,
    actor: str,
    now: datetime,
) -> tuple[int, int]:
    """Make two drafts of one: other spans of its passage, other claims, or both.

    The first stays this draft, the second is a new one beside it; gives both ids. Raises
    ReviewError where a part has words that the draft has not, or where the two are the same.
    """
    draft = opened(session, workspace_id, draft_id, version)
    with session.begin_nested():
        before, whole = noted(draft), said(draft)
        document = document_of(session, workspace_id, draft.document_id)
        first, second = (part_of(session, document, whole, part) for part in parts)
        if (first.passage.content, first.claim) == (second.passage.content, second.claim):
            raise ReviewError("The two parts are the same. Choose other words or another claim.")
        last = session.scalar(
            select(func.max(col(Draft.position))).where(
                col(Draft.workspace_id) == workspace_id,
                col(Draft.document_id) == draft.document_id,
            )
        )
        editor = _editor(by_editor(draft), {"content", "claim_text"})
        put(draft, first, editor)
        note(session, draft, before, Action.SPLIT, actor=actor, now=now)
        other = new_draft(
            workspace_id, draft.document_id, (last or 0) + 1, second, now=now, split_from=draft.id
        )
        put(other, second, editor)
        note(session, other, None, Action.SPLIT, actor=actor, now=now)
        reflag(session, workspace_id, document_id=draft.document_id)
    return draft.id or 0, other.id or 0


def _then(
    session: Session, draft: Draft, then_approve: bool, *, actor: str, now: datetime
) -> Decision:
    if then_approve:
        return approve_open(session, draft, actor=actor, now=now)
    return Decision(draft.id or 0, draft.version, draft.state)


def _editor(before: ByEditor, given: set[str]) -> ByEditor:
    return replace(before, fields=before.fields | given)

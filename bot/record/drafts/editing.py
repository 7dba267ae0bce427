"""Changing what an open draft proposes: edit it, link it to another claim, split it in two.

Versions, sessions and errors are as in `bot.record.drafts.deciding`.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select
from sqlmodel import col

from bot.extraction.draft import DraftAttribution
from bot.extraction.figures import with_figure_flags
from bot.i18n import gettext
from bot.record.change import Change
from bot.record.drafts.approval import figure_is_said
from bot.record.drafts.deciding import Decision, approve
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
from bot.record.drafts.groups import regroup
from bot.record.drafts.naming import reflag
from bot.record.drafts.present import Find
from models.drafts import NEVER, Draft


def edit(
    change: Change,
    draft_id: int,
    version: int,
    to: Edit,
    *,
    then_approve: bool = False,
    find: Find | None = None,
) -> Decision:
    """Change what a draft proposes; with `then_approve`, approve it in the same step (`find` as in
    `deciding.approve`). If one of the two fails, neither is done.

    Raises ReviewError if a value cannot be stored, or would change a claim that is on record, and
    FigureUnsaidError if the new figure is not in the words.
    """
    draft = opened(change, draft_id, version)
    what = edited(change.session, change.workspace_id, said(draft), to, now=change.now)
    if not isinstance(to.figure, Unchanged):
        figure_is_said(document_of(change.session, change.workspace_id, draft.document_id), what)
    editor = _editor(by_editor(draft), given_fields(to))
    if not isinstance(to.speaker, Unchanged):
        other = to.speaker is not None and to.speaker.somebody_else
        editor = replace(editor, somebody_else=other)
    with change.session.begin_nested():
        done = _proposed(change, draft, what, editor, Action.EDITED)
        return approve(change, draft_id, done.version, find=find) if then_approve else done


def link(
    change: Change,
    draft_id: int,
    version: int,
    claim_id: int,
    *,
    then_approve: bool = False,
    find: Find | None = None,
) -> Decision:
    """Link a draft to a claim that is on record; for a merged claim, to its heir. `then_approve`
    and `find` are as in `edit`."""
    draft = opened(change, draft_id, version)
    what = linked(change.session, change.workspace_id, said(draft), claim_id)
    editor = _editor(by_editor(draft), {"claim"})
    with change.session.begin_nested():
        done = _proposed(change, draft, what, editor, Action.LINKED)
        return approve(change, draft_id, done.version, find=find) if then_approve else done


def split(change: Change, draft_id: int, version: int, parts: tuple[Part, Part]) -> tuple[int, int]:
    """Split a draft in two that differ in the spans of the passage, in the claim, or in both.

    The first part stays this draft, the second is a new one beside it; gives both ids. Raises
    ReviewError if a part has words outside the draft, or if the two parts are the same.
    """
    session, workspace_id, now = change.session, change.workspace_id, change.now
    draft = opened(change, draft_id, version)
    with session.begin_nested():
        before, whole = noted(draft), said(draft)
        document = document_of(session, workspace_id, draft.document_id)
        first, second = (part_of(session, document, whole, part) for part in parts)
        if (first.passage.content, first.claim) == (second.passage.content, second.claim):
            raise ReviewError(
                gettext("The two parts are the same. Choose other words or another claim.")
            )
        last = session.scalar(
            select(func.max(col(Draft.position))).where(
                col(Draft.workspace_id) == workspace_id,
                col(Draft.document_id) == draft.document_id,
            )
        )
        editor = _editor(by_editor(draft), {"content", "claim_text"})
        put(draft, first, editor)
        draft.as_of_revision = NEVER
        note(change, draft, before, Action.SPLIT)
        other = new_draft(
            workspace_id, draft.document_id, (last or 0) + 1, second, now=now, split_from=draft.id
        )
        put(other, second, editor)
        note(change, other, None, Action.SPLIT)
        regroup(session, workspace_id, [draft.id or 0, other.id or 0])
        reflag(session, workspace_id, document_id=draft.document_id)
    return draft.id or 0, other.id or 0


def _proposed(
    change: Change, draft: Draft, what: DraftAttribution, editor: ByEditor, action: Action
) -> Decision:
    """Write the new proposal into the draft."""
    document = document_of(change.session, change.workspace_id, draft.document_id)
    before, was = noted(draft), said(draft)
    put(draft, with_figure_flags(document.text, what), editor)
    if noted(draft) != before:
        draft.as_of_revision = NEVER
        note(change, draft, before, action)
        if (what.claim.sentence, what.stance) != (was.claim.sentence, was.stance):
            regroup(change.session, change.workspace_id, [draft.id or 0])
    reflag(change.session, change.workspace_id, document_id=draft.document_id)
    return Decision(draft.id or 0, draft.version, draft.state)


def _editor(before: ByEditor, given: set[str]) -> ByEditor:
    return replace(before, fields=before.fields | given)

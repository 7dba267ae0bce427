"""Which values of an editor's form cannot be: all of them, so that a form names them at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.extraction.draft import DraftAttribution
from bot.record.drafts.approval import figure_is_said
from bot.record.drafts.edits import Edit, edited, given_fields
from bot.record.drafts.errors import FieldError, ReviewError
from models.record import Document

_FIGURE = {"figure", "unit", "figure_computed"}
_CLAIM = {"claim_kind", "place", "time", "topic"}


def wrong_values(
    session: Session, document: Document, what: DraftAttribution, change: Edit, *, now: datetime
) -> dict[str, str]:
    """For each field of the edit whose value cannot be, by the field's name: why.

    Each field is tried by itself, a figure with its unit. Those of the claim are tried beside its
    sentence, which says what they may be; where that is wrong, nothing is known of them.
    """
    given = given_fields(change)
    claim = {"claim_text"} & given
    parts = [claim, *({one} for one in sorted(given - claim - _FIGURE)), given & _FIGURE]
    wrong: dict[str, str] = {}
    for part in filter(None, parts):
        if "claim_text" in wrong and part <= _CLAIM:
            continue
        values: dict[str, Any] = {one: getattr(change, one) for one in part | claim - set(wrong)}
        try:
            whole = edited(session, document.workspace_id, what, Edit(**values), now=now)
            if "figure" in part:
                figure_is_said(document, whole)
        except ReviewError as error:
            field = error.field if isinstance(error, FieldError) else min(part)
            wrong.setdefault(field, error.sentence)
    return wrong

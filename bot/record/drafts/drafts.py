"""The row of a draft: writing it, reading it, and comparing its version with the one that the
editor saw."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.extraction.draft import (
    DraftAttribution,
    DraftPassage,
    Flag,
    Pattern,
    ProposedClaim,
    ProposedSource,
)
from bot.i18n import gettext
from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.drafts.errors import DecidedMeanwhileError, ReviewError
from bot.record.workspaces import lock
from models.drafts import Draft, DraftState
from models.record import Document


@dataclass(frozen=True, slots=True)
class ByEditor:
    """What an editor has filled in on a draft: the names of the fields in `fields`.

    `somebody_else` means that the editor called the speaker a new source, not one on record under
    the same name.
    """

    somebody_else: bool = False
    fields: frozenset[str] = frozenset()


class Action(StrEnum):
    """The last thing an editor did with a draft, worded to follow the editor's name."""

    APPROVED = "approved"
    REJECTED = "rejected"
    EDITED = "edited"
    LINKED = "linked to another claim"
    SPLIT = "split"
    UNDONE = "took back the decision on"
    REDATED = "changed the date behind"


def said(draft: Draft) -> DraftAttribution:
    """The proposed attribution that the draft's row holds."""
    raw = dict(draft.proposal)
    raw.pop("editor", None)
    source = raw.pop("source")
    return DraftAttribution(
        passage=_passage(draft.passage),
        source=_source(source) if source is not None else None,
        claim=ProposedClaim(**_plain(raw.pop("claim")), topic=draft.topic),
        said_on=_day(raw.pop("said_on")),
        flags=frozenset(Flag(flag) for flag in draft.flags),
        confidence=draft.confidence,
        **_plain(raw),
    )


def by_editor(draft: Draft) -> ByEditor:
    """What an editor has filled in on the draft."""
    raw = draft.proposal.get("editor") or {}
    return ByEditor(bool(raw.get("somebody_else")), frozenset(raw.get("fields", ())))


def put(draft: Draft, what: DraftAttribution, editor: ByEditor | None = None) -> None:
    """Write a proposed attribution into the draft's row, with the note of what an editor filled
    in."""
    passage = _json(asdict(what.passage))
    proposal = asdict(what)
    for name in ("passage", "flags", "confidence"):
        del proposal[name]
    del proposal["claim"]["topic"]
    flags = what.flags | what.passage.flags
    draft.passage = passage
    draft.proposal = _json(proposal)
    if editor is not None and editor != ByEditor():
        draft.proposal["editor"] = _json(asdict(editor))
    draft.wording = wording(what.claim.text)
    draft.topic = what.claim.topic
    draft.flags = sorted(flags)
    draft.flagged = bool(flags)
    draft.confidence = what.confidence


def without_flags(
    what: DraftAttribution, settled: frozenset[Flag], given: frozenset[Flag] = frozenset()
) -> DraftAttribution:
    """The draft without the flags in `settled`, except for those that `given` sets again."""
    passage = replace(what.passage, flags=(what.passage.flags - settled) | (given & settled))
    return replace(what, passage=passage, flags=(what.flags - settled) | (given & settled))


def wording(sentence: str) -> str:
    """The sha256 by which the same proposed sentence is recognised: case, spaces and the full stop
    at the end make no difference."""
    folded = " ".join(sentence.split()).casefold().rstrip(".")
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()


def opened(change: Change, draft_id: int, version: int) -> Draft:
    """Lock the workspace's record and give the open draft, for a decision.

    Raises ReviewError if the workspace has no such draft. Raises DecidedMeanwhileError if the draft
    is decided already or is no longer at the version that the editor saw.
    """
    draft = as_seen(change, draft_id, version)
    if draft.state != DraftState.DRAFT:
        raise meanwhile(draft)
    return draft


def as_seen(change: Change, draft_id: int, version: int) -> Draft:
    """Like `opened`, for a draft in any state."""
    lock(change.session, change.workspace_id)
    draft = change.session.scalars(
        select(Draft).where(
            col(Draft.workspace_id) == change.workspace_id, col(Draft.id) == draft_id
        ),
        execution_options={"populate_existing": True},
    ).first()
    if draft is None:
        raise ReviewError(gettext("This draft is not here any more."))
    if draft.version != version:
        raise meanwhile(draft)
    return draft


def meanwhile(draft: Draft) -> DecidedMeanwhileError:
    """The error that says who last changed the draft, how and when."""
    return DecidedMeanwhileError(
        number=draft.id or 0,
        version=draft.version,
        action=draft.last_action or "changed",
        by=draft.changed_by or gettext("Somebody"),
        at=draft.changed_at or draft.created_at,
        reason=draft.reason,
    )


def note(change: Change, draft: Draft, before: dict[str, Any] | None, action: Action) -> None:
    """Note in the draft and in the audit trail who did what, and raise its version by one (not for
    a new draft, whose `before` is None)."""
    if before is not None:
        draft.version += 1
    draft.last_action, draft.changed_by, draft.changed_at = action.value, change.actor, change.now
    change.session.add(draft)
    change.session.flush()
    audited = Audited("draft", draft.id or 0, before, noted(draft))
    audit(change, [audited], action=f"draft {action}")


def noted(draft: Draft) -> dict[str, Any]:
    """The fields of a draft as the audit trail keeps them."""
    return {
        "document_id": draft.document_id,
        "position": draft.position,
        "state": draft.state,
        "reason": draft.reason,
        "topic": draft.topic,
        "attribution_id": draft.attribution_id,
        "content": draft.passage["content"],
        "speaker": draft.passage["source"],
        **{name: draft.proposal[name] for name in draft.proposal},
    }


def document_of(session: Session, workspace_id: int, document_id: int) -> Document:
    """The document, read afresh from the database. Raises ReviewError if the workspace has no such
    document."""
    document = session.scalars(
        select(Document).where(
            col(Document.workspace_id) == workspace_id, col(Document.id) == document_id
        ),
        execution_options={"populate_existing": True},
    ).first()
    if document is None:
        raise ReviewError(gettext("This document is not here any more."))
    return document


def _passage(raw: dict[str, Any]) -> DraftPassage:
    values = _plain(raw)
    values["pattern"] = Pattern(values["pattern"])
    values["flags"] = frozenset(Flag(flag) for flag in values["flags"])
    return DraftPassage(**values)


def _source(raw: dict[str, Any]) -> ProposedSource:
    parent = raw["parent"]
    values = _plain({name: value for name, value in raw.items() if name != "parent"})
    return ProposedSource(parent=_source(parent) if parent is not None else None, **values)


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _json(one) for name, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(_json(one) for one in value)
    if isinstance(value, list | tuple):
        return [_json(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def one_line(value: str | None) -> str | None:
    """What an editor typed into a field of one line: no line breaks, runs of spaces or NUL; None
    if nothing is left."""
    return " ".join((value or "").replace("\0", "").split()) or None


def _plain(raw: dict[str, Any]) -> dict[str, Any]:
    """Values from JSON as the dataclasses take them: every list becomes a tuple."""
    return {name: _tuples(value) for name, value in raw.items()}


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value is not None else None

"""A draft's row and what it says: writing it, reading it, holding it against what was seen."""

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
from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.drafts.errors import DecidedMeanwhileError, ReviewError
from bot.record.workspaces import lock
from models.drafts import Draft, DraftState
from models.record import Document


@dataclass(frozen=True, slots=True)
class ByEditor:
    """What of a draft an editor gave: the names of fields, and whether the speaker is
    `somebody_else`, nobody of that name who is on record."""

    somebody_else: bool = False
    fields: frozenset[str] = frozenset()


class Action(StrEnum):
    """What an editor did last with a draft, as it reads after their name."""

    APPROVED = "approved"
    REJECTED = "rejected"
    EDITED = "edited"
    LINKED = "linked to another claim"
    SPLIT = "split"
    UNDONE = "took back the decision on"
    REDATED = "changed the date behind"


def said(draft: Draft) -> DraftAttribution:
    """What a draft's row says."""
    raw = dict(draft.proposal)
    raw.pop("editor", None)
    source = raw.pop("source")
    return DraftAttribution(
        passage=_passage(draft.passage),
        source=_source(source) if source is not None else None,
        claim=ProposedClaim(**_plain(raw.pop("claim"))),
        said_on=_day(raw.pop("said_on")),
        flags=frozenset(Flag(flag) for flag in draft.flags),
        confidence=draft.confidence,
        **_plain(raw),
    )


def by_editor(draft: Draft) -> ByEditor:
    """What of a draft an editor gave."""
    raw = draft.proposal.get("editor") or {}
    return ByEditor(bool(raw.get("somebody_else")), frozenset(raw.get("fields", ())))


def put(draft: Draft, what: DraftAttribution, editor: ByEditor | None = None) -> None:
    """Write what the draft is to say into its row."""
    passage = _json(asdict(what.passage))
    proposal = asdict(what)
    for name in ("passage", "flags", "confidence"):
        del proposal[name]
    flags = what.flags | what.passage.flags
    draft.passage = passage
    draft.proposal = _json(proposal)
    if editor is not None and editor != ByEditor():
        draft.proposal["editor"] = _json(asdict(editor))
    draft.wording = wording(what.claim.text)
    draft.flags = sorted(flags)
    draft.flagged = bool(flags)
    draft.confidence = what.confidence


def without_flags(
    what: DraftAttribution, settled: frozenset[Flag], given: frozenset[Flag] = frozenset()
) -> DraftAttribution:
    """The draft without the `settled` flags but for those that are `given` anew."""
    passage = replace(what.passage, flags=(what.passage.flags - settled) | (given & settled))
    return replace(what, passage=passage, flags=(what.flags - settled) | (given & settled))


def wording(sentence: str) -> str:
    """By which the same proposed sentence is known again: case, spaces and full stop aside."""
    folded = " ".join(sentence.split()).casefold().rstrip(".")
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()


def opened(change: Change, draft_id: int, version: int) -> Draft:
    """The draft, with the workspace's record locked, for a decision.

    Raises ReviewError where there is no such draft here, and DecidedMeanwhileError where it is
    not the version that the editor saw or is not open any more.
    """
    draft = as_seen(change, draft_id, version)
    if draft.state != DraftState.DRAFT:
        raise meanwhile(draft)
    return draft


def as_seen(change: Change, draft_id: int, version: int) -> Draft:
    """The draft in whatever state, as `opened` gives it."""
    lock(change.session, change.workspace_id)
    draft = change.session.scalars(
        select(Draft).where(
            col(Draft.workspace_id) == change.workspace_id, col(Draft.id) == draft_id
        ),
        execution_options={"populate_existing": True},
    ).first()
    if draft is None:
        raise ReviewError("This draft is not here any more.")
    if draft.version != version:
        raise meanwhile(draft)
    return draft


def meanwhile(draft: Draft) -> DecidedMeanwhileError:
    """What somebody did with the draft before, as an error."""
    return DecidedMeanwhileError(
        number=draft.id or 0,
        version=draft.version,
        action=draft.last_action or "changed",
        by=draft.changed_by or "Somebody",
        at=draft.changed_at or draft.created_at,
        reason=draft.reason,
    )


def note(change: Change, draft: Draft, before: dict[str, Any] | None, action: Action) -> None:
    """Count the version up, say who did what, and write it into the audit trail."""
    if before is not None:
        draft.version += 1
    draft.last_action, draft.changed_by, draft.changed_at = action.value, change.actor, change.now
    change.session.add(draft)
    change.session.flush()
    audited = Audited("draft", draft.id or 0, before, noted(draft))
    audit(change, [audited], action=f"draft {action}")


def noted(draft: Draft) -> dict[str, Any]:
    """A draft for the audit trail."""
    return {
        "document_id": draft.document_id,
        "position": draft.position,
        "state": draft.state,
        "reason": draft.reason,
        "attribution_id": draft.attribution_id,
        "content": draft.passage["content"],
        "speaker": draft.passage["source"],
        **{name: draft.proposal[name] for name in draft.proposal},
    }


def document_of(session: Session, workspace_id: int, document_id: int) -> Document:
    """The document as it stands in the database. Raises ReviewError if there is none here."""
    document = session.scalars(
        select(Document).where(
            col(Document.workspace_id) == workspace_id, col(Document.id) == document_id
        ),
        execution_options={"populate_existing": True},
    ).first()
    if document is None:
        raise ReviewError("This document is not here any more.")
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


def _plain(raw: dict[str, Any]) -> dict[str, Any]:
    """JSON as the dataclasses have it: every list is a tuple there."""
    return {name: _tuples(value) for name, value in raw.items()}


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value is not None else None

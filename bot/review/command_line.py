"""Drafts for the command line: list the open ones, give one as JSON, approve a document's certain
ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from bot.record.drafts import deciding, filters, queue
from bot.record.drafts.deciding import Decision
from bot.record.drafts.drafts import document_of
from bot.record.drafts.views import DraftView, view
from bot.review import draft_view
from bot.review.desk import Desk


def open_drafts(engine: Engine, workspace_id: int, which: filters.Filter) -> list[int]:
    """The numbers of the drafts, in the order asked for."""
    with Session(engine) as session:
        return queue.numbers(session, workspace_id, which)


def as_json(draft: DraftView) -> dict[str, Any]:
    """A draft for another program. `confidence` is only how surely the draft was read."""
    what = draft.said
    day = what.said_on.isoformat() if what.said_on else None
    return {
        "id": draft.id,
        "version": draft.version,
        "state": draft.state,
        "document": {
            "id": draft.document_id,
            "title": draft.title,
            "outlet": draft.outlet,
            "url": draft.url,
            "published_on": draft.published_on.isoformat() if draft.published_on else None,
        },
        "sentence": draft.sentence,
        "words": list(draft.content),
        "verbatim": what.passage.verbatim,
        "speaker": list(draft.speaker),
        "role": what.source.role if what.source else None,
        "new_speaker": draft.new_speaker,
        "candidates": [{"id": one.id, "line": list(one.line)} for one in draft.candidates],
        "stance": what.stance,
        "claim": {
            "id": draft.claim.id if draft.claim else None,
            "text": draft.claim.text if draft.claim else what.claim.text,
            "kind": what.claim.kind,
            "place": what.claim.place,
            "time": what.claim.time,
            "topic": draft.topic,
        },
        "near": [{"id": one.id, "text": one.text} for one in draft.near],
        "figure": list(what.figure) if what.figure else None,
        "unit": what.unit,
        "said_on": day,
        "said_precision": what.said_precision,
        "relayed_by": what.relayed_by,
        "flags": list(draft.flags),
        "reading": draft_view.reading(draft.confidence),
        "confidence": round(draft.confidence, 3),
        "certain": draft.confidence >= deciding.CERTAIN and not draft.flags,
    }


def approve_certain(
    desk: Desk, document_id: int
) -> tuple[Sequence[Decision], list[tuple[str, str]]]:
    """Approve a document's certain drafts. Gives the decisions, and (speaker, reason) of those that
    were left.

    Raises ReviewError if there is no such document.
    """
    engine, workspace_id = desk.engine, desk.workspace_id
    with Session(engine) as session:
        document_of(session, workspace_id, document_id)
    every = filters.Filter(document_id=document_id)
    desk.bring_up(open_drafts(engine, workspace_id, every))
    which = filters.Filter(document_id=document_id, certain=deciding.CERTAIN)
    with Session(engine) as session:
        drafts = {
            one: draft
            for one in open_drafts(engine, workspace_id, which)
            if (draft := view(session, workspace_id, one)) is not None
        }
    done = desk.approve_certain(
        document_id, {number: draft.version for number, draft in drafts.items()}
    )
    whose = {number: (draft.speaker or ("a draft",))[0] for number, draft in drafts.items()}
    return done.approved, [(whose[one.draft_id], one.reason) for one in done.left]

"""Attributions that a file brought in as drafts: editors decide on them as on other drafts.

They are rows of the attribution table in state `draft`, which no answer, digest or export shows.
The editor hands back the state that was on screen; if another editor has decided since,
DecidedMeanwhileError says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.i18n import gettext
from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.drafts.errors import DecidedMeanwhileError, ReviewError
from bot.record.drafts.namesakes import lines
from bot.record.drafts.queue import PAGE
from bot.record.drafts.views import KnownClaim
from bot.record.edit.rows import again
from bot.record.exchange.stored import as_entry
from bot.record.workspaces import lock
from models.record import (
    Attribution,
    AttributionState,
    Claim,
    ClaimState,
    Document,
    Outlet,
    Passage,
)


@dataclass(frozen=True, slots=True)
class ImportedDraft:
    """An imported draft as an editor sees it; the fields are named as in `views.DraftView`."""

    attribution_id: int
    key: str
    state: str
    document_id: int
    title: str | None
    outlet: str | None
    published_on: date | None
    content: tuple[str, ...]
    verbatim: bool
    speaker: tuple[str, ...]
    stance: str
    said_on: date | None
    claim: KnownClaim


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """A page of imported drafts, out of `total`; the page `number` counts from 1."""

    drafts: tuple[ImportedDraft, ...]
    number: int
    pages: int
    total: int


def page(session: Session, workspace_id: int, *, number: int = 1, size: int = PAGE) -> ImportedPage:
    """One page of the imported drafts, in the order of their file."""
    mine = (
        col(Attribution.workspace_id) == workspace_id,
        col(Attribution.state) == AttributionState.DRAFT.value,
    )
    total = session.scalar(select(func.count()).select_from(Attribution).where(*mine)) or 0
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    rows = session.execute(
        select(Attribution, Passage, Document, col(Outlet.name), col(Claim.text))
        .join(Passage, col(Passage.id) == col(Attribution.passage_id))
        .join(Document, col(Document.id) == col(Passage.document_id))
        .join(Claim, col(Claim.id) == col(Attribution.claim_id))
        .outerjoin(Outlet, col(Outlet.id) == col(Document.outlet_id))
        .where(*mine)
        .order_by(col(Attribution.id))
        .limit(size)
        .offset((number - 1) * size)
    ).all()
    named = lines(
        session, workspace_id, sorted({row[0].source_id for row in rows if row[0].source_id})
    )
    drafts = tuple(
        ImportedDraft(
            attribution_id=said.id or 0,
            key=said.key,
            state=said.state,
            document_id=document.id or 0,
            title=document.title,
            outlet=outlet,
            published_on=document.published_on,
            content=tuple(document.text[start:end] for start, end in passage.content),
            verbatim=passage.verbatim,
            speaker=named.get(said.source_id or 0, ()),
            stance=said.stance,
            said_on=said.said_on,
            claim=KnownClaim(said.claim_id, claim),
        )
        for said, passage, document, outlet, claim in rows
    )
    return ImportedPage(drafts, number, pages, total)


def decide(
    change: Change, attribution_id: int, state: AttributionState, *, seen: AttributionState
) -> None:
    """Approve or reject an imported draft, or take that decision back (state `draft`).

    Derives the statuses again in the same transaction; does not commit. Raises
    DecidedMeanwhileError if the attribution is no longer in the state that the editor saw. Raises
    ReviewError if it was not imported, or if its claim is not on record.
    """
    session, now = change.session, change.now
    lock(session, change.workspace_id)
    found = session.get(Attribution, attribution_id, populate_existing=True)
    if found is None or found.workspace_id != change.workspace_id or found.imported_as is None:
        raise ReviewError(gettext("This draft is not here any more."))
    if found.state != seen:
        raise DecidedMeanwhileError(
            number=attribution_id,
            version=0,
            action=_WORDS[AttributionState(found.state)],
            by=found.decided_by or gettext("Somebody"),
            at=found.decided_at or found.edited_at or now,
        )
    if state == AttributionState.DRAFT and found.edited_at is None:
        raise ReviewError(
            gettext("This came decided with its file. Change it there, on the record.")
        )
    claim = session.get_one(Claim, found.claim_id, populate_existing=True)
    if state == AttributionState.APPROVED and claim.state == ClaimState.DRAFT:
        raise ReviewError(
            gettext("Claim {id} is a draft itself. Put that on record first.", id=claim.id)
        )
    before = as_entry(session, found)
    found.state = state.value
    found.decided_by, found.decided_at, found.edited_at = change.actor, now, now
    session.add(found)
    audited = Audited("attribution", attribution_id, before, as_entry(session, found))
    audit(change, [audited], action=f"draft {_WORDS[state]}")
    because = {found.claim_id: [found.key]}
    again(change, list(because), because=because)


_WORDS = {
    AttributionState.DRAFT: "took back the decision on",
    AttributionState.APPROVED: "approved",
    AttributionState.REJECTED: "rejected",
}

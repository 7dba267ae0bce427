"""One page of a document's drafts at present, for editors or for everyone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot.language.web_addresses import web_address
from bot.record.concealing import NOBODY, concealed, confidential
from bot.record.drafts import filters, queue
from bot.record.drafts.deciding import CERTAIN
from bot.record.drafts.drafts import document_of
from bot.record.drafts.families import copied_of
from bot.record.drafts.views import DraftView, for_everybody
from bot.review import head_view
from bot.review import view as review
from bot.slack.concealing import cleared
from bot.slack.message import Message
from models import Claim, Outlet


def message(session: Session, workspace_id: int, at: Place, *, editor: bool) -> Message:
    """One page of a document's drafts; without confidential names unless only an `editor` reads it.
    Raises ReviewError if there is no such document."""
    names = NOBODY if editor else concealed(session, workspace_id)
    hidden = confidential(session, workspace_id) if names else {}
    head = head_of(session, workspace_id, at.document_id)
    found = page_of(session, workspace_id, at)
    last = _last(session, workspace_id, at.document_id)
    every = [*found.drafts, *([last] if last is not None else ())]
    numbers = {one.claim_id for one in every if one.state == "approved"}
    statuses = session.exec(
        select(Claim.id, Claim.status).where(
            Claim.workspace_id == workspace_id, col(Claim.id).in_(numbers)
        )
    )
    shown = review.Shown(
        [for_everybody(one, hidden) for one in found.drafts] if hidden else found.drafts,
        page=found.number,
        pages=found.pages,
        part=at.part,
        certain=[
            one
            for one in found.drafts
            if one.state == "draft" and one.confidence >= CERTAIN and not one.flags
        ],
        last=for_everybody(last, hidden) if last is not None and hidden else last,
        statuses={number: status for number, status in statuses if number and status},
    )
    return cleared(review.review(head, shown, conceals=bool(names)), names)


@dataclass(frozen=True, slots=True)
class Place:
    """A page, from 1, of a part of a document's drafts (`view.IN_ORDER` and the others)."""

    document_id: int
    page: int = 1
    part: str = review.IN_ORDER


def page_of(session: Session, workspace_id: int, at: Place) -> queue.Page:
    """A page of a part of a document's drafts: those that are decided leave the others."""
    which = {
        review.IN_ORDER: filters.Filter(document_id=at.document_id, order="in_order"),
        review.CERTAIN_FIRST: filters.Filter(document_id=at.document_id),
        review.DECIDED: filters.Filter(
            document_id=at.document_id, state=filters.DECIDED, order="newest"
        ),
    }
    found = which.get(at.part, which[review.IN_ORDER])
    return queue.page(session, workspace_id, found, number=at.page, size=review.PER_PAGE)


def _last(session: Session, workspace_id: int, document_id: int) -> DraftView | None:
    """The draft that was decided last."""
    which = filters.Filter(document_id=document_id, state=filters.DECIDED, order="newest")
    return next(iter(queue.page(session, workspace_id, which, size=1).drafts), None)


def head_of(session: Session, workspace_id: int, document_id: int) -> head_view.Head:
    """The head of a document's review, above its drafts."""
    document = document_of(session, workspace_id, document_id)
    outlet = session.get(Outlet, document.outlet_id) if document.outlet_id else None

    counted = queue.document_of(session, workspace_id, document_id)
    return head_view.Head(
        document_id=document_id,
        title=document.title,
        outlet=outlet.name if outlet else None,
        url=web_address(document.url),
        published_on=document.published_on,
        basis=document.published_basis,
        open=counted.open if counted else 0,
        certain=counted.certain if counted else 0,
        approved=counted.approved if counted else 0,
        rejected=counted.rejected if counted else 0,
        topic=document.topic,
        copied=copied_of(document),
        seconds=counted.open * queue.pace(session, workspace_id) if counted else 0.0,
    )

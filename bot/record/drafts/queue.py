"""The drafts that wait for an editor: how many there are, and pages of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median
from typing import Any

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from bot.record.drafts.deciding import CERTAIN
from bot.record.drafts.filters import ORDERS, SPEAKER, Filter, chosen
from bot.record.drafts.looking import as_of
from bot.record.drafts.views import DraftView, views
from models.drafts import Draft, DraftState
from models.record import Attribution, AttributionState, Document, Outlet

PAGE = 10
"""Drafts on a page unless the caller says otherwise."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many drafts there are by state, and how many open ones are certain, flagged or the user's
    own.

    `imported` counts attributions that a file brought in as drafts. The counts are as of `as_of`:
    None if all drafts were held against the record as it is now.
    """

    open: int
    approved: int
    rejected: int
    certain: int
    flagged: int
    mine: int
    imported: int
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """A document with drafts, and how many of them are open, certain and decided."""

    document_id: int
    title: str | None
    outlet: str | None
    published_on: date | None
    open: int
    certain: int
    approved: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of drafts, out of `total`; the page `number` counts from 1."""

    drafts: tuple[DraftView, ...]
    number: int
    pages: int
    total: int


def counts(
    session: Session, workspace_id: int, *, user: str | None = None, certain: float = CERTAIN
) -> Counts:
    """How many drafts are open and decided; `mine` counts those of `user`."""
    by_state: dict[str, int] = {}
    grouped = (
        select(col(Draft.state), func.count())
        .where(col(Draft.workspace_id) == workspace_id)
        .group_by(col(Draft.state))
    )
    for state, count in session.execute(grouped):
        by_state[state] = count
    is_certain = (col(Draft.confidence) >= certain) & col(Draft.flagged).is_(False)
    sure, flagged = session.execute(
        chosen(
            select(_number_of(is_certain), _number_of(col(Draft.flagged).is_(True))),
            workspace_id,
            Filter(),
        )
    ).one()
    imported = session.scalar(
        select(func.count())
        .select_from(Attribution)
        .where(
            col(Attribution.workspace_id) == workspace_id,
            col(Attribution.state) == AttributionState.DRAFT.value,
        )
    )
    return Counts(
        open=by_state.get(DraftState.DRAFT, 0),
        approved=by_state.get(DraftState.APPROVED, 0),
        rejected=by_state.get(DraftState.REJECTED, 0),
        certain=sure or 0,
        flagged=flagged or 0,
        mine=_count(session, workspace_id, Filter(mine=user)) if user is not None else 0,
        imported=imported or 0,
        as_of=as_of(session, workspace_id),
    )


USUAL_PACE = 20.0
"""Seconds for a decision until a desk has made enough of them."""

_LONGEST_PAUSE = 300.0
_FEWEST_PACED = 5


def pace(session: Session, workspace_id: int) -> float:
    """Seconds from one decision to the next, as the desk went lately: the median, without breaks.
    Decisions made in one go count as one."""
    rows = session.scalars(
        select(col(Draft.decided_at))
        .where(col(Draft.workspace_id) == workspace_id, col(Draft.decided_at).is_not(None))
        .order_by(col(Draft.decided_at).desc())
        .limit(60)
    ).all()
    gaps = [(one - other).total_seconds() for one, other in pairwise(rows) if one and other]
    gaps = [gap for gap in gaps if 0 < gap <= _LONGEST_PAUSE]
    return median(gaps) if len(gaps) >= _FEWEST_PACED else USUAL_PACE


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """A page of documents with open drafts; the page `number` counts from 1."""

    documents: tuple[DocumentCount, ...]
    number: int
    pages: int


def documents_page(
    session: Session, workspace_id: int, *, number: int = 1, size: int = PAGE
) -> DocumentsPage:
    """One page of the documents with open drafts. A number beyond the last page gives the last
    page."""
    total = session.scalar(
        select(func.count(col(Draft.document_id).distinct())).where(
            col(Draft.workspace_id) == workspace_id, col(Draft.state) == DraftState.DRAFT.value
        )
    )
    pages = max(1, -(-(total or 0) // size))
    number = min(max(number, 1), pages)
    found = documents(session, workspace_id, limit=size, offset=(number - 1) * size)
    return DocumentsPage(tuple(found), number, pages)


def documents(
    session: Session,
    workspace_id: int,
    *,
    certain: float = CERTAIN,
    limit: int = PAGE,
    offset: int = 0,
) -> list[DocumentCount]:
    """The documents with open drafts, the last added first."""
    listed = (
        select(col(Draft.document_id))
        .where(col(Draft.workspace_id) == workspace_id, col(Draft.state) == DraftState.DRAFT.value)
        .distinct()
        .order_by(col(Draft.document_id).desc())
        .limit(limit)
        .offset(offset)
    )
    return _counted(session, workspace_id, session.scalars(listed).all(), certain)


def document_of(
    session: Session, workspace_id: int, document_id: int, *, certain: float = CERTAIN
) -> DocumentCount | None:
    """How many of a document's drafts are open, certain and decided; None if it has none."""
    return next(iter(_counted(session, workspace_id, [document_id], certain)), None)


def _counted(
    session: Session, workspace_id: int, document_ids: Sequence[int], certain: float
) -> list[DocumentCount]:
    is_open = col(Draft.state) == DraftState.DRAFT.value
    rows = session.execute(
        select(
            col(Document.id),
            col(Document.title),
            col(Outlet.name),
            col(Document.published_on),
            _number_of(is_open),
            _number_of(is_open & (col(Draft.confidence) >= certain) & ~col(Draft.flagged)),
            _number_of(col(Draft.state) == DraftState.APPROVED.value),
            _number_of(col(Draft.state) == DraftState.REJECTED.value),
        )
        .join(Draft, col(Draft.document_id) == col(Document.id))
        .outerjoin(Outlet, col(Outlet.id) == col(Document.outlet_id))
        .where(col(Draft.workspace_id) == workspace_id, col(Draft.document_id).in_(document_ids))
        .group_by(
            col(Document.id), col(Document.title), col(Outlet.name), col(Document.published_on)
        )
        .order_by(col(Document.id).desc())
    )
    return [DocumentCount(*row) for row in rows]


def page(
    session: Session, workspace_id: int, which: Filter, *, number: int = 1, size: int = PAGE
) -> Page:
    """One page of drafts. A number beyond the last page gives the last page."""
    total = _count(session, workspace_id, which)
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    drafts = session.scalars(
        chosen(select(Draft), workspace_id, which)
        .order_by(*ORDERS[which.order])
        .limit(size)
        .offset((number - 1) * size),
        execution_options={"populate_existing": True},
    ).all()
    return Page(views(session, workspace_id, drafts), number, pages, total)


def numbers(session: Session, workspace_id: int, which: Filter) -> list[int]:
    """The ids of all these drafts, in order."""
    query = chosen(select(col(Draft.id)), workspace_id, which).order_by(*ORDERS[which.order])
    return list(session.scalars(query))


def speakers(
    session: Session, workspace_id: int, which: Filter, *, most: int
) -> list[tuple[int, str, int]]:
    """The speakers with most of these drafts: the id of one draft, the name, and how many drafts;
    only speakers of two or more."""
    count = func.count()
    rows = session.execute(
        chosen(select(func.min(col(Draft.id)), SPEAKER, count), workspace_id, which)
        .where(SPEAKER.is_not(None))
        .group_by(SPEAKER)
        .having(count > 1)
        .order_by(count.desc(), SPEAKER)
        .limit(most)
    )
    return [(number, name, many) for number, name, many in rows]


def _count(session: Session, workspace_id: int, which: Filter) -> int:
    query = chosen(select(func.count()).select_from(Draft), workspace_id, which)
    return session.scalar(query) or 0


def _number_of(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))

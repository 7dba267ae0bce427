"""Which drafts are listed, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlmodel import col

from models.drafts import Draft, DraftState
from models.record import Document

Order = Literal["in_order", "certain_first", "newest"]
"""A document's own order; those without flags first, then by confidence; the last changed first."""

DECIDED = "decided"
"""The state of drafts that are approved or rejected."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which drafts to list, and in which order. A field that is None does not restrict them.

    `certain` is a confidence: only drafts with at least that much and no flag. `flagged` asks for
    any flag, `flag` for one given flag. `mine` is a user: drafts of documents that the user added,
    or that the user changed last. `speaker` is a name as the drafts have it, `topics` are those of
    the drafts or, where a draft has none, of their documents. With `once`, open drafts that say the
    same are listed once: as the first of them in this order.
    """

    document_id: int | None = None
    state: str | None = DraftState.DRAFT.value
    order: Order = "certain_first"
    certain: float | None = None
    flagged: bool | None = None
    flag: str | None = None
    mine: str | None = None
    speaker: str | None = None
    topics: tuple[str, ...] | None = None
    once: bool = False


TOPIC = func.coalesce(
    col(Draft.topic),
    select(col(Document.topic))
    .where(col(Document.id) == col(Draft.document_id))
    .correlate(Draft)
    .scalar_subquery(),
)
"""The topic that a draft's claim gets: its own, else its document's."""

SPEAKER = col(Draft.proposal)["source"]["name"].as_string()
"""The name of a draft's speaker as the draft has it; NULL if nobody is named."""

ORDERS: Mapping[Order, tuple[Any, ...]] = {
    "in_order": (col(Draft.document_id).desc(), col(Draft.position)),
    "certain_first": (
        col(Draft.flagged),
        col(Draft.confidence).desc(),
        col(Draft.document_id).desc(),
        col(Draft.position),
    ),
    "newest": (col(Draft.changed_at).desc(), col(Draft.id).desc()),
}


def chosen(query: Any, workspace_id: int, which: Filter) -> Any:
    """The query, of drafts, restricted to those that are to be listed."""
    query = _where(query, workspace_id, which)
    return query.where(_first_of_its_group(workspace_id, which)) if which.once else query


def _first_of_its_group(workspace_id: int, which: Filter) -> ColumnElement[bool]:
    grouped = col(Draft.group_id)
    place = func.row_number().over(partition_by=grouped, order_by=ORDERS[which.order])
    listed = _where(select(col(Draft.id), place.label("place")), workspace_id, which)
    ranked = listed.where(grouped.is_not(None)).subquery()
    firsts = select(ranked.c.id).where(ranked.c.place == 1)
    return or_(
        grouped.is_(None), col(Draft.state) != DraftState.DRAFT.value, col(Draft.id).in_(firsts)
    )


def _where(query: Any, workspace_id: int, which: Filter) -> Any:
    query = query.where(col(Draft.workspace_id) == workspace_id)
    if which.document_id is not None:
        query = query.where(col(Draft.document_id) == which.document_id)
    if which.state == DECIDED:
        query = query.where(col(Draft.state) != DraftState.DRAFT.value)
    elif which.state is not None:
        query = query.where(col(Draft.state) == which.state)
    if which.certain is not None:
        query = query.where(col(Draft.confidence) >= which.certain, col(Draft.flagged).is_(False))
    if which.flagged is not None:
        query = query.where(col(Draft.flagged).is_(which.flagged))
    if which.flag is not None:
        quoted = f'"{which.flag}"'
        query = query.where(cast(col(Draft.flags), String).contains(quoted, autoescape=True))
    if which.topics is not None:
        query = query.where(TOPIC.in_(which.topics))
    if which.speaker is not None:
        query = query.where(which.speaker == SPEAKER)
    if which.mine is not None:
        added = select(col(Document.id)).where(
            col(Document.workspace_id) == workspace_id, col(Document.added_by) == which.mine
        )
        query = query.where(
            or_(col(Draft.changed_by) == which.mine, col(Draft.document_id).in_(added))
        )
    return query

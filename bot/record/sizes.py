"""How much is on record, as one kind of reader may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from models.base import Instant
from models.record import (
    Attribution,
    AttributionState,
    Claim,
    ClaimState,
    Document,
    Passage,
    Source,
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much is on record, approved."""

    claims: int
    attributions: int
    sources: int
    documents: int


def size(session: Session, workspace_id: int, *, editor: bool, now: datetime) -> Size:
    """How much is on record: for editors all of it, for other readers what they may see.

    By the rule of `bot.record.visible`, other readers do not count claims whose attributions are
    all under embargo, nor those attributions and their relays. They count the sources and documents
    of the rest, without confidential ones.
    """
    given = {"workspace_id": workspace_id, "now": now}
    counts = _of_all() if editor else _of_visible()
    claims, attributions, sources, documents = (session.scalar(one, given) or 0 for one in counts)
    if not editor:
        claims -= session.scalar(_wholly_held(), given) or 0
    return Size(claims, attributions, sources, documents)


_Counts = tuple[Select[Any], Select[Any], Select[Any], Select[Any]]


@cache
def _of_all() -> _Counts:
    def number(table: type[SQLModel], *where: Any) -> Select[Any]:
        here = col(table.workspace_id) == bindparam("workspace_id")  # type: ignore[attr-defined]
        return select(func.count()).select_from(table).where(here, *where)

    approved = col(Attribution.state) == AttributionState.APPROVED.value
    return (
        number(Claim, *_standing()),
        number(Attribution, approved),
        number(Source),
        number(Document),
    )


@cache
def _of_visible() -> _Counts:
    concealed = select(_concealed().c.id)
    named = or_(col(Attribution.source_id).is_(None), col(Attribution.source_id).not_in(concealed))
    speaks = exists(
        _seen(select(col(Attribution.id)), col(Attribution.source_id) == col(Source.id)).correlate(
            Source
        )
    )
    up = (
        select(col(Source.id).label("id"), col(Source.parent_id).label("parent_id"))
        .where(
            col(Source.workspace_id) == bindparam("workspace_id"),
            col(Source.id).not_in(concealed),
            speaks,
        )
        .cte("up", recursive=True)
    )
    up = up.union(
        select(col(Source.id), col(Source.parent_id)).join(up, up.c.parent_id == col(Source.id))
    )
    documents = _seen(
        select(func.count(col(Passage.document_id).distinct()))
        .select_from(Attribution)
        .join(Passage, col(Passage.id) == col(Attribution.passage_id)),
        named,
    )
    return (
        _of_all()[0],
        _seen(select(func.count()).select_from(Attribution)),
        select(func.count()).select_from(up),
        documents,
    )


@cache
def _wholly_held() -> Select[Any]:
    """How many claims have approved attributions, all of which are held back."""
    held = _held()
    other = aliased(Attribution)
    free = exists().where(
        col(other.claim_id) == col(Claim.id),
        col(other.state) == AttributionState.APPROVED.value,
        col(other.id).not_in(select(held.c.id)),
    )
    return (
        select(func.count(col(Claim.id).distinct()))
        .join(Attribution, col(Attribution.claim_id) == col(Claim.id))
        .join(held, held.c.id == col(Attribution.id))
        .where(
            col(Claim.workspace_id) == bindparam("workspace_id"),
            *_standing(),
            col(Attribution.state) == AttributionState.APPROVED.value,
            ~free,
        )
    )


def _seen(query: Select[Any], *where: Any) -> Select[Any]:
    """The query, limited to the attributions that every reader may see."""
    return query.join(Claim, col(Claim.id) == col(Attribution.claim_id)).where(
        col(Claim.workspace_id) == bindparam("workspace_id"),
        *_standing(),
        col(Attribution.state) == AttributionState.APPROVED.value,
        col(Attribution.id).not_in(select(_held().c.id)),
        *where,
    )


def _standing() -> tuple[Any, ...]:
    return (
        col(Claim.state) == ClaimState.APPROVED.value,
        col(Claim.merged_into_id).is_(None),
    )


@cache
def _held() -> Any:
    """The attributions under embargo, and their relays."""
    held = (
        select(col(Attribution.id).label("id"))
        .where(
            col(Attribution.workspace_id) == bindparam("workspace_id"),
            col(Attribution.embargo_until) > bindparam("now", type_=Instant),
        )
        .cte("held", recursive=True)
    )
    relay = aliased(Attribution)
    return held.union(select(col(relay.id)).join(held, col(relay.origin_id) == held.c.id))


@cache
def _concealed() -> Any:
    """The confidential sources and all sources below them."""
    top = (
        select(col(Source.id).label("id"))
        .where(
            col(Source.workspace_id) == bindparam("workspace_id"),
            col(Source.confidential).is_(True),
        )
        .cte("concealed", recursive=True)
    )
    below = aliased(Source)
    return top.union(select(col(below.id)).join(top, col(below.parent_id) == top.c.id))

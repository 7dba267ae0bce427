"""What kinds of rows a workspace has: one small query that spares an answer the queries for the
others."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, exists, select, text
from sqlmodel import Session

from bot.record.batches import table_of
from models.feedback import Veto
from models.record import Source
from models.review import Review
from models.workspace import Workspace


class Holdings(NamedTuple):
    """A workspace's revision, and whether it has confidential sources, vetoes and reviews by
    others."""

    revision: int
    confidential: bool
    vetoes: bool
    reviews: bool


def holdings(session: Session, workspace_id: int) -> Holdings:
    """What the workspace has now; revision -1 if there is no such workspace."""
    found = session.execute(_HOLDINGS, {"workspace_id": workspace_id}).first()
    return Holdings(*found) if found is not None else Holdings(-1, True, True, True)


_WORKSPACE = table_of(Workspace).c
_SOURCE, _VETO, _REVIEW = (table_of(one).c for one in (Source, Veto, Review))
_HOLDINGS = select(
    _WORKSPACE.revision,
    exists().where(
        _SOURCE.workspace_id == _WORKSPACE.id,
        text("source.confidential"),  # the condition of the partial index, word for word
    ),
    exists().where(_VETO.workspace_id == _WORKSPACE.id),
    exists().where(_REVIEW.workspace_id == _WORKSPACE.id),
).where(_WORKSPACE.id == bindparam("workspace_id"))

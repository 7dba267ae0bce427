"""What a workspace has at all: one small query that saves an answer those for what is not there."""

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
    """A workspace's revision; whether it has confidential sources, vetoes, others' reviews."""

    revision: int
    confidential: bool
    vetoes: bool
    reviews: bool


def holdings(session: Session, workspace_id: int) -> Holdings:
    """What the workspace has now, revision -1 where there is no such workspace."""
    found = session.execute(_HOLDINGS, {"workspace_id": workspace_id}).first()
    return Holdings(*found) if found is not None else Holdings(-1, True, True, True)


_WORKSPACE = table_of(Workspace).c
_SOURCE, _VETO, _REVIEW = (table_of(one).c for one in (Source, Veto, Review))
_HOLDINGS = select(
    _WORKSPACE.revision,
    exists().where(
        _SOURCE.workspace_id == _WORKSPACE.id,
        text("source.confidential"),  # as the partial index has it
    ),
    exists().where(_VETO.workspace_id == _WORKSPACE.id),
    exists().where(_REVIEW.workspace_id == _WORKSPACE.id),
).where(_WORKSPACE.id == bindparam("workspace_id"))

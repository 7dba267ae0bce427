"""Reviews name sources on record: notes that an editor is about to see a confidential one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.extraction.draft import DraftAttribution
from bot.record import accesses
from bot.record.drafts.drafts import said
from models.drafts import Draft
from models.record import Attribution


class Noting(Protocol):
    """Where and when access is noted: Services, or the reviewer in the terminal."""

    @property
    def engine(self) -> Engine: ...

    @property
    def clock(self) -> Callable[[], datetime]: ...


@dataclass(frozen=True, slots=True)
class Here:
    """A `Noting` for a command."""

    engine: Engine
    clock: Callable[[], datetime]


def note(
    at: Noting,
    workspace_id: int,
    user: str,
    drafts: Iterable[DraftAttribution],
    surface: str = accesses.REVIEW,
) -> None:
    """Note the confidential sources on record that the drafts name."""
    note_sources(at, workspace_id, user, {one for d in drafts for one in _known(d)}, surface)


def note_document(at: Noting, workspace_id: int, user: str, document_id: int) -> None:
    """As `note`, for all drafts of a document, on any page of its review."""
    with Session(at.engine) as session:
        drafts = session.exec(
            select(Draft).where(
                Draft.workspace_id == workspace_id, Draft.document_id == document_id
            )
        ).all()
        found = [said(one) for one in drafts]
    note(at, workspace_id, user, found)


def note_imported(at: Noting, workspace_id: int, user: str, attribution_ids: Iterable[int]) -> None:
    """As `note`, for imported drafts in the queue."""
    with Session(at.engine) as session:
        ids = session.exec(
            select(Attribution.source_id).where(
                Attribution.workspace_id == workspace_id,
                col(Attribution.id).in_(list(attribution_ids)),
            )
        ).all()
    note_sources(at, workspace_id, user, ids, accesses.QUEUE)


def note_sources(
    at: Noting,
    workspace_id: int,
    user: str,
    source_ids: Iterable[int | None],
    surface: str,
) -> None:
    with Session(at.engine) as session:
        confided = accesses.confidential_among(session, workspace_id, source_ids)
    accesses.note(at.engine, workspace_id, confided, actor=user, surface=surface, at=at.clock())


def _known(draft: DraftAttribution) -> Iterator[int]:
    """The sources on record that a draft's speaker is, is part of, or may be."""
    source = draft.source
    yield from source.candidates if source is not None else ()
    while source is not None:
        if source.known is not None:
            yield source.known
        source = source.parent

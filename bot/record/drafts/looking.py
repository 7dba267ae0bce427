"""Holds waiting drafts against the record as it is now: who speaks, which claim is meant.

A draft says as of which revision of the workspace's record it was looked at. Looking is slow beside
writing, so it is done without a lock; what it gives is written only if the draft is still as it
was. An approval looks again with the record locked (`in_change`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, func, select, update
from sqlmodel import Session, col

from bot.record.change import Change
from bot.record.drafts.drafts import by_editor, put
from bot.record.drafts.naming import reflag
from bot.record.drafts.present import Find, Seen, SeenDraft, look, revision_of
from bot.record.workspaces import lock
from models.database import writing
from models.drafts import Draft, DraftState, ReviewMessage

_AT_ONCE = 20
"""Drafts whose results are written in one transaction."""


def as_of(session: Session, workspace_id: int) -> datetime | None:
    """When the draft that waits longest for a new look was looked at; None if all open drafts are
    as of the record now."""
    found: datetime | None = session.scalar(
        select(func.min(func.coalesce(col(Draft.as_of), col(Draft.created_at)))).where(
            *_open_before(workspace_id, revision_of(session, workspace_id))
        )
    )
    return found


def bring_up(
    engine: Engine, workspace_id: int, draft_ids: Iterable[int], find: Find, *, now: datetime
) -> int:
    """Look at those of the drafts that are open and not as of the record now; gives how many were
    looked at."""
    done = 0
    ids = sorted(set(draft_ids))
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        with Session(engine) as session:
            seen = look(session, workspace_id, _behind(session, workspace_id, some), find)
        if seen is not None:
            done += _write(engine, workspace_id, seen, now)
    return done


def bring_up_waiting(
    engine: Engine,
    workspace_id: int,
    find: Find,
    *,
    now: datetime,
    go_on: Callable[[], bool] = lambda: True,
) -> int:
    """Look at open drafts that are not as of the record now, those waiting longest first, as long
    as `go_on` says so; gives how many were looked at.

    A draft is looked up among the claims only if it has a word in common with one that changed
    since, or names one. Messages that show a draft that changed are to be redrawn.
    """
    done = 0
    while go_on():
        with Session(engine) as session:
            drafts = _behind(session, workspace_id)
            seen = look(session, workspace_id, drafts, find, sparing=True)
        if seen is None:
            break
        done += _write(engine, workspace_id, seen, now, redraw=True)
    return done


def in_change(change: Change, draft: Draft, find: Find) -> None:
    """Hold an open draft against the record before it is approved. The caller has locked the
    record, so that nothing changes between this and the approval."""
    session, workspace_id = change.session, change.workspace_id
    if draft.as_of_revision >= revision_of(session, workspace_id):
        return
    seen = look(session, workspace_id, [draft], find)
    if seen is None:
        return
    for one in seen.drafts:
        _put(draft, one, seen.revision, change.now)
    session.add(draft)
    session.flush()
    reflag(session, workspace_id, document_id=draft.document_id)


def _open_before(workspace_id: int, revision: int) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Draft.workspace_id) == workspace_id,
        col(Draft.state) == DraftState.DRAFT.value,
        col(Draft.as_of_revision) < revision,
    )


def _behind(
    session: Session, workspace_id: int, draft_ids: Sequence[int] | None = None
) -> Sequence[Draft]:
    query = select(Draft).where(*_open_before(workspace_id, revision_of(session, workspace_id)))
    if draft_ids is not None:
        return session.scalars(query.where(col(Draft.id).in_(draft_ids))).all()
    order = (col(Draft.as_of_revision), col(Draft.document_id), col(Draft.id))
    return session.scalars(query.order_by(*order).limit(_AT_ONCE)).all()


def _write(
    engine: Engine, workspace_id: int, seen: Seen, now: datetime, *, redraw: bool = False
) -> int:
    """Write what was seen into the drafts that are still open and were not changed meanwhile."""
    looked_at = {one.id: one for one in seen.drafts}
    changed = set()
    with Session(writing(engine)) as session, session.begin():
        lock(session, workspace_id)
        query = select(Draft).where(*_open_before(workspace_id, seen.revision))
        for draft in session.scalars(query.where(col(Draft.id).in_(looked_at))):
            one = looked_at[draft.id or 0]
            if draft.version != one.version:
                continue
            _put(draft, one, seen.revision, now)
            session.add(draft)
            if one.now != one.before:
                changed.add(draft.document_id)
        session.flush()
        for number in changed:
            reflag(session, workspace_id, document_id=number)
        if redraw and changed:
            session.execute(
                update(ReviewMessage)
                .where(
                    col(ReviewMessage.workspace_id) == workspace_id,
                    col(ReviewMessage.document_id).in_(changed),
                )
                .values(redraw_at=now)
            )
    return len(seen.drafts)


def _put(draft: Draft, one: SeenDraft, revision: int, now: datetime) -> None:
    if one.now != one.before:
        put(draft, one.now, by_editor(draft))
    draft.as_of_revision, draft.as_of = revision, now

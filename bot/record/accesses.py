"""Accesses to the names of confidential sources: each leaves a row in the audit trail, written
before the name is shown.

There is one row for each person, source, place where names are shown and day (UTC), so turning
pages adds none. Each export adds a row, with the number of names in the file. The rows give the
source by its id and contain no name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, exists, func, select
from sqlmodel import Session, col

from bot.record.audit import SEEN, Audited, audit
from bot.record.change import Change
from bot.record.visible import speakers
from bot.record.workspaces import lock
from models.changes import AuditEntry
from models.database import writing
from models.record import Source

CARD, SOURCES, FIND, HISTORY, FORM = "card", "all sources", "find", "history", "form"
NOTE, LIST = "text to cite", "list"
REVIEW, QUEUE, CHECK = "review", "queue", "check --as-editor"


@dataclass(frozen=True, slots=True)
class Access:
    """One access. For an export `source_id` is None and `names` is the number of names in the
    file."""

    at: datetime
    actor: str
    surface: str
    source_id: int | None
    names: int = 1


def confidential_among(
    session: Session, workspace_id: int, source_ids: Iterable[int | None]
) -> set[int]:
    """Those of the sources that are confidential or below a confidential one."""
    ids = {one for one in source_ids if one is not None}
    if not ids or not _any(session, workspace_id):
        return set()
    known = speakers(session, workspace_id, ids)
    return {one for one in ids if one in known and known[one].confidential}


def note(
    engine: Engine,
    workspace_id: int,
    source_ids: Iterable[int],
    *,
    actor: str,
    surface: str,
    at: datetime,
) -> None:
    """Note that `actor` is shown the names of these confidential sources. Without sources it makes
    no query."""
    ids = set(source_ids)
    if not ids:
        return
    with Session(engine) as session:
        if not _new(Change(session, workspace_id, actor, at), ids, surface):
            return
    with Session(writing(engine)) as session, session.begin():
        lock(session, workspace_id)  # if two requests come at once, only one notes it
        change = Change(session, workspace_id, actor, at)
        new = sorted(_new(change, ids, surface))
        rows = [Audited("source", one, {}, {"surface": surface}) for one in new]
        audit(change, rows, action=SEEN)


def note_export(
    engine: Engine, workspace_id: int, *, actor: str, surface: str, at: datetime
) -> None:
    """Note that `actor` gets a file with the names of all confidential sources, if there are
    any."""
    with Session(engine) as session:
        number = session.scalar(
            select(func.count())
            .select_from(Source)
            .where(
                col(Source.workspace_id) == workspace_id,
                col(Source.confidential).is_(True),
            )
        )
    if not number:
        return
    with Session(writing(engine)) as session, session.begin():
        row = Audited("workspace", workspace_id, {}, {"surface": surface, "names": number})
        audit(Change(session, workspace_id, actor, at), [row], action=SEEN)


def accesses(session: Session, workspace_id: int, *, limit: int) -> Sequence[Access]:
    """The newest accesses, the newest first."""
    rows = session.scalars(
        select(AuditEntry)
        .where(col(AuditEntry.workspace_id) == workspace_id, col(AuditEntry.action) == SEEN)
        .order_by(col(AuditEntry.at).desc(), col(AuditEntry.id).desc())
        .limit(limit)
    ).all()
    return [
        Access(
            row.at,
            row.actor,
            str((row.after or {}).get("surface", "")),
            row.entity_id if row.entity == "source" else None,
            int((row.after or {}).get("names", 1)),
        )
        for row in rows
    ]


def _any(session: Session, workspace_id: int) -> bool:
    here = col(Source.workspace_id) == workspace_id
    return bool(session.scalar(select(exists().where(here, col(Source.confidential).is_(True)))))


def _new(change: Change, ids: set[int], surface: str) -> set[int]:
    """Those of the ids for which no access by this person, in this place, on this day is noted
    yet."""
    day = change.now.replace(hour=0, minute=0, second=0, microsecond=0)
    rows = change.session.execute(
        select(col(AuditEntry.entity_id), col(AuditEntry.after)).where(
            col(AuditEntry.workspace_id) == change.workspace_id,
            col(AuditEntry.action) == SEEN,
            col(AuditEntry.at) >= day,
            col(AuditEntry.entity) == "source",
            col(AuditEntry.actor) == change.actor,
        )
    )
    return ids - {number for number, after in rows if (after or {}).get("surface") == surface}

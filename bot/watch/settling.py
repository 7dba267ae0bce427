"""Which claims changed, and when each has settled: several changes in a short time count as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine, func, insert, or_, select, update
from sqlmodel import Session, col

from bot.digest.queries import OUT_OF_ORDER
from bot.record.batches import batches, table_of
from bot.watch import topic_due
from bot.watch.topic_due import LONGEST
from models.changes import AuditEntry, StatusChange
from models.database import insert_new, writing
from models.inquiry import Inquiry
from models.record import Claim
from models.subscription import ChangedClaim, Notice, Noticed, Watch
from models.workspace import Workspace

SETTLE = timedelta(minutes=2)
"""How long nothing more may happen to a claim before people are told, unless settings say."""

_PASSED_OVER = 5_000
"""Changes of which nobody need be told that are settled in one transaction."""

_ACTIONS = ("edit", "merge", "withdraw", "restore")


def look(engine: Engine, workspace_id: int, *, now: datetime, settle: timedelta = SETTLE) -> int:
    """Note the claims that changed since the last look, and give how many.

    Each change is seen by one process, once. The first look of a workspace only notes the position
    from which it starts: earlier changes are not reported.
    """
    with Session(writing(engine)) as session:
        seen = _locked(session, workspace_id, now)
        changed: dict[int, datetime] = {}
        new: dict[int, datetime] = {}
        for row_id, claim_id, before, at in _status_changes(session, seen):
            into = new if before is None else changed
            into[claim_id] = max(into.get(claim_id, at), at)
            seen.change_id = max(seen.change_id, row_id)
            seen.changed_at = max(seen.changed_at, at)
        edits = _edits(session, seen)
        for entry in edits:
            seen.audit_id = max(seen.audit_id, entry.id or 0)
            if entry.action != "edit" or _figure(entry.before) != _figure(entry.after):
                at = changed.get(entry.entity_id, entry.at)
                changed[entry.entity_id] = max(at, entry.at)
        topic_due.touched(session, workspace_id, {**new, **changed}, edits, settle)
        # A new claim was told to no one, unless it was on record before and then hidden for a
        # while.
        for claim_ids in batches(sorted(new.keys() - changed.keys())):
            changed |= {one: new[one] for one in _asked_about(session, claim_ids)}
        for claim_ids in batches(sorted(changed)):
            _note(session, workspace_id, {one: changed[one] for one in claim_ids}, settle)
        session.add(seen)
        session.commit()
        return len(changed)


def pass_over(session: Session, workspace_id: int, *, now: datetime) -> int:
    """Settle, many at once, the changes of claims that no place was told of, and give how many.
    After an import of a hundred thousand claims that may be nearly all of them."""
    due = select(col(ChangedClaim.id), col(ChangedClaim.claim_id)).where(
        col(ChangedClaim.workspace_id) == workspace_id,
        col(ChangedClaim.told_at).is_(None),
        col(ChangedClaim.due_at) <= now,
    )
    rows = session.execute(
        due.order_by(col(ChangedClaim.due_at), col(ChangedClaim.id)).limit(_PASSED_OVER)
    ).all()
    told: set[int] = set()
    for claim_ids in batches(sorted({row.claim_id for row in rows})):
        told |= _told_of(session, workspace_id, claim_ids)
    nobody = [row.id for row in rows if row.claim_id not in told]
    for some in batches(nobody):
        session.connection().execute(
            update(ChangedClaim)
            .where(col(ChangedClaim.id).in_(some), col(ChangedClaim.told_at).is_(None))
            .where(col(ChangedClaim.due_at) <= now)
            .values(told_at=now)
        )
    return len(nobody)


def settled(
    session: Session, workspace_id: int, *, now: datetime, most: int = 200
) -> list[ChangedClaim]:
    """The claims whose change is to be told now, at most `most`; this transaction takes them."""
    rows = session.scalars(
        select(ChangedClaim)
        .where(
            col(ChangedClaim.workspace_id) == workspace_id,
            col(ChangedClaim.told_at).is_(None),
            col(ChangedClaim.due_at) <= now,
        )
        .order_by(col(ChangedClaim.due_at), col(ChangedClaim.id))
        .limit(most)
    ).all()
    taken = []
    for row in rows:
        result = session.connection().execute(
            update(ChangedClaim)
            .where(col(ChangedClaim.id) == row.id, col(ChangedClaim.told_at).is_(None))
            .where(col(ChangedClaim.due_at) == row.due_at)
            .values(told_at=now)
        )
        if result.rowcount:
            taken.append(row)
    return taken


def begin(session: Session, workspace_id: int, now: datetime) -> None:
    """Note the position at which a workspace's changes begin, unless it is noted. Does not
    commit."""

    def newest(table: type[StatusChange] | type[AuditEntry]) -> int:
        query = select(func.max(col(table.id))).where(col(table.workspace_id) == workspace_id)
        return session.scalar(query) or 0

    known = session.scalar(
        select(col(Noticed.workspace_id)).where(col(Noticed.workspace_id) == workspace_id)
    )
    if known is not None:
        return
    revision = session.scalar(
        select(col(Workspace.revision)).where(col(Workspace.id) == workspace_id)
    )
    values = {
        "workspace_id": workspace_id,
        "change_id": newest(StatusChange),
        "changed_at": now,
        "audit_id": newest(AuditEntry),
        "revision": revision or 0,
        "question_id": 0,
    }
    insert_new(session, Noticed, values)


def _locked(session: Session, workspace_id: int, now: datetime) -> Noticed:
    """The workspace's position in its changes. It is locked: other processes wait until the
    commit."""
    begin(session, workspace_id, now)
    query = select(Noticed).where(col(Noticed.workspace_id) == workspace_id).with_for_update()
    return session.scalars(query, execution_options={"populate_existing": True}).one()


def _status_changes(session: Session, seen: Noticed) -> list[tuple[int, int, str | None, datetime]]:
    """The status changes that were not seen yet. A row's instant may be earlier than its commit,
    and in SQLite its number may be that of a deleted row."""
    rows = session.execute(
        select(
            col(StatusChange.id),
            col(StatusChange.claim_id),
            col(StatusChange.from_status),
            col(StatusChange.at),
        ).where(
            col(StatusChange.workspace_id) == seen.workspace_id,
            col(StatusChange.cause).is_(None),
            col(StatusChange.at) > seen.changed_at - OUT_OF_ORDER,
            or_(col(StatusChange.id) > seen.change_id, col(StatusChange.at) > seen.changed_at),
        )
    )
    return [(row_id, claim_id, before, at) for row_id, claim_id, before, at in rows]


def _asked_about(session: Session, claim_ids: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for table in (Inquiry, Watch):
        query = select(col(table.claim_id)).where(col(table.claim_id).in_(claim_ids)).distinct()
        found |= {one for one in session.scalars(query) if one is not None}
    return found


def _told_of(session: Session, workspace_id: int, claim_ids: Sequence[int]) -> set[int]:
    """The claims, of these, that a place may have been told of, including those that were merged
    into another claim or took one in."""
    found = _asked_about(session, claim_ids)
    heir = col(Claim.merged_into_id)
    for query in (
        select(col(Notice.claim_id)).where(
            col(Notice.workspace_id) == workspace_id, col(Notice.claim_id).in_(claim_ids)
        ),
        select(heir).where(heir.in_(claim_ids)),
        select(col(Claim.id)).where(col(Claim.id).in_(claim_ids), heir.is_not(None)),
    ):
        found |= {one for one in session.scalars(query.distinct()) if one is not None}
    return found


def _edits(session: Session, seen: Noticed) -> list[AuditEntry]:
    """The edits of claims by editors. They are written with the workspace locked, so in order."""
    return list(
        session.scalars(
            select(AuditEntry)
            .where(
                col(AuditEntry.id) > seen.audit_id,
                col(AuditEntry.workspace_id) == seen.workspace_id,
                col(AuditEntry.entity) == "claim",
                col(AuditEntry.action).in_(_ACTIONS),
            )
            .order_by(col(AuditEntry.id))
        )
    )


def _note(
    session: Session, workspace_id: int, changed: Mapping[int, datetime], settle: timedelta
) -> None:
    """Keep one open row for each claim: a later change postpones it."""
    rows = session.scalars(
        select(ChangedClaim)
        .where(
            col(ChangedClaim.workspace_id) == workspace_id,
            col(ChangedClaim.claim_id).in_(list(changed)),
            col(ChangedClaim.told_at).is_(None),
        )
        .with_for_update()
    ).all()
    for row in rows:
        later = changed[row.claim_id] + settle
        row.due_at = min(max(row.due_at, later), row.first_at + LONGEST * settle)
        session.add(row)
    open_ = {row.claim_id for row in rows}
    new = [
        {
            "workspace_id": workspace_id,
            "claim_id": claim_id,
            "first_at": at,
            "due_at": at + settle,
        }
        for claim_id, at in changed.items()
        if claim_id not in open_
    ]
    if new:
        session.execute(insert(table_of(ChangedClaim)), new)


def _figure(given: object) -> tuple[object, object]:
    noted = given if isinstance(given, dict) else {}
    return noted.get("figure"), noted.get("unit")

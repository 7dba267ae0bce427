"""Locking a row to change it: checks that the workspace has it and that it is still as the editor
saw it, and says who changed it meanwhile.

The version of a row is the number of its newest change in the audit trail, 0 if it has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from sqlalchemy import func, select, update
from sqlmodel import Session, SQLModel, col

from bot.i18n import N_, gettext
from bot.language.writing import capitalised
from bot.record.audit import SEEN, Audited, audit
from bot.record.batches import batches
from bot.record.change import Change
from bot.record.changes import Happened, happened
from bot.record.exchange.entries import (
    as_json,
)
from bot.record.exchange.fields import READERS, UnfitError
from bot.record.exchange.stored import ENTRIES, entry_of
from bot.record.statuses import rederive
from bot.record.terms import numbered, term
from bot.record.visible import visible
from bot.record.workspaces import lock, stamp
from bot.refusal import RefusalError
from models.changes import AuditEntry, StatusChange
from models.record import Attribution, Claim, Outlet, Row, Source

R = TypeVar("R", bound=Row)

_NAMES: Mapping[type[SQLModel], str] = {
    Claim: "claim",
    Attribution: "attribution",
    Source: "source",
    Outlet: "outlet",
}


_MISSING: Mapping[type[SQLModel], str] = {
    Claim: N_("There is no claim number {number} on this desk's record."),
    Attribution: N_("There is no attribution number {number} on this desk's record."),
    Source: N_("There is no source number {number} on this desk's record."),
    Outlet: N_("There is no outlet number {number} on this desk's record."),
}

UNSEEN = "unseen"
"""Noted with a change of a text that only editors could see at the time."""


class ChangedMeanwhileError(RefusalError):
    """The row was changed after the editor saw it; nothing was overwritten.

    `changes` says who changed what and when, oldest first. `sentence` says the same in one line,
    with the people as the audit trail knows them (Slack ids).
    """

    def __init__(self, what: str, changes: tuple[Happened, ...]) -> None:
        self.what = what
        self.changes = changes
        said = "; ".join(one.line() for one in changes)
        super().__init__(
            gettext(
                "{what} was changed since you opened it. {said}. Look again first.",
                what=what,
                said=said,
            )
        )


def version(session: Session, workspace_id: int, entity: str, row_id: int) -> int:
    """The version of a row, which the editor's change hands back as `seen`.

    `entity` is "claim", "attribution", "source", "outlet", "review" or "document".
    """
    newest = session.scalar(
        select(func.max(col(AuditEntry.id))).where(
            col(AuditEntry.workspace_id) == workspace_id,
            col(AuditEntry.entity) == entity,
            col(AuditEntry.entity_id) == row_id,
            col(AuditEntry.action) != SEEN,
        )
    )
    return newest or 0


def unchanged(change: Change, entity: str, row_id: int, seen: int | None) -> None:
    """Raises ChangedMeanwhileError if the row has a newer version than `seen`.

    `seen` is None if the caller saw nothing that could be out of date.
    """
    session, workspace_id = change.session, change.workspace_id
    if seen is None or version(session, workspace_id, entity, row_id) == seen:
        return
    entries = session.scalars(
        select(AuditEntry)
        .where(
            col(AuditEntry.workspace_id) == workspace_id,
            col(AuditEntry.entity) == entity,
            col(AuditEntry.entity_id) == row_id,
            col(AuditEntry.id) > seen,
            col(AuditEntry.action) != SEEN,
        )
        .order_by(col(AuditEntry.id))
    ).all()
    changes = happened(session, workspace_id, entries)
    raise ChangedMeanwhileError(capitalised(numbered(entity, row_id)), tuple(changes))


def locked(session: Session, table: type[R], workspace_id: int, row_id: int) -> R:
    """The row, read afresh from the database, with the workspace locked until the commit.

    Raises RefusalError if the workspace has no such row.
    """
    lock(session, workspace_id)
    query = select(table).where(col(table.workspace_id) == workspace_id, col(table.id) == row_id)
    row = session.scalars(query, execution_options={"populate_existing": True}).first()
    if row is None:
        raise RefusalError(
            gettext(
                _MISSING[table],
                number=row_id,
            )
        )
    return row


def taken(change: Change, table: type[R], row_id: int, seen: int | None = None) -> R:
    """Like `locked`, for a change. Raises ChangedMeanwhileError if the row is not at the version
    `seen`."""
    row = locked(change.session, table, change.workspace_id, row_id)
    unchanged(change, _NAMES[table], row_id, seen)
    return row


@contextmanager
def changing(
    change: Change, row: Row, *, action: str, note: Mapping[str, Any] | None = None
) -> Iterator[None]:
    """Audit what the body of the `with` changes in the row, and mark the row as edited.

    `note` is kept with the new values, for example a reason. With a note there is an entry even if
    no field changed.
    """
    session = change.session
    before = noted(session, row)
    yield
    session.add(row)
    after = noted(session, row)
    if before == after and not note:
        return
    row.edited_at = change.now
    session.flush()
    audited = Audited(_NAMES[type(row)], number(row), before, after | dict(note or {}))
    audit(change, [audited], action=action)


def noted(session: Session, row: Row) -> dict[str, Any]:
    """A row with all its fields as a file would have them: references by key."""
    entry = entry_of(session, row)
    given = as_json(entry)
    for field in fields(entry):
        if field.default is not MISSING:
            default = [] if field.default == () else field.default
            given.setdefault(field.name, default)
    return given


def again(
    change: Change,
    claim_ids: Collection[int],
    *,
    because: Mapping[int, list[str]] | None = None,
    also: Collection[int] = (),
) -> list[StatusChange]:
    """Derive the claims' statuses again and give them the next revision, so that every process
    reloads them.

    The claims in `also` get the revision only. A claim of which nothing may be shown any more has
    its status cleared until something may be: a change of status would reveal an attribution under
    embargo.
    """
    session, workspace_id = change.session, change.workspace_id
    session.flush()
    stamp(session, workspace_id, {*claim_ids, *also})
    seen = visible(session, workspace_id, sorted(claim_ids), now=change.now)
    hidden = [claim_id for claim_id, one in seen.items() if one.hidden]
    for batch in batches(hidden):
        session.execute(
            update(Claim)
            .where(col(Claim.workspace_id) == workspace_id, col(Claim.id).in_(batch))
            .values(status=None),
            execution_options={"synchronize_session": "fetch"},
        )
    return rederive(session, workspace_id, claim_ids, now=change.now, because=because or {})


def fit(table: type[Row], name: str, value: Any) -> Any:
    """The value as the field of an entry takes it (JSON); None stays None.

    Raises RefusalError with the reason if the value does not fit.
    """
    if value is None:
        return None
    if isinstance(value, str):
        value = value.strip()
    elif isinstance(value, tuple):
        value = list(value)
    try:
        return READERS[ENTRIES[table]][name](value)
    except UnfitError as error:
        raise RefusalError(
            gettext(
                "The {row}’s {field} {error}.",
                row=term(_NAMES[table]),
                field=term(name),
                error=error,
            )
        ) from None


def number(row: Row) -> int:
    """The id of a stored row."""
    if row.id is None:
        raise ValueError("a row that is not stored has no number")
    return row.id

"""The parts that merging two claims, two sources or two outlets have in common.

A merged row leads to its heir, and rows that referred to it refer to the heir. If the heir is
merged later, the row at the end of those merges counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Select, select, update
from sqlmodel import Session, SQLModel, col

from bot.i18n import N_, gettext
from bot.language.writing import capitalised
from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.edit.rows import changing, locked, number, taken, unchanged
from bot.record.terms import numbered
from bot.refusal import RefusalError
from models.record import Attribution, AttributionState, Claim, Outlet, Row, Source
from models.review import MergedOutlet, MergedSource

R = TypeVar("R", bound=Row)

_KEPT: Mapping[type[Row], tuple[Any, Any, Any]] = {
    Claim: (Claim.workspace_id, Claim.id, Claim.merged_into_id),
    Source: (MergedSource.workspace_id, MergedSource.source_id, MergedSource.heir_id),
    Outlet: (MergedOutlet.workspace_id, MergedOutlet.outlet_id, MergedOutlet.heir_id),
}
"""The columns that keep merges: the workspace, the merged row, its heir."""


class Pair(NamedTuple):
    """The ids of the row to merge and of the row to merge it into, with the versions that the
    editor saw.

    A version is None if the caller saw nothing that could be out of date.
    """

    row_id: int
    into_id: int
    seen: int | None
    seen_into: int | None = None


@dataclass(frozen=True, slots=True)
class Merge(Generic[R]):
    """A row, the heir that takes it over, and the change (editor and time) that merges them."""

    change: Change
    row: R
    heir: R

    def approved(self, reference: Any) -> dict[int, list[str]]:
        """By claim id, the keys of the approved attributions that refer to the row in the column
        `reference`."""
        rows = self.change.session.execute(
            select(col(Attribution.claim_id), col(Attribution.key))
            .where(
                *self._refers(reference), col(Attribution.state) == AttributionState.APPROVED.value
            )
            .order_by(col(Attribution.id))
        )
        found: defaultdict[int, list[str]] = defaultdict(list)
        for claim_id, key in rows:
            found[claim_id].append(key)
        return dict(found)

    def move(self, reference: Any, *where: Any) -> None:
        """Make every row that refers to the merged row in this column refer to the heir; each
        change is audited.

        The conditions `where` limit which rows change.
        """
        table, field = reference.class_, reference.key.removesuffix("_id")
        mine = [*self._refers(reference), *where]
        ids = self.change.session.scalars(select(table.id).where(*mine).order_by(table.id)).all()
        edited = {"edited_at": self.change.now} if issubclass(table, Row) else {}
        self.change.session.execute(
            update(table).where(*mine).values({reference.key: self.heir.id, **edited}),
            execution_options={"synchronize_session": "fetch"},
        )
        before, after = {field: self.row.key}, {field: self.heir.key}
        self.moved([Audited(_named(table), one or 0, before, after) for one in ids])

    def moved(self, changes: list[Audited]) -> None:
        """Audit the changes in rows that referred to the merged row."""
        self.audit(changes, action=f"merge {_named(type(self.row))}s")

    def audit(self, changes: list[Audited], *, action: str) -> None:
        """Audit changes in the name of the editor who merges."""
        audit(self.change, changes, action=action)

    def changing(
        self, row: R, action: str, note: Mapping[str, Any] | None = None
    ) -> AbstractContextManager[None]:
        """`rows.changing` in the name of the editor who merges."""
        return changing(self.change, row, action=action, note=note)

    def _refers(self, reference: Any) -> tuple[Any, Any]:
        return (
            col(reference.class_.workspace_id) == self.row.workspace_id,
            reference == self.row.id,
        )


_INTO_ITSELF = {
    "claim": N_("A claim cannot be merged into itself."),
    "attribution": N_("An attribution cannot be merged into itself."),
    "source": N_("A source cannot be merged into itself."),
    "outlet": N_("An outlet cannot be merged into itself."),
}


def merge(change: Change, table: type[R], pair: Pair) -> Merge[R]:
    """Lock and check both rows for a merge; nothing is merged yet.

    Raises RefusalError if a row would be merged into itself or into a row that was merged into it,
    or if one is missing. Raises ChangedMeanwhileError if one of them is not at the version seen.
    """
    name = _named(table)
    row = taken(change, table, pair.row_id, pair.seen)
    unchanged(change, name, pair.into_id, pair.seen_into)
    if pair.row_id == pair.into_id:
        raise RefusalError(gettext(_INTO_ITSELF[name]))
    heir = heir_of(change.session, table, change.workspace_id, pair.into_id)
    if heir.id == pair.row_id:
        raise RefusalError(
            gettext(
                "{into} was itself merged into {row}.",
                into=capitalised(numbered(name, pair.into_id)),
                row=numbered(name, pair.row_id),
            )
        )
    return Merge(change, row, heir)


def heir_of(session: Session, table: type[R], workspace_id: int, row_id: int) -> R:
    """The row at the end of a row's merges; the row itself if it was not merged.

    Raises RefusalError if the workspace has no such row.
    """
    here, way = locked(session, table, workspace_id, row_id), {row_id}
    while (step := _step(session, table, workspace_id, number(here))) is not None:
        if step in way:
            break
        way.add(step)
        here = locked(session, table, workspace_id, step)
    return here


def merged(session: Session, table: type[Row], workspace_id: int) -> dict[int, int]:
    """For each merged row of a workspace, by id: the id of the row at the end of its merges."""
    steps: dict[int, int] = dict(session.execute(_steps(table, workspace_id)).all())
    ends: dict[int, int] = {}
    for start in steps:
        way, here = {start}, steps[start]
        while here in steps and here not in way:
            way.add(here)
            here = steps[here]
        ends[start] = here
    return ends


def not_merged(session: Session, row: Source | Outlet) -> None:
    """Raises RefusalError if the source or outlet was merged."""
    heir = merged(session, type(row), row.workspace_id).get(number(row))
    if heir is not None:
        name = _named(type(row))
        raise RefusalError(
            gettext(
                "{row} ({name}) was merged into {heir}; use that one.",
                row=capitalised(numbered(name, row.id)),
                name=row.name,
                heir=numbered(name, heir),
            )
        )


def _step(session: Session, table: type[Row], workspace_id: int, row_id: int) -> int | None:
    _, row, _ = _KEPT[table]
    found = session.execute(_steps(table, workspace_id).where(row == row_id)).first()
    return found[1] if found is not None else None


def _steps(table: type[Row], workspace_id: int) -> Select[int, int]:
    workspace, row, heir = _KEPT[table]
    return select(row, heir).where(workspace == workspace_id, heir.is_not(None))


def _named(table: type[SQLModel]) -> str:
    """The name of the table's rows in the audit trail."""
    return table.__name__.lower()

"""Claims that are not offered for a wording again, because a person called them the wrong ones."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, String, bindparam, or_, select
from sqlmodel import Session, col

from bot.matching.wording import same_wording
from models.feedback import Veto, VetoState
from models.record import Claim


def vetoed(
    session: Session,
    workspace_id: int,
    statement: str,
    claim_ids: Collection[int],
    asker: str | None,
) -> set[int]:
    """The ids of those claims that are not offered for a statement.

    A veto counts for the asker who made it, and for every asker once an editor agreed. A veto on a
    merged claim counts for its heir.
    """
    if not claim_ids:
        return set()
    rows = session.execute(
        _VETOES, {"workspace_id": workspace_id, "ids": list(claim_ids), "asker": asker}
    )
    barred: set[int] = set()
    for heir, other in rows:
        if heir not in barred and same_wording(statement, other):
            barred.add(heir)
    return barred


def _vetoes() -> Select[int, str]:
    # Each claim with all claims merged into it, recursively; UNION stops at a cycle.
    family = (
        select(col(Claim.id).label("id"), col(Claim.id).label("heir"))
        .where(
            col(Claim.workspace_id) == bindparam("workspace_id"),
            col(Claim.id).in_(bindparam("ids", expanding=True)),
        )
        .cte("family", recursive=True)
    )
    merged = select(col(Claim.id), family.c.heir).join(
        family, col(Claim.merged_into_id) == family.c.id
    )
    family = family.union(merged)
    return (
        select(family.c.heir, col(Veto.statement))
        .join(family, col(Veto.claim_id) == family.c.id)
        .where(
            col(Veto.workspace_id) == bindparam("workspace_id"),
            # Without an asker (NULL) no personal veto matches: NULL equals nothing.
            or_(
                col(Veto.state) == VetoState.AGREED.value,
                col(Veto.by) == bindparam("asker", type_=String),
            ),
        )
        .distinct()
    )


_VETOES = _vetoes()  # built once: building it takes longer than running it

"""Claims that are not offered to a wording again, because somebody called them the wrong one."""

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
    """Those of `claim_ids` that are not offered for a statement: to `asker`, who said so, or to
    anybody, where an editor agreed. A veto on a claim that was merged counts for its heir."""
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
    # Every claim with all that were merged into it, and into those; UNION stops at a cycle.
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
            # Nobody's own vetoes are compared with no asker: NULL equals nothing.
            or_(
                col(Veto.state) == VetoState.AGREED.value,
                col(Veto.by) == bindparam("asker", type_=String),
            ),
        )
        .distinct()
    )


_VETOES = _vetoes()  # made once: putting it together takes longer than running it

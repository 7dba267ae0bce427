"""Claims that the desk withdrew: a channel that read of one yesterday is told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from bot.digest.queries import given
from bot.digest.values import TakenBack, Wanted, Window
from bot.record.batches import batches
from bot.record.concealing import concealed, without_names
from bot.record.reading import claims_on_record
from bot.record.visible import visible
from models.changes import AuditEntry
from models.record import Claim, ClaimState

SHOWN = 5
LOOKED_AT = 200
"""Entries of the audit trail; a desk that takes back more at a time is told the number of these."""

_WITHDRAW = "withdraw"


def taken_back(
    session: Session, workspace_id: int, window: Window, wanted: Wanted
) -> tuple[tuple[TakenBack, ...], int]:
    """The claims withdrawn in the window, the newest first, and how many more there are.

    A claim that also came in the window is left out, since no one has read of it; so is one that
    was put back on record. There are none for a digest that wants certain statuses, since a
    withdrawn claim has none.
    """
    if wanted.statuses:
        return (), 0
    entries = session.execute(_withdrawals(), given(workspace_id, window)).all()
    reasons: dict[int, str | None] = {}
    for claim_id, after in entries:
        reasons.setdefault(claim_id, (after or {}).get("reason"))
    ids = _known_before(session, workspace_id, list(reasons), window, wanted)
    pages = claims_on_record(
        session, workspace_id, ids[:SHOWN], now=window.until, editor=False, shelf_lives={}
    )
    names = concealed(session, workspace_id)
    shown = tuple(
        TakenBack(one, page.card.text, without_names(names, reasons[one] or "") or None)
        for one in ids[:SHOWN]
        if (page := pages.get(one)) and page.withdrawn and not page.hidden and page.card.id == one
    )
    return shown, len(ids[SHOWN:])


def _known_before(
    session: Session, workspace_id: int, claim_ids: Sequence[int], window: Window, wanted: Wanted
) -> list[int]:
    """The claims, of these, that are still withdrawn and that everyone could see before the window;
    in the same order."""
    found: set[int] = set()
    for some in batches(claim_ids):
        query = select(col(Claim.id)).where(
            col(Claim.id).in_(some),
            col(Claim.state) == ClaimState.WITHDRAWN.value,
            col(Claim.merged_into_id).is_(None),
            col(Claim.created_at) <= window.since,
            col(Claim.status).is_not(None),  # as `was_seen` has it
        )
        if wanted.topics:
            query = query.where(col(Claim.topic).in_(list(wanted.topics)))
        found.update(one for one in session.scalars(query) if one is not None)
    seen = visible(session, workspace_id, sorted(found), now=window.until)
    found = {one for one in found if not seen[one].hidden}
    return [one for one in claim_ids if one in found]


@cache
def _withdrawals() -> Any:
    query: Any = select(col(AuditEntry.entity_id), col(AuditEntry.after))
    return (
        query.where(
            col(AuditEntry.workspace_id) == bindparam("workspace"),
            col(AuditEntry.action) == _WITHDRAW,
            col(AuditEntry.at) > bindparam("since"),
            col(AuditEntry.at) <= bindparam("until"),
            col(AuditEntry.entity) == "claim",
        )
        .order_by(col(AuditEntry.id).desc())
        .limit(LOOKED_AT)
    )

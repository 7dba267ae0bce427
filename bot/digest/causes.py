"""The attributions that changed a claim's status, by the keys that they have on the claim's
page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.digest.happened import LATE, Event
from bot.digest.queries import given, in_window, shape_of
from bot.digest.values import What, Window
from bot.record.batches import batches
from bot.record.card import AttributionLine
from models.changes import StatusChange
from models.record import Attribution

_CAUSES = 50
"""Attributions of one claim that are looked up as the cause of a change."""


def causes_of(
    session: Session, workspace_id: int, window: Window, shown: Sequence[Event]
) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """Two mappings by claim, each to keys of attributions as its page has them: those that changed
    its status, and, for claims whose status changed, those that came in the window."""
    if not shown:
        return {}, {}
    ids = [event.claim_id for event in shown]
    named: defaultdict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(col(StatusChange.claim_id), col(StatusChange.attributions))
        .where(
            col(StatusChange.claim_id).in_(ids),
            in_window(StatusChange, col(StatusChange.at), shape_of(window)),
            col(StatusChange.cause).is_(None),
        )
        .order_by(col(StatusChange.id).desc()),
        given(workspace_id, window),
    )
    for claim_id, keys in rows:
        named[claim_id] += keys or ()
    causes: defaultdict[int, set[str]] = defaultdict(set)
    wanted = [key for keys in named.values() for key in keys[:_CAUSES]]
    for batch in batches(sorted(set(wanted))):
        found = session.execute(
            select(col(Attribution.claim_id), col(Attribution.key), col(Attribution.id)).where(
                col(Attribution.workspace_id) == workspace_id, col(Attribution.key).in_(batch)
            )
        )
        for claim_id, key, row_id in found:
            causes[claim_id] |= as_shown(key, row_id)
    came: defaultdict[int, set[str]] = defaultdict(set)
    what = {event.claim_id: event.what for event in shown if event.what is not What.NEW}
    for claim_id, key, row_id, decided_at, embargo_until in _recent(session, window, list(what)):
        if what[claim_id] not in (What.STATUS, What.MOVED):
            causes[claim_id] |= as_shown(key, row_id)
        elif max(decided_at or window.since, embargo_until or window.since) > window.since:
            came[claim_id] |= as_shown(key, row_id)
    return dict(causes), dict(came)


def net(
    lines: Sequence[AttributionLine], causes: Collection[str], came: Collection[str]
) -> tuple[AttributionLine, ...]:
    """The attributions that made the difference between the two ends of the window.

    Left out of the `causes`: those that `came` in the window and were withdrawn in it. Included:
    those that came in the window and count only now.
    """
    return tuple(
        one
        for one in lines
        if (one.key in causes and not (one.retracted and one.key in came))
        or (one.key in came and one.counted)
    )


def as_shown(key: str, row_id: int) -> set[str]:
    """The names that a page may have for an attribution: its key, or, if that is confidential, one
    made of its row's number."""
    return {key, f"desk-{row_id}"}


def _recent(session: Session, window: Window, claim_ids: Sequence[int]) -> Sequence[Any]:
    """Attributions of these claims that came, left embargo or were changed in the window.

    The query does not name the workspace: SQLite would then read all the workspace's attributions.
    """
    if not claim_ids:
        return ()
    return session.execute(
        select(
            col(Attribution.claim_id),
            col(Attribution.key),
            col(Attribution.id),
            col(Attribution.decided_at),
            col(Attribution.embargo_until),
        ).where(
            col(Attribution.claim_id).in_(claim_ids),
            (col(Attribution.decided_at) > window.since - LATE)
            | (col(Attribution.embargo_until) > window.since)
            | (col(Attribution.edited_at) > window.since - LATE),
        )
    ).all()

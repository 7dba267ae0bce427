"""To which claims something happened in a digest's time: all of them, in four queries, without
their pages.

A claim without a status is one of which nothing may be shown; so are drafts, and claims that were
withdrawn or merged. What is counted here is therefore what everybody may see.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, text
from sqlmodel import Session, col

from bot.corroboration.figures import same_unit_key
from bot.digests.values import Wanted, What, Window
from bot.record.batches import batches
from models.changes import AuditEntry, StatusChange
from models.record import Attribution, AttributionState, Claim, ClaimState, Stance

LATE = timedelta(hours=1)
"""How much earlier than its commit the instant of a change may be: the longest transaction."""

_ORDER = {what: n for n, what in enumerate(What)}


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a claim: what its status came to and, if that changed, what it was."""

    claim_id: int
    what: What
    status: str
    was: str | None


@dataclass(frozen=True, slots=True)
class Events:
    """The claims of one page by topic, and how many there are in all."""

    page: dict[str | None, list[Event]]
    counts: dict[str | None, int]
    total: int
    left: int


_Moves = dict[int, tuple[int, str | None, int, str, str | None]]
"""By claim: the first change and what it came from, the last and what it came to, the topic."""

_Spoken = dict[int, tuple[What, int, str | None, str]]
"""By claim: what was said of it, in which row; the claim's topic and status."""

_Place = tuple[int, int, int]
"""Where a claim stands in its topic: by kind, the newest first; then its number."""


def newest_rows(session: Session, workspace_id: int) -> tuple[int, int]:
    """The newest status change and the newest attribution of a workspace, 0 where none is."""

    def newest(table: Any) -> int:
        query = select(func.max(col(table.id))).where(col(table.workspace_id) == workspace_id)
        return session.scalar(query) or 0

    return newest(StatusChange), newest(Attribution)


def events(
    session: Session,
    workspace_id: int,
    window: Window,
    wanted: Wanted,
    *,
    page: int,
    size: int,
) -> Events:
    """The page `page` (from 1) of what happened, `size` claims on each.

    A page takes from every topic in turn, so that no topic crowds out another.
    """
    moves = _moved(session, workspace_id, window, wanted)
    spoken: _Spoken = {}
    _said(session, workspace_id, window, wanted, spoken)
    _retracted(session, workspace_id, window, wanted, spoken)
    by_topic = _by_topic(moves, spoken)
    counts = {topic: len(every) for topic, every in by_topic.items()}
    topics = sorted(by_topic, key=lambda topic: (topic is None, -counts[topic], topic or ""))
    first = {topic: nsmallest(page * size, by_topic[topic]) for topic in topics}
    turns = _in_turn(topics, first)[: page * size]
    shown: dict[str | None, list[Event]] = {}
    for topic, place in turns[(page - 1) * size :]:
        shown.setdefault(topic, []).append(_event(place, moves, spoken))
    total = sum(counts.values())
    ordered = {topic: shown[topic] for topic in topics if topic in shown}
    return Events(ordered, counts, total, max(0, total - page * size))


def _moved(session: Session, workspace_id: int, window: Window, wanted: Wanted) -> _Moves:
    """The status changes, those of one claim as one. A day may have 100,000 of them, so the rows
    are not kept."""
    rows = session.execute(
        select(
            col(StatusChange.id),
            col(StatusChange.claim_id),
            col(StatusChange.from_status),
            col(StatusChange.to_status),
            col(Claim.topic),
        )
        .join(Claim, col(Claim.id) == col(StatusChange.claim_id))
        .where(
            col(StatusChange.workspace_id) == workspace_id,
            in_window(StatusChange, col(StatusChange.at), window),
            *_shown(wanted),
        )
    )
    moves: _Moves = {}
    for row_id, claim_id, was, status, topic in rows:
        known = moves.get(claim_id)
        if known is None:
            moves[claim_id] = row_id, was, row_id, status, topic
            continue
        first, first_was, last, last_status, _ = known
        if row_id < first:
            first, first_was = row_id, was
        if row_id > last:
            last, last_status = row_id, status
        moves[claim_id] = first, first_was, last, last_status, topic
    return moves


def _by_topic(moves: _Moves, spoken: _Spoken) -> dict[str | None, list[_Place]]:
    """Where each claim stands; one that came back to where it was, only if something was said."""
    places: defaultdict[str | None, list[_Place]] = defaultdict(list)
    new, status_order = _ORDER[What.NEW], _ORDER[What.STATUS]
    for claim_id, (_, was, last, status, topic) in moves.items():
        if was is None:
            places[topic].append((new, -last, claim_id))
        elif was != status:
            places[topic].append((status_order, -last, claim_id))
    for claim_id, (what, row_id, topic, _) in spoken.items():
        move = moves.get(claim_id)
        if move is None or move[1] == move[3]:
            places[topic].append((_ORDER[what], -row_id, claim_id))
    return places


def _event(place: _Place, moves: _Moves, spoken: _Spoken) -> Event:
    order, _, claim_id = place
    what = list(What)[order]
    if what in (What.NEW, What.STATUS):
        _, was, _, status, _ = moves[claim_id]
        return Event(claim_id, what, status, was)
    return Event(claim_id, what, spoken[claim_id][3], None)


def _said(
    session: Session, workspace_id: int, window: Window, wanted: Wanted, spoken: _Spoken
) -> None:
    """Add the claims that somebody new denies, or of which somebody gives another figure."""
    denies = col(Attribution.stance) == Stance.DENIES.value
    apart = and_(
        col(Attribution.stance) == Stance.ASSERTS.value,
        # Said first, so that the index alone sorts out those without a figure.
        or_(col(Attribution.figure_low).is_not(None), col(Attribution.figure_high).is_not(None)),
        or_(
            col(Attribution.figure_low) > col(Claim.figure_high),
            col(Attribution.figure_high) < col(Claim.figure_low),
        ),
    )
    # By themselves: with the rest of the query SQLite would go through all statements there are.
    freed = session.scalars(
        select(col(Attribution.id)).where(
            col(Attribution.embargo_until) > window.since,
            col(Attribution.embargo_until) <= window.until,
        )
    ).all()
    whens = [col(Attribution.id).in_(some) for some in batches(freed)]
    came = in_window(Attribution, col(Attribution.decided_at), window)
    query = (
        select(
            col(Attribution.id),
            col(Attribution.claim_id),
            col(Attribution.unit),
            col(Claim.unit),
            col(Claim.topic),
            col(Claim.status),
        )
        .join(Claim, col(Claim.id) == col(Attribution.claim_id))
        .where(
            col(Attribution.workspace_id) == workspace_id,
            *_spoken_for_itself(window.until),
            *_shown(wanted),
        )
    )
    for what, stance in ((What.DENIED, denies), (What.FIGURE, apart)):
        for when in (came, *whens):
            rows = session.execute(query.where(stance, when))
            for row_id, claim_id, given, of_claim, topic, status in rows:
                if what is What.DENIED or same_unit_key(given) == same_unit_key(of_claim):
                    _also(spoken, claim_id, what, row_id, topic, status)


def _retracted(
    session: Session,
    workspace_id: int,
    window: Window,
    wanted: Wanted,
    spoken: _Spoken,
) -> None:
    """Add the claims of which somebody withdrew what they had said."""
    retracting = exists().where(
        col(AuditEntry.workspace_id) == col(Attribution.workspace_id),
        col(AuditEntry.entity) == "attribution",
        col(AuditEntry.entity_id) == col(Attribution.id),
        col(AuditEntry.action) == "retract",
        col(AuditEntry.at) > window.since,
        col(AuditEntry.at) <= window.until,
    )
    rows = session.execute(
        select(col(Attribution.id), col(Attribution.claim_id), col(Claim.topic), col(Claim.status))
        .join(Claim, col(Claim.id) == col(Attribution.claim_id))
        .where(
            col(Attribution.workspace_id) == workspace_id,
            text("attribution.retracted"),  # as the partial index has it
            col(Attribution.edited_at) > window.since,
            col(Attribution.state) == AttributionState.APPROVED.value,
            _free(window.until),
            retracting,
            *_shown(wanted),
        )
    )
    for row_id, claim_id, topic, status in rows:
        _also(spoken, claim_id, What.RETRACTED, row_id, topic, status)


def in_window(table: Any, at: Any, window: Window) -> ColumnElement[bool]:
    """Rows that came in the window: by their instant, or later than the rows known before it."""
    changes = table is StatusChange
    after = window.after_change if changes else window.after_attribution
    upto = window.upto_change if changes else window.upto_attribution
    known = col(table.id) <= upto
    if after is None:
        return and_(known, at > window.since)
    # A row's number may be one that was given up (SQLite), its instant may be before its commit.
    return and_(known, at > window.since - LATE, or_(at > window.since, col(table.id) > after))


def _shown(wanted: Wanted) -> list[ColumnElement[bool]]:
    where = [
        col(Claim.state) == ClaimState.APPROVED.value,
        col(Claim.merged_into_id).is_(None),
        col(Claim.status).is_not(None),
    ]
    if wanted.topics:
        where.append(col(Claim.topic).in_(wanted.topics))
    if wanted.statuses:
        where.append(col(Claim.status).in_(wanted.statuses))
    return where


def _spoken_for_itself(now: datetime) -> list[ColumnElement[bool]]:
    """Approved, somebody's own words, and nothing that may not be shown yet."""
    return [
        col(Attribution.state) == AttributionState.APPROVED.value,
        col(Attribution.source_id).is_not(None),
        col(Attribution.origin_id).is_(None),
        col(Attribution.origin_unknown).is_(False),
        col(Attribution.retracted).is_(False),
        _free(now),
    ]


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(col(Attribution.embargo_until).is_(None), col(Attribution.embargo_until) <= now)


def _also(
    spoken: _Spoken, claim_id: int, what: What, row_id: int, topic: str | None, status: str
) -> None:
    """Of several things the first in the order of `What` is told, and its newest row."""
    known = spoken.get(claim_id)
    if known is None or (_ORDER[what], -row_id) < (_ORDER[known[0]], -known[1]):
        spoken[claim_id] = what, row_id, topic, status


def _in_turn(
    topics: list[str | None], first: dict[str | None, list[_Place]]
) -> list[tuple[str | None, _Place]]:
    """The best of every topic, then the second of every topic, and so on."""
    turns = [
        (turn, place, found)
        for place, topic in enumerate(topics)
        for turn, found in enumerate(first[topic])
    ]
    turns.sort(key=lambda one: one[:2])
    return [(topics[place], found) for _, place, found in turns]

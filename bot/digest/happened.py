"""To which claims something happened in a digest's time: all of them, in four queries, without
their pages.

A claim without a status is one of which nothing may be shown; so are drafts, and claims that were
withdrawn or merged. What is counted here is therefore what everybody may see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from heapq import nsmallest
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select, text
from sqlmodel import Session, col

from bot.corroboration.figures import same_unit_key
from bot.digest.values import Wanted, What, Window
from bot.record.batches import batches
from models.changes import AuditEntry, StatusChange
from models.record import Attribution, AttributionState, Claim, ClaimState, Stance

LATE = timedelta(hours=1)
"""How much earlier than its commit the instant of a change may be: the longest transaction."""

OUT_OF_ORDER = timedelta(hours=3)
"""How much earlier the instant of a change may be than those of rows before it: the clock may have
been set back."""

_EVERYTHING = Wanted()

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

    change, attribution = session.execute(_newest(), {"workspace": workspace_id}).one()
    return change or 0, attribution or 0


@cache
def _newest() -> Select[Any]:
    def newest(table: Any) -> Any:
        here = col(table.workspace_id) == bindparam("workspace")
        return select(func.max(col(table.id))).where(here).scalar_subquery()

    return select(newest(StatusChange), newest(Attribution))


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
    shape, values = shape_of(window, wanted), given(workspace_id, window, wanted)
    moves = _moved(session, shape, values)
    spoken: _Spoken = {}
    _said(session, shape, values, spoken)
    _retracted(session, shape, values, spoken)
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


@dataclass(frozen=True, slots=True)
class Shape:
    """What a statement's text depends on. It is built once for each: to build one takes longer
    than to run it on a day on which little happened."""

    first: bool  # nothing is known of a digest before this one
    topics: bool
    statuses: bool


def shape_of(window: Window, wanted: Wanted = _EVERYTHING) -> Shape:
    """Of the statements for this window."""
    first = window.after_change is None or window.after_attribution is None
    return Shape(first, bool(wanted.topics), bool(wanted.statuses))


def given(workspace_id: int, window: Window, wanted: Wanted = _EVERYTHING) -> dict[str, Any]:
    """The values that go into a statement."""
    return {
        "workspace": workspace_id,
        "since": window.since,
        "late": window.since - OUT_OF_ORDER,
        "until": window.until,
        "after_change": window.after_change,
        "upto_change": window.upto_change,
        "after_attribution": window.after_attribution,
        "upto_attribution": window.upto_attribution,
        "topics": list(wanted.topics),
        "statuses": list(wanted.statuses),
    }


def _moved(session: Session, shape: Shape, values: Mapping[str, Any]) -> _Moves:
    """The status changes, those of one claim as one. A day may have 100,000 of them, so the rows
    are not kept."""
    moves: _Moves = {}
    for row_id, claim_id, was, status, topic in session.execute(_moving(shape), values):
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


@cache
def _moving(shape: Shape) -> Any:
    query: Any = select(
        col(StatusChange.id),
        col(StatusChange.claim_id),
        col(StatusChange.from_status),
        col(StatusChange.to_status),
        col(Claim.topic),
    )
    return query.join(Claim, col(Claim.id) == col(StatusChange.claim_id)).where(
        col(StatusChange.workspace_id) == bindparam("workspace"),
        in_window(StatusChange, col(StatusChange.at), shape),
        *_shown(shape),
    )


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


def _said(session: Session, shape: Shape, values: Mapping[str, Any], spoken: _Spoken) -> None:
    """Add the claims that somebody new denies, or of which somebody gives another figure."""
    # By themselves: with the rest of the query SQLite would go through all statements there are.
    freed = session.scalars(_freed(), values).all()
    for what in (What.DENIED, What.FIGURE):
        found = [session.execute(_saying(shape, what, came=True), values)]
        for some in batches(freed):
            query = _saying(shape, what, came=False)
            found.append(session.execute(query, {**values, "freed": list(some)}))
        for row_id, claim_id, unit, of_claim, topic, status in chain.from_iterable(found):
            if what is What.DENIED or same_unit_key(unit) == same_unit_key(of_claim):
                _also(spoken, claim_id, what, row_id, topic, status)


@cache
def _freed() -> Select[Any]:
    """The attributions whose embargo ended in the window."""
    return select(col(Attribution.id)).where(
        col(Attribution.embargo_until) > bindparam("since"),
        col(Attribution.embargo_until) <= bindparam("until"),
    )


@cache
def _saying(shape: Shape, what: What, *, came: bool) -> Any:
    """Denials, or other figures, that came in the window, or those that were `freed` in it."""
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
    if came:
        when = in_window(Attribution, col(Attribution.decided_at), shape)
    else:
        when = col(Attribution.id).in_(bindparam("freed", expanding=True))
    query: Any = select(
        col(Attribution.id),
        col(Attribution.claim_id),
        col(Attribution.unit),
        col(Claim.unit),
        col(Claim.topic),
        col(Claim.status),
    )
    return query.join(Claim, col(Claim.id) == col(Attribution.claim_id)).where(
        col(Attribution.workspace_id) == bindparam("workspace"),
        *_spoken_for_itself(),
        *_shown(shape),
        denies if what is What.DENIED else apart,
        when,
    )


def _retracted(session: Session, shape: Shape, values: Mapping[str, Any], spoken: _Spoken) -> None:
    """Add the claims of which somebody withdrew what they had said."""
    for row_id, claim_id, topic, status in session.execute(_retracting(shape), values):
        _also(spoken, claim_id, What.RETRACTED, row_id, topic, status)


@cache
def _retracting(shape: Shape) -> Any:
    retracting = exists().where(
        col(AuditEntry.workspace_id) == col(Attribution.workspace_id),
        col(AuditEntry.entity) == "attribution",
        col(AuditEntry.entity_id) == col(Attribution.id),
        col(AuditEntry.action) == "retract",
        col(AuditEntry.at) > bindparam("since"),
        col(AuditEntry.at) <= bindparam("until"),
    )
    query: Any = select(
        col(Attribution.id), col(Attribution.claim_id), col(Claim.topic), col(Claim.status)
    )
    return query.join(Claim, col(Claim.id) == col(Attribution.claim_id)).where(
        col(Attribution.workspace_id) == bindparam("workspace"),
        text("attribution.retracted"),  # as the partial index has it
        col(Attribution.edited_at) > bindparam("since"),
        col(Attribution.state) == AttributionState.APPROVED.value,
        _free(),
        retracting,
        *_shown(shape),
    )


def in_window(table: Any, at: Any, shape: Shape) -> ColumnElement[bool]:
    """Rows that came in the window: by their instant, or later than the rows known before it.

    Its values are those of `given`.
    """
    which = "change" if table is StatusChange else "attribution"
    known = col(table.id) <= bindparam(f"upto_{which}")
    recent = at > bindparam("since")
    if shape.first:
        return and_(known, recent)
    # A row's number may be one that was given up (SQLite), its instant may be before its commit.
    later = col(table.id) > bindparam(f"after_{which}")
    return and_(known, at > bindparam("late"), or_(recent, later))


def _shown(shape: Shape) -> list[ColumnElement[bool]]:
    where = [
        col(Claim.state) == ClaimState.APPROVED.value,
        col(Claim.merged_into_id).is_(None),
        col(Claim.status).is_not(None),
    ]
    if shape.topics:
        where.append(col(Claim.topic).in_(bindparam("topics", expanding=True)))
    if shape.statuses:
        where.append(col(Claim.status).in_(bindparam("statuses", expanding=True)))
    return where


def _spoken_for_itself() -> list[ColumnElement[bool]]:
    """Approved, somebody's own words, and nothing that may not be shown yet."""
    return [
        col(Attribution.state) == AttributionState.APPROVED.value,
        col(Attribution.source_id).is_not(None),
        col(Attribution.origin_id).is_(None),
        col(Attribution.origin_unknown).is_(False),
        col(Attribution.retracted).is_(False),
        _free(),
    ]


def _free() -> ColumnElement[bool]:
    embargo = col(Attribution.embargo_until)
    return or_(embargo.is_(None), embargo <= bindparam("until"))


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

"""Which claims something happened to in a digest's window, what happened to each, and which come on
a page. All of them are found in four queries, without reading their pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from heapq import nsmallest
from itertools import chain
from typing import Any, NamedTuple

from sqlmodel import Session

from bot.corroboration import Status
from bot.corroboration.figures import same_unit_key
from bot.digest.queries import (
    Shape,
    freed_of_embargo,
    given,
    new_statements,
    retractions,
    shape_of,
    status_changes,
)
from bot.digest.values import Wanted, What, Window
from bot.record.batches import batches

LATE = timedelta(hours=1)
"""How much earlier than its commit the instant of a change may be: the longest transaction."""


_ORDER = {what: n for n, what in enumerate(What)}

_TELLING = (
    Status.DISPUTED,
    Status.DENIED,
    Status.RETRACTED,
    Status.FIGURE_UNSUPPORTED,
    Status.CONFIRMED,
    Status.CORROBORATED,
    Status.ALIGNED,
)
"""The statuses of new claims that come first on a page."""

_WEIGHT = {status.value: n for n, status in enumerate(_TELLING)}


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a claim: its new status and, if that changed, the one before; likewise the
    figure on record, as the row of the change has it."""

    claim_id: int
    what: What
    status: str
    was: str | None
    figure: Mapping[str, Any] | None = None
    figure_was: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Events:
    """The claims of one page by topic, and how many there are on all pages: by topic, by what
    happened, and the new ones by status."""

    page: dict[str | None, list[Event]]
    counts: dict[str | None, int]
    kinds: Mapping[What, int]
    new: Mapping[str, int]
    total: int
    left: int


class _Move(NamedTuple):
    """The changes of one claim as one: the first row and what it came from, the last and what it
    came to, the topic, the figure before the first change of it and after the last."""

    first: int
    was: str | None
    last: int
    status: str
    topic: str | None
    figure_was: Mapping[str, Any] | None
    figure: Mapping[str, Any] | None

    @property
    def is_moved(self) -> bool:
        """Whether the figure on record is another one than before."""
        return bool(self.figure and self.figure_was) and self.figure != self.figure_was


_Moves = dict[int, _Move]

_Spoken = dict[int, tuple[What, int, str | None, str]]
"""By claim: what was said of it, in which row; the claim's topic and status."""

_Place = tuple[int, int, int, int]
"""Where a claim stands in its topic: by kind, new ones by status, the newest first; its number."""


def events(
    session: Session,
    workspace_id: int,
    window: Window,
    wanted: Wanted,
    *,
    start: int,
    end: int,
) -> Events:
    """What happened to the claims from `start` (from 0) to `end`, exclusive.

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
    first = {topic: nsmallest(end, by_topic[topic]) for topic in topics}
    turns = _in_turn(topics, first)[:end]
    shown: dict[str | None, list[Event]] = {}
    for topic, place in turns[start:]:
        shown.setdefault(topic, []).append(_event(place, moves, spoken))
    total = sum(counts.values())
    ordered = {topic: shown[topic] for topic in topics if topic in shown}
    kinds = Counter(list(What)[place[0]] for every in by_topic.values() for place in every)
    new = Counter(move.status for move in moves.values() if _of_move(move) is What.NEW)
    return Events(ordered, counts, kinds, new, total, max(0, total - end))


def _moved(session: Session, shape: Shape, values: Mapping[str, Any]) -> _Moves:
    """The status changes, with those of one claim joined into one. A day may have 100,000 of them,
    so the rows are not kept."""
    moves: _Moves = {}
    rows: Iterable[Any] = session.execute(status_changes(shape), values)
    for row_id, claim_id, was, status, topic, figure_was, figure in rows:
        now = _Move(row_id, was, row_id, status, topic, figure_was, figure)
        known = moves.get(claim_id)
        if known is not None:
            first, last = (known, now) if known.first < row_id else (now, known)
            now = first._replace(
                last=max(known.last, row_id),
                status=last.status if last.last > first.last else first.status,
                figure_was=first.figure_was if first.figure is not None else last.figure_was,
                figure=last.figure if last.figure is not None else first.figure,
            )
        moves[claim_id] = now
    return moves


def _by_topic(moves: _Moves, spoken: _Spoken) -> dict[str | None, list[_Place]]:
    """The place of each claim in its topic. A claim whose status returned to what it was is listed
    only if a party said something new of it."""
    places: defaultdict[str | None, list[_Place]] = defaultdict(list)
    for claim_id, move in moves.items():
        what = _of_move(move)
        if what is not None:
            weight = _WEIGHT.get(move.status, len(_WEIGHT)) if what is What.NEW else 0
            places[move.topic].append((_ORDER[what], weight, -move.last, claim_id))
    for claim_id, (what, row_id, topic, _) in spoken.items():
        if claim_id not in moves or _of_move(moves[claim_id]) is None:
            places[topic].append((_ORDER[what], 0, -row_id, claim_id))
    return places


def _of_move(move: _Move) -> What | None:
    """What the changes of a claim come to; None if everything is as it was."""
    if move.was is None:
        return What.NEW
    if move.was != move.status:
        return What.STATUS
    return What.MOVED if move.is_moved else None


def _event(place: _Place, moves: _Moves, spoken: _Spoken) -> Event:
    order, _, _, claim_id = place
    what = list(What)[order]
    if what in (What.NEW, What.STATUS, What.MOVED):
        move = moves[claim_id]
        figures = (move.figure, move.figure_was) if move.is_moved else (None, None)
        return Event(claim_id, what, move.status, move.was, *figures)
    return Event(claim_id, what, spoken[claim_id][3], None)


def _said(session: Session, shape: Shape, values: Mapping[str, Any], spoken: _Spoken) -> None:
    """Add the claims that a new party denies, or for which a new party gives another figure."""
    # A query of its own: joined to the rest, SQLite would read all attributions.
    freed = session.scalars(freed_of_embargo(), values).all()
    for what in (What.DENIED, What.FIGURE):
        found = [session.execute(new_statements(shape, what, came=True), values)]
        for some in batches(freed):
            query = new_statements(shape, what, came=False)
            found.append(session.execute(query, {**values, "freed": list(some)}))
        for row_id, claim_id, unit, of_claim, topic, status in chain.from_iterable(found):
            if what is What.DENIED or same_unit_key(unit) == same_unit_key(of_claim):
                _also(spoken, claim_id, what, row_id, topic, status)


def _retracted(session: Session, shape: Shape, values: Mapping[str, Any], spoken: _Spoken) -> None:
    """Add the claims of which a party withdrew what it had said."""
    for row_id, claim_id, topic, status in session.execute(retractions(shape), values):
        _also(spoken, claim_id, What.RETRACTED, row_id, topic, status)


def _also(
    spoken: _Spoken, claim_id: int, what: What, row_id: int, topic: str | None, status: str
) -> None:
    """If several things happened to a claim, keep the first in the order of `What`, with its newest
    row."""
    known = spoken.get(claim_id)
    if known is None or (_ORDER[what], -row_id) < (_ORDER[known[0]], -known[1]):
        spoken[claim_id] = what, row_id, topic, status


def _in_turn(
    topics: list[str | None], first: dict[str | None, list[_Place]]
) -> list[tuple[str | None, _Place]]:
    """The best claim of every topic, then the second of every topic, and so on."""
    turns = [
        (turn, place, found)
        for place, topic in enumerate(topics)
        for turn, found in enumerate(first[topic])
    ]
    turns.sort(key=lambda one: one[:2])
    return [(topics[place], found) for _, place, found in turns]

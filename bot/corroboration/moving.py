"""Rule 5a, figures that move: which figure a claim has now, and who gives it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import isinf

from bot.corroboration.changes import Changes
from bot.corroboration.figure_times import is_for_time_of
from bot.corroboration.figures import Fit, bounds, converted, fit, same, same_unit_key
from bot.corroboration.values import (
    Attribution,
    ClaimFacts,
    Figure,
    FigureGiven,
    FigureOnRecord,
    Reason,
    Stance,
    seniority,
)


@dataclass(frozen=True, slots=True)
class Moving:
    """The figure on record, and the figure that each source gives now, by the source's key.

    A source that gives several figures on one day gives the span from the lowest to the highest.
    """

    on_record: FigureOnRecord
    given: Mapping[str, FigureGiven]

    @property
    def since(self) -> date | None:
        """The day on which the figure moved to where it is; None if it is the claim's."""
        return self.on_record.now.day if self.on_record.is_overtaken else None

    def of_source(self, attribution: Attribution) -> FigureGiven | None:
        """The figure that the attribution's source gives now."""
        return None if attribution.source is None else self.given.get(attribution.source)


def moving(claim: ClaimFacts, roots: Iterable[Attribution], change: Changes) -> Moving | None:
    """The figure on record of a claim; None if the claim has no figure.

    `roots` are the attributions that are the word of their own source, `change` says which of them
    are no longer in force. A figure in a unit that does not convert into the claim's is none.

    - A source that takes back its figure and gives another one on the same day has not moved: the
      day does not tell which came first.
    - Of a source that gives several figures on one day each is a figure that somebody gives; the
      figure that it moved to is the span of them all.
    - A figure in another unit of the measure is another figure only if people would not round one
      to the other: 300 miles, then 480 km, is no move.
    """
    if claim.figure is None:
        return None
    said: defaultdict[str, list[Attribution]] = defaultdict(list)
    for root in sorted(roots, key=seniority):
        if root.source is not None:
            said[root.source].append(root)
    voices = [_Voice(claim, stances, change) for stances in said.values()]
    given = {key: one.gives for key, one in zip(said, voices, strict=True) if one.gives}
    movers = [one for one in voices if one.moved_from()]
    latest = max((one.day for one in movers if one.day), default=None)
    if latest is None or any(one.holds(latest) for one in voices):
        return Moving(FigureOnRecord(_of_claim(claim, claim.figure, voices)), given)
    of_day = sorted(
        (one for one in movers if one.day == latest), key=lambda one: seniority(one.now[0])
    )
    leading = of_day if _all_overlap(of_day) else of_day[:1]
    now = _given(claim, [a for one in leading for a in one.now])
    before = _in_order([a for one in leading for a in one.earlier()])
    inside = fit(claim.figure, claim.unit, now.figure, now.unit) is Fit.INSIDE
    overtaken = not same(claim.figure, claim.unit, now.figure, now.unit)
    return Moving(FigureOnRecord(now, tuple(before), overtaken, inside), given)


class _Voice:
    """What one source said on a claim with a figure.

    `now` are the attributions that give its figure of the latest day. `day` is that day, None if it
    orders nothing.
    """

    def __init__(self, claim: ClaimFacts, stances: Sequence[Attribution], change: Changes) -> None:
        self._claim = claim
        self._fallen = change.fallen
        self._stances = stances
        self._figures = [
            a
            for a in stances
            if a.stance == Stance.ASSERTS and _comparable(claim, a) and is_for_time_of(claim, a)
        ]
        self.given = [a for a in self._figures if a.id not in change.fallen]
        if not any(a.ordered_by for a in self.given):
            self.given = sorted((*self.given, *self._kept()), key=seniority)
        self.day = max((a.ordered_by for a in self.given if a.ordered_by), default=None)
        self.now = [a for a in self.given if a.ordered_by == self.day]
        self.gives = _given(claim, self.now) if self.now else None

    def _kept(self) -> list[Attribution]:
        """The last figure of a source that asserts the claim without giving one now."""
        if not any(a.stance == Stance.ASSERTS and a.id not in self._fallen for a in self._stances):
            return []
        replaced = [a for a in self._figures if self._why(a) == Reason.REPLACED and a.ordered_by]
        last = max((a.ordered_by for a in replaced if a.ordered_by), default=None)
        if last is None or any(
            a.stance == Stance.DENIES and a.ordered_by and a.ordered_by > last
            for a in self._stances
        ):
            return []
        return [a for a in replaced if a.ordered_by == last]

    def _why(self, a: Attribution) -> Reason | None:
        fallen = self._fallen.get(a.id)
        return fallen[0] if fallen else None

    def earlier(self) -> list[Attribution]:
        """Those that gave its earlier figures."""
        return [
            a
            for a in self._figures
            if self.day and a.ordered_by and a.ordered_by < self.day and a.id in self._fallen
        ]

    def moved_from(self) -> list[Attribution]:
        """Those that gave another figure before, inside the claim's; none if it has not moved."""
        if self.gives is None or self._claim.figure is None:
            return []
        now, figure, unit = self.gives, self._claim.figure, self._claim.unit
        return [
            a
            for a in self.earlier()
            if a.figure is not None
            and fit(figure, unit, a.figure, a.unit) is Fit.INSIDE
            and not _is_one(now.figure, now.unit, a.figure, a.unit)
        ]

    def holds(self, since: date) -> bool:
        """Whether it gives exactly the claim's figure, on that day or later."""
        figure, unit = self._claim.figure, self._claim.unit
        return figure is not None and any(
            a.ordered_by and a.ordered_by >= since and same(figure, unit, a.figure, a.unit)
            for a in self.given
            if a.figure is not None
        )


def _comparable(claim: ClaimFacts, a: Attribution) -> bool:
    return a.figure is not None and converted(a.figure, a.unit, claim.unit) is not None


def _is_one(figure: Figure, unit: str | None, other: Figure, other_unit: str | None) -> bool:
    if same(figure, unit, other, other_unit):
        return True
    if same_unit_key(unit) == same_unit_key(other_unit):
        return False
    ways = fit(figure, unit, other, other_unit), fit(other, other_unit, figure, unit)
    return Fit.INSIDE in ways and None not in ways and Fit.DISJOINT not in ways


def _given(claim: ClaimFacts, attributions: Sequence[Attribution]) -> FigureGiven:
    """The span of the attributions' figures, in their unit; in the claim's if they have several."""
    every = sorted(attributions, key=seniority)
    units = {same_unit_key(a.unit) for a in every}
    unit = every[0].unit if len(units) == 1 else claim.unit
    spans = [
        bounds(found)
        for a in every
        if a.figure is not None and (found := converted(a.figure, a.unit, unit)) is not None
    ]
    low, high = min(low for low, _ in spans), max(high for _, high in spans)
    figure = (None if isinf(low) else low, None if isinf(high) else high)
    days = [a.ordered_by or a.said_on for a in every]
    return FigureGiven(figure, unit, days[0], tuple(a.id for a in every))


def _all_overlap(voices: Sequence[_Voice]) -> bool:
    found = [one.gives for one in voices]
    return all(
        fit(one.figure, one.unit, other.figure, other.unit) is not Fit.DISJOINT
        for one, other in combinations([each for each in found if each], 2)
    )


def _in_order(attributions: Iterable[Attribution]) -> Iterator[FigureGiven]:
    """The figures of these attributions, the newest first, each figure of a day once."""
    told: dict[tuple[date | None, Figure, str], FigureGiven] = {}
    for a in sorted(attributions, key=seniority):
        if a.figure is None:
            continue
        key = (a.said_on, a.figure, same_unit_key(a.unit))
        known = told.get(key)
        by = (*known.by, a.id) if known else (a.id,)
        told[key] = FigureGiven(a.figure, a.unit, a.said_on, by)
    yield from sorted(told.values(), key=lambda one: one.day or date.min, reverse=True)


def _of_claim(claim: ClaimFacts, figure: Figure, voices: Sequence[_Voice]) -> FigureGiven:
    """The claim's own figure, with the day and the attributions that last gave exactly that."""
    exact = [
        a
        for one in voices
        for a in one.given
        if a.figure is not None and same(figure, claim.unit, a.figure, a.unit)
    ]
    newest = max((a.said_on for a in exact if a.said_on), default=None)
    last = sorted((a for a in exact if a.said_on == newest), key=seniority)
    return FigureGiven(figure, claim.unit, newest, tuple(a.id for a in last))

"""Steps 4 and 5: how one attribution that is in force counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.corroboration.figures import Fit, fit, in_words
from bot.corroboration.moving import Moving
from bot.corroboration.values import (
    Attribution,
    ClaimFacts,
    Counted,
    Figure,
    Reading,
    Reason,
    Stance,
)


@dataclass(frozen=True, slots=True)
class Voice:
    """An attribution that is left after steps 1 and 2, and the count to which it belongs. `fit` is
    how the figure that it gives fits the one that is counted against."""

    attribution: Attribution
    party: str
    counted: Counted
    reason: Reason
    about: str | None = None
    fit: Fit | None = None

    def reading(self) -> Reading:
        return Reading(self.attribution.id, self.party, self.counted, self.reason, self.about)


def weigh(claim: ClaimFacts, moved: Moving | None, a: Attribution, party: str) -> Voice:
    """How one attribution that is left counts.

    Only the figures of *asserts* are compared: a hedge is listed and never counted, and a denial
    denies whatever figure it names. Where the figure on record has left the claim's, figures are
    compared with the figure on record, and what was said of the claim's before is only listed.
    """
    if a.stance == Stance.HEDGES:
        return Voice(a, party, "", Reason.HEDGES)
    if a.stance == Stance.DECLINES:
        return Voice(a, party, "", Reason.DECLINES)
    has_left = moved is not None and not moved.on_record.supports_claim
    if a.stance == Stance.DENIES:
        if moved is not None and has_left and _is_before(a.ordered_by, moved):
            return Voice(a, party, "", Reason.BEFORE_THE_MOVE, moved.on_record.now.by[0])
        return Voice(a, party, "denial", Reason.DENIES)
    if moved is not None and has_left:
        return _against_the_moved(claim, moved, a, party)
    how = None
    if claim.figure is not None and a.figure is not None:
        how = fit(claim.figure, claim.unit, a.figure, a.unit)
    return _by_figure(a, party, how, a.figure, a.unit)


def _against_the_moved(claim: ClaimFacts, moved: Moving, a: Attribution, party: str) -> Voice:
    """How an *asserts* counts for the figure on record, which is no longer inside the claim's.

    One that gives no figure stands for the figure that its source gave last.
    """
    now = moved.on_record.now
    figure, unit, day = a.figure, a.unit, a.ordered_by
    how = None if figure is None else fit(now.figure, now.unit, figure, unit)
    if how is None:
        given = moved.of_source(a)
        if given is None:
            return Voice(a, party, "", Reason.NO_FIGURE, now.by[0])
        figure, unit, day = given.figure, given.unit, given.day
        how = fit(now.figure, now.unit, figure, unit)
    if how is not Fit.INSIDE and figure is not None and _is_before(day, moved):
        of_claim = claim.figure and fit(claim.figure, claim.unit, figure, unit)
        if of_claim is Fit.INSIDE:
            return Voice(a, party, "", Reason.BEFORE_THE_MOVE, now.by[0], how)
    return _by_figure(a, party, how, figure, unit)


def _by_figure(
    a: Attribution, party: str, how: Fit | None, figure: Figure | None, unit: str | None
) -> Voice:
    told = None if figure is None else in_words(figure, unit)
    match how:
        case Fit.DISJOINT:
            return Voice(a, party, "denial", Reason.OTHER_FIGURE, told, how)
        case Fit.OVERLAPPING:
            return Voice(a, party, "", Reason.LOOSER_FIGURE, told, how)
        case _:
            return Voice(a, party, "support", Reason.SUPPORTS, fit=how)


def _is_before(day: date | None, moved: Moving) -> bool:
    return day is not None and moved.since is not None and day < moved.since

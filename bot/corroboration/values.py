"""The values that the corroboration rule takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

UNKNOWN = "unknown"
"""The `origin` of an attribution that does not say from whom it has its words ("reportedly")."""

NEUTRAL = "neutral"
"""The `side` of a root that has no interest in the matter."""

DEFAULT_SHELF_LIFE_DAYS: Mapping[str, int | None] = MappingProxyType({"quantity": 30, "fact": 365})
"""Days after which the record on a claim of that kind is `stale`; a kind that is not listed
never is."""

Figure = tuple[float | None, float | None]
"""A closed interval; None is an unbounded end."""

Counted = Literal["support", "denial", ""]


class Status(StrEnum):
    """What the record says about a claim, in the order in which the rules are tried."""

    POSITION = "position"
    DISPUTED = "disputed"
    FIGURE_UNSUPPORTED = "figure_unsupported"
    DENIED = "denied"
    RETRACTED = "retracted"
    HEDGED = "hedged"
    UNATTRIBUTED = "unattributed"
    NO_POSITION = "no_position"
    SINGLE_SOURCE = "single_source"
    ALIGNED = "aligned"
    CONFIRMED = "confirmed"
    CORROBORATED = "corroborated"


class Flag(StrEnum):
    """What a status leaves unsaid. `NOT_CONFIRMED_BY` is followed by a colon and the parties'
    names, sorted and joined by commas; the others are given as they are."""

    RELAYED = "relayed"
    CIRCULAR = "circular"
    UNATTRIBUTED = "unattributed"
    UPDATED_BY_SOURCE = "updated_by_source"
    PARTY_DIVIDED = "party_divided"
    INTERESTED_ONLY = "interested_only"
    INTERESTS_UNREVIEWED = "interests_unreviewed"
    NOT_CONFIRMED_BY = "not_confirmed_by"
    DENIAL_INDEPENDENT = "denial_independent"
    DENIAL_INTERESTED_ONLY = "denial_interested_only"
    NUMBER_CONFLICT = "number_conflict"
    NUMBER_COMPATIBLE_ONLY = "number_compatible_only"
    OVERTAKEN = "overtaken"
    STALE = "stale"


class Stance(StrEnum):
    """What a source does with a claim. Only the first two are ever counted."""

    ASSERTS = "asserts"
    DENIES = "denies"
    HEDGES = "hedges"
    DECLINES = "declines"


class Reason(StrEnum):
    """Why an attribution counted, or did not. In brackets: what `Reading.about` then holds."""

    SUPPORTS = "supports"
    DENIES = "denies"
    OTHER_FIGURE = "other_figure"  # counted as denial, said as "gives X" (the figure)
    SAME_PARTY = "same_party"  # counted with its party's first voice (that attribution)
    JOINED_BY_EVIDENCE = "joined_by_evidence"  # counted with a joint statement's first voice (it)
    LOOSER_FIGURE = "looser_figure"  # consistent, does not confirm (the figure)
    BEFORE_THE_MOVE = "before_the_move"  # spoke of the figure before it moved (who moved it)
    NO_FIGURE = "no_figure"  # gives no figure since it moved (who moved it)
    HEDGES = "hedges"
    DECLINES = "declines"
    RELAY = "relay"  # carries another's words (the root attribution)
    OTHER_MEASURE = "other_measure"  # its figure measures something else than the claim's
    IN_CYCLE = "in_cycle"  # the cycle counts once (its earliest attribution)
    UNKNOWN_ORIGIN = "unknown_origin"  # the root names no source
    ORIGIN_NOT_ON_RECORD = "origin_not_on_record"  # leads to something not approved or not shown
    RETRACTED = "retracted"
    ORIGIN_RETRACTED = "origin_retracted"  # its origin was withdrawn (that attribution)
    WITHDRAWN_LATER = "withdrawn_later"  # its source later retracted (the retracted attribution)
    REPLACED = "replaced"  # its source has since said something (the newest such attribution)


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker. `parent` leads up to the root, the party; only a root's `side` is used.

    `name` is used in flags; without one the key is.
    """

    key: str
    parent: str | None = None
    side: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What one source said on the claim. Only approved attributions that may be shown belong here.

    `source` None means that no source was named. `said_on` is the document's date if the day of
    speaking is unknown; a `weak_day` is not known well enough to put statements in order. `time` is
    the time of which the words speak, as they say it ("in March 2024"). `origin` is the id of the
    attribution from which it was taken, or `UNKNOWN`. `relayed_by` is the outlet that carried the
    words. `basis` is statement, record or witnessed. `order` is the database id: of two on one day,
    that with the smaller one is the earlier. If all are equal, the ids are compared as strings.
    `other_measure`: its figure measures something else than the claim's (injured, not killed), and
    it counts for nothing.
    """

    id: str
    source: str | None
    stance: Stance
    said_on: date | None = None
    origin: str | None = None
    relayed_by: str | None = None
    basis: str = "statement"
    evidence: str | None = None
    figure: Figure | None = None
    unit: str | None = None
    other_measure: bool = False
    against_interest: bool = False
    retracted: bool = False
    order: int = 0
    weak_day: bool = False
    time: str | None = None

    @property
    def ordered_by(self) -> date | None:
        """The day by which it is earlier or later than others; None if that is not known."""
        return None if self.weak_day else self.said_on


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """The facts about the claim itself that the rule needs. `time` is the time that it is about, in
    words."""

    kind: str
    figure: Figure | None = None
    unit: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How one attribution was read.

    `party` is the root of its own source, None if no source was named. `counted` says in which
    count its party or group is. Of several that share a count, the first has its own reason, and
    the others name the one with which they were counted. `about` is what the reason names: the id
    of another attribution, or a figure in words; None if it names nothing.
    """

    attribution: str
    party: str | None
    counted: Counted
    reason: Reason
    about: str | None = None


@dataclass(frozen=True, slots=True)
class FigureGiven:
    """A figure as a source gave it: in the unit of `unit`, on `day`, by these attributions (the
    earliest first)."""

    figure: Figure
    unit: str | None
    day: date | None
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureOnRecord:
    """The figure that a claim has now: the claim's own, or the one to which a source moved it.

    `now` is that figure; it has no day and no attributions if nobody gives it and nobody says so
    without a figure. `before` are the
    figures that the sources who moved it gave earlier, the newest first. `is_overtaken`: the
    figure is not the claim's. `supports_claim`: it lies inside the claim's.
    """

    now: FigureGiven
    before: tuple[FigureGiven, ...] = ()
    is_overtaken: bool = False
    supports_claim: bool = True


@dataclass(frozen=True, slots=True)
class Corroboration:
    """The status of a claim, and the reasons for it as data.

    `support` and `denial` are the numbers of groups in `supporting` and `denying`, each group a
    sorted tuple of parties. `flags` are sorted, each as described in `Flag`. `as_of` is the date of
    the newest counted attribution. `figure` is None for a claim without one. `readings` has one
    entry per attribution, in the order given.
    """

    status: Status
    support: int
    denial: int
    flags: tuple[str, ...]
    as_of: date | None
    readings: tuple[Reading, ...]
    supporting: tuple[tuple[str, ...], ...]
    denying: tuple[tuple[str, ...], ...]
    figure: FigureOnRecord | None = None


def seniority(attribution: Attribution) -> tuple[bool, date, int, str]:
    """Sort key: the earliest first, then the smallest id. One without any date comes last."""
    day = attribution.said_on
    return (day is None, day or date.min, attribution.order, attribution.id)

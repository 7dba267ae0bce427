"""What a digest says, as plain values: made in `bot.digest.content`, shown by
`bot.digest.view`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.record.card import AttributionLine, FiguresShown


class What(StrEnum):
    """What happened to a claim, in the order in which a topic's lines are shown."""

    STATUS = "status"  # another status than before
    MOVED = "moved"  # another figure on record than before, the status is the same
    RETRACTED = "retracted"  # a party withdrew what it said, the status is the same
    DENIED = "denied"  # a party denies it, the status is the same
    FIGURE = "figure"  # a party gives another figure, the status is the same
    NEW = "new"  # on record since


@dataclass(frozen=True, slots=True)
class Window:
    """What a digest covers: after `since` up to `until`, at most 7 days.

    `after_…` are the newest rows that the digest before it knew, `upto_…` those that this one
    knows. A row that was committed late is reported with the rows that came with it. `doubtful` is
    the local date of a digest that may not have arrived and whose time is covered again.
    """

    since: datetime
    until: datetime
    after_change: int | None = None
    after_attribution: int | None = None
    upto_change: int = 0
    upto_attribution: int = 0
    doubtful: date | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a subscription is about; empty means everything. Topics are exactly those of the claims;
    statuses are the claims' present ones.

    An open question is quoted only where it was asked: `asked_in` is a channel, or a person who is
    told by direct message; None means all places.
    """

    topics: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    asked_in: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure on record that moved, in words, and the attributions that moved it, as far as they
    may be shown. `figures` are all that the claim had and has."""

    now: str
    was: str
    by: tuple[AttributionLine, ...] = ()
    figures: FiguresShown | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One claim that something happened to; several things that happened to one claim are one line.

    `status` is the new one, `was` the one before (only for `What.STATUS`). `by` are the
    attributions that made the change, as far as they may be shown. `say_so`, `deny` and
    `give_other` (another figure, which is no denial) are the parties that count now. `moved` is set
    if the figure on record is another one than before.
    """

    claim_id: int
    text: str
    what: What
    status: str
    was: str | None = None
    by: tuple[AttributionLine, ...] = ()
    say_so: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    give_other: tuple[str, ...] = ()
    moved: Moved | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """The claims of one topic, `name` None for those without. `more` are on other pages."""

    name: str | None
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim that was asked about `times` times."""

    claim_id: int
    text: str
    status: str
    times: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An open question without an answer. It does not say who put it."""

    statement: str
    put_on: date


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A claim that the desk withdrew, and the reason it gave."""

    claim_id: int
    text: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """One page of a digest. `total` claims have something new; `more` of them are on later pages.
    `kinds` counts them by what happened, `new` the new ones by status.

    `asked`, `questions`, `taken_back` and `by_rules`, how many claims have another status because
    of other rules, are on the first page. `elsewhere` counts open questions that were asked in
    other places and are not quoted here.
    """

    window: Window
    topics: tuple[Topic, ...] = ()
    total: int = 0
    more: int = 0
    page: int = 1
    asked: tuple[Asked, ...] = ()
    questions: tuple[Unanswered, ...] = ()
    more_questions: int = 0
    elsewhere: int = 0
    taken_back: tuple[TakenBack, ...] = ()
    more_taken_back: int = 0
    by_rules: int = 0
    kinds: Mapping[What, int] = field(default_factory=dict)
    new: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing that a channel would want to read."""
        return not (self.total or self.questions or self.taken_back or self.by_rules)

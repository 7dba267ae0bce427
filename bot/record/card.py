"""The values that a card shows: the claim, the attributions on it, reviews by other publishers.

They are plain values. `bot.record.reading` makes them and `bot.ask` puts them into words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AttributionLine:
    """One approved attribution as a reader sees it.

    `party` is the name of the source at the top. `outlet` published the document; `relayed_by` is
    the outlet that passed another speaker's words on; `relay_of` is the first speaker of a relay.
    `antecedent` is the text that a quote like "the same" refers to. `known_to_desk` marks a
    confidential source whose name the reader may not see: then every field that would name it is
    replaced or empty.
    """

    key: str
    party: str
    source: str
    role: str | None
    organisation: str | None
    stance: str
    quote: str
    verbatim: bool
    outlet: str | None
    relayed_by: str | None
    url: str | None
    said_on: date | None
    published_on: date | None = None
    antecedent: str | None = None
    hedge: str | None = None
    figure: tuple[float | None, float | None] | None = None
    unit: str | None = None
    figure_computed: bool = False  # the desk worked it out; it is not in the words
    basis: str = "statement"
    counted: str = ""  # "support", "denial" or "" (listed only)
    reason: str = ""  # a Reason of bot.corroboration: why it counted or did not
    reason_about: str | None = None  # the other attribution, party or figure the reason names
    relay_of: str | None = None
    anonymous: bool = False
    known_to_desk: bool = False
    retracted: bool = False
    document_title: str | None = None
    said_precision: str | None = None  # month, season or year; None: `said_on` is the day itself
    figure_mistaken: bool = False  # its figure is a typing error and counts as none
    confidential: tuple[int, ...] = ()  # ids of the confidential sources that it names to an editor


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """Another publisher's review of a claim, in the publisher's own words.

    It is never an attribution and sets no status.
    """

    id: int
    publisher: str
    rating: str
    url: str | None
    reviewed_on: date | None
    claim_text: str
    claimant: str | None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure as it was given: the closed interval (None = unbounded) in `unit`, its `words` ("at
    least 78"), the day, and the speaker as the reader may see him, empty if nobody gives it.

    `precision` is as in `AttributionLine.said_precision`; `by` are the keys of the attributions.
    """

    figure: tuple[float | None, float | None]
    unit: str | None
    words: str
    day: date | None = None
    precision: str | None = None
    speaker: str = ""
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplacedFigure:
    """A figure that its source gave and no longer gives. `since` is what that source gives now, if
    it gives a figure; `taken_back`: it did not say something else, but withdrew it."""

    line: FigureLine
    since: FigureLine | None
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """The figure on record of a claim (`now`), what it was before, the newest first, and the other
    figures that sources give now. `is_overtaken`: the claim's text says another one;
    `supports_claim`: the figure lies inside the claim's."""

    now: FigureLine
    before: tuple[FigureLine, ...] = ()
    others: tuple[FigureLine, ...] = ()
    replaced: tuple[ReplacedFigure, ...] = ()
    is_overtaken: bool = False
    supports_claim: bool = True


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim as the reader sees it now: `as_of` is the date of the newest counted attribution.

    `as_of_precision` is month, season or year if `as_of` is only the first day of one, and None if
    it is the day itself. `time` is the claim's own ("2026-03-03"). `reviews` are those by other
    publishers, the newest first.
    """

    id: int
    key: str
    text: str
    kind: str
    status: str
    as_of: date | None
    topic: str | None = None
    forwarded_from: str | None = None  # the text of a merged claim that led here
    as_of_precision: str | None = None
    reviews: tuple[ReviewLine, ...] = ()
    time: str | None = None


def names_in_confidence(lines: Iterable[AttributionLine]) -> set[int]:
    """The ids of the confidential sources whose names these lines show to an editor."""
    return {source for one in lines for source in one.confidential}

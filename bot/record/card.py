"""What a card shows of a claim: the claim itself, who is on record with it, others’ reviews.

Plain values, made in `bot.record.reading`, put into words by `bot.ask`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AttributionLine:
    """One approved attribution as a reader sees it.

    `party` is the root source's name. `outlet` published the document, `relayed_by` is the
    outlet that carried somebody else's words, `relay_of` the speaker at the root of a relay.
    `antecedent` is what a quote like "the same" stands for. `known_to_desk` marks a confidential
    source whose name the reader may not see: every naming field is then replaced or empty.
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
    confidential: tuple[int, ...] = ()  # the confidential sources that it names, to an editor


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review that somebody else published of a claim, every word of it the publisher's.

    Never an attribution, and it sets no status.
    """

    id: int
    publisher: str
    rating: str
    url: str | None
    reviewed_on: date | None
    claim_text: str
    claimant: str | None


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """The claim as it stands: `as_of` is the date of the newest counted attribution.

    `as_of_precision` is month, season or year where `as_of` only begins one, None where it is
    the day. `reviews` are others', the newest first.
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


def names_in_confidence(lines: Iterable[AttributionLine]) -> set[int]:
    """The confidential sources whose names these lines show to an editor."""
    return {source for one in lines for source in one.confidential}

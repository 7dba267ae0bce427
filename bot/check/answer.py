"""The answer to one statement: what the matcher, the record and the rules come to.

Plain values, made in `bot.check.checker`, shown by `bot.render`, printed as JSON by the command
line. Nothing here knows Slack, SQL or the time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What came of looking for a statement on record (DESIGN: the answer)."""

    MATCH = "match"
    DIFFERS = "differs"
    POSSIBLE = "possible"
    NONE = "none"


class DifferenceKind(StrEnum):
    """The ways in which a statement can depart from a claim."""

    FIGURE = "figure"
    DATE = "date"
    NEGATION = "negation"
    PARTY = "party"
    PLACE = "place"
    ROLES = "roles"
    OPPOSITE = "opposite"
    ATTRIBUTION = "attribution"


class Hint(StrEnum):
    """Why nothing could be looked up, where that is not simply 'nothing close enough'."""

    TOO_SHORT = "too_short"
    GREETING = "greeting"
    NO_CLAIM = "no_claim"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which the statement departs from the claim.

    `statement` and `record` are the two wordings side by side ("100,000" against "more than
    10,000"); either may be empty where one side says nothing. `relation` tells how two figures
    relate ("within what is on record"), empty otherwise.
    """

    kind: DifferenceKind
    statement: str
    record: str
    relation: str = ""


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


def names_in_confidence(lines: Iterable[AttributionLine]) -> set[int]:
    """The confidential sources whose names these lines show to an editor."""
    return {source for one in lines for source in one.confidential}


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


@dataclass(frozen=True, slots=True)
class Alternative:
    """A claim that may be meant; it carries no status before the person chooses."""

    id: int
    key: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What one statement gets. `score` is from 0 to 1; it ranks, it is no probability of truth.

    `claim`, `support` and `denial` are None unless the outcome is `match` or `differs`.
    """

    statement: str
    outcome: Outcome
    score: float = 0.0
    claim: ClaimCard | None = None
    differences: tuple[Difference, ...] = ()
    support: int | None = None
    denial: int | None = None
    flags: tuple[str, ...] = ()
    attributions: tuple[AttributionLine, ...] = ()
    alternatives: tuple[Alternative, ...] = field(default=())
    hint: Hint | None = None


def to_json(answer: Answer) -> dict[str, Any]:
    """The JSON object of one answer, as `check --json` prints it (DESIGN: the answer)."""
    claim = answer.claim
    return {
        "statement": answer.statement,
        "outcome": answer.outcome.value,
        "score": round(answer.score, 4),
        "claim": claim
        and {
            "id": claim.id,
            "key": claim.key,
            "text": claim.text,
            "kind": claim.kind,
            "status": claim.status,
            "as_of": _iso(claim.as_of),
        },
        "differences": [
            {"kind": d.kind.value, "statement": d.statement, "record": d.record}
            for d in answer.differences
        ],
        "support": answer.support,
        "denial": answer.denial,
        "flags": list(answer.flags),
        "attributions": [
            {
                "party": a.party,
                "source": a.source,
                "role": a.role,
                "organisation": a.organisation,
                "stance": a.stance,
                "quote": a.quote,
                "verbatim": a.verbatim,
                "outlet": a.outlet,
                "relayed_by": a.relayed_by,
                "url": a.url,
                "said_on": _iso(a.said_on),
            }
            for a in answer.attributions
        ],
        "alternatives": [
            {"id": a.id, "key": a.key, "text": a.text, "score": round(a.score, 4)}
            for a in answer.alternatives
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""The answer to one statement, from the matcher, the record and the rules.

Plain values, made in `bot.check.checker`, shown by `bot.ask`, printed as JSON by the command line.
Nothing here knows Slack, SQL or the time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from bot.matching.account import Account
from bot.matching.outcome import Difference, Given, Outcome
from bot.record.card import AttributionLine, ClaimCard, FiguresShown
from bot.record.reading import OnRecord


class Hint(StrEnum):
    """Why a statement was not looked up, or found nothing, if there is another reason than that
    nothing is close enough."""

    TOO_SHORT = "too_short"
    GREETING = "greeting"
    NO_CLAIM = "no_claim"
    ASKS_ONLY = "asks_only"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A claim that may be meant; it has no status before the person chooses."""

    id: int
    key: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one statement. `score` is from 0 to 1; it ranks, and is no probability of
    truth.

    `claim`, `support` and `denial` are None unless a claim is shown (`outcome.SHOWN`). `given` has
    the figures of the statement that are not the claim's but a source's on record, with that
    source. `account` says for each word of the statement what accounts for it. `figures` are those
    of the claim, with the one on record.
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
    given: tuple[Given, ...] = ()
    account: Account | None = None
    figures: FiguresShown | None = None


def about(page: OnRecord) -> Answer:
    """The answer about a claim, as if a person had asked in the claim's own words."""
    return Answer(
        page.card.text,
        Outcome.MATCH,
        score=1.0,
        claim=page.card,
        support=page.support,
        denial=page.denial,
        flags=page.flags,
        attributions=page.attributions,
        figures=page.figures,
    )


def to_json(answer: Answer) -> dict[str, Any]:
    """The JSON object of one answer, as `check --json` prints it."""
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
        "figure_on_record": figure_json(answer.figures),
        "support": answer.support,
        "denial": answer.denial,
        "flags": list(answer.flags),
        "attributions": [attribution_json(a) for a in answer.attributions],
        "alternatives": [
            {"id": a.id, "key": a.key, "text": a.text, "score": round(a.score, 4)}
            for a in answer.alternatives
        ],
    }


def attribution_json(a: AttributionLine) -> dict[str, Any]:
    """The JSON object of one attribution."""
    return {
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


def figure_json(figures: FiguresShown | None) -> dict[str, Any] | None:
    """The JSON object of the figure on record; None for a claim without a figure."""
    if figures is None:
        return None
    now = figures.now
    return {
        "low": now.figure[0],
        "high": now.figure[1],
        "unit": now.unit,
        "day": _iso(now.day),
        "source": now.speaker or None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

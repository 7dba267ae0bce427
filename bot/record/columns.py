"""The columns of claims and attributions that an answer is made of, as plain values."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from bot import corroboration
from models.record import Attribution, Claim


class Said(NamedTuple):
    """Those columns of an attribution that the rules and a card need, by their names.

    Plain values and no objects of the session: an answer reads dozens, and waits for them.
    """

    id: int
    key: str
    claim_id: int
    source_id: int | None
    origin_id: int | None
    origin_unknown: bool
    embargo_until: datetime | None
    stance: str
    said_on: date | None
    said_precision: str | None
    basis: str
    evidence: str | None
    figure_low: float | None
    figure_high: float | None
    unit: str | None
    hedge: str | None
    against_interest: bool
    retracted: bool


class Recorded(NamedTuple):
    """Those columns of a claim that an answer needs, by their names."""

    id: int
    key: str
    text: str
    kind: str
    state: str
    merged_into_id: int | None
    status: str | None
    topic: str | None
    place: str | None
    time: str | None
    figure_low: float | None
    figure_high: float | None
    unit: str | None


def was_seen(claim: Claim | Recorded) -> bool:
    """Whether people who are no editors may know of a claim that was merged or withdrawn: only of
    one that they could see until then. It keeps the status that it had; under embargo, and as a
    draft, a claim has none."""
    return claim.status is not None


def figure_of(row: Claim | Recorded | Attribution | Said) -> corroboration.Figure | None:
    """The closed interval of a row's figure, None = unbounded; None where it has no figure."""
    unbounded = row.figure_low is None and row.figure_high is None
    return None if unbounded else (row.figure_low, row.figure_high)

"""The columns of claims and attributions that an answer is made of, as plain values."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from bot import corroboration
from models.record import Attribution, Claim


class Said(NamedTuple):
    """The columns of an attribution that the rules and a card need, under the names of the model.

    They are plain values, not objects of the session: an answer reads dozens of them and must be
    fast.
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
    figure_computed: bool
    other_measure: bool
    figure_mistaken: bool
    hedge: str | None
    against_interest: bool
    retracted: bool


class Recorded(NamedTuple):
    """The columns of a claim that an answer needs, under the names of the model."""

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
    """Whether readers who are not editors may know of a claim that was merged or withdrawn.

    They may if they could see it until then. It shows in the status, which such a claim keeps:
    drafts and claims under embargo have none.
    """
    return claim.status is not None


def figure_of(row: Claim | Recorded | Attribution | Said) -> corroboration.Figure | None:
    """The closed interval of a row's figure, None = unbounded; None if it has no figure."""
    unbounded = row.figure_low is None and row.figure_high is None
    return None if unbounded else (row.figure_low, row.figure_high)

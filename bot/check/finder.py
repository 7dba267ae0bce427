"""What the record has for a sentence, so that a draft can propose a claim."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.check.answer import Answer
from bot.check.checker import Checker
from bot.extraction.claims import FoundClaim, FoundClaims
from bot.record.drafts.present import Find
from models.record import Claim

NEAR = 3
"""Claims that a draft offers besides the one it proposes."""


def finder(engine: Engine, checker: Checker, workspace_id: int, *, now: datetime) -> Find:
    """Looks up sentences as an editor would: only editors see a draft."""

    def find(sentence: str) -> FoundClaims:
        answer = checker.answer(workspace_id, sentence, now=now, editor=True)
        return found_claims(engine, workspace_id, answer)

    return find


def found_claims(engine: Engine, workspace_id: int, answer: Answer) -> FoundClaims:
    """An answer in the form that drafts need: the claim with its figure, and the claims near it."""
    near = [one.id for one in answer.alternatives]
    if answer.claim is None:
        return FoundClaims(answer.outcome, near=tuple(near[:NEAR]))
    with Session(engine) as session:
        row = session.exec(
            select(Claim).where(
                Claim.workspace_id == workspace_id, col(Claim.id) == answer.claim.id
            )
        ).first()
    if row is None:  # it was deleted since it was read
        return FoundClaims(near=tuple(near[:NEAR]))
    has_figure = row.figure_low is not None or row.figure_high is not None
    claim = FoundClaim(
        answer.claim.id,
        row.text,
        row.kind,
        figure=(row.figure_low, row.figure_high) if has_figure else None,
        unit=row.unit,
        place=row.place,
        time=row.time,
    )
    others = dict.fromkeys([claim.id, *near])
    return FoundClaims(
        answer.outcome,
        claim,
        frozenset(one.kind for one in answer.differences),
        tuple(others)[:NEAR],
    )

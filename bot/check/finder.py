"""What the record has for a sentence, so that a draft can propose a claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.check.answer import Answer
from bot.check.checker import Checker
from bot.extraction.claims import FoundClaim, FoundClaims
from bot.language.numbers.change_words import CHANGES
from bot.language.quantities import quantities
from bot.matching.account import Accounted
from bot.matching.measures import apart, measure
from bot.matching.outcome import DifferenceKind
from bot.record.drafts.present import Find
from models.record import Claim

NEAR = 3
"""Claims that a draft offers besides the one it proposes."""


def finder(engine: Engine, checker: Checker, workspace_id: int, *, now: datetime) -> Find:
    """Looks up sentences as an editor would: only editors see a draft."""

    def find(sentence: str) -> FoundClaims:
        answer = checker.answer(workspace_id, sentence, now=now, editor=True)
        if answer.claim is None and quantities(sentence):
            offered = (
                checker.answer_about(workspace_id, sentence, one.id, now=now, editor=True)
                for one in answer.alternatives
            )
            same = [one for one in offered if one is not None and _is_but_a_figure(one)]
            if len(same) == 1:
                answer = replace(same[0], alternatives=answer.alternatives)
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
        is_another_count=_is_another_count(answer, claim),
        near=tuple(others)[:NEAR],
    )


def _is_another_count(answer: Answer, claim: FoundClaim) -> bool:
    """Whether a sentence with another figure counts something else than the claim, or has another
    event in the place of the claim's: "the flood killed 135" beside "the blast killed 78". A number
    that is part of a name counts nothing: "Road 7" beside "Road 9".
    """
    if claim.figure is None or not quantities(answer.statement):
        return True
    if answer.account is not None:
        left, missing = answer.account.left, answer.account.missing
        if any(map(_is_telling, left)) and any(map(_is_telling, missing)):
            return True
    said = measure(answer.statement)
    return bool(apart(said, measure(claim.text, claim.figure, claim.unit)))


def _is_but_a_figure(answer: Answer) -> bool:
    """Whether a sentence says of a claim that was only offered all that the claim says, and nothing
    else, with another figure. Its words are too few, or too different, to find the claim by."""
    if answer.account is None or {one.kind for one in answer.differences} != {
        DifferenceKind.FIGURE
    }:
        return False
    left = (one for one in answer.account.left if _is_telling(one))
    counts = all(one.text.lower() in _OF_A_COUNT for one in left)
    return counts and not any(map(_is_telling, answer.account.missing))


_OF_A_COUNT = CHANGES | {"number", "figure", "count", "total", "toll", "known", "confirmed"}
"""Words that only say that something is counted."""


def _is_telling(one: Accounted) -> bool:
    """Whether a word is a common word or a name, and no figure or day."""
    return one.is_common or one.text[:1].isupper()

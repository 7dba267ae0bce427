"""Chooses the candidates to compare closely, and compares each with the statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.check.answer import Answer
from bot.check.retrieval import Near
from bot.corroboration import Figure
from bot.language.foreign import read
from bot.language.quantities import Quantity, from_interval
from bot.language.reading import Reading
from bot.matching.compare import compare
from bot.matching.differences import Known
from bot.matching.likeness import probabilities
from bot.matching.outcome import MOST_GAIN, Candidate, Given, Outcome, likely
from bot.matching.score import Weight, similarity
from bot.matching.speakers import Speaker
from bot.record.reading import OnRecord

_ALWAYS_READ, _MOST_READ = 4, 8
"""Candidates that are always compared if there are no vectors (one to show, three to offer), and
the most that are compared at all. In between, those that are not far behind are compared."""

_FAR_BEHIND = 0.75
"""The share of the best candidate's score from which another is compared closely."""


def worth_reading(near: Sequence[Near], words: int, possible: float) -> Sequence[Near]:
    """The candidates that could be shown or offered: comparing the others takes time and changes
    nothing."""
    chances = probabilities([one.signals for one in near], words)
    return [
        one
        for n, (one, chance) in enumerate(zip(near[:_MOST_READ], chances, strict=False))
        if n == 0
        or (
            MOST_GAIN * chance >= possible
            if one.signals.cosine is not None
            else n < _ALWAYS_READ or one.signals.score >= _FAR_BEHIND * near[0].signals.score
        )
    ]


def nearest_wordings(near: Sequence[Near], pages: Mapping[int, OnRecord]) -> list[Near]:
    """Each claim that answers, once, with the nearest of its wordings: a merged claim's wording
    counts for the claim that it became."""
    first: dict[int, Near] = {}
    for one in near:
        page = pages.get(one.claim_id)
        if page is not None:
            first.setdefault(page.card.id, one)
    return list(first.values())


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A claim's page, and how the claim does as a candidate. `given`: figures of the statement
    that are not the claim's but those of somebody on record."""

    page: OnRecord
    candidate: Candidate
    given: tuple[Given, ...] = ()


def hold_against(
    statement: Reading, page: OnRecord, weight: Weight, probability: float | None
) -> LookedAt:
    """Compares a statement with a claim's page: how likely the claim is meant, and what differs.

    A merged claim is also found by its old wording, but the differences are those from the text of
    the claim that it became.
    """
    claim = read(page.card.text)
    compared = compare(statement, claim, _known(page))
    old = read(page.card.forwarded_from) if page.card.forwarded_from is not None else None
    alike = max(
        similarity(compared.statement, compared.claim, weight),
        similarity(statement, claim, weight),
        similarity(statement, old, weight) if old is not None else 0.0,
    )
    certain = compared.certain or (old is not None and compare(statement, old).certain)
    return LookedAt(
        page,
        Candidate(
            page.card.id,
            likely(probability, alike, certain=certain),
            alike,
            compared.differences,
            withdrawn=page.withdrawn,
            certain=certain,
            says_less=compared.says_less,
        ),
        compared.given,
    )


def _known(page: OnRecord) -> Known:
    return Known(
        figure=_quantity(page.figure, page.unit),
        time=page.time or "",
        place=page.place or "",
        topic=page.card.topic or "",
        speakers=[
            Speaker(one.names, one.stance, _quantity(one.figure, one.unit)) for one in page.speakers
        ],
    )


def _quantity(figure: Figure | None, unit: str | None) -> Quantity | None:
    return from_interval(*figure, unit) if figure is not None else None


def answer_with(statement: str, chosen: LookedAt) -> Answer:
    """The answer to a statement, with the claim that was chosen for it."""
    page = chosen.page
    differences = chosen.candidate.differences
    return Answer(
        statement,
        Outcome.DIFFERS if differences else Outcome.MATCH,
        score=chosen.candidate.score,
        claim=page.card,
        differences=differences,
        support=page.support,
        denial=page.denial,
        flags=page.flags,
        attributions=page.attributions,
        given=chosen.given,
    )

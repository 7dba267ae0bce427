"""Chooses the candidates to compare closely, and compares each with the statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.check.answer import Answer
from bot.check.retrieval import Near
from bot.corroboration import Figure
from bot.i18n import gettext
from bot.language import writing
from bot.language.foreign import read
from bot.language.phrases import is_asking
from bot.language.quantities import Quantity, from_interval
from bot.language.reading import Reading
from bot.matching.account import Account, By
from bot.matching.compare import compare
from bot.matching.known import Known
from bot.matching.likeness import probabilities
from bot.matching.outcome import (
    Candidate,
    DifferenceKind,
    Given,
    Moved,
    Outcome,
    Replaced,
    likely,
)
from bot.matching.score import Weight, similarity
from bot.matching.speakers import Speaker
from bot.record.brief import InBrief
from bot.record.card import FigureLine, FiguresShown, ReplacedFigure
from bot.record.reading import OnRecord

_MOST_READ = 6
"""Candidates that are read closely: one to show, three to offer, and a few that are near."""

_FAR_BEHIND = 0.75
"""The share of the best candidate's score from which another is compared closely."""


def worth_reading(near: Sequence[Near]) -> Sequence[Near]:
    """The claims that could be shown or offered: comparing the others would only cost time."""
    return [
        one for one in near[:_MOST_READ] if one.signals.score >= _FAR_BEHIND * near[0].signals.score
    ]


def nearest_wordings(near: Sequence[Near], pages: Mapping[int, InBrief]) -> list[Near]:
    """Each claim that answers, once, with the nearest of its wordings. The wording of a merged
    claim counts for the claim that it became."""
    first: dict[int, Near] = {}
    for one in near:
        page = pages.get(one.claim_id)
        if page is not None:
            first.setdefault(page.id, one)
    return list(first.values())


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A claim in brief, the claim as a candidate, and the account of the statement's words. `given`
    are figures of the statement that are not the claim's but those of a source on record."""

    page: InBrief
    candidate: Candidate
    account: Account
    given: tuple[Given, ...] = ()


def hold_against(statement: Reading, page: InBrief, weight: Weight, score: float = 1.0) -> LookedAt:
    """Compares a statement with a claim's page. `score` is how likely the claim is meant.

    A merged claim is also found by its old wording. The differences are always those from the text
    of the claim that it became.
    """
    claim = read(page.text)
    known = _known(page)
    compared = compare(statement, claim, known)
    alike = max(
        similarity(compared.statement, compared.claim, weight),
        similarity(statement, claim, weight),
    )
    whole = compared.is_whole
    if page.forwarded_from is not None:
        old = read(page.forwarded_from)
        alike = max(alike, similarity(statement, old, weight))
        whole = whole or (not compared.differences and compare(statement, old).is_whole)
    candidate = Candidate(
        page.id,
        score,
        alike,
        compared.differences,
        withdrawn=page.withdrawn,
        is_whole=whole,
        is_telling=compared.is_comparable,
        says_less=compared.account.says_less,
    )
    return LookedAt(page, candidate, compared.account, compared.given)


_FEWEST_TO_TELL = 4
"""Content words, figures and days from which a statement tells which claim is meant, if it neither
says the whole claim (or all of it but what limits it) nor differs in something told: "North Korean
troops Kursk" is in many."""

_CLEARLY_BETTER = 0.2
"""The lead in `Candidate.rank` from which another claim's nearness does not count against one."""


def likelihoods(
    looked_at: Sequence[LookedAt], near: Sequence[Near], others: Sequence[Near], said: Reading
) -> list[LookedAt]:
    """The claims that were compared closely, with how likely each is the one meant.

    `near` and `looked_at` have the same length and order; `others` were not compared. `said` is the
    text that was looked up. Claims on one matter are about equally near, although only one of them
    says what was asked. So a claim is not compared with another one if the statement says clearly
    more of it. Without vectors the words decide.
    """
    told = len(set(said.terms)) + len(said.quantities) + len(said.dates)
    words = len(said.terms)
    scored = []
    for at, (one, found) in enumerate(zip(looked_at, near, strict=True)):
        rivals = [
            other.signals
            for n, other in enumerate(near)
            if n != at and looked_at[n].candidate.rank >= one.candidate.rank - _CLEARLY_BETTER
        ]
        signals = [found.signals, *rivals, *(other.signals for other in others)]
        chance = None if found.signals.cosine is None else probabilities(signals, words)[0]
        candidate = replace(
            one.candidate,
            score=likely(chance, one.candidate.alike),
            is_telling=one.candidate.is_telling
            and (
                told >= _FEWEST_TO_TELL
                or one.candidate.outcome is not Outcome.ABOUT
                or one.account.says_all_but_limits
            ),
        )
        scored.append(replace(one, candidate=candidate))
    return scored


_ASKED = 0.6
"""The share of an open question's words from which a claim that has them answers it. Chosen on
questions about the sample record (tests/cases/pasted_questions.json holds others)."""

_FEWEST_SHARED = 2
_SHARED = (By.WORD, By.SYNONYM, By.NAME, By.FIGURE, By.DAY)


def worth_offering(one: LookedAt, words: int, threshold: float, *, is_open: bool) -> LookedAt:
    """The claim, with a score of at least `threshold` if it says all of the statement, or most of
    what an open question asks about.

    Short texts ("Has the search been called off?") tell little, so that no claim looks likely.
    `words` is the number of content words of the text.
    """
    told = [word for word in one.account.statement if not is_asking(word.text)]
    shared = [word for word in told if word.by in _SHARED]
    counted = [word for word in told if word.by is not By.ADDS_NOTHING]
    enough = len(shared) >= min(_FEWEST_SHARED, words)
    share = len(shared) / len(counted) if counted else 0.0
    if not enough or share < (_ASKED if is_open else 1.0):
        return one
    score = max(one.candidate.score, threshold)
    return replace(one, candidate=replace(one.candidate, score=score))


def next_best(one: LookedAt) -> LookedAt:
    """The claim that comes second after the asker called the first the wrong one. It is shown only
    if it has all words of the statement, apart from a figure or a day: "40 are missing" is not
    "14 died" with another figure. Otherwise it is offered."""
    differs = any(d.kind not in _OF_ANOTHER for d in one.candidate.differences)
    if not (one.account.left or differs):
        return one
    return replace(one, candidate=replace(one.candidate, is_telling=False))


_OF_ANOTHER = (DifferenceKind.FIGURE, DifferenceKind.DATE)
"""Differences with which a claim may still be the next best: it says the same otherwise."""


def _known(page: InBrief) -> Known:
    return Known(
        figure=_quantity(page.figure, page.unit),
        time=page.time or "",
        place=page.place or "",
        topic=page.topic or "",
        speakers=[
            Speaker(one.names, one.stance, _quantity(one.figure, one.unit)) for one in page.speakers
        ],
        moved=_moved(page.figures),
        replaced=_replaced(page.figures),
    )


def _moved(figures: FiguresShown | None) -> Moved | None:
    if figures is None or not figures.is_overtaken:
        return None
    now = figures.now
    return Moved(replace(from_interval(*now.figure, now.unit), text=now.words), now.speaker)


def _replaced(figures: FiguresShown | None) -> tuple[Replaced, ...]:
    if figures is None:
        return ()
    return tuple(
        Replaced(from_interval(*one.line.figure, one.line.unit), _since(one))
        for one in figures.replaced
    )


def _since(one: ReplacedFigure) -> str:
    """ "That was said on 2 March; since 3 March Ida Holm says 135"."""
    told = _said_then(one.line)
    if one.since is None:
        if one.taken_back:
            return gettext("{that_was_said} and withdrawn since", that_was_said=told)
        return gettext("{that_was_said} and replaced since", that_was_said=told)
    who, figure = one.since.speaker or gettext("its source"), one.since.words
    if one.since.day is None:
        since = gettext("since then {who} says {figure}", who=who, figure=figure)
    else:
        day = writing.day(one.since.day)
        since = gettext("since {day} {who} says {figure}", day=day, who=who, figure=figure)
    return f"{told}; {since}"


def _said_then(line: FigureLine) -> str:
    if line.day is None:
        return gettext("that was said")
    day = writing.day(line.day, line.precision)
    if line.precision is None:
        return gettext("that was said on {day}", day=day)
    return gettext("that was said in {month}", month=day)


def _quantity(figure: Figure | None, unit: str | None) -> Quantity | None:
    return from_interval(*figure, unit) if figure is not None else None


def answer_with(statement: str, chosen: LookedAt, page: OnRecord) -> Answer:
    """The answer to a statement, with the claim that was chosen for it and its page."""
    return Answer(
        statement,
        chosen.candidate.outcome,
        score=chosen.candidate.score,
        claim=page.card,
        differences=chosen.candidate.differences,
        support=page.support,
        denial=page.denial,
        flags=page.flags,
        attributions=page.attributions,
        given=chosen.given,
        account=chosen.account,
        figures=page.figures,
    )

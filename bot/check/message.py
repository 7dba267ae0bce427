"""The answers to the sentences of one message: one for each claim that they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.check.answer import Answer
from bot.language.statements import core, is_open_question
from bot.matching.outcome import SHOWN, Outcome


def one_answer_each(answers: Sequence[Answer], whole: Answer | None = None) -> list[Answer | None]:
    """The answers to a message's sentences, in order, each claim once; None for a sentence that is
    part of what another one is answered.

    `whole` is the answer to the message as a whole; it changes nothing if each sentence shows a
    claim. If it shows a claim that no sentence shows by itself, it takes the place of the answer to
    the sentence that it was compared with, unless that one shows another claim. A claim that
    several sentences lead to is shown with the one that says it best; the others are part of the
    same answer. What is only offered, and is shown beside it, is not offered again.
    """
    answers = list(answers)
    shown = _shown(answers)
    if whole is not None and whole.claim is not None and whole.claim.id not in shown:
        at = next(n for n, one in enumerate(answers) if one.statement == whole.statement)
        if answers[at].claim is None:
            answers[at] = whole
    best = _best(answers)
    shown = set(best)
    if shown:
        # A question that nothing answers, beside a claim that is shown, only leads to it.
        answers = [one for one in answers if not _only_leads(one)]
        best = _best(answers)
    return [
        answer
        if (answer.claim is None and not _is_shown(answer, shown))
        or (answer.claim is not None and best[answer.claim.id] == at)
        else None
        for at, answer in enumerate(answers)
    ]


def _only_leads(answer: Answer) -> bool:
    return answer.outcome is Outcome.NONE and is_open_question(core(answer.statement))


def _shown(answers: Iterable[Answer]) -> set[int]:
    return {one.claim.id for one in answers if one.claim is not None}


def _best(answers: Sequence[Answer]) -> dict[int, int]:
    """By claim, the place of the answer that says it best; of equals the first."""
    best: dict[int, int] = {}
    for at, answer in enumerate(answers):
        if answer.claim is None:
            continue
        there = best.get(answer.claim.id)
        if there is None or _order(answer) < _order(answers[there]):
            best[answer.claim.id] = at
    return best


def _order(answer: Answer) -> tuple[int, float]:
    return SHOWN.index(answer.outcome), -answer.score


def _is_shown(answer: Answer, shown: set[int]) -> bool:
    """Whether what an answer offers is shown by another one."""
    return any(one.id in shown for one in answer.alternatives)

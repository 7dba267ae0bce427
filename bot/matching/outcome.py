"""What a statement's candidates come to: match, differs, possible or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Difference, Outcome

MOST_ALTERNATIVES = 3

_PER_DIFFERENCE = 0.10
"""What a difference costs in the choice between claims about the same: a claim that says the
statement comes before one that contradicts it and happens to share a word more. What only
one of them says (a figure, where the other gives none) costs twice: that is another claim."""

_UNCERTAIN = 0.10
"""How much more likeness it takes to offer a claim that shares only names and figures."""

_MOST_COUNTED = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that was looked at; `certain` and `says_less` as in `Compared`."""

    id: int
    score: float
    differences: tuple[Difference, ...] = ()
    withdrawn: bool = False
    certain: bool = True
    says_less: bool = False

    @property
    def rank(self) -> float:
        """Likeness less what speaks against it: for choosing, never shown."""
        more_said = sum(1 for d in self.differences if not (d.statement and d.record))
        counted = min(len(self.differences) + more_said, _MOST_COUNTED)
        counted += 2 * self.says_less + (not self.certain)
        return self.score - _PER_DIFFERENCE * counted


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Outcome
    chosen: Candidate | None = None
    alternatives: tuple[Candidate, ...] = ()
    withdrawn: bool = False


def decide(
    candidates: Sequence[Candidate], *, match_threshold: float, possible_threshold: float
) -> Decision:
    """The outcome. A claim is the one meant from `match_threshold` on; then it is a match only if
    nothing differs. Below, what reaches `possible_threshold` is offered to choose from."""
    ranked = sorted(candidates, key=lambda c: (-c.rank, -c.score, c.id))
    if ranked and ranked[0].withdrawn and ranked[0].score >= match_threshold:
        return Decision(Outcome.NONE, withdrawn=True)
    ranked = [c for c in ranked if not c.withdrawn]
    best = next((c for c in ranked if c.score >= match_threshold), None)
    best = best if best is not None and best.certain else None
    offered = [
        c
        for c in ranked
        if c is not best and c.score >= possible_threshold + (0 if c.certain else _UNCERTAIN)
    ]
    others = tuple(offered[:MOST_ALTERNATIVES])
    if best is not None:
        outcome = Outcome.DIFFERS if best.differences else Outcome.MATCH
        return Decision(outcome, best, others)
    if others:
        return Decision(Outcome.POSSIBLE, None, others)
    return Decision(Outcome.NONE)

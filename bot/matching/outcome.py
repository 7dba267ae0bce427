"""The outcome for a statement, from its candidates: match, differs, possible or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.language.quantities import Quantity


class Outcome(StrEnum):
    """The outcome of looking a statement up (docs/how-it-decides.md: "The outcomes")."""

    MATCH = "match"
    DIFFERS = "differs"
    POSSIBLE = "possible"
    NONE = "none"


class DifferenceKind(StrEnum):
    """The ways in which a statement can differ from a claim."""

    FIGURE = "figure"
    DATE = "date"
    NEGATION = "negation"
    PARTY = "party"
    PLACE = "place"
    ROLES = "roles"
    OPPOSITE = "opposite"
    ATTRIBUTION = "attribution"


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which the statement differs from the claim.

    `statement` and `record` are the two wordings side by side ("100,000" against "more than
    10,000"); either may be empty where one side says nothing. `relation` tells how two figures
    relate ("more exact than the record"), empty otherwise; `contradicts` is False where both can
    be so.
    """

    kind: DifferenceKind
    statement: str
    record: str
    relation: str = ""
    contradicts: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that somebody on record gives for a claim, and by which name they go."""

    figure: Quantity
    by: str


MOST_ALTERNATIVES = 3

_PER_DIFFERENCE = 0.10
"""What a difference costs when one of several claims about the same matter is chosen: a claim
that agrees with the statement goes before one that contradicts it and shares a word more by
chance. A difference that only one side has (one gives a figure, the other none) costs twice:
that is another claim."""

_MOST_COUNTED = 3


_ALIKE, _NEARLY_THE_SAME = 0.6, 0.8
"""From the first similarity on two sentences share most of what they say, from the second nearly
all."""


MOST_GAIN = 3
"""The factor by which likeness may raise a probability at most."""

_BY_WORDS = ((0.0, 0.0), (0.35, 0.15), (0.5, 0.75), (1.0, 1.0))
"""(similarity, probability) for claims without a vector, with straight lines between. The
similarities from which offering and showing a claim on words alone did best are set to the
default thresholds."""

_UNCERTAIN = 0.10


def likely(probability: float | None, alike: float, *, certain: bool) -> float:
    """How likely a claim is the one meant, from its lead over others and from the two sentences.

    Claims on one matter take the lead from each other, although only one of them says what was
    asked in those words. So a probability is tripled (MOST_GAIN) if the two share most of what they
    say. If they share nearly all, the likeness itself is enough. Chosen on the dev splits and on
    questions to small records.

    If `probability` is None the claim has no vector, and the two sentences alone decide. A pair
    that shares only names and figures is not `certain` and then needs more likeness.
    """
    if probability is None:
        return _by_words(alike if certain else max(0.0, alike - _UNCERTAIN))
    if alike >= _NEARLY_THE_SAME:
        return max(probability, alike)
    return min(1.0, MOST_GAIN * probability) if alike >= _ALIKE else probability


def _by_words(alike: float) -> float:
    for (x0, y0), (x1, y1) in pairwise(_BY_WORDS):
        if alike <= x1:
            return y0 + (y1 - y0) * (alike - x0) / (x1 - x0)
    return 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that was compared with the statement.

    `score` is how likely it is the one meant (`likely`), `alike` how much the two sentences share
    (`score.similarity`); `certain` and `says_less` are those of `Compared`.
    """

    id: int
    score: float
    alike: float
    differences: tuple[Difference, ...] = ()
    withdrawn: bool = False
    certain: bool = True
    says_less: bool = False

    @property
    def rank(self) -> float:
        """Likeness less the cost of the differences: for choosing between claims, never shown."""
        more_said = sum(1 for d in self.differences if not (d.statement and d.record))
        counted = min(len(self.differences) + more_said, _MOST_COUNTED)
        counted += 2 * self.says_less + (not self.certain)
        return self.alike - _PER_DIFFERENCE * counted


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Outcome
    chosen: Candidate | None = None
    alternatives: tuple[Candidate, ...] = ()
    withdrawn: bool = False


def decide(
    candidates: Sequence[Candidate], *, match_threshold: float, possible_threshold: float
) -> Decision:
    """The outcome. A claim that reaches `match_threshold` is the one meant; it is a match only
    if nothing differs. Below that, claims that reach `possible_threshold` are offered to choose
    from."""
    ranked = sorted(candidates, key=lambda c: (-c.rank, -c.score, c.id))
    if ranked and ranked[0].withdrawn and ranked[0].score >= match_threshold:
        return Decision(Outcome.NONE, withdrawn=True)
    ranked = [c for c in ranked if not c.withdrawn]
    best = next((c for c in ranked if c.score >= match_threshold), None)
    best = best if best is not None and best.certain else None
    offered = [c for c in ranked if c is not best and c.score >= possible_threshold]
    others = tuple(offered[:MOST_ALTERNATIVES])
    if best is not None:
        outcome = Outcome.DIFFERS if best.differences else Outcome.MATCH
        return Decision(outcome, best, others)
    if others:
        return Decision(Outcome.POSSIBLE, None, others)
    return Decision(Outcome.NONE)

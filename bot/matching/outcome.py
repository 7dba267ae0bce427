"""The outcome for a statement, from its candidates: match, differs, possible or none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.language.quantities import Quantity


class Outcome(StrEnum):
    """The outcome of looking a statement up (docs/how-it-decides.md: "The outcomes")."""

    MATCH = "match"
    DIFFERS = "differs"
    ABOUT = "about"
    POSSIBLE = "possible"
    NONE = "none"


SHOWN = (Outcome.MATCH, Outcome.DIFFERS, Outcome.ABOUT)
"""The outcomes in which a claim is shown with its status."""


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
    CERTAINTY = "certainty"
    ADDS = "adds"


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which the statement differs from the claim.

    `statement` and `record` are the two wordings ("100,000" and "more than 10,000"); one of them
    may be empty if that side says nothing. `relation` is how two figures relate ("more exact than
    the record"), or empty. `contradicts` is False if both can be true.
    """

    kind: DifferenceKind
    statement: str
    record: str
    relation: str = ""
    contradicts: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that a source on record gives for a claim, and the name of that source."""

    figure: Quantity
    by: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A figure that a source on record gave and no longer gives; `told` says so in a sentence
    without an end ("that was said on 2 March; since 3 March Ida Holm says 135")."""

    figure: Quantity
    told: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The figure to which a source moved the claim's, and the name of that source."""

    figure: Quantity
    by: str


MOST_ALTERNATIVES = 3

_PER_DIFFERENCE = 0.10
"""What a difference costs in the choice between claims about the same: a claim that says the
statement comes before one that contradicts it and happens to share a word more."""

_MOST_COUNTED = 3

_WHOLE = 0.10
"""What it is worth in that choice to be said by the statement, nothing being left over."""


_NEARLY_THE_SAME = 0.8
"""The similarity from which two sentences share nearly all that they say."""

_BY_WORDS = ((0.0, 0.0), (0.35, 0.15), (0.5, 0.5), (0.8, 0.8), (1.0, 1.0))
"""(similarity, probability) for claims without a vector, with straight lines between. The
similarities from which offering and showing a claim on words alone did best are set to the
default thresholds."""


def likely(probability: float | None, alike: float) -> float:
    """How likely a claim is the one meant, from its lead over others (None: without a vector, by
    the words alone) and from how much the two sentences share (`alike`, `score.similarity`)."""
    if probability is None:
        return _by_words(alike)
    return max(probability, alike) if alike >= _NEARLY_THE_SAME else probability


def _by_words(alike: float) -> float:
    for (x0, y0), (x1, y1) in pairwise(_BY_WORDS):
        if alike <= x1:
            return y0 + (y1 - y0) * (alike - x0) / (x1 - x0)
    return 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that was compared with the statement.

    `score` is how likely it is the one meant (`likely`), `alike` how much the two sentences share
    (`score.similarity`). `is_whole` as in `Compared`; `is_telling`: the statement says enough, in
    the claim's language, to tell which claim it is about. `says_less`: what limits the claim is
    missing from it.
    """

    id: int
    score: float
    alike: float
    differences: tuple[Difference, ...] = ()
    withdrawn: bool = False
    is_whole: bool = True
    is_telling: bool = True
    says_less: bool = False

    @property
    def rank(self) -> float:
        """Likeness less what speaks against it: for choosing, never shown."""
        counted = min(len(self.differences) + self.says_less, _MOST_COUNTED)
        return self.alike - _PER_DIFFERENCE * counted + _WHOLE * self.is_whole

    @property
    def outcome(self) -> Outcome:
        """What is answered where this is the claim meant."""
        if self.differences:
            return Outcome.DIFFERS
        return Outcome.MATCH if self.is_whole else Outcome.ABOUT


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Outcome
    chosen: Candidate | None = None
    alternatives: tuple[Candidate, ...] = ()
    withdrawn: bool = False


def decide(
    candidates: Sequence[Candidate], *, match_threshold: float | None, possible_threshold: float
) -> Decision:
    """The outcome. A claim is the one meant from `match_threshold` on; then the words decide
    (`Candidate.outcome`). Below, what reaches `possible_threshold` is offered to choose from, and
    so is a claim about which the statement does not tell enough. Without a `match_threshold` (an
    open question) claims are only offered."""
    if match_threshold is None:
        match_threshold = math.inf
    ranked = sorted(candidates, key=lambda c: (-c.rank, -c.score, c.id))
    if ranked and ranked[0].withdrawn and ranked[0].score >= match_threshold:
        return Decision(Outcome.NONE, withdrawn=True)
    ranked = [c for c in ranked if not c.withdrawn]
    best = next((c for c in ranked if c.score >= match_threshold and c.is_telling), None)
    offered = [c for c in ranked if c is not best and c.score >= possible_threshold]
    others = tuple(offered[:MOST_ALTERNATIVES])
    if best is not None:
        return Decision(best.outcome, best, others)
    if others:
        return Decision(Outcome.POSSIBLE, None, others)
    return Decision(Outcome.NONE)

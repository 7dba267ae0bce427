"""How alike a statement and a claim are, and how likely it is that this claim is the one meant.

Claims are ranked by a fixed sum of four signals (`Signals.score`). Fitted rankers did better on the
set they were fitted on and worse on the others (benchmarks/README.md). A changed figure, a negation
or swapped roles cannot be seen here: `differences` finds them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul

from bot.language.tokens import is_stopword, stem

Weight = Callable[[str], float]
"""The weight of a stem in this record (idf); rare stems weigh more."""

COSINE, JACCARD, BM25, GRAMS = 0.40, 0.15, 0.15, 0.30
"""Weights of the signals if there is a vector; without one the last three are scaled to sum to
1."""

_INTERCEPT = -4.85
_COEFFICIENTS = (1.93, 5.92, 5.06, 4.61, 0.88)

# Medians over the queries of posts (train) that have no claim in the record of 14,231.
_SECOND_SCORE, _NEXT_COSINES, _SECOND_BM25 = 0.25, 0.42, 0.06
_BACKGROUND = 10

_K1, _B = 1.2, 0.75  # Okapi BM25's usual constants
_N = 4
_WORD = re.compile(r"[^\W_]+")
_COMMON = 0.3  # the weight of a stopword's letters in 4-grams


@dataclass(frozen=True, slots=True)
class Bag:
    """A text's stems with their counts, and the sum of their weights."""

    stems: Counter[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Grams:
    """A text's 4-grams of letters; each has the mean weight of the words in it."""

    weights: dict[str, float]
    norm: float


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as the signals need it, and the title of its article."""

    bag: Bag
    grams: Grams
    title: Bag | None = None


@dataclass(frozen=True, slots=True)
class Signals:
    """How alike two texts are, by four signals from 0 to 1; `cosine` is None if there is no
    vector."""

    cosine: float | None
    jaccard: float
    bm25: float
    grams: float

    @property
    def score(self) -> float:
        """The weighted sum of the signals, from 0 to 1."""
        lexical = JACCARD * self.jaccard + BM25 * self.bm25 + GRAMS * self.grams
        if self.cosine is None:
            return lexical / (JACCARD + BM25 + GRAMS)
        return COSINE * max(0.0, self.cosine) + lexical


def wording(text: str, weight: Weight, title: str | None = None) -> Wording:
    """Reads a text once, so that it can be compared with many."""
    words = _WORD.findall(text.replace("’s ", " ").replace("'s ", " "))
    return Wording(_bag(words, weight), _grams(words, weight), _title(title, weight))


def signals(
    statement: Wording, claim: Wording, weight: Weight, *, cosine: float | None, mean_length: float
) -> Signals:
    """The signals of a pair. `mean_length` is the mean length of the record's claims, in stems."""
    whole = claim.bag
    overlap = _jaccard(statement.bag, claim.bag, weight)
    if claim.title is not None:
        overlap = max(overlap, _jaccard(statement.bag, claim.title, weight))
        whole = Bag(claim.bag.stems + claim.title.stems, 0.0)
    return Signals(
        cosine,
        overlap,
        _bm25(statement.bag, whole, weight, mean_length),
        _alike(statement.grams, claim.grams),
    )


def probabilities(found: Sequence[Signals], words: int) -> list[float]:
    """For each candidate, how likely it is the claim meant, given the other candidates.

    A logistic function of `features`; `words` is the statement's length in content words. `python
    -m benchmarks.fit` prints the constants.
    """
    return [
        1 / (1 + math.exp(-_INTERCEPT - sum(map(mul, _COEFFICIENTS, values))))
        for values in features(found, words)
    ]


def features(found: Sequence[Signals], words: int) -> list[tuple[float, ...]]:
    """The features on which each candidate's probability depends: its score, its lead over the best
    other score, its cosine above the mean of the next ten, its BM25 above the next best, and the
    statement's length.

    In a small record a claim does not gain a lead from being alone: the values of a typical second
    in a large record are taken as a floor for the others.
    """
    scores = [one.score for one in found]
    cosines = [_NEXT_COSINES if one.cosine is None else one.cosine for one in found]
    bm25s = [one.bm25 for one in found]
    return [
        (
            one.score,
            one.score - _best_other(scores, at, _SECOND_SCORE),
            cosines[at] - _background(cosines, at),
            one.bm25 - _best_other(bm25s, at, _SECOND_BM25),
            math.log1p(words),
        )
        for at, one in enumerate(found)
    ]


def _best_other(values: Sequence[float], at: int, least: float) -> float:
    return max([*values[:at], *values[at + 1 :], least])


def _background(cosines: Sequence[float], at: int) -> float:
    nearest = sorted([*cosines[:at], *cosines[at + 1 :]], reverse=True)[:_BACKGROUND]
    nearest = [max(one, _NEXT_COSINES) for one in nearest]
    return (sum(nearest) + _NEXT_COSINES * (_BACKGROUND - len(nearest))) / _BACKGROUND


def _title(title: str | None, weight: Weight) -> Bag | None:
    return _bag(_WORD.findall(title), weight) if title else None


def _bag(words: Sequence[str], weight: Weight) -> Bag:
    stems = Counter(term for term in map(_term, words) if term is not None)
    return Bag(stems, sum(map(weight, stems)))


def _grams(words: Sequence[str], weight: Weight) -> Grams:
    weights: list[float] = []
    for word in words:
        term = _term(word)
        value = _COMMON if term is None else weight(term)
        weights.append(min(weights[-1], value) if weights else value)
        weights += [value] * len(word)
    weights += weights[-1:]
    joined = " " + " ".join(words).lower() + " "
    weights += [0.0] * (len(joined) - len(weights))  # some letters are two in lower case
    spans = zip(weights, weights[1:], weights[2:], weights[3:], strict=False)  # _N of them
    found = {joined[at : at + _N]: (a + b + c + d) / _N for at, (a, b, c, d) in enumerate(spans)}
    return Grams(found, math.sqrt(sum(found.values())) or 1.0)


@lru_cache(maxsize=65_536)
def _term(word: str) -> str | None:
    """A word's stem; None for one that says nothing."""
    return None if is_stopword(word.lower()) else stem(word)


def _jaccard(one: Bag, other: Bag, weight: Weight) -> float:
    common = sum(weight(term) for term in one.stems if term in other.stems)
    union = one.weight + other.weight - common
    return common / union if union else 0.0


def _bm25(statement: Bag, claim: Bag, weight: Weight, mean_length: float) -> float:
    """Okapi BM25 as a share of the value that the claim would reach with infinitely many of the
    statement's words."""
    length = sum(claim.stems.values())
    damping = _K1 * (1 - _B + _B * length / mean_length)
    total = 0.0
    for term in statement.stems:
        count = claim.stems.get(term)
        if count:
            total += weight(term) * count / (count + damping)
    return total / statement.weight if statement.weight else 0.0


def _alike(one: Grams, other: Grams) -> float:
    theirs = other.weights
    shared = 0.0
    for gram, value in one.weights.items():
        if gram in theirs:
            also = theirs[gram]
            shared += value if value < also else also
    return shared / (one.norm * other.norm)

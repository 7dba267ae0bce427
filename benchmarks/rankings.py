"""Measures of rankings and of scores, as information retrieval defines them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence


def ranking_metrics(
    rankings: Iterable[tuple[Sequence[int], Collection[int]]], depth: int
) -> dict[str, float]:
    """Means over (ranking, relevant claims), the ranking cut to `depth`.

    `map5` divides by the number of relevant claims, as trec_eval's `map_cut` does. `r1` and `r5`
    are the share of rankings with a relevant claim among the first one and five. `mrr` counts 0 for
    a ranking without a relevant claim. Relevance is yes or no, also in `ndcg5`.
    """
    rows = []
    for ranking, relevant in rankings:
        hits = [claim in relevant for claim in ranking[:depth]]
        places = [place for place, hit in enumerate(hits, 1) if hit]
        found = sum(n / place for n, place in enumerate(places, 1))
        ideal = sum(_gain(place) for place in range(1, min(len(relevant), depth) + 1))
        rows.append(
            (
                found / len(relevant),
                1 / places[0] if places else 0.0,
                float(hits[:1] == [True]),
                float(any(hits)),
                sum(map(_gain, places)) / ideal,
            )
        )
    names = (f"map{depth}", "mrr", "r1", f"r{depth}", f"ndcg{depth}")
    return {name: mean(row[n] for row in rows) for n, name in enumerate(names)}


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """How often a positive score is above a negative one, a tie counting half; 0 without both."""
    if not positive or not negative:
        return 0.0
    ordered = sorted([(score, True) for score in positive] + [(score, False) for score in negative])
    won = 0.0
    below = 0
    start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end][0] == ordered[start][0]:
            end += 1
        positives = sum(is_positive for _, is_positive in ordered[start:end])
        negatives = end - start - positives
        won += positives * (below + negatives / 2)
        below += negatives
        start = end
    return won / (len(positive) * len(negative))


def reliability(scored: Iterable[tuple[float, bool]], bins: int = 10) -> list[dict[str, float]]:
    """For (score, was it right), in equal parts of 0 to 1: how many, mean score, share right.

    If scores are probabilities, the last two are alike. Empty parts are left out.
    """
    parts: dict[int, list[tuple[float, bool]]] = {}
    for score, right in scored:
        parts.setdefault(min(bins - 1, int(score * bins)), []).append((score, right))
    return [
        {
            "from": part / bins,
            "to": (part + 1) / bins,
            "queries": len(entries),
            "score": mean(score for score, _ in entries),
            "right": mean(right for _, right in entries),
        }
        for part, entries in sorted(parts.items())
    ]


def mean(values: Iterable[float]) -> float:
    """The arithmetic mean; 0 if there are no values."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _gain(place: int) -> float:
    return 1 / math.log2(place + 1)

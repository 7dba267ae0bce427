"""Comparing names: equal but for case, accents and punctuation, or similar."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz, process

NEAR = 75.0
"""The least WRatio (RapidFuzz, 0 to 100) at which one name is suggested for another. It only
chooses what an editor sees; it decides nothing."""


class Near(NamedTuple):
    """A name similar to the one asked for; `score` is from 0 to 100."""

    position: int
    name: str
    score: float


def folded(name: str) -> str:
    """A name without case, accents and punctuation, one space between its words."""
    bare = "".join(
        char
        for char in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(char)
    )
    kept = (char if unicodedata.category(char)[0] in "LMN" else " " for char in bare)
    return " ".join("".join(kept).split())


def near(name: str, others: Iterable[str], limit: int) -> list[Near]:
    """The names most similar to the one asked for, best first; equal scores by position."""
    listed = list(others)
    found = process.extract(
        folded(name),
        [folded(one) for one in listed],
        scorer=fuzz.WRatio,
        score_cutoff=NEAR,
        limit=limit,
    )
    return [Near(at, listed[at], score) for _, score, at in found]

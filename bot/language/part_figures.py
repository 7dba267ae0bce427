"""Figures that a sentence gives only as a part of another one: "130 people were injured, 18 of them
seriously"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.quantities import Quantity

_BEFORE = re.compile(
    r"\b(?:including|among (?:them|whom|those|these)|(?:some|most|many) of (?:them|whom)"
    r"|of (?:them|whom|these|those))[,:]?\s+(?:(?:was|were|is|are)\s+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s+of\s+(?:them|whom|these|those)\b", re.IGNORECASE)
_MANNER = re.compile(r"\s+[a-z]+ly\s*(?:[,.;)]|$)")


def wholes(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The figures of a text, as `quantities` found them, without those that are a part of one
    before them in the same sentence."""
    return [
        one
        for place, one in enumerate(found)
        if not (any(_may_have(text, whole, one) for whole in found[:place]) and _is_part(text, one))
    ]


def _may_have(text: str, whole: Quantity, part: Quantity) -> bool:
    if whole.unit != part.unit or _END.search(text, whole.end, part.start):
        return False
    return whole.high is None or part.low is None or part.low <= whole.high


def _is_part(text: str, one: Quantity) -> bool:
    if _BEFORE.search(text, 0, one.start) or _AFTER.match(text, one.end):
        return True
    # "130 people were injured, 18 seriously"
    after_comma = text[: one.start].rstrip().endswith((",", "(", "–", "—"))
    return after_comma and _MANNER.match(text, one.end) is not None


_END = re.compile(r"[.!?;](?=\s)|\n")

"""Parts of a whole that is counted: "two of the three suspects", "all five judges"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isclose

from bot.language.quantities import Quantity
from bot.language.reading import Reading
from bot.language.tokens import stem
from bot.matching.outcome import Difference, DifferenceKind


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a counted whole. `said` is False if the whole is counted and no part is named."""

    part: float
    whole: float
    noun: str
    text: str
    figures: tuple[Quantity, ...]
    said: bool = True


def compared(
    ours: Reading, theirs: Reading
) -> tuple[list[Quantity], list[Quantity], list[Difference]]:
    """The figures of each sentence that are still to be compared, and the differences in parts of
    the same whole.

    A whole that is counted without a part ("the three suspects were released") means all of it.
    """
    mine, other = list(ours.quantities), list(theirs.quantities)
    found: list[Difference] = []
    for one, another in _one_whole(ours, theirs):
        mine = [q for q in mine if q not in one.figures]
        other = [q for q in other if q not in another.figures]
        if not _as_much(one, another):
            found.append(Difference(DifferenceKind.FIGURE, one.text, another.text))
    return mine, other, found


def _one_whole(ours: Reading, theirs: Reading) -> Iterator[tuple[Part, Part]]:
    mine, other = _parts(ours), _parts(theirs)
    if not any(p.said for p in (*mine, *other)):
        return
    for one in mine:
        for another in other:
            if (one.said or another.said) and _same_whole(one, another):
                yield one, another
                break


def _as_much(one: Part, another: Part) -> bool:
    if one.whole == another.whole:
        return isclose(one.part, another.part, rel_tol=1e-9)
    shares = [100 * p.part / p.whole for p in (one, another)]
    return abs(shares[0] - shares[1]) < _ROUNDED  # "two of the three", "66%"


_ROUNDED = 1.0


def _same_whole(one: Part, another: Part) -> bool:
    if one.noun and another.noun and one.noun != another.noun:
        return False
    return one.whole == another.whole or 100 in (one.whole, another.whole)


_OF = re.compile(
    r"(?:\b(?P<every>(?:every|each)(?: single)?(?: one)?|all|both)|\b(?P<one>(?:a single )?one))"
    r"(?:\s+of)?(?:\s+(?:the|its|their|his|her|our|these|those))?\s+$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s+(?:out\s+)?of\s+(?:(?:all|the|its|their|his|her|our|these|those|[^,;:.\d]{1,40}['’]s?)\s+)*",
    re.IGNORECASE,
)
_LONGEST = 30
"""Code points before a number that are looked at for what part of it is meant."""


def _parts(reading: Reading) -> list[Part]:
    figures = reading.quantities
    found = [_part(reading, one, figures[n - 1] if n else None) for n, one in enumerate(figures)]
    parts = [part for part in (*found, *_both(reading)) if part is not None]
    inside = [part.figures[0] for part in parts if len(part.figures) > 1]
    return [part for part in parts if len(part.figures) != 1 or part.figures[0] not in inside]


_BOTH = re.compile(
    r"\bboth\s+(?:of\s+)?(?:(?:the|its|their|his|her)\s+)?([a-z]+s)\b", re.IGNORECASE
)


def _both(reading: Reading) -> Iterator[Part]:
    """The parts that the word "both" names: "both engines" are two of two."""
    for found in _BOTH.finditer(reading.text):
        yield Part(2.0, 2.0, stem(found[1].lower()), found[0], ())


def _part(reading: Reading, whole: Quantity, before: Quantity | None) -> Part | None:
    if whole.kind != "point" or whole.low is None or whole.per:
        return None
    noun, text = stem(whole.counted) if whole.counted else "", reading.text
    if whole.unit == "%":
        return Part(whole.low, 100.0, noun, whole.text, (whole,), said=False) if noun else None
    if whole.unit is not None or whole.low < 2:
        return None
    if before is not None and _BETWEEN.fullmatch(text[before.end : whole.start]):
        part = _share(before, whole.low)
        if part is None or part > whole.low:
            return None
        return Part(part, whole.low, noun, text[before.start : whole.end], (before, whole))
    led = _OF.search(text[max(0, whole.start - _LONGEST) : whole.start])
    if led is None or (led["one"] and " of" not in led[0].lower()):
        return Part(whole.low, whole.low, noun, whole.text, (whole,), said=False)
    start = whole.start - len(led[0])
    said = 1.0 if led["one"] and not led["every"] else whole.low
    return Part(said, whole.low, noun, text[start : whole.end], (whole,))


def _share(part: Quantity, whole: float) -> float | None:
    if part.kind != "point" or part.low is None:
        return None
    return part.low * whole / 100 if part.unit == "%" else part.low

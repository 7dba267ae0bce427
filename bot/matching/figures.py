"""Compares the figures of a statement with those of a claim, if they measure the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import isclose

from bot.language.quantities import Quantity, Relation, relation, same
from bot.language.reading import Reading
from bot.language.tokens import stem
from bot.matching.outcome import Difference, DifferenceKind
from bot.matching.vocabulary import ALSO_WRITTEN, MEASURES, ORDINALS

_IN_WORDS = {
    Relation.WITHIN: "within what is on record",
    Relation.CONTAINS: "wider than what is on record",
    Relation.OVERLAPS: "overlaps with what is on record",
    Relation.SAME: "",
    Relation.DISJOINT: "",
}

_FAR_BEYOND = 2


def differences(ours: Reading, theirs: Reading, figure: Quantity | None) -> Iterable[Difference]:
    """One Difference for each figure that differs; `figure` is the claim's, for a text that has
    none."""
    mine = list(ours.quantities)
    other = list(theirs.quantities) or ([figure] if figure is not None else [])
    yield from _ordinals(ours, theirs)
    for one, another in _paired(mine, other):
        if another is None:
            if not other:
                yield Difference(DifferenceKind.FIGURE, one.text if one else "", "")
        elif one is None:
            continue  # giving no figure is saying less, not something else
        elif _other_measure(one, another):
            yield Difference(DifferenceKind.FIGURE, _measured(one), _measured(another))
        elif not same(one, another) and not rounded(one, another):
            yield Difference(DifferenceKind.FIGURE, one.text, another.text, _related(one, another))


_DECIMALS = re.compile(r"\d+\.(\d+)")


def rounded(one: Quantity, another: Quantity) -> bool:
    """Whether two decimals are equal once rounded to the fewer places that one of them has: 0.66
    and 0.7 per cent."""
    if one.unit != another.unit or {one.kind, another.kind} != {"point"}:
        return False
    decimals = [m for m in map(_DECIMALS.search, (one.text, another.text)) if m is not None]
    if len(decimals) < 2 or one.low is None or another.low is None:
        return False
    fewer = min(len(m[1]) for m in decimals)
    if fewer == max(len(m[1]) for m in decimals) or max(one.low, another.low) >= _SCALED:
        return False
    return isclose(round(one.low, fewer), round(another.low, fewer))


_SCALED = 1_000  # "1.4 million" has its decimals before the scale


def _related(one: Quantity, another: Quantity) -> str:
    """How the two relate, in words. "More than 10,000" includes 100,000, but does not suggest
    it."""
    how = relation(one, another)
    if (
        how is Relation.WITHIN
        and another.high is None
        and (one.low or 0) >= _FAR_BEYOND * (another.low or 0)
    ):
        return "far beyond the figure on record, which sets no upper limit"
    return _IN_WORDS[how]


def _paired(
    mine: Sequence[Quantity], other: Sequence[Quantity]
) -> list[tuple[Quantity | None, Quantity | None]]:
    """Pairs of figures that measure the same thing: equal ones first, then in the order of the
    sentences."""
    left, right = list(mine), list(other)
    pairs: list[tuple[Quantity | None, Quantity | None]] = []
    for agree in (
        lambda a, b: same(a, b) and _same_measure(a, b),
        lambda a, b: same(a, b) and a.unit == b.unit,
        lambda a, b: _same_measure(a, b) and bool(a.unit or (a.counted and b.counted)),
        _same_measure,
    ):
        for one in list(left):
            partner = next((b for b in right if agree(one, b)), None)
            if partner is not None:
                pairs.append((one, partner))
                left.remove(one)
                right.remove(partner)
    if (
        len(left) == len(right) == 1
        and len(mine) == len(other) == 1
        and not _clash(left[0], right[0])
    ):
        pairs.append((left[0], right[0]))
        return pairs
    pairs += [(one, None) for one in left]
    pairs += [(None, another) for another in right]
    return pairs


def _other_measure(one: Quantity, another: Quantity) -> bool:
    """Whether both name a measure and not the same one: 400 tonnes and 400 kilograms are
    different amounts."""
    measures = [measured(q.counted) for q in (one, another) if q.counted]
    return len(measures) == 2 and measures[0] != measures[1] and MEASURES.issuperset(measures)


def is_measure(counted: str) -> bool:
    """Whether a noun is a measure ("kilograms") and not a thing that is measured."""
    return measured(counted) in MEASURES


def measured(counted: str) -> str:
    """The stem of a measure in British spelling: "kilometers" and "kilometres" are one."""
    found = stem(counted)
    return ALSO_WRITTEN.get(found, found)


def _measured(one: Quantity) -> str:
    return one.text if not one.counted or one.counted in one.text else f"{one.text} {one.counted}"


def _ordinals(ours: Reading, theirs: Reading) -> Iterable[Difference]:
    """ "The second intervention" against "the first intervention"."""
    mine, other = _ordered(ours), _ordered(theirs)
    for noun, ordinal in mine.items():
        if noun in other and other[noun].lower() != ordinal.lower():
            yield Difference(DifferenceKind.FIGURE, ordinal, other[noun])
            return


def _ordered(reading: Reading) -> dict[str, str]:
    """By the stem of each of the next two words: the ordinal that comes before it."""
    found: dict[str, str] = {}
    for i, token in enumerate(reading.tokens):
        if token.lower in ORDINALS and i not in reading.taken:
            for following in reading.tokens[i + 1 : i + 3]:
                found.setdefault(following.stem, token.text)
    return found


def _same_measure(one: Quantity, other: Quantity) -> bool:
    """Whether two figures have the same unit and, if both say what they count, count the same
    thing."""
    if one.unit != other.unit:
        return False
    if one.counted and other.counted:
        return measured(one.counted) == measured(other.counted)
    return True


def _clash(one: Quantity, other: Quantity) -> bool:
    """Whether one is a share and the other an amount of money, which never measure the same. Two
    currencies do."""
    return (
        one.unit != other.unit
        and "%" in (one.unit, other.unit)
        and None not in (one.unit, other.unit)
    )

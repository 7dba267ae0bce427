"""Figures of a statement against those of a claim, where they measure the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answer import Difference, DifferenceKind
from bot.matching.quantities import Quantity, Relation, relation, same
from bot.matching.reading import Reading
from bot.matching.tokens import stem

_IN_WORDS = {
    Relation.WITHIN: "within what is on record",
    Relation.CONTAINS: "wider than what is on record",
    Relation.OVERLAPS: "overlaps with what is on record",
    Relation.SAME: "",
    Relation.DISJOINT: "",
}

_FAR_BEYOND = 2


def differences(ours: Reading, theirs: Reading, figure: Quantity | None) -> Iterable[Difference]:
    """One Difference per figure that departs; `figure` is for a claim whose text has none."""
    mine = list(ours.quantities)
    other = list(theirs.quantities) or ([figure] if figure is not None else [])
    for one, another in _paired(mine, other):
        if another is None:
            if not other:
                yield Difference(DifferenceKind.FIGURE, one.text if one else "", "")
        elif one is None:
            if not mine:
                yield Difference(DifferenceKind.FIGURE, "", another.text)
        elif not same(one, another):
            yield Difference(DifferenceKind.FIGURE, one.text, another.text, _related(one, another))


def _related(one: Quantity, another: Quantity) -> str:
    """How the two lie to each other; "more than 10,000" leaves 100,000 open without saying it."""
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
    """Figures that measure the same thing, equal ones first, then in the order of the sentences."""
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


def _same_measure(one: Quantity, other: Quantity) -> bool:
    """The same unit, and the same thing counted where both say what they count."""
    if one.unit != other.unit:
        return False
    if one.counted and other.counted:
        return stem(one.counted) == stem(other.counted)
    return True


def _clash(one: Quantity, other: Quantity) -> bool:
    """A share against an amount of money: never the same measure."""
    return one.unit != other.unit and bool(one.unit) and bool(other.unit)

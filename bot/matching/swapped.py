"""Words of two sentences that changed places: "X … Y" against "Y … X"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.reading import Reading
from bot.matching.alignment import Unit, units

_LONGEST_MOVED = 8
_LONGEST_BETWEEN = 60
_JOINS = frozenset(("and", "or", "with", "but"))


def swapped_inside(ours: Reading, theirs: Reading) -> _Moved | None:
    """The swapped stretch as in `swapped`, also for words of a figure or a date ("Last year … in
    Ostra", "Ostra year … in Last"). None unless both sentences have exactly the same words."""
    if not (ours.taken or theirs.taken) or len(ours.tokens) != len(theirs.tokens):
        return None
    if sorted(t.lower for t in ours.tokens) != sorted(t.lower for t in theirs.tokens):
        return None
    return swapped(units(ours, words=True), units(theirs, words=True))


_Moved = tuple[tuple[Unit, Unit], tuple[Unit, Unit]]


def swapped(ours: Sequence[Unit], theirs: Sequence[Unit]) -> _Moved | None:
    """The stretch in which words have swapped places: "X … Y" and "Y … X" with the same words
    between and around them.

    Gives the first and the last unit of the stretch, for `ours` and for `theirs`. None if nothing
    is swapped, or if the words are merely listed ("X and Y", "Y and X").
    """
    mine, other = [u.key for u in ours], [u.key for u in theirs]
    if len(mine) != len(other) or mine == other:
        return None
    start = next(i for i, (a, b) in enumerate(zip(mine, other, strict=True)) if a != b)
    end = len(mine)
    while mine[end - 1] == other[end - 1]:
        end -= 1
    a, b = mine[start:end], other[start:end]
    if len(a) > _LONGEST_BETWEEN or sorted(map(str, a)) != sorted(map(str, b)):
        return None
    for x in range(1, min(_LONGEST_MOVED, len(a) - 1) + 1):
        if b[-x:] != a[:x]:
            continue
        for y in range(1, min(_LONGEST_MOVED, len(a) - x) + 1):
            if b[:y] != a[-y:] or a[x : len(a) - y] != b[y : len(b) - x]:
                continue
            between = ours[start + x : end - y]
            if not between or all(u.word in _JOINS for u in between):
                return None
            moved = (*ours[start : start + x], *ours[end - y : end])
            if all(u.small for u in moved):
                return None
            return (
                (ours[start], ours[end - 1]),
                (theirs[start], theirs[end - 1]),
            )
    return None

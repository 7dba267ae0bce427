"""The words that turn a number into an interval: "more than", "up to", "about", "or more".

How each is read is the rule of the case files: over N = (N, ∞), at least N = [N, ∞), under N =
[0, N), up to N = [0, N], about N = ±10%, nearly N = [0.9 N, N).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.language.numbers.comparator_words import (
    AFTER,
    BEFORE,
    BEHIND_NOUN,
    NOT_BEFORE_NUMBER,
    Op,
    Phrases,
)
from bot.language.numbers.tokens import Kind, Token, word_at


class Interval(NamedTuple):
    """An interval of numbers; None means unbounded, and an unbounded end counts as open."""

    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    kind: str


_MOST_IN_A_ROW = 5


def leading(tokens: Sequence[Token], index: int) -> tuple[list[Op], int]:
    """The comparators that start at `index` ("up to nearly"), and the index after them."""
    ops: list[Op] = []
    while len(ops) < _MOST_IN_A_ROW and (found := _phrase(BEFORE, tokens, index)):
        op, index = found
        ops.append(op)
    return ops, index


def trailing(
    tokens: Sequence[Token], index: int, *, behind_noun: bool = False
) -> tuple[Op, int] | None:
    """The comparator right behind a figure, and the index after it."""
    start = index
    if index < len(tokens) and tokens[index].kind is Kind.DASH and tokens[index].glued:
        index += 1
    first = word_at(tokens, index)
    if behind_noun and first not in BEHIND_NOUN:
        return None
    found = _phrase(AFTER, tokens, index)
    if found is None or (start != index and first not in ("plus", "odd", "ish")):
        return None
    follow = tokens[found[1]] if found[1] < len(tokens) else None
    if first in ("odd", "ish") and start == index and not tokens[index].glued:
        return None
    if follow is None:
        return found
    if follow.low == "than" and first != "give":
        return None
    counts = follow.kind in (Kind.NUMBER, Kind.CURRENCY, Kind.FRACTION)
    return None if counts and (first in NOT_BEFORE_NUMBER or first == "+") else found


def decisive(ops: Sequence[Op]) -> Op:
    """The comparator that counts: the first bound, else the first hedge ("up to nearly" is "up
    to")."""
    bounds = [op for op in ops if op not in (Op.EXACT, Op.ABOUT)]
    if bounds:
        return bounds[0]
    return Op.ABOUT if Op.ABOUT in ops else Op.EXACT


def apply(op: Op, value: float) -> Interval:
    """The interval that a comparator makes of one number."""
    floor = 0.0 if value >= 0 else None
    match op:
        case Op.ABOVE:
            return Interval(value, None, True, True, "bound")
        case Op.FROM:
            return Interval(value, None, False, True, "bound")
        case Op.BELOW:
            return Interval(floor, value, floor is None, True, "bound")
        case Op.UP_TO:
            return Interval(floor, value, floor is None, False, "bound")
        case Op.NEARLY:
            near = value * 9 / 10
            if value < 0:
                return Interval(value, near, True, False, "bound")
            return Interval(near, value, False, True, "bound")
        case Op.ABOUT:
            low, high = sorted((value * 9 / 10, value * 11 / 10))
            return Interval(low, high, False, False, "approx")
    return Interval(value, value, False, False, "point")


def apply_to_range(op: Op, low: float, high: float, *, high_open: bool, kind: str) -> Interval:
    """The interval of a range or vague amount with a comparator; a hedge widens it no further."""
    match op:
        case Op.ABOVE | Op.FROM:
            return Interval(low, None, op is Op.ABOVE, True, "bound")
        case Op.BELOW | Op.UP_TO:
            floor = 0.0 if high >= 0 else None
            return Interval(floor, high, floor is None, op is Op.BELOW or high_open, "bound")
    return Interval(low, high, False, high_open, kind)


def _phrase(table: Phrases, tokens: Sequence[Token], index: int) -> tuple[Op, int] | None:
    for words, op in table.get(word_at(tokens, index), ()):
        stop = index + len(words)
        if len(words) == 1 or words == tuple(token.low for token in tokens[index:stop]):
            return op, stop
    return None

"""The words that turn a number into an interval: "more than", "up to", "about", "or more".

How each is read is the rule of the case files: over N = (N, ∞), at least N = [N, ∞), under N =
[0, N), up to N = [0, N], about N = ±10%, nearly N = [0.9 N, N).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from bot.language.numbers.tokens import Kind, Token, word_at, word_list


class Op(Enum):
    """What a comparator does to a number. EXACT changes nothing ("just", "exactly")."""

    EXACT = 0
    ABOUT = 1
    NEARLY = 2
    ABOVE = 3
    FROM = 4
    BELOW = 5
    UP_TO = 6


class Interval(NamedTuple):
    """A span of numbers; None is unbounded, and an unbounded end counts as open."""

    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    kind: str


_BEFORE = {
    Op.ABOVE: """more than|greater than|higher than|larger than|bigger than|longer than
        |older than|heavier than|taller than|better than|wider than|deeper than|over|above
        |beyond|exceeding|exceeds|exceed|exceeded|surpassing|surpassed|surpasses|surpass
        |topping|topped|tops|in excess of|excess of|north of|>""",
    Op.FROM: """at least|at the least|at the very least|at a minimum|no less than
        |no fewer than|not less than|not fewer than|no lower than|not lower than
        |no smaller than|no under|nothing less than|upwards of|upward of|upwards from
        |a minimum of|minimum of|minimum|as few as|as little as|as low as|starting at|≥|>=|⩾""",
    Op.BELOW: """less than|fewer than|lower than|smaller than|younger than|shorter than|under
        |below|beneath|south of|<|lesser than|lighter than|cheaper than""",
    Op.UP_TO: """up to|at most|at the most|at the very most|at a maximum|as many as|as much as
        |as high as|as large as|as big as|no more than|not more than|no greater than
        |not greater than|no higher than|no larger than|no longer than|no older than|not over
        |not exceeding|not to exceed|a maximum of|maximum of|maximum|a max of|max of|≤|<=|⩽
        |nothing more than|anything up to""",
    Op.NEARLY: """nearly|almost|close to|approaching|nearing|just shy of|shy of|just short of
        |closing in on|near to|very nearly|not quite|practically""",
    Op.ABOUT: """about|around|roughly|approximately|approx|approx .|some|circa|ca|ca .|c .
        |an estimated|estimated|est .|estimated at|somewhere around|somewhere near
        |something like|in the region of|in the neighborhood of|in the neighbourhood of
        |in the order of|on the order of|in the vicinity of|of the order of
        |an average of about|an approximate|~|≈|∼|≅|±|or so""",
    Op.EXACT: """just|only|exactly|precisely|merely|a mere|mere|a total of|total of|barely
        |a whopping|a record|slightly|a little|little|a bit|considerably|significantly
        |substantially|somewhat|marginally|comfortably|easily|well|far|much|way|an astonishing
        |a staggering|an average of|=""",
}
_AFTER = {
    Op.FROM: """or more|or higher|or greater|or above|or over|or older|or longer|or larger
        |or better|or later|and above|and over|and up|and older|and more|and upwards|upwards
        |at least|at the least|at the very least|at a minimum|at minimum|minimum|plus|+""",
    Op.UP_TO: """or fewer|or less|or lower|or below|or under|or younger|or smaller|or shorter
        |and under|and below|and younger|at most|at the most|at the very most|at maximum
        |at a maximum|maximum|tops""",
    Op.ABOUT: "or so|or thereabouts|give or take|more or less|odd|ish|approximately|approx",
}
# They say something only before another comparator ("well over"); alone they are passed by.
MODIFIERS = frozenset(
    word_list("""slightly little considerably significantly substantially somewhat marginally
    comfortably easily well far much way""")
)
# What may also stand behind the noun: "10 soldiers or more".
_BEHIND_NOUN = frozenset({"or", "and"})
# A comparator of a number that still follows, not of the one before.
_NOT_BEFORE_NUMBER = frozenset({"at", "plus", "and", "more", "minimum", "maximum", "approximately"})

Phrases = dict[str, list[tuple[tuple[str, ...], Op]]]


def _table(groups: dict[Op, str]) -> Phrases:
    table: Phrases = {}
    for op, text in groups.items():
        for phrase in text.split("|"):
            words = tuple(phrase.split())
            table.setdefault(words[0], []).append((words, op))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


BEFORE = _table(_BEFORE)
AFTER = _table(_AFTER)
_MOST_IN_A_ROW = 5


def leading(tokens: Sequence[Token], index: int) -> tuple[list[Op], int]:
    """The comparators that start at `index` ("up to nearly"), with the index after them."""
    ops: list[Op] = []
    while len(ops) < _MOST_IN_A_ROW and (found := _phrase(BEFORE, tokens, index)):
        op, index = found
        ops.append(op)
    return ops, index


def trailing(
    tokens: Sequence[Token], index: int, *, behind_noun: bool = False
) -> tuple[Op, int] | None:
    """The comparator right behind a figure, with the index after it."""
    start = index
    if index < len(tokens) and tokens[index].kind is Kind.DASH and tokens[index].glued:
        index += 1
    first = word_at(tokens, index)
    if behind_noun and first not in _BEHIND_NOUN:
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
    return None if counts and (first in _NOT_BEFORE_NUMBER or first == "+") else found


def decisive(ops: Sequence[Op]) -> Op:
    """The one that counts: the first bound, else the first hedge ("up to nearly" is "up to")."""
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
            near = value * 0.9
            if value < 0:
                return Interval(value, near, True, False, "bound")
            return Interval(near, value, False, True, "bound")
        case Op.ABOUT:
            low, high = sorted((value * 0.9, value * 1.1))
            return Interval(low, high, False, False, "approx")
    return Interval(value, value, False, False, "point")


def apply_to_range(op: Op, low: float, high: float, *, high_open: bool, kind: str) -> Interval:
    """A range or vague amount with a comparator; a hedge adds nothing to what is loose already."""
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

"""The grammar of figures over the tokens of a text.

figure = comparators amount [comparator]; amount = value | value joined to value (a range); value =
[sign] [currency] (number | share | ratio | vague amount) [unit]. Each function takes the index of a
token and returns its reading with the index after it, or None. None of them goes back over more
than a few tokens, so a text is read in linear time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.language.numbers.change_words import BETWEEN_FIGURES, CHANGES
from bot.language.numbers.comparator_words import BEFORE, MODIFIERS, Op
from bot.language.numbers.comparators import (
    Interval,
    apply,
    apply_to_range,
    decisive,
    leading,
    trailing,
)
from bot.language.numbers.measure_words import CODES
from bot.language.numbers.measured import measured, rate
from bot.language.numbers.measures import counted_noun
from bot.language.numbers.names import is_name
from bot.language.numbers.numerals import Value
from bot.language.numbers.shares import MAJORITIES, majority
from bot.language.numbers.tokens import Kind, Token, is_dash, tokenise, word_at
from bot.language.numbers.values import STARTS, value_at


class Figure(NamedTuple):
    """One figure and where it is; offsets are code points, end-exclusive. `per` is what it is given
    per ("day" in "45 patients a day")."""

    interval: Interval
    unit: str | None
    counted: str | None
    start: int
    end: int
    per: str | None = None


_JOINERS = frozenset({"to", "or"})
_LEADS = frozenset({"between", "from", "anywhere"})
_STARTS = (
    STARTS
    | frozenset(MAJORITIES)
    | frozenset(BEFORE)
    | _LEADS
    | {"-", "−", "+"}
    | {code.lower() for code in CODES}
)
_START_KINDS = (Kind.NUMBER, Kind.CURRENCY, Kind.FRACTION)


def figures(text: str, days: Iterable[tuple[int, int]]) -> list[Figure]:
    """Every figure of a text in reading order; `days` are the spans of its dates, in order."""
    tokens = _masked(text, days)
    found: list[Figure] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind not in _START_KINDS and (
            token.kind in (Kind.DATE, Kind.NAME) or token.low not in _STARTS
        ):
            index += 1
            continue
        read = _figure(tokens, index, text)
        if read is None:
            index += 1
            continue
        figure, index = read
        if figure is not None:
            found.append(figure)
    return found


def _masked(text: str, days: Iterable[tuple[int, int]]) -> list[Token]:
    """The tokens of a text; those inside dates are marked as such."""
    tokens = tokenise(text)
    at = 0
    for start, end in days:
        while at < len(tokens) and tokens[at].end <= start:
            at += 1
        while at < len(tokens) and tokens[at].start < end:
            tokens[at].kind, tokens[at].low = Kind.DATE, ""
            at += 1
    return tokens


def _figure(tokens: Sequence[Token], index: int, text: str) -> tuple[Figure | None, int] | None:
    """A figure at `index`; (None, next) skips a number that is none."""
    if worded := majority(tokens, index):
        value, op = worded
        return _finished(tokens, index, _Read(value, value.stop, text), [op])
    ops, at = leading(tokens, index)
    lead = word_at(tokens, at)
    if lead in _LEADS:
        at += 1 + (lead == "anywhere" and word_at(tokens, at + 1) in ("between", "from"))
        inner, at = leading(tokens, at)
        first = value_at(tokens, at, text, compared=True)
        read = _range(tokens, at, text, first=first, between=lead != "from")
        if read is None:
            return None
        ops += inner
        value, at = read
        return _finished(tokens, index, _Read(value, at, text), ops)
    if not ops or all(op is Op.EXACT for op in ops):
        skip = is_name(tokens, at, text)
        if skip:
            return None, skip
    if decisive(ops) is Op.EXACT and tokens[index].low in MODIFIERS:
        return None
    read = _amount(tokens, at, text, compared=bool(ops))
    if read is None and ops and word_at(tokens, at) in ("a", "an"):
        read = _amount(tokens, at + 1, text, compared=True)
    if read is None:
        return None
    value, at = read
    return _finished(tokens, index, _Read(value, at, text), ops)


def _amount(
    tokens: Sequence[Token], index: int, text: str, *, compared: bool
) -> tuple[Value, int] | None:
    """A range, or else a single value."""
    single = value_at(tokens, index, text, compared=compared)
    if single is None:
        return None
    return _range(tokens, index, text, first=single, between=False) or (single, single.stop)


def _range(
    tokens: Sequence[Token], index: int, text: str, *, first: Value | None, between: bool
) -> tuple[Value, int] | None:
    """Two values joined: "10 to 12 thousand", "$3-4 billion", "between 5 and 7"."""
    if first is None or first.vague or first.ratio:
        return None
    if not between and (_is_a_move(tokens, index) or (first.unit and _is_a_change(tokens, index))):
        return None
    joint = _joint(tokens, first.stop, between=between)
    at = None if joint is None else _past_hedges(tokens, joint.stop)
    if joint is None or at is None:
        return None
    second = value_at(tokens, at, text, compared=True)
    joined = None if second is None else _both(first, second, joint)
    return None if joined is None else (joined, joined.stop)


class _Joint(NamedTuple):
    """What joins two values: a word, or only a dash; `stop` is the index after it."""

    word: str
    dashed: bool
    stop: int


def _joint(tokens: Sequence[Token], at: int, *, between: bool) -> _Joint | None:
    dash = is_dash(tokens, at)
    word = word_at(tokens, at + dash)
    if word in _JOINERS or (word in ("and", "&") and between):
        after = at + dash + 1
        return _Joint(word, False, after + is_dash(tokens, after))
    return _Joint("", True, at + 1) if dash else None


def _past_hedges(tokens: Sequence[Token], at: int) -> int | None:
    """Steps over "10 to about 12", "10 to as many as 12"; None if "as" begins something else."""
    while (word := word_at(tokens, at)) in _HEDGES:
        if word == "as":
            if word_at(tokens, at + 1) not in ("many", "much", "high"):
                return None
            at += 2
        at += 1
    return at


_HEDGES = frozenset({"about", "around", "perhaps", "nearly", "almost", "as", "even"})


def _both(first: Value, second: Value, joint: _Joint) -> Value | None:
    """The range of two values; None if they do not belong together."""
    if second.vague or second.ratio or second.share != first.share:
        return None
    if joint.dashed and first.digits != second.digits:
        return None
    low, high = _shared(first, second)
    if not low < high or (joint.word == "or" and high > low * 10):
        return None
    if first.unit and second.unit and first.unit != second.unit:
        return None
    return second._replace(
        value=low,
        high=high,
        unit=second.unit or first.unit,
        counted=second.counted or first.counted,
    )


def _is_a_change(tokens: Sequence[Token], index: int) -> bool:
    """Whether it is like "rose $1.37 to $19.25": a change and a level, not a range."""
    return any(word_at(tokens, at) in BETWEEN_FIGURES for at in range(max(0, index - 3), index))


def _is_a_move(tokens: Sequence[Token], index: int) -> bool:
    """Whether it is like "rose from at least 78 to 135": what it was and what it is, not a
    range."""
    lead = next((a for a in range(index - 1, index - 5, -1) if word_at(tokens, a) == "from"), -1)
    for at in range(lead - 1, max(-1, lead - _MOST_BEFORE), -1):
        if tokens[at].low in _ENDS:
            return False
        if tokens[at].low in CHANGES:
            return True
    return False


_MOST_BEFORE = 10
"""How many words before "from" the verb may be: "revised the number of dead in Harrow from 78"."""

_ENDS = frozenset(".;!?")


def _shared(first: Value, second: Value) -> tuple[float, float]:
    """The two ends of a range; the first takes the scale of the second ("ten to twelve thousand").

    A first number of a thousand or more, or with a scale that the second lacks, is kept as it is.
    """
    scales = second.scales
    if first.scales and first.scales == scales[: len(first.scales)]:
        scales = scales[len(first.scales) :]
    elif first.scales or first.value >= 1000:
        return first.value, second.value
    for skip in range(len(scales)):
        value = first.value
        for scale in scales[skip:]:
            value *= scale
        if value < second.value:
            return value, second.value
    return first.value, second.value


class _Read(NamedTuple):
    """A value of a text, and the index after it."""

    value: Value
    stop: int
    text: str


def _finished(
    tokens: Sequence[Token], index: int, read: _Read, ops: Sequence[Op]
) -> tuple[Figure, int]:
    """Puts comparators, unit and counted noun together."""
    op = decisive(ops)
    value, at = measured(tokens, read.stop, read.value, read.text)
    counted, after_noun = value.counted, at
    if counted is None and value.unit in (None, "%"):
        counted, after_noun = counted_noun(tokens, at, share=value.unit == "%" and not value.ratio)
    if op is Op.EXACT or op is Op.ABOUT:
        behind = trailing(tokens, at)
        if behind is None and counted is not None and after_noun > at:
            behind = trailing(tokens, after_noun, behind_noun=True)
        if behind is not None:
            op, at = behind
            if counted is None and value.unit is None:
                counted, _ = counted_noun(tokens, at)
    if value.high is None:
        interval = apply(op, value.value)
        if value.single and op is Op.EXACT and counted is None:
            counted = _next_word(tokens, at)
    else:
        kind = "vague" if value.vague else "range"
        interval = apply_to_range(op, value.value, value.high, high_open=value.open, kind=kind)
    start = tokens[index].start
    end = tokens[at - 1].end
    return Figure(interval, value.unit, counted, start, end, rate(tokens, at)), at


def _next_word(tokens: Sequence[Token], index: int) -> str | None:
    token = tokens[index] if index < len(tokens) else None
    return token.low if token and token.kind is Kind.WORD and not token.capital else None

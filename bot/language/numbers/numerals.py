"""Numbers in digits: "12,000", "3.5bn", "½"; and the values that numbers in digits or words give.

Nothing here raises, and nothing looks further than a few tokens ahead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple

from bot.language.numbers.number_words import (
    AFTER_METRES,
    DENOMINATORS,
    GLUED_SCALES,
    MONEY_SCALES,
    SCALES,
    SCALES_PLURAL,
    SHORT_SCALES,
)
from bot.language.numbers.tokens import Kind, Token, is_dash, size_word, word_at


class Numeral(NamedTuple):
    """A number as written: `value` with its trailing `scales` already multiplied in.

    The scales are kept because a range shares them ("ten to twelve thousand"). `stop` is the
    index of the first token after it.
    """

    value: float
    scales: tuple[float, ...]
    stop: int
    digits: bool
    bare: bool  # a short whole number in digits without separators: it may be part of a name


class Value(NamedTuple):
    """An amount read; `stop` is the index after it.

    `high` is None for a single number. `scales` are those a range may share, `open` says that the
    high end is open, `single` that it is the word "one" alone, `measured` that its measure is
    read already ("an hour and a half").
    """

    value: float
    stop: int
    high: float | None = None
    open: bool = False
    unit: str | None = None
    counted: str | None = None
    scales: tuple[float, ...] = ()
    digits: bool = False
    vague: bool = False
    share: bool = False
    ratio: bool = False
    single: bool = False
    measured: bool = False


_MAX_DIGITS = 25


def scale_at(
    tokens: Sequence[Token], index: int, *, plural: bool = False
) -> tuple[float, int] | None:
    """The scale word at `index`, perhaps after a hyphen, and the index after it."""
    if is_dash(tokens, index) and tokens[index].glued:
        index += 1
    word = size_word(tokens, index)
    size = SCALES.get(word) or (SCALES_PLURAL.get(word) if plural else None)
    return (size, index + 1) if size else None


def digits(tokens: Sequence[Token], index: int, *, money: bool = False) -> Numeral | None:
    """A number in digits with its fraction and scales; for `money`, "t" and "mm" are scales too."""
    if not 0 <= index < len(tokens) or tokens[index].kind is not Kind.NUMBER:
        return None
    token = tokens[index]
    value = _digits_value(token.low)
    if value is None:
        return None
    stop = index + 1
    mixed = fraction_value(tokens[stop]) if stop < len(tokens) else None
    if mixed is not None and value == int(value):
        value, stop = value + mixed, stop + 1
    else:
        value, stop = and_a_half(tokens, value, stop)
    plain = token.low.isdigit() and len(token.low) <= 4 and stop == index + 1
    value, scales, after = _scaled(tokens, value, stop, money=money)
    return Numeral(value, scales, after, True, plain and not scales) if isfinite(value) else None


def fraction_value(token: Token) -> float | None:
    """The value of "1/3" or "½"; None unless it is a small proper fraction."""
    if token.kind is not Kind.FRACTION:
        return None
    if len(token.low) == 1:
        return unicodedata.numeric(token.low, None)
    above, below = re.split("[/⁄]", token.low)[:2]
    if token.low.count("/") + token.low.count("⁄") > 1 or len(above) > 2 or len(below) > 3:
        return None
    return int(above) / int(below) if 0 < int(above) < int(below) else None


def _digits_value(raw: str) -> float | None:
    if len(raw) > _MAX_DIGITS or (len(raw) > 1 and raw[0] == "0" and raw.isdigit()):
        return None  # no figure is that long, and "007" is a code
    raw = re.sub(r"['’\s]", "", raw)
    if raw.count(".") > 1 or (raw.count(".") == 1 and re.search(r"\.\d{3},", raw)):
        raw = raw.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d+,\d{1,2}", raw):
        raw = raw.replace(",", ".")
    return float(raw.replace(",", ""))


def and_a_half(tokens: Sequence[Token], value: float, stop: int) -> tuple[float, int]:
    """The value and the index after it, with "and a half" or "-and-a-quarter" added."""
    first = stop + is_dash(tokens, stop)
    if word_at(tokens, first) != "and":
        return value, stop
    seen: list[str] = []
    at = stop
    while at < len(tokens) and len(seen) < 3 and at < stop + 6:
        if not is_dash(tokens, at):
            seen.append(word_at(tokens, at))
        at += 1
    if seen[:2] in (["and", "a"], ["and", "one"]) and seen[2:] in (["half"], ["quarter"]):
        return value + 1 / DENOMINATORS[seen[2]], at
    return value, stop


def _scaled(
    tokens: Sequence[Token], value: float, stop: int, *, money: bool
) -> tuple[float, tuple[float, ...], int]:
    scales: list[float] = []
    if stop < len(tokens) and tokens[stop].kind is Kind.WORD:
        word = tokens[stop].low
        size = SHORT_SCALES.get(word)
        if tokens[stop].glued:
            size = GLUED_SCALES.get(word) or (MONEY_SCALES.get(word) if money else None)
            if word == "m" and word_at(tokens, stop + 1) in AFTER_METRES and not money:
                size = None
        elif word in ("m", "k", "b") and (money or _plural_follows(tokens, stop + 1)):
            size = GLUED_SCALES[word]
        if size:
            scales.append(size)
            stop += 1
    while len(scales) < 3 and (found := scale_at(tokens, stop, plural=True)):
        size, after = found
        scales.append(size)
        stop = after
    for size in scales:
        value *= size
    return value, tuple(scales), stop


def _plural_follows(tokens: Sequence[Token], index: int) -> bool:
    """In "5 m people" it is five million: no counted noun follows metres."""
    word = word_at(tokens, index)
    return len(word) > 4 and (word.endswith("s") or word == "people")

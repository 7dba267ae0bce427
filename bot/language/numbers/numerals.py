"""The numbers that tokens spell: "12,000", "3.5bn", "two hundred and fifty".

Nothing here raises, and nothing looks further than a few tokens ahead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple

from bot.language.numbers.tokens import Kind, Token, is_dash, size_word, word_at, word_list


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
    high end is open, `single` that it is the word "one" alone.
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


_SMALL = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
SMALL = {word: float(n) for n, word in enumerate(_SMALL)}
TENS = {word: 20.0 + 10 * n for n, word in enumerate(_TENS)} | {"fourty": 40.0}
SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "lac": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}
SCALES_PLURAL = {f"{word}s": size for word, size in SCALES.items()}
# Abbreviations: the first group also stands apart from its number ("5 bn").
_SHORT = {
    **dict.fromkeys(("mn", "mln", "mio", "mil"), 1e6),
    **dict.fromkeys(("bn", "bln", "bil"), 1e9),
    **dict.fromkeys(("tn", "trn", "tln"), 1e12),
}
_GLUED = _SHORT | {"k": 1e3, "m": 1e6, "b": 1e9, "cr": 1e7}
_GLUED_MONEY = {"t": 1e12, "mm": 1e6}
# "5m tall" is a length; after any other word "5m" is five million.
_LENGTH = frozenset(
    word_list(
        "tall high deep wide long away race sprint hurdles freestyle relay below above thick "
        "butterfly backstroke breaststroke dash"
    )
)
DENOMINATORS = {
    **dict.fromkeys(("half", "halves"), 2.0),
    **dict.fromkeys(("third", "thirds"), 3.0),
    **dict.fromkeys(("quarter", "quarters", "fourth", "fourths"), 4.0),
    **{f"{w}th{s}": n for w, n in (("fif", 5.0), ("six", 6.0), ("seven", 7.0)) for s in ("", "s")},
    **{f"{w}th{s}": n for w, n in (("eigh", 8.0), ("nin", 9.0), ("ten", 10.0)) for s in ("", "s")},
}
NUMBER_WORDS = frozenset(SMALL) | frozenset(TENS) | frozenset(SCALES)
_MAX_DIGITS = 25


def scale_at(
    tokens: Sequence[Token], index: int, *, plural: bool = False
) -> tuple[float, int] | None:
    """A scale word at `index`, perhaps after a hyphen, with the index after it."""
    if is_dash(tokens, index) and tokens[index].glued:
        index += 1
    word = size_word(tokens, index)
    size = SCALES.get(word) or (SCALES_PLURAL.get(word) if plural else None)
    return (size, index + 1) if size else None


def digits(tokens: Sequence[Token], index: int, *, money: bool = False) -> Numeral | None:
    """A number in digits with its fraction and scales; `money` allows "t" and "mm" as scales."""
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
        value, stop = _and_a_half(tokens, value, stop)
    plain = token.low.isdigit() and len(token.low) <= 4 and stop == index + 1
    value, scales, after = _scaled(tokens, value, stop, money=money)
    return Numeral(value, scales, after, True, plain and not scales) if isfinite(value) else None


def words(tokens: Sequence[Token], index: int) -> Numeral | None:
    """A number in words, also led by an article ("a hundred", "half a million", "a couple of")."""
    lead = word_at(tokens, index)
    if lead in ("a", "an"):
        led = _after_article(tokens, index + 1)
        if led is None and (size := scale_at(tokens, index + 1)):
            return _with_tail(tokens, _spelt(tokens, index + 1, size[0]))
        return led
    if lead in ("half", "quarter", "couple"):
        return _after_article(tokens, index) if lead != "couple" else None
    if lead in SMALL or lead in TENS:
        return _with_tail(tokens, _spelt(tokens, index, None))
    return None


def fraction_value(token: Token) -> float | None:
    """The value of "1/3" or "½"; None for anything that is no small proper fraction."""
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


def _and_a_half(tokens: Sequence[Token], value: float, stop: int) -> tuple[float, int]:
    """Adds "and a half", "-and-a-quarter"."""
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
        size = _SHORT.get(word)
        if tokens[stop].glued:
            size = _GLUED.get(word) or (_GLUED_MONEY.get(word) if money else None)
            if word == "m" and word_at(tokens, stop + 1) in _LENGTH and not money:
                size = None
        elif word in ("m", "k", "b") and (money or _plural_follows(tokens, stop + 1)):
            size = _GLUED[word]
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
    """As in "5 m people", which is five million; a metre is not followed by what is counted."""
    word = word_at(tokens, index)
    return len(word) > 4 and (word.endswith("s") or word == "people")


def _spelt(tokens: Sequence[Token], index: int, first: float | None) -> Numeral | None:
    """Number words from `index` on. `first` is set where an article stands for "one"."""
    total, current = 0.0, 1.0 if first else None
    scales: list[float] = []
    ceiling, closed = float("inf"), False
    before_and: Numeral | None = None
    stop = index
    while stop < index + 24:
        at = stop + (stop > index and is_dash(tokens, stop) and tokens[stop].glued)
        joined = word_at(tokens, at) == "and" and bool(scales) and scales[-1] in (1e2, 1e3)
        at += joined
        at += joined and is_dash(tokens, at)
        word = word_at(tokens, at)
        number = SMALL.get(word, TENS.get(word))
        size = SCALES.get(word) or (SCALES_PLURAL.get(word) if current is not None else None)
        if number is not None:
            if current is not None and (closed or not _fits(current, number)):
                break
            if number == 0 and stop > index:
                break
            if joined:
                done = total + (current or 0)
                before_and = Numeral(done, tuple(scales[-3:]), stop, False, False)
            current, scales = (current or 0) + number, []
        elif size is None or joined or closed:
            break
        else:
            if size < 1e3:
                if current is None or current >= 100:
                    return before_and or _spelt_value(total, current, scales, stop, index)
                current, closed = current * size, size == 12.0
            elif current is not None and size < ceiling:
                total, current, ceiling = total + current * size, None, size
            elif current is None and scales:
                total *= size
            else:
                return before_and or _spelt_value(total, current, scales, stop, index)
            before_and = None
            scales.append(size)
        stop = at + 1
    return _spelt_value(total, current, scales, stop, index)


def _fits(current: float, number: float) -> bool:
    """Whether it can follow: "hundred" takes anything below it, "twenty" a digit."""
    if current >= 100 and current % 100 == 0:
        return number < 100
    return current % 100 >= 20 and current % 10 == 0 and 0 < number < 10


def _spelt_value(
    total: float, current: float | None, scales: Sequence[float], stop: int, index: int
) -> Numeral | None:
    if stop == index:
        return None
    return Numeral(total + (current or 0), tuple(scales[-3:]), stop, False, False)


def _with_tail(tokens: Sequence[Token], numeral: Numeral | None) -> Numeral | None:
    """Completes "two and a half million", "a million and a half", "three point five million"."""
    if numeral is None:
        return None
    value, stop, scales = numeral.value, numeral.stop, numeral.scales
    size = 1.0
    for scale in scales:
        size *= scale
    more, after = _and_a_half(tokens, value / size, stop)
    if after == stop and not scales and word_at(tokens, stop) == "point":
        after, part = stop + 1, ""
        while (word := word_at(tokens, after)) in SMALL and SMALL[word] < 10 and len(part) < 6:
            part += str(int(SMALL[word]))
            after += 1
        if not part:
            return numeral
        more = value + float("0." + part)
    if after == stop:
        return numeral
    value = more * size
    while len(scales) < 3 and (found := scale_at(tokens, after)):
        factor, after = found
        value, scales = value * factor, (*scales, factor)
    return Numeral(value, scales, after, False, False)


def _after_article(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Reads "half a million", "half-dozen", "quarter of a million", "couple of hundred"."""
    lead = word_at(tokens, index)
    if lead not in ("half", "quarter", "couple"):
        return None
    at = index + 1
    if lead == "couple":
        at += word_at(tokens, at) == "of"
        found = scale_at(tokens, at)
        if found is None and at == index + 1:
            return None
        value = 2.0
    else:
        at += word_at(tokens, at) == "of" and word_at(tokens, at + 1) in ("a", "one")
        at += word_at(tokens, at) in ("a", "one")
        found = scale_at(tokens, at)
        if found is None:
            return None
        value = 1 / DENOMINATORS[lead]
    scales: tuple[float, ...] = ()
    while found and len(scales) < 3:
        size, at = found
        value, scales = value * size, (*scales, size)
        found = scale_at(tokens, at)
    return Numeral(value, scales, at, False, False)

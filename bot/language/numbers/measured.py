"""The measure behind a number: "4 sq km", "half a mile", "5 feet 6 inches", "2 tonnes a year"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from bot.language.numbers.measure_words import PERCENT, PERIOD_ADVERBS
from bot.language.numbers.numerals import Value, and_a_half, digits
from bot.language.numbers.spelt import words
from bot.language.numbers.tokens import Kind, Token, is_dash, tokenise, word_at, word_list
from bot.language.units import Unit, convert, unit_named, unit_names


class Measure(NamedTuple):
    """A unit as written, in lower case; `stop` is the index after it."""

    name: str
    unit: Unit
    stop: int


# Names that are more often other words: read only where the number is glued to them or spelt so.
_LETTERS = frozenset(("t", "l", "h", "g", "m", "mb", "mt", "ms", "nm", "sec"))


def measure_at(tokens: Sequence[Token], index: int, text: str) -> Measure | None:
    """The unit of measure at `index`, perhaps behind a hyphen; the longest of those that fit."""
    at = index + (is_dash(tokens, index) and tokens[index].glued)
    if at >= len(tokens):
        return None
    for parts in _by_first_word().get(_written(tokens[at], text), ()):
        stop = at + len(parts)
        if tuple(_written(token, text) for token in tokens[at:stop]) == parts:
            name = text[tokens[at].start : tokens[stop - 1].end].lower()
            unit = unit_named(" ".join(name.split()))
            if unit is not None and not _is_another_word(tokens, at, stop, name):
                return Measure(" ".join(name.split()), unit, stop)
    return None


def _is_another_word(tokens: Sequence[Token], at: int, stop: int, name: str) -> bool:
    """ "Two second homes"; "5 T cells"."""
    if name in ("second", "minute", "foot"):
        return not is_dash(tokens, at - 1) and word_at(tokens, at - 1) not in ("one", "1", "a")
    follow = stop + is_dash(tokens, stop)
    if word_at(tokens, follow) == "old":
        return True  # an age: "18-year-old"
    followed = stop < len(tokens) and tokens[stop].kind is Kind.WORD and tokens[stop].glued
    return followed or (name in _LETTERS and tokens[at].capital and not tokens[at].glued)


def _written(token: Token, text: str) -> str:
    return token.low or text[token.start : token.end].lower()


@cache
def _by_first_word() -> Mapping[str, list[tuple[str, ...]]]:
    """The names of units in tokens, by their first one; longer names first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in unit_names():
        parts = tuple(_written(token, name) for token in tokenise(name))
        found.setdefault(parts[0], []).append(parts)
    for names in found.values():
        names.sort(key=len, reverse=True)
    return found


def measured(tokens: Sequence[Token], at: int, value: Value, text: str) -> tuple[Value, int]:
    """The value with the measure that follows it, and the index after that; as it was where none
    does. `at` is the index after the value."""
    if value.unit == PERCENT and value.share:
        return _part_of_one(tokens, at, value, text)
    if value.unit is not None or value.ratio:
        return value, at
    if value.counted is not None and (found := _within(tokens, at, value)):
        return _with_rest(tokens, at, value._replace(counted=found), text)
    led = word_at(tokens, at) in ("a", "an") and value.value < 1
    of = word_at(tokens, at) == "of" and word_at(tokens, at + 1) in ("a", "an")
    measure = measure_at(tokens, at + led + 2 * of, text)
    if measure is None:
        return value, at
    return _with_rest(tokens, measure.stop, value._replace(counted=measure.name), text)


def _within(tokens: Sequence[Token], at: int, value: Value) -> str | None:
    """The measure that was read with the value itself: "5ft", "30°C", "an hour and a half"."""
    last = word_at(tokens, at - 1)
    if value.counted == "degrees":
        scale = last if last in ("c", "f") else ""
        return f"degrees {scale}" if scale else None
    read = last == value.counted or value.measured
    return value.counted if read and unit_named(value.counted) else None


def _part_of_one(tokens: Sequence[Token], at: int, value: Value, text: str) -> tuple[Value, int]:
    """ "A quarter of a mile", "three quarters of an hour": no share but a length, a time."""
    if word_at(tokens, at) != "of" or word_at(tokens, at + 1) not in ("a", "an"):
        return value, at
    measure = measure_at(tokens, at + 2, text)
    if measure is None:
        return value, at
    part = value._replace(
        value=value.value / 100, unit=None, share=False, counted=measure.name, stop=measure.stop
    )
    return part, measure.stop


def _with_rest(tokens: Sequence[Token], at: int, value: Value, text: str) -> tuple[Value, int]:
    """Adds "30 minutes" to "2 hours", "6 inches" to "5 feet"; gives the index after all of it."""
    unit = unit_named(value.counted)
    joined = at + (word_at(tokens, at) == "and")
    number = digits(tokens, joined) or words(tokens, joined)
    if unit is None or number is None or value.high is not None:
        return value, at
    smaller = measure_at(tokens, number.stop, text)
    if smaller is None:
        inches = unit == unit_named("ft") and word_at(tokens, number.stop) == "in"
        if not inches or not tokens[number.stop].glued:
            return value, at
        smaller = Measure("inches", _INCH, number.stop + 1)
    if smaller.unit.dimension != unit.dimension or smaller.unit.factor >= unit.factor:
        return value, at
    more = convert(number.value, smaller.unit, unit)
    if more >= 1:
        return value, at
    return value._replace(value=value.value + more, scales=()), smaller.stop


_INCH = unit_named("inch") or Unit("length", "imperial", 0.0254)

# Before "a week": it says how long, how far. Elsewhere the article does not count.
_MEASURES_ONE = frozenset(
    word_list("""in for within over about around nearly almost than lasted lasts last took takes
    take taken spent after least under only just roughly exactly walked""")
)
_TOO_OFTEN_NO_MEASURE = frozenset(("second", "pound", "foot", "ton", "mb", "m", "t", "l", "g", "h"))


def one_measure(tokens: Sequence[Token], at: int, text: str, *, compared: bool) -> Value | None:
    """Reads "a decade" and "an hour and a half" as one, one and a half of the measure."""
    measure = measure_at(tokens, at + 1, text)
    if measure is None or is_dash(tokens, at + 1):
        return None
    value, stop = and_a_half(tokens, 1.0, measure.stop)
    if stop == measure.stop:
        compared = compared or word_at(tokens, at - 1) in _MEASURES_ONE
        if not compared or measure.name in _TOO_OFTEN_NO_MEASURE:
            return None
    return Value(value, stop, counted=measure.name, measured=True)


# --- rates --------------------------------------------------------------------------------------

_PERIODS = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))
_NO_RATE = frozenset(
    word_list("ago after before earlier later since and in of long old from following on")
)
_MOST_BETWEEN = 5


def rate(tokens: Sequence[Token], at: int) -> str | None:
    """What a figure is given per: "day" in "45 patients a day", "2 tonnes of mercury a day"."""
    for index in range(at, min(at + _MOST_BETWEEN, len(tokens))):
        token = tokens[index]
        if token.kind is not Kind.WORD or token.low in ("and", "or", "but"):
            return None
        if token.low in PERIOD_ADVERBS:
            return PERIOD_ADVERBS[token.low]
        following = word_at(tokens, index + 1)
        if token.low in ("a", "an", "per", "each", "every") and following in _PERIODS:
            return None if word_at(tokens, index + 2) in _NO_RATE else following
    return None

"""Numbers in words: "two hundred and fifty", "half a million", "three point five billion"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.numbers.number_words import (
    DENOMINATORS,
    SCALES,
    SCALES_PLURAL,
    SMALL,
    TENS,
)
from bot.language.numbers.numerals import Numeral, and_a_half, scale_at
from bot.language.numbers.tokens import Token, is_dash, word_at


def words(tokens: Sequence[Token], index: int) -> Numeral | None:
    """A number in words, also one that an article begins ("a hundred", "half a million", "a couple
    of")."""
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


def _spelt(tokens: Sequence[Token], index: int, first: float | None) -> Numeral | None:
    """The number words from `index` on. `first` is set if an article before them means "one"."""
    spelt = _Spelt(index, 1.0 if first else None)
    while spelt.stop < index + _MOST_WORDS:
        at, joined = _next_number_word(tokens, spelt)
        word = word_at(tokens, at)
        number = SMALL.get(word, TENS.get(word))
        if number is not None:
            taken = spelt.add(number, joined=joined)
        else:
            size = SCALES.get(word) or (
                SCALES_PLURAL.get(word) if spelt.current is not None else None
            )
            taken = size is not None and not joined and not spelt.closed
            if taken and size is not None and not spelt.multiply(size):
                return spelt.before_and or spelt.numeral()
        if not taken:
            break
        spelt.stop = at + 1
    return spelt.numeral()


_MOST_WORDS = 24


def _next_number_word(tokens: Sequence[Token], spelt: _Spelt) -> tuple[int, bool]:
    """The index behind a hyphen or an "and" that may join two number words, and whether it is
    "and"."""
    stop = spelt.stop
    at = stop + (stop > spelt.start and is_dash(tokens, stop) and tokens[stop].glued)
    joined = word_at(tokens, at) == "and" and spelt.scales[-1:] in ([1e2], [1e3])
    at += joined
    return at + (joined and is_dash(tokens, at)), joined


class _Spelt:
    """A number that has been read in part: `total` of the parts with their scale, `current` of the
    part still without one; `stop` is the index after the last word."""

    def __init__(self, start: int, current: float | None) -> None:
        self.start = self.stop = start
        self.total = 0.0
        self.current = current
        self.scales: list[float] = []
        self.closed = False
        self.before_and: Numeral | None = None
        self._ceiling = float("inf")

    def add(self, number: float, *, joined: bool) -> bool:
        """Takes a number below a hundred; False if that begins another number."""
        if self.current is not None and (self.closed or not _fits(self.current, number)):
            return False
        if number == 0 and self.stop > self.start:
            return False
        if joined:
            self.before_and = self.numeral()
        self.current, self.scales = (self.current or 0) + number, []
        return True

    def multiply(self, size: float) -> bool:
        """Takes a scale; False if it cannot follow."""
        if size < 1e3:
            if self.current is None or self.current >= 100:
                return False
            self.current, self.closed = self.current * size, size == SCALES["dozen"]
        elif self.current is not None and size < self._ceiling:
            self.total, self.current = self.total + self.current * size, None
            self._ceiling = size
        elif self.current is None and self.scales:
            self.total *= size
        else:
            return False
        self.before_and = None
        self.scales.append(size)
        return True

    def numeral(self) -> Numeral | None:
        """The number so far; None if no word was taken."""
        if self.stop == self.start:
            return None
        value = self.total + (self.current or 0)
        return Numeral(value, tuple(self.scales[-3:]), self.stop, False, False)


def _fits(current: float, number: float) -> bool:
    """Whether `number` can follow `current`: any number below it after "hundred", a digit after
    "twenty"."""
    if current >= 100 and current % 100 == 0:
        return number < 100
    return current % 100 >= 20 and current % 10 == 0 and 0 < number < 10


def _with_tail(tokens: Sequence[Token], numeral: Numeral | None) -> Numeral | None:
    """Completes "two and a half million", "a million and a half", "three point five million"."""
    if numeral is None:
        return None
    value, stop, scales = numeral.value, numeral.stop, numeral.scales
    size = 1.0
    for scale in scales:
        size *= scale
    more, after = and_a_half(tokens, value / size, stop)
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

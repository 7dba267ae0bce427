"""Shares and ratios in per cent: "two-thirds", "half of", "one in five", "3 out of 4".

A share of a number is a number ("three quarters of a million"), and a part of a measure is not a
share ("half a mile").
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.numbers.comparator_words import Op
from bot.language.numbers.measure_words import MEASURES, PERCENT
from bot.language.numbers.number_words import DENOMINATORS, NO_HALF_AFTER, NO_NOUN, SCALES
from bot.language.numbers.numerals import Value, digits, fraction_value, scale_at
from bot.language.numbers.spelt import words
from bot.language.numbers.tokens import Kind, Token, is_dash, word_at

_NICE = frozenset({12, 15, 20, 25, 30, 40, 50, 60, 75, 80, 100, 200, 250, 300, 400, 500})


def ratio(tokens: Sequence[Token], first: Value) -> Value | None:
    """Reads "one in five", "3 out of 4", "two in every three"."""
    at = first.stop
    at += is_dash(tokens, at)
    link = word_at(tokens, at)
    certain = False
    if link == "out" and word_at(tokens, at + 1) == "of":
        at, certain = at + 2, True
    elif link in ("in", "of"):
        at += 1
        if link == "of" and word_at(tokens, at) != "every":
            return None
    else:
        return None
    if word_at(tokens, at) == "every":
        at, certain = at + 1, True
    at += is_dash(tokens, at)
    second = digits(tokens, at) or words(tokens, at)
    if second is None or not 0 < first.value < second.value or second.value != int(second.value):
        return None
    if first.value != int(first.value):
        return None
    follow = word_at(tokens, second.stop)
    whole = int(second.value)
    if not certain:
        round_number = whole <= 10 or whole in _NICE or (whole >= 1000 and whole % 1000 == 0)
        if not round_number or first.value > 20 or follow in MEASURES or follow in SCALES:
            return None
    if second.stop < len(tokens) and tokens[second.stop].glued and follow not in (".", ",", ")"):
        return None
    percent = first.value / second.value * 100
    return Value(percent, second.stop, unit=PERCENT, ratio=True)


MAJORITIES = {"majority": Op.ABOVE, "minority": Op.BELOW}


def majority(tokens: Sequence[Token], at: int) -> tuple[Value, Op] | None:
    """Reads "a majority of voters" as more than half of them; a majority of 412 votes is none."""
    op = MAJORITIES.get(word_at(tokens, at))
    if op is None or word_at(tokens, at + 1) != "of":
        return None
    if digits(tokens, at + 2) or words(tokens, at + 2):
        return None
    return Value(50.0, at + 1, unit=PERCENT, share=True), op


def parts(tokens: Sequence[Token], read: Value, count: float) -> Value | None:
    """Reads "two-thirds", "three quarters", "one third", "two-thirds of a million"."""
    hyphen = is_dash(tokens, read.stop)
    at = read.stop + hyphen
    word = word_at(tokens, at)
    below = DENOMINATORS.get(word)
    if below is None or count >= below or count != int(count) or count < 1:
        return None
    plural = word.endswith("s") and word != "halves"
    if not hyphen and not (plural if count > 1 else not plural):
        return None
    if not hyphen and word == "quarters" and count != 3:
        return None
    return _of_scale(tokens, at + 1, count / below)


def share(tokens: Sequence[Token], at: int, *, compared: bool) -> Value | None:
    """Reads "half", "a third"; not "the first half", "half-brother", "a third man"."""
    lead = word_at(tokens, at)
    if word_at(tokens, at - 1) in NO_HALF_AFTER:
        return None
    article = lead in ("a", "an")
    word = word_at(tokens, at + article)
    if (word not in DENOMINATORS or word.endswith("s")) or (not article and word != "half"):
        return _quarter_measure(tokens, at)
    stop = at + article + 1
    part = 1 / DENOMINATORS[word]
    follow = word_at(tokens, stop)
    skip = stop + (follow in ("a", "an") or (is_dash(tokens, stop) and tokens[stop].glued))
    if word in ("half", "quarter") and (noun := word_at(tokens, skip)):
        if noun in MEASURES:
            return Value(part, stop, counted=noun)
        if noun in ("percent", "percentage") or (noun == "per" and skip != stop):
            return Value(part, skip)
    if is_dash(tokens, stop) and tokens[stop].glued:
        return None
    if word == "half" and follow in ("past", "way", "time", "hearted", "a", "an"):
        return Value(part, skip, counted=word_at(tokens, skip)) if skip > stop else None
    ends = stop >= len(tokens) or tokens[stop].kind is not Kind.WORD
    return _of_scale(tokens, stop, part) if compared or ends or follow in NO_NOUN else None


def _quarter_measure(tokens: Sequence[Token], at: int) -> Value | None:
    """Reads "quarter-mile", "quarter of an hour"."""
    if word_at(tokens, at) != "quarter" or not is_dash(tokens, at + 1):
        return None
    noun = word_at(tokens, at + 2)
    return Value(0.25, at + 1, counted=noun) if noun in MEASURES else None


def _of_scale(tokens: Sequence[Token], stop: int, part: float) -> Value:
    """The share in per cent; of a number ("three quarters of a million") it is a number."""
    if word_at(tokens, stop) == "of" and word_at(tokens, stop + 1) in ("a", "one", "1"):
        after = word_at(tokens, stop + 2)
        if scale := scale_at(tokens, stop + 2):
            return Value(part * scale[0], scale[1], scales=(scale[0],))
        if after in ("percent", "percentage", "%") or (
            after == "per" and word_at(tokens, stop + 3) == "cent"
        ):
            return Value(part, stop + 2)
    return Value(part * 100, stop, unit=PERCENT, share=True)


def fraction(tokens: Sequence[Token], at: int, *, compared: bool) -> Value | None:
    part = fraction_value(tokens[at])
    if part is None:
        return None
    stop = at + 1
    follow = word_at(tokens, stop)
    if scale := scale_at(tokens, stop):
        return Value(part * scale[0], scale[1], scales=(scale[0],), digits=True)
    if follow in MEASURES or follow in ("percent", "%"):
        return Value(part, stop, digits=True)
    common = tokens[at].low in ("1/2", "1/3", "2/3", "1/4", "3/4") or len(tokens[at].low) == 1
    if not (compared or common or follow == "of"):
        return None
    return _of_scale(tokens, stop, part)._replace(digits=True)

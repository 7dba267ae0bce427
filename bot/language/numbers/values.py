"""One value with its unit: a number, a share ("two-thirds"), a ratio ("one in five"), or a vague
amount ("tens of thousands"). Shares and ratios are in per cent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.numbers.measure_words import COUNTABLE, IRREGULAR, MEASURES, PERCENT
from bot.language.numbers.measured import one_measure
from bot.language.numbers.measures import currency_before, is_plural, unit_after
from bot.language.numbers.number_words import (
    NO_ONE_AFTER,
    ONE_ALONE,
    ORDINALS,
    SCALES,
    SCALES_PLURAL,
    SMALL,
    TENS,
)
from bot.language.numbers.numerals import Numeral, Value, digits, scale_at
from bot.language.numbers.shares import fraction, parts, ratio, share
from bot.language.numbers.spelt import words
from bot.language.numbers.tokens import Kind, Token, is_dash, word_at

# Vague amounts as intervals: "thousands" = [2, 100) thousand, "tens of" = [20, 100) times the
# amount that follows.
_VAGUE = {
    "dozens": (24.0, 100.0),
    "scores": (40.0, 100.0),
    "tens": (20.0, 100.0),
    "hundreds": (200.0, 1000.0),
    **{word: (2 * SCALES_PLURAL[word], 100 * SCALES_PLURAL[word]) for word in (
        "thousands", "lakhs", "millions", "crores", "billions", "trillions")},
}  # fmt: skip
_FEW = {"few": (2.0, 8.0), "several": (3.0, 9.0)}
_MANY = frozenset({"many", "untold", "countless"})
STARTS = (
    frozenset(SMALL)
    | frozenset(TENS)
    | frozenset(_VAGUE)
    | frozenset(_FEW)
    | _MANY
    | frozenset(SCALES)
    | {"a", "an", "half", "quarter", "minus", "rs", "one"}
)
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_MINUS = ("-", "−")
_CLOCK = re.compile(
    r"\s?(?:[ap]\.?\s?m\b|o\s?['’]\s?clock|(?:GMT|UTC|BST|EST|EDT|PST|PDT|CET)\b"
    r"|hrs\s(?:GMT|UTC)|\s?(?:-|–|to|and|or)\s?\d{1,2}(?::\d\d)?\s?[ap]\.?m\b)",
    re.IGNORECASE,
)
_GLUED_MEASURES = {
    "x": "times",
    **{word: word for word in IRREGULAR if len(word) <= 4},
    **{word: word for word in ("m", "l", "g", "gb", "mi", "yo", "ha", "mm", "cc", "nm", "min")},
}


def value_at(tokens: Sequence[Token], index: int, text: str, *, compared: bool) -> Value | None:
    """The value at `index`. `compared`: something before it says that it is an amount."""
    at, negative = _sign(tokens, index)
    money = currency_before(tokens, at)
    if money:
        at = money[1]
        if word_at(tokens, at) in _MINUS and tokens[at].glued:
            at, negative = at + 1, True
    number = digits(tokens, at, money=money is not None)
    read: Value | None = None
    if number is not None:
        read = _in_digits(tokens, at, number, text, money is not None)
    elif at < len(tokens) and tokens[at].kind is Kind.FRACTION:
        read = fraction(tokens, at, compared=compared)
    elif at < len(tokens) and tokens[at].kind is Kind.WORD:
        read = _in_words(tokens, at, text, compared=compared or money is not None)
    if read is None or read.stop <= at:
        return None
    if negative:
        read = read._replace(value=-read.value, scales=())
    if money and read.unit is None:
        return _trailing_code(tokens, read._replace(unit=money[0]), text)
    done = read.share or read.unit or read.ratio or read.measured
    return read if done else _with_unit(tokens, read, text)


def _sign(tokens: Sequence[Token], index: int) -> tuple[int, bool]:
    """The index behind "minus", or behind a minus or plus sign that belongs to the number, and
    whether it is negative."""
    if index + 1 >= len(tokens):
        return index, False
    token, follow = tokens[index], tokens[index + 1]
    starts = follow.kind in (Kind.NUMBER, Kind.CURRENCY)
    if token.low == "minus" and starts:
        return index + 1, True
    if not follow.glued or not starts or (token.glued and tokens[index - 1].kind is not Kind.MARK):
        return index, False
    if token.low == "+":
        return index + 1, False
    return (index + 1, True) if token.low in _MINUS else (index, False)


def _in_digits(
    tokens: Sequence[Token], at: int, number: Numeral, text: str, money: bool
) -> Value | None:
    stop = number.stop
    read = Value(number.value, stop, scales=number.scales, digits=True)
    follow = tokens[stop] if stop < len(tokens) else None
    if number.bare and not money and _CLOCK.match(text, tokens[at].end):
        return None
    if follow is None:
        return read
    if follow.kind is Kind.WORD and follow.glued:
        return _with_glued(read, follow, text)
    if follow.kind is Kind.NAME and follow.glued:
        return None
    if follow.low == "°":
        stop += 1 + (word_at(tokens, stop + 1) in ("c", "f"))
        return read._replace(stop=stop, counted="degrees")
    if money:
        return read
    return ratio(tokens, read) or parts(tokens, read, number.value) or read


def _with_glued(read: Value, follow: Token, text: str) -> Value | None:
    """A number in digits with the word that is written onto it: "5ft", "40C", "30pct"."""
    if follow.low in _ORDINAL_ENDINGS:
        return None
    if follow.low in ("pc", "pct", "percent", "p"):
        return read._replace(stop=read.stop + 1, unit=PERCENT) if follow.low != "p" else None
    if follow.low in _GLUED_MEASURES and not (follow.low == "g" and follow.capital):
        return read._replace(stop=read.stop + 1, counted=_GLUED_MEASURES[follow.low])
    if follow.low in ("c", "f") and follow.capital:
        return read._replace(stop=read.stop + 1, counted="degrees")
    code = text[follow.start : follow.end]
    return read if code.isupper() and len(code) == 3 else None


def _in_words(tokens: Sequence[Token], at: int, text: str, *, compared: bool) -> Value | None:
    vague = _vague(tokens, at)
    if vague:
        return vague
    lead = word_at(tokens, at)
    if lead in ("a", "an") and (one := one_measure(tokens, at, text, compared=compared)):
        return one
    if lead == "a" and word_at(tokens, at + 1) == "couple":
        return _couple(tokens, at)
    number = words(tokens, at)
    if number is not None:
        read = Value(number.value, number.stop, scales=number.scales)
        return _spelt_out(tokens, at, read, compared=compared)
    if lead in SCALES and is_plural(word_at(tokens, at + 1)):
        return Value(SCALES[lead], at + 1, scales=(SCALES[lead],))
    return share(tokens, at, compared=compared)


def _couple(tokens: Sequence[Token], at: int) -> Value | None:
    couple = words(tokens, at)
    if couple:
        return Value(couple.value, couple.stop, scales=couple.scales)
    return Value(2.0, at + 3) if word_at(tokens, at + 2) == "of" else None


def _spelt_out(tokens: Sequence[Token], at: int, read: Value, *, compared: bool) -> Value | None:
    """The value of a number in words with the words behind it: a share, a ratio, or None if it is
    no figure."""
    lead, alone = word_at(tokens, at), read.stop == at + 1
    if lead in SMALL and alone:
        part = ratio(tokens, read) or parts(tokens, read, read.value)
        if part:
            return part
    hyphen = read.stop + is_dash(tokens, read.stop)
    if word_at(tokens, hyphen) in ORDINALS and (hyphen != read.stop or read.scales):
        return None
    if share_of := ratio(tokens, read):
        return share_of
    if lead == "one" and alone:
        return _one(tokens, at, read, compared=compared)
    if lead == "zero" and is_dash(tokens, at + 1):
        return None
    return read


def _one(tokens: Sequence[Token], at: int, read: Value, *, compared: bool) -> Value | None:
    """The word "one": a value before a noun or behind a comparator; elsewhere it is a pronoun."""
    follow = word_at(tokens, at + 1)
    if is_dash(tokens, at + 1):
        joined = word_at(tokens, at + 2)
        known = joined in MEASURES or joined in COUNTABLE or joined in SMALL
        return read if known or joined in ("percent", "dollar", "per") else None
    if follow in ("percent", "per", "%", "pct", "percentage") or (compared and follow != "of"):
        return read._replace(single=True)
    if at + 1 >= len(tokens) or tokens[at + 1].kind is not Kind.WORD:
        return None
    if follow in ("or", "to") and word_at(tokens, at + 2) in SMALL:
        return read
    if follow in ONE_ALONE or word_at(tokens, at - 1) in NO_ONE_AFTER:
        return None
    return read._replace(single=True)


def _vague(tokens: Sequence[Token], at: int) -> Value | None:
    """Reads "thousands", "tens of thousands", "several hundred", "a few dozen"."""
    lead = word_at(tokens, at)
    many = lead in _MANY
    if many or (lead == "a" and word_at(tokens, at + 1) == "few"):
        at += 1 + (many and word_at(tokens, at + 1) == "more")
    lead = word_at(tokens, at)
    if many and lead in SCALES:
        lead += "s"  # "many million people", "many more thousand": millions, thousands
    if lead in _FEW:
        scale = scale_at(tokens, at + 1, plural=True)
        if scale is None:
            tens = word_at(tokens, at + 1) == "tens"
            return _vague(tokens, at + 1) if tens else None
        (few, most), (size, stop) = _FEW[lead], scale
        more = scale_at(tokens, stop, plural=True)
        if more:
            size, stop = size * more[0], more[1]
        return Value(few * size, stop, high=most * size, vague=True)
    if lead not in _VAGUE:
        return None
    low, high = _VAGUE[lead]
    stop = at + 1
    while word_at(tokens, stop) in ("upon", "and") and word_at(tokens, stop + 1) == lead:
        stop += 2
    of_scale = SCALES_PLURAL.get(word_at(tokens, stop + 1))
    if word_at(tokens, stop) == "of" and of_scale:
        low, high, stop = low * of_scale, high * of_scale, stop + 2
    elif lead in ("tens", "scores") and word_at(tokens, stop) != "of":
        return None
    return Value(low, stop, high=high, open=True, vague=True)


def _with_unit(tokens: Sequence[Token], read: Value, text: str) -> Value:
    of = word_at(tokens, read.stop) == "of" and (read.vague or bool(read.scales))
    amount = read.high or read.value
    found = unit_after(tokens, read.stop + of, amount=amount, text=text)
    if found is None or (of and found[0] in (None, PERCENT)):
        return read
    unit, counted, stop = found
    return read._replace(unit=unit, counted=counted, stop=stop)


def _trailing_code(tokens: Sequence[Token], read: Value, text: str) -> Value:
    """In "$5 million USD" the unit is given twice: the one behind counts."""
    found = unit_after(tokens, read.stop, amount=read.value, text=text)
    if found is None or found[0] in (None, PERCENT):
        return read
    return read._replace(unit=found[0], stop=found[2])

"""Whether a four-digit number in a text is a year or a figure, by the words around it.

It is a year where a year is usual ("in 1776", "by 2030", "2024" alone), a figure where it counts
something ("2000 people", "more than 1945"). Only a few words around it are read, so every test is
O(1).
"""

from __future__ import annotations

import re

from bot.language.date_words import (
    COMPARED,
    COUNT_AFTER,
    COUNT_BEFORE,
    IN_YEAR,
    LOOK_BEHIND,
    NOUN_AFTER,
    PASSED_OVER,
    ROUGHLY,
    SIGNS_BEFORE,
    SINGULAR,
)
from bot.language.numbers.measure_words import COUNTABLE


def is_year(text: str, start: int, stop: int) -> bool:
    """Whether the four digits at `start` to `stop` (code points, end-exclusive) are a year."""
    number = int(text[start:stop])
    before = text[max(0, start - LOOK_BEHIND) : start]
    if not 1000 <= number <= 2100 or (before and before[-1] in SIGNS_BEFORE):
        return False
    if COUNT_AFTER.match(text, stop) or noun_is_counted(text, stop) or COMPARED.search(before):
        return False
    modern = 1900 <= number <= 2099
    other = COUNT_BEFORE.search(before)
    if other and not re.fullmatch(r"(?:1[5-9]|20)\d\d|\d{1,2}", other[1].strip(",.")):
        return False
    if ROUGHLY.search(before):
        return modern and number % 100 != 0
    return modern or bool(IN_YEAR.search(before) and not other and number >= 1000)


def noun_is_counted(text: str, stop: int) -> bool:
    """Whether a noun that is counted follows `stop`, perhaps behind one or two adjectives."""
    for _ in range(3):
        noun = NOUN_AFTER.match(text, stop, stop + 40)
        if noun is None:
            return False
        low = noun[1].lower()
        if low in COUNTABLE or low in SINGULAR:
            return True
        if not PASSED_OVER.match(low):
            return False
        stop = noun.end()
    return False


def counts(text: str, stop: int) -> bool:
    """Whether the number before `stop` is an amount ("May 20 percent", "June 5 million")."""
    return bool(COUNT_AFTER.match(text, stop))

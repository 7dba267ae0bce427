"""Whether four digits in a text are a year or a figure, by what stands on either side.

A year where it stands like one ("in 1776", "by 2030", "2024" alone), a figure where it counts
("2000 people", "more than 1945"). Contexts are cut to a few words, so every test is O(1).
"""

from __future__ import annotations

import re

from bot.language.numbers.measures import COUNTABLE

_I = re.IGNORECASE
# What stands before a four-digit number that makes it a figure, and what makes it a year.
_COMPARED = re.compile(
    r"(?:\b(?:than|over|above|under|below|exceeding|exceeded|exceeds|least|most|up to|as many as"
    r"|as much as|as few as|upwards? of|excess of|minimum of|maximum of|total of|nearly|almost"
    r"|close to|some|estimated|just|only|exactly|another|these|those)\s+|[<>≤≥~≈=+]\s*)$",
    _I,
)
_ROUGHLY = re.compile(r"\b(?:about|around|roughly|approximately|circa|ca?\.|approx\.?)\s*$", _I)
_IN_YEAR = re.compile(
    r"\b(?:in|since|by|until|till|before|after|during|year|circa|ca?\.|anno|around|of|from|to"
    r"|through|for|early|mid|late|and)[\s-]*$",
    _I,
)
_COUNT_BEFORE = re.compile(r"(?<![\d.,])([\d][\d,.]{0,12})\s*(?:-|–|—|to|and|or)\s*$")
_COUNT_AFTER = re.compile(
    r"\s*(?:%|per\s?cent|pct|percentage|thousand|million|billion|trillion|dozen|hundred|plus\b"
    r"|\+|or\s(?:more|fewer|less|so)\b|or\s\d)|\s?(?:km|kg|bn|mn)\b|-(?:plus|strong|odd|old)\b",
    _I,
)
_NOUN_AFTER = re.compile(r"[\s-]+([^\W\d_]+)")
_PASSED_OVER = re.compile(
    r"(?:new|additional|more|other|young|armed|foreign|local|north|south|[a-z]+(?:ese|ian|ean|ish))"
    r"$",
    _I,
)
_SIGNS_BEFORE = "$£€¥₹₽₩₺₪₴#@.,:/\\'’&="
LOOK_BEHIND = 24
_SINGULAR = frozenset({"mile", "foot", "metre", "meter", "pound", "year", "day", "hour", "ton"})


def is_year(text: str, start: int, stop: int) -> bool:
    """Whether four digits are a year there, by what stands on either side."""
    number = int(text[start:stop])
    before = text[max(0, start - LOOK_BEHIND) : start]
    if not 1000 <= number <= 2100 or (before and before[-1] in _SIGNS_BEFORE):
        return False
    if _COUNT_AFTER.match(text, stop) or noun_is_counted(text, stop) or _COMPARED.search(before):
        return False
    modern = 1900 <= number <= 2099
    other = _COUNT_BEFORE.search(before)
    if other and not re.fullmatch(r"(?:1[5-9]|20)\d\d|\d{1,2}", other[1].strip(",.")):
        return False
    if _ROUGHLY.search(before):
        return modern and number % 100 != 0
    return modern or bool(_IN_YEAR.search(before) and not other and number >= 1000)


def noun_is_counted(text: str, stop: int) -> bool:
    """Whether a noun that is counted follows, perhaps behind one or two adjectives."""
    for _ in range(3):
        noun = _NOUN_AFTER.match(text, stop, stop + 40)
        if noun is None:
            return False
        low = noun[1].lower()
        if low in COUNTABLE or low in _SINGULAR:
            return True
        if not _PASSED_OVER.match(low):
            return False
        stop = noun.end()
    return False


def counts(text: str, stop: int) -> bool:
    """Whether the number before `stop` is an amount ("May 20 percent", "June 5 million")."""
    return bool(_COUNT_AFTER.match(text, stop))

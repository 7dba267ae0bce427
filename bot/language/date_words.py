"""The words and patterns of dates: months, weekdays, seasons, and how they are put together.

Every pattern is matched at one position of a text and takes linear time there.
"""

from __future__ import annotations

import re

from bot.language.numbers.number_words import SMALL
from bot.language.numbers.tokens import word_list

MONTH_NAMES = word_list(
    "january february march april may june july august september october november december"
)
MONTHS = {
    **{name: n for n, name in enumerate(MONTH_NAMES, 1)},
    **{name[:3]: n for n, name in enumerate(MONTH_NAMES, 1)},
    "sept": 9,
}
WORDS_TOO = ("may", "march", "mar")
"""Names of months that are also other words."""

WEEKDAY_NAMES = word_list("monday tuesday wednesday thursday friday saturday sunday")
WEEKDAY_SHORT = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3}
WEEKDAY_SHORT |= {"fri": 4, "sat": 5, "sun": 6}
# First and last month and day. Wide enough for the astronomical and the meteorological season.
SEASONS = {
    "spring": ((3, 1), (6, 20)),
    "summer": ((6, 1), (9, 22)),
    "autumn": ((9, 1), (12, 21)),
    "winter": ((12, 1), (3, 20)),
}
SEASON_MONTHS = {
    "spring": frozenset({3, 4, 5, 6}),
    "summer": frozenset({6, 7, 8, 9}),
    "autumn": frozenset({9, 10, 11, 12}),
    "winter": frozenset({12, 1, 2, 3}),
}
_ORDINALS = word_list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth"
)
DAY_WORDS = {word: n for n, word in enumerate(_ORDINALS[:-1], 1)} | {"thirtieth": 30}
DAY_WORDS |= {word: int(n) for word, n in SMALL.items() if n >= 1}
DAY_WORDS |= {"twenty": 20, "thirty": 30}
RELATIVE_DAYS = frozenset({"yesterday", "today", "tomorrow", "tonight"})
POINTERS = frozenset({"last", "this", "next", "past", "previous", "coming", "recent"})
PARTS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
TRIGGERS = (
    frozenset(MONTHS)
    | frozenset(WEEKDAY_NAMES)
    | frozenset(WEEKDAY_SHORT)
    | frozenset(SEASONS)
    | frozenset(DAY_WORDS)
    | RELATIVE_DAYS
    | POINTERS
    | {"fall", "q1", "q2", "q3", "q4", "h1", "h2"}
)

_I = re.IGNORECASE
WORD = re.compile(r"[^\W_]+")
_M = r"(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_TH = r"(?:st|nd|rd|th)?"
_D = r"(\d{1,2})" + _TH
_Y = r"(\d{4})(?![\d\w]|[.,:]\d|\s?%)"
_JOIN = r"\s?(?:[-–—]|\bto\b|\bthrough\b|\band\b)\s?"
ISO = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|[-/.]\d)"
    r"(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
ISO_MONTH = re.compile(r"(\d{4})-(\d{2})(?![\d\w]|[-/.,:]\d)")
SLASHED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d\w]|[-/.,:]\d)")
NINE_ELEVEN = re.compile(r"9/(?:11|eleven)(?![\d\w/])", _I)
# "12 Mar 21" at the end of a clause or before what cannot be counted: "12 March 21 people" is none.
_SHORT_YEAR = (
    r"\s?['’](\d{2})(?![\d\w%])"
    r"|[ -](\d{2})(?=\s*(?:$|[,;:!?)\]]|\.(?!\d)|\s(?:the|in|at|by|when|after|and|near|with)\b))"
)
DAY_MONTH = re.compile(
    rf"{_D}(?:{_JOIN}{_D})?[\s-]+(?:of\s+)?{_M}(?:,?[\s-]+(?:of\s+)?{_Y}|{_SHORT_YEAR})?", _I
)
DAY_AND_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d\w%/]|[.,:-]\d|\s+of\b)")
DATE_EXPECTED = re.compile(r"\b(?:on|since|until|till|before|after)\s+$", _I)
MONTH_DAY = re.compile(
    rf"{_M}\s?{_D}(?![\w%]|[.,:/]\d)(?:{_JOIN}(?:{_M}\s?)?{_D}(?![\w%]|[.,:/]\d))?(?:,?\s+{_Y})?",
    _I,
)
MONTH_DAY_WORD = re.compile(rf"{_M}\s+(?:the\s+)?([a-z]+)\b(?:[- ]([a-z]+)\b)?(?:,?\s+{_Y})?", _I)
DAY_WORD_MONTH = re.compile(rf"([a-z]+)(?:[- ]([a-z]+))?\s+(?:day\s+)?of\s+{_M}(?:,?\s+{_Y})?", _I)
MONTHS_YEAR = re.compile(rf"{_M}{_JOIN}{_M},?\s+(?:of\s+)?{_Y}", _I)
MONTH_YEAR = re.compile(rf"{_M},?[\s-]+(?:of\s+)?{_Y}", _I)
MONTH_ONLY = re.compile(_M, _I)
DECADE = re.compile(r"(\d{4})['’]?s\b")
YEARS = re.compile(r"(\d{4})(?:\s?[-–—/]\s?)(\d{4}|\d{2})(?![\d\w]|[.,:/-]\d)")
YEAR = re.compile(r"\d{4}(?![\d\w%]|[.,:/]\d)")
CENTURY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)[- ]century\b", _I)
QUARTER = re.compile(
    r"(?:q([1-4])|(first|second|third|fourth)[- ]quarter)\b(?:\s?(?:of|in)?\s(?:the\s)?"
    rf"{_Y}|[- ]?['’]?(\d{{4}})\b)?",
    _I,
)
HALF = re.compile(rf"(?:h([12])|(first|second)[- ]half)\s+(?:of\s+)?{_Y}", _I)
SEASON = re.compile(
    rf"(spring|summer|autumn|fall|winter)(?:,?\s+(?:of\s+|in\s+)?{_Y}|[- ]of[- ]{_Y})?", _I
)
POINTED = re.compile(
    rf"(?:last|this|next|past|previous|coming|recent)\s+(?:(week|month|year|weekend|night|quarter"
    rf"|decade|century|morning|evening|afternoon)|(spring|summer|autumn|fall|winter)"
    rf"|({'|'.join(WEEKDAY_NAMES)})|{_M})(?![\w-])",
    _I,
)
PRECISION = re.compile(
    r"\b(?:early|mid|late|(?:beginning|start|middle|end|summer|spring) of|early in|late in)[\s-]*$",
    _I,
)
IN_SEASON = re.compile(r"\b(?:in|this|last|next|the|late|early|mid|since|until|by|of)[\s-]+$", _I)
THE_MONTH = re.compile(r"\b(?:the|last|next|this|that)\s+$", _I)
"""Comes before "March" or "May" where a month is meant: "the March offensive"."""

IN_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|of|early|late|mid|from|during|through|to|between|and|before"
    r"|after|for)[\s-]+$",
    _I,
)
AFTER_SHORT_WEEKDAY = re.compile(r"\.?,?\s{1,3}(?:\d|" + _M + ")", _I)

# The words before and behind a four-digit number that show that it is a figure, or a year.
COMPARED = re.compile(
    r"(?:\b(?:than|over|above|under|below|exceeding|exceeded|exceeds|least|most|up to|as many as"
    r"|as much as|as few as|upwards? of|excess of|minimum of|maximum of|total of|nearly|almost"
    r"|close to|some|estimated|just|only|exactly|another|these|those)\s+|[<>≤≥~≈=+]\s*)$",
    _I,
)
ROUGHLY = re.compile(r"\b(?:about|around|roughly|approximately|circa|ca?\.|approx\.?)\s*$", _I)
IN_YEAR = re.compile(
    r"\b(?:in|since|by|until|till|before|after|during|year|circa|ca?\.|anno|around|of|from|to"
    r"|through|for|early|mid|late|and)[\s-]*$",
    _I,
)
COUNT_BEFORE = re.compile(r"(?<![\d.,])([\d][\d,.]{0,12})\s*(?:-|–|—|to|and|or)\s*$")
COUNT_AFTER = re.compile(
    r"\s*(?:%|per\s?cent|pct|percentage|thousand|million|billion|trillion|dozen|hundred|plus\b"
    r"|\+|or\s(?:more|fewer|less|so)\b|or\s\d)|\s?(?:km|kg|bn|mn)\b|-(?:plus|strong|odd|old)\b",
    _I,
)
NOUN_AFTER = re.compile(r"[\s-]+([^\W\d_]+)")
PASSED_OVER = re.compile(
    r"(?:new|additional|more|other|young|armed|foreign|local|north|south|[a-z]+(?:ese|ian|ean|ish))"
    r"$",
    _I,
)
SIGNS_BEFORE = "$£€¥₹₽₩₺₪₴#@.,:/\\'’&="
SINGULAR = frozenset({"mile", "foot", "metre", "meter", "pound", "year", "day", "hour", "ton"})

LOOK_BEHIND = 24
"""Code points before a word that are looked at."""

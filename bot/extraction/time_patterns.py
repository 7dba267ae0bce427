"""Patterns of words that give a day relative to another: "two days ago". Data only; `times`
reads them."""

from __future__ import annotations

import re

from bot.language.date_words import MONTHS, SEASONS, WEEKDAY_NAMES

NUMBERS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1}
AGO = re.compile(
    rf"\b(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})\s+(?P<unit>day|week|month|year)s?\s+"
    r"ago\b",
    re.IGNORECASE,
)
THE_NTH = re.compile(
    rf"\b(?:on|{'|'.join(WEEKDAY_NAMES)}),?\s+the\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+\w)",
    re.IGNORECASE,
)
POINTING = (
    r"(?P<which>last|next|previous|coming|this|(?:this|the|that)\s+(?:past|last|coming)|past|over\s+the"
    r"|at\s+the|the\s+same)"
)
POINTED = re.compile(
    rf"\b{POINTING}\s+(?P<what>night|morning|afternoon|evening|day|weekend|week|month|year|spring"
    rf"|summer|autumn|fall|winter|{'|'.join(WEEKDAY_NAMES)}"
    rf"|{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
NAMED_DAY = re.compile(
    r"\b(?:the\s+)?(?P<two>day\s+before\s+yesterday)\b|\b(?P<one>yesterday)\b"
    r"|\b(?P<none>today|tonight|earlier\s+in\s+the\s+day|on\s+the\s+same\s+day)\b"
    r"|\b(?P<next>tomorrow)\b",
    re.IGNORECASE,
)
ELSEWHEN = re.compile(
    rf"(?i:\b(?:the|that|every|each|any|another|some|one|other)\s+(?:{'|'.join(WEEKDAY_NAMES)})\b)"
    r"|(?i:\bbefore\s+last\b|\bweek\s+last\b|\bthe\s+other\b|\b(?:week|fortnight)\s+before\b)"
    r"|(?i:\b(?:first|second|third|fourth|fifth|last|final)\s+(?:\w{3,6}day|day|night|week|weekend)"
    r"\s+(?:of|in)\b|\b(?:until|till)\b)"
    rf"|\b(?i:good|easter|ash|palm|whit|holy|maundy|shrove|black|cyber|super|bloody)\s+"
    rf"(?:{'|'.join(name.capitalize() for name in WEEKDAY_NAMES)})\b"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)?\s*(?:and|or|to|[-–/])\s*\d{1,2}(?:st|nd|rd|th)?)\s+[A-Z]"
)
"""Days that do not follow from the document's own date: "that Friday", "the Friday before the
vote", "Good Friday", "9 and 10 October"."""

NOW = re.compile(r"\b(?:now|currently|at\s+present|at\s+the\s+moment)\b", re.IGNORECASE)
SEASON_WORDS = {**{name: name for name in SEASONS}, "fall": "autumn"}

"""Tokens of a text for reading figures: numbers, words, signs.

Offsets are code points, end-exclusive. Tokenising is linear and never raises: runs that could
grow without bound are capped, for no figure is that long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    NUMBER = 1
    FRACTION = 2  # "1/3" or "½"
    WORD = 3
    CURRENCY = 4  # a sign such as "US$"
    DASH = 5
    MARK = 6  # any other sign
    NAME = 7  # never a figure: an address, "F16", "3.11.2", "09:30"
    DATE = 8


@dataclass(slots=True)
class Token:
    """`low` is the lower-case text; it is empty for names and dates, whose words say nothing here.
    `glued` says that no space is before the token."""

    kind: Kind
    low: str
    start: int
    end: int
    glued: bool
    capital: bool


_TOKEN = re.compile(
    r"""
    (?P<PLAIN>(?!https?:|www\.|[½-¾⅓-⅞¼])[^\W\d_]++(?![\d_$'’]))
  | (?P<NAME>(?:https?://|www\.)\S+ | [@\#]\w+
        | (?!(?:Rs|USD|EUR|GBP|INR|RUB|JPY|CNY|CAD|AUD|CHF|RMB|NZD)\d)[^\W\d_]+\d\w*
        | \d{1,4}(?:[:]\d{1,4})+ | \d+(?:[-‐‑]\d+){2,} | _+\w*)
  | (?P<GROUPED>\d{1,3}(?:\.\d{3}){2,8}(?![.]?\d)(?:,\d+)? | \d{1,3}\.\d{3},\d{1,2}(?![\d,])
        | \d{1,3}(?:,\d{2,3}){0,8},\d{3}(?!\d)(?:\.\d+)?
        | \d{1,3}(?:['’\u00a0\u2009\u202f]\d{3}){1,8}(?!\d)(?:[.,]\d+)?
        | [1-9]\d{0,2}(?:[ ]\d{3}){1,8}(?![\d]|,\d)(?:\.\d+)?)
  | (?P<VERSION>\d+(?:\.\d+){2,})
  | (?P<FRACTION>\d+[/⁄]\d+(?:[/⁄]\d+)* | [½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])
  | (?P<NUMBER>\d+(?:\.\d+|,\d{1,2}(?!\d))? | \.\d+)
  | (?P<CURRENCY>(?:(?<![^\W\d_])(?:US|AU|CA|NZ|HK|[CARS]))?\$(?:US|AU|NZ|HK|CA)?(?=\W|\d|$)
        | [$£€¥￥₹₽₩₺₪₴฿₫₦₱])
  | (?P<WORD>[^\W\d_]+(?:['’][^\W\d_]+)*)
  | (?P<DASH>[-‐‑‒–—−])
  | (?P<MARK>>=|<=|\S)
    """,
    re.VERBOSE,
)
_KINDS = {kind.name: kind for kind in Kind} | {
    "GROUPED": Kind.NUMBER,
    "VERSION": Kind.NAME,
    "PLAIN": Kind.WORD,
}


# Words that give a figure its size or unit; also found when two of their letters are swapped.
_SIZES = ("percent", "hundred", "thousand", "million", "billion", "trillion")
_SCRAMBLED = {(word[0], "".join(sorted(word))): word for word in _SIZES}


def size_word(tokens: Sequence[Token], index: int) -> str:
    """`word_at`, but a size or unit with two letters swapped is corrected ("percnet")."""
    word = word_at(tokens, index)
    if 7 <= len(word) <= 8 and word[0] in "phtmb":
        return _SCRAMBLED.get((word[0], "".join(sorted(word))), word)
    return word


def word_list(text: str) -> list[str]:
    """The words of a vocabulary that is written as a paragraph."""
    return text.split()


def tokenise(text: str) -> list[Token]:
    """The tokens of `text` in order."""
    tokens: list[Token] = []
    last = 0
    for found in _TOKEN.finditer(text):
        kind = _KINDS[found.lastgroup or "MARK"]
        raw = found.group()
        start, end = found.span()
        tokens.append(
            Token(
                kind,
                "" if kind is Kind.NAME else raw.lower(),
                start,
                end,
                bool(tokens) and start == last,
                raw[0].isupper(),
            )
        )
        last = end
    return tokens


def word_at(tokens: Sequence[Token], index: int) -> str:
    """The lower-case text of the token; empty if there is none, or if it is not a plain word or
    sign."""
    return tokens[index].low if 0 <= index < len(tokens) else ""


def is_dash(tokens: Sequence[Token], index: int) -> bool:
    return 0 <= index < len(tokens) and tokens[index].kind is Kind.DASH

"""Numbers that belong to a name and count nothing: "F-16", "Article 5", "Boeing 737", "No. 10"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.numbers.label_words import (
    CAPITALISED_ANYWAY,
    LABELS,
    LABELS_UNLESS_COUNTED,
    SENTENCE_END,
    SHORT_LABELS,
)
from bot.language.numbers.measure_words import MEASURES
from bot.language.numbers.measures import is_plural
from bot.language.numbers.number_words import NUMBER_WORDS, SMALL
from bot.language.numbers.numerals import digits
from bot.language.numbers.tokens import Kind, Token, is_dash, word_at

_LIST_MARK = re.compile(r"[.)](?=\s+\S)")
_HEADLINE_SHARE = 0.7
_HEADLINE_WORDS = 60


def is_name(tokens: Sequence[Token], index: int, text: str) -> int:
    """The index behind a number that is part of a name; 0 if the number may count something."""
    if index >= len(tokens):
        return 0
    kind = tokens[index].kind
    if kind is Kind.WORD:
        part = _word_is_label(tokens, index)
    else:
        part = kind is Kind.NUMBER and _digits_are_label(tokens, index, text)
    return index + 1 if part else 0


def _word_is_label(tokens: Sequence[Token], index: int) -> bool:
    """ "Phase two"."""
    before = tokens[index - 1] if index else None
    return (
        before is not None
        and before.kind is Kind.WORD
        and before.low in LABELS
        and tokens[index].low in SMALL
        and word_at(tokens, index + 1) not in NUMBER_WORDS
        and not _counts(tokens, index + 1)
    )


def _digits_are_label(tokens: Sequence[Token], index: int, text: str) -> bool:
    numbered = _numbers_a_list(tokens[index], text)
    if not index:
        return numbered
    if _hangs_on_a_word(tokens, index):
        return True
    number = digits(tokens, index)
    if number is None or not number.bare:
        return False
    before = tokens[index - 1]
    if before.low == "." and word_at(tokens, index - 2) in SHORT_LABELS and before.glued:
        return True
    return numbered or before.low in ("#", "№") or _follows_a_name(tokens, index)


def _follows_a_name(tokens: Sequence[Token], index: int) -> bool:
    """ "Article 5", "Boeing 737"."""
    before = tokens[index - 1]
    if before.kind is not Kind.WORD or _counts(tokens, index + 1):
        return False
    if before.low in LABELS:
        return True
    if before.low in LABELS_UNLESS_COUNTED and not _is_counted(tokens, index + 1):
        return True
    if not before.capital or before.low in CAPITALISED_ANYWAY or _opens_sentence(tokens, index - 1):
        return False
    return not is_plural(word_at(tokens, index + 1)) and not _is_headline(tokens)


def _hangs_on_a_word(tokens: Sequence[Token], index: int) -> bool:
    """Whether it is like "COVID-19", "mid-20s": a hyphen without spaces, and letters before it."""
    if index < 2 or not tokens[index].glued:
        return False
    hyphen, word = tokens[index - 1], tokens[index - 2]
    return hyphen.low in "-‐‑" and hyphen.glued and word.kind in (Kind.WORD, Kind.NAME, Kind.DATE)


def _counts(tokens: Sequence[Token], index: int) -> bool:
    """Whether the words behind the number make it an amount all the same ("Ford 5 percent")."""
    follow = word_at(tokens, index)
    if is_dash(tokens, index) and word_at(tokens, index + 1) in MEASURES:
        return True  # "Ferguson 18-year-old"
    return follow in ("%", "percent", "per", "pct", "dollars", "euros") or follow in NUMBER_WORDS


def _is_counted(tokens: Sequence[Token], index: int) -> bool:
    """Whether what is behind a number may be what it counts or measures."""
    follow = word_at(tokens, index)
    after = word_at(tokens, index + 1)
    return is_plural(follow) or follow in MEASURES or is_plural(after)


def _numbers_a_list(token: Token, text: str) -> bool:
    """Whether it is like "1. First point" at the start of a line."""
    line_start = token.start == 0 or text[token.start - 1] == "\n"
    if not line_start or token.end - token.start > 2:
        return False
    return _LIST_MARK.match(text, token.end) is not None


def _opens_sentence(tokens: Sequence[Token], index: int) -> bool:
    return index == 0 or tokens[index - 1].low in SENTENCE_END


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Whether nearly every longer word is capitalised, so that a capital shows nothing."""
    longer = [t for t in tokens[:_HEADLINE_WORDS] if t.kind is Kind.WORD and len(t.low) > 3]
    return len(longer) > 2 and sum(t.capital for t in longer) >= _HEADLINE_SHARE * len(longer)

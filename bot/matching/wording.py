"""Whether two statements have the same wording, apart from case, punctuation, mark-up and slips."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from rapidfuzz import fuzz

from bot.language.foreign import read
from bot.language.reading import Reading
from bot.language.reading import read as read_english
from bot.language.statements import MAX_STATEMENT_LENGTH, core, plain
from bot.matching.compare import compare
from bot.matching.differences import read_together
from bot.matching.score import NEAR_IDENTICAL

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,:/](?=\d)")
_SIGN = re.compile(r"(?<!\w)[-+<>≤≥~±$€£¥₹₽]+(?=\d)")
_BEHIND = "%‰°$€£¥₹₽"
_KEPT = "LMN"  # letters, marks and numbers: the first letters of their Unicode categories


def wording(statement: str) -> str:
    """A statement's words in one form: no mark-up, no case, no punctuation; figures as written."""
    bare = core(plain(statement[:MAX_STATEMENT_LENGTH]))
    text = unicodedata.normalize("NFKC", bare).casefold()
    kept = {m.start() for m in _BETWEEN_DIGITS.finditer(text)}
    kept |= {at for m in _SIGN.finditer(text) for at in range(*m.span())}
    return " ".join(
        "".join(
            char if at in kept or char in _BEHIND or unicodedata.category(char)[0] in _KEPT else " "
            for at, char in enumerate(text)
        ).split()
    )


def fingerprint(statement: str) -> str:
    """The sha256 of a statement's wording, in hexadecimal."""
    return hashlib.sha256(wording(statement).encode("utf-8", "replace")).hexdigest()


def same_wording(one: str, other: str) -> bool:
    """Whether two statements have one wording: the same words, or nearly the same (RapidFuzz
    `ratio` from 95 on) with the same figures, dates, names and negations and no difference."""
    ours, theirs = wording(one), wording(other)
    if ours == theirs:
        return bool(ours)
    if fuzz.ratio(ours, theirs) < NEAR_IDENTICAL:
        return False
    mine, another = core(plain(one)), core(plain(other))
    left, right = read_together(read_english(mine), read_english(another))
    return _named(left) == _named(right) and not compare(read(mine), read(another)).differences


def _named(reading: Reading) -> tuple[object, ...]:
    figures = sorted((str(q.low), str(q.high), q.unit or "") for q in reading.quantities)
    names = sorted({e.id for e in reading.entities})
    digits = [t.lower for t in reading.tokens if any(c.isdigit() for c in t.lower)]
    return figures, names, digits, len(reading.negations)

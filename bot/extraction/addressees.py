"""The addressee, time and place of a saying: "(told) reporters", "(said) in a statement"."""

from __future__ import annotations

from bot.extraction.complement_words import AUDIENCE
from bot.extraction.cues import Cue
from bot.extraction.page import Page
from bot.extraction.turning import is_number, opens_content
from bot.extraction.verbs import is_contracted, is_finite, to_do
from bot.extraction.vocabulary import (
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PUNCTUATION,
    REPORT_NOUNS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    WEEKDAYS,
)


def after_place(page: Page, cue: Cue, at: int, limit: int) -> int | None:
    """The position after "on Monday", "in a statement"; None if these words are part of the
    content."""
    words = page.words
    low = words[at].low
    nxt = words[at + 1].low if at + 1 < limit else ""
    if low in ("on", "in", "at", "by", "before") and nxt in WEEKDAYS | TIME_WORDS:
        return at + 2
    if low == "to" and "i" in cue.frames and at + 1 < limit and to_do(page, at):
        return None
    for i in range(at + 1, limit):
        word = words[i]
        if word.low == "that" and words[i - 1].low not in PREPOSITIONS:
            return i
        if page.opens(i) and words[i - 1].low in DETERMINERS | PREPOSITIONS:
            return None
        if word.text in (",", ":") or page.opens(i):
            return i
        if word.low in REPORT_NOUNS and (
            "n" not in cue.frames - {"s"} or (i - at <= 4 and low in ("in", "at", "on", "during"))
        ):
            return _after_report(page, cue, i + 1, limit)
        if is_finite(word) or word.text in ".;":
            return None
    return None


def after_addressee(page: Page, at: int, limit: int) -> int | None:
    """The position after "reporters", "him", "the Senate committee", "CNN's Wolf Blitzer"."""
    words = page.words
    if words[at].low in OBJECT_PRONOUNS and not (
        words[at].low == "her" and at + 1 < limit and _goes_on(page, at + 1)
    ):
        return at + 1
    i = at
    if words[i].low in DETERMINERS:
        i += 1
        if i < limit and words[i].low in ("who", "that"):
            return None
    begun = i
    while i < limit:
        word = words[i]
        if (
            word.text in PUNCTUATION
            or word.low in SUBORDINATORS
            or word.low in PREPOSITIONS
            or word.low == "to"
            or (i > begun and word.low in DETERMINERS | SUBJECT_PRONOUNS)
            or word.low in TIME_WORDS
            or (i > begun and (is_number(word) or opens_content(words, i, limit)))
            or (i == begun == at and opens_content(words, i, limit))
            or (i > begun and word.capital and words[i - 1].low in AUDIENCE)
            or is_finite(word)
            or is_contracted(word)
        ):
            break
        i += 1
    return i if at < i < limit else None


def _after_report(page: Page, cue: Cue, at: int, limit: int) -> int:
    """The position after the words behind a noun for a report: "(in a Telegram) post on Monday"."""
    words = page.words
    while at < limit and words[at].low in REPORT_NOUNS:
        at += 1  # "in a Telegram post"
    if at < limit and words[at].low in ("with", "to", "on", "in", "from", "at", "after"):
        return after_place(page, cue, at, limit) or _after_whom(page, at, limit)
    return at


def _after_whom(page: Page, at: int, limit: int) -> int:
    """The position after a name that "with" or "to" leads to: "(in an interview) with the Harrow
    Post"."""
    words = page.words
    i = at + 1
    if i < limit and words[i].low in DETERMINERS:
        i += 1
    begun = i
    while i < limit and words[i].capital and words[i].quote < 0:
        i += 1
    return i if i > begun and words[at].low in ("with", "to") else at


def _goes_on(page: Page, at: int) -> bool:
    """Whether "her" owns the next noun: "urged her visitor", not "told her he"."""
    word = page.words[at]
    return (
        word.quote < 0
        and word.text.isalpha()
        and word.low not in DETERMINERS | SUBJECT_PRONOUNS | SUBORDINATORS | PREPOSITIONS
        and word.low != "to"
        and not word.capital
    )

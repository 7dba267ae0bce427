"""The beginning of a noun phrase, without words that only lead to it: "On Monday", "however"."""

from __future__ import annotations

from bot.extraction.day_phrases import day_phrase
from bot.extraction.page import Page
from bot.extraction.sentences import Word
from bot.extraction.subject_words import ENDS_TIME, LEADS_TO_DAY
from bot.extraction.vocabulary import (
    DETERMINERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    TIME_WORDS,
    WEEKDAYS,
    is_adverb,
)


def trimmed(page: Page, first: int, stop: int) -> int | None:
    """The position at which a phrase begins without words that only lead to it ("On Monday",
    "however"); None if nothing is left."""
    words = page.words
    while first < stop:
        low = words[first].low
        time = day_phrase(page, first, stop)
        if first < time < stop and (low in PREPOSITIONS or words[time - 1].low in ENDS_TIME):
            first = time  # "Two days ago the minister"
        elif first < time < stop and _led_weekday(words, first, time):
            first = time  # "Late Friday Kern", "(as late as) Friday Kern"; not "Sunday Times"
        elif (
            low in ("and", "or", "both")
            or (is_adverb(low) and low not in DETERMINERS)
            or (low in TIME_WORDS and first + 1 < stop and not words[first].capital)
            or (low in TIME_WORDS and first + 1 < stop)
        ):
            first += 1
        elif low in PREPOSITIONS:
            begun = _after_preposition(page, first, stop)
            if begun is None:
                return first + 1 if first + 1 < stop else None
            first = begun
        else:
            return first
    return None


def _led_weekday(words: list[Word], first: int, last: int) -> bool:
    """Whether a time ends with a weekday that has other words before it."""
    led = last - first > 1 or (first > 0 and words[first - 1].low in LEADS_TO_DAY)
    return led and words[last - 1].low in WEEKDAYS


def _after_preposition(page: Page, first: int, stop: int) -> int | None:
    """The position at which a new phrase begins after "On Monday", "In his speech", "In a letter
    of 3 May"."""
    words = page.words
    i = first + 1
    if i < stop and words[i].low in DETERMINERS:
        i += 1
    seen = False
    while i < stop:
        word = words[i]
        if seen and i < (dated := day_phrase(page, i, stop)) < stop:
            return dated
        starts = word.low in DETERMINERS or word.low in SUBJECT_PRONOUNS
        named = word.capital and not words[i - 1].capital and words[i - 1].low not in PREPOSITIONS
        after_time = words[i - 1].low in TIME_WORDS and word.capital
        if seen and (starts or named or after_time) and words[i - 1].low not in PREPOSITIONS:
            return i
        seen = True
        i += 1
    return None

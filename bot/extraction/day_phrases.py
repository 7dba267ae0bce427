"""Phrases for a day or another time: "late on Friday, 30 October", "a week ago".

A phrase is matched at one word of a page; the pattern is bounded, so that reading a page stays
linear. `times` works out the day that the words name; it may not be able to read a phrase found
here.
"""

from __future__ import annotations

from bisect import bisect_left

from bot.extraction.day_patterns import OPENING, PHRASE
from bot.extraction.page import Page

_LONGEST = 120  # code points of one phrase


def day_phrase(page: Page, at: int, last: int) -> int:
    """The position after the phrase for a time that begins at the word `at`; `at` itself if there
    is none.

    The phrase ends before `last` and never crosses a quotation mark.
    """
    words = page.words
    if at >= last:
        return at
    start, low = words[at].start, words[at].low
    if low not in OPENING and not low[0].isdecimal():
        return at
    stop = min(words[last - 1].end, start + _LONGEST)
    m = PHRASE.match(page.text, start, stop)
    if m is None:
        return at
    after = bisect_left(words, m.end(), lo=at, hi=last, key=lambda word: word.end)
    after = after + 1 if after < last and words[after].end == m.end() else after
    quote = words[at].quote
    return after if all(word.quote == quote for word in words[at:after]) else at

"""The words for a day or another time as one phrase: "late on Friday, 30 October", "a week ago".

Matched at one word of a page; the pattern is bounded, so that reading a page stays linear. What
day the words name is for `times` to say; they may be found here and not be readable there.
"""

from __future__ import annotations

from bisect import bisect_left

from bot.extraction.day_patterns import OPENING, PHRASE
from bot.extraction.page import Page

_LONGEST = 120  # code points of one phrase


def day_phrase(page: Page, at: int, last: int) -> int:
    """The position after the phrase for a time that begins at the word `at`; `at` for none.

    No further than `last`, and never across a quotation mark.
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

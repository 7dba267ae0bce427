"""The words that say when something was said: "on Monday", right by the cue."""

from __future__ import annotations

from bot.extraction.draft import Span
from bot.extraction.found import Found
from bot.extraction.grammar import MONTHS, WEEKDAYS
from bot.extraction.page import Page

_REACH = 12  # words after the cue or the speaker
_DAYS = WEEKDAYS | {"today", "yesterday", "now"}
_ELSEWHERE = frozenset("with and but while when after before having who which".split())
_UNITS = frozenset("week month year night weekend morning afternoon evening summer winter".split())


def when_of(page: Page, found: Found) -> Span | None:
    """The span of the day by the cue, None where none is given."""
    if found.cue is None:
        return None
    words = page.words
    sentence = page.sentences[found.sentence]
    taken = found.content
    places = [*range(found.cue[1], min(found.cue[1] + _REACH, sentence.last))]
    if found.subject is not None:
        places += range(max(found.subject.last, sentence.first), found.cue[0])
        places += range(
            found.subject.first - 1, max(found.subject.first - 7, sentence.first - 1), -1
        )
    places += range(found.cue[0], found.cue[1])
    for at in places:
        if any(first <= at < last for first, last in taken):
            if at >= found.cue[1]:
                continue
            break
        if words[at].quote >= 0 and not found.nested:
            continue
        low = words[at].low
        if at >= found.cue[1] and low in _ELSEWHERE:
            break
        if low in _DAYS and (low != "now" or found.cue[0] - 2 <= at <= found.cue[1]):
            first = at - 1 if at and words[at - 1].low in ("on", "last", "this") else at
            return page.span(first, at + 1)
        if low in _UNITS and words[at - 1].low in ("last", "this", "earlier", "past"):
            return page.span(at - 1, at + 1)
        if low in MONTHS and words[at].capital and (day := _month_day(page, at)):
            return day
    return None


def _month_day(page: Page, at: int) -> Span | None:
    """Reads "Nov. 5" and "on November 5, 2024"."""
    words = page.words
    after = at + 2 if words[min(at + 1, len(words) - 1)].text == "." else at + 1
    if after >= len(words) or not words[after].text.isdigit():
        return None
    last = after + 1
    if last + 1 < len(words) and words[last].text == "," and _is_year(words[last + 1].text):
        last += 2
    return page.span(at - 1 if at and words[at - 1].low == "on" else at, last)


def _is_year(text: str) -> bool:
    return text.isdigit() and len(text) == 4

"""The words that say when something was said: "on Monday", next to the cue."""

from __future__ import annotations

from bot.extraction.day_phrases import day_phrase
from bot.extraction.draft import Span
from bot.extraction.found import Found, Range
from bot.extraction.page import Page
from bot.extraction.phrases import Kind
from bot.extraction.vocabulary import REPORT_NOUNS

_REACH = 12  # words after the cue or the speaker
_BEFORE = 9  # words before the speaker: "On Friday, 30 October 2026, at noon, Holm said"
_ELSEWHERE = frozenset("with and but while when after before having who which that".split())


def when_of(page: Page, found: Found) -> Span | None:
    """The span of the day next to the cue; None if none is given.

    A day inside the content is not the day of saying, nor is one that belongs to another clause.
    """
    if found.cue is None:
        return None
    sentence = page.sentences[found.sentence]
    low, stop = sentence.first, sentence.last
    first, behind = found.cue
    subject = found.subject
    zones = [(behind, stop)]
    if subject is not None and subject.first >= behind:
        # "said Holm on Friday": the speaker is between, with all words about them
        zones = [(behind, subject.first), (subject.core[1], stop)]
    for start, end in zones:
        if (at := _first(page, found, start, end)) is not None:
            return page.span(*at)
    if subject is not None and subject.last <= first:
        at = _last(page, found, subject.last, first) or _closing(page, found, first)
        at = at or _speaking(page, found)
        at = at or _last(page, found, max(subject.first - _BEFORE, low), subject.first)
    else:
        at = _last(page, found, max(first - 2, low), first)
    return page.span(*at) if at is not None else _now(page, found)


def _closing(page: Page, found: Found, first: int) -> Range | None:
    """The time at the end of the words for the speaker ("the minister on Monday said"), but not
    one that is part of a clause about them ("Vesk, who resigned on Friday, said")."""
    subject = found.subject
    if subject is None or subject.core[1] != subject.last or subject.kind is Kind.RELATIVE:
        return None
    at = _last(page, found, subject.first + 1, first)
    return at if at is not None and at[1] == first else None


def _speaking(page: Page, found: Found) -> Range | None:
    """The time in a clause about the speaker, if it is that of the saying: "Vesk, speaking on
    Friday, said"."""
    subject = found.subject
    if subject is None:
        return None
    at = subject.core[1]
    told = page.words[at : at + 2]
    if at + 1 >= subject.last or told[0].text != "," or told[1].low not in _SPEAKING:
        return None
    return _last(page, found, at + 2, subject.last)


_SPEAKING = frozenset("speaking talking writing appearing testifying posting tweeting".split())


def _first(page: Page, found: Found, start: int, stop: int) -> Range | None:
    """The first time behind the cue, outside the content."""
    words = page.words
    at, limit = start, min(stop, start + _REACH)
    while at < limit:
        inside = next((last for first, last in found.content if first <= at < last), None)
        if inside is not None:
            at = inside
            limit = min(stop, max(limit, at + 1)) if inside < limit else limit
            continue
        if words[at].quote >= 0 and not found.nested:
            at += 1
            continue
        after = day_phrase(page, at, _until(found, at, stop))
        if after > at and _is_day(page, at, after):
            return at, after
        spoken_with = words[at].low == "with" and words[at - 1].low in REPORT_NOUNS
        if words[at].low in _ELSEWHERE and words[at].quote < 0 and not spoken_with:
            return None  # but "in an interview with Newsline on Friday"
        at = max(after, at + 1)
    return None


def _last(page: Page, found: Found, start: int, stop: int) -> Range | None:
    """The last time before the speaker, in the same clause."""
    words = page.words
    seen: Range | None = None
    at = start
    while at < stop:
        inside = next((last for first, last in found.content if first <= at < last), None)
        another = words[at].low in ("and", "but", "while") and not found.shared
        if inside is not None or words[at].text in ";:" or another:
            seen, at = None, inside or at + 1
            continue
        if words[at].quote >= 0 and not found.nested:
            at += 1
            continue
        after = day_phrase(page, at, _until(found, at, stop))
        if after > at and _is_day(page, at, after):
            seen = at, after
        at = max(after, at + 1)
    return seen


def _now(page: Page, found: Found) -> Span | None:
    """The "now" right before the verb or behind it."""
    if found.cue is None:
        return None
    first, last = found.cue
    for at in range(max(first - 2, 0), min(last + 1, len(page.words))):
        taken = any(a <= at < b for a, b in found.content)
        if page.words[at].low == "now" and page.words[at].quote < 0 and not taken:
            return page.span(at, at + 1)
    return None


def _until(found: Found, at: int, stop: int) -> int:
    """The position behind `at` at which the content begins: a time ends before it."""
    return min([stop, *(first for first, _ in found.content if first > at)])


def _is_day(page: Page, first: int, last: int) -> bool:
    """Whether the words give more than an hour: "at noon" does not say which day."""
    return any(not _hour(word.low) for word in page.words[first:last])


def _hour(low: str) -> bool:
    clock = low.removesuffix("am").removesuffix("pm").replace(":", "").replace(".", "")
    return low in _HOURS or (clock.isdecimal() and len(clock) <= 4) or not low[0].isalnum()


_HOURS = frozenset(
    """at on by around about shortly after before just soon late early the midnight noon midday dawn
    dusk sunrise sunset daybreak nightfall am pm a.m. p.m. gmt utc o'clock again back""".split()
)

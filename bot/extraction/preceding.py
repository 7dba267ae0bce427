"""Content in front of its cue: "…," she said; … , she said, … ."""

from __future__ import annotations

from bot.extraction.clauses import clause_end
from bot.extraction.cues import Form
from bot.extraction.found import Range
from bot.extraction.page import Page
from bot.extraction.subject_words import LEADING, LEADING_PLACE
from bot.extraction.verbs import group_at, has_clause
from bot.extraction.vocabulary import DASHES, SUBORDINATORS, is_adverb


def content_before(page: Page, begin: int, low: int) -> tuple[int, int, str] | None:
    """The positions of the content in front of "he said", and its kind: a quotation, a clause,
    or a clause with a quotation."""
    words = page.words
    last = begin
    while last > low and (is_adverb(words[last - 1].low) and words[last - 1].quote < 0):
        last -= 1
    if last <= low:
        return None
    parted = words[last - 1].quote < 0 and words[last - 1].text in (",", *DASHES)
    if parted:
        last -= 1
    if last <= low:
        return None
    if words[last - 1].quote >= 0 and page.closes(last - 1):
        return _quoted(page, last, low, parted=parted)
    return _clause(page, last, low) if parted else None


def _quoted(page: Page, last: int, low: int, *, parted: bool) -> tuple[int, int, str] | None:
    """A quotation that ends before `last`; if it is the end of a clause, with that clause."""
    words = page.words
    quote = words[last - 1].quote
    first = page.ranges[quote][0]
    inner = page.quotations[quote].inner
    ended = page.text[inner[1] - 1] in ",.!?—…-–"
    if first <= low or (words[first - 1].text in (".", ":") and words[first - 1].quote < 0):
        return max(first, low), last, "quote"
    if not (parted or ended):
        return None
    start = clause_start(page, first - 1, low)
    goes_on = start < first and (page.text[inner[0]].islower() or not ended)
    if has_clause(page, start, first) or goes_on:
        return start, last, "mixed"
    return (first, last, "quote") if last - first > 4 else (start, last, "mixed")


def _clause(page: Page, last: int, low: int) -> tuple[int, int, str] | None:
    start = clause_start(page, last - 1, low)
    if not has_clause(page, start, last) or last - start < 3:
        return None
    led = page.words[start].low in LEADING or page.words[start].low in LEADING_PLACE
    if led and not _main_clause_after_comma(page, start, last):
        return None
    return start, last, "clause"


def _main_clause_after_comma(page: Page, first: int, last: int) -> bool:
    for i in range(first, last):
        if page.words[i].text == "," and page.words[i].quote < 0:
            return has_clause(page, i, last)
    return page.words[first].low not in LEADING and has_clause(page, first, last)


def clause_start(page: Page, at: int, low: int) -> int:
    """The position at which the clause around `at` begins: at the sentence's beginning, or
    behind ";" or a colon."""
    words = page.words
    i = at
    limit = max(low, at - 200)
    while i > limit:
        if words[i].quote >= 0:
            i = max(page.ranges[words[i].quote][0] - 1, limit)
            continue
        if words[i].text in ";:":
            return i + 1
        i -= 1
    while i < at and words[i].low in ("and", "but", "also", "still", "however", ","):
        i += 1
    return i


def resumed(page: Page, at: int, stop: int, quoted: str) -> Range | None:
    """The content that goes on after "…," he said, "…"."""
    words = page.words
    for i in range(at, min(stop, at + 25)):
        if page.opens(i):
            if (
                i > at
                and words[i - 1].text not in (",", ":", *DASHES)
                and (words[i - 1].low not in ("that", "but", "and"))
            ):
                return None
            last = clause_end(page, i, stop)
            return (i, last) if last - i > 2 else None
        if words[i].text in ",:" and i + 1 < stop:
            nxt = words[i + 1]
            if quoted == "clause" and i == at:
                entry = group_at(page, i + 1, i)
                if nxt.low in SUBORDINATORS or (entry and entry.cue.form is Form.ING):
                    return None
                last = clause_end(page, i + 1, stop)
                return (i + 1, last) if has_clause(page, i + 1, last) else None
            if group_at(page, i + 1, i) is not None:
                return None
    return None

"""Cuts a text into words, paragraphs and sentences, each with its offsets.

Indexes in this package are of two sorts: offsets (code points of the text) and positions (indexes
into the list of words). Ranges of both are end-exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.draft import Span
from bot.extraction.sentence_words import ABBREVIATIONS, CLOSERS, STARTERS, TERMINAL, WORD


@dataclass(slots=True)
class Word:
    """A word or a mark. `quote` is the position of the quotation it is in, -1 for none."""

    start: int
    end: int
    text: str
    low: str
    quote: int = -1

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def words_of(text: str, skipped: Sequence[Span] = ()) -> list[Word]:
    """The words of a text, except those inside a `skipped` span (spans are sorted, without
    overlap)."""
    found: list[Word] = []
    skip = iter(skipped)
    gap = next(skip, None)
    for m in WORD.finditer(text):
        start, end = m.span()
        while gap is not None and gap[1] <= start:
            gap = next(skip, None)
        if gap is not None and end > gap[0]:
            continue
        word = m.group()
        found.append(Word(start, end, word, word.lower().replace("’", "'")))
    return found


_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_WRAPPED = 55


def paragraphs(text: str) -> list[Span]:
    """The spans of the paragraphs: single lines, or several if a paragraph was wrapped."""
    found: list[Span] = []
    for m in _LINE.finditer(text):
        start, end = m.span()
        line = m.group()
        stripped = line.strip()
        if not stripped:
            continue
        start += len(line) - len(line.lstrip())
        end -= len(line) - len(line.rstrip())
        if found and _goes_on(text, found[-1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _goes_on(text: str, last: Span, start: int) -> bool:
    between = text[last[1] : start]
    if between.count("\n") > 1 or not text[start].islower():
        return False
    line = text.rfind("\n", last[0], last[1])
    return last[1] - max(line, last[0]) >= _WRAPPED and text[last[1] - 1] not in '.!?:"”'


@dataclass(frozen=True, slots=True)
class Sentence:
    """Positions of its words; `paragraph` counts from 0."""

    first: int
    last: int
    paragraph: int


def sentences(
    words: Sequence[Word], spans: Sequence[Span], verbs: frozenset[str]
) -> list[Sentence]:
    """The sentences of each paragraph. A quotation is never cut, nor separated from its "he said".

    `verbs` are the forms that may follow a quotation that ends in a question mark.
    """
    starts = [word.start for word in words]
    found: list[Sentence] = []
    for number, (begin, end) in enumerate(spans):
        first, stop = bisect_left(starts, begin), bisect_left(starts, end)
        at = first
        while at < stop:
            after = _ends(words, at, stop, verbs)
            if after is None:
                at += 1
                continue
            found.append(Sentence(first, after, number))
            first = at = after
        if first < stop:
            found.append(Sentence(first, stop, number))
    return found


def _ends(words: Sequence[Word], at: int, stop: int, verbs: frozenset[str]) -> int | None:
    """The position after the sentence that ends at this mark; None if none ends here."""
    mark = words[at]
    if mark.low[-1] not in TERMINAL or (len(mark.text) > 1 and not _last(words, at, stop)):
        return None
    after = at + 1
    while after < stop and words[after].low in TERMINAL and _touches(words, after):
        after += 1
    closing = after
    while after < stop and _closes(words[after]) and _touches(words, after):
        after += 1
    if after >= stop:
        return after
    quotes = {mark.quote, words[after - 1].quote} - {-1}
    if words[after].quote in quotes or _touches(words, after):
        return None  # inside a quotation; "3.5", "pic.twitter"
    closed = after > closing
    if mark.low == "." and not closed and _abbreviated(words, at):
        return None
    if words[after].text[0].islower() or words[after].text in ",;)":
        return None
    if closed and mark.low != "." and _said_after(words, after, stop, verbs):
        return None
    return after


def _last(words: Sequence[Word], at: int, stop: int) -> bool:
    """Whether an abbreviation with points, "U.S.", is the last word of a sentence."""
    if words[at].text.count(".") < 2 or at + 1 >= stop:
        return False  # "Mr.", "Q."
    return words[at + 1].capital and words[at + 1].low in STARTERS


def _touches(words: Sequence[Word], at: int) -> bool:
    """Whether no space comes before a word."""
    return words[at].start == words[at - 1].end


def _closes(word: Word) -> bool:
    return word.text in CLOSERS or word.text == "''"


def _abbreviated(words: Sequence[Word], at: int) -> bool:
    if at == 0 or words[at - 1].end != words[at].start:
        return False
    before = words[at - 1]
    return before.low in ABBREVIATIONS or (len(before.text) == 1 and before.text.isupper())


def _said_after(words: Sequence[Word], at: int, stop: int, verbs: frozenset[str]) -> bool:
    for word in words[at : min(stop, at + 10)]:
        if word.low in verbs:
            return True
        if word.text in '.;:“"':
            return False
    return False

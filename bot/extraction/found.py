"""A passage as found on a page, before its speaker is resolved: a cue, its subject and its
content."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.extraction.draft import Pattern, Span
from bot.extraction.page import Page
from bot.extraction.phrases import Subject
from bot.extraction.sentences import Sentence
from bot.extraction.verbs import Group
from bot.extraction.vocabulary import PUNCTUATION

Range = tuple[int, int]

MOST_IN_SENTENCE = 20

"""Passages of one sentence. No sentence that a person wrote has more, and without a limit the
time for a very long sentence would not be linear."""


@dataclass(slots=True)
class Found:
    """A place where a source seems to speak; everything by position.

    `how` is the construction, on which the confidence depends. `sentence` counts from 0.
    """

    pattern: Pattern
    how: str
    content: list[Range]
    sentence: int
    subject: Subject | None = None
    cue: Range | None = None
    group: Group | None = None
    lemma: str = ""
    shared: bool = False  # the subject is that of an earlier clause
    nested: bool = False
    marks: frozenset[str] = field(default_factory=frozenset)
    when: Span | None = None
    carrier: Range | None = None  # the outlet that reports it, "citing" the subject


def pattern_of(page: Page, first: int, last: int) -> Pattern:
    """DIRECT if all of the content is in quotation marks, MIXED if part of it is."""
    words = page.words
    inside = [w.quote >= 0 for w in words[first:last] if w.text not in PUNCTUATION]
    if inside and all(inside):
        return Pattern.DIRECT
    return Pattern.MIXED if any(inside) else Pattern.INDIRECT


def without_end(page: Page, sentence: Sentence) -> int:
    stop = sentence.last
    while (
        stop > sentence.first
        and page.words[stop - 1].text in ".!?…"
        and (page.words[stop - 1].quote < 0)
    ):
        stop -= 1
    return stop

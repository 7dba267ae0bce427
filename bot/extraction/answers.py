"""Questions that are answered with yes or no: "Asked whether …, she said no"."""

from __future__ import annotations

from bot.extraction.clauses import clause_end
from bot.extraction.day_phrases import day_phrase
from bot.extraction.found import Range
from bot.extraction.page import Page
from bot.extraction.turning_words import AFFIRMATIVE, ASKED, NEGATIVE, NO, YES
from bot.extraction.vocabulary import PUNCTUATION, SUBJECT_PRONOUNS, is_adverb

_LED = frozenset(("when", "if", "but", "and", "once", "repeatedly", "later"))
_WHETHER = frozenset(("if", "whether"))
_FAR = 12  # words between "asked" and "whether": "by reporters in Harrow on Friday"
ANSWERED_YES, ANSWERED_NO = "answered yes", "answered no"
"""Marks of a passage that is such an answer."""


def question_at(page: Page, first: int, last: int) -> Range | None:
    """The clause after "asked if", if the words begin with it. Empty if the question is not one
    for yes or no; None if the words begin with no question."""
    words = page.words
    at = first
    while at < last and (words[at].low in _LED or is_adverb(words[at].low)):
        at += 1
    if at >= last or words[at].low not in ASKED or words[at].quote >= 0:
        return None
    for i in range(at + 1, min(last, at + _FAR)):
        if words[i].low in _WHETHER:
            return i + 1, clause_end(page, i + 1, last)
        if words[i].low in SUBJECT_PRONOUNS:
            break
    return last, last


def yes_or_no(page: Page, at: int, stop: int) -> tuple[str, int] | None:
    """ "Yes" or "no" right at `at`, behind a cue, and the position after it; None if something
    else is said."""
    words = page.words
    while at < stop and words[at].quote < 0:
        after = day_phrase(page, at, stop)
        if after > at:
            at = after
        elif (is_adverb(words[at].low) and words[at].low not in NO) or words[at].text in ",:":
            at += 1
        else:
            break
    if at >= stop:
        return None
    if page.opens(at):
        after = page.quote_end(at)
        mark = one_word(page, at, after)
        return (mark, after) if mark else None
    three = tuple(word.low for word in words[at : at + 3])
    if three in (AFFIRMATIVE, NEGATIVE):
        return (ANSWERED_YES if three == AFFIRMATIVE else ANSWERED_NO), at + 3
    mark = _mark(words[at].low)
    after = at + 1
    if after + 1 < stop and words[after].text == "," and words[after + 1].low == "when":
        return (mark, after) if mark else None
    ends = after >= stop or words[after].text in PUNCTUATION - {","}
    if mark is None or not (ends or words[after].low in ("when", "after", "and", "but")):
        return None
    return mark, after


def one_word(page: Page, first: int, last: int) -> str | None:
    """The mark of a quotation that is only "Yes" or "No"."""
    said = [w.low for w in page.words[first:last] if w.text[0].isalnum()]
    return _mark(said[0]) if len(said) == 1 else None


def _mark(low: str) -> str | None:
    return ANSWERED_YES if low in YES else ANSWERED_NO if low in NO else None


def question_after(page: Page, at: int, stop: int) -> Range | None:
    """The clause of "(said yes) when asked if …"; None if nothing like it follows."""
    words = page.words
    if at < stop and words[at].text == ",":
        at += 1
    if at >= stop or words[at].low not in ("when", "after"):
        return None
    asked = question_at(page, at + (words[at].low == "after"), stop)
    return asked if asked and asked[0] < asked[1] else None

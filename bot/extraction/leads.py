"""The words between a cue and the content: addressee, time and place."""

from __future__ import annotations

from dataclasses import dataclass

from bot.extraction.addressees import after_addressee, after_place
from bot.extraction.adverbials import before_that, that_behind
from bot.extraction.complement_words import ABOUT, UNSURE_BEHIND_DAY, WH
from bot.extraction.cues import Cue
from bot.extraction.day_phrases import day_phrase
from bot.extraction.page import Page
from bot.extraction.sentences import Word
from bot.extraction.turning import opens_content
from bot.extraction.verbs import is_contracted, is_finite
from bot.extraction.vocabulary import (
    DASHES,
    PREPOSITIONS,
    TIME_WORDS,
    is_adverb,
)

_LONGEST_LEAD = 30  # words between the cue and the content


def lead(page: Page, cue: Cue, at: int, stop: int) -> tuple[int, str] | None:
    """The position after addressee, time and place, and the mark before it.

    The mark is "comma", "colon", "next" (a colon, and a quotation in the paragraph after it) or
    empty. None if nothing follows that could be a content.
    """
    limit = min(stop, at + _LONGEST_LEAD)
    read = _Lead(page, cue, at, stop, limit, addressed="o" in cue.frames)
    while not read.ended and read.at < limit:
        if not any(step(read) for step in _STEPS):
            read.begin(read.at)
    return None if read.begins is None else (read.begins, read.marked)


@dataclass(slots=True)
class _Lead:
    """The words between a cue and the content, read up to `limit`; `at` is the next one.

    `addressed`: an addressee may still come. Once the reading has `ended`, `begins` is where the
    content begins, or None.
    """

    page: Page
    cue: Cue
    at: int
    stop: int
    limit: int
    addressed: bool
    marked: str = ""
    ended: bool = False
    begins: int | None = None

    @property
    def word(self) -> Word:
        return self.page.words[self.at]

    def begin(self, at: int | None, marked: str | None = None) -> bool:
        """Ends the reading: the content begins at `at`; if `at` is None there is no content."""
        self.begins, self.ended = at, True
        self.marked = self.marked if marked is None else marked
        return True

    def go_to(self, at: int) -> bool:
        self.at = at
        return True


def _content(read: _Lead) -> bool:
    """Ends the reading at a quotation, at a "that" further on, or at words that only a content
    has."""
    page, cue, at, limit = read.page, read.cue, read.at, read.limit
    if page.opens(at):
        return read.begin(at)
    if cue.frames & set("st") and (that := before_that(page, at, limit)) is not None:
        return read.begin(that)
    if read.addressed and (that := that_behind(page, at, limit)) is not None:
        return read.begin(that)
    return _opens_content(page, cue, at, limit) and read.begin(at)


def _day(read: _Lead) -> bool:
    after = day_phrase(read.page, read.at, read.limit)
    if after <= read.at or not _of_saying(read.page, after):
        return False
    return read.go_to(_without_comma(read.page, after, read.limit))


def _clause_word(read: _Lead) -> bool:
    return (read.word.low == "that" or read.word.low in WH) and read.begin(read.at)


def _colon(read: _Lead) -> bool:
    if read.word.text != ":":
        return False
    after = read.at + 1
    if after < read.stop:
        return read.begin(after, "colon")
    quoted = after < len(read.page.words) and read.page.opens(after)  # in a paragraph of its own
    return read.begin(after if quoted else None, "next")


def _comma(read: _Lead) -> bool:
    if read.word.text != ",":
        return False
    jumped = _after_parenthesis(read.page, read.at, read.limit)
    if jumped is None:
        after = read.at + 1
        quoted = after < read.stop and read.page.opens(after)
        return read.begin(after if quoted else None, "comma")
    read.marked = "comma"
    return read.go_to(jumped)


def _other_mark(read: _Lead) -> bool:
    return (read.word.text in DASHES or read.word.text in ".;()") and read.begin(None)


def _time_or_adverb(read: _Lead) -> bool:
    low = read.word.low
    time = low in TIME_WORDS and low not in ("this", "last", "next")
    adverb = is_adverb(low) and low not in ("there", "here")
    return (time or adverb) and read.go_to(read.at + 1)


def _place(read: _Lead) -> bool:
    if read.word.low not in PREPOSITIONS and read.word.low != "to":
        return False
    jumped = after_place(read.page, read.cue, read.at, read.limit)
    return read.begin(read.at) if jumped is None else read.go_to(jumped)


def _addressee(read: _Lead) -> bool:
    if not read.addressed:
        return False
    read.addressed = False
    jumped = after_addressee(read.page, read.at, read.limit)
    return jumped is not None and read.go_to(jumped)


_STEPS = (
    _content,
    _day,
    _clause_word,
    _colon,
    _comma,
    _other_mark,
    _time_or_adverb,
    _place,
    _addressee,
)
"""The things that may come between a cue and the content, tried in this order; each step says
whether it read something. The content begins at the first word that no step reads."""


def _opens_content(page: Page, cue: Cue, at: int, limit: int) -> bool:
    """Whether a word such as "not", "only", "about 300" begins the content, whatever follows it."""
    words = page.words
    if not opens_content(words, at, limit) or words[at].low in ("to", "up"):
        return False
    return not (
        words[at].low in ABOUT and "o" in cue.frames and not _clause_follows(page, at, limit)
    )


def _clause_follows(page: Page, at: int, limit: int) -> bool:
    return any(is_finite(word) or is_contracted(word) for word in page.words[at + 1 : limit])


def _of_saying(page: Page, after: int) -> bool:
    """Whether a time without a "that" behind it belongs to the saying; "two days later" may also
    be part of the content."""
    return page.words[after - 1].low not in UNSURE_BEHIND_DAY


def _without_comma(page: Page, at: int, limit: int) -> int:
    """The position after a comma that only closes a date: "on October 30, 2026, that"."""
    words = page.words
    closes = at + 1 < limit and words[at].text == "," and words[at].quote < 0
    return at + 1 if closes and (words[at + 1].low == "that" or page.opens(at + 1)) else at


def _after_parenthesis(page: Page, comma: int, limit: int) -> int | None:
    """The position after ", in a 1998 interview," or ", however,"; None unless the content
    follows at once."""
    words = page.words
    for i in range(comma + 1, min(limit, comma + 14)):
        if page.opens(i):
            return i if i > comma + 1 and words[i - 1].text in (",", ":") else None
        if words[i].text == "," and i + 1 < limit:
            follows = words[i + 1].low == "that" or page.opens(i + 1)
            return i + 1 if follows else None
        if words[i].low == "that" and i > comma + 1:
            return None
        if is_finite(words[i]) and not words[i].low.endswith("ing"):
            return None
    return None

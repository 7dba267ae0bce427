"""Between a cue and what is said: whom it is said to, when, and where."""

from __future__ import annotations

from bot.extraction.adverbials import WH, before_that, that_behind
from bot.extraction.cues import Cue
from bot.extraction.day_phrases import day_phrase
from bot.extraction.page import Page
from bot.extraction.turning import is_number, opens_content
from bot.extraction.verbs import is_contracted, is_finite
from bot.extraction.vocabulary import (
    DASHES,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PUNCTUATION,
    REPORT_NOUNS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    WEEKDAYS,
    is_adverb,
)

_LONGEST_LEAD = 30  # words between the cue and what is said


def lead(page: Page, cue: Cue, at: int, stop: int) -> tuple[int, str] | None:
    """The position after addressee, time and place, and the mark that stood before it."""
    words = page.words
    marked = ""
    limit = min(stop, at + _LONGEST_LEAD)
    addressed = "o" in cue.frames
    while at < limit:
        word = words[at]
        if page.opens(at):
            return at, marked
        if cue.frames & set("st") and (that := before_that(page, at, limit)) is not None:
            return that, marked
        if addressed and (that := that_behind(page, at, limit)) is not None:
            return that, marked
        if _opens_content(page, cue, at, limit):
            return at, marked
        if (after := day_phrase(page, at, limit)) > at and _of_saying(page, after):
            at = _without_comma(page, after, limit)
            continue
        if word.low == "that" or word.low in WH:
            return at, marked
        if word.text == ":":
            if at + 1 < stop:
                return at + 1, "colon"
            quoted = at + 1 < len(words) and page.opens(at + 1)  # in a paragraph of its own
            return (at + 1, "next") if quoted else None
        if word.text == ",":
            jumped = _after_parenthesis(page, at, limit)
            if jumped is None:
                return (at + 1, "comma") if at + 1 < stop and page.opens(at + 1) else None
            marked = "comma"
            at = jumped
            continue
        if word.text in DASHES or word.text in ".;()":
            return None
        if word.low in TIME_WORDS and word.low not in ("this", "last", "next"):
            at += 1
            continue
        if is_adverb(word.low) and word.low not in ("there", "here"):
            at += 1
            continue
        if word.low in PREPOSITIONS or word.low == "to":
            jumped = _after_place(page, cue, at, limit, addressed)
            if jumped is None:
                return at, marked
            at = jumped
            continue
        if addressed:
            jumped = _after_addressee(page, at, limit)
            addressed = False
            if jumped is not None:
                at = jumped
                continue
        return at, marked
    return None


def _opens_content(page: Page, cue: Cue, at: int, limit: int) -> bool:
    """Whether a word such as "not", "only", "about 300" begins what is said, whatever follows."""
    words = page.words
    if not opens_content(words, at, limit) or words[at].low in ("to", "up"):
        return False
    return not (
        words[at].low in _ABOUT and "o" in cue.frames and not _clause_follows(page, at, limit)
    )


_ABOUT = frozenset(("about", "over", "under", "around", "between", "near", "above", "below"))


def _clause_follows(page: Page, at: int, limit: int) -> bool:
    return any(is_finite(word) or is_contracted(word) for word in page.words[at + 1 : limit])


def _of_saying(page: Page, after: int) -> bool:
    """Whether a time without a "that" behind it is that of the saying: "two days later" may as
    well be that of what is said."""
    return page.words[after - 1].low not in _UNSURE


_UNSURE = frozenset(("later", "earlier", "after", "afterwards", "before", "of", "that"))


def _without_comma(page: Page, at: int, limit: int) -> int:
    """After the comma that only closes a date: "on October 30, 2026, that"."""
    words = page.words
    closes = at + 1 < limit and words[at].text == "," and words[at].quote < 0
    return at + 1 if closes and (words[at + 1].low == "that" or page.opens(at + 1)) else at


def to_do(page: Page, at: int) -> bool:
    """Whether "to" begins what somebody is to do, in or without quotation marks."""
    return page.opens(at + 1) or _is_base(page.words[at + 1].low)


def _is_base(low: str) -> bool:
    return low.isalpha() and low not in DETERMINERS and not low.endswith(("ing", "ed"))


def _after_parenthesis(page: Page, comma: int, limit: int) -> int | None:
    """After ", in a 1998 interview," or ", however,": only where what is said follows at once."""
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


def _after_place(page: Page, cue: Cue, at: int, limit: int, addressed: bool) -> int | None:
    """After "on Monday", "in a statement": None where it is part of what is said."""
    words = page.words
    low = words[at].low
    nxt = words[at + 1].low if at + 1 < limit else ""
    if low in ("on", "in", "at", "by", "before") and nxt in WEEKDAYS | TIME_WORDS:
        return at + 2
    if low == "to" and "i" in cue.frames and at + 1 < limit and to_do(page, at):
        return None
    for i in range(at + 1, limit):
        word = words[i]
        if word.low == "that" and words[i - 1].low not in PREPOSITIONS:
            return i
        if word.text in (",", ":") or page.opens(i):
            if page.opens(i) and words[i - 1].low in DETERMINERS | PREPOSITIONS:
                return None
            return i
        if (word.low in REPORT_NOUNS and "n" not in cue.frames - {"s"}) or (
            word.low in REPORT_NOUNS and i - at <= 4 and low in ("in", "at", "on", "during")
        ):
            tail = i + 1
            while tail < limit and words[tail].low in REPORT_NOUNS:
                tail += 1  # "in a Telegram post"
            if tail < limit and words[tail].low in (
                "with",
                "to",
                "on",
                "in",
                "from",
                "at",
                "after",
            ):
                return _after_place(page, cue, tail, limit, addressed) or _after_whom(
                    page, tail, limit
                )
            return tail
        if is_finite(word) or word.text in ".;":
            return None
    return None


def _after_whom(page: Page, at: int, limit: int) -> int:
    """After the name that "with" or "to" brings: "(in an interview) with the Harrow Post"."""
    words = page.words
    i = at + 1
    if i < limit and words[i].low in DETERMINERS:
        i += 1
    begun = i
    while i < limit and words[i].capital and words[i].quote < 0:
        i += 1
    return i if i > begun and words[at].low in ("with", "to") else at


_AUDIENCE = frozenset(
    """reporters lawmakers voters supporters viewers journalists senators delegates students members
    crowd audience committee panel press officials investigators police court jurors""".split()
)


def _goes_on(page: Page, at: int) -> bool:
    """Whether "her" owns what follows: "urged her visitor", not "told her he"."""
    word = page.words[at]
    return (
        word.quote < 0
        and word.text.isalpha()
        and word.low not in DETERMINERS | SUBJECT_PRONOUNS | SUBORDINATORS | PREPOSITIONS
        and word.low != "to"
        and not word.capital
    )


def _after_addressee(page: Page, at: int, limit: int) -> int | None:
    """After "reporters", "him", "the Senate committee", "CNN's Wolf Blitzer"."""
    words = page.words
    if words[at].low in OBJECT_PRONOUNS and not (
        words[at].low == "her" and at + 1 < limit and _goes_on(page, at + 1)
    ):
        return at + 1
    i = at
    if words[i].low in DETERMINERS:
        i += 1
        if i < limit and words[i].low in ("who", "that"):
            return None
    begun = i
    while i < limit:
        word = words[i]
        if (
            word.text in PUNCTUATION
            or word.low in SUBORDINATORS
            or word.low in PREPOSITIONS
            or word.low == "to"
            or (i > begun and word.low in DETERMINERS | SUBJECT_PRONOUNS)
            or word.low in TIME_WORDS
            or (i > begun and (is_number(word) or opens_content(words, i, limit)))
            or (i == begun == at and opens_content(words, i, limit))
            or (i > begun and word.capital and words[i - 1].low in _AUDIENCE)
            or is_finite(word)
            or is_contracted(word)
        ):
            break
        i += 1
    return i if at < i < limit else None

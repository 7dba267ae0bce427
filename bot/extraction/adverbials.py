"""Adverbials between a cue and its "that": when, where, to whom, how the content is said."""

from __future__ import annotations

from bot.extraction.complement_words import CLAUSE_OPENERS, OPENERS, WH
from bot.extraction.cues import NOUNS, cues
from bot.extraction.day_phrases import day_phrase
from bot.extraction.page import Page
from bot.extraction.turning import opens_content
from bot.extraction.verbs import is_finite
from bot.extraction.vocabulary import DETERMINERS, PREPOSITIONS, PUNCTUATION, is_adverb

_LONGEST_ADVERBIAL = 18  # words
_LONGEST_ADDRESSEE = 7  # words


def before_that(page: Page, at: int, limit: int) -> int | None:
    """The position of the "that" of the content, if all words before it are about the saying.

    "late on Saturday that", "without giving details that", "shortly after the vote that". None if
    these words are no adverbial, or if the "that" belongs to a noun in it.
    """
    words = page.words
    after = day_phrase(page, at, limit)
    low = words[at].low
    if after == at and low != "without" and opens_content(words, at, limit):
        return _past_adverbs(page, at, limit)
    if after == at and low not in OPENERS:
        return None
    clause = words[max(after - 1, at)].low in CLAUSE_OPENERS  # "after", "two days before"
    stop = min(limit, at + _LONGEST_ADVERBIAL)
    i = max(after, at + 1)
    while i < stop:
        if _that_follows(page, i, limit):
            return i if words[i].low == "that" else i + 1
        dated = day_phrase(page, i, stop)
        if dated == i and _ends(page, i, limit, clause=clause):
            return None
        clause = clause or words[i].low in CLAUSE_OPENERS
        i = max(dated, i + 1)
    return None


def that_behind(page: Page, at: int, limit: int) -> int | None:
    """The position of the "that" right behind the addressee: "told only three of them that"."""
    words = page.words
    for i in range(at, min(limit, at + _LONGEST_ADDRESSEE)):
        if words[i].low == "that" and i > at:
            return i if not _relative(page, i, limit) else None
        if words[i].text in PUNCTUATION or words[i].quote >= 0 or is_finite(words[i]):
            return None
    return None


def _past_adverbs(page: Page, at: int, limit: int) -> int | None:
    """The position of the "that" behind adverbs only: "said only that"."""
    words = page.words
    while at < limit and (is_adverb(words[at].low) or words[at].low in ("not", "only")):
        at += 1
    return at if at < limit and words[at].low == "that" and not _relative(page, at, limit) else None


def _that_follows(page: Page, at: int, limit: int) -> bool:
    """Whether the "that" of the content is here, or behind the comma here."""
    words = page.words
    if words[at].text == ",":
        behind = at + 1 < limit and words[at + 1].low == "that"
        return behind and not _relative(page, at + 1, limit)
    pointing = words[at - 1].low in PREPOSITIONS - {"by", "in", "on"}  # "after that"
    return words[at].low == "that" and not pointing and not _relative(page, at, limit)


def _ends(page: Page, at: int, limit: int, *, clause: bool) -> bool:
    """Whether an adverbial cannot go on here: at a mark, a question word, a verb of the main
    clause."""
    word = page.words[at]
    if word.text == ",":
        return day_phrase(page, at + 1, limit) == at + 1
    if word.quote >= 0 or word.text in PUNCTUATION - {"."}:
        return True
    if word.low in WH:
        return word.low != "when"
    if clause or word.capital or not is_finite(word):
        return False
    noun = any(cue.lemma in NOUNS for cue in cues().get(word.low, ()))  # "giving details"
    return not noun and page.words[at - 1].low not in DETERMINERS | {"to"}


def _relative(page: Page, that: int, limit: int) -> bool:
    """Whether "that" is the subject of a relative clause, or only points: "the war that ended",
    "after that"."""
    if that + 1 >= limit:
        return True
    after = page.words[that + 1]
    return (is_finite(after) and not after.capital) or (
        after.low.endswith("ed") and after.text.islower()
    )

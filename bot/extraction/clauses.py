"""The end of a content: the end of the sentence, or the place where another attribution begins."""

from __future__ import annotations

from bot.extraction.complement_words import BACKGROUND
from bot.extraction.cues import Form, cues
from bot.extraction.page import Page
from bot.extraction.vocabulary import DASHES, is_adverb

LONGEST = 250  # words that one paraphrase may have


def clause_end(page: Page, first: int, stop: int, *, coordinated: bool = True) -> int:
    """The position after the content that begins at `first`: the end of the sentence, or the
    place where another attribution begins."""
    words = page.words
    i = first
    limit = min(stop, first + LONGEST)
    while i < limit:
        word = words[i]
        if word.quote >= 0:
            i = min(page.quote_end(i), stop)
            limit = max(limit, i)
            if _comma_inside(page, i - 1) and i < stop and _breaks_at(page, i - 1, stop):
                break
            continue
        if i > first:
            if word.text in (",", *DASHES) and _breaks_at(page, i, stop):
                break
            if word.text == ";" or (word.low == "nor" and _that(page, i + 1, stop)):
                break
            if coordinated and word.low in ("and", "but") and _another_cue(page, i + 1, stop):
                break
        i += 1
    while (
        i > first
        and words[i - 1].text in (".", ",", "!", "?", "…", "--", "—", "–")
        and (words[i - 1].quote < 0)
    ):
        i -= 1
    return i


def _that(page: Page, at: int, stop: int) -> bool:
    return at < stop and page.words[at].low == "that"


def _comma_inside(page: Page, at: int) -> bool:
    """Whether a quotation that ends here has its comma before the closing mark."""
    quote = page.words[at].quote
    return quote < 0 or page.text[page.quotations[quote].inner[1] - 1] == ","


def _breaks_at(page: Page, comma: int, stop: int) -> bool:
    """Whether "according to", "saying that", "he said" or "but" follows this comma."""
    words = page.words
    i = comma + 1
    if i >= stop:
        return True
    if words[i].quote >= 0:
        return False
    low = words[i].low
    if low == "according" or low == "per":
        return True
    while i < stop and (is_adverb(words[i].low) or words[i].low == "and"):
        i += 1
    if i >= stop:
        return False
    entries = cues().get(words[i].low)
    if entries and any(
        c.form is Form.ING and (c.frames & set("sqo") or c.lemma == "cite") for c in entries
    ):
        return True
    if low == "with" and _absolute(page, i, stop):
        return True
    if low in ("but", "while", "although", "though", "whereas"):
        return True
    if low == "and" and _another_cue(page, comma + 2, stop):
        return True
    return low in BACKGROUND


def _absolute(page: Page, at: int, stop: int) -> bool:
    """Whether another speaker begins here: "with its spokesman, Jan Ek, claiming"."""
    for word in page.words[at : min(stop, at + 16)]:
        if word.quote >= 0 or word.text in ".;":
            return False
        if word.low == "having":
            return True
        entries = cues().get(word.low, ())
        if any(c.form is Form.ING and c.frames & set("sq") for c in entries):
            return True
    return False


def _another_cue(page: Page, at: int, stop: int) -> bool:
    """Whether a second cue of the same subject begins here: "and warns that"."""
    words = page.words
    i = at
    while i < stop and (
        is_adverb(words[i].low) or words[i].low in ("has", "have", "had", "also", "then")
    ):
        i += 1
    if i + 1 >= stop or words[i].quote >= 0:
        return False
    entries = cues().get(words[i].low)
    if not entries or not any(c.form in (Form.PRESENT, Form.PAST) for c in entries):
        return False
    after = words[i + 1].low
    if after in ("that", ":") or page.opens(i + 1):
        return True
    if any("o" in c.frames and "i" in c.frames for c in entries):
        return True  # "and urged them to"
    return words[i].low in ("said", "says", "told") or any(
        c.particle == after and c.form in (Form.PRESENT, Form.PAST) for c in entries
    )

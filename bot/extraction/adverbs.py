"""Passages whose sentence names no source: something is "reportedly" so, or "is believed" to be."""

from __future__ import annotations

from collections.abc import Sequence

from bot.extraction.clauses import clause_end
from bot.extraction.complement_words import IMPERSONAL
from bot.extraction.draft import Pattern
from bot.extraction.found import Found
from bot.extraction.page import Page
from bot.extraction.verbs import has_clause
from bot.extraction.vocabulary import ADVERBS_WITHOUT_SOURCE

_LONGEST_BEFORE = 60  # words


def _impersonal(page: Page, at: int, stop: int) -> bool:
    """Reads "it is believed that", "is said to have"."""
    words = page.words
    if words[at].low not in IMPERSONAL or at < 2 or at + 2 >= stop:
        return False
    if words[at - 1].low not in ("is", "are", "was", "were"):
        return False
    after = words[at + 1].low
    return (after == "that" and words[at - 2].low == "it") or after == "to"


def unattributed(page: Page, found: Sequence[Found]) -> list[Found]:
    """Clauses with "reportedly", in sentences in which no speaker was found."""
    taken = {one.sentence for one in found}
    more: list[Found] = []
    for number, sentence in enumerate(page.sentences):
        if number in taken:
            continue
        for at in range(sentence.first, sentence.last):
            word = page.words[at]
            if word.quote >= 0 or not (
                word.low in ADVERBS_WITHOUT_SOURCE or _impersonal(page, at, sentence.last)
            ):
                continue
            first = at
            while (
                first > max(sentence.first, at - _LONGEST_BEFORE)
                and page.words[first - 1].text not in ";:"
            ):
                first -= 1
            while first < at and page.words[first].low in ("but", "and", "however", "yet", ","):
                first += 1
            last = clause_end(page, at, sentence.last)
            if has_clause(page, first, last):
                if page.words[first].low == "it" and page.words[at + 1].low == "that":
                    first = at + 2  # "it is believed that"
                if first >= last:
                    break
                more.append(
                    Found(Pattern.ADVERB, "adverb", [(first, last)], number, None, (at, at + 1))
                )
            break
    return more

"""Sayings as nouns: "Roe's claim that …", "her warning that …"."""

from __future__ import annotations

from bot.extraction.clauses import clause_end
from bot.extraction.complement_words import POSSESSIVES, SAYINGS, TAKING_BACK
from bot.extraction.found import Found, pattern_of
from bot.extraction.page import Page
from bot.extraction.phrases import Kind, Subject
from bot.extraction.vocabulary import DETERMINERS

_BEFORE = 4  # words between the possessor and the noun: "Roe's repeated public claim"


def sayings(page: Page) -> list[Found]:
    """The passages made of a possessor, a noun and "that", outside quotations."""
    words = page.words
    found: list[Found] = []
    for number, sentence in enumerate(page.sentences):
        for at in range(sentence.first + 1, sentence.last - 3):
            if words[at].low not in SAYINGS or words[at].quote >= 0:
                continue
            if words[at + 1].low != "that":
                continue
            subject = _possessor(page, at, sentence.first)
            if subject is None or words[max(subject.first - 1, 0)].low in TAKING_BACK:
                continue
            last = clause_end(page, at + 2, sentence.last)
            if last - at > 4:
                content = (at + 2, last)
                found.append(
                    Found(
                        pattern_of(page, *content),
                        "noun",
                        [content],
                        number,
                        subject,
                        (at, at + 1),
                        lemma=words[at].low.removesuffix("s"),
                    )
                )
    return found


def _possessor(page: Page, at: int, low: int) -> Subject | None:
    words = page.words
    for i in range(at - 1, max(low, at - 1 - _BEFORE) - 1, -1):
        if words[i].quote >= 0:
            return None
        if words[i].low in POSSESSIVES:
            return Subject(i, i + 1, Kind.PRONOUN, (i, i + 1))
        if words[i].low.endswith(("'s", "s'")):
            first = i
            while first > low and words[first - 1].capital and words[first].capital:
                first -= 1
            if first > low and words[first - 1].low in DETERMINERS:
                first -= 1
            kind = Kind.NAME if words[i].capital else Kind.NOUN
            return Subject(first, i + 1, kind, (first, i + 1))
        if not words[i].text.isalpha():
            return None
    return None

"""Passages with "according to": the source follows it, the content comes before or after."""

from __future__ import annotations

from bot.extraction.clauses import clause_end
from bot.extraction.draft import Pattern
from bot.extraction.following import phrase_after
from bot.extraction.found import MOST_IN_SENTENCE, Found, Range, without_end
from bot.extraction.page import Page
from bot.extraction.phrases import Subject
from bot.extraction.preceding import clause_start
from bot.extraction.sentences import Sentence


def according(page: Page, number: int, sentence: Sentence) -> list[Found]:
    words = page.words
    low, stop = sentence.first, without_end(page, sentence)
    found: list[Found] = []
    for at in range(low, stop - 2):
        if len(found) >= MOST_IN_SENTENCE:
            break
        if words[at].quote >= 0:
            continue
        if words[at].low == "according" and words[at + 1].low == "to":
            last = at + 2
        elif words[at].low == "per" and at > low and words[at - 1].text == ",":
            last = at + 1
        else:
            continue
        subject = phrase_after(page, last, stop)
        if subject is None:
            continue
        content = _according_content(page, at, subject, low, stop)
        if content is None:
            continue
        found.append(
            Found(
                Pattern.ACCORDING_TO,
                "according_" + ("after" if content[0] > at else "before"),
                [content],
                number,
                subject,
                (at, last),
                None,
                "according",
            )
        )
    return found


def _according_content(page: Page, at: int, subject: Subject, low: int, stop: int) -> Range | None:
    words = page.words
    i = at - 1
    while i >= low and words[i].low in ("and", "but", ",", "also"):
        i -= 1
    if i < low:
        first = subject.last
        while first < stop and words[first].text != ",":
            first += 1
        if first + 1 >= stop:
            return None
        return first + 1, clause_end(page, first + 1, stop)
    last = i + 1
    start = clause_start(page, i, low)
    for j in range(i, start, -1):
        # a new main clause: ", but the plant was closed, according to"
        if words[j].text == "," and words[j].quote < 0 and words[j + 1].low in ("but", "while"):
            start = j + 2
            break
    return (start, last) if last - start > 1 else None

"""Passages of others inside a passage: "“Officials said on Monday that …,” the paper writes"."""

from __future__ import annotations

from dataclasses import replace

from bot.extraction.finding import by_verbs
from bot.extraction.found import Found, Range
from bot.extraction.page import Page
from bot.extraction.phrases import Kind, Subject
from bot.extraction.sentences import Sentence


def inside(page: Page, outer: Found) -> list[Found]:
    """The passages inside the quotations of an outlet's passage; positions are those of the
    whole page."""
    found: list[Found] = []
    for first, last in outer.content:
        quote = page.words[first].quote
        if quote < 0 or page.ranges[quote] != (first, last):
            continue
        base = first + 1
        words = [replace(w, quote=-1) for w in page.words[base : last - 1]]
        if words and words[-1].text == ",":
            words.pop()
        if not words:
            continue
        part = replace(
            page, words=words, sentences=[Sentence(0, len(words), 0)], ranges=[], quotations=[]
        )
        for one in by_verbs(part, 0, part.sentences[0]):
            if one.subject is None or one.subject.kind is Kind.PRONOUN:
                continue
            found.append(_moved(one, base, outer.sentence))
    return found


def _moved(one: Found, base: int, sentence: int) -> Found:
    def move(r: Range) -> Range:
        return r[0] + base, r[1] + base

    subject = one.subject
    return Found(
        one.pattern,
        one.how,
        [move(r) for r in one.content],
        sentence,
        Subject(subject.first + base, subject.last + base, subject.kind, move(subject.core))
        if subject
        else None,
        move(one.cue) if one.cue else None,
        replace(
            one.group,
            at=one.group.at + base,
            first=one.group.first + base,
            last=one.group.last + base,
        )
        if one.group
        else None,
        one.lemma,
        one.shared,
        nested=True,
        marks=one.marks,
    )

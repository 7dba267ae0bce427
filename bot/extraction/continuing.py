"""Quotations that go on: "…," she said. "…", and from paragraph to paragraph."""

from __future__ import annotations

from bot.extraction.draft import Pattern
from bot.extraction.found import Found
from bot.extraction.page import Page


def continue_quotations(page: Page, found: list[Found]) -> None:
    """Give what is quoted on after "he said." to who was quoted just before."""
    covering: list[Found | None] = [None] * len(page.quotations)
    for one in found:
        for first, last in one.content:
            for at in (first, last - 1):
                if page.words[at].quote >= 0:
                    covering[page.words[at].quote] = covering[page.words[at].quote] or one
    sentence_of = {s.first: n for n, s in enumerate(page.sentences)}
    by_sentence = {one.sentence: one for one in found if one.how != "adverb"}
    last_one: Found | None = None
    for number, quotation in enumerate(page.quotations):
        owner = covering[number]
        if owner is not None:
            if owner.how.startswith(("before_quote", "quote", "colon", "before_mixed")):
                last_one = owner
            else:
                quotes = owner.group is None or "q" in owner.group.cue.frames
                last_one = owner if quotes and owner.pattern is not Pattern.INDIRECT else last_one
            continue
        first, last = page.ranges[number]
        if last_one is None or last - first < 4 or quotation.single:
            continue
        if first not in sentence_of:
            continue
        before = page.words[first - 1].quote if first else -1
        spoke = by_sentence.get(sentence_of[first] - 1)
        if spoke is not None and spoke is not last_one and spoke.subject is not None:
            spoken_in = page.sentences[spoke.sentence].paragraph
            if spoken_in == quotation.paragraph and last - first > 6:
                if spoke.how.startswith("before_"):
                    spoke.content.append((first, last))
                    spoke.how += "_more"
                    last_one = covering[number] = spoke
                    continue
                continue  # perhaps the same speaker's, perhaps the next one's
        last_paragraph = page.sentences[last_one.sentence].paragraph
        same = quotation.paragraph == last_paragraph
        goes_on = (
            before == number - 1
            and before >= 0
            and page.quotations[before].goes_on
            and (covering[before] is last_one)
        )
        if same or goes_on:
            last_one.content.append((first, last))
            covering[number] = last_one
            last_one.how = last_one.how if "_more" in last_one.how else last_one.how + "_more"

"""Posts and transcripts in a text: the author is named behind the words, or before a colon."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from bot.extraction.draft import Pattern
from bot.extraction.found import Found
from bot.extraction.noise import SIGNATURE
from bot.extraction.page import Page
from bot.extraction.phrases import Kind, Subject
from bot.extraction.sentences import Word
from bot.extraction.vocabulary import DASHES

_MARKED_UP = re.compile(r"<tweet\b[^<>]{0,300}\bauthor=\"(?P<who>[^\"<>]{1,60})\"[^<>]{0,300}>")
_LABEL_WORDS = 6


def posts(page: Page) -> list[Found]:
    """Posts with the signature that an embedded one leaves: "text — Name (@handle) Month 5,
    2024"."""
    starts = [word.start for word in page.words]
    found: list[Found] = []
    begin = 0
    for number, (start, end) in enumerate(page.paragraphs):
        m = SIGNATURE.match(page.text, start, end)
        if m is not None and number:
            first = bisect_left(starts, begin)
            dash = bisect_left(starts, m.start("dash"))
            who = bisect_left(starts, m.start("who")), bisect_left(starts, m.end("who"))
            begin = m.end()
            if dash - first < 3 or who[0] >= who[1] or _enclosed(page, dash):
                continue
            one = Found(
                Pattern.POST,
                "post",
                [(first, dash)],
                _sentence_of(page, who[0]),
                Subject(*who, Kind.NAME, who),
                (dash, dash + 1),
                lemma="post",
            )
            if m["when"]:
                one.when = m.span("when")
            found.append(one)
        begin = start
    for m in _MARKED_UP.finditer(page.text):
        close = page.text.find("</tweet>", m.end(), m.end() + 1_000)
        first, last = bisect_left(starts, m.end()), bisect_left(starts, close)
        who = bisect_left(starts, m.start("who")), bisect_left(starts, m.end("who"))
        if close > 0 and last - first > 2 and who[0] < who[1]:
            found.append(
                Found(
                    Pattern.POST,
                    "post",
                    [(first, last)],
                    _sentence_of(page, who[0]),
                    Subject(*who, Kind.NAME, who),
                    lemma="post",
                )
            )
    return found


def signed(page: Page) -> list[Found]:
    """Quotations with the speaker's name behind a dash: "“…” — Jane Roe"."""
    found: list[Found] = []
    for quote, (first, last) in enumerate(page.ranges):
        if last - first < 5 or last + 1 >= len(page.words) or page.words[last].text not in DASHES:
            continue
        end = last + 1
        paragraph_end = page.paragraphs[page.quotations[quote].paragraph][1]
        while (
            end < len(page.words)
            and end - last <= _LABEL_WORDS
            and page.words[end].start < paragraph_end
            and _of_name(page.words[end])
        ):
            end += 1
        over = end >= len(page.words) or page.words[end].start >= paragraph_end
        if end > last + 1 and (over or page.words[end].text in ".,"):
            found.append(
                Found(
                    Pattern.DIRECT,
                    "signed",
                    [(first, last)],
                    _sentence_of(page, last),
                    Subject(last + 1, end, Kind.NAME, (last + 1, end)),
                    (last, last + 1),
                    lemma="signed",
                )
            )
    return found


def _enclosed(page: Page, at: int) -> bool:
    return at >= len(page.words) or page.words[at].quote >= 0


def _sentence_of(page: Page, at: int) -> int:
    return max(bisect_right(page.sentences, at, key=lambda s: s.first) - 1, 0)


def labelled(page: Page) -> list[Found]:
    """The words behind a name in a headline "Roe: text", or the turns of a transcript "ROE:
    text"."""
    starts = [word.start for word in page.words]
    turns: list[Found] = []
    for number, (begin, end) in enumerate(page.paragraphs):
        first, stop = bisect_left(starts, begin), bisect_left(starts, end)
        if first < stop and page.words[first].text in '"“':
            first += 1
        colon = next(
            (i for i in range(first, min(stop, first + _LABEL_WORDS)) if page.words[i].text == ":"),
            None,
        )
        if colon is None or colon == first or stop - colon < 4:
            continue
        label = page.words[first:colon]
        if not all(_of_name(word) for word in label):
            continue
        shouted = all(word.text.isupper() for word in label)
        quoted = page.opens(colon + 1)
        if number > 0 and not shouted and not quoted:
            continue
        if quoted:
            stop = page.quote_end(colon + 1)
        last = stop
        while not quoted and last > colon + 1 and page.words[last - 1].text in '."”':
            last -= 1
        turn = shouted and number > 0
        turns.append(
            Found(
                Pattern.DIRECT if turn or quoted else Pattern.INDIRECT,
                "turn" if turn else "colon" if quoted else "headline",
                [(colon + 1, last)],
                _sentence_of(page, first),
                Subject(first, colon, Kind.NAME, (first, colon)),
                (colon, colon + 1),
                lemma=":",
            )
        )
    spoken = [t for t in turns if t.how == "turn"]
    return turns if len(spoken) > 2 else [t for t in turns if t.how != "turn"]


def _of_name(word: Word) -> bool:
    return word.capital or word.low in ("of", "the", "de", "van", "and")

"""A document's text prepared for reading: words, quotations, paragraphs and sentences."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.extraction.cues import quoting
from bot.extraction.draft import Span
from bot.extraction.noise import noise, without_signatures
from bot.extraction.quotes import Quotation, mark_words, quotations
from bot.extraction.sentences import Sentence, Word, paragraphs, sentences, words_of
from bot.extraction.source_names import key_of


@dataclass(frozen=True, slots=True)
class Page:
    """A text's parts, all by position; a Word's `quote` is an index into `quotations`.

    `outlets` has the keys of names that are known to be outlets'.
    """

    text: str
    words: list[Word]
    quotations: list[Quotation]
    sentences: list[Sentence]
    paragraphs: list[Span]
    ranges: list[tuple[int, int]]
    """The positions of each quotation's words, including its marks."""
    outlets: frozenset[str] = frozenset()

    def span(self, first: int, last: int) -> Span:
        """The offsets of the words from `first` to before `last`."""
        return self.words[first].start, self.words[last - 1].end

    def written(self, first: int, last: int) -> str:
        """The text from the word `first` to before `last`, in one line."""
        start, end = self.span(first, last)
        return " ".join(self.text[start:end].split())

    def opens(self, at: int) -> bool:
        """Whether a quotation begins at this word."""
        quote = self.words[at].quote
        return quote >= 0 and (at == 0 or self.words[at - 1].quote != quote)

    def closes(self, at: int) -> bool:
        """Whether a quotation ends with this word."""
        quote = self.words[at].quote
        return quote >= 0 and (at + 1 == len(self.words) or self.words[at + 1].quote != quote)

    def quote_end(self, at: int) -> int:
        """The position after the quotation that this word is in."""
        return self.ranges[self.words[at].quote][1]


def page(text: str, outlets: Collection[str] = ()) -> Page:
    """Divides a text into its parts; `outlets` are names of outlets."""
    spans = paragraphs(text)
    skipped = noise(text, spans)
    words = words_of(text, skipped)
    spans = without_signatures(text, spans)
    found = quotations(text, spans)
    mark_words(words, found)
    ranges = [(0, 0)] * len(found)
    for at, word in enumerate(words):
        if word.quote >= 0:
            first = ranges[word.quote][0] if ranges[word.quote][1] else at
            ranges[word.quote] = (first, at + 1)
    told = sentences(words, spans, quoting())
    known = frozenset(map(key_of, outlets))
    return Page(text, words, found, told, spans, ranges, known)

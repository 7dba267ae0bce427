"""The words of a sentence: their spans, their stems, and whether they carry meaning.

The index splits and stems in the same way (`analyzer`), so that a stem found here is a term there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import tantivy

from bot.language.stopwords import MORE_STOPWORDS

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `text[start:end]` of its sentence, code points, end-exclusive."""

    text: str
    start: int
    end: int
    lower: str
    stem: str

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order, split as the index splits: at everything but letters and
    digits."""
    return tuple(
        Token(m[0], m.start(), m.end(), m[0].lower(), stem(m[0])) for m in _WORD.finditer(text)
    )


@cache
def analyzer() -> tantivy.TextAnalyzer:
    """Lower case, without accents, English stems (Snowball): the index's `body` field."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The index term of one word; the word in lower case if the index keeps no term for it."""
    terms: list[str] = analyzer().analyze(word)
    return terms[0] if len(terms) == 1 else word.lower()


@lru_cache(maxsize=8_192)
def is_stopword(lower: str) -> bool:
    """Whether a word ("the", "of", "have") says nothing about what a claim is about."""
    return (
        (len(lower) == 1 and lower.isascii())
        or lower in MORE_STOPWORDS
        or not _stop().analyze(lower)
    )


@cache
def _stop() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.stopword("english"))
        .build()
    )

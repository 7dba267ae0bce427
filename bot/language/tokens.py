"""Words of a sentence: their spans, stems and whether they carry meaning.

The index splits and stems in the same way (`analyzer`), so that a stem found here is a term there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import tantivy

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
    """The words of a text in order, split where the index splits (anything but letters, digits)."""
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
    """The index term of one word; the word itself in lower case where the index keeps none."""
    terms: list[str] = analyzer().analyze(word)
    return terms[0] if len(terms) == 1 else word.lower()


@lru_cache(maxsize=8_192)
def is_stopword(lower: str) -> bool:
    """Whether a word ("the", "of", "have") says nothing about what a claim is about."""
    return (
        (len(lower) == 1 and lower.isascii())
        or lower in _MORE_STOPWORDS
        or not _stop().analyze(lower)
    )


@cache
def _stop() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.stopword("english"))
        .build()
    )


# Auxiliaries, pronouns and particles that tantivy's short list leaves out.
_MORE_STOPWORDS = frozenset(
    """about above after again against all already also although always am among an any anybody
    anyone anything are aren around as at be became because been before being below between both
    but by can cannot could couldn did didn do does doesn doing don down during each either else
    even ever every few for from further had hadn has hasn have haven having he her here hers
    herself him himself his how however i if in inside into is isn it its itself just ll many
    may me might more most much must my myself near neither never no nobody none nor nothing not now
    of off on once one only
    onto or other our ours ourselves out over own per quite rather re really said same say
    saying says shall she should shouldn since so some still such than that the their theirs
    them themselves then there these they this those though through thus to too toward towards
    under until up upon us ve very via was wasn we were weren what when where whether which
    while who whom whose why will with within without would wouldn yet you your yours
    yourself yourselves""".split()
)

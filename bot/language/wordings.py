"""Whether a text says a word or a phrase that a person looks for, in whatever form of the word.

Case, accents and endings make no difference ("explosions" finds "explosion"). In languages without
spaces between words, a word is found wherever its characters come in a row.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import tantivy

from bot.language.foreign import tagged_stems
from bot.language.languages import ENGLISH, UNKNOWN, codes, language
from bot.language.tokens import analyzer

Form = tuple[str, ...]
"""Terms of the index that a claim has to have all of."""


@lru_cache(maxsize=4_096)
def forms(phrase: str) -> tuple[Form, ...]:
    """The forms in which the index may hold a phrase: one for English and for names, and one for
    each other language."""
    found = [tuple(_stems(phrase)), *(tagged_stems(phrase, code) for code in codes())]
    return tuple(dict.fromkeys(form for form in found if form))


def says(text: str, phrase: str) -> bool:
    """Whether a text has the words of a phrase in a row, in whatever form."""
    if _in_a_row(_stems(phrase), _stems(text)):
        return True
    code = language(text)
    return code != ENGLISH and _in_a_row(tagged_stems(phrase, code), tagged_stems(text, code))


def is_called(name: str, phrase: str) -> bool:
    """As `says`, for a name of a person, body, place or topic: its language makes no difference."""
    if _in_a_row(_stems(phrase), _stems(name)):
        return True
    return not name.isascii() and _in_a_row(
        tagged_stems(phrase, UNKNOWN), tagged_stems(name, UNKNOWN)
    )


def beginnings(word: str) -> tuple[str, ...]:
    """How a term of the index may begin for a word of which only the beginning is typed so far, the
    longest first: of "explosi" the term is "explos"."""
    typed = _folded(word)
    return tuple(typed[:size] for size in range(len(typed), max(_SHORTEST, len(typed) - 4) - 1, -1))


def begins_in(text: str, word: str) -> bool:
    """Whether a word of the text begins with a word that is being typed."""
    typed = _folded(word)
    return bool(typed) and any(one.startswith(typed) for one in map(_folded, _WORD.findall(text)))


_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 2


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    """The last run of letters and digits of a word, in lower case and without accents."""
    runs = _plain_words().analyze(word)
    return runs[-1] if runs else ""


@cache
def _plain_words() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


@lru_cache(maxsize=65_536)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(analyzer().analyze(text))


def _in_a_row(words: tuple[str, ...], text: tuple[str, ...]) -> bool:
    size = len(words)
    if size < 2:  # the most, and much faster so
        return size == 1 and words[0] in text
    return any(text[at : at + size] == words for at in range(len(text) - size + 1))

"""Whether a text says a word or a phrase that a person looks for, in whatever form of the word.

Case, accents and endings make no difference ("explosions" finds "explosion"). In languages without
spaces between words, a word is found wherever its characters come in a row.
"""

from __future__ import annotations

from functools import lru_cache

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


@lru_cache(maxsize=65_536)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(analyzer().analyze(text))


def _in_a_row(words: tuple[str, ...], text: tuple[str, ...]) -> bool:
    size = len(words)
    if size < 2:  # the most, and much faster so
        return size == 1 and words[0] in text
    return any(text[at : at + size] == words for at in range(len(text) - size + 1))

"""Common words: a single one of them names no person when it is found in a text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_LANGUAGES = (
    "Arabic Danish Dutch French German Italian Portuguese Russian Spanish Ukrainian".split()
)

_TABLE = Path(__file__).with_name("common_words.txt")

# How people address those who speak to them in confidence; rare in the texts from which the table
# was counted.
_OF_SOURCES = frozenset(
    "anonymous confidant insider leaker mole pseudonym source sources tipster whistleblower".split()
)


def is_common(word: str) -> bool:
    """Whether a word is a common one, in any case: in English by WordNet's counts, in other
    languages by jusText's stop words. A single letter is common."""
    small = word.casefold()
    return len(small) < 2 or small in _OF_SOURCES or small in _english() or small in _others()


def is_common_in_english(lower: str) -> bool:
    """Whether a word in lower case is a common English one, by WordNet's counts."""
    return lower in _english()


@cache
def _english() -> frozenset[str]:
    lines = _TABLE.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _others() -> frozenset[str]:
    """The stop words of languages other than English. Only jusText's short lists are used: the
    longer ones, counted from Wikipedia, are full of names."""
    import justext  # takes 0.1 s, and only desks with confidential sources need it

    return frozenset(word for one in _LANGUAGES for word in justext.get_stoplist(one))

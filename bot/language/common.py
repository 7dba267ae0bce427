"""Words that anybody writes every day, and that therefore name nobody when they are alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_LANGUAGES = (
    "Arabic Danish Dutch French German Italian Portuguese Russian Spanish Ukrainian".split()
)

_TABLE = Path(__file__).with_name("common_words.txt")

# What people call those who speak to them in confidence; hardly written in the texts that the
# table is counted from.
_OF_SOURCES = frozenset(
    "anonymous confidant insider leaker mole pseudonym source sources tipster whistleblower".split()
)


def is_common(word: str) -> bool:
    """Whether a word, in whatever case, is a common one: of English by WordNet's counts, of other
    languages by the stop words that jusText has. A single letter is."""
    small = word.casefold()
    return len(small) < 2 or small in _OF_SOURCES or small in _english() or small in _others()


@cache
def _english() -> frozenset[str]:
    lines = _TABLE.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _others() -> frozenset[str]:
    """Of more languages: jusText's longer lists, counted from Wikipedia, are full of names."""
    import justext  # takes a tenth of a second, and only desks with confidential sources need it

    return frozenset(word for one in _LANGUAGES for word in justext.get_stoplist(one))

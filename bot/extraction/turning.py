"""Finds words that turn the sense of a content, in a range of words or in a text.

The vocabulary is in `turning_words`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.extraction.sentences import Word, words_of
from bot.extraction.turning_words import (
    BEFORE_NUMBERS,
    OF_CONTENT,
    PHRASES,
    SAME_WITHOUT,
    all_single,
)
from bot.language.numbers.number_words import NUMBER_WORDS

_Phrases = Mapping[str, Sequence[tuple[str, ...]]]


def _by_first(phrases: Sequence[tuple[str, ...]]) -> _Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return found


_SINGLE = frozenset(all_single())
_TURNING, _SAME = _by_first(PHRASES), _by_first(SAME_WITHOUT)
_NUMBERS = NUMBER_WORDS | frozenset(
    "hundreds thousands millions billions dozens scores half third quarter".split()
)


_LOOK_AHEAD = 4  # words


def turning(words: Sequence[Word], first: int, last: int) -> list[int]:
    """The positions in `words[first:last]` of words that turn, limit, round or weaken the sense.

    The words behind `last` are looked at, too: the "about" of "about 300" rounds its number, even
    if the range ends between the two.
    """
    found: list[int] = []
    at, end = max(first, 0), min(last + _LOOK_AHEAD, len(words))
    while at < last:
        length = turns(words, at, end)
        if length:
            found.append(at)
        at += length or _harmless(words, at, end) or 1
    return found


def turns(words: Sequence[Word], at: int, last: int) -> int:
    """How many words from `at` on turn the sense; 0 for none. "May" the month and "Will" the
    name do not."""
    word = words[at]
    if _harmless(words, at, last):
        return 0
    if length := _phrase(words, at, last, _TURNING):
        return length
    if word.low in _SINGLE or word.low.endswith("n't"):
        return 0 if word.low in ("may", "will") and word.capital else 1
    return 1 if word.low in BEFORE_NUMBERS and _number_after(words, at + 1, last) else 0


def opens_content(words: Sequence[Word], at: int, last: int) -> bool:
    """Whether a word behind a cue belongs to the content, not to the saying."""
    return bool(turns(words, at, last) or _harmless(words, at, last)) or words[at].low in OF_CONTENT


def lost(whole: str, kept: str) -> tuple[str, ...]:
    """The turning words that occur less often in `kept` than in `whole`, in lower case, sorted."""
    return tuple(sorted((_counted(whole) - _counted(kept)).elements()))


def is_number(word: Word) -> bool:
    """Whether a word is a number, in digits or in letters."""
    return word.text[0].isdecimal() or word.low.split("-")[0] in _NUMBERS


def _counted(text: str) -> Counter[str]:
    words = words_of(text)
    return Counter(_alike(words[at].low) for at in turning(words, 0, len(words)))


def _alike(low: str) -> str:
    return "not" if low.endswith("n't") or low == "cannot" else low


def _harmless(words: Sequence[Word], at: int, last: int) -> int:
    return _phrase(words, at, last, _SAME)


def _phrase(words: Sequence[Word], at: int, last: int, by_first: _Phrases) -> int:
    """The number of words of the phrase in `by_first` that begins here; 0 for none."""
    for phrase in by_first.get(words[at].low, ()):
        stop = at + len(phrase)
        if stop <= last and tuple(word.low for word in words[at:stop]) == phrase:
            return len(phrase)
    return 0


def _number_after(words: Sequence[Word], at: int, last: int) -> bool:
    while at < last and words[at].low in ("$", "£", "€", "a", "the", "to", "us"):
        at += 1
    return at < last and is_number(words[at])

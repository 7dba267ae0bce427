"""Marks of how sure or done something is, and the words of a sentence in which they are found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.assertion_words import ADVERBS, AUXILIARIES, NO_ADVERBS, Levels
from bot.language.lexicon import is_only_noun
from bot.language.tokens import Token, is_stopword


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: tokens `first` to `last`, inclusive, and the indices of the tokens it is about.

    With `whole`, `about` is a stretch of the sentence ("it is unclear whether …"). Otherwise it is
    the verb; behind a noun, the words that may be the verb, likeliest first. `levels` are those
    that the mark can mean. It is empty for "to" and a verb behind an unknown word ("begged to
    resign"). `aside`: the mark is in a subordinate or inverted clause.
    """

    levels: Levels
    first: int
    last: int
    about: tuple[int, ...]
    whole: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of a text. `taken`: indices of the tokens inside figures and dates."""

    text: str
    tokens: Sequence[Token]
    taken: frozenset[int]

    def lower(self, at: int) -> str:
        """A token in lower case; empty outside of the text."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def stem(self, at: int) -> str:
        """The stem of a token; empty outside of the text."""
        return self.tokens[at].stem if 0 <= at < len(self.tokens) else ""


@dataclass(frozen=True, slots=True)
class Words(Sentence):
    """The words of a sentence, with its clauses.

    `breaks`: indices of the tokens before which a clause ends. `titled`: most words have a capital,
    as in a headline, so that capitals say nothing.
    """

    breaks: frozenset[int]
    titled: bool

    def clause_end(self, at: int) -> int:
        """The index after the last token of the clause that contains token `at`."""
        return next((i for i in range(at + 1, len(self.tokens)) if i in self.breaks), self.size)

    @property
    def size(self) -> int:
        return len(self.tokens)

    def says(self, at: int) -> bool:
        """Whether a token says something by itself."""
        return at not in self.taken and not is_stopword(self.tokens[at].lower)


_BREAK = re.compile(r"[,;:.!?()–—]")


def words_of(text: str, tokens: Sequence[Token], taken: frozenset[int]) -> Words:
    """The words of a sentence. `taken`: indices of the tokens inside figures and dates."""
    breaks = frozenset(
        i for i in range(1, len(tokens)) if _BREAK.search(text, tokens[i - 1].end, tokens[i].start)
    )
    return Words(text, tokens, taken, breaks, _titled(tokens))


def _titled(tokens: Sequence[Token]) -> bool:
    long = [t for t in tokens if len(t.text) > 3]
    return len(long) > 2 and sum(t.capital for t in long) > _MOSTLY * len(long)


_MOSTLY = 0.8


_FARTHEST = 8
"""Words behind a mark in which its verb is looked for."""


def verb_behind(words: Words, at: int) -> tuple[int, ...]:
    """The index of the first word from `at` on that carries meaning, behind auxiliaries and
    adverbs. If it leads to another verb ("be forced to close"), that verb's index comes too. Empty
    if there is none."""
    fallback: tuple[int, ...] = ()
    for i in range(at, min(at + _FARTHEST, words.clause_end(at - 1))):
        lower = words.lower(i)
        if lower == "to" and words.lower(i - 1) == "be":
            return ()  # "the answer would be to close it"
        if i in words.taken:
            continue
        if is_adverb(lower) and i + 1 < words.clause_end(at - 1):
            fallback = fallback or (i,)
            continue
        if lower in AUXILIARIES or lower in ADVERBS or is_stopword(lower):
            continue
        if words.tokens[i].capital and not words.titled:
            return (i,) if words.lower(i - 1) in _LEADING else ()  # "will be Ida Holm"
        if words.lower(i + 1) == "to" and i + 2 < words.size and is_infinitive(words, i + 2):
            return (i, *verb_behind(words, i + 2))
        return (i,)
    return fallback


_LEADING = frozenset("in at on from with near inside to the".split())


def deeds_behind(words: Words, at: int) -> tuple[int, ...]:
    """The index of the next word if it ends in "-ing". Otherwise up to three words that may name a
    deed, before the next verb; names are left out."""
    if words.lower(at).endswith("ing"):
        return (at,)
    found: list[int] = []
    for i in range(at, min(at + _FARTHEST, words.clause_end(at - 1))):
        if words.lower(i) in _HELPS:
            break
        if words.says(i) and (not words.tokens[i].capital or words.titled):
            found.append(i)
    return tuple(found[:3])


_HELPS = frozenset("is are was were be been has have had will would".split())


def is_adverb(lower: str) -> bool:
    """Whether a lower-case word is, by its ending, an adverb of manner."""
    return lower.endswith("ly") and len(lower) > 4 and lower not in NO_ADVERBS


def said_between(words: Words, first: int, end: int) -> tuple[int, ...]:
    """The indices of the tokens from `first` to before `end` that carry meaning."""
    return tuple(i for i in range(first, end) if words.says(i))


_NOT_VERBS = frozenset(
    """the a an his her their its our this that these those more less most over about up least
    all""".split()
)


def is_infinitive(words: Words, at: int) -> bool:
    """Whether a word behind "to" is a verb, as far as its form shows."""
    token = words.tokens[at]
    if at in words.taken or token.lower in _NOT_VERBS or at in words.breaks:
        return False
    if token.lower in ("be", "have", "not"):
        return True
    if (token.capital and not words.titled) or is_stopword(token.lower):
        return False
    if token.lower.endswith(("ing", "ed", "ions", "ers")) or _is_plural(token.lower):
        return False
    return not is_only_noun(token.lower)


_PLURALS = frozenset("people men women children police".split())


def _is_plural(lower: str) -> bool:
    """Whether a word is, by its form, more than one thing: "gives aid to families"."""
    return lower in _PLURALS or (lower.endswith("s") and not lower.endswith(("ss", "us", "ias")))

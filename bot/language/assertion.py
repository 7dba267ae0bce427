"""How sure or how done a sentence says that something is: "may close", "plans to close", "nearly
closed", "it is unclear whether … closed", "… if the river rises".

A mark is a word or phrase that makes a sentence less than a plain assertion, together with the
words it is about. The marks are found by rules, on the words of one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.language import assertion_clauses, assertion_verbs
from bot.language.assertion_text import Mark, Words, words_of
from bot.language.assertion_words import (
    CONFIRMS,
    HEADS,
    NOUN_ENDINGS,
    SAID_BEFORE_THAT,
    SUBORDINATE,
    THAT,
)
from bot.language.tokens import Token

MOST_TOKENS = 150
"""Words from which a sentence is not read for marks: no claim is as long as that."""


def marks(text: str, tokens: Sequence[Token], taken: frozenset[int]) -> tuple[Mark, ...]:
    """The marks of a sentence, in order. `taken`: indices of tokens inside figures and dates."""
    if len(tokens) > MOST_TOKENS:
        return ()
    places = [
        i
        for i, token in enumerate(tokens)
        if (token.lower in _OPENING_WORDS or token.stem in _OPENING_STEMS) and i not in taken
    ]
    return tuple(_found(words_of(text, tokens, taken), places)) if places else ()


def _found(words: Words, places: Sequence[int]) -> Iterator[Mark]:
    inside: frozenset[int] | None = None
    for at in places:
        mark = next((m for m in (read(words, at) for read in _READERS) if m is not None), None)
        if mark is not None and mark.about and not _to_confirm(words, mark):
            inside = _inside(words) if inside is None else inside
            inverted = words.lower(mark.last + 1) in _PRONOUNS and 0 < mark.first == mark.last
            # The word "if" is not yet inside the clause that it begins.
            aside = at > 0 and at in inside and at - 1 in inside
            yield replace(mark, aside=aside or inverted)


def _to_confirm(words: Words, mark: Mark) -> bool:
    """Whether a mark is only about the confirming: "can confirm that …". If that is denied, it is a
    mark of its own."""
    last = mark.about[-1]
    if mark.whole or words.stem(last) not in CONFIRMS:
        return False
    return words.lower(last + 1) in THAT or words.stem(last) == "say"


_READERS: tuple[Callable[[Words, int], Mark | None], ...] = (
    assertion_verbs.modal,
    assertion_verbs.before_deed,
    assertion_verbs.to,
    assertion_verbs.nearly,
    assertion_clauses.unconfirmed,
    assertion_clauses.whether,
    assertion_clauses.condition,
    assertion_clauses.predicate,
    assertion_clauses.hearsay,
    assertion_clauses.head,
    assertion_verbs.adverb,
)
"""The sorts of mark, tried in this order at each word that can open one."""

_OPENING_WORDS = assertion_verbs.OPENING_WORDS | assertion_clauses.OPENING_WORDS
_OPENING_STEMS = assertion_clauses.OPENING_STEMS


_PRONOUNS = frozenset("he she they it we".split())


@dataclass(slots=True)
class _Aside:
    """Follows whether the words, as far as they are read, are in a subordinate clause."""

    words: Words
    inside: bool = False
    led: bool = False  # the sentence began with that clause

    def pass_over(self, at: int) -> None:
        words = self.words
        if self.inside and at in words.breaks and self.led:
            self.inside = self.led = False  # "When it closed, …"
        elif self.inside and at in words.breaks and words.lower(at) not in SUBORDINATE:
            self.inside = False
        if words.lower(at) not in SUBORDINATE:
            return
        if words.lower(at) == "that" and (at == 0 or _says_it(words, at - 1)):
            return
        self.inside, self.led = True, at == 0


def _says_it(words: Words, at: int) -> bool:
    """Whether the sentence asserts what follows "that": "said that …", "it is possible that …".
    With "the announcement that …" it does not."""
    if words.lower(at).endswith(NOUN_ENDINGS):
        return False
    return words.stem(at) in _SAYING


_SAYING = SAID_BEFORE_THAT | HEADS.keys() | CONFIRMS


def _inside(words: Words) -> frozenset[int]:
    state, found = _Aside(words), set()
    for at in range(words.size):
        state.pass_over(at)
        if state.inside:
            found.add(at)
    return frozenset(found)


def aside(text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """Indices of the tokens in subordinate clauses, as far as the clauses' first words show
    them."""
    return _inside(words_of(text, tokens, frozenset()))

"""Verbs of two or three words in a sentence: "turned down", "threw the scheme out"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.language.lexicon.phrase_words import (
    BREAKS,
    FOLLOWERS,
    MORE_PHRASES,
    MOVABLE,
    PRONOUNS,
    STARTERS,
    WITH_OBJECT,
)
from bot.language.lexicon.table import forms, related

_LONGEST_OBJECT = 6

Found = tuple[str, tuple[str, ...], int]
"""A verb, what its phrase has behind it, and how many words lie between the two."""


@dataclass(frozen=True, slots=True)
class VerbPhrase:
    """A verb of several words. `lemma` is its plain form ("throw out"), `at` the indices of its
    words in the sentence. The object may be between them."""

    lemma: str
    at: tuple[int, ...]


def verb_phrases(words: Sequence[str]) -> tuple[VerbPhrase, ...]:
    """The verb phrases of a sentence, in order; `words` are its words as written, without
    punctuation."""
    found: list[VerbPhrase] = []
    taken: set[int] = set()
    for at in range(len(words)):
        phrase = verb_phrase(words, at) if at not in taken else None
        if phrase is not None and taken.isdisjoint(phrase.at):
            found.append(phrase)
            taken.update(phrase.at)
    return tuple(found)


def verb_phrase(words: Sequence[str], at: int) -> VerbPhrase | None:
    """The longest verb phrase whose verb is word number `at`; None if there is none. The object may
    come between the verb and its particle."""
    verbs = _verbs(words[at])
    if not verbs:
        return None
    behind = [word.lower() for word in words[at + 1 : at + 4 + _LONGEST_OBJECT]]
    found = list(_together(verbs, behind))
    # "Julia" may be an object, "julia" hardly is one.
    if not found and behind and (behind[0] in STARTERS or words[at + 1][:1].isupper()):
        found = list(_around_object(verbs, behind))
    if not found:
        return None
    verb, rest, between = max(found, key=lambda one: len(one[1]))
    first = at + 1 + between
    return VerbPhrase(" ".join((verb, *rest)), (at, *range(first, first + len(rest))))


def _together(verbs: tuple[str, ...], behind: list[str]) -> Iterator[Found]:
    for verb in verbs:
        for rest in _rests()[verb].get(behind[0] if behind else "", ()):
            if tuple(behind[: len(rest)]) == rest:
                yield verb, rest, 0


def _around_object(verbs: tuple[str, ...], behind: list[str]) -> Iterator[Found]:
    for between in _objects(behind):
        for verb in verbs:
            for rest in _rests()[verb].get(behind[between], ()):
                after = behind[between + len(rest) :]
                closed = not after or after[0] in FOLLOWERS
                if closed and _movable(verb, rest) and _begins(behind[between:], rest):
                    yield verb, rest, between
                    return


def _begins(some: list[str], rest: tuple[str, ...]) -> bool:
    return tuple(some[: len(rest)]) == rest


def _movable(verb: str, rest: tuple[str, ...]) -> bool:
    return (len(rest) == 1 and rest[0] in MOVABLE) or " ".join((verb, *rest)) in WITH_OBJECT


def _objects(behind: list[str]) -> Iterator[int]:
    """The possible lengths of an object right behind the verb."""
    for length in range(1, min(_LONGEST_OBJECT, len(behind) - 1) + 1):
        if behind[length - 1] in BREAKS:
            return
        yield length
        if behind[0] in PRONOUNS:
            return


@lru_cache(maxsize=16_384)
def _verbs(word: str) -> tuple[str, ...]:
    """The verbs with phrases that a word may be a form of."""
    return tuple(verb for verb in sorted(forms(word)) if verb in _rests())


@cache
def _rests() -> dict[str, dict[str, tuple[tuple[str, ...], ...]]]:
    """By verb and the word behind it, the rest of each of its phrases."""
    found: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
    more = {" ".join(phrase.split()) for phrase in MORE_PHRASES.split(";")}
    for phrase in sorted({*related("*", "&"), *more}):
        verb, *rest = phrase.split()
        if phrase in more or all(word in MOVABLE for word in rest):
            rests = found.setdefault(verb, {})
            rests[rest[0]] = (*rests.get(rest[0], ()), tuple(rest))
    return found

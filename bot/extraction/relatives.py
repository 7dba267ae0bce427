"""A subject with a clause of its own before its verb: "an official who asked not to be named
said"."""

from __future__ import annotations

from bot.extraction.cues import Form, cues
from bot.extraction.page import Page
from bot.extraction.phrases import Kind, Subject, subject_before
from bot.extraction.sentences import Word
from bot.extraction.verbs import is_finite
from bot.extraction.vocabulary import PLURAL_VERBS, PUNCTUATION, SUBORDINATORS, is_adverb

_REACH = 25  # words between "who" and the verb
_LEADS = ("who", "which", "that")


def with_relative(page: Page, first: int, low: int) -> Subject | None:
    """The subject of the verb group at `first` that has a clause with "who", "which" or "that" and
    a verb right behind it; None if there is no such clause.

    Only a subject that begins its clause: "Holm met officials who asked for help" has another.
    """
    words = page.words
    for at in range(first - 2, max(low, first - _REACH), -1):
        if words[at].quote >= 0 or words[at].text in PUNCTUATION:
            return None
        if words[at].low in _LEADS:
            return _named(page, at, first, low)
    return None


def _named(page: Page, who: int, first: int, low: int) -> Subject | None:
    words = page.words
    verb = who + 1
    while verb < first and is_adverb(words[verb].low):
        verb += 1
    if verb >= first - 1 or not _is_verb(words[verb]) or _states(words, verb + 1, first):
        return None
    found = subject_before(page, who, low)
    if found is None or found.kind in (Kind.PRONOUN, Kind.RELATIVE) or found.core[1] != who:
        return None
    begins = found.first == low or _opens(words[found.first - 1])
    clear = not any(is_finite(word) and not word.capital for word in words[found.first : who])
    return found if begins and clear else None


def _is_verb(word: Word) -> bool:
    return is_finite(word) or word.low.endswith("ed") or word.low in PLURAL_VERBS | {"spoke"}


def _states(words: list[Word], first: int, last: int) -> bool:
    """Whether another saying is in the clause: what it says may have the subject."""
    return any(
        cue.form in (Form.PAST, Form.PRESENT) and "s" in cue.frames and not cue.particle
        for word in words[first:last]
        for cue in cues().get(word.low, ())
    )


def _opens(word: Word) -> bool:
    return word.quote >= 0 or word.text in PUNCTUATION or word.low in SUBORDINATORS | {"and"}

"""Marks on a verb that make it less sure or less done: "may", "plans to", "nearly", "reportedly".

Each function looks for one sort of mark at one word, and gives None if there is none.
"""

from __future__ import annotations

from bot.language.assertion_text import (
    Mark,
    Words,
    deeds_behind,
    is_adverb,
    is_infinitive,
    said_between,
    verb_behind,
)
from bot.language.assertion_words import (
    ADVERBS,
    APART,
    AUXILIARIES,
    BEFORE_DEEDS,
    BEFORE_NOUNS,
    BEHIND_NOUNS,
    CATENATIVES,
    DONE_BEFORE_TO,
    MODALS,
    NEARLY,
    NOT_NEARLY,
    WITH_HAVE,
    Level,
    Levels,
)
from bot.language.irregular_verbs import base


def modal(words: Words, at: int) -> Mark | None:
    lower = words.lower(at)
    denied = words.lower(at + 1) == "t"
    if denied and lower in _CONTRACTED:
        lower = _CONTRACTED[lower]
    if lower not in MODALS or not _is_modal(words, at):
        return None
    denied = denied or "not" in (words.lower(at + 1), words.lower(at + 2))
    if denied and lower in ("can", "could"):
        return None  # "could not find it": it was not found
    if at == 0:
        if words.size < _SHORTEST_QUESTION:
            return None
        return Mark(MODALS[lower], at, at, said_between(words, 1, words.size), whole=True)
    levels = MODALS[lower]
    if _perfect(words, at):
        levels = WITH_HAVE.get(lower, levels)
    return Mark(levels, at, at, verb_behind(words, at + 1))


_CONTRACTED = {"won": "will", "wouldn": "would", "couldn": "could", "shouldn": "should",
               "mustn": "must", "mightn": "might", "shan": "shall", "can": "can"}  # fmt: skip
_SHORTEST_QUESTION = 4


def _perfect(words: Words, at: int) -> bool:
    """Whether a "have" belongs to the verb: in "may have closed", not in "may have a deputy"."""
    have = next((i for i in range(at + 1, at + 4) if words.lower(i) == "have"), None)
    if have is None:
        return False
    done = next((i for i in range(have + 1, have + 4) if not is_adverb(words.lower(i))), words.size)
    lower, stem = words.lower(done), words.stem(done)
    return lower.endswith(("ed", "en")) or base(stem) != stem


def _is_modal(words: Words, at: int) -> bool:
    """Whether a word is a modal verb, and no name, month or noun: "Theresa May", "the will of", "a
    tin can"."""
    token, before, behind = words.tokens[at], words.lower(at - 1), words.lower(at + 1)
    if at + 1 == words.size or behind in BEHIND_NOUNS:
        return False
    if token.lower == "ll":
        return at > 0 and words.text[token.start - 1] in "'’"
    if at == 0:
        return not (token.lower in ("will", "may") and _names(words, at + 1))
    if at + 1 in words.breaks and not behind.endswith(("ly", "ever")):
        return False
    named = token.lower in ("may", "will") and at not in words.breaks
    if token.capital and named and not words.titled:
        return False
    return before not in BEFORE_NOUNS


def _names(words: Words, at: int) -> bool:
    """Whether a first word is a name: "Will Smith did …", "May Holm resigned", not "Will Ostra
    close …"."""
    following = words.lower(at + 1)
    return words.tokens[at].capital and (
        following.endswith(("ed", "s")) or following in AUXILIARIES or words.size <= at + 2
    )


# --- "to" and a verb ---


def to(words: Words, at: int) -> Mark | None:
    """The mark of "to" and a verb: the words before "to" say how done it is."""
    if words.lower(at) != "to" or at == 0 or at + 1 >= words.size:
        return None
    if not is_infinitive(words, at + 1):
        return None
    before = at - 1
    while before > 0 and _is_loose(words, before):
        before -= 1
    if _says_nothing(words, before):
        return None
    first, levels = _hangs_on(words, at, before)
    return Mark(levels, first, at, verb_behind(words, at + 1))


def _is_loose(words: Words, at: int) -> bool:
    """Whether a word may be skipped before "to": "reportedly" and "not" in "is reportedly not to
    close"."""
    loose = is_adverb(words.lower(at)) or words.lower(at) in _LOOSE
    return loose and words.stem(at) not in CATENATIVES


def _says_nothing(words: Words, at: int) -> bool:
    """Whether the word before "to" leaves the verb behind it as done, or denies it."""
    lower, before = words.lower(at), words.lower(at - 1)
    if lower in _REFUSES or lower == "yet" or (lower == "able" and before in _WAS):
        return True
    if lower in ("has", "have", "need"):
        return False
    if words.stem(at) in CATENATIVES:
        return lower == "order" and before == "in"
    return words.stem(at) in DONE_BEFORE_TO or lower in DONE_BEFORE_TO


def _hangs_on(words: Words, at: int, before: int) -> tuple[int, Levels]:
    """The index at which the words that lead to "to" begin, and the levels they mean."""
    lower, stem = words.lower(before), words.stem(before)
    if lower in _BE:
        return before, _PLANNED  # "is to close"
    if lower in ("have", "has", "need", "needs"):
        return before, _DEMANDED
    if lower == "likely":
        return before, _HEDGED
    if stem in CATENATIVES and at not in words.breaks:
        return before, CATENATIVES[stem]
    if words.lower(before - 1) in _IN and words.lower(before - 2) in _BE:
        return before - 1, _PLANNED  # "is in line to close"
    apart = next((i for i in range(before, max(-1, at - _APART), -1) if _asks(words, i)), None)
    if apart is not None and not any(i in words.breaks for i in range(apart + 1, at + 1)):
        return apart, CATENATIVES[words.stem(apart)]
    return before, frozenset()


_IN = frozenset("in on under".split())
_APART = 9
_BE = frozenset("is are was were be been".split())
_WAS = frozenset("was were been".split())
_LOOSE = frozenset("also not once again now today yesterday".split())
_HEDGED = frozenset((Level.HEDGED,))
_PLANNED, _DEMANDED = frozenset((Level.PLANNED,)), frozenset((Level.DEMANDED,))
_REFUSES = frozenset(
    """fail fails failed failing refuse refuses refused refusing decline declines declined neglected
    forgot omitted unable unwilling reluctant hesitated""".split()
)


def _asks(words: Words, at: int) -> bool:
    return words.stem(at) in APART and words.stem(at) in CATENATIVES


# --- words before a deed, adverbs, "nearly" ---


def before_deed(words: Words, at: int) -> Mark | None:
    """A mark before a noun or a word in "-ing": "calls for a strike", "on the verge of closing"."""
    if words.lower(at) not in _OPENINGS:
        return None
    for size in (3, 2, 1, 4):
        levels = BEFORE_DEEDS.get(tuple(words.lower(i) for i in range(at, at + size)))
        behind = at + size
        if levels is None or behind >= words.size or behind in words.taken:
            continue
        if Level.ATTEMPTED in levels and not words.lower(behind).endswith("ing"):
            continue
        if _leads_to_verb(words, at):
            return None  # in "calls for her to resign" the mark is that of "to"
        return Mark(levels, at, behind - 1, deeds_behind(words, behind))
    return None


_OPENINGS = frozenset(phrase[0] for phrase in BEFORE_DEEDS)
OPENING_WORDS = (
    _OPENINGS | NEARLY | MODALS.keys() | ADVERBS.keys() | _CONTRACTED.keys() | {"to", "all"}
)
"""The words at which these functions may find a mark."""


def _leads_to_verb(words: Words, at: int) -> bool:
    end = min(words.clause_end(at), at + _APART + 1)
    return any(words.lower(i) == "to" and is_infinitive(words, i + 1) for i in range(at, end - 1))


def adverb(words: Words, at: int) -> Mark | None:
    levels = ADVERBS.get(words.lower(at))
    if levels is None or words.lower(at - 1) in ("the", "a", "most", "more"):
        return None
    if words.lower(at) == "likely" and words.lower(at + 1) == "to":
        return None
    end = words.clause_end(at)
    if at == 0 or at + 1 == end or (at + 1 in words.breaks and at == 0):
        about = (i for i in said_between(words, 0, words.size) if i != at)
        return Mark(levels, at, at, tuple(about), whole=True)
    return Mark(levels, at, at, verb_behind(words, at + 1))


def nearly(words: Words, at: int) -> Mark | None:
    lower, behind = words.lower(at), at + 1
    if lower == "all" and words.lower(at + 1) == "but":
        behind = at + 2
    elif lower not in NEARLY:
        return None
    following = words.lower(behind)
    if behind >= words.size or behind in words.taken or following in NOT_NEARLY:
        return None
    if following.endswith("ly") or following[:1].isdigit() or behind in words.breaks:
        return None
    return Mark(frozenset((Level.ATTEMPTED,)), at, behind - 1, verb_behind(words, behind))

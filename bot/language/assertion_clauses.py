"""Marks that leave a whole clause in doubt or under a condition: "it is unclear whether", "if".

Each function looks for one sort of mark at one word, and gives None if there is none.
"""

from __future__ import annotations

from bot.language.assertion_text import (
    Mark,
    Words,
    said_between,
)
from bot.language.assertion_words import (
    ASKS,
    CLAIMED,
    CONDITION_PHRASES,
    CONDITIONS,
    CONFIRMS,
    HEADS,
    HEARD,
    MY_WORDS,
    NO_CONDITION_BEFORE,
    NO_CONDITION_BEHIND,
    NOT_HEADS_BEHIND,
    PREDICATES,
    RUMOURS,
    THAT,
    UNCONFIRMED,
    UNSURE_BY_ITSELF,
    WITH_THAT,
    Level,
)
from bot.language.tokens import is_stopword

_HEDGED, _CONDITIONAL = frozenset((Level.HEDGED,)), frozenset((Level.CONDITIONAL,))


def head(words: Words, at: int) -> Mark | None:
    """A verb or noun that puts the clause behind it in doubt: "doctors doubt that …", "there are
    rumours that …"."""
    levels = _HEDGED if words.lower(at) == "likely" else HEADS.get(words.stem(at))
    if levels is None or (words.tokens[at].capital and at and not words.titled):
        return None
    if _leads_nowhere(words, at) or _no_head(words, at):
        return None
    if len(said_between(words, 0, at)) > _MOST_BEFORE:
        return None
    last = at + 1 if words.lower(at + 1) in THAT else at
    return Mark(levels, at, last, said_between(words, last + 1, words.size), whole=True)


def _leads_nowhere(words: Words, at: int) -> bool:
    """Whether no clause follows: "the fear of", "no doubt"."""
    before, behind = words.lower(at - 1), words.lower(at + 1)
    if behind in _NO_CLAUSE or at + 1 in words.breaks or before == "no":
        return True
    return behind not in THAT and (before in NOT_HEADS_BEHIND or words.stem(at) in WITH_THAT)


_NO_CLAUSE = frozenset("to of about as by and is are was".split())


def hearsay(words: Words, at: int) -> Mark | None:
    """A mark of hearsay: "it is claimed that …", "unconfirmed reports say …", "according to
    rumours, …"."""
    if words.lower(at) in HEARD and words.lower(at + 1) == "that":
        if words.lower(0) != "it" or len(said_between(words, 0, at)) > 0:
            return None
        return Mark(_HEDGED, 0, at + 1, said_between(words, at + 2, words.size), whole=True)
    if at > _LATEST_HEARSAY or words.lower(at) not in RUMOURS:
        return None
    unsure = words.lower(at) in UNSURE_BY_ITSELF or words.lower(at - 1) in UNCONFIRMED
    rest = said_between(words, at + 1, words.size)
    return Mark(_HEDGED, 0, at, rest, whole=True) if unsure else None


_LATEST_HEARSAY = 3


_MOST_BEFORE = 3
"""Words that say something before a head: its subject, no other statement."""


def _no_head(words: Words, at: int) -> bool:
    """Whether a word is no mark of doubt. "I think …" asserts, "Ida Holm believes …" is her stance,
    and "two suspects" are people."""
    stem, before = words.stem(at), words.lower(at - 1)
    if stem in MY_WORDS and before in ("i", "we"):
        return True
    if stem == "suspect" and not _leads_to_clause(words, at):
        return True
    if stem not in CLAIMED or at == 0:
        return False
    named = words.tokens[at - 1].capital and not words.titled and not is_stopword(before)
    return named and not (at == 1 and before.endswith("s"))


def _leads_to_clause(words: Words, at: int) -> bool:
    """Whether a clause follows a verb: "suspects that …", "suspects Ostra closed …"."""
    behind = at + 1
    if words.lower(behind) in ("that", "the", "a"):
        return True
    named = behind < words.size and words.tokens[behind].capital
    return at > 0 and named and not words.titled


def unconfirmed(words: Words, at: int) -> Mark | None:
    """A mark of what is not confirmed: "we cannot confirm that …", "there is no evidence that
    …"."""
    if words.stem(at) not in CONFIRMS:
        return None
    behind = words.lower(at + 1)
    if behind not in ("that", "whether", "if"):
        return None
    before = range(max(0, at - _FARTHEST_NOT), at)
    first = next((i for i in before if words.lower(i) in _UNABLE), None)
    if first is None:
        return None
    return Mark(_HEDGED, first, at + 1, said_between(words, at + 2, words.size), whole=True)


_FARTHEST_NOT = 5
_UNABLE = frozenset("cannot not t no unable nobody yet never without little declined".split())


def whether(words: Words, at: int) -> Mark | None:
    lower = words.lower(at)
    asks = lower == "if" and words.stem(at - 1) in ASKS and at not in words.breaks
    if (lower != "whether" and not asks) or words.lower(at + 1) == "or":
        return None
    if lower == "whether" and at not in (0,) and "or" in (words.lower(words.size - 2),):
        return None
    first = at - 1 if at and words.says(at - 1) else at
    return Mark(_HEDGED, first, at, said_between(words, at + 1, words.size), whole=True)


_BE = frozenset("is are was were be been".split())


def predicate(words: Words, at: int) -> Mark | None:
    """A mark in the predicate: "a strike is likely"."""
    if words.lower(at) not in PREDICATES or at + 1 != words.clause_end(at):
        return None
    if not _BE & {words.lower(at - 1), words.lower(at - 2), words.lower(at - 3)}:
        return None
    return Mark(_HEDGED, at, at, said_between(words, 0, at), whole=True)


def condition(words: Words, at: int) -> Mark | None:
    """A clause with "if": what it says, and the rest of the sentence, is under a condition."""
    last = at
    if words.lower(at) in CONDITIONS:
        if words.lower(at - 1) in NO_CONDITION_BEFORE or words.lower(at + 1) in NO_CONDITION_BEHIND:
            return None
    else:
        phrase = next((p for p in CONDITION_PHRASES if _starts(words, at, p)), None)
        if phrase is None:
            return None
        last = at + len(phrase) - 1
    if at == 0:
        return Mark(_CONDITIONAL, at, last, said_between(words, last + 1, words.size), whole=True)
    return Mark(_CONDITIONAL, at, words.clause_end(at) - 1, said_between(words, 0, at), whole=True)


def _starts(words: Words, at: int, phrase: tuple[str, ...]) -> bool:
    return all(words.lower(at + i) == word for i, word in enumerate(phrase))


OPENING_WORDS = (
    CONDITIONS
    | PREDICATES
    | HEARD
    | RUMOURS
    | {"likely", "whether"}
    | {phrase[0] for phrase in CONDITION_PHRASES}
)
"""The words at which these functions may find a mark."""
OPENING_STEMS = HEADS.keys() | CONFIRMS
"""The stems at which they may."""

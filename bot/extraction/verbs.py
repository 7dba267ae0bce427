"""A cue verb with its auxiliaries, and what is a finite verb at all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bot.extraction.cues import Cue, Form, cues
from bot.extraction.page import Page
from bot.extraction.sentences import Word
from bot.extraction.turning_words import TO_COME
from bot.extraction.vocabulary import (
    AUXILIARIES,
    CONTRACTED,
    DETERMINERS,
    FINITE_AUXILIARIES,
    FINITE_VERBS,
    NEGATIONS,
    PLURAL_VERBS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    is_adverb,
)


@dataclass(frozen=True, slots=True)
class Group:
    """A cue with its auxiliaries: positions, negated or not, finite or not."""

    cue: Cue
    at: int
    first: int
    last: int
    negated: bool
    modal: bool
    finite: bool
    passive: bool
    infinitive: bool


def group_at(page: Page, at: int, low: int) -> Group | None:
    """The verb group whose main verb is the cue at `at`; None where it is plainly no verb."""
    words = page.words
    entries = cues().get(words[at].low)
    if entries is None or (words[at].capital and at > low and words[at].low in _NAMES):
        return None
    after = words[at + 1].low if at + 1 < len(words) else ""
    cue = next((c for c in entries if not c.particle or c.particle == after), None)
    if cue is None or (cue.lemma == "give" and after in _GIVING):
        return None
    last = at + 2 if cue.particle else at + 1
    first, negated, modal, helped, passive, infinitive = at, False, False, False, False, False
    i = at - 1
    coordinated = False
    while i >= low:
        word = words[i].low
        if word == "," and i - 2 > low and words[i - 2].text == "," and is_adverb(words[i - 1].low):
            i -= 3  # "has, however, said"
            continue
        if word == "longer" and i > low and words[i - 1].low == "no":
            negated, first = True, i - 1  # "no longer says"
            i -= 2
            continue
        if word == "but" and i > low and words[i - 1].low == "all":
            first = i - 1  # "all but admitted"
            i -= 2
            continue
        if word.endswith("n't") or word in NEGATIONS:
            negated = True
        if word in AUXILIARIES or word.endswith("n't"):
            if not helped and word in _BE and cue.form in (Form.PAST, Form.PARTICIPLE):
                passive = True
            helped = True
            modal = modal or word in _MODAL
            first = i
        elif word == "to" and i > low and words[i + 1].low == words[first].low:
            infinitive = True
            first = i
        elif infinitive and (word in _CATENATIVE or _not_able(words, i, low)):
            first = i
            infinitive = False
            helped = helped or word in _CATENATIVE_FINITE
            negated = negated or word in _REFUSING
        elif (
            is_adverb(word)
            or word == "not"
            or (word in ("both", "all", "each", "neither") and i > low)
        ):
            if not helped and not infinitive and word in ("not",):
                negated = True
            first = i
        elif (
            word in ("or", "and", "nor")
            and not coordinated
            and cue.form in (Form.BASE, Form.PAST, Form.PARTICIPLE)
            and _verb_before(words, i, low)
        ):
            coordinated = True
            i -= 1
            first = i
        else:
            break
        i -= 1
    while first < at and is_adverb(words[first].low) and words[first].low in _CLAUSE_ADVERBS:
        first += 1
    if cue.form is Form.ING and not helped:
        finite = False
    elif cue.form is Form.PARTICIPLE and not helped:
        return None
    elif infinitive:
        finite = False
    else:
        finite = True
    return Group(cue, at, first, last, negated, modal, finite, passive, infinitive)


def to_come(page: Page, group: Group) -> bool:
    """Whether the saying is only to come: "will say", "is expected to say", "is to announce"."""
    words = page.words
    before = [word.low for word in words[max(group.first - 2, 0) : group.at]]
    if any(low in _WILL for low in before[-(group.at - group.first) :] if group.at > group.first):
        return True
    return any(
        low in TO_COME or low in _BE for low, to in pairwise(before) if to == "to" and low != "to"
    )


def _not_able(words: list[Word], at: int, low: int) -> bool:
    """Whether "not able to", "wasn't ready to" stands here."""
    if words[at].low not in ("able", "ready", "prepared", "willing", "allowed") or at <= low:
        return False
    before = words[at - 1].low
    return before in ("not", "never") or before.endswith("n't")


_WILL = frozenset(("will", "shall", "'ll"))


def is_finite(word: Word) -> bool:
    """Whether a word is a verb that makes a clause, as far as a list can tell."""
    low = word.low
    if low in FINITE_AUXILIARIES or low in FINITE_VERBS or low.endswith("n't"):
        return True
    entries = cues().get(low)
    return entries is not None and any(
        c.form in (Form.PRESENT, Form.PAST) and not c.particle for c in entries
    )


def is_contracted(word: Word) -> bool:
    """Reads "he's", "they've", "there's": a subject and its verb in one."""
    low = word.low
    return (
        "'" in low
        and low.endswith(CONTRACTED)
        and low.split("'")[0] in SUBJECT_PRONOUNS | {"there", "that", "what"}
    )


def has_clause(page: Page, first: int, last: int) -> bool:
    """Whether a stretch of words holds a finite verb."""
    return any(
        is_finite(w) or is_contracted(w) or w.low.endswith("ed") or w.low in PLURAL_VERBS
        for w in page.words[first:last]
    )


_GIVING = frozenset("up in way rise birth off out back chase".split())
"""After "give" they make another verb of it: "will not give up"."""

_NAMES = frozenset("states post posts times tweet find call claims".split())


_BE = frozenset("is are was were be been being isn't aren't wasn't weren't 's 're".split())


_MODAL = frozenset(
    "would could may might should must can wouldn't couldn't can't cannot shouldn't".split()
)


_CATENATIVE = frozenset(
    """continued continues continue went want wants wanted tried tries declined declines refused
    refuses seemed seems appeared appears began begins used failed fails had has have yet managed
    sought seeks planned plans vowed promised threatened neglected neglects forgot forgets omitted
    unable unwilling reluctant hesitated""".split()
)


_CATENATIVE_FINITE = _CATENATIVE - {"yet", "unable", "unwilling", "reluctant"}


_REFUSING = frozenset(
    """declined declines refused refuses yet failed fails neglected neglects forgot forgets omitted
    unable unwilling reluctant hesitated""".split()
)


_CLAUSE_ADVERBS = frozenset("then there here today yesterday meanwhile thus instead".split())


def _verb_before(words: list[Word], at: int, low: int) -> bool:
    """Whether "or confirm" follows another verb of the group: "did not provide or confirm"."""
    if at - 2 < low:
        return False
    one, other = words[at - 1].low, words[at - 2].low
    if is_adverb(one) and one != "not":
        return other in AUXILIARIES or is_adverb(other) or other.endswith("n't")
    if not (one.endswith("ed") or one.isalpha()) or one in DETERMINERS | PREPOSITIONS:
        return False
    return other in AUXILIARIES | {"not", "neither"} or (one in cues() and other.endswith("n't"))

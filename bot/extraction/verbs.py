"""A cue verb with its auxiliaries, and whether a word is a finite verb."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bot.extraction.cues import Cue, Form, cues
from bot.extraction.page import Page
from bot.extraction.sentences import Word
from bot.extraction.turning_words import TO_COME
from bot.extraction.verb_words import (
    BE,
    CATENATIVE,
    CATENATIVE_FINITE,
    CLAUSE_ADVERBS,
    GIVING,
    HEDGING_MODALS,
    NAMES,
    REFUSING,
    WILL,
)
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
    """The verb group whose main verb is the cue at `at`; None if that is clearly no verb."""
    cue = _cue_at(page.words, at, low)
    if cue is None:
        return None
    walk = _Walk(page.words, cue, low, first=at, at=at - 1)
    while walk.at >= low and any(step(walk) for step in _STEPS):
        pass
    if cue.form is Form.PARTICIPLE and not walk.helped:
        return None
    first = walk.first
    while first < at and page.words[first].low in CLAUSE_ADVERBS:
        first += 1
    return Group(
        cue,
        at,
        first,
        last=at + 2 if cue.particle else at + 1,
        negated=walk.negated,
        modal=walk.modal,
        finite=not walk.infinitive and (walk.helped or cue.form is not Form.ING),
        passive=walk.passive,
        infinitive=walk.infinitive,
    )


def _cue_at(words: list[Word], at: int, low: int) -> Cue | None:
    """The cue whose form is at `at`, with the particle behind it if it has one."""
    entries = cues().get(words[at].low)
    if entries is None or (words[at].capital and at > low and words[at].low in NAMES):
        return None
    after = words[at + 1].low if at + 1 < len(words) else ""
    cue = next((c for c in entries if not c.particle or c.particle == after), None)
    return None if cue is None or (cue.lemma == "give" and after in GIVING) else cue


@dataclass(slots=True)
class _Walk:
    """The words before a cue verb, read backwards from it down to `low`.

    `at` is the next word to read, `first` the first word of the group as far as it has been read.
    """

    words: list[Word]
    cue: Cue
    low: int
    first: int
    at: int
    negated: bool = False
    modal: bool = False
    helped: bool = False  # an auxiliary was read
    passive: bool = False
    infinitive: bool = False
    coordinated: bool = False

    @property
    def word(self) -> str:
        return self.words[self.at].low

    @property
    def before(self) -> str:
        """The word before the next one; empty at the start of the sentence."""
        return self.words[self.at - 1].low if self.at > self.low else ""

    def take(self, count: int = 1) -> bool:
        """Makes the next words part of the group."""
        self.first = self.at - count + 1
        self.at -= count
        return True


def _between_commas(walk: _Walk) -> bool:
    """Skips the adverb of "has, however, said"."""
    words, at = walk.words, walk.at
    if walk.word != "," or at - 2 <= walk.low or words[at - 2].text != ",":
        return False
    if not is_adverb(walk.before):
        return False
    walk.at -= 3
    return True


def _no_longer(walk: _Walk) -> bool:
    if walk.word != "longer" or walk.before != "no":
        return False
    walk.negated = True
    return walk.take(2)


def _all_but(walk: _Walk) -> bool:
    """Takes the words of "all but admitted", which deny nothing."""
    return walk.word == "but" and walk.before == "all" and walk.take(2)


def _negation(walk: _Walk) -> bool:
    """Notes a negation; the word itself is left to the steps that follow."""
    if walk.word in NEGATIONS or walk.word.endswith("n't"):
        walk.negated = True
    return False


def _auxiliary(walk: _Walk) -> bool:
    if walk.word not in AUXILIARIES and not walk.word.endswith("n't"):
        return False
    if not walk.helped and walk.word in BE and walk.cue.form in (Form.PAST, Form.PARTICIPLE):
        walk.passive = True
    walk.helped = True
    walk.modal = walk.modal or walk.word in HEDGING_MODALS
    return walk.take()


def _to(walk: _Walk) -> bool:
    follows = walk.words[walk.at + 1].low == walk.words[walk.first].low
    if walk.word != "to" or walk.at == walk.low or not follows:
        return False
    walk.infinitive = True
    return walk.take()


def _catenative(walk: _Walk) -> bool:
    """Takes the verb before "to": "refused to say", "was not able to say"."""
    if not walk.infinitive:
        return False
    if walk.word not in CATENATIVE and not _not_able(walk.words, walk.at, walk.low):
        return False
    walk.infinitive = False
    walk.helped = walk.helped or walk.word in CATENATIVE_FINITE
    walk.negated = walk.negated or walk.word in REFUSING
    return walk.take()


def _adverb(walk: _Walk) -> bool:
    shared = walk.word in ("both", "all", "each", "neither") and walk.at > walk.low
    return (is_adverb(walk.word) or shared) and walk.take()


def _other_verb(walk: _Walk) -> bool:
    """Takes a verb that shares the auxiliary: "did not provide or confirm"."""
    if walk.coordinated or walk.word not in ("or", "and", "nor"):
        return False
    if walk.cue.form not in (Form.BASE, Form.PAST, Form.PARTICIPLE):
        return False
    if not _verb_before(walk.words, walk.at, walk.low):
        return False
    walk.coordinated = True
    return walk.take(2)


_STEPS = (
    _between_commas,
    _no_longer,
    _all_but,
    _negation,
    _auxiliary,
    _to,
    _catenative,
    _adverb,
    _other_verb,
)
"""The words that may come before a cue verb, tried in this order; each step says whether it took
the word.

The first word that no step takes is not part of the group.
"""


def to_come(page: Page, group: Group) -> bool:
    """Whether the saying is still to come: "will say", "is expected to say", "is to announce"."""
    words = page.words
    before = [word.low for word in words[max(group.first - 2, 0) : group.at]]
    if any(low in WILL for low in before[-(group.at - group.first) :] if group.at > group.first):
        return True
    return any(
        low in TO_COME or low in BE for low, to in pairwise(before) if to == "to" and low != "to"
    )


def _not_able(words: list[Word], at: int, low: int) -> bool:
    """Reads "not able to", "wasn't ready to"."""
    if words[at].low not in ("able", "ready", "prepared", "willing", "allowed") or at <= low:
        return False
    before = words[at - 1].low
    return before in ("not", "never") or before.endswith("n't")


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
    """Whether a word is a subject and its verb in one: "he's", "they've", "there's"."""
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


def to_do(page: Page, at: int) -> bool:
    """Whether "to" leads to an infinitive, inside or outside quotation marks."""
    return page.opens(at + 1) or _is_base(page.words[at + 1].low)


def _is_base(low: str) -> bool:
    return low.isalpha() and low not in DETERMINERS and not low.endswith(("ing", "ed"))


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

"""The speaker: the subject of a cue, before it, after it, or of an earlier clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.cues import NOUNS, Form
from bot.extraction.following import phrase_after
from bot.extraction.page import Page
from bot.extraction.phrases import Kind, Subject, subject_before
from bot.extraction.relatives import with_relative
from bot.extraction.roles import ROLES
from bot.extraction.sentences import Word
from bot.extraction.subject_words import (
    AFTER_NOUNS,
    BEING,
    CITING,
    LEADING,
    LEADS_TO_PARTICIPLE,
    NO_SUBJECT,
    PLURALS,
    STANDING_ALONE,
)
from bot.extraction.turning_words import NO, YES
from bot.extraction.verbs import Group, is_contracted, is_finite
from bot.extraction.vocabulary import DASHES, DETERMINERS, PREPOSITIONS, is_adverb


@dataclass(frozen=True, slots=True)
class Clause:
    """A cue verb in its sentence, with words `low` to before `stop`.

    `main` is the subject of the sentence's first verb, whatever verb that is; `last` is the subject
    of the cue before this one.
    """

    page: Page
    group: Group
    low: int
    stop: int
    main: Subject | None
    last: Subject | None

    @property
    def before(self) -> Word | None:
        """The word before the verb; None at the beginning of the sentence."""
        return self.page.words[self.group.first - 1] if self.group.first > self.low else None

    @property
    def earlier(self) -> Speaking:
        """The speaker for a verb without a subject of its own: "said it was shut and added"."""
        return Speaking(self.last or self.main, shared=True)


@dataclass(frozen=True, slots=True)
class Speaking:
    """A speaker. `shared`: the subject is an earlier verb's; `inverted`: it follows the verb."""

    subject: Subject | None
    shared: bool = False
    inverted: bool = False


def speaker(clause: Clause) -> Speaking:
    """The subject of a cue verb: before it, behind it, or that of an earlier verb."""
    if clause.group.finite:
        return _of_finite(clause)
    if clause.group.cue.form is Form.ING:
        return _of_participle(clause)
    if clause.group.infinitive and clause.before is not None:
        return clause.earlier
    return Speaking(None)


def _of_finite(clause: Clause) -> Speaking:
    """The subject of "said", "has said"."""
    page, group, before = clause.page, clause.group, clause.before
    if before is None:
        return Speaking(_inverted(page, group, clause.stop), inverted=True)
    comma = before.text == ","
    if comma and group.cue.lemma != "continue":
        subject = subject_before(page, group.first, clause.low)
        if subject is not None:
            return Speaking(subject)
    if comma or _parts(before):
        following = _inverted(page, group, clause.stop)
        if following is not None:
            return Speaking(following, inverted=True)
    if before.low in ("and", "or", "but", "then"):
        return clause.earlier
    subject = None
    if not comma:
        own = with_relative(page, group.first, clause.low)
        subject = own or subject_before(page, group.first, clause.low)
    if subject is not None and (not _plausible(page, group, subject) or _weak(page, subject)):
        return Speaking(None)
    return Speaking(subject)


def _of_participle(clause: Clause) -> Speaking:
    """The subject of "saying"."""
    page, group, before = clause.page, clause.group, clause.before
    if before is None:
        return Speaking(_following_subject(page, group.last, clause.stop), shared=True)
    if (own := _own_subject(page, group, clause.low)) is not None:
        return Speaking(own)
    at = group.first - 2
    short_of = before.low == "of" and at >= clause.low and page.words[at].low == "short"
    leads = before.text == "," or before.low in LEADS_TO_PARTICIPLE
    return clause.earlier if short_of or leads or _parts(before) else Speaking(None)


def _parts(word: Word) -> bool:
    """Whether a word separates the verb from the words before it: the end of a quotation, or a
    dash."""
    return word.quote >= 0 or word.text in DASHES


def _own_subject(page: Page, group: Group, low: int) -> Subject | None:
    """The subject of "with its spokesman, Jan Ek, claiming" and of "cited officials as saying"."""
    words = page.words
    if words[group.first - 1].low == "as":
        for i in range(group.first - 2, max(low, group.first - 14) - 1, -1):
            if words[i].low in CITING:
                quoted = i > low and words[i - 1].low in BEING  # "was quoted on Thursday as saying"
                return subject_before(page, i - 1 if quoted else group.first - 1, low)
        return None
    for i in range(group.first - 2, max(low, group.first - _WITHIN) - 1, -1):
        if words[i].low == "with":
            return subject_before(page, group.first, i + 1)
        if words[i].quote >= 0 or is_finite(words[i]) or words[i].text in ";:.":
            return None
    return None


_WITHIN = 14  # words


def generic_subject(page: Page, at: int, low: int) -> Subject | None:
    """The subject of the verb at `at`, if it is a finite verb that has one."""
    words = page.words
    word = words[at]
    if word.quote >= 0 or not (
        is_finite(word) or (word.low.endswith("ed") and at > low and not word.capital)
    ):
        if is_contracted(word) and at >= low:
            return Subject(at, at + 1, Kind.PRONOUN, (at, at + 1))
        return None
    first = at
    while first > low and is_adverb(words[first - 1].low):
        first -= 1
    subject = subject_before(page, first, low)
    if subject is None or (subject.first > low and words[subject.first - 1].low in LEADING):
        return None
    return subject


def _plausible(page: Page, group: Group, subject: Subject) -> bool:
    """Whether the form can be a verb here: "claims" after "the" is a noun."""
    words = page.words
    before = words[group.first - 1].low
    if before in DETERMINERS and subject.kind is not Kind.PRONOUN:
        return before in ("some", "many", "several", "all", "both", "most", "others", "few")
    plain = group.first == group.at
    if before.endswith("'s") and plain:
        return False
    if group.cue.form is Form.BASE and plain:
        core = _head(page, subject)
        if subject.kind is Kind.PRONOUN:
            return words[subject.first].low in ("they", "we", "i", "you", "who")
        if group.cue.lemma in NOUNS and _low(words, group.last) not in ("that", "to", "for"):
            return core in PLURALS and group.cue.lemma not in ("rate", "state", "term")
        return core.endswith("s") or core in PLURALS or words[subject.first].low in ("the", "some")
    if words[group.at].low == "states" and not words[group.first - 1].capital:
        return subject.kind is Kind.PRONOUN or _low(words, group.last) in ("that", ":", ",")
    if group.cue.form is Form.PRESENT and plain and group.cue.lemma in NOUNS:
        return subject.kind in (Kind.PRONOUN, Kind.RELATIVE) or not (
            subject.kind is Kind.NOUN and _low(words, group.last) in AFTER_NOUNS
        )
    return True


def _head(page: Page, subject: Subject) -> str:
    """A word that shows whether the subject is plural: "Sources" of "Sources close to him"."""
    words = page.words[subject.core[0] : subject.core[1]]
    for word in words:
        if word.low in PREPOSITIONS or word.low == "to":
            break
        if word.low.endswith("s") and not word.low.endswith(("'s", "ss")):
            return word.low
    return words[-1].low


def _weak(page: Page, subject: Subject) -> bool:
    """Whether the words taken for a subject clearly are none: "unsettled by", "The"."""
    words = page.words[subject.first : subject.last]
    first = words[0]
    if subject.kind in (Kind.PRONOUN, Kind.RELATIVE):
        return False
    if all(w.low in DETERMINERS and w.low not in STANDING_ALONE for w in words):
        return True
    if words[-1].low in PREPOSITIONS or (words[-1].low in DETERMINERS and len(words) > 1):
        return True
    return first.text[0].islower() and (
        (first.low.endswith(("ing", "ed")) and first.low not in ROLES)
        or is_finite(first)
        or first.low in NO_SUBJECT
    )


def _inverted(page: Page, group: Group, stop: int) -> Subject | None:
    """The subject of "…," said Jane Roe."""
    if "q" not in group.cue.frames or group.first != group.at or group.cue.lemma == "tell":
        return None
    if group.cue.form not in (Form.PAST, Form.PRESENT):
        return None
    subject = phrase_after(page, group.last, stop)
    if subject is None or subject.last - subject.first < 1:
        return None
    first = page.words[subject.first]
    if first.low in YES | NO and subject.core[1] - subject.core[0] == 1:
        return None
    introduced = first.low in DETERMINERS or first.low.endswith("'s") or first.low in ROLES
    if subject.kind is Kind.NOUN and not introduced:
        return None
    if first.low in ("that", "this", "it") and subject.kind is not Kind.PRONOUN:
        return None
    after = subject.last
    words = page.words
    if after < stop and (is_finite(words[after]) or is_contracted(words[subject.first])):
        return None
    return subject


def _following_subject(page: Page, at: int, stop: int) -> Subject | None:
    words = page.words
    for i in range(at, min(stop, at + 60)):
        if words[i].quote < 0 and words[i].text == ",":
            subject = phrase_after(page, i + 1, stop)
            if subject is not None and subject.last < stop:
                return subject
    return None


def _low(words: Sequence[Word], at: int) -> str:
    """The word at a position in lower case; empty behind the last one."""
    return words[at].low if at < len(words) else ""

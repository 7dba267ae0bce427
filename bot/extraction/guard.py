"""Finds words that turn or limit the sense and that a reading left out.

The readers of this package decide which words are the content, and may be wrong. This module looks
at the words that they left out between the speaker, the cue and the end of the clause. A word of
`turning_words` there, which neither the content nor the stance expresses, has to be seen by an
editor.
"""

from __future__ import annotations

from bot.extraction.found import Found, Range
from bot.extraction.page import Page
from bot.extraction.turning import turning, turns
from bot.extraction.turning_words import NEAR_NEGATIONS, NEGATIONS, SAYING_ONLY, VERB_MODALS
from bot.extraction.verbs import is_finite
from bot.extraction.vocabulary import PUNCTUATION

_BEFORE = 4  # words before a speaker or a content that may still belong to it
_BEHIND = 60  # words behind what was read
_BACKGROUND = frozenset(
    "as after before when while which who whom whose where since because during".split()
)
_NEGATING = NEGATIONS | VERB_MODALS | {"yet", "no", "short", "hardly", "barely", "scarcely"}
"""Words that the stance of a verb expresses: "has yet to say", "would not say"."""

_NEW_CLAUSE = frozenset(("and", "but", "or", "that", "so", "while", "because", "if"))


def word_outside(page: Page, found: Found, following: int, *, expressed: bool) -> bool:
    """Whether such a word was left out.

    `following` is the position at which the next attribution of the sentence begins, or its end.
    `expressed` says that the stance (declines, denies, or mentioned only) comes from a negation or
    a modal of the verb.
    """
    if found.cue is None:
        return False  # a post
    if found.how == "adverb":  # a whole clause with "reportedly", which hedges
        return bool(_left(page, _after_content(page, found, following)))
    return (
        bool(_left(page, _before_content(page, found)))
        or bool(_left(page, _after_content(page, found, following)))
        or _beside_cue(page, found, expressed)
        or _before_subject(page, found, expressed)
        or _in_source(page, found)
        or _not_until(page, found, following)
    )


def _left(page: Page, zone: Range) -> list[int]:
    """The turning words of a range, except those of quotations and of "without elaborating"."""
    words = page.words
    return [
        at
        for at in turning(words, *zone)
        if words[at].quote < 0 and not (words[at].low == "without" and _ing(page, at + 1, zone[1]))
    ]


def _ing(page: Page, at: int, stop: int) -> bool:
    return at < stop and page.words[at].low.endswith("ing")


def _before_content(page: Page, found: Found) -> Range:
    """The range between the cue and the content behind it, or right before a content that comes
    first."""
    first = found.content[0][0]
    behind = found.cue[1] if found.cue is not None else first
    if first >= behind:
        subject = found.subject
        if subject is not None and behind <= subject.first < first:
            behind = subject.last
        return behind, first
    low = max(page.sentences[found.sentence].first, first - _BEFORE)
    at = first
    while at > low and page.words[at - 1].text not in PUNCTUATION - {","}:
        at -= 1
    return at, first


def _after_content(page: Page, found: Found, following: int) -> Range:
    """The range behind the whole reading: "…, but only for ferries"."""
    words = page.words
    ends = [found.content[-1][1]]
    if found.cue is not None:
        ends.append(found.cue[1])
    if found.subject is not None:
        ends.append(found.subject.last)
    at = max(ends)
    while at < following and (words[at].text in PUNCTUATION or words[at].low == "and"):
        at += 1
    last, following = at, min(following, at + _BEHIND)
    while last < following and words[last].low not in _BACKGROUND and words[last].text != ";":
        last += 1
    return at, last


def _beside_cue(page: Page, found: Found, expressed: bool) -> bool:
    """Whether such a word is between the speaker and the verb, or among the verb's own: "almost
    said", "has only said"."""
    for at in _left(page, _cue_zone(found)):
        low = page.words[at].low
        negates = low in _NEGATING or low.endswith("n't")
        own = found.group is not None and at == found.group.at  # "refused" itself
        if not (own or low in SAYING_ONLY or (expressed and negates)):
            return True
    return False


def _cue_zone(found: Found) -> Range:
    first, last = found.cue or found.content[0]
    group, subject = found.group, found.subject
    if group is not None:
        first, last = min(first, group.first), group.last
    if subject is None or subject.first >= first:
        return first, last
    if group is None:  # found by a parser: its subject may reach too far
        return max(subject.first + 1, first - _BEFORE), last
    if group.infinitive:  # "is not known to have said": the cue depends on another verb
        return max(first - _BEFORE, min(subject.last, first)), last
    near = not found.shared and subject.last <= first and first - subject.last <= _BEFORE
    return (subject.last if near else first), last


def _before_subject(page: Page, found: Found, expressed: bool) -> bool:
    """Whether the subject is negated or nearly so: "not even Holm said", "few ministers said"."""
    subject = found.subject
    if subject is None or found.shared:
        return False
    words = page.words
    low = max(page.sentences[found.sentence].first, subject.first - _BEFORE)
    first = subject.first
    while first > low and not (
        words[first - 1].text in PUNCTUATION
        or words[first - 1].low in _NEW_CLAUSE
        or is_finite(words[first - 1])
    ):
        first -= 1
    return not expressed and any(
        (words[at].low in NEGATIONS | NEAR_NEGATIONS or words[at].low == "only")
        and not (words[at].low in ("few", "little") and at > first and words[at - 1].low == "a")
        and turns(words, at, subject.first + 1) > 0
        for at in range(first, subject.first + 1)
    )


def _not_until(page: Page, found: Found, following: int) -> bool:
    """Whether it was said in the end: "did not say until Friday that" is no silence."""
    if found.group is None or not found.group.negated or found.cue is None:
        return False
    return any(
        word.low in ("until", "till") and word.quote < 0
        for word in page.words[found.cue[1] : following]
    )


def _in_source(page: Page, found: Found) -> bool:
    """Whether words taken for more about the source of "according to" may be part of the
    content."""
    subject = found.subject
    if subject is None or not found.how.startswith("according"):
        return False
    at = subject.core[1]
    more = at + 1 < subject.last and page.words[at + 1].low not in _BACKGROUND
    return more and bool(_left(page, (at, subject.last)))

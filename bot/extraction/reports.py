"""Reports of others on which a speaker takes a stance: "denied reports that …", "called reports
that … false".

The speaker's stance is on the clause behind "that"; nothing is claimed about the reports
themselves.
"""

from __future__ import annotations

from bot.extraction.clauses import clause_end
from bot.extraction.complement_words import AGAINST, TAKING_UP
from bot.extraction.cues import WAVING_AWAY, Cue
from bot.extraction.found import Range
from bot.extraction.page import Page
from bot.extraction.stance_words import CALLING
from bot.extraction.turning_words import REPORTS, UNTRUE
from bot.extraction.verbs import is_finite
from bot.extraction.vocabulary import DETERMINERS, PUNCTUATION, SUBJECT_PRONOUNS, SUBORDINATORS

_OPENS_CLAUSE = (DETERMINERS | SUBJECT_PRONOUNS) - {"who"}
_BE = frozenset("is are was were be been being isn't wasn't aren't weren't not".split())
_FAR = 10  # words up to the noun: "widely circulated reports in the foreign press that"


def reports(page: Page, cue: Cue, first: int, stop: int) -> Range | None:
    """The clause behind the "that" of "denied reports that", without an "as false" at its end."""
    waved = (cue.lemma, cue.particle) in WAVING_AWAY
    if not waved and (cue.lemma not in TAKING_UP | CALLING or cue.particle):
        return None
    if waved and page.words[first].low in AGAINST:
        first += 1  # "pushed back on reports that"
    begun = _begun(page, first, stop)
    if begun is None:
        return None
    last = clause_end(page, begun, stop)
    judged = _judged(page, begun + 1, last)
    if cue.lemma in CALLING and judged is None:
        return None
    last = last if judged is None else judged
    return (begun, last) if last - begun > 1 else None


def _begun(page: Page, first: int, stop: int) -> int | None:
    """The position of the clause behind a noun for reports, and behind its "that" if it has one."""
    words = page.words
    seen = False
    if first >= stop:
        return None  # "they pushed back against"
    if words[first].low == "as":  # "rejected as false claims that", "dismissed as “a lie” …"
        first += 1
        while first < stop and not (words[first].low in REPORTS or words[first].low == "that"):
            if words[first].text in ",;:." and words[first].quote < 0:
                return None
            first += 1
    for i in range(first, min(stop, first + _FAR)):
        word = words[i]
        if word.low == "that" and i > first:
            return i + 1 if seen and not _does(page, i + 1, stop) else None
        opens = word.low in _OPENS_CLAUSE or (word.capital and word.text[0].isalpha())
        if seen and words[i - 1].low in REPORTS and opens:
            return i if _clause(page, i, stop) else None  # "denied reports its drones had"
        if word.quote >= 0 or word.text in PUNCTUATION or word.low in SUBORDINATORS - {"or"}:
            return None
        if is_finite(word) and not (word.low in REPORTS or words[i - 1].low in DETERMINERS):
            return None
        seen = seen or word.low in REPORTS
    return None


def _clause(page: Page, at: int, stop: int) -> bool:
    """Whether a verb comes before any mark."""
    for word in page.words[at + 1 : min(stop, at + _FAR)]:
        if word.text in PUNCTUATION:
            return False
        if is_finite(word):
            return True
    return False


def _does(page: Page, at: int, stop: int) -> bool:
    """Whether a verb follows at once: "the claims that were made"."""
    return at >= stop or is_finite(page.words[at])


def _judged(page: Page, first: int, last: int) -> int | None:
    """The position of an "as false", "a lie" or "false" at the end of the clause."""
    words = page.words
    for i in range(max(first, last - 8), last):
        if words[i].low in UNTRUE or words[i].quote >= 0:
            at = i
            while at > first and (
                words[at - 1].low in DETERMINERS or words[at - 1].low.endswith("ly")
            ):
                at -= 1
            if words[at - 1].low == "as" and at - 1 > first:
                return at - 1
            return None if words[at - 1].low in _BE else at
    return None

"""The noun phrase after a verb: the subject of an inverted "said …"."""

from __future__ import annotations

from bot.extraction.day_phrases import day_phrase
from bot.extraction.page import Page
from bot.extraction.phrases import (
    LONGEST_APPOSITION,
    LONGEST_SUBJECT,
    Kind,
    Subject,
    is_participle,
    kind_of,
)
from bot.extraction.roles import PARTICLES as NAME_PARTICLES
from bot.extraction.roles import ROLES
from bot.extraction.sentences import Word
from bot.extraction.subject_words import HOLDERS, NOT_OF_NAME, PARTICIPLES
from bot.extraction.turning import turns
from bot.extraction.verbs import is_finite
from bot.extraction.vocabulary import (
    DETERMINERS,
    PREPOSITIONS,
    PUNCTUATION,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    is_adverb,
)


def phrase_after(page: Page, at: int, stop: int) -> Subject | None:
    """The noun phrase that begins at `at`: the subject of an inverted "said …"."""
    words = page.words
    if at >= stop:
        return None
    if words[at].low in SUBJECT_PRONOUNS:
        return Subject(at, at + 1, Kind.PRONOUN, (at, at + 1))
    core = _core_end(page, at, stop)
    if core == at or not _kind_ok(words, at, core):
        return None
    # "said Jane Roe, the minister of …,": the apposition belongs to who speaks
    if core < stop and words[core].text == "," and core + 1 < stop:
        end = _name_end(words, at, core, stop) or _apposition_end(page, core + 1, stop)
        if end is not None:
            return Subject(at, end, kind_of(words, at, core), (at, core))
    return Subject(at, core, kind_of(words, at, core), (at, core))


def _core_end(page: Page, at: int, stop: int) -> int:
    """The position after the phrase without an apposition; words in brackets belong to it."""
    words = page.words
    i = at
    while i < stop and i - at < LONGEST_SUBJECT:
        word = words[i]
        if word.text == "(" and i > at:
            close = next((j for j in range(i, min(stop, i + 12)) if words[j].text == ")"), None)
            if close is None:
                break
            i = close + 1
            continue
        if word.text in PUNCTUATION and not (word.quote >= 0 and _scare(page, i)):
            break
        if i > at and _ends_phrase(page, i, stop):
            break
        i += 1
    return i


def _ends_phrase(page: Page, at: int, stop: int) -> bool:
    """Whether a word behind the first one is not part of the phrase."""
    word = page.words[at]
    if word.low in SUBORDINATORS or word.low in NOT_OF_NAME or is_adverb(word.low):
        return True
    if page.words[at - 1].low not in DETERMINERS:
        if is_finite(word) and not word.capital:
            return True
        if day_phrase(page, at, stop) > at:
            return True  # "said Holm two days ago"
        if is_participle(page.words, at, stop):
            return True  # "said an official speaking on condition of anonymity"
    return word.low in TIME_WORDS and word.low not in ("this", "last", "next")


def _scare(page: Page, at: int) -> bool:
    inner = page.quotations[page.words[at].quote].inner
    return inner[1] - inner[0] < 40 and page.text[inner[1] - 1] not in ".,!?"


def _name_end(words: list[Word], first: int, comma: int, stop: int) -> int | None:
    """The position after the name of "said the head of the rescue service, Ida Holm"; None if no
    role is before the comma, or no name behind it."""
    role = any(word.low in ROLES and not word.capital for word in words[first:comma])
    role = role or (words[first].low == "the" and words[comma - 1].low in HOLDERS)
    end = comma + 1
    while end < stop and (words[end].capital or words[end].low in NAME_PARTICLES):
        end += 1
    if not role or not 1 < end - comma <= _LONGEST_NAME:
        return None
    return end if end == stop or words[end].text in ",;" or is_adverb(words[end].low) else None


_LONGEST_NAME = 5  # words, and the comma


def _apposition_end(page: Page, at: int, stop: int) -> int | None:
    words = page.words
    if words[at].low in ("that", "this", "it") or turns(words, at, stop):
        return None
    if words[at].low not in DETERMINERS | {"who"} and not words[at].low.endswith("'s"):
        if not (words[at].text[0].islower() and words[at].low not in PREPOSITIONS | SUBORDINATORS):
            return None
        if words[at].low.endswith("ing") or is_adverb(words[at].low):
            return None
    clause = _finite_without_relative(words, at, min(stop, at + LONGEST_APPOSITION))
    if clause:
        return None
    for i in range(at, min(stop, at + LONGEST_APPOSITION)):
        if words[i].text in PUNCTUATION and not (words[i].quote >= 0 and _scare(page, i)):
            return i if words[i].text in ",.;" and i > at else None
    short = stop - at <= LONGEST_APPOSITION
    return stop if short and words[stop - 1].quote < 0 else None


def _finite_without_relative(words: list[Word], at: int, stop: int) -> bool:
    """Whether a verb comes before any comma or "who": if so, it is a clause and not an
    apposition."""
    for word in words[at:stop]:
        if word.text in PUNCTUATION or word.low in SUBORDINATORS:
            return False
        if is_finite(word) and not word.capital and word.low not in PARTICIPLES:
            return True
    return False


def _kind_ok(words: list[Word], first: int, stop: int) -> bool:
    return (
        any(w.text[0].isalnum() or w.text[0] == "@" for w in words[first:stop])
        and words[first].low not in PREPOSITIONS | SUBORDINATORS
    )

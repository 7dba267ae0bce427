"""Noun phrases: the subject before a verb; read without a parser, by closed classes of words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.extraction.cues import Form, cues
from bot.extraction.day_phrases import day_phrase
from bot.extraction.page import Page
from bot.extraction.phrase_starts import trimmed
from bot.extraction.roles import ROLES
from bot.extraction.sentences import Word
from bot.extraction.source_words import PEOPLE
from bot.extraction.turning_words import ASKED
from bot.extraction.verbs import is_finite
from bot.extraction.vocabulary import (
    AUXILIARIES,
    DASHES,
    DETERMINERS,
    FINITE_VERBS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PUNCTUATION,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
)

LONGEST_SUBJECT = 45  # words
LONGEST_APPOSITION = 30


class Kind(StrEnum):
    """The kind of a subject."""

    PRONOUN = "pronoun"
    NAME = "name"
    NOUN = "noun"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class Subject:
    """Positions of a speaker. `core` is the noun phrase without its apposition."""

    first: int
    last: int
    kind: Kind
    core: tuple[int, int]


def subject_before(page: Page, first: int, low: int) -> Subject | None:
    """The subject that ends right before a verb group, at `low` or later."""
    words = page.words
    at = first - 1
    if at < low:
        return None
    if words[first].low == "having":  # "with spokesman Pat Roe having said"
        low = max(
            (i + 1 for i in range(max(low, first - 20), first) if words[i].low == "with"),
            default=low,
        )
    if words[at].text == ")":
        at = _opening_bracket(words, at, low) - 1
        found = _phrase(page, at + 1, low)
        return Subject(found.first, first, found.kind, found.core) if found else None
    if words[at].text == "," or words[at].text in DASHES:
        return _with_apposition(page, at, low)
    return _phrase(page, first, low)


def _opening_bracket(words: list[Word], at: int, low: int) -> int:
    for i in range(at - 1, max(low, at - 15) - 1, -1):
        if words[i].text == "(":
            return i
    return at


def _with_apposition(page: Page, comma: int, low: int) -> Subject | None:
    """Reads "Jane Roe, who chairs the board, said", "the spokesman for X, Jane Roe, said"."""
    words = page.words
    mark = words[comma].text
    limit = max(low, comma - LONGEST_APPOSITION)
    i = comma - 1
    while i >= limit and not (
        words[i].text == mark
        and not _within_list(words, i)
        and words[i].quote == words[comma].quote
    ):
        if words[i].text in ";:":
            return None
        i -= 1
    if i < limit:
        return None
    piece = words[i + 1 : comma]
    if not piece:
        return None
    at = i
    if at > low and words[at - 1].text == ")":
        at = _opening_bracket(words, at - 1, low)
    found = _phrase(page, at, low)
    if found is None and mark == ",":
        # "For his part, Mr Roe, who …": an earlier pair of commas
        return None
    if found is None:
        return None
    found = _named_before(page, found, low)
    asked = piece[0].low in ASKED or is_cited_by(words, i + 1)  # "Holm, asked about it, said"
    verb = is_finite(piece[0]) and not asked
    if piece[0].low in ("and", "but", "or") or verb:
        return None
    return Subject(found.first, comma, found.kind, found.core)


def _named_before(page: Page, found: Subject, low: int) -> Subject:
    """The name to which a phrase is an apposition: "Jane Roe, head of X, which …, said"."""
    words = page.words
    at = found.first - 1
    if at <= low or words[at].text != "," or words[found.first].capital:
        return found
    named = _phrase(page, at, low)
    if named is None or named.kind is not Kind.NAME or not words[at - 1].capital:
        return found
    return Subject(named.first, found.last, named.kind, named.core)


def _within_list(words: list[Word], at: int) -> bool:
    """Whether a comma separates a place from its country or a year from its day."""
    return (
        at + 2 < len(words)
        and words[at + 2].text == ","
        and at + 1 < len(words)
        and words[at + 1].text.isdigit()
    )


def _phrase(page: Page, stop: int, low: int) -> Subject | None:
    """The noun phrase that ends before `stop`."""
    words = page.words
    limit = max(low, stop - LONGEST_SUBJECT)
    last = stop - 1
    if last < limit:
        return None
    if words[last].low in ("who", "which", "that"):
        return _relative(page, last, limit)
    if words[last].low in SUBJECT_PRONOUNS:
        return Subject(last, stop, Kind.PRONOUN, (last, stop))
    if words[last].low in OBJECT_PRONOUNS:
        return None
    first = trimmed(page, _reach(page, stop, limit), stop)
    if first is None or first >= stop:
        return None
    stop = _without_day(page, first, stop)
    stop = next((i for i in range(first + 1, stop) if is_participle(words, i, stop)), stop)
    return Subject(first, stop, kind_of(words, first, stop), (first, stop))


def _reach(page: Page, stop: int, limit: int) -> int:
    """The first position that a noun phrase that ends before `stop` may reach."""
    words = page.words
    i = stop - 1
    while i >= limit:
        if (
            words[i].quote >= 0
            and (page.closes(i) or page.opens(i))
            and words[i].text in PUNCTUATION
        ):
            jumped = _short_quote(page, i, limit)
            if jumped is None:
                break
            i = jumped
            continue
        if _bounds(words, i, limit, stop):
            break
        i -= 1
    return i + 1


def _bounds(words: list[Word], at: int, limit: int, stop: int) -> bool:
    """Whether this word, which comes before a noun phrase, cannot be part of it."""
    word = words[at]
    if word.text in PUNCTUATION or word.low in SUBORDINATORS or word.low in DASHES:
        return True
    if word.low in SUBJECT_PRONOUNS and not (at > limit and words[at - 1].low == "and"):
        return True
    if word.low in AUXILIARIES or word.low.endswith("n't"):
        return True
    return _verbal(words, at, stop)


def _without_day(page: Page, first: int, stop: int) -> int:
    """The position at which a phrase ends before a time: "the minister on 30 October (said)"."""
    for at in range(max(first + 1, stop - _LONGEST_DAY), stop):
        if page.words[at].low in PREPOSITIONS and day_phrase(page, at, stop) == stop:
            return at
    return stop


_LONGEST_DAY = 7  # words


def _short_quote(page: Page, at: int, limit: int) -> int | None:
    """The position before a scare quote that ends here; None if the quotation is too long for
    one."""
    quote = page.words[at].quote
    i = at
    while i >= limit and page.words[i].quote == quote:
        i -= 1
        if at - i > 7:
            return None
    inner = page.quotations[quote].inner
    return None if page.text[inner[1] - 1] in ".,!?" else i


def _verbal(words: list[Word], at: int, stop: int) -> bool:
    """Whether a word before a subject is a verb, so that the subject begins after it."""
    word = words[at]
    low = word.low
    if is_cited_by(words, at):
        return False
    if word.text[0].isupper() and at + 1 < len(words) and at > 0:
        return False
    after = words[at + 1] if at + 1 < stop else None
    before = words[at - 1] if at else None
    modified = before is not None and (
        before.low in DETERMINERS or before.low.endswith("'s") or before.low in PREPOSITIONS
    )
    if low in FINITE_VERBS:
        return not modified
    entries = cues().get(low)
    if entries and not modified:
        if any(c.form is Form.PAST and not c.particle for c in entries):
            # "a letter released by": a participle that belongs to its noun
            return after is None or after.low not in PREPOSITIONS - {"with", "to", "of"}
        return any(c.form is Form.PRESENT and "n" not in c.frames for c in entries)
    return low.endswith("ed") and (
        after is not None
        and (after.low in DETERMINERS or after.low in OBJECT_PRONOUNS or after.capital)
        and not modified
    )


def _relative(page: Page, at: int, low: int) -> Subject | None:
    """Reads "Jane Roe, who said": the speaker is named before it."""
    words = page.words
    stop = at
    if stop > low and words[stop - 1].text in (",", *DASHES):
        stop -= 1
    if words[at].low == "that" and stop != at:
        return None
    if words[at].low == "who" and at > low and words[at - 1].low in ("those", "people"):
        return None
    found = _phrase(page, stop, low) if stop > low else None
    if found is None or found.kind is Kind.PRONOUN:
        return None if words[at].low == "that" else Subject(at, at + 1, Kind.RELATIVE, (at, at + 1))
    return Subject(found.first, at + 1, Kind.RELATIVE, found.core)


def kind_of(words: list[Word], first: int, stop: int) -> Kind:
    if stop - first == 1 and words[first].low in SUBJECT_PRONOUNS:
        return Kind.PRONOUN
    named = any(
        w.capital or w.text[0] == "@"
        for i, w in enumerate(words[first:stop])
        if w.low not in DETERMINERS
    )
    return Kind.NAME if named else Kind.NOUN


def is_cited_by(words: list[Word], at: int) -> bool:
    """Whether a participle of others' words is at a position: "officials quoted by the Courier"."""
    by = at + 1 < len(words) and words[at + 1].low == "by"
    return by and words[at].low in ("cited", "quoted")


def is_participle(words: list[Word], at: int, stop: int) -> bool:
    """Whether what a person is doing begins here: behind a role or name, before a preposition."""
    word, before = words[at], words[at - 1]
    return (
        word.low.endswith("ing")
        and not word.capital
        and (before.capital or before.low in ROLES | PEOPLE)
        and at + 1 < stop
        and words[at + 1].low in PREPOSITIONS | DETERMINERS
    )

"""Reads the words for a speaker: a name, a role, an organisation, several speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.extraction.outlets import is_outlet
from bot.extraction.page import Page
from bot.extraction.phrases import Kind, Subject
from bot.extraction.roles import (
    DEPARTMENTS,
    HONORIFICS,
    PART_OF_TITLE,
    PARTICLES,
    ROLES,
    TITLES,
)
from bot.extraction.sentences import Word
from bot.extraction.several import is_body, is_place, several, undetermined
from bot.extraction.vocabulary import (
    DETERMINERS,
    PREPOSITIONS,
    SUBORDINATORS,
    TIME_WORDS,
    is_adverb,
)
from bot.language.common import is_common_in_english


@dataclass(frozen=True, slots=True)
class Described:
    """The name, role and organisation of a speaker. `several` has the names if there is more
    than one."""

    name: str | None
    role: str | None = None
    organisation: str | None = None
    several: tuple[str, ...] = ()
    is_person: bool = False
    is_outlet: bool = False


def described(page: Page, subject: Subject) -> Described:
    """Name, role and organisation as written; a pronoun has none."""
    if subject.kind is Kind.PRONOUN:
        return Described(None)
    first, last = subject.first, subject.last
    if subject.kind is Kind.RELATIVE:
        first, last = subject.core
        if last - first == 1 and page.words[first].low in ("who", "which"):
            return Described(None)
    pieces = _pieces(page, first, last)
    if not pieces:
        return Described(None)
    if len(pieces) == 1 and (names := several(page, *pieces[0])):
        return Described(" and ".join(names), several=names)
    known = [_piece(page, *piece) for piece in pieces]
    named = next((d for d in known if d.is_person and d.name), None)
    if named is None:
        return _unnamed(page, pieces, known)
    other = _apposed(known, named)
    if other is not None:
        return replace(
            named,
            role=named.role or other.role,
            organisation=named.organisation or other.organisation,
        )
    if named is not known[0]:
        what = known[0].name and page.words[first].low in DETERMINERS
        return replace(named, is_person=False) if what else named  # "the operator, Baltic Lines"
    if named.role is None and len(pieces) > 1:
        return replace(named, role=_plain_role(page, *pieces[1]))
    return named


def _apposed(known: Sequence[Described], named: Described) -> Described | None:
    """The apposition to a person's name: "head of the port authority"."""
    other = next((d for d in known if d is not named and (d.role or d.organisation)), None)
    return None if other is None or other.is_person else other


def _unnamed(
    page: Page, pieces: Sequence[tuple[int, int]], known: Sequence[Described]
) -> Described:
    """The first piece, or the person, if a name is next to a role: "spokesman, Jane Roe"."""
    if len(known) > 1:
        name, role = (1, 0) if known[0].role else (0, 1)
        words = page.words[slice(*pieces[name])]
        if known[role].role and len(words) <= 4 and all(word.capital for word in words):
            told = known[role]
            written = page.written(*pieces[name])
            return Described(written, told.role, told.organisation, is_person=True)
    return known[0]


def _pieces(page: Page, first: int, last: int) -> list[tuple[int, int]]:
    """The positions of the pieces between commas, without words in brackets."""
    found: list[tuple[int, int]] = []
    begun = first
    depth = 0
    for i in range(first, last + 1):
        text = page.words[i].text if i < last else ","
        if text == "(":
            if depth == 0 and begun < i:
                found.append((begun, i))
            depth += 1
        elif text == ")":
            depth = max(depth - 1, 0)
            begun = i + 1
        elif (
            depth == 0 and text in (",", "—", "–", "--") and (i == last or not _ends_quote(page, i))
        ):
            if begun < i:
                found.append((begun, i))
            begun = i + 1
    return found[:4]


def _ends_quote(page: Page, at: int) -> bool:
    return page.words[at].quote >= 0


def _piece(page: Page, first: int, last: int) -> Described:
    words = page.words
    last = _untimed(words, first, last)
    article = words[first].low in ("the", "a", "an")
    while first < last and (
        words[first].low in DETERMINERS
        or words[first].low in ("who", "which", "that")
        or is_adverb(words[first].low)
    ):
        first += 1
    if first + 1 < last and words[first].low == "of" and words[first - 1].low in DETERMINERS:
        first = undetermined(words, first + 1, last)  # "one of the officials"
    if first >= last:
        return Described(None)
    head = _role_head(words, first, last)
    if head is None:
        told = _unroled(page, first, last)
        return replace(told, is_person=told.is_person and not article)
    head = _with_department(words, head, last)
    begun, stop = _name_behind(words, head, last)
    role_first, organisation = _owner(page, first, head)
    written = page.written(role_first, head + 1)
    role: str | None = written
    lower = head > first and not words[first + 1].capital
    if role_first == first and lower and _only_begins(page, first):
        role = f"{written[0].lower()}{written[1:]}"  # "Fire chief Edda Rohl", at the beginning
    if words[head].low.rstrip(".") in HONORIFICS and role_first == head:
        role = None
    if stop > begun and words[begun].capital:
        return Described(page.written(begun, stop), role, organisation, is_person=True)
    served = _served(page, begun, last)
    return Described(page.written(first, last), role, organisation if served is None else served)


def _with_department(words: Sequence[Word], head: int, last: int) -> int:
    """The last word of the role in "Secretary of State Jane Roe", or the same position."""
    if head + 3 >= last or words[head + 1].low != "of":
        return head
    return head + 2 if words[head + 2].low in DEPARTMENTS and words[head + 3].capital else head


def _name_behind(words: Sequence[Word], head: int, last: int) -> tuple[int, int]:
    """The positions of the capitalised words behind a role; may be empty."""
    begun = head + 1
    while begun < last and words[begun].text == ".":
        begun += 1
    stop = begun
    while stop < last and (words[stop].capital or words[stop].low in PARTICLES):
        stop += 1
    return begun, stop


def _served(page: Page, at: int, last: int) -> str | None:
    """The organisation in "for the port authority", which begins at `at` behind a role."""
    words = page.words
    if at >= last or words[at].low not in ("for", "of", "at", "with", "in", "to", "from"):
        return None
    tail = _tail(words, at + 1, last)
    return page.written(undetermined(words, at + 1, tail), tail) if tail > at + 1 else None


def _plain_role(page: Page, first: int, last: int) -> str | None:
    """The noun of an apposition that is in no list: "a fisherman who saw it"."""
    words = page.words
    if words[first].low not in ("a", "an", "the"):
        return None
    end = first + 1
    while (
        end < last
        and words[end].text.isalpha()
        and (words[end].low not in PREPOSITIONS | SUBORDINATORS)
    ):
        end += 1
    owned = end < last and words[end].low.endswith(("'s", "s'"))  # "the mayor's daughter"
    return page.written(first + 1, end) if first + 1 < end <= first + 5 and not owned else None


def _untimed(words: Sequence[Word], first: int, last: int) -> int:
    """The position at which the words for a speaker end before "on Friday", "this week"."""
    end = last
    while end > first + 1 and (
        words[end - 1].low in TIME_WORDS
        or words[end - 1].low in PREPOSITIONS
        or is_adverb(words[end - 1].low)
    ):
        end -= 1
    return end


def _role_head(words: Sequence[Word], first: int, last: int) -> int | None:
    """The position of the noun that names the role: the last one before a preposition."""
    plain: int | None = None  # "spokesman"
    titled: int | None = None  # "President" before a name, the first run of such words
    for i in range(first, last):
        word = words[i]
        low = word.low.rstrip(".")
        if low in PREPOSITIONS and i > first:
            break
        if word.capital:
            is_title = low in ROLES or (low in TITLES and i + 1 < last and words[i + 1].capital)
            if is_title and low not in PART_OF_TITLE and (titled is None or titled == i - 1):
                titled = i
        elif low in ROLES and not low.endswith("s"):
            plain = i
    return plain if plain is not None else titled


def _owner(page: Page, first: int, head: int) -> tuple[int, str | None]:
    """The position at which the role begins behind "South Korea's" or "Pentagon", and that name."""
    words = page.words
    stop = first
    for i in range(first, head):
        if words[i].low.endswith(("'s", "s'")):
            owner = page.written(first, i + 1)
            return i + 1, re.sub(r"['’]s?$", "", owner)
    while stop < head and words[stop].capital and words[stop].low.rstrip(".") not in TITLES:
        stop += 1
    if stop == first + 1 and _only_begins(page, first):
        return first, None
    if stop > first and not all(words[i].capital for i in range(first, head + 1)):
        return stop, page.written(first, stop)
    if stop > first and stop <= head and words[head].capital and is_place(words, first, stop):
        return stop, page.written(first, stop)
    return first, None


def _only_begins(page: Page, at: int) -> bool:
    """Whether a word has its capital only because a sentence begins with it: "Fire chief Rohl".
    It is a common word, no place and no acronym, and nowhere else in the text is it capitalised."""
    words = page.words
    word = words[at]
    if not (_begins(words, at) and word.text.istitle() and is_common_in_english(word.low)):
        return False
    if is_place(words, at, at + 1):
        return False
    if word.low.rstrip(".") in TITLES or word.low in ROLES:
        return False
    return not any(
        other.text == word.text and not _begins(words, place) for place, other in enumerate(words)
    )


def _begins(words: Sequence[Word], at: int) -> bool:
    """Whether a sentence or quotation begins with the word."""
    return at == 0 or not (words[at - 1].text[-1].isalnum() or words[at - 1].text in ",;)")


def _unroled(page: Page, first: int, last: int) -> Described:
    """A speaker without a role: the name of a person, an organisation or an outlet, or plain
    words."""
    words = page.words[first:last]
    text = page.written(first, last)
    outlet = is_outlet(text)
    named = [w for w in words if w.capital or w.low in PARTICLES]
    person = (
        not outlet
        and len(named) == len(words)
        and 1 <= len(words) <= 4
        and not is_body(words)
        and is_place(page.words, first, last) is False
    )
    return Described(text, is_person=person, is_outlet=outlet)


def _tail(words: Sequence[Word], first: int, last: int) -> int:
    for i in range(first, last):
        if words[i].low in ("who", "which", "in", "on", "at") or words[i].low in TIME_WORDS:
            return i
    return last

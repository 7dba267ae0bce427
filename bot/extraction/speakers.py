"""What the words for a speaker say: a name, a role, an organisation, several speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.extraction.outlets import is_outlet
from bot.extraction.page import Page
from bot.extraction.phrases import Kind, Subject
from bot.extraction.roles import DEPARTMENTS, ROLES, TITLES
from bot.extraction.sentences import Word
from bot.extraction.vocabulary import (
    DETERMINERS,
    PREPOSITIONS,
    SUBORDINATORS,
    TIME_WORDS,
    is_adverb,
)
from bot.language.countries import world


@dataclass(frozen=True, slots=True)
class Described:
    """What the words say of a speaker. `several` has the names where there is more than one."""

    name: str | None
    role: str | None = None
    organisation: str | None = None
    several: tuple[str, ...] = ()
    is_person: bool = False
    is_outlet: bool = False


def described(page: Page, subject: Subject) -> Described:
    """Name, role and organisation as written; a pronoun has none."""
    first, last = subject.first, subject.last
    if subject.kind is Kind.PRONOUN:
        return Described(None)
    if subject.kind is Kind.RELATIVE:
        if subject.core[1] - subject.core[0] == 1 and page.words[subject.core[0]].low in (
            "who",
            "which",
        ):
            return Described(None)
        first, last = subject.core
    pieces = _pieces(page, first, last)
    if not pieces:
        return Described(None)
    if len(pieces) == 1 and (several := _several(page, *pieces[0])):
        return Described(" and ".join(several), several=several)
    known = [_piece(page, *piece) for piece in pieces]
    named = next((d for d in known if d.is_person and d.name), None)
    other = next((d for d in known if d is not named and (d.role or d.organisation)), None)
    if named is not None and other is not None and not other.is_person:
        return Described(
            named.name,
            named.role or other.role,
            named.organisation or other.organisation,
            is_person=True,
        )
    if named is not None:
        if named is not known[0] and known[0].name and page.words[first].low in DETERMINERS:
            return replace(named, is_person=False)  # "the operator, Baltic Lines"
        if named.role is None and named is known[0] and len(pieces) > 1:
            return replace(named, role=_plain_role(page, *pieces[1]))
        return named
    if len(known) > 1 and known[0].role and not known[0].is_person:
        one = pieces[1]
        words = page.words[one[0] : one[1]]
        if words[0].capital and len(words) <= 4 and all(w.capital for w in words):
            return Described(
                _text(page, *one), known[0].role, known[0].organisation, is_person=True
            )
    if len(known) > 1 and known[1].role and page.words[pieces[0][0]].capital and not known[0].role:
        words = page.words[slice(*pieces[0])]
        if len(words) <= 4 and all(w.capital for w in words):
            return Described(
                _text(page, *pieces[0]), known[1].role, known[1].organisation, is_person=True
            )
    return known[0]


def _pieces(page: Page, first: int, last: int) -> list[tuple[int, int]]:
    """The stretches between commas, what stands in brackets left out."""
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
    if first >= last:
        return Described(None)
    head = _role_head(words, first, last)
    if head is None:
        told = _unroled(page, first, last)
        return replace(told, is_person=told.is_person and not article)
    name_first = head + 1
    if (
        name_first + 2 < last
        and words[name_first].low == "of"
        and words[name_first + 1].low in DEPARTMENTS
        and words[name_first + 2].capital
    ):
        head += 2  # "Secretary of State Jane Roe"
        name_first = head + 1
    while name_first < last and words[name_first].text == ".":
        name_first += 1
    stop = name_first
    while stop < last and (words[stop].capital or words[stop].low in _PARTICLES):
        stop += 1
    role_first, organisation = _owner(page, first, head)
    role: str | None = _text(page, role_first, head + 1)
    if words[head].low.rstrip(".") in _HONORIFICS and role_first == head:
        role = None
    if stop > name_first and words[name_first].capital:
        return Described(_text(page, name_first, stop), role, organisation, is_person=True)
    if name_first < last and words[name_first].low in (
        "for",
        "of",
        "at",
        "with",
        "in",
        "to",
        "from",
    ):
        tail = _tail(words, name_first + 1, last)
        if tail > name_first + 1:
            organisation = _text(page, _undetermined(words, name_first + 1, tail), tail)
    return Described(
        _text(page, first, last),
        role,
        organisation,
        is_person=False,
    )


_PARTICLES = frozenset("de la van von der den bin al el du da dos di le ben abu".split())


_HONORIFICS = frozenset("mr mrs ms dr sir dame lord lady".split())


def _plain_role(page: Page, first: int, last: int) -> str | None:
    """The noun of an apposition that no list has: "a fisherman who saw it"."""
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
    return _text(page, first + 1, end) if first + 1 < end <= first + 5 and not owned else None


def _untimed(words: Sequence[Word], first: int, last: int) -> int:
    """Where the words for a speaker end without "on Friday", "this week"."""
    end = last
    while end > first + 1 and (
        words[end - 1].low in TIME_WORDS
        or words[end - 1].low in PREPOSITIONS
        or is_adverb(words[end - 1].low)
    ):
        end -= 1
    return end


def _role_head(words: Sequence[Word], first: int, last: int) -> int | None:
    """The position of the noun that names the role; the last one before a preposition."""
    plain: int | None = None  # "spokesman"
    titled: int | None = None  # "President" before a name, the first run of such words
    for i in range(first, last):
        word = words[i]
        low = word.low.rstrip(".")
        if low in PREPOSITIONS and i > first:
            break
        if word.capital:
            is_title = low in ROLES or (low in TITLES and i + 1 < last and words[i + 1].capital)
            if is_title and low not in _PART_OF_TITLE and (titled is None or titled == i - 1):
                titled = i
        elif low in ROLES and not low.endswith("s"):
            plain = i
    return plain if plain is not None else titled


_PART_OF_TITLE = frozenset(("foreign", "prime", "vice"))


def _owner(page: Page, first: int, head: int) -> tuple[int, str | None]:
    """Where the role begins after "South Korea's" or "Pentagon", and that name."""
    words = page.words
    stop = first
    for i in range(first, head):
        if words[i].low.endswith(("'s", "s'")):
            owner = _text(page, first, i + 1)
            return i + 1, re.sub(r"['’]s?$", "", owner)
    while stop < head and words[stop].capital and words[stop].low.rstrip(".") not in TITLES:
        stop += 1
    if stop > first and not all(words[i].capital for i in range(first, head + 1)):
        return stop, _text(page, first, stop)
    if stop > first and stop <= head and words[head].capital and _place(words, first, stop):
        return stop, _text(page, first, stop)
    return first, None


def _unroled(page: Page, first: int, last: int) -> Described:
    """A name without a role: a person's, an organisation's, an outlet's, or plain words."""
    words = page.words[first:last]
    text = _text(page, first, last)
    outlet = is_outlet(text)
    named = [w for w in words if w.capital or w.low in _PARTICLES]
    person = (
        not outlet
        and len(named) == len(words)
        and 1 <= len(words) <= 4
        and not _is_body(words)
        and _place(page.words, first, last) is False
    )
    return Described(text, is_person=person, is_outlet=outlet)


_BODIES = frozenset(
    """ministry department agency government parliament senate house congress court office bureau
    committee commission council union party university institute foundation centre center bank
    company corporation corp inc ltd group association federation league army navy force police
    command administration kremlin pentagon nato eu un white campaign team board service authority
    organization organisation coalition alliance society club church school hospital college
    republicans democrats""".split()
)


def _is_body(words: Sequence[Word]) -> bool:
    return any(w.low.rstrip(".") in _BODIES for w in words) or (
        len(words) == 1 and words[0].text.isupper() and len(words[0].text) <= 6
    )


def _place(words: Sequence[Word], first: int, last: int) -> bool:
    low = tuple(re.sub(r"'s$", "", w.low).replace(".", "") for w in words[first:last])
    written = " ".join(w.text for w in words[first:last])
    return world().find(low, written) is not None


def _several(page: Page, first: int, last: int) -> tuple[str, ...]:
    """The names in "the US and South Korea", "the Russian and North Korean governments"."""
    words = page.words
    joints = [i for i in range(first, last) if words[i].low in ("and", "nor")]
    if len(joints) != 1 or joints[0] in (first, last - 1):
        return ()
    joint = joints[0]
    one = _undetermined(words, first, joint)
    other = _undetermined(words, joint + 1, last)
    if one >= joint or other >= last:
        return ()
    head = words[last - 1].low
    if head in ("governments", "officials", "leaders", "militaries", "ministries", "presidents"):
        peoples = (
            joint - one == last - 1 - other == 1 and words[one].capital and words[other].capital
        )
        if peoples or (_place(words, one, joint) and _place(words, other, last - 1)):
            noun = words[last - 1].text
            single = noun if head in ("officials", "leaders") else _singular(noun)
            return (
                f"{_text(page, one, joint)} {single}",
                f"{_text(page, other, last - 1)} {single}",
            )
        return ()
    named = words[one].capital and words[other].capital
    if named and (words[joint].low == "nor" or joint - one == last - other == 1):
        return (_text(page, one, joint), _text(page, other, last))
    if (_place(words, one, joint) or _named_person(words, one, joint)) and (
        _place(words, other, last)
        or _named_person(words, other, last)
        or (last - other == 1 and words[other].capital)
    ):
        return (_text(page, one, joint), _text(page, other, last))
    short = joint - one <= 2 and last - other <= 2
    if short and named and _is_body(words[one:joint]) and _is_body(words[other:last]):
        return (_text(page, one, joint), _text(page, other, last))
    return ()


def _singular(noun: str) -> str:
    return noun[:-3] + "y" if noun.endswith("ies") else noun[:-1]


def _named_person(words: Sequence[Word], first: int, last: int) -> bool:
    return (
        2 <= last - first <= 4
        and all(w.capital for w in words[first:last])
        and not _is_body(words[first:last])
    )


def _tail(words: Sequence[Word], first: int, last: int) -> int:
    for i in range(first, last):
        if words[i].low in ("who", "which", "in", "on", "at") or words[i].low in TIME_WORDS:
            return i
    return last


def _undetermined(words: Sequence[Word], first: int, last: int) -> int:
    while first < last and words[first].low in DETERMINERS:
        first += 1
    return first


def _text(page: Page, first: int, last: int) -> str:
    start, end = page.span(first, last)
    return " ".join(page.text[start:end].split())

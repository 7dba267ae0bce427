"""The person or body that "he", "the publication" or a bare surname means, from the text before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.extraction.outlets import OUTLET_NOUNS
from bot.extraction.page import Page
from bot.extraction.phrases import Kind, Subject
from bot.extraction.roles import ROLES
from bot.extraction.speakers import Described, described
from bot.extraction.vocabulary import WEEKDAYS

_FULL_NAME = re.compile(
    r"(?<!\d )\b[A-Z][\w'’-]{1,30}"  # not "(30) October Vesk"
    r"(?: (?:[A-Z]\.|[A-Z][\w'’-]{1,30}|(?:de|la|van|von|bin|al|el))){1,3}"
)
_BEFORE_NAMES = WEEKDAYS | frozenset(
    "late early until till by since when after before as while although though last today".split()
)
"""Capitalised words at the beginning of a sentence that are not part of a name."""
_CLEARLY = 0.7
"""The share of the full names with one surname that one person must have."""

_LOOKED_BACK = 40  # speakers before it that "he" may mean


_POSSESSED = {"his": "he", "her": "she", "their": "they", "its": "it", "my": "i", "our": "we"}


_HE = ("he", "she", "i", "who")
_FITS: tuple[tuple[tuple[str, ...], int, Callable[[Described], bool]], ...] = (
    (_HE, _LOOKED_BACK, lambda told: told.is_person and not told.several),
    (_HE, _LOOKED_BACK, lambda told: bool(told.role) and not told.several),
    (("it",), _LOOKED_BACK, lambda told: not told.is_person and not told.several),
    (("they", "we"), 3, lambda told: bool(told.several) or not told.is_person),
)
"""Pronouns; how many speakers back they may refer, and to which kind. The last speaker that fits
is meant."""


@dataclass(slots=True)
class Resolved:
    """A speaker, with the name that "he" or a surname refers to; `sure` is False for a guess."""

    described: Described
    pronoun: bool = False
    sure: bool = True


@dataclass(slots=True)
class Speakers:
    """The speakers of a document, read from front to back."""

    page: Page
    _full: dict[str, Counter[str]] = field(default_factory=dict)
    _known: dict[str, Described] = field(default_factory=dict)
    _last: list[Described] = field(default_factory=list)

    def __post_init__(self) -> None:
        for m in _FULL_NAME.finditer(self.page.text):
            parts = re.sub(r"['’]s$", "", m.group()).split()
            surname = parts[-1]
            while len(parts) > 1 and parts[0].lower() in _BEFORE_NAMES:
                del parts[0]  # "Late Friday Kern", "By Monday Ida Holm"
            if len(parts) > 1 and parts[0] not in ("The", "In", "On", "At", "But", "And", "For"):
                name = _bare(" ".join(parts))
                if " " in name:
                    self._full.setdefault(surname.lower(), Counter())[name] += 1

    def resolve(self, subject: Subject) -> Resolved:
        """The speaker that `subject` means, from the text read so far; a name that it gives is
        remembered."""
        words = self.page.words
        if subject.kind is Kind.PRONOUN:
            return self._pronoun(words[subject.first].low)
        told = described(self.page, subject)
        if told.name is None:
            return Resolved(told, pronoun=subject.kind is Kind.RELATIVE, sure=False)
        core = words[subject.core[0] : subject.core[1]]
        if subject.kind is Kind.NOUN and core and core[0].low in ("the", "this", "his", "her"):
            before = self._by_noun(core[-1].low)
            if before is not None:
                self._remember(before)
                return Resolved(before, sure=False)
        told = self._completed(told)
        self._remember(told)
        return Resolved(told)

    def heard(self, subject: Subject) -> None:
        """Remembers a person who is named without speaking: "he" may be that person."""
        if subject.kind is Kind.NAME:
            told = described(self.page, subject)
            if told.name and (told.is_person or told.is_outlet):
                self._remember(self._completed(told))

    def _remember(self, told: Described) -> None:
        self._last.append(told)
        del self._last[:-_LOOKED_BACK]
        if told.name:
            name = told.name
            before = self._known.get(name)
            if before is not None:
                told = replace(
                    told,
                    role=told.role or before.role,
                    organisation=told.organisation or before.organisation,
                )
            self._known[name] = told

    def _completed(self, told: Described) -> Described:
        """A surname with the name, role and organisation that the text gave it before."""
        if not told.is_person or told.name is None:
            return told
        name = re.sub(r"^(?:Mr|Mrs|Ms|Dr)\.? ", "", told.name)
        if " " not in name:
            name = self._full_name(name)
        before = self._known.get(name)
        return replace(
            told,
            name=name,
            role=told.role or (before.role if before else None),
            organisation=told.organisation or (before.organisation if before else None),
        )

    def _full_name(self, surname: str) -> str:
        """The full name with this surname; the surname itself if two full names share it about
        equally."""
        names = self._full.get(surname.lower())
        if not names:
            return surname
        firsts: Counter[str] = Counter()
        for name, count in names.items():
            firsts[_first_name(name)] += count
        first, count = firsts.most_common(1)[0]
        if count < _CLEARLY * sum(firsts.values()):
            return surname
        known = [n for n in names if _first_name(n) == first]
        return next((n for n in known if n in self._known), known[0])

    def _pronoun(self, low: str) -> Resolved:
        low = _POSSESSED.get(low, low)
        for pronouns, back, fits in _FITS:
            if low in pronouns:
                told = next(filter(fits, reversed(self._last[-back:])), None)
                if told is not None:
                    return Resolved(told, pronoun=True, sure=False)
        return Resolved(Described(None), pronoun=True, sure=False)

    def _by_noun(self, noun: str) -> Described | None:
        if noun in OUTLET_NOUNS:
            return next((d for d in reversed(self._last) if d.is_outlet), None)
        if noun in ROLES:
            return next(
                (
                    d
                    for d in reversed(self._last)
                    if d.is_person and d.role and noun in d.role.lower().split()
                ),
                None,
            )
        return None


def _first_name(name: str) -> str:
    """The first name in a full name, initials left out."""
    parts = [part for part in name.split() if not part.endswith(".")]
    return parts[-2] if len(parts) > 1 else name


def _bare(name: str) -> str:
    parts = name.split()
    while len(parts) > 1 and parts[0].lower().rstrip(".") in (
        *ROLES, "mr", "mrs", "ms", "sen", "gov", "rep", "dr", "president", "former",
    ):  # fmt: skip
        parts = parts[1:]
    return " ".join(parts)

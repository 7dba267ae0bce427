"""The words that limit what a claim says: without them the statement says more than the record.

They are a condition or an exception ("if they join in", "only"), a share of a whole ("most of the
schools"), a part of a place ("the south of Ostra"), a time that comes again ("in winter"), and the
people or things that a rule, a state or a deed is for ("closed to lorries"). The day, the cause or
the manner of an event is no limit: "resigned on Monday" says "resigned".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.language.assertion_text import Words, is_infinitive, words_of
from bot.language.reading import Reading
from bot.language.tokens import is_stopword
from bot.matching.account import Accounted
from bot.matching.accounting_words import FINITE, OPEN_A_CLAUSE, OPEN_A_PHRASE
from bot.matching.limit_words import (
    AGAIN,
    ARE,
    CONDITIONS,
    DETERMINERS,
    EVERYBODY,
    FIXED,
    IN_A_STATE,
    NO_PLURALS,
    PARTS,
    PLURALS,
    RECIPIENTS,
    SHARES,
    SIDES,
    WERE,
)

_OPENERS = OPEN_A_PHRASE | OPEN_A_CLAUSE | IN_A_STATE
_WHENEVER_OR_WHERE = AGAIN.union(SIDES)

Span = tuple[int, int]
"""The first and the last token of a phrase of the claim, inclusive."""


def limits(ours: Reading, theirs: Reading, claim: Sequence[Accounted]) -> tuple[Span, ...]:
    """The phrases that limit the claim `theirs` and that the statement `ours` lacks, in order.
    `claim` is the claim's side of the account. Never raises."""
    search = _Search(ours, theirs, claim)
    found = [
        *search.conditions(),
        *search.shares(),
        *search.parts(),
        *search.figures(),
        *search.phrases(),
    ]
    return tuple(_joined(sorted(found)))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Phrases that overlap or follow each other, as one: "for adults over 60"."""
    open_: Span | None = None
    for first, last in spans:
        if open_ is not None and first <= open_[1] + 1:
            open_ = open_[0], max(open_[1], last)
            continue
        if open_ is not None:
            yield open_
        open_ = first, last
    if open_ is not None:
        yield open_


class _Search:
    """The words of a claim, which of them the statement says, and which it lacks."""

    def __init__(self, ours: Reading, theirs: Reading, claim: Sequence[Accounted]) -> None:
        self.claim = claim
        self.ours = ours
        self.here = {token.lower for token in ours.tokens}
        self.theirs = theirs
        self.words: Words = words_of(theirs.text, theirs.tokens, theirs.taken)
        self.said = _tokens(one for one in claim if one.by is not None)
        self.missing = _tokens(one for one in claim if one.by is None)

    def conditions(self) -> Iterator[Span]:
        """ "If they join in", "except on Sundays": to the end of the sentence."""
        for at, token in enumerate(self.theirs.tokens):
            if at in self.theirs.taken or self._says(at):
                continue
            if token.lower in CONDITIONS or self._is_exception(at):
                yield at, self.words.size - 1
                return

    def shares(self) -> Iterator[Span]:
        """ "Most of the schools", of which the statement says "the schools"."""
        if any(token.lower in SHARES for token in self.ours.tokens):
            return  # two shares are compared with each other
        for at in range(self.words.size):
            if self.words.lower(at) not in SHARES or at in self.theirs.taken:
                continue
            whole = self._next_said(at)
            if whole is None and self.words.lower(at).endswith("ly"):
                whole = at  # "has reopened partially"
            of = self.words.lower(at + 1) == "of"
            if whole is not None and (of or SHARES[self.words.lower(at)]):
                yield at, whole

    def parts(self) -> Iterator[Span]:
        """ "The south of Ostra", "the eastern lane of the bridge"."""
        for at in sorted(self.missing):
            whole = self._next_said(at) if self.words.lower(at) in PARTS else None
            if whole is not None:
                yield at, whole

    def figures(self) -> Iterator[Span]:
        """The figures of a claim, if the statement has no figure at all."""
        if not self.ours.quantities:
            counted = _tokens(self.claim) & _in_figures(self.theirs)
            yield from (
                (one.first, one.last)
                for one in self.claim
                if one.by is None and one.first in counted
            )

    def phrases(self) -> Iterator[Span]:
        """Phrases of which the statement says no word, behind words that it says. "To the families
        of the victims" is one."""
        before = -1
        for at in range(1, self.words.size):
            if self.words.lower(at) not in _OPENERS:
                continue
            last = self._end(at)
            inside = {i for i in self.missing.intersection(range(at, last + 1)) if self._says_so(i)}
            if not inside or self.said.intersection(range(at, last + 1)):
                continue
            goes_on = at == before + 1 and self.words.lower(at) == "of"
            if at - 1 not in self.theirs.aside and (goes_on or self._limits(at, last)):
                yield at, last
                before = last

    def _is_exception(self, at: int) -> bool:
        """ "All prisoners but murderers"."""
        before = (self.words.lower(i) for i in range(at - 3, at))
        is_one = self.words.lower(at) == "but" and at not in self.words.breaks
        return is_one and any(word in EVERYBODY for word in before)

    def _says_so(self, at: int) -> bool:
        """Whether a word says more than a day or a figure."""
        return at not in self.theirs.taken or self.words.lower(at) in AGAIN

    def _limits(self, at: int, last: int) -> bool:
        """Whether a phrase that the statement lacks limits what is said before it."""
        opener = self.words.lower(at)
        if not self.said.intersection(range(at)) or self._is_fixed(at):
            return False
        if any(self.words.lower(i) in _WHENEVER_OR_WHERE for i in range(at + 1, last + 1)):
            return True
        if self._is_plural(at - 1) and opener in ("with", "without"):
            return True  # "patients with insurance"
        if self._is_plural(at - 1) and self._next_finite(last) in ARE:
            return True  # "flights to Ostra are cancelled"
        being = self._being(at)
        if being in ARE and opener in IN_A_STATE:
            return True
        if opener not in RECIPIENTS:
            return False
        return self._is_for_some(at, last, passive=being in WERE)

    def _is_for_some(self, at: int, last: int, *, passive: bool) -> bool:
        """Whether a phrase with "to", "for" or "of" says to whom or to what something is done: no
        verb ("to save money"), and no crime or reason ("for fraud")."""
        opener, following = self.words.lower(at), self.words.lower(at + 1)
        several = any(self._is_plural(i) for i in range(at + 1, last + 1))
        if opener == "of":
            return passive and at - 1 in self.said
        if opener == "for":
            return several
        if several or following in DETERMINERS:
            return not (several and is_infinitive(self.words, at + 1) and not self._heads(at, last))
        return passive and not is_infinitive(self.words, at + 1)

    def _heads(self, at: int, last: int) -> bool:
        """Whether the first content word of a phrase is the plural itself: "to lorries"."""
        return any(self._is_plural(i) for i in (at + 1, min(at + 2, last)))

    def _is_plural(self, at: int) -> bool:
        lower = self.words.lower(at)
        if at in self.theirs.taken or is_stopword(lower):
            return False
        return lower in PLURALS or (
            lower.endswith("s") and not lower.endswith(NO_PLURALS) and len(lower) > 3
        )

    def _being(self, at: int) -> str:
        """The form of "to be" whose adjective or participle a phrase at `at` belongs to; empty if
        there is none, or no word between that the statement says ("is in Ostra for talks")."""
        for back in range(at - 1, -1, -1):
            lower = self.words.lower(back)
            if lower in ARE or lower in WERE:
                first = self._first_content(back + 1, at)
                is_predicate = first is not None and first in self.said
                return lower if is_predicate else ""
            if back in self.words.breaks or lower in OPEN_A_CLAUSE or lower in FINITE:
                return ""
        return ""

    def _first_content(self, start: int, end: int) -> int | None:
        """The predicate behind "to be": its first content word, unless a preposition or "-ing"
        makes it something else than a state."""
        for i in range(start, end):
            lower = self.words.lower(i)
            if lower in OPEN_A_PHRASE or lower.endswith("ing"):
                return None
            if self.words.says(i) and not lower.endswith("ly"):
                return i
        return None

    def _next_finite(self, last: int) -> str:
        """The word right behind a phrase that ends at `last`, if it is a finite verb."""
        following = self.words.lower(last + 1)
        return following if following in FINITE else ""

    def _is_fixed(self, at: int) -> bool:
        """ "For the first time", "due to": no phrase that says for whom."""
        before, behind = self.words.lower(at - 1), self.theirs.excerpt(at, min(at + 3, self._top))
        return before in ("due", "owing", "according", "thanks", "prior", "because") or any(
            behind.lower().startswith(one) for one in FIXED
        )

    @property
    def _top(self) -> int:
        return self.words.size - 1

    def _end(self, at: int) -> int:
        """The last token of the phrase that begins at `at`."""
        for i in range(at + 1, self.words.size):
            lower = self.words.lower(i)
            if i in self.words.breaks or (i > at + 1 and (lower in _OPENERS or lower in FINITE)):
                return i - 1
        return self._top

    def _next_said(self, at: int) -> int | None:
        """The next content word, if the statement says it: the whole of which `at` is a part."""
        for i in range(at + 1, min(at + 5, self.words.size)):
            if i in self.words.breaks or self.words.lower(i) in FINITE:
                return None
            if i in self.said:
                return self._name_end(i)
            if self.words.says(i) and self.words.lower(i) not in PARTS:
                return None
        return None

    def _name_end(self, at: int) -> int:
        """The last token of the name that contains a token, or the token itself."""
        return next((e.last for e in self.theirs.entities if e.first <= at <= e.last), at)

    def _says(self, at: int) -> bool:
        return self.words.lower(at) in self.here


def _tokens(some: Iterator[Accounted] | Sequence[Accounted]) -> set[int]:
    return {at for one in some for at in range(one.first, one.last + 1)}


def _in_figures(reading: Reading) -> set[int]:
    return {
        at
        for at, token in enumerate(reading.tokens)
        if any(q.start <= token.start < q.end for q in reading.quantities)
    }

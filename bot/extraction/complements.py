"""The content behind a cue, and the construction that joins it to the cue."""

from __future__ import annotations

from dataclasses import dataclass

from bot.extraction.clauses import clause_end
from bot.extraction.complement_words import ENDS_SAME, POINTING, SAID_BEFORE, SAME, SURE, WH
from bot.extraction.cues import Cue
from bot.extraction.leads import lead
from bot.extraction.page import Page
from bot.extraction.reports import reports
from bot.extraction.turning import turns
from bot.extraction.verbs import has_clause, is_contracted, is_finite, to_do
from bot.extraction.vocabulary import OBJECT_PRONOUNS, PREPOSITIONS, PUNCTUATION, SUBORDINATORS


@dataclass(frozen=True, slots=True)
class Complement:
    """Positions of the content behind a cue, and its construction: "that", "clause", "wh",
    "object", "to", "quote", "colon"."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Behind:
    """The words behind a cue, from `first` to before `stop`; `at` is where the cue ends."""

    page: Page
    cue: Cue
    at: int
    first: int
    stop: int

    @property
    def low(self) -> str:
        return self.page.words[self.first].low

    @property
    def end(self) -> int:
        """The position after the clause that begins here."""
        return clause_end(self.page, self.first, self.stop)


def complement(page: Page, cue: Cue, at: int, stop: int) -> Complement | None:
    """The content of a cue that ends before `at`, looked for before `stop`; None if there is
    none."""
    if at < stop and page.words[at].low == "to" and cue.lemma in ("continue", "begin"):
        return None  # "continued to warn": the cue is the verb that follows
    led = lead(page, cue, at, stop)
    if led is None:
        return None
    first, marked = led
    if marked == "next":
        return Complement(first, page.quote_end(first), "colon")
    if first >= stop:
        return None
    if marked == "colon":
        return Complement(first, clause_end(page, first, stop, coordinated=False), "colon")
    behind = _Behind(page, cue, at, first, stop)
    if page.opens(first) and cue.frames & set("qston"):
        return _quotation(behind, marked)
    return _the_same(behind) or _that(behind) or (None if marked else _unmarked(behind))


def _unmarked(behind: _Behind) -> Complement | None:
    """A content without a "that" or a mark in front of it."""
    for read in (_question, _to_do, _topic, _reported):
        if found := read(behind):
            return found
    led = behind.low in ("as", "with") and "c" not in behind.cue.frames
    if behind.low == "to" or (led and not turns(behind.page.words, behind.first, behind.stop)):
        return None
    return _clause_or_object(behind)


def _quotation(behind: _Behind, marked: str) -> Complement | None:
    last = behind.end
    whole = last <= behind.page.quote_end(behind.first) + 1
    if not behind.cue.frames & set("sntow") and not (whole and marked):
        return None
    return Complement(behind.first, last, "quote" if whole else "mixed")


def _that(behind: _Behind) -> Complement | None:
    first, stop = behind.first + 1, behind.stop
    if behind.low != "that" or not behind.cue.frames & set("stqo") or first >= stop:
        return None
    return Complement(first, clause_end(behind.page, first, stop), "that")


def _question(behind: _Behind) -> Complement | None:
    """Reads "whether", "how"."""
    if behind.low not in WH or not behind.cue.frames & set("wst"):
        return None
    return Complement(behind.first, behind.end, "wh")


def _to_do(behind: _Behind) -> Complement | None:
    """Reads "vowed to", "vowed never to"."""
    to = behind.first + 1 if behind.low in ("not", "never") else behind.first
    if "i" not in behind.cue.frames or to + 1 >= behind.stop:
        return None
    if behind.page.words[to].low != "to" or not to_do(behind.page, to):
        return None
    return Complement(behind.first, behind.end, "to")


def _topic(behind: _Behind) -> Complement | None:
    """Reads "told reporters about", but "told them over 300 were hurt" as a clause."""
    page, first, stop = behind.page, behind.first, behind.stop
    if "o" not in behind.cue.frames or first <= behind.at:
        return None
    if behind.low not in ("on", "about", "against", "over"):
        return None
    last = behind.end
    if turns(page.words, first, stop) and _bare_clause(page, first, last, sure=True):
        return Complement(first, last, "clause")
    return Complement(first + 1, last, "about")


def _reported(behind: _Behind) -> Complement | None:
    reported = reports(behind.page, behind.cue, behind.first, behind.stop)
    return None if reported is None else Complement(*reported, "that")


def _clause_or_object(behind: _Behind) -> Complement | None:
    page, cue, first, last = behind.page, behind.cue, behind.first, behind.end
    if "s" in cue.frames and _bare_clause(page, first, last, sure=cue.lemma in SURE):
        return Complement(first, last, "clause")
    if "c" in cue.frames:
        last = _as_well_as(page, first, last)
        return Complement(first, last, "calls") if _called(page, cue, first, last) else None
    if "n" in cue.frames and _object(page, first, last, least=1 if cue.particle else 2):
        return Complement(first, last, "object")
    return None


def _the_same(behind: _Behind) -> Complement | None:
    """Reads "said the same", "hinted at it": an earlier content."""
    cue, first = behind.cue, behind.first
    for phrase in SAME:
        last = first + len(phrase)
        words = tuple(word.low for word in behind.page.words[first:last])
        if words == phrase and last <= behind.stop and _nothing_more(behind, last):
            says = "s" in cue.frames or cue.lemma == "do"
            return Complement(first, last, "same") if says else None
    if cue.lemma not in POINTING:
        return None
    length = 1 if behind.low in ("it", "this", "that") else 0
    if first + 1 < behind.stop and behind.page.words[first + 1].low in SAID_BEFORE:
        length = 2 if behind.low in ("the", "this", "that", "these", "those") else 0
    if length and _nothing_more(behind, first + length):
        return Complement(first, first + length, "same")
    return None


def _nothing_more(behind: _Behind, last: int) -> bool:
    """Whether "the same" ends here and does not go on: "the same boat"."""
    if last == behind.stop:
        return True
    word = behind.page.words[last]
    return word.text in PUNCTUATION or word.low in ENDS_SAME


def _bare_clause(page: Page, first: int, last: int, *, sure: bool) -> bool:
    """Whether a clause without "that" begins here: a subject and a finite verb before any end."""
    words = page.words
    low = words[first].low
    led = low in PREPOSITIONS and not turns(words, first, last)
    if led and low not in ("in", "on", "at", "under", "for", "by", "with", "from"):
        return False
    if is_contracted(words[first]) or low in ("there", "it"):
        return True
    stop = min(last, first + 40)
    for i in range(first + 1, stop):
        word = words[i]
        if word.low in ("who", "which", "that"):
            if not sure:
                return has_clause(page, i + 4, stop)
            continue
        if is_finite(word) or is_contracted(word):
            return True
    return sure and has_clause(page, first + 1, stop)


def _as_well_as(page: Page, first: int, last: int) -> int:
    """The position after the first of two things that something is called, before "as well as";
    `last` if there is only one."""
    words = page.words
    for i in range(first + 2, last - 3):
        if words[i].quote < 0 and tuple(w.low for w in words[i : i + 3]) == ("as", "well", "as"):
            return i
    return last


def _called(page: Page, cue: Cue, first: int, last: int) -> bool:
    """Whether a thing is called something: "described the plan as", "called it a mistake"."""
    words = page.words[first : min(last, first + 25)]
    if last - first < 2 or words[0].low in PREPOSITIONS or words[0].low in SUBORDINATORS:
        return False
    link = {"accuse": "of", "compare": "to", "liken": "to"}.get(cue.lemma)
    if link is None and cue.lemma in ("call", "dub", "label", "brand", "deem", "term", "rate"):
        return words[0].low in OBJECT_PRONOUNS or any(
            w.quote >= 0 or (w.low in ("a", "an", "the", "as") and i) for i, w in enumerate(words)
        )
    return any(w.low == (link or "as") or w.quote >= 0 for w in words[1:])


def _object(page: Page, first: int, last: int, *, least: int) -> bool:
    word = page.words[first]
    if last - first < least:
        return False
    if word.low in PREPOSITIONS or word.low in SUBORDINATORS or word.text in PUNCTUATION:
        return False
    return not (is_finite(word) and not word.capital)

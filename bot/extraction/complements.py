"""What follows a cue: the words that are said, and how they hang on it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.extraction.adverbials import WH
from bot.extraction.clauses import clause_end
from bot.extraction.cues import Cue
from bot.extraction.leads import lead, to_do
from bot.extraction.page import Page
from bot.extraction.reports import reports
from bot.extraction.turning import turns
from bot.extraction.verbs import has_clause, is_contracted, is_finite
from bot.extraction.vocabulary import OBJECT_PRONOUNS, PREPOSITIONS, PUNCTUATION, SUBORDINATORS


@dataclass(frozen=True, slots=True)
class Complement:
    """Positions of what is said, and how it hangs on its cue: "that", "clause", "wh", "object",
    "to", "quote", "colon"."""

    first: int
    last: int
    kind: str


def complement(page: Page, cue: Cue, at: int, stop: int) -> Complement | None:
    """What a cue that ends before `at` says, looked for before `stop`."""
    words = page.words
    frames = cue.frames
    if at < stop and words[at].low == "to" and cue.lemma in ("continue", "begin"):
        return None  # "continued to warn": the cue is the verb that follows
    led = lead(page, cue, at, stop)
    if led is None:
        return None
    first, marked = led
    if marked == "next":
        return Complement(first, page.quote_end(first), "colon")
    if first >= stop:
        return None
    word = words[first]
    says = bool(frames & set("stqo"))
    if marked == "colon":
        return Complement(first, clause_end(page, first, stop, coordinated=False), "colon")
    if page.opens(first) and (frames & set("qsto") or "n" in frames):
        last = clause_end(page, first, stop)
        whole = last <= page.quote_end(first) + 1
        if not frames & set("sntow") and not (whole and marked):
            return None
        return Complement(first, last, "quote" if whole else "mixed")
    if same := _the_same(page, cue, first, stop):
        return Complement(first, same, "same")
    if word.low == "that" and says and first + 1 < stop:
        return Complement(first + 1, clause_end(page, first + 1, stop), "that")
    if marked == "comma":
        return None
    if word.low in WH and frames & set("wst"):
        return Complement(first, clause_end(page, first, stop), "wh")
    to = first + 1 if word.low in ("not", "never") else first  # "vowed never to"
    if "i" in frames and to + 1 < stop and words[to].low == "to" and to_do(page, to):
        return Complement(first, clause_end(page, first, stop), "to")
    if "o" in frames and first > at and word.low in ("on", "about", "against", "over"):
        last = clause_end(page, first, stop)
        rounded = turns(words, first, stop) and _bare_clause(page, first, last, sure=True)
        return (
            Complement(first, last, "clause") if rounded else Complement(first + 1, last, "about")
        )
    if (reported := reports(page, cue, first, stop)) is not None:
        return Complement(*reported, "that")
    leads_to = word.low in ("as", "with") and "c" not in frames and not turns(words, first, stop)
    if word.low == "to" or leads_to:
        return None
    last = clause_end(page, first, stop)
    if "s" in frames and _bare_clause(page, first, last, sure=cue.lemma in _SURE):
        return Complement(first, last, "clause")
    if "c" in frames:
        last = _as_well_as(page, first, last)
        return Complement(first, last, "calls") if _called(page, cue, first, last) else None
    if "n" in frames and _object(page, first, last, least=1 if cue.particle else 2):
        return Complement(first, last, "object")
    return None


_SAME = (("the", "same"), ("the", "same", "thing"), ("as", "much"), ("so",), ("likewise",))


def _the_same(page: Page, cue: Cue, first: int, stop: int) -> int | None:
    """The position after "the same", or after the "it" of "hinted at it"."""
    words = page.words
    ended = {"but", "and", "with", "in", "on", "at", "when", "while", "as", "though", "to"}
    for phrase in _SAME:
        last = first + len(phrase)
        if (
            last <= stop
            and tuple(w.low for w in words[first:last]) == phrase
            and (last == stop or words[last].text in PUNCTUATION or words[last].low in ended)
        ):
            return last if "s" in cue.frames or cue.lemma == "do" else None
    if words[first].low in ("it", "this", "that") and cue.lemma in _POINTING:
        last = first + 1
        if last == stop or words[last].text in PUNCTUATION or words[last].low in ended:
            return last
    return None


_POINTING = frozenset("hint confirm deny acknowledge admit reject dispute".split())


_SURE = frozenset(("say", "tell", "think", "believe", "hope", "know", "insist", "claim", "argue"))


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
    """Where one thing that something is called ends and "as well as" brings another."""
    words = page.words
    for i in range(first + 2, last - 3):
        if words[i].quote < 0 and tuple(w.low for w in words[i : i + 3]) == ("as", "well", "as"):
            return i
    return last


def _called(page: Page, cue: Cue, first: int, last: int) -> bool:
    """Whether something is called something: "described the plan as", "called it a mistake"."""
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

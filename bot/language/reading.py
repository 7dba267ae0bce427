"""A sentence, read: its words and names, its figures, dates and negations, and its speaker.

By rules only. A reading does not say what a sentence means; it gives what is compared with another
sentence word by word. Each part is computed when it is first asked for, and kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from bot.language.assertion import aside, marks
from bot.language.assertion_text import Mark
from bot.language.date_spans import DateSpan
from bot.language.dates import dates
from bot.language.frames import Frame, frame, refutation
from bot.language.languages import ENGLISH
from bot.language.lexicon import VerbPhrase, same_meaning, verb_phrases
from bot.language.names import Entity, entities
from bot.language.negation_words import NO
from bot.language.negations import Negation, negations
from bot.language.quantities import Quantity, quantities
from bot.language.statements import core
from bot.language.times import Time, affirms, times
from bot.language.tokens import Token, is_stopword, tokens

EXCERPT = 80
"""Code points of a sentence that a Difference quotes."""


@dataclass(frozen=True)
class Reading:
    """One sentence, read as English. Spans are code points of `text`, end-exclusive.

    `names`: lower-case words that are known to be names although the sentence writes them small.
    """

    text: str
    names: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """The ISO 639-1 code of the language as which it is read."""
        return ENGLISH

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tokens(self.text)

    @cached_property
    def dates(self) -> tuple[DateSpan, ...]:
        return dates(self.text)

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """Its dates with the words that bound them ("since 2015")."""
        return times(self.text, self.dates)

    @cached_property
    def affirming(self) -> frozenset[int]:
        """Indices of the tokens that deny and affirm at once: "did not … until" of "did not open
        until 12 March"."""
        return frozenset(_affirming(self))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return quantities(self.text, self.dates)

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        free = [i not in self.taken for i in range(len(self.tokens))]
        return tuple(entities(self.text, self.tokens, free, self.names))

    @cached_property
    def taken(self) -> frozenset[int]:
        """Indices of the tokens inside figures and dates."""
        spans = [(q.start, q.end) for q in self.quantities] + [(d.start, d.end) for d in self.dates]
        return _touched(self.tokens, spans)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The terms that the sentence is about: a country's id for each mention, stems for the
        rest; no figures."""
        by_token = {i: e for e in self.entities for i in range(e.first, e.last + 1)}
        found: list[str] = []
        for i, token in enumerate(self.tokens):
            entity = by_token.get(i)
            if entity is not None and entity.kind == "country":
                if i == entity.first:
                    found.append(entity.id)
            elif i not in self.taken and not is_stopword(token.lower):
                found.append(token.stem)
        return tuple(found)

    @cached_property
    def phrases(self) -> tuple[VerbPhrase, ...]:
        """The verbs of several words ("turned down"), outside of figures and dates."""
        found = verb_phrases([token.text for token in self.tokens])
        return tuple(phrase for phrase in found if self.taken.isdisjoint(phrase.at))

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The words that only name what a figure counts ("soldiers" in "10,000 soldiers")."""
        return tuple(q.counted for q in self.quantities if q.counted)

    @cached_property
    def negations(self) -> tuple[Negation, ...]:
        refusals = {p.at[0]: p.at[-1] for p in self.phrases if _refuses(p)}
        found = negations(
            self.text, self.tokens, self.taken, self.entities, self.quantities, refusals
        )
        return tuple(found)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """What says that something is less sure or less done than it would be without."""
        return marks(self.text, self.tokens, self.taken)

    @cached_property
    def aside(self) -> frozenset[int]:
        """Indices of the tokens in subordinate clauses."""
        return aside(self.text, self.tokens)

    @cached_property
    def name_words(self) -> frozenset[str]:
        """Lower-case words of the proper names, to know them where another sentence writes them
        small."""
        return frozenset(w for e in self.entities if e.kind != "country" for w in e.words)

    @cached_property
    def frame(self) -> Frame | None:
        """The frame that names the speaker and the stance; None if there is none."""
        return frame(self.text)

    @cached_property
    def speaker(self) -> Reading:
        """The words that name the speaker; empty if there is no frame."""
        return read(self.frame.speaker if self.frame is not None else "")

    @cached_property
    def framed(self) -> Reading:
        """The content of the frame; the sentence itself if there is no frame."""
        return self if self.frame is None else read(self.frame.content)

    @cached_property
    def refutation(self) -> Frame | None:
        """ "It is false that …": the frame that denies its content; None if there is none."""
        return refutation(self.text)

    @cached_property
    def refuted(self) -> Reading:
        """The content that the sentence calls false; the sentence itself if it calls none false."""
        return self if self.refutation is None else read(self.refutation.content)

    @cached_property
    def core(self) -> Reading:
        """The sentence without lead-ins, enclosing quotation marks and tails."""
        bare = core(self.text)
        return self if bare == self.text else read(bare)

    def knowing(self, names: frozenset[str]) -> Reading:
        """The same sentence, with these lower-case words read as names."""
        again = replace(self, names=names)
        # The parts that do not depend on the names are not computed again.
        vars(again).update(
            tokens=self.tokens,
            dates=self.dates,
            quantities=self.quantities,
            taken=self.taken,
            phrases=self.phrases,
        )
        return again

    def excerpt(self, first: int, last: int) -> str:
        """The text from token `first` to token `last`, inclusive, cut to EXCERPT code points."""
        if not self.tokens:
            return ""
        text = self.text[self.tokens[first].start : self.tokens[last].end]
        return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"


@lru_cache(maxsize=4_096)
def read(text: str) -> Reading:
    """A sentence read as English. Texts on record are read again and again, so recent readings are
    remembered."""
    return Reading(text)


def _touched(words: tuple[Token, ...], spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Indices of the words that one of the spans touches."""
    starts = [word.start for word in words]
    found: set[int] = set()
    for start, end in spans:
        first = max(bisect_left(starts, start) - 1, 0)
        while first < len(words) and words[first].start < end:
            if start < words[first].end:
                found.add(first)
            first += 1
    return frozenset(found)


def _refuses(phrase: VerbPhrase) -> bool:
    """ "Turned down", "voted down": as good as "rejected"."""
    return any(same_meaning(phrase.lemma, verb) for verb in ("reject", "refuse", "deny"))


def _affirming(reading: Reading) -> Iterable[int]:
    words = reading.tokens
    for i, until in enumerate(words):
        if until.lower not in ("until", "till") or not affirms(reading.text, until.start):
            continue
        yield i
        for j in range(i - 1, -1, -1):
            if words[j].lower in NO or (words[j].lower == "t" and j):
                yield j
                helped = words[j - 1].lower.removesuffix("n") if j else ""
                if helped in ("did", "do", "does"):
                    yield j - 1
                break

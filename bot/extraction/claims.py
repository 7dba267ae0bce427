"""A claim in words → the claim that a draft proposes: one on record, or a new one with its
fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.extraction.calendar_days import DAY, DOCUMENT, MONTH, SEASON, YEAR, When
from bot.extraction.claim_kind_patterns import (
    ALL_BUT,
    BEFORE_DAYS,
    EVALUATIVE,
    FUTURE,
    NO_DAY,
    NORMATIVE,
    PLACE_NOUN,
    RELATIVE,
)
from bot.extraction.claim_text import (
    CHARACTERISATION,
    FACT,
    LONGEST_CLAIM,
    POSITION,
    PREDICTION,
    QUANTITY,
    Worded,
)
from bot.extraction.draft import DraftPassage, ProposedClaim
from bot.extraction.event_days import without_event_days
from bot.extraction.times import contradicts, when
from bot.language.earlier import present, without_earlier
from bot.language.part_figures import wholes
from bot.language.quantities import Quantity, from_interval, same
from bot.language.reading import read
from bot.matching.outcome import DifferenceKind, Outcome

MOST_NEAR = 3

Figure = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """The fields of a claim on record that a draft needs; a figure is as in `ProposedClaim`."""

    id: int
    text: str
    kind: str
    figure: Figure | None = None
    unit: str | None = None
    place: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class FoundClaims:
    """The claims that the matcher finds for a sentence: the one that it is about, if any, and up to
    three near.

    `differences` are the kinds in which the sentence differs from `claim`. `is_another_count`: with
    another figure it is no news of the claim, since it counts something else, or speaks of another
    event.
    """

    outcome: Outcome = Outcome.NONE
    claim: FoundClaim | None = None
    differences: frozenset[DifferenceKind] = frozenset()
    is_another_count: bool = False
    near: tuple[int, ...] = ()

    @property
    def linked(self) -> FoundClaim | None:
        """The claim on record to which a draft is linked: it says the same, or the same with
        another figure."""
        only_figure = self.differences == {DifferenceKind.FIGURE} and not self.is_another_count
        if self.outcome is Outcome.MATCH or (self.outcome is Outcome.DIFFERS and only_figure):
            return self.claim
        return None


def proposed_claim(
    worded: Worded,
    passage: DraftPassage,
    day: When | None,
    published_on: date | None,
    look_up: Callable[[str], FoundClaims],
) -> ProposedClaim:
    kind = worded.kind or _kind(worded.text)
    # Days named in a quote are relative to the day on which it was said.
    said_on = day.day if day and day.precision == DAY else None
    base = said_on if passage.verbatim else published_on
    text = _dated(worded.text, base, ahead=kind == PREDICTION)
    found = look_up(without_earlier(text))
    near = found.near
    if found.linked is None and worded.also and worded.also != text:
        also = look_up(without_earlier(worded.also))
        near = (*found.near, *also.near)
        found = also if also.linked else found
    if (record := found.linked) is not None:
        others = [n for n in dict.fromkeys(near) if n != record.id]
        return ProposedClaim(
            record.text, record.kind, record.id, record.figure, record.unit, record.place,
            record.time, tuple(others[:MOST_NEAR]), said=text,
        )  # fmt: skip
    if found.claim is not None:  # about it, but it says something else
        near = (found.claim.id, *near)
    figure = _figure(text)
    # The day of an event is not the one as of which its toll holds: the toll may rise later.
    timed = without_event_days(text) if figure else text
    said = when(timed, base, ahead=kind == PREDICTION)
    return ProposedClaim(
        text,
        kind,
        figure=(figure.low, figure.high) if figure else None,
        unit=figure.unit if figure else None,
        place=_place(text),
        time=str(said) if said and said.precision != DOCUMENT else None,
        near=tuple(dict.fromkeys(near))[:MOST_NEAR],
        said=text,
    )


def given_figure(sentence: str, claim: ProposedClaim) -> tuple[Figure | None, str | None]:
    """The figure that the speaker gives, and its unit; of several, the one on record or none."""
    stated = _stated(sentence)
    if claim.known is not None and claim.figure is not None and len(stated) > 1:
        record = from_interval(*claim.figure, claim.unit)
        stated = [q for q in stated if same(q, record)]
    if len(stated) != 1 or ALL_BUT.search(sentence[: stated[0].start]):
        return None, None
    return (stated[0].low, stated[0].high), stated[0].unit


def _figure(sentence: str) -> Quantity | None:
    """The only figure of a claim. If it has several, none: an editor decides which is the point."""
    stated = _stated(sentence)
    if stated and ALL_BUT.search(sentence[: stated[0].start]):
        return None  # "all but two", "none of the 12"
    return stated[0] if len(stated) == 1 else None


def _stated(sentence: str) -> list[Quantity]:
    """The figures that a sentence gives, without those that it says were before or are not so, and
    those that are a part of another one."""
    found = present(sentence, read(sentence).quantities)
    counted = [q for q in found if q.kind != "vague" and _counts(q)]
    return wholes(sentence, counted)


def _place(sentence: str) -> str | None:
    """The place of a claim: the first one after "in"; of "Norway's Troms region" the inner one."""
    reading = read(sentence)
    there = [e for e in reading.entities if e.function == "place" and not e.people]
    for entity in there:
        if entity.owner == "'s":
            continue  # "in Norway's Troms region": what follows is the place, or none is
        start, end = reading.tokens[entity.first].start, reading.tokens[entity.last].end
        noun = PLACE_NOUN.match(sentence, end)
        return sentence[start : noun.end() if noun else end]
    return None


def _kind(sentence: str) -> str:
    if NORMATIVE.search(sentence):
        return POSITION
    if FUTURE.search(sentence):
        return PREDICTION
    if any(_counts(q) for q in read(sentence).quantities):
        return QUANTITY
    return CHARACTERISATION if EVALUATIVE.search(sentence) else FACT


def _counts(quantity: Quantity) -> bool:
    """Whether a figure can be the claim's point; those of "Ground Zero" and "one of them"
    cannot."""
    digits = any(c.isdecimal() for c in quantity.text)
    return (
        digits
        or quantity.unit is not None
        or (quantity.counted is not None and (quantity.low or 0) > 1)
    )


_NEAR_BETWEEN = 8  # words


def _dated(sentence: str, base: date | None, *, ahead: bool) -> str:
    """The sentence, with days such as "yesterday" or "on Monday" replaced by dates."""
    if base is None or ahead:
        return sentence

    def written(m: re.Match[str]) -> str:
        before = sentence[: m.start()].split()
        if before and " " not in m[0] and (before[-1] in NO_DAY or before[-1][:1].isupper()):
            return m[0]  # "every Sunday", "Fox News Sunday"
        day = when(m[0], base)
        words = day and _in_words(day)
        if not words or (m["more"] and contradicts(m[0], base)):
            return m[0]
        ranged = "between" in before[-_NEAR_BETWEEN:] and before[-1] == "and"
        if before and (before[-1].lower() in BEFORE_DAYS or ranged):
            return words.partition(" ")[2]  # "until 5 November", not "until on 5 November"
        return words[:1].upper() + words[1:] if m.start() == 0 else words

    dated = RELATIVE.sub(written, sentence)
    return dated if len(dated) <= LONGEST_CLAIM else sentence


def _in_words(day: When) -> str | None:
    return {
        DAY: f"on {day.day.day} {day.day:%B %Y}",
        MONTH: f"in {day.day:%B %Y}",
        SEASON: f"in {day}",
        YEAR: f"in {day}",
    }.get(day.precision)

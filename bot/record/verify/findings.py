"""What a look over the record finds, and what is to be done about it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.language import writing


class Kind(StrEnum):
    """What is found, in the order in which it is told."""

    FIGURE_OUTSIDE = "figure_outside"
    FIGURE_UNREAD = "figure_unread"
    OTHER_MEASURE = "other_measure"
    QUOTE_OUTSIDE = "quote_outside"
    FIGURE_OF_NOBODY = "figure_of_nobody"
    NO_PARTY = "no_party"
    WEAK_DAY = "weak_day"
    NEAR_CLAIMS = "near_claims"
    NEAR_SOURCES = "near_sources"
    UNCONFIRMED = "unconfirmed"
    NOT_MOVING = "not_moving"


@dataclass(frozen=True, slots=True)
class Told:
    """The words for one kind: its heading, one and several of it, and what is to be done."""

    heading: str
    one: str
    several: str
    todo: str


TOLD: Mapping[Kind, Told] = {
    Kind.FIGURE_OUTSIDE: Told(
        "Figures that are not in their words",
        "figure not in its words",
        "figures not in their words",
        "Compare it with the words and correct it (python -m bot figure STATEMENT “3,400”), or say"
        " that the desk worked it out (the same with --computed).",
    ),
    Kind.FIGURE_UNREAD: Told(
        "Figures in words of other languages that cannot be read",
        "figure to read by eye",
        "figures to read by eye",
        "Compare it with the words; nothing reads numbers in words of that language.",
    ),
    Kind.OTHER_MEASURE: Told(
        "Figures for something else than their claim’s",
        "figure for something else than its claim’s",
        "figures for something else than their claim’s",
        "It counts for nothing there. Move the statement to a claim on what it measures"
        " (All sources → ⋯ → Move to another claim), or take its figure off it (python -m bot"
        " figure STATEMENT -).",
    ),
    Kind.QUOTE_OUTSIDE: Told(
        "Quotes that are not in their documents",
        "quote not in its document",
        "quotes not in their documents",
        "The words were there when it came on record: the document’s text was changed outside the"
        " bot. Restore it from a backup, or retract the statement.",
    ),
    Kind.FIGURE_OF_NOBODY: Told(
        "Claims whose figure nobody gives",
        "claim whose figure nobody gives",
        "claims whose figure nobody gives",
        "Add the statement that gives it, edit the claim’s figure, or withdraw the claim.",
    ),
    Kind.NO_PARTY: Told(
        "Statements without a party",
        "speaker without a party",
        "speakers without a party",
        "Say for whom they speak (⋯ → Edit speaker: the body above), or give them a side or"
        " “neutral” if they speak for themselves. Until then they count as a party of their own.",
    ),
    Kind.WEAK_DAY: Told(
        "Days that are not known well enough",
        "weak day",
        "weak days",
        "It puts nothing in order: no statement replaces another and no figure moves by it."
        " Confirm the day (Confirm the details), or give the day of saying.",
    ),
    Kind.NEAR_CLAIMS: Told(
        "Claims that say nearly the same",
        "pair of claims that say nearly the same",
        "pairs of claims that say nearly the same",
        "If they are one, merge one into the other (⋯ → Merge).",
    ),
    Kind.NEAR_SOURCES: Told(
        "Sources with nearly the same name",
        "pair of sources with nearly the same name",
        "pairs of sources with nearly the same name",
        "If they are one, merge one into the other: two sources may count twice.",
    ),
    Kind.UNCONFIRMED: Told(
        "Claims that nothing has confirmed within their shelf life",
        "claim not confirmed for long",
        "claims not confirmed for long",
        "Look for a newer statement, or withdraw the claim.",
    ),
    Kind.NOT_MOVING: Told(
        "Sources that stopped moving while others move",
        "source that stopped moving",
        "sources that stopped moving",
        "Ask the source for its present figure, or add what it has said since.",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `what` is a sentence, and the numbers say where: of the claim, the
    statement, the source, the document. `what` may say confidential names until `masked`."""

    kind: Kind
    what: str
    claim: int | None = None
    statement: int | None = None
    source: int | None = None
    document: int | None = None

    @property
    def todo(self) -> str:
        """What is to be done about it."""
        return TOLD[self.kind].todo


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each kind, in the order of `Kind`; kinds without any are left out."""
    found = Counter(one.kind for one in findings)
    return {kind.value: found[kind] for kind in Kind if found[kind]}


def in_words(counted: Mapping[str, int], most: int | None = None) -> str:
    """Counts as a line: "3 figures not in their words, 1 weak day"; empty if there are none. With
    `most`, so many kinds, and then how many things more."""
    told = [(TOLD[kind], counted[kind]) for kind in Kind if counted.get(kind)]
    shown = [writing.count(number, one.one, one.several) for one, number in told[:most]]
    left = sum(number for _, number in told[len(shown) :])
    return ", ".join([*shown, *([f"{left:,} more"] if left else [])])

"""Makes claims for measuring speed: fixed seed, invented names, word use as skewed as in news."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SEED = 20241105

_ONSETS = "b br c ch d dr f g gr h j k kr l m n p pr r s st t tr v w z".split()
_VOWELS = "a e i o u ai ea io ou".split()
_CODAS = "n r l s t m d k x th nd rk st".split()
_ENDINGS = "ia land burg ville stan or ey ova ton mere".split()
_ACTORS = (
    "ministry of health; army; coast guard; central bank; port authority; police; parliament; "
    "opposition; fire service; grid operator; statistics office; teachers' union; rail company; "
    "foreign ministry; electoral commission; water board; hospital association; mayor"
).split("; ")
_DEEDS = (
    "has deployed {n} soldiers to {place}; has arrested {n} people in {place}; "
    "closed {n} schools in {place} in {when}; reported {n} deaths in {place} in {when}; "
    "signed a contract worth ${m} million with {other}; raised taxes by {p}% in {when}; "
    "evacuated more than {n} residents from {place}; seized {n} tonnes of grain near {place}; "
    "lost {n} ballots in {place} during the {when} election; cut {p}% of its budget in {when}; "
    "confirmed that {n} vehicles crossed the border into {place}; "
    "blamed {other} for the explosion at the {place} refinery; "
    "shut down {n} kilometres of pipeline between {place} and {place2}; "
    "promised to rebuild {n} homes in {place} by {when}; "
    "recorded a rise of {p}% in measles cases in {place}; "
    "moved {n} patients from {place} to {place2} after the flood; "
    "bought {n} drones from {other} in {when}; denied entry to {n} journalists in {place}"
).split("; ")
# The same deeds in other words, in the same order.
_REWORDED = (
    "sent {n} troops into {place}; took {n} suspects into custody in {place}; "
    "shuttered {n} schoolhouses around {place} in {when}; put {place}'s dead at {n} in {when}; "
    "agreed a deal with {other} valued at ${m} million; increased levies by {p}% in {when}; "
    "moved more than {n} inhabitants out of {place}; took {n} tonnes of wheat outside {place}; "
    "mislaid {n} voting papers in {place} at the {when} vote; reduced spending by {p}% in {when}; "
    "verified that {n} cars drove over the frontier to {place}; "
    "held {other} responsible for the blast at {place}'s refinery; "
    "closed {n} kilometres of pipe from {place} to {place2}; "
    "pledged that {n} houses in {place} would stand again by {when}; "
    "counted {p}% more measles infections in {place}; "
    "brought {n} sick people from {place} to {place2} once the waters had come; "
    "purchased {n} unmanned aircraft from {other} in {when}; kept {n} reporters out of {place}"
).split("; ")
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_BOTH = tuple(zip(_DEEDS, _REWORDED, strict=True))


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A claim; a question that asks for it in its words; and the same in other words."""

    text: str
    statement: str
    reworded: str


def synthetic(number: int, seed: int = SEED) -> Iterator[Synthetic]:
    """`number` different claims, the same for the same seed."""
    chance = random.Random(seed)
    names = _names(chance, 3_000)
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(names))))
    seen: set[str] = set()
    while len(seen) < number:
        land, place, place2, other = chance.choices(names, cum_weights=weights, k=4)
        who = f"{land}'s {chance.choice(_ACTORS)}"
        deed, reworded = chance.choice(_BOTH)
        values = {
            "n": f"{_figure(chance):,}",
            "m": chance.randint(2, 990),
            "p": chance.randint(2, 60),
            "place": place,
            "place2": place2,
            "other": other,
            "when": f"{chance.choice(_MONTHS)} {chance.randint(2010, 2025)}",
        }
        deed, reworded = deed.format(**values), reworded.format(**values)
        text = f"{who[0].upper()}{who[1:]} {deed}."
        if text in seen:
            continue
        seen.add(text)
        yield Synthetic(text, f"{who} {deed}, is that true?", f"{who} {reworded}.")


def _figure(chance: random.Random) -> int:
    return int(chance.choice((1, 10, 100, 1_000)) * chance.randint(3, 97))


def _names(chance: random.Random, number: int) -> Sequence[str]:
    names: dict[str, None] = {}
    while len(names) < number:
        syllables = "".join(
            chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)
            for _ in range(chance.randint(1, 2))
        )
        names[(syllables + chance.choice(_ENDINGS)).capitalize()] = None
    return list(names)

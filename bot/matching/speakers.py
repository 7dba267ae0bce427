"""Who is said to say it, against who is on record with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.answer import Difference, DifferenceKind
from bot.matching.frames import ASSERTS, DECLINES, DENIES, Frame
from bot.matching.reading import Entity, read
from bot.matching.tokens import is_stopword, tokens

CARRIES = "carries"
"""The stance of an outlet that published or relayed the words: naming it names no other speaker."""

HEDGES = "hedges"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody on record: own name and aliases, and the names of those above, up to the party."""

    names: tuple[str, ...]
    stance: str


_ON_RECORD = {
    ASSERTS: "says so",
    DENIES: "denies it",
    HEDGES: "only hedges",
    DECLINES: "has not confirmed it",
}
_FITTING = {
    ASSERTS: (ASSERTS, CARRIES),
    DENIES: (DENIES,),
    DECLINES: (DECLINES, HEDGES),
}
_SAME_NAME = 88.0


def attribution_difference(said: Frame, speakers: Sequence[Speaker]) -> list[Difference]:
    """The Difference in who says it, if there is one.

    None where the statement's speaker cannot be told ("officials"), or where that speaker, its
    organisation or its party is on record with the stance that the statement gives.
    """
    named = _named(said.speaker)
    if not named or not speakers:
        return []
    stances = {s.stance for s in speakers if any(_same(name, n) for name in named for n in s.names)}
    if stances & set(_FITTING[said.stance]):
        return []
    wording = f"{said.speaker} {said.verb}".removesuffix(" :").removesuffix(" according to")
    for stance in (DENIES, DECLINES, HEDGES, ASSERTS):
        if stance in stances:
            return [
                Difference(
                    DifferenceKind.ATTRIBUTION, wording, f"{said.speaker} {_ON_RECORD[stance]}"
                )
            ]
    others = list(
        dict.fromkeys(s.names[0] for s in speakers if s.stance == said.stance and s.names)
    )
    return [Difference(DifferenceKind.ATTRIBUTION, wording, ", ".join(others[:3]))]


def _named(speaker: str) -> list[Entity | str]:
    """The names in the words for a speaker, each also as plain words."""
    entities = list(read(speaker).entities)
    words = " ".join(t.lower for t in tokens(speaker) if not is_stopword(t.lower))
    if not words:
        return []
    has_capital = any(t.capital for t in tokens(speaker))
    return [*entities, *([words] if has_capital else [])]


def _same(name: Entity | str, on_record: str) -> bool:
    if isinstance(name, str):
        listed = " ".join(t.lower for t in tokens(on_record) if not is_stopword(t.lower))
        return bool(listed) and fuzz.ratio(name, listed) >= _SAME_NAME
    known = read(on_record).entities
    if name.kind == "country":
        return any(e.kind == "country" and e.id == name.id for e in known)
    if name.kind == "place" and name.capital:
        return any(e.country == name.country for e in known)
    there = {t.lower for t in tokens(on_record)}
    return set(name.words) <= there

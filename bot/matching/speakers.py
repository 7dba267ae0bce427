"""Compares the speaker of a statement with those who are on record with the claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz import fuzz

from bot.i18n import N_, gettext
from bot.language.common import is_common_in_english
from bot.language.frames import ASSERTS, DECLINES, DENIES, Frame
from bot.language.name_words import OFFICES, TITLES
from bot.language.names import Entity
from bot.language.quantities import Quantity, Relation, measure, relation
from bot.language.reading import Reading, read
from bot.language.tokens import is_stopword, stem
from bot.matching.entities import stands_for
from bot.matching.instead import is_real
from bot.matching.outcome import Difference, DifferenceKind
from bot.matching.vocabulary import ANYBODY, HEDGING, LABELS

CARRIES = "carries"
"""The stance of an outlet that published or relayed the words: to name it is not to name another
speaker."""

HEDGES = "hedges"


@dataclass(frozen=True)
class Speaker:
    """A source on record: its own name and aliases, and the names of those above it, up to the
    party.

    `figure` is the one that it gave, if it gave one.
    """

    names: tuple[str, ...]
    stance: str
    figure: Quantity | None = None

    @cached_property
    def called(self) -> tuple[Reading, ...]:
        """The names, each read as a sentence."""
        return tuple(map(read, self.names))


_ON_RECORD = {
    ASSERTS: N_("{who} says so"),
    DENIES: N_("{who} denies it"),
    HEDGES: N_("{who} only hedges"),
    DECLINES: N_("{who} has not confirmed it"),
}
_FITTING = {
    ASSERTS: (ASSERTS, CARRIES),
    DENIES: (DENIES,),
    DECLINES: (DECLINES, HEDGES),
}
_SAME_NAME = 88.0


def attribution_difference(statement: Reading, speakers: Sequence[Speaker]) -> list[Difference]:
    """The Difference in the speaker, at most one.

    Empty if the statement has no frame, or if its speaker cannot be identified ("officials"). Also
    empty if that speaker, its organisation or its party is on record with the stance that the
    statement gives.
    """
    said, content = statement.frame, statement.framed
    named = _named(statement.speaker)
    if said is None or not named or not speakers:
        return []
    theirs = [s for s in speakers if any(_same(name, n) for name in named for n in s.called)]
    if not theirs and said.verb == ":" and _is_label(statement.speaker):
        return []
    stances = {s.stance for s in theirs}
    if HEDGES in stances and said.stance == ASSERTS and _hedged(said, content):
        return []
    wording = f"{said.speaker} {said.verb}".removesuffix(" :").removesuffix(" according to")
    if stances & set(_FITTING[said.stance]):
        given = _gives_another(content, theirs)
        if given is None:
            return []
        told = gettext("{who} gives {figure}", who=said.speaker, figure=given.text)
        return [Difference(DifferenceKind.ATTRIBUTION, wording, told)]
    for stance in (DENIES, DECLINES, HEDGES, ASSERTS):
        if stance in stances:
            told = gettext(_ON_RECORD[stance], who=said.speaker)
            return [Difference(DifferenceKind.ATTRIBUTION, wording, told)]
    others = list(
        dict.fromkeys(s.names[0] for s in speakers if s.stance == said.stance and s.names)
    )
    return [Difference(DifferenceKind.ATTRIBUTION, wording, ", ".join(others[:3]))]


def names_somebody(statement: Reading) -> bool:
    """Whether the frame of a statement has a name for its speaker: "officials" is none."""
    return bool(_named(statement.speaker))


def hedges(statement: Reading, speakers: Sequence[Speaker]) -> bool:
    """Whether the speaker whom a statement names is on record with a hedge."""
    named = _named(statement.speaker)
    return any(
        s.stance == HEDGES and any(_same(name, n) for name in named for n in s.called)
        for s in speakers
    )


def _is_label(before: Reading) -> bool:
    """Whether the words before a colon name no speaker: "WATCH:", "Photos from Ostra:", "Fwd:".
    More words than a name has are those of a headline."""
    words = [token.lower for token in before.tokens if not is_stopword(token.lower)]
    said = " ".join(words)
    if said in LABELS or not words or is_dateline(before):
        return True
    if said in OFFICES:
        return False
    if len(words) == 1 and _is_shouted(before.tokens[0].text):
        return True
    named = [e for e in before.entities if e.function == "actor" and is_real(e, before)]
    inside = {before.tokens[at].lower for e in named for at in range(e.first, e.last + 1)}
    if len(words) > 1 and any(word not in inside and word not in TITLES for word in words):
        return True
    common = any(map(is_common_in_english, (words[0], words[0].removesuffix("s"))))
    return (common or len(words[0]) < _SHORTEST_NAME) and not named


_SHORTEST_NAME = 3
_LONGEST_SHORT = 6
"""Letters that a body's short name has at most ("UNICEF"); a longer word in capitals is a label."""


def _is_shouted(word: str) -> bool:
    return word.isupper() and len(word) > _LONGEST_SHORT


def is_dateline(before: Reading) -> bool:
    """Whether the words before a colon are a place in capitals: "OSTRA: bridge closed" may say
    where it happened, and not who says so."""
    names = before.entities
    return (
        len(names) == 1
        and names[0].kind in ("country", "place")
        and names[0].last == len(before.tokens) - 1
        and before.text.isupper()
    )


def is_topic(said: Reading, claim: Reading, speakers: Sequence[Speaker]) -> bool:
    """Whether the label of a statement names its topic ("Tollan Bridge: cable cracked") and not its
    speaker: the claim has all words of the label, and it is no country and no speaker on record."""
    label = said.frame
    if label is None or label.verb != ":":
        return False
    there = {token.stem for token in claim.tokens}
    words = [token for token in said.speaker.tokens if not is_stopword(token.lower)]
    if not words or not all(token.stem in there for token in words):
        return False
    # "Corvane election" names no speaker, though the Corvane Electoral Board is on record.
    named = [n for n in _named(said.speaker) if isinstance(n, str) or len(n.words) == len(words)]
    if any(not isinstance(name, str) and name.kind == "country" for name in named):
        return False
    return not any(_same(name, one) for name in named for s in speakers for one in s.called)


def _hedged(said: Frame, content: Reading) -> bool:
    """Whether a statement quotes a source's words with a hedge, as the source gave them."""
    words = {stem(said.verb), *(t.stem for t in content.tokens)}
    return bool(words & HEDGING)


def kin(one: Entity, other: Entity, speakers: Sequence[Speaker]) -> bool:
    """Whether two names belong to one speaker on record: the Pentagon and the US."""
    return any(
        any(_same(one, name) for name in speaker.called)
        and any(_same(other, name) for name in speaker.called)
        for speaker in speakers
        if speaker.stance != CARRIES
    )


def _gives_another(content: Reading, theirs: Sequence[Speaker]) -> Quantity | None:
    """A figure of the named speakers, if all their figures exclude the one that the statement
    says they gave; else None."""
    given = [s.figure for s in theirs if s.figure is not None]
    stated = content.quantities[:1]
    if not given or not stated or len(content.quantities) > 1:
        return None
    apart = all(relation(stated[0], _in_its_unit(f, stated[0])) is Relation.DISJOINT for f in given)
    return given[0] if apart else None


def _in_its_unit(figure: Quantity, stated: Quantity) -> Quantity:
    """A figure on record without a unit is taken to be in that of the one it is held against."""
    if figure.unit is not None and (stated.unit is not None or measure(figure) is not None):
        return figure
    return replace(figure, unit=stated.unit, counted=stated.counted)


def _named(speaker: Reading) -> list[Entity | str]:
    """The names in the words for a speaker, and each as plain words."""
    places = [e for e in speaker.entities if e.function == "place"]  # "in Ostra a priest says"
    where = {at for e in places for at in range(e.first, e.last + 1)}
    words = [
        t for at, t in enumerate(speaker.tokens) if at not in where and not is_stopword(t.lower)
    ]
    # A first word has a capital anyway: alone, "Holm" is read as a name, "Officials" is not.
    is_name = any(t.capital and t.start > 0 for t in words) or (
        len(words) == 1 and words[0].capital and words[0].lower not in ANYBODY
    )
    named = [e for e in speaker.entities if e.function != "place"]
    return [*named, *([" ".join(t.lower for t in words)] if is_name else [])]


def _same(name: Entity | str, on_record: Reading) -> bool:
    if isinstance(name, str):
        if name == _initials(on_record) or _is_acronym(name, on_record):
            return True
        listed = " ".join(t.lower for t in on_record.tokens if not is_stopword(t.lower))
        if name in listed.split()[1:]:
            return True  # a surname
        return bool(listed) and fuzz.ratio(name, listed) >= _SAME_NAME
    if name.kind == "country":
        return any(e.kind == "country" and e.id == name.id for e in on_record.entities)
    if name.kind == "place" and name.capital:
        return any(e.country == name.country for e in on_record.entities)  # "Washington says"
    there = [t.lower for t in on_record.tokens]
    return set(name.words) <= set(there) or "".join(name.words) == _initials(on_record)


def _is_acronym(name: str, on_record: Reading) -> bool:
    """ "DoD", "US Department of Defense": an acronym of the last words of a name."""
    if not (1 < len(name) <= _LONGEST_ACRONYM and name.isalpha()):
        return False
    words = [token.text for token in on_record.tokens]
    return any(stands_for(name.upper(), words[start:]) for start in range(len(words) - 1))


_LONGEST_ACRONYM = 6


def _initials(name: Reading) -> str:
    words = [t.lower for t in name.tokens if t.lower not in ("the", "of", "and", "for")]
    return "".join(w[0] for w in words) if len(words) > 1 else ""

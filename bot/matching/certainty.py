"""Whether a statement and a claim share enough for a high score to mean that they are about the
same.

Names and a figure alone give a high score: "inflation in Ostra is 6.4%" and "unemployment in Ostra
is 6.4%". An uncertain claim is offered as `possible`, never as `match`.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from bot.language.lexicon import near_meaning
from bot.language.names import Entity
from bot.language.quantities import same
from bot.language.reading import Reading
from bot.language.tokens import Token, is_stopword, stem
from bot.matching.entities import alike
from bot.matching.figures import is_measure
from bot.matching.outcome import Difference, DifferenceKind
from bot.matching.vocabulary import ATTITUDES, TO_COME

_TYPO = 80.0


def certain(
    statement: Reading,
    claim: Reading,
    differences: Sequence[Difference] = (),
    *,
    known: Sequence[Token] = (),
) -> bool:
    """Whether a high score of the two can be trusted. It cannot if

    - the statement has words of its own beside names and figures, and none or hardly any of them is
      in the claim; or it has another word in the same slot ("trade pact", "defence pact");
    - it names a person or a place that is not named by the claim, by the `known` words (of its
      place, topic, speakers) or by one of the `differences`;
    - the place of the claim acts in the statement;
    - only one of the two merely wants or expects the event;
    - the statement denies something, the claim does not, and no negation is among the differences;
    - nothing differs, and the statement has fewer than 4 terms, which are less than 60% of the
      claim's;
    - nothing differs, but much of what the statement says is not in the claim;
    - nothing differs, but the claim gives a figure and the statement none.
    """
    kinds = {difference.kind for difference in differences}
    named = {difference.statement for difference in differences}
    return (
        _share_what_is_said(statement, claim, differences)
        and not _another_in_its_slot(statement, claim, named, known)
        and not _names_more(statement, claim, known, named)
        and (bool(kinds & _EXCHANGES) or not _place_acts(statement, claim))
        and _wants(statement) == _wants(claim)
        and (DifferenceKind.NEGATION in kinds or not _denies_more(statement, claim))
        and (bool(kinds) or not leaves_figure_out(statement, claim))
        and (bool(kinds) or not _hardly_says(statement, claim))
        and (bool(kinds) or not _says_more(statement, claim, known))
    )


_EXCHANGES = {DifferenceKind.PARTY, DifferenceKind.PLACE, DifferenceKind.ROLES}
_FEWEST_SHARED = 2
_FEWEST_TERMS, _COVERED = 4, 0.6


def _share_what_is_said(
    statement: Reading, claim: Reading, differences: Sequence[Difference]
) -> bool:
    here, there = _counted_alike(statement, claim)
    # Opposites are reported as differences: the two words are about the same.
    here |= {stem(d.statement) for d in differences if d.kind is DifferenceKind.OPPOSITE}
    there |= {stem(d.record) for d in differences if d.kind is DifferenceKind.OPPOSITE}
    ours, theirs = _said(statement) - here, _said(claim) - there
    if not ours or not theirs:
        return True
    alone = {a for a in ours if not any(_close(a, b) for b in theirs)}
    missing = {b for b in theirs if not any(_close(a, b) for a in ours)}
    shared = len(ours) - len(alone)
    return shared >= _FEWEST_SHARED or (shared > 0 and not (alone and missing))


def _hardly_says(statement: Reading, claim: Reading) -> bool:
    """Whether the statement has few terms and they cover too little of the claim: "North Korean
    troops Kursk" is in every second claim."""
    few, there = set(statement.terms), set(claim.terms)
    return len(few) < _FEWEST_TERMS and len(few & there) < _COVERED * len(there)


_MOST_ADDED = 0.4
"""Share of a statement's terms that its claim may lack. On news_pairs (train) the limit lowers
the share of merely similar sentences taken for a match from 26% to 19%, and that of real
paraphrases from 52% to 46%; the others are offered."""
_FEWEST_ADDED = 3


def _says_more(statement: Reading, claim: Reading, known: Sequence[Token]) -> bool:
    there = {*claim.terms, *(t.stem for t in known)}
    adverbs = {t.stem for t in statement.tokens if t.lower.endswith("ly")}
    ours = set(statement.terms) - adverbs
    added = sum(not any(_close(one, other) for other in there) for one in ours)
    return added >= _FEWEST_ADDED and added > _MOST_ADDED * len(ours)


def _another_in_its_slot(
    statement: Reading, claim: Reading, named: Container[str], known: Sequence[Token]
) -> bool:
    """Whether the statement and the claim each have a word of their own before the same word, or
    behind the same people ("North Korean workers", "North Korean soldiers")."""
    ours, theirs = _slots(statement), _slots(claim)
    told = {t.stem for t in statement.tokens if t.text in named}
    told |= {t.stem for t in known}  # "Sybiha", "the foreign minister"
    here, there = _said(statement) - told, _said(claim)
    for one, slots in ours.items():
        if one not in here or any(_close(one, other) for other in there):
            continue
        for other, other_slots in theirs.items():
            if other not in there or any(_close(mine, other) for mine in here):
                continue
            if any(_same_slot(a, b) for a in slots for b in other_slots):
                return True
    return False


def _slots(reading: Reading) -> dict[str, list[tuple[str, str]]]:
    """By term: the word right behind it, and the people right before it."""
    people = {e.last + 1: e.id for e in reading.entities if e.people}
    slots: dict[str, list[tuple[str, str]]] = {}
    for i, token in enumerate(reading.tokens):
        if i in reading.taken:
            continue
        found = slots.setdefault(token.stem, [])
        if i in people:
            found.append(("people", people[i]))
        following = reading.tokens[i + 1] if i + 1 < len(reading.tokens) else None
        if following is not None and not is_stopword(following.lower):
            found.append(("before", following.stem))
    return slots


def _same_slot(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] == other[0] and (one[1] == other[1] or near_meaning(one[1], other[1]))


def _place_acts(statement: Reading, claim: Reading) -> bool:
    """Whether the place of the claim acts in the statement: "… with Ukrainian forces" against "…
    inside Ukraine"."""
    for place in claim.entities:
        if place.function != "place":
            continue
        same = [e for e in statement.entities if alike(e, place)]
        if same and all(e.people and e.function != "place" for e in same):
            return True
    return False


def _denies_more(statement: Reading, claim: Reading) -> bool:
    return bool(statement.negations) and not claim.negations


def leaves_figure_out(statement: Reading, claim: Reading) -> bool:
    """Whether the claim gives a figure and the statement none, so that it says less."""
    # A claim that says "many thousands / a significant portion" offers a wording without a figure.
    return bool(claim.quantities) and not statement.quantities and " / " not in claim.text


def _said(reading: Reading) -> set[str]:
    """The terms that are neither names nor parts of names, nor measures, nor adverbs in -ly."""
    named = {t.stem for e in reading.entities for t in reading.tokens[e.first : e.last + 1]}
    measures = {stem(counted) for counted in reading.counted if is_measure(counted)}
    adverbs = {t.stem for t in reading.tokens if t.lower.endswith("ly")}
    return {term for term in reading.terms if ":" not in term} - named - measures - adverbs


def _counted_alike(statement: Reading, claim: Reading) -> tuple[set[str], set[str]]:
    """The words for what the same figure counts, if they differ: "troops" here, "soldiers"
    there."""
    pairs = [
        (stem(a.counted), stem(b.counted))
        for a in statement.quantities
        for b in claim.quantities
        if a.counted and b.counted and same(a, b) and near_meaning(stem(a.counted), stem(b.counted))
    ]
    return {a for a, _ in pairs}, {b for _, b in pairs}


def _close(one: str, other: str) -> bool:
    if one == other or near_meaning(one, other):
        return True
    return min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= _TYPO


def _names_more(
    statement: Reading, claim: Reading, known: Sequence[Token], named: Container[str]
) -> bool:
    here = {t.lower for t in claim.tokens} | {t.lower for t in known}
    return any(
        not _there(entity, claim, here)
        for entity in statement.entities
        if entity.text not in named
        and not entity.owner
        and not any(alike(entity, other) for other in claim.entities)
    )


def _there(entity: Entity, claim: Reading, here: set[str]) -> bool:
    if len(entity.words) == 1 and entity.text.isupper():
        return True  # an acronym may be short for words that the claim spells out
    if entity.kind == "country":
        # A country that the claim's place or people are of is no addition.
        return any(e.country == entity.country for e in claim.entities) or all(
            word in here for word in entity.words
        )
    return any(word in here for word in entity.words)


def _wants(reading: Reading) -> bool:
    words = [t.lower for t in reading.tokens]
    wont = ("won", "t") in pairwise(words)
    return wont or any(t.stem in ATTITUDES or t.lower in TO_COME for t in reading.tokens)

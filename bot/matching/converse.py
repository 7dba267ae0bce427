"""One event told from its two sides: "A sold X to B" is "B bought X from A".

Each verb has roles: its subject, its object, and what follows each preposition. Two converse verbs
say the same if each party is in the role of one verb that matches its role of the other. They
differ if two parties have changed roles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.language.lexicon import Converse, converses, has_converse
from bot.language.reading import Reading
from bot.matching.accounting_words import OPEN_A_CLAUSE
from bot.matching.alignment import Unit, units
from bot.matching.opposites import under_negation
from bot.matching.outcome import Difference, DifferenceKind

Keys = frozenset[object]
Roles = Mapping[str, Keys]


@dataclass(frozen=True, slots=True)
class Turned:
    """Two verbs for one event from its two sides, as units of the statement and of the claim.
    `agrees`: each party has the same part in both; otherwise two parties have changed places."""

    mine: Unit
    other: Unit
    agrees: bool


def turned(ours: Reading, theirs: Reading) -> Turned | None:
    """The first two converse verbs of a statement and a claim whose parties show whether both say
    the same. None if there are no such verbs, or if the parties are not the same."""
    mine, other = units(ours), units(theirs)
    here, there = ({u.key for u in some} for some in (mine, other))
    others = [unit for unit in other if has_converse(unit.word)]
    for one in [unit for unit in mine if has_converse(unit.word)] if others else ():
        for another in others:
            pairs = converses(one.word, another.word)
            if not pairs or (one.key != another.key and (one.key in there or another.key in here)):
                continue
            agreed = _agree(pairs, _roles(ours, mine, one), _roles(theirs, other, another))
            if agreed is not None:
                return Turned(one, another, agreed)
    return None


def differences(
    ours: Reading, theirs: Reading, verbs: Turned | None, found: Sequence[Difference]
) -> list[Difference]:
    """The differences `found`, corrected for converse verbs. Two verbs of one event are no
    opposites, and a difference of roles counts only if the parties have changed their parts."""
    if verbs is None or (verbs.mine.small and not verbs.agrees):
        return list(found)  # "before" and "after" are also opposites
    mine = ours.excerpt(verbs.mine.first, verbs.mine.last)
    kept = [
        d
        for d in found
        if d.kind is not DifferenceKind.ROLES
        and not (d.kind is DifferenceKind.OPPOSITE and d.statement in (mine, verbs.mine.word))
    ]
    here, there = (r.excerpt(0, len(r.tokens) - 1) for r in (ours, theirs))
    if not verbs.agrees:
        return [Difference(DifferenceKind.ROLES, here, there), *kept]
    denied = [
        r.tokens[v.first].stem in under_negation(r)
        for r, v in ((ours, verbs.mine), (theirs, verbs.other))
    ]
    if denied[0] != denied[1] and all(d.kind is not DifferenceKind.NEGATION for d in kept):
        kept.append(Difference(DifferenceKind.NEGATION, here, there))
    return kept


def _agree(pairs: tuple[Converse, ...], mine: Roles, other: Roles) -> bool | None:
    """Whether each party has the same part; False if two have changed places, None if the parties
    are others."""
    verdicts = [verdict for pair in pairs for verdict in (_told(pair, mine, other),) if verdict]
    return None if not verdicts else "same" in verdicts


def _told(pair: Converse, mine: Roles, other: Roles) -> str | None:
    agreeing = crossed = 0
    for role, keys in mine.items():
        counterpart = pair.role(role)
        if counterpart is None:
            continue
        against = other.get(counterpart, frozenset())
        if keys & against:
            agreeing += counterpart != role
        elif against and any(keys & more for name, more in other.items() if name != counterpart):
            crossed += 1
    if pair.one == pair.other:  # "married": it tells only if the two have changed places
        return "same" if agreeing > 1 else None
    if crossed:
        return "turned"
    return "same" if agreeing else None


_BE = frozenset("is are was were be been being get gets got".split())
_PREPOSITIONS = frozenset("from to by for with against in on at of than".split())
_KEPT = frozenset(("and", "or", "so", "though", "as", "owing", "due", "thanks"))
_LOOK_BACK = 3


def _roles(reading: Reading, some: tuple[Unit, ...], verb: Unit) -> Roles:
    """The keys of the words in each role in the clause of a verb: `subject`, `object`, and one role
    for each preposition. A word that is in two roles is left out of both."""
    at = next(n for n, unit in enumerate(some) if unit is verb)
    before, passive = _before(reading, some, at)
    behind = dict(_behind(some, at))
    if passive or ("object" not in behind and "by" in behind):
        roles = {**behind, "object": before, "subject": behind.pop("by", frozenset())}
        roles.pop("by", None)
    elif "object" not in behind and {"to", "from"} & behind.keys():
        roles = {**behind, "object": before}  # in a headline: "Harrow yard sold to Elson"
    else:
        roles = {**behind, "subject": before}
    parts = Counter(key for keys in roles.values() for key in keys)
    found = {role: frozenset(k for k in keys if parts[k] == 1) for role, keys in roles.items()}
    return {role: keys for role, keys in found.items() if keys}


def _before(reading: Reading, some: tuple[Unit, ...], at: int) -> tuple[Keys, bool]:
    """The keys of the words before the verb in its clause, and whether the verb is passive."""
    helpers = [
        t.lower for t in reading.tokens[max(0, some[at].first - _LOOK_BACK) : some[at].first]
    ]
    keys: set[object] = set()
    for unit in reversed(some[:at]):
        if _opens_clause(unit):
            break
        if not unit.small:
            keys.add(unit.key)
    return frozenset(keys), not _BE.isdisjoint(helpers)


def _behind(some: tuple[Unit, ...], at: int) -> Iterator[tuple[str, Keys]]:
    """The keys of the verb's object, and of the words behind each preposition, by role."""
    role, keys = "object", set[object]()
    for unit in some[at + 1 :]:
        if _opens_clause(unit):
            break
        if unit.word in _PREPOSITIONS and unit.word != "of":
            if keys:
                yield role, frozenset(keys)
            role, keys = unit.word, set()
        elif not unit.small:
            keys.add(unit.key)
    if keys:
        yield role, frozenset(keys)


def _opens_clause(unit: Unit) -> bool:
    return unit.small and unit.word in OPEN_A_CLAUSE - _KEPT

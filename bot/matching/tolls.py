"""Words that count the same people without meaning the same: troops and soldiers, killed and
died."""

from __future__ import annotations

from bot.language.lexicon import same_toll
from bot.language.reading import Reading
from bot.language.tokens import is_stopword, stem
from bot.matching.alignment import Unit

_GROUPS = tuple(
    frozenset(stem(word) for word in line.split())
    for line in """troops soldiers servicemen servicewomen
workers employees staff staffers
people persons individuals humans
prisoners inmates detainees
companies firms businesses
protests demonstrations rallies
houses homes
pupils schoolchildren""".splitlines()
)
_DO = frozenset(
    stem(word) for word in ("kill", "slay", "injure", "hurt", "wound", "arrest", "detain")
)
_BE = frozenset("is are was were be been being get gets got gotten getting".split())
_LOOK_BACK = 3


def count_the_same(ours: Reading, mine: Unit, theirs: Reading, other: Unit) -> bool:
    """Whether two words count the same people: a figure counts both ("10,000 troops", "10,000
    soldiers"), or both say what happened to the people ("14 dead", "killed 14")."""
    if _is_counted(ours, mine) and _is_counted(theirs, other):
        one, another = stem(mine.word), stem(other.word)
        if any(one in group and another in group for group in _GROUPS):
            return True
    return same_toll(mine.word, other.word) and _does(ours, mine) == _does(theirs, other)


def _is_counted(reading: Reading, unit: Unit) -> bool:
    """Whether a figure right before a word counts it, or counts the phrase that it heads."""
    ends = {q.end for q in reading.quantities}
    counted = {stem(word) for word in reading.counted}
    words = reading.tokens
    before = words[unit.first - 1].end if unit.first else -1
    return stem(unit.word) in counted or before in ends


def _does(reading: Reading, unit: Unit) -> bool:
    """Whether the sentence says who did it, and to whom: "the guard killed a prisoner" does not say
    "the guard died". If the object is a number ("killed 14"), this is False."""
    words = reading.tokens
    if stem(unit.word) not in _DO or unit.last + 1 >= len(words):
        return False
    before = words[max(0, unit.first - _LOOK_BACK) : unit.first]
    following = words[unit.last + 1]
    if any(word.lower in _BE for word in before) or unit.last + 1 in reading.taken:
        return False
    return not is_stopword(following.lower) or following.lower in _OBJECT


_OBJECT = frozenset("a an the his her its their our my your this these those him them us".split())

"""What is found across sources: no party, nearly the same name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz

from bot.language import writing
from bot.record.edit.names import folded
from bot.record.verify.findings import Finding, Kind
from bot.record.verify.rows import Read, SourceRow
from models.record import SourceKind

ALIKE = 90.0
"""RapidFuzz's ratio of two names, their words in order, from which they are told."""

MOST_SHARING = 50
"""Sources that share a word and are compared with each other; a word of more tells nothing."""

MOST_PAIRS = 500

_OWN_PARTY = frozenset({SourceKind.PERSON.value, SourceKind.ORGANISATION.value})
_LESS_THAN_A_NAME = frozenset("the of and for a an in de la le du der die das und y et".split())


def without_party(read: Read, speaking: Mapping[int, int]) -> Iterator[Finding]:
    """Persons and organisations with statements of which nobody has said for whom they speak:
    nothing is above them and they have no side. `speaking`: how many statements each has."""
    for number, count in speaking.items():
        one = read.sources.get(number)
        if one is None or one.kind not in _OWN_PARTY or one.parent_id is not None or one.side:
            continue
        said = writing.count(count, "statement")
        what = f"{one.name} has {said} and no party."
        yield Finding(Kind.NO_PARTY, what, source=number)


def near_sources(read: Read) -> Iterator[Finding]:
    """Pairs of sources of one kind whose names differ in a letter, in the order of their words, or
    in nothing, unless they belong to two known parties."""
    keys = {one.id: _words(one) for one in read.sources.values()}
    sharing: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, words in keys.items():
        for word in dict.fromkeys(words):
            sharing[read.sources[number].kind, word].append(number)
    seen: set[tuple[int, int]] = set()
    pairs = 0
    for numbers in sharing.values():
        if len(numbers) > MOST_SHARING:
            continue
        for at, one in enumerate(numbers):
            for other in numbers[at + 1 :]:
                if (one, other) in seen:
                    continue
                seen.add((one, other))
                if _alike(read, keys, one, other):
                    names = read.sources[one].name, read.sources[other].name
                    what = f"Source {other} ({names[1]}) may be source {one} ({names[0]})."
                    yield Finding(Kind.NEAR_SOURCES, what, source=other)
                    pairs += 1
                    if pairs == MOST_PAIRS:
                        return


def _words(source: SourceRow) -> tuple[str, ...]:
    found = folded(source.name).split()
    return tuple(sorted(set(found) - _LESS_THAN_A_NAME)) or tuple(sorted(found))


def _alike(read: Read, keys: Mapping[int, tuple[str, ...]], one: int, other: int) -> bool:
    mine, theirs = " ".join(keys[one]), " ".join(keys[other])
    if fuzz.ratio(mine, theirs, score_cutoff=ALIKE) < ALIKE:
        return False
    if Counter(filter(str.isdigit, mine)) != Counter(filter(str.isdigit, theirs)):
        return False  # "1st Brigade", "2nd Brigade"
    ours, others = _line(read, one), _line(read, other)
    if one in others or other in ours:
        return False
    known = len(ours) > 1 and len(others) > 1
    return not (known and ours[-1] != others[-1])


def _line(read: Read, number: int) -> list[int]:
    """A source and those above it."""
    line: list[int] = []
    here: int | None = number
    while here is not None and here in read.sources and here not in line:
        line.append(here)
        here = read.sources[here].parent_id
    return line

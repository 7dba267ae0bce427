"""Step 3, parties: who is independent of whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.corroboration.values import Attribution, Source


def party_of(key: str, sources: Mapping[str, Source]) -> str:
    """The key of the root above a source. Names play no part in it.

    A key that is not in `sources` is a root without a side. Parents that go round in a circle
    are one party, under the smallest key of the circle.
    """
    way = [key]
    while (source := sources.get(way[-1])) is not None and source.parent is not None:
        if source.parent in way:
            return min(way[way.index(source.parent) :])
        way.append(source.parent)
    return way[-1]


def side_of(party: str, sources: Mapping[str, Source]) -> str | None:
    """The side a root declares, None where its interests have not been looked at."""
    source = sources.get(party)
    return (source.side or None) if source else None


def name_of(party: str, sources: Mapping[str, Source]) -> str:
    """What a party is called: its name, or its key where it has none."""
    source = sources.get(party)
    return (source.name or party) if source else party


def groups(voices: Iterable[tuple[str, Attribution]]) -> list[set[str]]:
    """The independent groups among counted voices (party, attribution), each a set of parties.

    A party is one group; a shared `evidence` id makes one of the groups that share it, and so on
    from one to the next. It is called once for what counts as support and once for what counts
    as denial, so that a looser figure, which counts nowhere, joins nobody.
    """
    leader: dict[str, str] = {}

    def find(party: str) -> str:
        while leader.setdefault(party, party) != party:
            leader[party] = leader[leader[party]]
            party = leader[party]
        return party

    first_with: dict[str, str] = {}
    for party, attribution in voices:
        root = find(party)
        if attribution.evidence:
            leader[root] = find(first_with.setdefault(attribution.evidence, party))
    joined: dict[str, set[str]] = {}
    for party in leader:
        joined.setdefault(find(party), set()).add(party)
    return sorted(joined.values(), key=sorted)

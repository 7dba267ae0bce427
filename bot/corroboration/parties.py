"""Step 3, parties: which sources are independent of each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.corroboration.values import Attribution, Source


def party_of(key: str, sources: Mapping[str, Source]) -> str:
    """The key of the root above a source. Names play no part in it.

    A key that is not in `sources` is a root without a side. Sources whose parents form a circle are
    one party, under the smallest key of the circle.
    """
    way = [key]
    while (source := sources.get(way[-1])) is not None and source.parent is not None:
        if source.parent in way:
            return min(way[way.index(source.parent) :])
        way.append(source.parent)
    return way[-1]


def side_of(party: str, sources: Mapping[str, Source]) -> str | None:
    """The side that a root declares; None if no editor has reviewed its interests."""
    source = sources.get(party)
    return (source.side or None) if source else None


def name_of(party: str, sources: Mapping[str, Source]) -> str:
    """The name of a party, or its key if it has none."""
    source = sources.get(party)
    return (source.name or party) if source else party


def groups(voices: Iterable[tuple[str, Attribution]]) -> list[set[str]]:
    """The independent groups among counted voices (party, attribution), each a set of parties.

    A party is in one group. A shared `evidence` id joins the groups that share it; this goes on
    from one group to the next. Called once for the voices that count as support and once for those
    that count as denial, so that a looser figure, which is not counted, joins no groups.
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

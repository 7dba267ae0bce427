"""Step 1, origin: whose words an attribution carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.corroboration.values import UNKNOWN, Attribution, seniority


@dataclass(frozen=True, slots=True)
class Origin:
    """The end of the chain of origins of one attribution.

    `root` is the attribution from which the words come (itself, if it is no relay), None if the
    origin is unknown. `on_record` is False if the chain leads to an attribution that was not given.
    `cycle`: the attribution is itself part of a cycle. `retracted` is the id of the nearest
    retracted attribution on the chain, from this one (included) to the end.
    """

    root: Attribution | None
    on_record: bool = True
    cycle: bool = False
    retracted: str | None = None


def trace(attributions: Iterable[Attribution]) -> dict[str, Origin]:
    """The origin of every attribution, by id.

    - An attribution at the end of the chain without a source has an unknown origin, as `UNKNOWN`
      has. One without a source that names the attribution from which it has its words is a relay
      like any other.
    - An origin that is not among those given (not approved, rejected, not yet to be shown) is
      unknown too: no source on record is known to have said the words, and the relay is no root.
    - A cycle has its root at its earliest attribution, then smallest id, whether or not that has a
      source. An attribution that is its own origin is a cycle of one.
    - In a cycle each member relays all others, so a retraction of one takes the whole cycle.
    """
    by_id = {a.id: a for a in attributions}
    origins: dict[str, Origin] = {}
    for start in by_id.values():
        path: dict[str, Attribution] = {}
        here: Attribution | None = start
        # A loop, not a recursion: chains may be longer than the interpreter's stack.
        while here is not None and here.id not in origins and here.id not in path:
            path[here.id] = here
            here = by_id.get(here.origin) if here.origin not in (None, UNKNOWN) else None
        chain = list(path.values())
        if here is not None and here.id in path:
            members = chain[chain.index(here) :]
            origins |= _cycle(members)
            del chain[-len(members) :]
        _unwind(chain, origins)
    return origins


def _cycle(members: list[Attribution]) -> Mapping[str, Origin]:
    first = min(members, key=seniority)
    withdrawn = min((m for m in members if m.retracted), key=seniority, default=None)
    end = Origin(
        root=first if first.source is not None else None,
        cycle=True,
        retracted=withdrawn.id if withdrawn else None,
    )
    return {m.id: replace(end, retracted=m.id) if m.retracted else end for m in members}


def _unwind(chain: list[Attribution], origins: dict[str, Origin]) -> None:
    """Fills in `origins` for a chain, from its end back to its start."""
    for attribution in reversed(chain):
        if attribution.origin is None:
            origin = Origin(root=attribution if attribution.source is not None else None)
        elif attribution.origin == UNKNOWN:
            origin = Origin(root=None)
        else:
            origin = origins.get(attribution.origin, Origin(root=None, on_record=False))
            origin = replace(origin, cycle=False)
        if attribution.retracted:
            origin = replace(origin, retracted=attribution.id)
        origins[attribution.id] = origin

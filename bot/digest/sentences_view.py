"""Who said what of a claim, in sentences: a clause for each kind of saying; and what happened, in
numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf
from types import MappingProxyType

from bot.ask import words
from bot.ask.lines import Group, group_of, is_relay
from bot.corroboration import status_words
from bot.digest.values import Digest, What
from bot.language import writing
from bot.record.card import AttributionLine
from bot.slack import text as mrkdwn

_KINDS = {
    What.NEW: "new",
    What.STATUS: "with another status",
    What.MOVED: "with another figure on record",
    What.RETRACTED: "with a statement withdrawn",
    What.DENIED: "with a new denial",
    What.FIGURE: "with another figure",
}

_STATUSES = 5  # of new claims that are counted apart

_WITHDREW = {
    "denies": "the denial",
    "hedges": "a hedged statement",
    "declines": "a statement that did not confirm it",
}


def sentences(
    lines: Iterable[AttributionLine],
    names: int = 3,
    *,
    beside: Mapping[Group, Collection[str]] = MappingProxyType({}),
) -> str:
    """The parties and what they did, a clause for each kind: "Russia denies it; Iran has not
    confirmed it".

    `beside` has the parties that say so, or deny it, now. If it has others than these, the clause
    ends with "too".
    """
    by_group: dict[Group, list[AttributionLine]] = {}
    for one in lines:
        if not is_relay(one):
            by_group.setdefault(group_of(one), []).append(one)
    said = []
    for group in Group:
        of_group = by_group.get(group, [])
        if group is Group.WITHDRAWN:
            said += _withdrawals(of_group, names)
        elif done := clause(group, of_group, names):
            others = set(beside.get(group, ())) - {one.party for one in of_group}
            said.append(f"{done} too" if others else done)
    return "; ".join(said)


def counted(digest: Digest) -> list[str]:
    """What happened to how many claims, and the statuses of the new ones, if not all are shown."""
    kinds = [
        f"{digest.kinds[what]:,} {label}"
        for what, label in _KINDS.items()
        if digest.kinds.get(what)
    ]
    order = sorted(digest.new, key=lambda one: (-digest.new[one], one))
    new = [
        f"{writing.lowered(status_words.status(one))} {digest.new[one]:,}"
        for one in order[:_STATUSES]
    ]
    if left := sum(digest.new[one] for one in order[_STATUSES:]):
        new.append(f"others {left:,}")
    told = [f"{', '.join(kinds)}."] if kinds else []
    return [*told, f"The new ones: {' · '.join(new)}"] if new else told


def moved_by(
    lines: Iterable[AttributionLine], figure: Sequence[float | None] | None, unit: str | None
) -> list[AttributionLine]:
    """The attributions, of these, that give the figure to which it moved; if it is the span of
    several (those of one day), the ones inside it."""
    if figure is None:
        return []
    given = tuple(figure)
    low, high = _ends(given)
    inside = [
        one
        for one in lines
        if one.figure is not None
        and one.counted == "support"
        and not is_relay(one)
        and one.unit == unit
        and low <= _ends(one.figure)[0]
        and _ends(one.figure)[1] <= high
    ]
    return [one for one in inside if one.figure == given] or inside


def _ends(figure: Sequence[float | None]) -> tuple[float, float]:
    low, high = figure
    return -inf if low is None else low, inf if high is None else high


def told_move(now: str, was: str, by: Sequence[AttributionLine], names: int = 3) -> str:
    """A figure that moved: "135 instead of at least 78, by Ida Holm"."""
    who = list(dict.fromkeys(one.source or one.party for one in by))
    told = f"{mrkdwn.quote(now, words.NAME)} instead of {mrkdwn.quote(was, words.NAME)}"
    return f"{told}, by {words.listed(who, names)}" if who else told


def clause(group: Group, lines: Sequence[AttributionLine], names: int) -> str:
    """What one group did, in the plural if there are several parties."""
    who = tuple(dict.fromkeys(one.party or one.outlet or "" for one in lines))
    if not who:
        return ""
    named = words.listed([one for one in who if one] or ["Somebody"], names)
    if group in (Group.SAY_SO, Group.DENY, Group.HEDGE):
        does, after = {
            Group.SAY_SO: ("say", " so"),
            Group.DENY: ("deny", " it"),
            Group.HEDGE: ("hedge", ""),
        }[group]
        return f"{named} {verb(who, does)}{after}"
    if group in (Group.OTHER_FIGURE, Group.LOOSER_FIGURE):
        figures = {words.figure(one.figure, one.unit) for one in lines} - {""}
        given = f": {' and '.join(sorted(figures))}" if len(figures) in (1, 2) else ""
        kind = "another figure" if group is Group.OTHER_FIGURE else "a looser figure"
        return f"{named} {verb(who, 'give')} {kind}{given}"
    has = "has" if len(who) == 1 else "have"
    return {
        Group.NOT_CONFIRMED: f"{named} {has} not confirmed it (that is not a denial)",
        Group.NOBODY_NAMED: "a report names nobody as its source",
        Group.EARLIER: f"{named} {has} since said something else",
    }.get(group, "")


def _withdrawals(lines: Sequence[AttributionLine], names: int) -> list[str]:
    """Which party took back what: a party that withdrew a denial did not withdraw the claim."""
    by_what: dict[str, dict[str, None]] = {}
    for one in lines:
        figure = words.figure(one.figure, one.unit) if one.stance == "asserts" else ""
        what = f"the figure {figure}" if figure else _WITHDREW.get(one.stance, "it")
        by_what.setdefault(what, {})[one.party or one.outlet or "Somebody"] = None
    return [f"{words.listed(list(who), names)} withdrew {what}" for what, who in by_what.items()]


def verb(who: Sequence[str], does: str) -> str:
    """A verb ("say") in the form for one party ("says") or for several."""
    if len(who) != 1:
        return does
    return f"{does[:-1]}ies" if does == "deny" else f"{does}s"

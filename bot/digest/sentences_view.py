"""Who said what of a claim, in sentences: a clause for each kind of saying; and what happened, in
numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf
from types import MappingProxyType

from bot.ask import words
from bot.ask.lines import Group, group_of, is_relay
from bot.corroboration import status_words
from bot.digest.values import Digest, Line, What
from bot.i18n import gettext, grouped, ngettext
from bot.language import writing
from bot.record.card import AttributionLine
from bot.slack import text as mrkdwn

_STATUSES = 5  # of new claims that are counted apart


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
            said.append(gettext("{clause} too", clause=done) if others else done)
    return "; ".join(said)


def standing(line: Line, names: int) -> str:
    """Which parties say so and which do not, now."""
    parts = []
    both = [one for one in line.say_so if one in line.deny]
    yes, no = ([one for one in side if one not in both] for side in (line.say_so, line.deny))
    if both:
        said = ngettext(
            "{who} both says so and denies it",
            "{who} both say so and deny it",
            len(both),
            who=words.listed(both, names),
        )
        parts.append(said)
    if yes:
        parts.append(say_so(words.listed(yes, names), len(yes)))
    if no:
        parts.append(deny(words.listed(no, names), len(no)))
    if line.give_other:
        parts.append(_others(line, names))
    return "; ".join(parts)


def _others(line: Line, names: int) -> str:
    """The parties that give another figure, with the figures if all of them are at hand."""
    given = [one for one in line.by if group_of(one) is Group.OTHER_FIGURE and not is_relay(one)]
    if {one.party for one in given} == set(line.give_other):
        return clause(Group.OTHER_FIGURE, given, names)
    return give_other(words.listed(line.give_other, names), len(line.give_other))


def counted(digest: Digest) -> list[str]:
    """What happened to how many claims, and the statuses of the new ones, if not all are shown."""
    kinds = [_kind(what, digest.kinds[what]) for what in _KINDS if digest.kinds.get(what)]
    order = sorted(digest.new, key=lambda one: (-digest.new[one], one))
    new = [
        f"{writing.lowered(status_words.status(one))} {grouped(digest.new[one])}"
        for one in order[:_STATUSES]
    ]
    if left := sum(digest.new[one] for one in order[_STATUSES:]):
        new.append(ngettext("others {n}", "others {n}", left))
    told = [f"{', '.join(kinds)}."] if kinds else []
    if not new:
        return told
    return [*told, gettext("The new ones: {statuses}", statuses=" · ".join(new))]


_KINDS = (What.NEW, What.STATUS, What.MOVED, What.RETRACTED, What.DENIED, What.FIGURE)


def _kind(what: What, number: int) -> str:
    """How many claims something happened to."""
    match what:
        case What.NEW:
            return ngettext("{n} new", "{n} new", number)
        case What.STATUS:
            return ngettext("{n} with another status", "{n} with another status", number)
        case What.MOVED:
            return ngettext(
                "{n} with another figure on record", "{n} with another figure on record", number
            )
        case What.RETRACTED:
            return ngettext(
                "{n} with a statement withdrawn", "{n} with a statement withdrawn", number
            )
        case What.DENIED:
            return ngettext("{n} with a new denial", "{n} with a new denial", number)
        case What.FIGURE:
            return ngettext("{n} with another figure", "{n} with another figure", number)


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
    figures = {"now": mrkdwn.quote(now, words.NAME), "was": mrkdwn.quote(was, words.NAME)}
    if not who:
        return gettext("{now} instead of {was}", **figures)
    return gettext("{now} instead of {was}, by {who}", who=words.listed(who, names), **figures)


def clause(group: Group, lines: Sequence[AttributionLine], names: int) -> str:
    """What one group did, in the plural if there are several parties."""
    who = tuple(dict.fromkeys(one.party or one.outlet or "" for one in lines))
    if not who:
        return ""
    named = words.listed([one for one in who if one] or [gettext("Somebody")], names)
    match group:
        case Group.SAY_SO:
            return say_so(named, len(who))
        case Group.DENY:
            return deny(named, len(who))
        case Group.HEDGE:
            return ngettext("{who} hedges", "{who} hedge", len(who), who=named)
        case Group.OTHER_FIGURE:
            return _with_figures(give_other(named, len(who)), lines)
        case Group.LOOSER_FIGURE:
            said = ngettext(
                "{who} gives a looser figure", "{who} give a looser figure", len(who), who=named
            )
            return _with_figures(said, lines)
        case Group.NOT_CONFIRMED:
            return ngettext(
                "{who} has not confirmed it (that is not a denial)",
                "{who} have not confirmed it (that is not a denial)",
                len(who),
                who=named,
            )
        case Group.NOBODY_NAMED:
            return gettext("a report names nobody as its source")
        case Group.EARLIER:
            return ngettext(
                "{who} has since said something else",
                "{who} have since said something else",
                len(who),
                who=named,
            )
    return ""


def say_so(who: str, number: int) -> str:
    """That so many parties, which `who` names, say so."""
    return ngettext("{who} says so", "{who} say so", number, who=who)


def deny(who: str, number: int) -> str:
    """That so many parties deny it."""
    return ngettext("{who} denies it", "{who} deny it", number, who=who)


def give_other(who: str, number: int) -> str:
    """That so many parties give another figure."""
    return ngettext("{who} gives another figure", "{who} give another figure", number, who=who)


def _with_figures(said: str, lines: Sequence[AttributionLine]) -> str:
    """The clause with the figures that these give, if they are one or two."""
    figures = {words.figure(one.figure, one.unit) for one in lines} - {""}
    return f"{said}: {writing.listed(sorted(figures))}" if len(figures) in (1, 2) else said


def _withdrawals(lines: Sequence[AttributionLine], names: int) -> list[str]:
    """Which party took back what: a party that withdrew a denial did not withdraw the claim."""
    by_what: dict[tuple[str, str], dict[str, None]] = {}
    for one in lines:
        figure = words.figure(one.figure, one.unit) if one.stance == "asserts" else ""
        who = one.party or one.outlet or gettext("Somebody")
        by_what.setdefault((one.stance, figure), {})[who] = None
    return [
        _withdrew(stance, figure, words.listed(list(who), names), len(who))
        for (stance, figure), who in by_what.items()
    ]


def _withdrew(stance: str, figure: str, who: str, number: int) -> str:
    if figure:
        return ngettext(
            "{who} withdrew the figure {figure}",
            "{who} withdrew the figure {figure}",
            number,
            who=who,
            figure=figure,
        )
    match stance:
        case "denies":
            return ngettext(
                "{who} withdrew the denial", "{who} withdrew the denial", number, who=who
            )
        case "hedges":
            return ngettext(
                "{who} withdrew a hedged statement",
                "{who} withdrew a hedged statement",
                number,
                who=who,
            )
        case "declines":
            return ngettext(
                "{who} withdrew a statement that did not confirm it",
                "{who} withdrew a statement that did not confirm it",
                number,
                who=who,
            )
    return ngettext("{who} withdrew it", "{who} withdrew it", number, who=who)

"""Who is on record with a claim in the few rows of a card: parties by stance, and their words.

All of it is under "All sources".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.ask import figures_view, lines, words
from bot.ask.lines import Group, Grouped
from bot.check.answer import Answer
from bot.i18n import N_, gettext, ngettext
from bot.record.card import AttributionLine
from bot.slack import text as mrkdwn

QUOTE: Final = 140
"""How much of a quotation a card shows, in UTF-16 code units."""

PARTIES: Final = 5
"""Names in one row; the others are counted."""


@dataclass(frozen=True, slots=True)
class _Label:
    one: str
    several: str
    figures: bool = False


_LABELS: Final = {
    Group.SAY_SO: _Label(N_("Says so"), N_("Say so")),
    Group.LOOSER_FIGURE: _Label(
        N_("Gives a looser figure"), N_("Give a looser figure"), figures=True
    ),
    Group.HEDGE: _Label(N_("Hedges"), N_("Hedge")),
    Group.DENY: _Label(N_("Denies it"), N_("Deny it")),
    Group.OTHER_FIGURE: _Label(N_("Gives another figure"), N_("Give another figure"), figures=True),
    Group.NOT_CONFIRMED: _Label(
        N_("Has not confirmed (no denial)"), N_("Have not confirmed (no denial)")
    ),
    Group.WITHDRAWN: _Label(N_("Has withdrawn it"), N_("Have withdrawn it")),
}

_ROWS: Final = (
    (Group.SAY_SO, Group.LOOSER_FIGURE, Group.HEDGE),
    (Group.DENY, Group.OTHER_FIGURE),
    (Group.NOT_CONFIRMED,),
    (Group.WITHDRAWN,),
)


def by_stance(answer: Answer) -> list[str]:
    """A row each for who says so, who denies it and who has not confirmed it, by party; mrkdwn.

    Who gives another figure has no name there if the row of the figures beside the one on record
    names him.
    """
    groups = {one.group: one for one in lines.grouped(answer.attributions)}
    beside = answer.figures is not None and bool(figures_view.beside(answer.figures))
    rows = [
        [_parties(groups[one]) for one in row if one in groups and not (beside and _gives(one))]
        for row in _ROWS
    ]
    told = [" · ".join(filter(None, row)) for row in rows]
    unnamed = groups.get(Group.NOBODY_NAMED)
    if unnamed is not None:
        number = len(unnamed.lines) + len(unnamed.relays)
        told.append(
            ngettext(
                "*Nobody named:* {n} statement (not counted)",
                "*Nobody named:* {n} statements (not counted)",
                number,
            )
        )
    return [row for row in told if row]


def quotations(answer: Answer) -> list[str]:
    """The newest words of those who count; of both sides, if there are two. Without them those of
    the first who are listed; mrkdwn."""
    groups = [one for one in lines.grouped(answer.attributions) if one.lines]
    counted = [
        one
        for one in groups
        if one.group in (Group.SAY_SO, Group.DENY) and any(a.counted for a in one.lines)
    ]
    return [_quotation(one.lines[0]) for one in counted or groups[:1]]


def _gives(group: Group) -> bool:
    return group in (Group.OTHER_FIGURE, Group.LOOSER_FIGURE)


def _parties(group: Grouped) -> str:
    label = _LABELS[group.group]
    named: dict[str, AttributionLine] = {}
    for line in group.lines:
        named.setdefault(_party(line), line)
    relayed = _relayed(group.relays)
    if not named:
        if not relayed:
            return ""
        return gettext("{relayed}; the words themselves are not on record", relayed=relayed)
    shown = _listed(
        [
            f"{name} ({words.figure(line.figure, line.unit)})"
            if label.figures and words.figure(line.figure, line.unit)
            else name
            for name, line in named.items()
        ]
    )
    head = gettext(label.one if len(named) == 1 else label.several)
    return f"*{head}:* {shown}" + (f" ({relayed})" if relayed else "")


def _party(line: AttributionLine) -> str:
    """The name of a party, escaped; of somebody unnamed what is known."""
    name = mrkdwn.quote(line.party or lines.speaker(line), words.NAME)
    unnamed = line.anonymous and not line.known_to_desk and not line.party
    if not name:
        return gettext("unnamed")
    return f"{name} ({gettext('unnamed')})" if unnamed else name


def _relayed(relays: Iterable[AttributionLine]) -> str:
    carriers = {lines.carrier(one) for one in relays} - {""}
    if not carriers:
        return ""
    return ngettext(
        "{n} outlet relays it, which adds no support",
        "{n} outlets relay it, which adds no support",
        len(carriers),
    )


def _listed(names: Sequence[str]) -> str:
    if len(names) > PARTIES + 1:
        left = len(names) - PARTIES
        names = [*names[:PARTIES], ngettext("{n} more", "{n} more", left)]
    return ", ".join(names)


def _quotation(line: AttributionLine) -> str:
    """The words, who said them in what role for whom, where and when."""
    who = [line.source or line.organisation, line.role, line.party]
    known = list(dict.fromkeys(mrkdwn.quote(one, words.NAME) for one in who if one))
    if line.anonymous and not line.known_to_desk:
        known.append(gettext("unnamed"))
    where = [*lines.outlets(line), lines.when(line)]
    said = " · ".join([", ".join(known) or gettext("nobody named"), *where])
    return f"{lines.said(line, QUOTE)} — {said}"

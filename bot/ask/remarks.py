"""What to know of those who are on record with a claim: who counts as one, and its flags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from bot.ask import figures_view, lines, words
from bot.ask.lines import Group
from bot.check.answer import Answer
from bot.corroboration import Flag

FLAGS: Final = 3
"""How many flags a card has."""

# Flags that a row of the card says already; so does "via" for what is relayed.
_TOLD_BY_ROW: Mapping[str, Group] = {
    Flag.NOT_CONFIRMED_BY: Group.NOT_CONFIRMED,
    Flag.NUMBER_CONFLICT: Group.OTHER_FIGURE,
    Flag.NUMBER_COMPATIBLE_ONLY: Group.LOOSER_FIGURE,
    Flag.UNATTRIBUTED: Group.NOBODY_NAMED,
}

# The order of flags: first those that would change a headline.
_FLAG_ORDER: tuple[str, ...] = (
    Flag.STALE,
    Flag.PARTY_DIVIDED,
    Flag.INTERESTED_ONLY,
    Flag.NOT_CONFIRMED_BY,
    Flag.DENIAL_INDEPENDENT,
    Flag.DENIAL_INTERESTED_ONLY,
    Flag.NUMBER_CONFLICT,
    Flag.NUMBER_COMPATIBLE_ONLY,
    Flag.OVERTAKEN,
    Flag.CIRCULAR,
    Flag.UPDATED_BY_SOURCE,
    Flag.INTERESTS_UNREVIEWED,
    Flag.UNATTRIBUTED,
    Flag.RELAYED,
)


def in_full(answer: Answer, today: date) -> list[str]:
    """Who counts as one, and the flags in the order in which they matter to a desk: a sentence
    each, mrkdwn."""
    as_of = answer.claim.as_of if answer.claim else None
    flags = [words.flag(flag, as_of=as_of, today=today) for flag in _in_order(answer.flags)]
    return [*lines.count_once(answer.attributions), *flags]


def in_short(answer: Answer, today: date) -> str:
    """Which parties count as one, and the first flags that no row of the card says already, in one
    row; mrkdwn."""
    groups = {one.group: one for one in lines.grouped(answer.attributions)}
    told = {flag for flag, group in _TOLD_BY_ROW.items() if group in groups} | {Flag.RELAYED}
    if answer.figures is not None and figures_view.leading(answer.figures):
        told.add(Flag.OVERTAKEN)
    left = [flag for flag in _in_order(answer.flags) if flag.partition(":")[0] not in told]
    as_of = answer.claim.as_of if answer.claim else None
    flags = [words.flag_in_short(one, as_of=as_of, today=today) for one in left[:FLAGS]]
    joint = [one.removesuffix(".") for one in lines.joint_statements(answer.attributions)]
    return " · ".join([*joint, *flags])


def _in_order(flags: Iterable[str]) -> list[str]:
    return sorted(flags, key=lambda flag: (_flag_rank(flag), flag))


def _flag_rank(flag: str) -> int:
    name = flag.partition(":")[0]
    return _FLAG_ORDER.index(name) if name in _FLAG_ORDER else len(_FLAG_ORDER)

"""Attributions as lines: who goes into which group, and how one line reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.ask import words
from bot.i18n import N_, gettext
from bot.language import writing
from bot.language.reading import read
from bot.record.card import AttributionLine
from bot.slack import text as mrkdwn

QUOTE_IN_FULL = 1200


class Group(StrEnum):
    """The headings of a card, top to bottom."""

    SAY_SO = N_("Say so")
    DENY = N_("Deny")
    OTHER_FIGURE = N_("Give another figure")
    LOOSER_FIGURE = N_("Give a looser figure")
    OTHER_MEASURE = N_("Give a figure for something else")
    BEFORE = N_("Speak of the figure before it moved")
    HEDGE = N_("Hedge")
    NOT_CONFIRMED = N_("Have not confirmed")
    NOBODY_NAMED = N_("Nobody named")
    WITHDRAWN = N_("Withdrawn")
    EARLIER = N_("Said earlier, since replaced")


_HEADING_SAYS = {
    Group.OTHER_FIGURE: N_("no denial, but counts against"),
    Group.LOOSER_FIGURE: N_("fits, but does not confirm"),
    Group.OTHER_MEASURE: N_("not counted"),
    Group.BEFORE: N_("not counted"),
    Group.NOT_CONFIRMED: N_("that is not a denial"),
    Group.NOBODY_NAMED: N_("not counted"),
    Group.WITHDRAWN: N_("not counted"),
    Group.EARLIER: N_("not counted"),
}

_BY_STANCE = {
    "asserts": Group.SAY_SO,
    "denies": Group.DENY,
    "hedges": Group.HEDGE,
    "declines": Group.NOT_CONFIRMED,
}

_BY_REASON = {
    "unknown_origin": Group.NOBODY_NAMED,
    "retracted": Group.WITHDRAWN,
    "origin_retracted": Group.WITHDRAWN,
    "withdrawn_later": Group.WITHDRAWN,
    "replaced": Group.EARLIER,
    "other_figure": Group.OTHER_FIGURE,
    "looser_figure": Group.LOOSER_FIGURE,
    "other_measure": Group.OTHER_MEASURE,
    "before_the_move": Group.BEFORE,
    "no_figure": Group.BEFORE,
}

# What an attribution rests on, where that is more than the speaker's word.
_BASES = {"record": N_("a record"), "witnessed": N_("a witness")}

_GIVING = frozenset({Group.OTHER_FIGURE, Group.LOOSER_FIGURE, Group.OTHER_MEASURE, Group.BEFORE})
_RELAYING = frozenset({"relay", "in_cycle", "origin_not_on_record", "origin_retracted"})


@dataclass(frozen=True, slots=True)
class Grouped:
    """The lines under one heading. `relays` only pass on what a line says; a card counts them."""

    group: Group
    lines: tuple[AttributionLine, ...]
    relays: tuple[AttributionLine, ...] = ()


def grouped(attributions: Iterable[AttributionLine]) -> list[Grouped]:
    """Attributions under their headings, in the order of `Group`, empty ones left out.

    In a group the first line of every party comes before the second line of any party: a reader
    should see every party. The order of the input does not matter.
    """
    lines: dict[Group, list[AttributionLine]] = {group: [] for group in Group}
    relays: dict[Group, list[AttributionLine]] = {group: [] for group in Group}
    attributions = list(attributions)
    roots = {a.key: group_of(a) for a in attributions if not is_relay(a)}
    for attribution in attributions:
        if is_relay(attribution):
            group = roots.get(attribution.reason_about or "") or group_of(attribution)
            relays[group].append(attribution)
        else:
            lines[group_of(attribution)].append(attribution)
    return [
        Grouped(group, tuple(_spread(lines[group])), tuple(sorted(relays[group], key=_rank)))
        for group in Group
        if lines[group] or relays[group]
    ]


def heading(group: Group) -> str:
    """The heading of a group as mrkdwn, with a remark if it may be misread."""
    says = _HEADING_SAYS.get(group)
    named = f"*{gettext(group.value)}*"
    return f"{named} ({gettext(says)})" if says else named


def group_of(attribution: AttributionLine) -> Group:
    """The group whose heading an attribution belongs under."""
    if attribution.retracted:
        return Group.WITHDRAWN
    by_reason = _BY_REASON.get(attribution.reason)
    if by_reason is None and (attribution.stance, attribution.counted) == ("asserts", "denial"):
        return Group.OTHER_FIGURE  # counted with its party's first line, which gives the figure
    return by_reason or _BY_STANCE.get(attribution.stance, Group.HEDGE)


def is_relay(attribution: AttributionLine) -> bool:
    """Whether it is a relay: it only passes on another attribution."""
    return attribution.reason in _RELAYING


def line(attribution: AttributionLine, *, quote_limit: int) -> str:
    """One attribution as mrkdwn: party, person, role, body, words, outlet with link, date."""
    told = said(attribution, quote_limit)
    where = " · ".join(filter(None, [*outlets(attribution), when(attribution)]))
    who = _who(attribution)
    return f"• {who}: {told} · {where}" if who else f"• {told} · {where}"


def count_once(attributions: Iterable[AttributionLine]) -> list[str]:
    """One sentence for each set of speakers that count as one: "A and B count once: Party"."""
    heard = _heard(attributions)
    voices: dict[str, dict[str, None]] = {}
    for a in heard:
        voices.setdefault(a.party, {})[speaker(a)] = None
    told = joint_statements(heard)
    for party, names in voices.items():
        if party and len(names) > 1:
            name = mrkdwn.quote(party, words.NAME)
            who = words.listed(list(names), 4)
            told.append(gettext("{who} count once: {party}.", who=who, party=name))
    return told


def joint_statements(attributions: Iterable[AttributionLine]) -> list[str]:
    """One sentence for each set of parties that count as one, since they have one statement or
    report in common: "A and B count once: one joint statement or report."."""
    heard = _heard(attributions)
    parties = {a.key: a.party for a in heard}
    joint: dict[str, dict[str, None]] = {}
    for a in heard:
        if a.reason == "joined_by_evidence":
            first = a.reason_about or ""
            joint.setdefault(first, {parties.get(first, first): None})[a.party] = None
    return [
        gettext(
            "{who} count once: one joint statement or report.", who=words.listed(list(names), 4)
        )
        for names in joint.values()
        if len(names) > 1
    ]


def _heard(attributions: Iterable[AttributionLine]) -> list[AttributionLine]:
    return [
        a
        for a in sorted(attributions, key=_rank)
        if a.counted and group_of(a) in {Group.SAY_SO, Group.DENY, Group.OTHER_FIGURE}
    ]


def speaker(attribution: AttributionLine) -> str:
    """The shortest name for who speaks, unescaped."""
    return attribution.source or attribution.organisation or attribution.party


def _who(a: AttributionLine) -> str:
    party = mrkdwn.quote(a.party, words.NAME)
    seen = {a.party.casefold()}
    rest = []
    for part in (a.source, a.role, a.organisation):
        if part and part.casefold() not in seen:
            seen.add(part.casefold())
            rest.append(mrkdwn.quote(part, words.NAME))
    named = ", ".join(filter(None, rest))
    if a.anonymous and not a.known_to_desk:
        unnamed = gettext("unnamed")
        named = f"{named} ({unnamed})" if named else unnamed
    if not party:
        return named
    return f"*{party}* — {named}" if named else f"*{party}*"


def said(a: AttributionLine, limit: int) -> str:
    """The words of an attribution, quoted or marked as a paraphrase; what they refer to; its figure
    if it is not the claim's. Words of at most `limit` UTF-16 code units; mrkdwn."""
    shown = mrkdwn.quote(a.quote.rstrip(" ,;:"), limit)  # a comma before "he said" is no quote
    quoted = f"“{shown}”" if a.verbatim else shown
    told = quoted if shown else gettext("no words on record")
    if a.antecedent:
        meant = mrkdwn.quote(a.antecedent.rstrip(" ,;:"), limit)
        told = gettext("{words} — that is: {antecedent}", words=told, antecedent=meant)
    figure = words.figure(a.figure, a.unit)
    if figure and a.figure_computed:
        told = gettext("*{figure}* (computed by the desk): {words}", figure=figure, words=told)
    elif figure and group_of(a) in _GIVING:
        told = gettext("gives *{figure}*: {words}", figure=figure, words=told)
    elif asserted_by_its_words(a):
        told = gettext("denies: {words}", words=told)
    elif a.stance == "denies" and group_of(a) is Group.BEFORE:
        told = gettext("denies it: {words}", words=told)
    marked = "; ".join(marks(a))
    return f"{told} ({marked})" if marked else told


def marks(a: AttributionLine) -> list[str]:
    """What stands in brackets behind the words: that they are a paraphrase, what they rest on, that
    the figure in them is a typing error."""
    marked = [] if a.verbatim or not a.quote.strip(" ,;:") else [gettext("paraphrase")]
    marked += [gettext(_BASES[a.basis])] if a.basis in _BASES else []
    return [*marked, gettext("its figure is a typing error")] if a.figure_mistaken else marked


def asserted_by_its_words(a: AttributionLine) -> bool:
    """Whether a denial's own words have no negation: "Israel had anything to do with it", of an
    official who denied that. Alone they read as if he had said so."""
    return a.stance == "denies" and bool(a.quote.strip()) and not read(a.quote).negations


def outlets(a: AttributionLine) -> list[str]:
    """The outlet that relayed it, if any, and the one that published it, with its link; mrkdwn."""
    outlet = a.outlet or ("" if a.relayed_by else a.document_title or "")
    same = bool(a.relayed_by) and (a.relayed_by or "").casefold() == (a.outlet or "").casefold()
    label = mrkdwn.quote(outlet, words.NAME)
    shown = []
    if a.relayed_by and not same:
        shown.append(gettext("via {outlet}", outlet=mrkdwn.quote(a.relayed_by, words.NAME)))
    if a.url and mrkdwn.is_linkable(a.url):
        label = mrkdwn.link(a.url, mrkdwn.shortened(outlet, words.NAME) or gettext("source"))
    if label:
        shown.append(gettext("via {outlet}", outlet=label) if same else label)
    return shown


def when(a: AttributionLine) -> str:
    """The day on which it was said, or else published, in words."""
    if a.said_on:
        return writing.day(a.said_on, a.said_precision)
    if a.published_on:
        return gettext("published {day}", day=writing.day(a.published_on))
    return gettext("undated")


def carrier(a: AttributionLine) -> str:
    """Who passes it on, or else says it, unescaped."""
    return a.relayed_by or a.outlet or a.source or a.party


def _spread(lines: list[AttributionLine]) -> list[AttributionLine]:
    """The lines by rank, the first line of each party before the second of any."""
    turn: dict[str, int] = {}
    placed = []
    for attribution in sorted(lines, key=_rank):
        turn[attribution.party] = turn.get(attribution.party, -1) + 1
        placed.append((turn[attribution.party], attribution))
    return [attribution for _, attribution in sorted(placed, key=lambda pair: pair[0])]


def _rank(a: AttributionLine) -> tuple[bool, bool, int, str]:
    newest = (a.said_on or a.published_on or date.min).toordinal()
    return (not a.counted, not a.verbatim, -newest, a.key)

"""Statuses, flags, reasons, figures and dates in words a desk uses.

docs/how-it-decides.md explains each status and flag in these words. No text here says that a claim
is true or false, or how likely it is. Names are given unescaped; the functions return mrkdwn, with
the names escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot import i18n
from bot.corroboration import Flag
from bot.i18n import N_, gettext, ngettext
from bot.language import writing
from bot.language.writing import day
from bot.matching.outcome import DifferenceKind
from bot.record.card import AttributionLine, ReviewLine
from bot.slack.text import link, quote, shortened

RATING = 160  # longest rating of somebody else's review that is shown, in UTF-16 code units
CLAIM = 600  # as much of a claim as a card shows, in UTF-16 code units
NAME = 80  # longest name of a person, body or outlet that is shown, in UTF-16 code units


_FLAGS: Mapping[str, str] = {
    Flag.RELAYED: N_("Some of it is relayed; a relay adds no support."),
    Flag.CIRCULAR: N_("Reports quote each other in a circle; together they count once."),
    Flag.UNATTRIBUTED: N_("A report names no source for it; that is not counted."),
    Flag.UPDATED_BY_SOURCE: N_("A source has changed what it says; only its latest word counts."),
    Flag.PARTY_DIVIDED: N_("One party says both; it counts on both sides."),
    Flag.INTERESTED_ONLY: N_("All who say so have a side in this; no neutral source does."),
    Flag.INTERESTS_UNREVIEWED: N_(
        "Whether all who say so have a side in this is not reviewed yet."
    ),
    Flag.DENIAL_INDEPENDENT: N_("A neutral party is among those who deny it."),
    Flag.DENIAL_INTERESTED_ONLY: N_("All who deny it have a side in this."),
    Flag.NUMBER_CONFLICT: N_("Another figure is on record."),
    Flag.NUMBER_COMPATIBLE_ONLY: N_("A looser figure is on record. It fits, but does not confirm."),
    Flag.OVERTAKEN: N_("The figure on record has moved; the claim still says the earlier one."),
    Flag.STALE: N_("The newest counted statement is old. Check for newer ones."),
}

_FLAGS_IN_SHORT: Mapping[str, str] = {
    Flag.CIRCULAR: N_("reports quote each other in a circle"),
    Flag.UNATTRIBUTED: N_("a report names no source"),
    Flag.UPDATED_BY_SOURCE: N_("a source has changed what it says"),
    Flag.PARTY_DIVIDED: N_("one party says both"),
    Flag.INTERESTED_ONLY: N_("no neutral source"),
    Flag.INTERESTS_UNREVIEWED: N_("sides not reviewed yet"),
    Flag.DENIAL_INDEPENDENT: N_("a neutral party denies it"),
    Flag.DENIAL_INTERESTED_ONLY: N_("all who deny it have a side"),
    Flag.NUMBER_CONFLICT: N_("another figure is on record"),
    Flag.NUMBER_COMPATIBLE_ONLY: N_("a looser figure is on record"),
    Flag.OVERTAKEN: N_("the figure on record has moved"),
    Flag.STALE: N_("the newest statement is old"),
}

_COUNTED = {"support": N_("Counts as support."), "denial": N_("Counts against.")}

# By Reason of bot.corroboration: the sentence without and with what the reason is about.
_REASONS = {
    "supports": ("", ""),
    "denies": ("", ""),
    "other_figure": (N_("It gives another figure; that is no denial."),) * 2,
    "same_party": (
        N_("Counted once with its party."),
        N_("Counted once with {about}, of the same party."),
    ),
    "joined_by_evidence": (
        N_("Counted once with others: one joint statement or report."),
        N_("Counted once with {about}: one joint statement or report."),
    ),
    "looser_figure": (N_("Not counted: its figure fits, but does not confirm this one."),) * 2,
    "other_measure": (N_("Listed, not counted: its figure measures something else."),) * 2,
    "before_the_move": (
        N_("Not counted: it speaks of the figure before it moved."),
        N_("Not counted: it speaks of the figure before {about} moved it."),
    ),
    "no_figure": (
        N_("Not counted: it gives no figure, and the figure on record has moved."),
        N_("Not counted: it gives no figure, and {about} has moved the one on record."),
    ),
    "hedges": (N_("Listed, not counted: a hedge asserts nothing."),) * 2,
    "declines": (N_("Listed, not counted: not confirming is no denial."),) * 2,
    "relay": (
        N_("Not counted: it passes on another's words."),
        N_("Not counted: it relays {about}."),
    ),
    "in_cycle": (N_("Not counted: these reports quote each other in a circle."),) * 2,
    "unknown_origin": (N_("Not counted: nobody is named as its source."),) * 2,
    "origin_not_on_record": (N_("Not counted: what it relays is not on record."),) * 2,
    "retracted": (N_("Not counted: withdrawn by its source."),) * 2,
    "origin_retracted": (N_("Not counted: what it relays was withdrawn."),) * 2,
    "withdrawn_later": (N_("Not counted: its source later withdrew it."),) * 2,
    "replaced": (N_("Not counted: its source has since said something else."),) * 2,
}

_DIFFERENCES = {
    DifferenceKind.FIGURE: N_("Figure"),
    DifferenceKind.DATE: N_("Date"),
    DifferenceKind.NEGATION: N_("Negation"),
    DifferenceKind.PARTY: N_("Who"),
    DifferenceKind.PLACE: N_("Place"),
    DifferenceKind.ROLES: N_("Who did it to whom"),
    DifferenceKind.OPPOSITE: N_("Other meaning"),
    DifferenceKind.ATTRIBUTION: N_("Who says it"),
    DifferenceKind.CERTAINTY: N_("How certain"),
    DifferenceKind.ADDS: N_("More than the record"),
}


def flag(value: str, *, as_of: date | None = None, today: date | None = None) -> str:
    """One flag as one sentence. `as_of` and `today` let `stale` give the age in days."""
    name, _, about = value.partition(":")
    if name == Flag.NOT_CONFIRMED_BY and about.strip():
        names = _parties(about)
        return ngettext(
            "{who} has not confirmed it (that is not a denial).",
            "{who} have not confirmed it (that is not a denial).",
            len(names),
            who=listed(names),
        )
    if name == Flag.STALE and as_of and today and today > as_of:
        return ngettext(
            "The newest counted statement is {n} day old. Check for newer ones.",
            "The newest counted statement is {n} days old. Check for newer ones.",
            (today - as_of).days,
        )
    if name in _FLAGS:
        return gettext(_FLAGS[name])
    return f"{quote(value.replace('_', ' '), NAME) or gettext('flagged')}."


def _parties(about: str) -> list[str]:
    return [name for name in (party.strip() for party in about.split(",")) if name]


def flag_in_short(value: str, *, as_of: date | None, today: date) -> str:
    """One flag in a few words, for a card: "newest statement 755 days old"."""
    name, _, about = value.partition(":")
    if name == Flag.NOT_CONFIRMED_BY and about.strip():
        names = _parties(about)
        return ngettext(
            "{who} has not confirmed it",
            "{who} have not confirmed it",
            len(names),
            who=listed(names),
        )
    if name == Flag.STALE and as_of and today > as_of:
        return ngettext(
            "newest statement {n} day old", "newest statement {n} days old", (today - as_of).days
        )
    if name in _FLAGS_IN_SHORT:
        return gettext(_FLAGS_IN_SHORT[name])
    return flag(value).removesuffix(".")


def difference(kind: DifferenceKind) -> str:
    """The kind of a Difference as a short label."""
    return gettext(_DIFFERENCES[kind])


def review(one: ReviewLine) -> str:
    """Another publisher's rating of a claim, in its own words, with a link to the review:
    "Reviewed by Northern Check: “Mostly wrong” (5 Nov 2024)"."""
    publisher = link(one.url, shortened(one.publisher, NAME)) or gettext("somebody")
    rating = quote(one.rating, RATING) or gettext("no words")
    said = gettext("Reviewed by {publisher}: “{rating}”", publisher=publisher, rating=rating)
    return f"{said} ({day(one.reviewed_on)})" if one.reviewed_on else said


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names in one phrase, escaped: "Russia and North Korea"; what exceeds `most` is counted."""
    shown = [quote(name, NAME) or gettext("unnamed") for name in names[:most]]
    if len(names) > most:
        shown.append(ngettext("{n} more", "{n} more", len(names) - most))
    return writing.listed(shown)


def figure(interval: tuple[float | None, float | None] | None, unit: str | None = None) -> str:
    """An interval in words: "10,000", "10,000 to 12,000", "10,000 or more"; empty if unknown."""
    low, high = interval or (None, None)
    if low is None and high is None:
        return ""
    if low == high:
        words = _number(low)
    elif high is None:
        words = gettext("{figure} or more", figure=_number(low))
    elif low is None:
        words = gettext("up to {figure}", figure=_number(high))
    else:
        words = gettext("{low} to {high}", low=_number(low), high=_number(high))
    named = quote(unit or "", NAME)
    return f"{words} {named}".strip() if named != "%" else words + "%"


def explain(line: AttributionLine, names: Mapping[str, str] | None = None) -> str:
    """Why an attribution counted or did not, as one or two short sentences.

    `names` gives the speaker of an attribution by its key, for a reason that names another one.
    """
    about = quote((names or {}).get(line.reason_about or "", line.reason_about or ""), NAME)
    counted = gettext(_COUNTED[line.counted]) if line.counted in _COUNTED else None
    sentence = _REASONS.get(line.reason)
    if sentence is None:
        return counted or gettext("Listed, not counted.")
    told = _said(sentence[1] if about else sentence[0], about)
    return told if counted is None else f"{counted} {told}".strip()


def _said(reason: str, about: str) -> str:
    return gettext(reason, about=about) if reason else ""


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return i18n.grouped(value, decimals=4)

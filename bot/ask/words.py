"""Statuses, flags, reasons, figures and dates in words a desk uses.

docs/how-it-decides.md explains each status and flag in these words. No text here says that a claim
is true or false, or how likely it is. Names are given unescaped; the functions return mrkdwn, with
the names escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.corroboration import Flag
from bot.language.writing import count, day
from bot.matching.outcome import DifferenceKind
from bot.record.card import AttributionLine, ReviewLine
from bot.slack.text import link, quote, shortened

RATING = 160  # longest rating of somebody else's review that is shown, in UTF-16 code units
CLAIM = 600  # as much of a claim as a card shows, in UTF-16 code units
NAME = 80  # longest name of a person, body or outlet that is shown, in UTF-16 code units


_FLAGS: Mapping[str, str] = {
    Flag.RELAYED: "Some of it is relayed; a relay adds no support.",
    Flag.CIRCULAR: "Reports quote each other in a circle; together they count once.",
    Flag.UNATTRIBUTED: "A report names no source for it; that is not counted.",
    Flag.UPDATED_BY_SOURCE: "A source has changed what it says; only its latest word counts.",
    Flag.PARTY_DIVIDED: "One party says both; it counts on both sides.",
    Flag.INTERESTED_ONLY: "All who say so have a side in this; no neutral source does.",
    Flag.INTERESTS_UNREVIEWED: "Whether all who say so have a side in this is not reviewed yet.",
    Flag.DENIAL_INDEPENDENT: "A neutral party is among those who deny it.",
    Flag.DENIAL_INTERESTED_ONLY: "All who deny it have a side in this.",
    Flag.NUMBER_CONFLICT: "Another figure is on record.",
    Flag.NUMBER_COMPATIBLE_ONLY: "A looser figure is on record. It fits, but does not confirm.",
    Flag.OVERTAKEN: "The figure on record has moved; the claim still says the earlier one.",
    Flag.STALE: "The newest counted statement is old. Check for newer ones.",
}

_FLAGS_IN_SHORT: Mapping[str, str] = {
    Flag.CIRCULAR: "reports quote each other in a circle",
    Flag.UNATTRIBUTED: "a report names no source",
    Flag.UPDATED_BY_SOURCE: "a source has changed what it says",
    Flag.PARTY_DIVIDED: "one party says both",
    Flag.INTERESTED_ONLY: "no neutral source",
    Flag.INTERESTS_UNREVIEWED: "sides not reviewed yet",
    Flag.DENIAL_INDEPENDENT: "a neutral party denies it",
    Flag.DENIAL_INTERESTED_ONLY: "all who deny it have a side",
    Flag.NUMBER_CONFLICT: "another figure is on record",
    Flag.NUMBER_COMPATIBLE_ONLY: "a looser figure is on record",
    Flag.OVERTAKEN: "the figure on record has moved",
    Flag.STALE: "the newest statement is old",
}

# By Reason of bot.corroboration: the sentence without and with what the reason is about.
_REASONS = {
    "supports": ("", ""),
    "denies": ("", ""),
    "other_figure": ("It gives another figure; that is no denial.",) * 2,
    "same_party": ("Counted once with its party.", "Counted once with {about}, of the same party."),
    "joined_by_evidence": (
        "Counted once with others: one joint statement or report.",
        "Counted once with {about}: one joint statement or report.",
    ),
    "looser_figure": ("Not counted: its figure fits, but does not confirm this one.",) * 2,
    "other_measure": ("Listed, not counted: its figure measures something else.",) * 2,
    "before_the_move": (
        "Not counted: it speaks of the figure before it moved.",
        "Not counted: it speaks of the figure before {about} moved it.",
    ),
    "no_figure": (
        "Not counted: it gives no figure, and the figure on record has moved.",
        "Not counted: it gives no figure, and {about} has moved the one on record.",
    ),
    "hedges": ("Listed, not counted: a hedge asserts nothing.",) * 2,
    "declines": ("Listed, not counted: not confirming is no denial.",) * 2,
    "relay": ("Not counted: it passes on another's words.", "Not counted: it relays {about}."),
    "in_cycle": ("Not counted: these reports quote each other in a circle.",) * 2,
    "unknown_origin": ("Not counted: nobody is named as its source.",) * 2,
    "origin_not_on_record": ("Not counted: what it relays is not on record.",) * 2,
    "retracted": ("Not counted: withdrawn by its source.",) * 2,
    "origin_retracted": ("Not counted: what it relays was withdrawn.",) * 2,
    "withdrawn_later": ("Not counted: its source later withdrew it.",) * 2,
    "replaced": ("Not counted: its source has since said something else.",) * 2,
}

_DIFFERENCES = {
    DifferenceKind.FIGURE: "Figure",
    DifferenceKind.DATE: "Date",
    DifferenceKind.NEGATION: "Negation",
    DifferenceKind.PARTY: "Who",
    DifferenceKind.PLACE: "Place",
    DifferenceKind.ROLES: "Who did it to whom",
    DifferenceKind.OPPOSITE: "Other meaning",
    DifferenceKind.ATTRIBUTION: "Who says it",
    DifferenceKind.CERTAINTY: "How certain",
    DifferenceKind.ADDS: "More than the record",
}


def flag(value: str, *, as_of: date | None = None, today: date | None = None) -> str:
    """One flag as one sentence. `as_of` and `today` let `stale` give the age in days."""
    name, _, about = value.partition(":")
    if name == Flag.NOT_CONFIRMED_BY and about.strip():
        names = [n for n in (party.strip() for party in about.split(",")) if n]
        verb = "has" if len(names) == 1 else "have"
        return f"{listed(names)} {verb} not confirmed it (that is not a denial)."
    if name == Flag.STALE and as_of and today and today > as_of:
        age = count((today - as_of).days, "day")
        return f"The newest counted statement is {age} old. Check for newer ones."
    return _FLAGS.get(name) or f"{quote(value.replace('_', ' '), NAME) or 'flagged'}."


def flag_in_short(value: str, *, as_of: date | None, today: date) -> str:
    """One flag in a few words, for a card: "newest statement 755 days old"."""
    name, _, about = value.partition(":")
    if name == Flag.NOT_CONFIRMED_BY and about.strip():
        return flag(value).removesuffix(" (that is not a denial).")
    if name == Flag.STALE and as_of and today > as_of:
        return f"newest statement {count((today - as_of).days, 'day')} old"
    return _FLAGS_IN_SHORT.get(name) or flag(value).removesuffix(".")


def difference(kind: DifferenceKind) -> str:
    """The kind of a Difference as a short label."""
    return _DIFFERENCES[kind]


def review(one: ReviewLine) -> str:
    """Another publisher's rating of a claim, in its own words, with a link to the review:
    "Reviewed by Northern Check: “Mostly wrong” (5 Nov 2024)"."""
    publisher = link(one.url, shortened(one.publisher, NAME)) or "somebody"
    rating = quote(one.rating, RATING) or "no words"
    on = f" ({day(one.reviewed_on)})" if one.reviewed_on else ""
    return f"Reviewed by {publisher}: “{rating}”{on}"


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names in one phrase, escaped: "Russia and North Korea"; what exceeds `most` is counted."""
    shown = [quote(name, NAME) or "unnamed" for name in names[:most]]
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def figure(interval: tuple[float | None, float | None] | None, unit: str | None = None) -> str:
    """An interval in words: "10,000", "10,000 to 12,000", "10,000 or more"; empty if unknown."""
    low, high = interval or (None, None)
    if low is None and high is None:
        return ""
    if low == high:
        words = _number(low)
    elif high is None:
        words = f"{_number(low)} or more"
    elif low is None:
        words = f"up to {_number(high)}"
    else:
        words = f"{_number(low)} to {_number(high)}"
    named = quote(unit or "", NAME)
    return f"{words} {named}".strip() if named != "%" else words + "%"


def explain(line: AttributionLine, names: Mapping[str, str] | None = None) -> str:
    """Why an attribution counted or did not, as one or two short sentences.

    `names` gives the speaker of an attribution by its key, for a reason that names another one.
    """
    about = quote((names or {}).get(line.reason_about or "", line.reason_about or ""), NAME)
    counted = {"support": "Counts as support.", "denial": "Counts against."}.get(line.counted)
    sentence = _REASONS.get(line.reason)
    if sentence is None:
        return counted or "Listed, not counted."
    told = (sentence[1] if about else sentence[0]).replace("{about}", about)
    return told if counted is None else f"{counted} {told}".strip()


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.4f}".rstrip("0").rstrip(".")

"""The digests of a channel or of a person, each in words with its buttons; and the messages after
one was saved or stopped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.ask import words
from bot.corroboration import status_words
from bot.digest.due import WEEKDAYS as DAYS
from bot.digest.paused_view import why_paused
from bot.language import writing
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.limits import fit
from bot.slack.message import Block, Message
from bot.slack.text import channel_link
from bot.zones import zone_of

if TYPE_CHECKING:
    from bot.digest.subscriptions import Choice, Listed

# The ids of its buttons and forms; `handlers/` listens to them.
DIGEST_NEW: Final = ActionId("digest_new")
DIGEST_MINE: Final = ActionId("digest_mine")  # a new one by direct message
DIGEST_CHANGE: Final = ActionId("digest_change")
DIGEST_STOP: Final = ActionId("digest_stop")
DIGEST_GO_ON: Final = ActionId("digest_go_on")  # after the bot paused it


LISTED = 20
"""Digests in a list: as many as one channel may have, and they stay inside Slack's 50 blocks."""

_NAMED = 3  # topics and statuses of each; the others are counted

_FEW = 8
"""Digests up to which so many are named; in a longer list, several topics are only counted."""

_TOPIC = 50  # in UTF-16 code units

IN_FULL = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}

FIXED_OFFSET = re.compile(r"Etc/GMT([+-])([1-9]\d?)")


def listed(digests: Sequence[Listed], *, here: bool, offers_own: bool) -> Message:
    """The digests of a channel (`here`), or a person's own wherever they go, with their buttons.

    `offers_own`: with a button for a digest by direct message.
    """
    many = writing.count(len(digests), "digest")
    if here:
        head = f"This channel has {many}." if digests else "This channel has no digest yet."
    else:
        head = f"You have {many}." if digests else "You have no digest yet."
    body = [blocks.section(f"*{head}*")]
    in_full = len(digests) <= _FEW
    for one in digests[:LISTED]:
        body.append(blocks.section(_digest(one, here=here, in_full=in_full)))
        if one.may_change:
            body.append(blocks.actions(*_buttons(one)))
    if len(digests) > LISTED:
        more = len(digests) - LISTED
        body.append(blocks.context(f"and {more} more; /onrecord digest in a channel lists those."))
    row = []
    if here:
        label = "Another digest" if digests else "Make one"
        row.append(blocks.button(label, DIGEST_NEW, blocks.button_value()))
    if offers_own:
        row.append(own_button())
    if row:
        body.append(blocks.actions(*row))
    said = "; ".join(when(one.chosen) for one in digests)
    return fit(Message(f"{head} {said}".strip(), body))


def refused(sentence: str, *, offers_own: bool) -> Message:
    """No digest may be posted where it was asked for; the person may have one by direct message."""
    row = [blocks.actions(own_button())] if offers_own else []
    return Message(sentence, [blocks.section(sentence), *row])


def own(digest: Listed | None) -> list[Block]:
    """For the Home tab: a person's digest by direct message."""
    if digest is None:
        said = "*Your digest*\nA direct message with what changed on record, on the days you like."
        return [blocks.section(said, own_button("Set it up"))]
    said = f"*Your digest*\n{_digest(digest, here=True)}"
    return [blocks.section(said), blocks.actions(*_buttons(digest))]


def own_button(label: str = "A digest for me (direct message)") -> Block:
    """A button that opens the form for a digest by direct message."""
    return blocks.button(label, DIGEST_MINE, blocks.button_value())


def saved(digest: Listed, *, new: bool) -> Message:
    """After the form was sent."""
    where = "you by direct message" if digest.is_direct else "the channel"
    head = f"Saved. The digest goes to {where}:" if new else "Saved. The digest now:"
    said = f"{head}\n{_digest(digest, here=True)}"
    first = f"Saved: {when(digest.chosen)}. {_next(digest)}"
    return fit(Message(first, [blocks.section(said)]))


def stopped(digest: Listed) -> Message:
    """After a digest was stopped by command."""
    said = f"Stopped: {when(digest.chosen)}. What it has posted stays."
    return Message(said, [blocks.section(said)])


def when(chosen: Choice) -> str:
    """ "Monday to Friday at 09:00 (Europe/Berlin)"."""
    zone = mrkdwn.quote(zone_name(chosen.timezone), words.NAME)
    return f"{_days(chosen.weekdays)} at {chosen.local_time:%H:%M} ({zone})"


def zone_name(name: str) -> str:
    """A time zone for people: "UTC-8" for "Etc/GMT+8", whose sign is turned round."""
    fixed = FIXED_OFFSET.fullmatch(name)
    return f"UTC{'-' if fixed[1] == '+' else '+'}{fixed[2]}" if fixed else name


def moment(local: datetime) -> str:
    """A local day and time: "Mon 25 Nov 2024, 09:00"."""
    day = IN_FULL[DAYS[local.weekday()]][:3]
    return f"{day} {writing.day(local.date())}, {local:%H:%M}"


def _digest(one: Listed, *, here: bool, in_full: bool = True) -> str:
    chosen = one.chosen
    rows = [f"*{when(chosen)}*"]
    if not here and not one.is_direct:
        rows[0] += f" in {channel_link(one.channel)}"
    elif one.is_direct:
        rows[0] += ", by direct message"
    quoted = [mrkdwn.quote(topic, _TOPIC) for topic in chosen.topics]
    topics = _some(quoted, "and") if in_full else _counted(quoted, "topics")
    worded = [f"“{writing.lowered(status_words.status(status))}”" for status in chosen.statuses]
    statuses = _some(worded, "or") if in_full else _counted(worded, "statuses")
    about = f"{topics or 'All topics'} · {statuses or 'any status'}"
    rows.append(f"{about} · also on days without news" if chosen.post_empty else about)
    rows.append(_next(one))
    by = "Number" if one.is_direct else f"Set up by {mrkdwn.user(one.owner)} · number"
    rows.append(f"{by} {one.number}")
    return "\n".join(rows)


def _some(names: Sequence[str], joined: str) -> str:
    """The first few of some names (mrkdwn), and how many more there are."""
    shown = [*names[:_NAMED], *([f"{len(names) - _NAMED} more"] if len(names) > _NAMED else [])]
    return f" {joined} ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def _counted(names: Sequence[str], kind: str) -> str:
    return f"{len(names)} {kind}" if len(names) > 1 else "".join(names)


def _next(one: Listed) -> str:
    if one.paused_why is not None:
        return f"⏸️ Paused: {why_paused(one.paused_why)}."
    if one.next_at is None:
        return "No next digest."
    local = one.next_at.astimezone(zone_of(one.chosen.timezone))
    said = f"Next: {moment(local)}"
    return f"⏸️ Paused until then. {said}" if one.is_waiting else said


def _days(weekdays: Sequence[str]) -> str:
    days = [day for day in DAYS if day in weekdays]
    if len(days) == len(DAYS):
        return "Every day"
    if days == list(DAYS[:5]):
        return "Monday to Friday"
    return words.listed([IN_FULL[day] for day in days], len(DAYS))


def _buttons(one: Listed) -> list[Block]:
    value = blocks.button_value(digest=one.number)
    row = [blocks.button("Change", DIGEST_CHANGE, value)]
    if one.paused_why is not None:
        row.insert(0, blocks.button("Go on", DIGEST_GO_ON, value, style="primary"))
    stop = blocks.button("Stop", DIGEST_STOP, value)
    stop["confirm"] = {
        "title": blocks.plain_text("Stop this digest?"),
        "text": blocks.plain_text("Nothing more is posted. What it has posted stays."),
        "confirm": blocks.plain_text("Stop it"),
        "deny": blocks.plain_text("Keep it"),
    }
    return [*row, stop]

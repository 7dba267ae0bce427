"""The digests of a channel or of a person, each in words with its buttons; and the messages after
one was saved or stopped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.ask import words
from bot.corroboration import status_words
from bot.digest.due import WEEKDAYS as DAYS
from bot.digest.paused_view import why_paused
from bot.i18n import gettext, ngettext, pgettext
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

_MONDAY = date(2024, 1, 1)

FIXED_OFFSET = re.compile(r"Etc/GMT([+-])([1-9]\d?)")


def listed(digests: Sequence[Listed], *, here: bool, offers_own: bool) -> Message:
    """The digests of a channel (`here`), or a person's own wherever they go, with their buttons.

    `offers_own`: with a button for a digest by direct message.
    """
    head = _head(len(digests), here=here)
    body = [blocks.section(f"*{head}*")]
    in_full = len(digests) <= _FEW
    for one in digests[:LISTED]:
        body.append(blocks.section(_digest(one, here=here, in_full=in_full)))
        if one.may_change:
            body.append(blocks.actions(*_buttons(one)))
    if len(digests) > LISTED:
        more = ngettext(
            "and {n} more; /onrecord digest in a channel lists those.",
            "and {n} more; /onrecord digest in a channel lists those.",
            len(digests) - LISTED,
        )
        body.append(blocks.context(more))
    row = []
    if here:
        label = gettext("Another digest") if digests else gettext("Make one")
        row.append(blocks.button(label, DIGEST_NEW, blocks.button_value()))
    if offers_own:
        row.append(own_button())
    if row:
        body.append(blocks.actions(*row))
    said = writing.capitalised("; ".join(when(one.chosen) for one in digests))
    return fit(Message(f"{head} {said}".strip(), body))


def refused(sentence: str, *, offers_own: bool) -> Message:
    """No digest may be posted where it was asked for; the person may have one by direct message."""
    row = [blocks.actions(own_button())] if offers_own else []
    return Message(sentence, [blocks.section(sentence), *row])


def own(digest: Listed | None) -> list[Block]:
    """For the Home tab: a person's digest by direct message."""
    head = f"*{gettext('Your digest')}*"
    if digest is None:
        said = gettext("A direct message with what changed on record, on the days you like.")
        return [blocks.section(f"{head}\n{said}", own_button(gettext("Set it up")))]
    said = f"{head}\n{_digest(digest, here=True)}"
    return [blocks.section(said), blocks.actions(*_buttons(digest))]


def own_button(label: str = "") -> Block:
    """A button that opens the form for a digest by direct message."""
    label = label or gettext("A digest for me (direct message)")
    return blocks.button(label, DIGEST_MINE, blocks.button_value())


def saved(digest: Listed, *, new: bool) -> Message:
    """After the form was sent."""
    if not new:
        head = gettext("Saved. The digest now:")
    elif digest.is_direct:
        head = gettext("Saved. The digest goes to you by direct message:")
    else:
        head = gettext("Saved. The digest goes to the channel:")
    said = f"{head}\n{_digest(digest, here=True)}"
    first = gettext("Saved: {when}.", when=when(digest.chosen))
    return fit(Message(f"{first} {_next(digest)}", [blocks.section(said)]))


def stopped(digest: Listed) -> Message:
    """After a digest was stopped by command."""
    said = gettext("Stopped: {when}. What it has posted stays.", when=when(digest.chosen))
    return Message(said, [blocks.section(said)])


def when(chosen: Choice) -> str:
    """ "Monday to Friday at 09:00 (Europe/Berlin)"."""
    zone = mrkdwn.quote(zone_name(chosen.timezone), words.NAME)
    # By the hour: in Spanish it is "a la 01:00", but "a las 09:00".
    return ngettext(
        "{days} at {time} ({zone})",
        "{days} at {time} ({zone})",
        chosen.local_time.hour,
        days=_days(chosen.weekdays),
        time=f"{chosen.local_time:%H:%M}",
        zone=zone,
    )


def weekday(code: str) -> str:
    """A day of the week in full, by its code: "Monday" for "mon"."""
    return writing.weekday(_MONDAY + timedelta(days=DAYS.index(code)))


def zone_name(name: str) -> str:
    """A time zone for people: "UTC-8" for "Etc/GMT+8", whose sign is turned round."""
    fixed = FIXED_OFFSET.fullmatch(name)
    return f"UTC{'-' if fixed[1] == '+' else '+'}{fixed[2]}" if fixed else name


def moment(local: datetime) -> str:
    """A local day and time: "Mon 25 Nov 2024, 09:00"."""
    day = local.date()
    return f"{writing.weekday(day, short=True)} {writing.day(day)}, {local:%H:%M}"


def _digest(one: Listed, *, here: bool, in_full: bool = True) -> str:
    chosen = one.chosen
    topics = [mrkdwn.quote(topic, _TOPIC) for topic in chosen.topics]
    statuses = [f"“{writing.lowered(status_words.status(status))}”" for status in chosen.statuses]
    if in_full:
        chosen_few = [_some(topics), _some(statuses, either=True)]
    else:
        chosen_few = [_topics(topics), _statuses(statuses)]
    about = [chosen_few[0] or gettext("All topics"), chosen_few[1] or gettext("any status")]
    if chosen.post_empty:
        about.append(gettext("also on days without news"))
    by = gettext("Number {number}", number=one.number)
    if not one.is_direct:
        by = gettext(
            "Set up by {person} · number {number}",
            person=mrkdwn.user(one.owner), number=one.number,
        )  # fmt: skip
    return "\n".join([_when_and_where(one, here=here), " · ".join(about), _next(one), by])


def _when_and_where(one: Listed, *, here: bool) -> str:
    said = f"*{writing.capitalised(when(one.chosen))}*"
    if one.is_direct:
        return gettext("{when}, by direct message", when=said)
    if here:
        return said
    return gettext("{when} in {channel}", when=said, channel=channel_link(one.channel))


def _head(number: int, *, here: bool) -> str:
    if not number:
        return (
            gettext("This channel has no digest yet.")
            if here
            else gettext("You have no digest yet.")
        )
    if here:
        return ngettext("This channel has {n} digest.", "This channel has {n} digests.", number)
    return ngettext("You have {n} digest.", "You have {n} digests.", number)


def _some(names: Sequence[str], *, either: bool = False) -> str:
    """The first few of some names (mrkdwn), and how many more there are."""
    shown = list(names[:_NAMED])
    if (left := len(names) - _NAMED) > 0:
        shown.append(ngettext("{n} more", "{n} more", left))
    return writing.listed(shown, either=either)


def _topics(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return ngettext("{n} topic", "{n} topics", len(names))


def _statuses(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return ngettext("{n} status", "{n} statuses", len(names))


def _next(one: Listed) -> str:
    if one.paused_why is not None:
        return gettext("⏸️ Paused: {reason}.", reason=why_paused(one.paused_why))
    if one.next_at is None:
        return gettext("No next digest.")
    local = one.next_at.astimezone(zone_of(one.chosen.timezone))
    said = gettext("Next: {moment}", moment=moment(local))
    return f"{gettext('⏸️ Paused until then.')} {said}" if one.is_waiting else said


def _days(weekdays: Sequence[str]) -> str:
    days = [day for day in DAYS if day in weekdays]
    if len(days) == len(DAYS):
        return gettext("Every day")
    if days == list(DAYS[:5]):
        return gettext("Monday to Friday")
    return writing.listed([weekday(day) for day in days])


def _buttons(one: Listed) -> list[Block]:
    value = blocks.button_value(digest=one.number)
    row = [blocks.button(gettext("Change"), DIGEST_CHANGE, value)]
    if one.paused_why is not None:
        row.insert(0, blocks.button(gettext("Go on"), DIGEST_GO_ON, value, style="primary"))
    stop = blocks.button(pgettext("a digest", "Stop"), DIGEST_STOP, value)
    stop["confirm"] = {
        "title": blocks.plain_text(gettext("Stop this digest?")),
        "text": blocks.plain_text(gettext("Nothing more is posted. What it has posted stays.")),
        "confirm": blocks.plain_text(gettext("Stop it")),
        "deny": blocks.plain_text(gettext("Keep it")),
    }
    return [*row, stop]

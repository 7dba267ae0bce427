"""Digests as people set them up: the list of them, the form, and what is said afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from bot.ask import words
from bot.corroboration import Status, status_words
from bot.digest.due import WEEKDAYS as DAYS
from bot.digest.view import why_paused
from bot.language import writing
from bot.slack import action_ids, blocks, forms
from bot.slack import text as mrkdwn
from bot.slack.blocks import Value
from bot.slack.forms import Form, Option
from bot.slack.limits import SELECT_OPTIONS, fit
from bot.slack.message import Block, Message, View
from bot.slack.text import channel_link
from bot.zones import zone_of

if TYPE_CHECKING:
    from bot.digest.subscriptions import Choice, Listed

# Block and action ids of the form's inputs.
TIME: Final = "digest_time"
ZONE: Final = "digest_zone"
WEEKDAYS: Final = "digest_weekdays"
TOPICS: Final = action_ids.DIGEST_TOPICS
STATUSES: Final = "digest_statuses"
PAUSE: Final = "digest_pause"
EMPTY: Final = "digest_empty"
YES: Final = "yes"

INVITE_FIRST: Final = (
    "I am not in this channel, so I cannot post a digest here. Invite me with /invite, then "
    "write /onrecord digest again."
)
NOT_HERE: Final = (
    "I cannot post in this conversation. Choose a channel that I am in, or a digest by direct "
    "message."
)
ARCHIVED: Final = "That channel is archived, so nothing can be posted there."
OUTSIDERS: Final = (
    "People from outside your workspace are in this channel. What is on record is for your "
    "workspace alone, so no digest is posted here."
)
NOT_YOURS: Final = (
    "Only the person who set this digest up, or one of this desk’s editors, can change or stop it."
)
GONE: Final = "There is no such digest, or it was stopped. /onrecord digest lists those there are."
CHANGED_MEANWHILE: Final = (
    "Somebody changed this digest since you opened the form. Nothing of yours is saved. "
    "Open it again to see how it is now."
)
TOO_OLD: Final = (
    "That digest is too old to go on reading. /onrecord find with a topic shows what is on record."
)
NO_MORE: Final = "There is no more of that digest."

LISTED = 20
"""Digests in a list: as many as one channel may have, and they stay inside Slack's 50 blocks."""

_NAMED = 3  # topics and statuses of each; the others are counted
_TOPIC = 50  # in UTF-16 code units
_IN_FULL = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def listed(digests: Sequence[Listed], *, here: bool, offers_own: bool) -> Message:
    """The digests of a channel (`here`), or one's own wherever they go, with their buttons.

    `offers_own`: with a button for one by direct message.
    """
    many = writing.count(len(digests), "digest")
    if here:
        head = f"This channel has {many}." if digests else "This channel has no digest yet."
    else:
        head = f"You have {many}." if digests else "You have no digest yet."
    body = [blocks.section(f"*{head}*")]
    for one in digests[:LISTED]:
        body.append(blocks.section(_digest(one, here=here)))
        if one.may_change:
            body.append(blocks.actions(*_buttons(one)))
    if len(digests) > LISTED:
        more = len(digests) - LISTED
        body.append(blocks.context(f"and {more} more; /onrecord digest in a channel lists those."))
    row = []
    if here:
        label = "Another digest" if digests else "Make one"
        row.append(blocks.button(label, action_ids.DIGEST_NEW, blocks.button_value()))
    if offers_own:
        row.append(own_button())
    if row:
        body.append(blocks.actions(*row))
    said = "; ".join(when(one.chosen) for one in digests)
    return fit(Message(f"{head} {said}".strip(), body))


def refused(sentence: str, *, offers_own: bool) -> Message:
    """No digest can go where it was asked for; one by direct message can."""
    row = [blocks.actions(own_button())] if offers_own else []
    return Message(sentence, [blocks.section(sentence), *row])


def own(digest: Listed | None) -> list[Block]:
    """For the Home tab: one's digest by direct message."""
    if digest is None:
        said = "*Your digest*\nA direct message with what changed on record, on the days you like."
        return [blocks.section(said, own_button("Set it up"))]
    said = f"*Your digest*\n{_digest(digest, here=True)}"
    return [blocks.section(said), blocks.actions(*_buttons(digest))]


def own_button(label: str = "A digest for me (direct message)") -> Block:
    """A button that opens the form for one."""
    return blocks.button(label, action_ids.DIGEST_MINE, blocks.button_value())


def form(
    chosen: Choice,
    *,
    about: Mapping[str, Value],
    direct: bool,
    zones: Sequence[tuple[str, Sequence[Option]]],
    topics: Sequence[Option] | None,
    chosen_topics: Sequence[Option],
    today: date,
    note: str = "",
    zone_note: str = "",
) -> View:
    """The form. `topics` are at most 100, None where Slack is to ask for them; those chosen are
    among them. `note` (mrkdwn) stands below the button for a preview, `zone_note` (plain) below
    the time zone."""
    pause = chosen.paused_until
    inputs = [
        forms.time_of_day(TIME, "Time of day", f"{chosen.local_time:%H:%M}"),
        forms.grouped_choice(ZONE, "Time zone", zones, chosen.timezone, hint=zone_note),
        forms.ticks(
            WEEKDAYS, "Days", [(day, _IN_FULL[day]) for day in DAYS], chosen.weekdays, needed=True
        ),
    ]
    if topics is None or topics:
        inputs.append(
            forms.several(
                TOPICS, "Topics", topics, chosen_topics, placeholder="All topics",
                hint="None chosen: claims on everything, and open questions.",
            )
        )  # fmt: skip
    statuses = [(one.value, status_words.status(one.value)) for one in Status]
    inputs += [
        forms.several(
            STATUSES, "Only claims that are now", statuses,
            [one for one in statuses if one[0] in chosen.statuses], placeholder="Any status",
        ),
        forms.day(
            PAUSE, "Pause until",
            pause.isoformat() if pause is not None and pause > today else None,
            hint="The first digest comes on this day. Empty: no pause.",
        ),
        forms.ticks(
            EMPTY, "On days without news", [(YES, "Say that nothing is new")],
            [YES] if chosen.post_empty else [],
        ),
        blocks.actions(
            blocks.button(
                "Send a preview to me", action_ids.DIGEST_PREVIEW, blocks.button_value(**about)
            )
        ),
    ]  # fmt: skip
    if note:
        inputs.append(blocks.context(note))
    where = "to you by direct message" if direct else "to the channel"
    made = Form(
        title="A digest for you" if direct else "A digest for a channel",
        submit="Save",
        about=about,
        head=f"This digest goes {where}, and tells what changed on record since the one before.",
        inputs=inputs,
        callback_id=action_ids.DIGEST_FORM,
    )
    return forms.modal(made)


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


def preview(message: Message, *, is_empty: bool, posts_empty: bool, direct: bool) -> Message:
    """A digest as it would be now, for the one who sets it up."""
    where = "your direct messages" if direct else "the channel"
    said = f"*Preview* of a digest for {where}, as it would be now. Only you see this."
    if is_empty and not posts_empty:
        said = f"{said} Without news, as now, nothing is posted."
    # A context is not cut for what is below it; a digest keeps clear of the limits.
    return fit(Message(f"Preview: {message.text}", [blocks.context(said), *message.blocks]))


PREVIEWED: Final = "✉️ The preview is in your direct messages with me."


def many_topics(topics: Sequence[str]) -> bool:
    """Whether there are more than one menu takes, so that Slack has to ask for them."""
    return len(topics) > SELECT_OPTIONS


def when(chosen: Choice) -> str:
    """ "Monday to Friday at 09:00 (Europe/Berlin)"."""
    zone = mrkdwn.quote(zone_name(chosen.timezone), words.NAME)
    return f"{_days(chosen.weekdays)} at {chosen.local_time:%H:%M} ({zone})"


def zone_name(name: str) -> str:
    """A time zone for people: "UTC-8" for "Etc/GMT+8", whose sign is turned round."""
    fixed = _FIXED.fullmatch(name)
    return f"UTC{'-' if fixed[1] == '+' else '+'}{fixed[2]}" if fixed else name


def zone_instead(zone: str, instead_of: str | None) -> str:
    """Below the time zone, where Slack gives none that is known; empty where it does (None)."""
    if instead_of is None:
        return ""
    said = mrkdwn.shortened(instead_of, words.NAME)
    if said:
        why = f"Slack calls your time zone “{said}”, and there is none of that name here."
    else:
        why = "Slack does not say which time zone you are in."
    chosen = f"{zone_name(zone)} is filled in instead"
    if zone != "UTC":
        chosen = f"{chosen}, where clocks now show what yours shows"
    fixed = " It knows no summer time." if _FIXED.fullmatch(zone) else ""
    return f"{why} {chosen}.{fixed} Choose your own here."


def zone_gone(zone: str) -> str:
    """Below the time zone of a digest whose own is not known any more."""
    said = mrkdwn.shortened(zone, words.NAME)
    return (
        f"There is no time zone “{said}” any more, so this digest does not go out. "
        "Choose another one here."
    )


_FIXED = re.compile(r"Etc/GMT([+-])([1-9]\d?)")


def _digest(one: Listed, *, here: bool) -> str:
    chosen = one.chosen
    rows = [f"*{when(chosen)}*"]
    if not here and not one.is_direct:
        rows[0] += f" in {channel_link(one.channel)}"
    elif one.is_direct:
        rows[0] += ", by direct message"
    topics = _some([mrkdwn.quote(topic, _TOPIC) for topic in chosen.topics], "and")
    statuses = _some(
        [f"“{_lower(status_words.status(status))}”" for status in chosen.statuses], "or"
    )
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


def _next(one: Listed) -> str:
    if one.paused_why is not None:
        return f"⏸️ Paused: {why_paused(one.paused_why)}."
    if one.next_at is None:
        return "No next digest."
    local = one.next_at.astimezone(zone_of(one.chosen.timezone))
    said = f"Next: {moment(local)}"
    return f"⏸️ Paused until then. {said}" if one.is_waiting else said


def moment(local: datetime) -> str:
    """A local day and time: "Mon 25 Nov 2024, 09:00"."""
    day = _IN_FULL[DAYS[local.weekday()]][:3]
    return f"{day} {writing.day(local.date())}, {local:%H:%M}"


def _days(weekdays: Sequence[str]) -> str:
    days = [day for day in DAYS if day in weekdays]
    if len(days) == len(DAYS):
        return "Every day"
    if days == list(DAYS[:5]):
        return "Monday to Friday"
    return words.listed([_IN_FULL[day] for day in days], len(DAYS))


def _buttons(one: Listed) -> list[Block]:
    value = blocks.button_value(digest=one.number)
    row = [blocks.button("Change", action_ids.DIGEST_CHANGE, value)]
    if one.paused_why is not None:
        row.insert(0, blocks.button("Go on", action_ids.DIGEST_GO_ON, value, style="primary"))
    stop = blocks.button("Stop", action_ids.DIGEST_STOP, value)
    stop["confirm"] = {
        "title": blocks.plain_text("Stop this digest?"),
        "text": blocks.plain_text("Nothing more is posted. What it has posted stays."),
        "confirm": blocks.plain_text("Stop it"),
        "deny": blocks.plain_text("Keep it"),
    }
    return [*row, stop]


def _lower(said: str) -> str:
    return said[:1].lower() + said[1:]

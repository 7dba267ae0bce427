"""The form in which a digest is set up, and why one cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.ask import words
from bot.corroboration import Status, status_words
from bot.digest.due import WEEKDAYS as DAYS
from bot.digest.list_view import FIXED_OFFSET, weekday, zone_name
from bot.i18n import N_, gettext
from bot.language import writing
from bot.slack import blocks, forms
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId, FormId, MenuId
from bot.slack.blocks import Value
from bot.slack.forms import Form, Option
from bot.slack.limits import SELECT_OPTIONS, fit
from bot.slack.message import Message, View

if TYPE_CHECKING:
    from bot.digest.subscriptions import Choice

# The ids of its buttons and forms; `handlers/` listens to them.
DIGEST_PREVIEW: Final = ActionId("digest_preview")  # in the form, with what is chosen there
DIGEST_FORM: Final = FormId("digest_form")


# Block and action ids of the form's inputs.
TIME: Final = "digest_time"
ZONE: Final = "digest_zone"
WEEKDAYS: Final = "digest_weekdays"
TOPICS: Final = MenuId("digest_topics")
STATUSES: Final = "digest_statuses"
PAUSE: Final = "digest_pause"
EMPTY: Final = "digest_empty"
YES: Final = "yes"
INVITE_FIRST: Final = N_(
    "I am not in this channel, so I cannot post a digest here. Invite me with /invite, then "
    "write /onrecord digest again."
)
NOT_HERE: Final = N_(
    "I cannot post in this conversation. Choose a channel that I am in, or a digest by direct "
    "message."
)
ARCHIVED: Final = N_("That channel is archived, so nothing can be posted there.")
OUTSIDERS: Final = N_(
    "People from outside your workspace are in this channel. What is on record is for your "
    "workspace alone, so no digest is posted here."
)
NOT_YOURS: Final = N_(
    "Only the person who set this digest up, or one of this desk’s editors, can change or stop it."
)
GONE: Final = N_(
    "There is no such digest, or it was stopped. /onrecord digest lists those there are."
)
CHANGED_MEANWHILE: Final = N_(
    "Somebody changed this digest since you opened the form. Nothing of yours is saved. "
    "Open it again to see how it is now."
)
TOO_OLD: Final = N_(
    "That digest is too old to go on reading. /onrecord find with a topic shows what is on record."
)
NO_MORE: Final = N_("There is no more of that digest.")
PREVIEWED: Final = N_("✉️ The preview is in your direct messages with me.")


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
    """The form. `topics` are at most 100, or None if Slack is to ask for them; those chosen are
    among them. `note` (mrkdwn) is shown below the button for a preview, `zone_note` (plain) below
    the time zone."""
    pause = chosen.paused_until
    inputs = [
        forms.time_of_day(TIME, gettext("Time of day"), f"{chosen.local_time:%H:%M}"),
        forms.grouped_choice(ZONE, gettext("Time zone"), zones, chosen.timezone, hint=zone_note),
        forms.ticks(
            WEEKDAYS,
            gettext("Days"),
            [(day, writing.capitalised(weekday(day))) for day in DAYS],
            chosen.weekdays,
            needed=True,
        ),
    ]
    if topics is None or topics:
        inputs.append(
            forms.several(
                TOPICS, gettext("Topics"), topics, chosen_topics, placeholder=gettext("All topics"),
                hint=gettext("None chosen: claims on everything, and open questions."),
            )
        )  # fmt: skip
    statuses = [(one.value, status_words.status(one.value)) for one in Status]
    inputs += [
        forms.several(
            STATUSES, gettext("Only claims that are now"), statuses,
            [one for one in statuses if one[0] in chosen.statuses],
            placeholder=gettext("Any status"),
        ),
        forms.day(
            PAUSE, gettext("Pause until"),
            pause.isoformat() if pause is not None and pause > today else None,
            hint=gettext("The first digest comes on this day. Empty: no pause."),
        ),
        forms.ticks(
            EMPTY, gettext("On days without news"), [(YES, gettext("Say that nothing is new"))],
            [YES] if chosen.post_empty else [],
        ),
        blocks.actions(
            blocks.button(
                gettext("Send a preview to me"), DIGEST_PREVIEW, blocks.button_value(**about)
            )
        ),
    ]  # fmt: skip
    if note:
        inputs.append(blocks.context(note))
    if direct:
        title = gettext("A digest for you")
        head = gettext(
            "This digest goes to you by direct message, and tells what changed on record since the "
            "one before."
        )
    else:
        title = gettext("A digest for a channel")
        head = gettext(
            "This digest goes to the channel, and tells what changed on record since the one "
            "before."
        )
    made = Form(
        title=title,
        submit=gettext("Save"),
        about=about,
        head=head,
        inputs=inputs,
        callback_id=DIGEST_FORM,
    )
    return forms.modal(made)


def preview(message: Message, *, is_empty: bool, posts_empty: bool, direct: bool) -> Message:
    """A digest as it would be now, for the person who sets it up."""
    if direct:
        said = gettext(
            "*Preview* of a digest for your direct messages, as it would be now. Only you see this."
        )
    else:
        said = gettext(
            "*Preview* of a digest for the channel, as it would be now. Only you see this."
        )
    if is_empty and not posts_empty:
        said = f"{said} {gettext('Without news, as now, nothing is posted.')}"
    # A context block is not cut to make room for what follows; a digest keeps clear of the limits.
    text = gettext("Preview: {text}", text=message.text)
    return fit(Message(text, [blocks.context(said), *message.blocks]))


def many_topics(topics: Sequence[str]) -> bool:
    """Whether there are more topics than one menu takes, so that Slack has to ask for them."""
    return len(topics) > SELECT_OPTIONS


def zone_instead(zone: str, instead_of: str | None) -> str:
    """The note below the time zone if Slack gives no zone that is known here; empty if it does
    (then `instead_of` is None)."""
    if instead_of is None:
        return ""
    said = mrkdwn.shortened(instead_of, words.NAME)
    if said:
        why = gettext(
            "Slack calls your time zone “{zone}”, and there is none of that name here.", zone=said
        )
    else:
        why = gettext("Slack does not say which time zone you are in.")
    if zone == "UTC":
        chosen = gettext("{zone} is filled in instead.", zone=zone)
    else:
        chosen = gettext(
            "{zone} is filled in instead, where clocks now show what yours shows.",
            zone=zone_name(zone),
        )
    fixed = gettext("It knows no summer time.") if FIXED_OFFSET.fullmatch(zone) else ""
    return " ".join(filter(None, [why, chosen, fixed, gettext("Choose your own here.")]))


def zone_gone(zone: str) -> str:
    """The note below the time zone of a digest whose own zone is no longer known."""
    said = mrkdwn.shortened(zone, words.NAME)
    return gettext(
        "There is no time zone “{zone}” any more, so this digest does not go out. "
        "Choose another one here.",
        zone=said,
    )

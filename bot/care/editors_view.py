"""Who the editors are: on the Home tab, and the form that sets them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot import i18n
from bot.i18n import N_, gettext, ngettext
from bot.slack import blocks, forms
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId, FormId
from bot.slack.forms import Form
from bot.slack.limits import fit
from bot.slack.message import Block, Message

# The ids of its buttons and forms; their handlers are in `handlers/`.
EDITORS: Final = ActionId("editors")  # on the Home tab: the form that says who they are
EDITORS_FORM: Final = FormId("editors_form")


PEOPLE: Final = "editors"
"""The name of the form's field."""

MOST: Final = 100
NAMED: Final = 20
"""How many people a message names; the others are counted."""

COMMAND: Final = "python -m bot workspace --editors"

NO_LIST: Final = N_(
    "No list is set, so every admin and owner of this Slack workspace is one, and sees the names "
    "of confidential sources."
)
NOBODY: Final = N_("Choose at least one. To go back to Slack’s admins and owners: {command} none.")
TOO_MANY: Final = N_(
    "The list has more than {most} people, too many for a form: {command} sets it."
)
UNKNOWN: Final = N_("Slack does not know one of them here. Choose people of this workspace.")
OVERTAKEN: Final = N_(
    "⚠️ Somebody changed the list since you opened this. What you send now is put over theirs."
)


def on_home(listed: Sequence[str]) -> list[Block]:
    """The Home tab's blocks for editors: who the editors are, with the button to change that."""
    said = (
        _people(listed)
        if listed
        else gettext(
            "{no_list} Set one here, or with `{command} U1,U2`.",
            no_list=gettext(NO_LIST),
            command=COMMAND,
        )
    )
    value = blocks.button_value(do="editors")
    label = gettext("Change…") if listed else gettext("Set the editors…")
    return [
        blocks.section(
            gettext("*Editors*\n{said}", said=said), blocks.button(label, EDITORS, value)
        )
    ]


def form(listed: Sequence[str], chosen: Sequence[str], *, seen: int, notice: str = "") -> Form:
    """The form; `listed` are the editors now, `chosen` the people that its field shows. Both are
    Slack ids; `seen` is the version of the list."""
    return Form(
        gettext("Editors"),
        gettext("Save"),
        {"do": "editors", "seen": seen},
        gettext(
            "{people}\nEditors decide what goes on record, change it, and see the names of "
            "confidential sources. Nobody else does.",
            people=_people(listed) if listed else gettext(NO_LIST),
        ),
        [
            forms.people(
                PEOPLE,
                gettext("Editors"),
                chosen,
                most=MOST,
                hint=gettext("You stay on the list yourself."),
            )
        ],
        notice,
        callback_id=EDITORS_FORM,
    )


def saved(people: Sequence[str], *, kept: bool) -> Message:
    """The message after the list was set; `kept`: the bot put the person who set it back on it."""
    said = gettext("*Editors from now on:* {people}", people=_people(people))
    if kept:
        said += "\n" + gettext(
            "You stay one of them, so that somebody is. Another editor can take you off."
        )
    return fit(
        Message(
            gettext(
                "{number} from now on.", number=ngettext("{n} editor", "{n} editors", len(people))
            ),
            [blocks.section(said)],
        )
    )


def deactivated(name: str) -> str:
    return gettext("{name}’s account is deactivated.", name=_name(name))


def bot(name: str) -> str:
    return gettext("{name} is an app.", name=_name(name))


def stranger(name: str) -> str:
    return gettext("{name} is not of this workspace.", name=_name(name))


def guest(name: str) -> str:
    return gettext("{name} is a guest; only full members can be editors.", name=_name(name))


def _name(name: str) -> str:
    return mrkdwn.shortened(name, 60) or gettext("One of them")


def _people(listed: Sequence[str]) -> str:
    named = ", ".join(mrkdwn.user(one) for one in listed[:NAMED])
    more = len(listed) - NAMED
    return (
        gettext("{named} and {more} more", named=named, more=i18n.grouped(more))
        if more > 0
        else named
    )

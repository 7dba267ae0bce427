"""Who the editors are: on the Home tab, and the form that sets them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.language import writing
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

NO_LIST: Final = (
    "No list is set, so every admin and owner of this Slack workspace is one, and sees the names "
    "of confidential sources."
)
NOBODY: Final = f"Choose at least one. To go back to Slack’s admins and owners: {COMMAND} none."
TOO_MANY: Final = f"The list has more than {MOST} people, too many for a form: {COMMAND} sets it."
UNKNOWN: Final = "Slack does not know one of them here. Choose people of this workspace."
OVERTAKEN: Final = (
    "⚠️ Somebody changed the list since you opened this. What you send now is put over theirs."
)


def on_home(listed: Sequence[str]) -> list[Block]:
    """The Home tab's blocks for editors: who the editors are, with the button to change that."""
    said = _people(listed) if listed else f"{NO_LIST} Set one here, or with `{COMMAND} U1,U2`."
    value = blocks.button_value(do="editors")
    label = "Change…" if listed else "Set the editors…"
    return [blocks.section(f"*Editors*\n{said}", blocks.button(label, EDITORS, value))]


def form(listed: Sequence[str], chosen: Sequence[str], *, seen: int, notice: str = "") -> Form:
    """The form; `listed` are the editors now, `chosen` the people that its field shows. Both are
    Slack ids; `seen` is the version of the list."""
    return Form(
        "Editors",
        "Save",
        {"do": "editors", "seen": seen},
        f"{_people(listed) if listed else NO_LIST}\nEditors decide what goes on record, change it, "
        "and see the names of confidential sources. Nobody else does.",
        [forms.people(PEOPLE, "Editors", chosen, most=MOST, hint="You stay on the list yourself.")],
        notice,
        callback_id=EDITORS_FORM,
    )


def saved(people: Sequence[str], *, kept: bool) -> Message:
    """The message after the list was set; `kept`: the bot put the person who set it back on it."""
    said = f"*Editors from now on:* {_people(people)}"
    if kept:
        said += "\nYou stay one of them, so that somebody is. Another editor can take you off."
    return fit(
        Message(f"{writing.count(len(people), 'editor')} from now on.", [blocks.section(said)])
    )


def deactivated(name: str) -> str:
    return f"{_name(name)}’s account is deactivated."


def bot(name: str) -> str:
    return f"{_name(name)} is an app."


def stranger(name: str) -> str:
    return f"{_name(name)} is not of this workspace."


def guest(name: str) -> str:
    return f"{_name(name)} is a guest; only full members can be editors."


def _name(name: str) -> str:
    return mrkdwn.shortened(name, 60) or "One of them"


def _people(listed: Sequence[str]) -> str:
    named = ", ".join(mrkdwn.user(one) for one in listed[:NAMED])
    more = len(listed) - NAMED
    return f"{named} and {more:,} more" if more > 0 else named

"""One of our short messages as a modal or a Home tab, where there is no message to answer."""

from __future__ import annotations

from bot.i18n import gettext
from bot.slack import blocks
from bot.slack.message import Message, View


def modal(message: Message) -> View:
    """A modal that says it and can only be closed."""
    return {
        "type": "modal",
        "title": blocks.plain_text("On Record"),
        "close": blocks.plain_text(gettext("Close")),
        "blocks": message.blocks,
    }


def home(message: Message) -> View:
    """A Home tab that says only this."""
    return {"type": "home", "blocks": message.blocks}


def sentence(text: str) -> Message:
    """A sentence of ours as a message; plain text without marks. It is given in English, marked
    with `N_`, or already in the language that is spoken."""
    said = gettext(text) if text else text
    return Message(said, [blocks.section(said)])

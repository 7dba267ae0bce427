"""The first message in a person's Messages tab: how to ask, or what an editor sets up first."""

from __future__ import annotations

from bot.care.editors_view import EDITORS
from bot.slack import blocks
from bot.slack.message import Message

_HELLO = (
    "*Hello.* Paste a statement here, and I say who is on record with it, who denies it, and who "
    "has not said. `help` lists what else there is."
)
_STEPS = (
    "*Three steps, and your desk can begin.* You get this because you may decide what goes on "
    "record, and nothing is set yet.",
    "*1. Invite me to a channel.* Type there: `/invite @On Record`. Then anyone in it can mention "
    "me with a statement.",
    "*2. Add a document.* Type `/onrecord add` with the address of an article, or alone for a "
    "text. I propose who said what; nobody sees a draft before you approve it.",
    "*3. Choose the editors.* Until there is a list, all admins and owners of this Slack workspace "
    "are, and see the names of confidential sources.",
)


def greeting() -> Message:
    """For people who ask."""
    return Message(_plain(_HELLO), [blocks.section(_HELLO)])


def first_steps() -> Message:
    """For an editor of a workspace in which nothing is set yet."""
    editors = blocks.button("Set the editors…", EDITORS, blocks.button_value(do="editors"))
    head, *steps, last = _STEPS
    body = [blocks.section(one) for one in (head, *steps)]
    more = blocks.context(
        "Step by step: `help add`, `help digest`, `help settings`. A record to try me with, loaded "
        "where I run: `python -m bot import samples/record.json`."
    )
    return Message(
        "\n".join(_plain(one) for one in _STEPS), [*body, blocks.section(last, editors), more]
    )


def _plain(said: str) -> str:
    return said.replace("*", "").replace("`", "")

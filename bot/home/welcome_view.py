"""The first message in a person's Messages tab: how to ask, or what an editor sets up first."""

from __future__ import annotations

from bot.care.editors_view import EDITORS
from bot.home import sample_view
from bot.i18n import N_, gettext
from bot.slack import blocks
from bot.slack.message import Message

_HELLO = N_(
    "*Hello.* Paste a statement here, and I say who is on record with it, who denies it, and who "
    "has not said. `help` lists what else there is."
)
_STEPS = (
    N_(
        "*Three steps, and your desk can begin.* You get this because you may decide what goes on "
        "record, and nothing is set yet."
    ),
    N_(
        "*1. Invite me to a channel.* Type there: `/invite @On Record`. Then anyone in it can "
        "mention me with a statement."
    ),
    N_(
        "*2. Add a document.* Type `/onrecord add` with the address of an article, or alone for a "
        "text. I propose who said what; nobody sees a draft before you approve it."
    ),
    N_(
        "*3. Choose the editors.* Until there is a list, all admins and owners of this Slack "
        "workspace are, and see the names of confidential sources."
    ),
)


def greeting() -> Message:
    """For people who ask."""
    hello = gettext(_HELLO)
    return Message(_plain(hello), [blocks.section(hello)])


def first_steps() -> Message:
    """For an editor of a workspace in which nothing is set yet."""
    editors = blocks.button(gettext("Set the editors…"), EDITORS, blocks.button_value(do="editors"))
    told = [gettext(one) for one in _STEPS]
    *first, last = told
    more = blocks.context(gettext("Step by step: `help add`, `help digest`, `help settings`."))
    body = [*(blocks.section(one) for one in first), blocks.section(last, editors)]
    body += [*sample_view.offered(), more]
    return Message("\n".join(_plain(one) for one in told), body)


def _plain(said: str) -> str:
    return said.replace("*", "").replace("`", "")

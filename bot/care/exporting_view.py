"""The messages to an editor about an export."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.i18n import N_, gettext
from bot.language import writing
from bot.slack import blocks
from bot.slack.message import Message
from bot.slack.notice import sentence

_CALLED: Final = {
    "on-record": N_("on-record/1, all that is on record with the names of confidential sources"),
    "csv": N_("CSV, one row a statement, without the names of confidential sources"),
    "claimreview": N_("ClaimReview (JSON-LD), without the names of confidential sources"),
}


def begun(form: str) -> Message:
    """While the file is written."""
    return sentence(
        gettext(
            "Writing the record as {called}. I send it to you by direct message; if nothing has "
            "come in ten minutes, ask again.",
            called=gettext(_CALLED[form]),
        )
    )


def sent(form: str, on: date) -> Message:
    """The file is there."""
    return sentence(
        gettext(
            "The record as of {on}: {called}.", on=writing.day(on), called=gettext(_CALLED[form])
        )
    )


def by_command(form: str) -> Message:
    """Slack lets the app upload no files: how to get the same on the machine itself."""
    option = "" if form == "on-record" else f" --format {form}"
    said = gettext(
        "The app may not upload files in this workspace (it would need the scope files:write). "
        "On the machine where I run, this writes the same:"
    )
    command = f"python -m bot export{option} FILE"
    return Message(f"{said} {command}", [blocks.section(f"{said}\n`{command}`")])

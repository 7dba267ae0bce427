"""The messages to an editor about an export."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.language import writing
from bot.slack import blocks
from bot.slack.message import Message
from bot.slack.notice import sentence

_CALLED: Final = {
    "on-record": "on-record/1, all that is on record with the names of confidential sources",
    "csv": "CSV, one row a statement, without the names of confidential sources",
    "claimreview": "ClaimReview (JSON-LD), without the names of confidential sources",
}


def begun(form: str) -> Message:
    """While the file is written."""
    return sentence(
        f"Writing the record as {_CALLED[form]}. I send it to you by direct message; if nothing "
        "has come in ten minutes, ask again."
    )


def sent(form: str, on: date) -> Message:
    """The file is there."""
    return sentence(f"The record as of {writing.day(on)}: {_CALLED[form]}.")


def by_command(form: str) -> Message:
    """Slack lets the app upload no files: how to get the same on the machine itself."""
    option = "" if form == "on-record" else f" --format {form}"
    said = (
        "The app may not upload files in this workspace (it would need the scope files:write). "
        "On the machine where I run, this writes the same:"
    )
    command = f"python -m bot export{option} FILE"
    return Message(f"{said} {command}", [blocks.section(f"{said}\n`{command}`")])

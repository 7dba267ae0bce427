"""What people see while they add to the record: the form, the progress, and the result."""

from __future__ import annotations

from bot.add.details_view import FIELD
from bot.i18n import N_, gettext
from bot.slack import action_ids, blocks, forms
from bot.slack import text as mrkdwn
from bot.slack.forms import Form
from bot.slack.limits import fit
from bot.slack.message import Message, View

LISTED = 10  # documents, problems and remarks that a message lists
LINK = 300  # of an address in a message

NOTHING = N_("Nothing was added.")

NOTHING_TO_ADD = N_(
    "There are no words to put on record in that message, and files in it are not read. "
    "Paste the text, or the address of the page, into `/onrecord add`."
)
"""For a message that says nothing: a file, a canvas, a huddle, what Slack tells, or the bot's."""


def form() -> View:
    """The form of `/onrecord add`: a text or an address, and what the person knows of it."""
    inputs = [
        forms.short_text(
            action_ids.ADD_ADDRESS,
            gettext("Address of an article, a feed or a fact-check"),
            most=2000,
            hint=gettext("Begins with https://. Leave it empty to paste the text itself."),
        ),
        forms.rich_text(
            action_ids.ADD_TEXT,
            gettext("Or its text"),
            hint=gettext("The whole article. Formatting is not kept."),
        ),
        forms.short_text(
            action_ids.ADD_OUTLET,
            gettext("Outlet"),
            most=FIELD,
            hint=gettext("Who published it. Empty: what the page says."),
        ),
        forms.day(
            action_ids.ADD_DATE,
            gettext("Date of publication"),
            None,
            hint=gettext(
                "“On Monday” in the text is worked out from it. Empty: what the page says."
            ),
        ),
    ]
    form = Form(
        gettext("Add to the record"),
        gettext("Add"),
        {},
        inputs=inputs,
        callback_id=action_ids.ADD_VIEW,
    )
    return forms.modal(form)


def under_way() -> Message:
    """Shown at once, while the source is read."""
    return one_section(
        gettext(
            "On it. You get a direct message with what came of it; the drafts then wait for review."
        )
    )


def reading(argument: str) -> Message:
    """Shown while a page is fetched."""
    return one_section(
        gettext(
            "Reading {address} … I change this message when that is done.",
            address=address_link(argument),
        )
    )


def progress(done: int, total: int) -> Message:
    """Shown while several items are read."""
    return one_section(gettext("Reading: {done} of {total} items done …", done=done, total=total))


def failed(sentence: str, argument: str, *, on_record: bool = False) -> Message:
    """Why something could not be added. With `on_record` it was added, but its result could not be
    told. The sentence is plain text, since it may quote the source."""
    about = f"{address_link(argument)}\n" if argument.lower().startswith(("http", "<http")) else ""
    lines = [mrkdwn.quote(line, 500) for line in sentence.split("\n")][: LISTED * 2]
    done = (
        gettext("It is on record, but I cannot show what came of it.")
        if on_record
        else gettext(NOTHING)
    )
    text = f"*{done}* " + about + "\n".join(lines)
    return fit(Message(text.replace("*", ""), [blocks.section(text)]))


def accepted(url: str) -> Message:
    """Shown after "Add to record" under a link."""
    return reading(url)


def address_link(argument: str) -> str:
    """An address as a link, shortened."""
    trimmed = argument.strip().strip("<>").partition("|")[0]
    return mrkdwn.link(trimmed, mrkdwn.shortened(trimmed, LINK)) or gettext("(no address)")


def one_section(text: str) -> Message:
    """A message of one paragraph."""
    return fit(Message(text.replace("*", ""), [blocks.section(text)]))

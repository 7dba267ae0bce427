"""Merging two rows by a form: the editor looks for the other row, sees what will happen, merges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.i18n import gettext
from bot.record.change import Change
from bot.record.numbers import sought, typed_number
from bot.slack import forms
from bot.slack.blocks import Value
from bot.slack.forms import Form, Option
from bot.slack.given import GivenError
from bot.slack.interaction import Press

T = TypeVar("T")


def searching(
    press: Press,
    title: str,
    about: dict[str, Value],
    options: Sequence[Option],
    *,
    told: str,
    nobody: str,
    notice: str,
) -> Form:
    """The form's first step: rows with a similar name (`options`), and a field for another name.

    `told` names the row (mrkdwn); `nobody` is the sentence that no row has a similar name.
    """
    inputs = [forms.text("search", gettext("Look for another name"), press.given.text("search"))]
    if options:
        inputs.insert(
            0,
            forms.choice(
                "into_id", gettext("Into"), options, press.given.text("into_id"), needed=False
            ),
        )
    head = gettext(
        "Merge {told} into another one that is the same. I merge nothing by likeness.", told=told
    )
    if not options:
        head += f"\n{nobody}"
    return Form(title, gettext("Next"), about, head, inputs, notice)


def carry_out(merge: Callable[..., T], change: Change, press: Press) -> T:
    """Merge the form's row into the chosen one, in the versions that the editor saw; gives what
    `merge` gives."""
    return merge(
        change,
        press.number(),
        press.number("into"),
        seen=press.seen,
        seen_into=press.number("seen_into"),
    )


def next_step(press: Press) -> Press | None:
    """The press for the step after `searching`; None if the row to merge into is chosen already.

    Raises GivenError if the editor neither chose a row nor wrote a name.
    """
    if "into" in press.fields:
        return None
    chosen = press.given.text("into_id")
    if chosen.isdecimal():
        return press.further(into=sought(typed_number(chosen)))
    if not press.given.text("search").strip():
        raise GivenError({"search": gettext("Choose one, or write a name to look for.")})
    return press.further(keep=True)

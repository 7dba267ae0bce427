"""Merging two rows by a form: look for the other one, see what will happen, then do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.record.change import Change
from bot.record.numbers import sought, typed_number
from bot.slack import forms
from bot.slack.asked import Asked, GivenError
from bot.slack.blocks import Value
from bot.slack.forms import Form, Option

T = TypeVar("T")


def searching(
    asked: Asked,
    title: str,
    about: dict[str, Value],
    options: Sequence[Option],
    *,
    told: str,
    nobody: str,
    notice: str,
) -> Form:
    """The form's first step: those with a name like it, and a field for another name.

    `told` names the row (mrkdwn), `nobody` says that there is none like it.
    """
    inputs = [forms.text("search", "Look for another name", asked.text("search"))]
    if options:
        inputs.insert(
            0, forms.choice("into_id", "Into", options, asked.text("into_id"), needed=False)
        )
    head = f"Merge {told} into another one that is the same. I merge nothing by likeness."
    if not options:
        head += f"\n{nobody}"
    return Form(title, "Next", about, head, inputs, notice)


def carry_out(merge: Callable[..., T], change: Change, asked: Asked) -> T:
    """Merge the form's row into the chosen one, as both were seen; what `merge` gives."""
    return merge(
        change,
        asked.number(),
        asked.number("into"),
        seen=asked.seen,
        seen_into=asked.number("seen_into"),
    )


def next_step(asked: Asked) -> Asked | None:
    """The step after `searching`; None once it is known into what. Raises GivenError."""
    if "into" in asked.fields:
        return None
    chosen = asked.text("into_id")
    if chosen.isdecimal():
        return asked.further(into=sought(typed_number(chosen)))
    if not asked.text("search").strip():
        raise GivenError("search", "Choose one, or write a name to look for.")
    return asked.further(keep=True)

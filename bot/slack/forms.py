"""Forms in modals, and the inputs in them.

Every input has one name, which is its action id. `bot.slack.given` reads by that name what a person
gave. Its block id is the name too, with the number of the step in a form that follows another one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.i18n import gettext, grouped
from bot.refusal import RefusalError
from bot.slack import action_ids, blocks
from bot.slack.action_ids import ActionId, FormId, MenuId
from bot.slack.blocks import Value, plain_text
from bot.slack.limits import INPUT_MAX_LENGTH, OPTION_TEXT, SELECT_OPTIONS, cut, size
from bot.slack.message import Block, View

Option = tuple[str, str]
"""The value that a choice hands back, and its label (plain text)."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: `about` travels in its `private_metadata`, `head` and `notice` are mrkdwn.

    `notice` comes first; it says why a sent form was not carried out. `inputs` may hold other
    blocks too. `names` are the ids of the sources whose names the form shows.
    """

    title: str
    submit: str
    about: Mapping[str, Value]
    head: str = ""
    inputs: Sequence[Block] = ()
    notice: str = ""
    callback_id: FormId = action_ids.CARE_FORM
    names: Sequence[int] = ()
    close: str = ""
    """"Cancel" if it is empty."""


def modal(form: Form) -> View:
    """The form as a modal."""
    body = [blocks.section(form.notice), blocks.divider()] if form.notice else []
    if form.head:
        body.append(blocks.section(form.head))
    return {
        "type": "modal",
        "callback_id": form.callback_id,
        "title": plain_text(form.title),
        "submit": plain_text(form.submit),
        "close": plain_text(form.close or gettext("Cancel")),
        "private_metadata": blocks.button_value(**form.about),
        "blocks": [*body, *form.inputs],
    }


def at_step(view: View, step: int) -> View:
    """The view as the one of this step, 1 for the first that takes the place of another one.

    If an input keeps its block id and action id when a view is updated, Slack keeps what a person
    put there, whatever value the new view gives (docs.slack.dev/surfaces/modals#updating_views). So
    each step has its own block ids, and shows what it was given: `claim`, `claim~1`, `claim~2`.
    """
    return {**view, "blocks": [_at_step(one, step) for one in view["blocks"]]}


def text(
    name: str,
    label: str,
    value: str = "",
    *,
    lines: bool = False,
    needed: bool = False,
    hint: str = "",
) -> Block:
    """A field for text; `value` has at most INPUT_MAX_LENGTH code units."""
    element: Block = {"type": "plain_text_input", "max_length": INPUT_MAX_LENGTH}
    if lines:
        element["multiline"] = True
    if value:
        element["initial_value"] = value
    return labelled(name, label, element, needed=needed, hint=hint)


def short_text(name: str, label: str, value: str = "", *, most: int, hint: str = "") -> Block:
    """A field for a text of at most `most` characters, which may stay empty."""
    element: Block = {"type": "plain_text_input", "max_length": most}
    if value:
        element["initial_value"] = value
    return labelled(name, label, element, needed=False, hint=hint)


def rich_text(name: str, label: str, *, hint: str = "") -> Block:
    """A field for a text of any length, with its formatting; it may stay empty."""
    return labelled(name, label, {"type": "rich_text_input"}, needed=False, hint=hint)


def choice(
    name: str,
    label: str,
    options: Sequence[Option],
    chosen: str | None = None,
    *,
    needed: bool = True,
    hint: str = "",
) -> Block:
    """One of several; those beyond Slack's 100 are left out."""
    shown = [_option(*one) for one in options[:SELECT_OPTIONS]]
    element: Block = {"type": "static_select", "options": shown}
    first = next((one for one in shown if one["value"] == chosen), None)
    if first is not None:
        element["initial_option"] = first
    return labelled(name, label, element, needed=needed, hint=hint)


def radio(name: str, label: str, options: Sequence[Option], chosen: str | None) -> Block:
    """One of a few, all shown; an answer is required only if one is chosen at first."""
    shown = [_option(value, " ".join(text.split())) for value, text in options]
    element: Block = {"type": "radio_buttons", "options": shown}
    if chosen is not None:
        element["initial_option"] = next(one for one in shown if one["value"] == chosen)
    return labelled(name, label, element, needed=chosen is not None)


def grouped_choice(
    name: str,
    label: str,
    groups: Sequence[tuple[str, Sequence[Option]]],
    chosen: str,
    *,
    hint: str = "",
) -> Block:
    """One of many, under headings: at most 100 of them with at most 100 choices each."""
    shown: list[Block] = [
        {"label": plain_text(heading), "options": [_option(*one) for one in options]}
        for heading, options in groups
    ]
    element: Block = {"type": "static_select", "option_groups": shown}
    every = [one for group in shown for one in group["options"]]
    first = next((one for one in every if one["value"] == chosen), None)
    if first is not None:
        element["initial_option"] = first
    return labelled(name, label, element, needed=True, hint=hint)


def several(
    name: str,
    label: str,
    options: Sequence[Option] | None,
    chosen: Sequence[Option],
    *,
    placeholder: str,
    hint: str = "",
) -> Block:
    """Any number of choices; those `chosen` have to be among the `options` (at most 100). If these
    are None, Slack asks the app for them while a person types."""
    element: Block = {"type": "multi_external_select", "min_query_length": 0}
    if options is not None:
        element = {"type": "multi_static_select", "options": [_option(*one) for one in options]}
    if chosen:
        element["initial_options"] = [_option(*one) for one in chosen]
    element["placeholder"] = plain_text(placeholder)
    return labelled(name, label, element, needed=False, hint=hint)


def suggested(name: MenuId, label: str, *, placeholder: str, hint: str = "") -> Block:
    """One of many, which Slack asks the app for while a person types; it may stay empty."""
    element: Block = {
        "type": "external_select",
        "min_query_length": 0,
        "placeholder": plain_text(placeholder),
    }
    return labelled(name, label, element, needed=False, hint=hint)


def people(name: str, label: str, chosen: Sequence[str], *, most: int, hint: str = "") -> Block:
    """Some of the people in Slack, at most `most`; `chosen` are ids."""
    element: Block = {"type": "multi_users_select", "max_selected_items": most}
    if chosen:
        element["initial_users"] = list(chosen[:most])
    return labelled(name, label, element, needed=False, hint=hint)


def choices(options: Sequence[Option]) -> list[Block]:
    """The app's answer to Slack, which asks for the choices of a menu."""
    return [_option(*one) for one in options[:SELECT_OPTIONS]]


def time_of_day(name: str, label: str, at: str) -> Block:
    """Hours and minutes, "09:00"."""
    return labelled(name, label, {"type": "timepicker", "initial_time": at}, needed=True)


def day(name: str, label: str, on: str | None, *, hint: str = "") -> Block:
    """A day, "2024-11-05", or none."""
    element: Block = {"type": "datepicker"}
    if on is not None:
        element["initial_date"] = on
    return labelled(name, label, element, needed=False, hint=hint)


def ticks(
    name: str,
    label: str,
    options: Sequence[Option],
    chosen: Collection[str],
    *,
    needed: bool = False,
    hint: str = "",
) -> Block:
    """Boxes to tick."""
    shown = [_option(*one) for one in options]
    element: Block = {"type": "checkboxes", "options": shown}
    ticked = [one for one in shown if one["value"] in chosen]
    if ticked:
        element["initial_options"] = ticked
    return labelled(name, label, element, needed=needed, hint=hint)


def moment(name: str, label: str, at: int | None, *, hint: str = "") -> Block:
    """A day and time, in Unix seconds; Slack shows it in the person's own time zone."""
    element: Block = {"type": "datetimepicker"}
    if at is not None:
        element["initial_date_time"] = at
    return labelled(name, label, element, needed=False, hint=hint)


def overflow(options: Sequence[Option], action_id: ActionId = action_ids.CARE) -> Block:
    """A menu of at most five lines; the value of each is one that `blocks.button_value` made."""
    return {
        "type": "overflow",
        "action_id": action_id,
        "options": [_option(*one) for one in options],
    }


def fitting(text: str, what: str) -> str:
    """A stored text, for a field. Raises RefusalError if it is too long for Slack's fields: if it
    were cut, saving the form would lose its end."""
    if size(text) > INPUT_MAX_LENGTH:
        told = gettext(
            "The {what} has more than {most} characters, too many for a form. "
            "Change it in an export and import it as a new one.",
            what=what,
            most=grouped(INPUT_MAX_LENGTH),
        )
        raise RefusalError(told)
    return text


def labelled(name: str, label: str, element: Block, *, needed: bool, hint: str = "") -> Block:
    """An input with any element; `name` is its action and, in the first step, its block."""
    block: Block = {
        "type": "input",
        "block_id": name,
        "optional": not needed,
        "label": plain_text(label),
        "element": {**element, "action_id": name},
    }
    return {**block, "hint": plain_text(hint)} if hint else block


def _at_step(block: Block, step: int) -> Block:
    if block["type"] != "input":
        return block
    name = block["element"]["action_id"]
    return {**block, "block_id": f"{name}~{step}" if step else name}


def _option(value: str, label: str) -> Block:
    return {"text": plain_text(cut(label, OPTION_TEXT)), "value": value}

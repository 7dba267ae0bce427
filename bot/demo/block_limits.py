"""Slack's limits on Block Kit, checked as Slack checks them: it refuses, and does not cut.

slack_sdk's models check most of them. What they let pass is checked here: options, texts in
fields and in small print, mark-up where Slack takes plain text alone, and ids that are there twice.
The numbers are those of docs.slack.dev/reference/block-kit (blocks, block elements, composition
objects) and docs.slack.dev/surfaces/modals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack.limits import (
    CHOICE_OPTIONS,
    CONTEXT_TEXT,
    FIELD_TEXT,
    MESSAGE_BLOCKS,
    OPTION_TEXT,
    OPTION_VALUE,
    SELECT_OPTIONS,
    VIEW_BLOCKS,
)

_CHOICES = ("radio_buttons", "checkboxes")
_FORMATTED = ("section", "context", *_CHOICES)
"""What may have mrkdwn in it; a confirmation's `text` may as well."""

_STRINGS = ("block_id", "action_id", "value", "url", "callback_id", "private_metadata")

_OPTIONS = ("options", "initial_option", "initial_options")

_SAID_IN = {"option": "option", "confirm": "confirmation"}
"""What the `text` of one says, by the name under which that is there."""

_LONGEST = {"fields": FIELD_TEXT, "elements": CONTEXT_TEXT, "option": OPTION_TEXT}
_MALFORMED = (SlackObjectFormationError, TypeError, ValueError, AttributeError, KeyError)
"""What the models raise about a value, or fail with where it has not even its shape."""


def block_errors(blocks: Any, *, most: int = MESSAGE_BLOCKS) -> list[str]:
    """The faults for which Slack would refuse these blocks, each with its place; empty if there
    is none."""
    if not isinstance(blocks, list):
        return ["blocks: must be a list"]
    errors = []
    if len(blocks) > most:
        errors.append(f"blocks: no more than {most} items allowed, these are {len(blocks)}")
    for index, block in enumerate(blocks):
        at = f"/blocks/{index}"
        errors += [f"{at}: {wrong}" for wrong in _modelled(Block.parse, block)]
        errors += _unmodelled(block, at)
    errors += _twice([one.get("block_id") for one in blocks if isinstance(one, dict)], "blocks")
    return errors


def view_errors(view: Any) -> list[str]:
    """The faults for which Slack would refuse a modal or an App Home, each with its place."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return ["view: must be an object of type modal or home"]
    errors = block_errors(view.get("blocks"), most=VIEW_BLOCKS)
    # Its own blocks have been checked; a Home tab may have none, of which the model knows nothing.
    around = {**view, "blocks": [{"type": "divider"}]}
    errors += [f"view: {wrong}" for wrong in _modelled(lambda given: View(**given), around)]
    errors += _unmodelled(around, "view")
    if view["type"] == "modal":
        if "title" not in view:
            errors.append("view/title: a text object is missing")
        kinds = [one.get("type") for one in view.get("blocks") or [] if isinstance(one, dict)]
        if "input" in kinds and "submit" not in view:
            errors.append("view: a modal with an input needs submit")
    return errors


def _modelled(parse: Callable[[Any], JsonObject | None], given: Any) -> Iterator[str]:
    """What slack_sdk's models say about a value. They leave out what is empty or unknown to them,
    which Slack refuses."""
    try:
        model = parse(given)
        known = model.to_dict() if model is not None else {}
    except _MALFORMED as error:
        yield str(error)
        return
    if model is None:
        yield f"unsupported type: {given.get('type') if isinstance(given, dict) else given}"
        return
    yield from (
        f"{name}: empty, or unknown in Block Kit"
        for name, value in given.items()
        if known.get(name) != value
    )


def _unmodelled(part: Any, at: str, kind: str = "", role: str = "") -> Iterator[str]:
    """What the models let pass in a part of Block Kit and all its parts. `kind` is the type of
    the block or element that it is in, `role` the name under which it is there."""
    if isinstance(part, list):
        for index, one in enumerate(part):
            yield from _unmodelled(one, f"{at}/{index}", kind, role)
        return
    if not isinstance(part, dict):
        return
    if part.get("type") in ("plain_text", "mrkdwn"):
        yield from _text(part, at, kind, role)
        return
    kind = part.get("type", kind)
    role = "option" if role in _OPTIONS else role
    yield from _object(part, at, kind, role)
    for name, inner in part.items():
        within = _SAID_IN.get(role, "text") if name == "text" else name
        yield from _unmodelled(inner, f"{at}/{name}", kind, within)


def _object(part: dict[str, Any], at: str, kind: str, role: str) -> Iterator[str]:
    for name in _STRINGS:
        if not isinstance(part.get(name, ""), str):
            yield f"{at}/{name}: must be a string"
    if role == "option" and len(str(part.get("value", ""))) > OPTION_VALUE:
        yield f"{at}/value: must be less than {OPTION_VALUE + 1} characters"
    if "options" in part:
        most = CHOICE_OPTIONS if kind in _CHOICES else SELECT_OPTIONS
        if not isinstance(part["options"], list) or not 0 < len(part["options"]) <= most:
            yield f"{at}/options: between 1 and {most} items allowed"
    if isinstance(elements := part.get("elements"), list):
        ids = [one.get("action_id") for one in elements if isinstance(one, dict)]
        yield from _twice(ids, f"{at}/elements")


def _text(text: dict[str, Any], at: str, kind: str, role: str) -> Iterator[str]:
    said = text.get("text")
    if not said or not isinstance(said, str):
        yield f"{at}: must be more than 0 characters"
    elif len(said) > (most := _LONGEST.get(role, len(said))):
        yield f"{at}: must be less than {most + 1} characters, has {len(said)}"
    if text["type"] == "mrkdwn" and kind not in _FORMATTED and role != "confirmation":
        yield f"{at}: must be plain_text"


def _twice(ids: list[Any], at: str) -> Iterator[str]:
    given = [one for one in ids if one and isinstance(one, str)]
    yield from (f"{at}: {one!r} is there twice" for one in set(given) if given.count(one) > 1)

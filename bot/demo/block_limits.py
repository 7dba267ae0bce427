"""Slack's limits on Block Kit, checked as Slack checks them: it refuses, and does not cut.

The numbers are those of docs.slack.dev/reference/block-kit (blocks, block elements, composition
objects) and docs.slack.dev/surfaces/modals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bot.slack.limits import (
    ACTION_ID,
    ACTIONS_ELEMENTS,
    BLOCK_ID,
    BUTTON_TEXT,
    BUTTON_URL,
    BUTTON_VALUE,
    CALLBACK_ID,
    CHOICE_OPTIONS,
    CONFIRM_BUTTON,
    CONFIRM_TEXT,
    CONFIRM_TITLE,
    CONTEXT_ELEMENTS,
    FIELD_TEXT,
    HEADER_TEXT,
    INPUT_LABEL,
    MESSAGE_BLOCKS,
    MODAL_TITLE,
    OPTION_TEXT,
    OPTION_VALUE,
    OVERFLOW_OPTIONS,
    PLACEHOLDER,
    PRIVATE_METADATA,
    SECTION_FIELDS,
    SECTION_TEXT,
    SELECT_OPTIONS,
    VIEW_BLOCKS,
)

MARKDOWN_TEXT = 12_000

BLOCK_TYPES = frozenset(
    {
        *("actions", "context", "divider", "file", "header", "image"),
        *("input", "markdown", "rich_text", "section", "video"),
    }
)
CHOSEN_FROM = ("static", "external", "users", "conversations", "channels")
SELECTS = frozenset(f"{much}{what}_select" for much in ("", "multi_") for what in CHOSEN_FROM)
CHOICES = frozenset({"radio_buttons", "checkboxes"})
INPUTS = frozenset(
    {
        *("plain_text_input", "rich_text_input", "number_input", "email_text_input"),
        *("url_text_input", "file_input", "datepicker", "timepicker", "datetimepicker"),
    }
)
ELEMENTS = SELECTS | CHOICES | INPUTS | {"button", "overflow", "image", "mrkdwn", "plain_text"}


def block_errors(blocks: Any, *, most: int = MESSAGE_BLOCKS) -> list[str]:
    """The faults for which Slack would refuse these blocks, each with its place; empty if there
    is none."""
    if not isinstance(blocks, list):
        return ["blocks: must be a list"]
    errors = []
    if len(blocks) > most:
        errors.append(f"blocks: no more than {most} items allowed, these are {len(blocks)}")
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        at = f"/blocks/{index}"
        errors.extend(_block(block, at))
        if isinstance(block, dict) and (name := block.get("block_id")):
            if name in seen:
                errors.append(f"{at}: block_id {name!r} is there twice")
            seen.add(name)
    return errors


def view_errors(view: Any) -> list[str]:
    """The faults for which Slack would refuse a modal or an App Home, each with its place."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return ["view: must be an object of type modal or home"]
    errors = block_errors(view.get("blocks"), most=VIEW_BLOCKS)
    errors.extend(_longer(view, "private_metadata", PRIVATE_METADATA, "view"))
    errors.extend(_longer(view, "callback_id", CALLBACK_ID, "view"))
    if view["type"] == "modal":
        errors.extend(_text(view.get("title"), MODAL_TITLE, "title", plain=True))
        for name in ("submit", "close"):
            if name in view:
                errors.extend(_text(view[name], MODAL_TITLE, name, plain=True))
        asks = any(b.get("type") == "input" for b in view.get("blocks") or [] if _is_object(b))
        if asks and "submit" not in view:
            errors.append("view: a modal with an input needs submit")
    return errors


def _block(block: Any, at: str) -> Iterator[str]:
    kind = block.get("type") if _is_object(block) else None
    if kind not in BLOCK_TYPES:
        yield f"{at}: unsupported type: {kind}"
        return
    yield from _longer(block, "block_id", BLOCK_ID, at)
    if kind in _OF_A_KIND:
        yield from _OF_A_KIND[kind](block, at)


def _section(block: dict[str, Any], at: str) -> Iterator[str]:
    fields = block.get("fields") or []
    if "text" not in block and not fields:
        yield f"{at}: a section needs text or fields"
    if "text" in block:
        yield from _text(block["text"], SECTION_TEXT, f"{at}/text")
    yield from _at_most(fields, SECTION_FIELDS, f"{at}/fields")
    for i, item in enumerate(fields):
        yield from _text(item, FIELD_TEXT, f"{at}/fields/{i}")
    if "accessory" in block:
        yield from _element(block["accessory"], f"{at}/accessory")


def _header(block: dict[str, Any], at: str) -> Iterator[str]:
    yield from _text(block.get("text"), HEADER_TEXT, f"{at}/text", plain=True)


def _markdown(block: dict[str, Any], at: str) -> Iterator[str]:
    yield from _longer(block, "text", MARKDOWN_TEXT, at)


def _input(block: dict[str, Any], at: str) -> Iterator[str]:
    yield from _text(block.get("label"), INPUT_LABEL, f"{at}/label", plain=True)
    yield from _element(block.get("element"), f"{at}/element")


def _row(block: dict[str, Any], at: str) -> Iterator[str]:
    elements = block.get("elements") or []
    if not elements:
        yield f"{at}/elements: must not be empty"
    most = ACTIONS_ELEMENTS if block["type"] == "actions" else CONTEXT_ELEMENTS
    yield from _at_most(elements, most, f"{at}/elements")
    for i, element in enumerate(elements):
        yield from _element(element, f"{at}/elements/{i}")
    names = [e.get("action_id") for e in elements if _is_object(e) and "action_id" in e]
    if len(names) != len(set(names)):
        yield f"{at}/elements: an action_id is there twice"


_OF_A_KIND: dict[str, Callable[[dict[str, Any], str], Iterator[str]]] = {
    "section": _section,
    "header": _header,
    "markdown": _markdown,
    "input": _input,
    "actions": _row,
    "context": _row,
}


def _element(element: Any, at: str) -> Iterator[str]:
    kind = element.get("type") if _is_object(element) else None
    if kind not in ELEMENTS:
        yield f"{at}: unsupported type: {kind}"
        return
    yield from _longer(element, "action_id", ACTION_ID, at)
    if kind in ("mrkdwn", "plain_text"):
        yield from _text(element, SECTION_TEXT, at)
    if kind == "button":
        yield from _text(element.get("text"), BUTTON_TEXT, f"{at}/text", plain=True)
        yield from _longer(element, "value", BUTTON_VALUE, at)
        yield from _longer(element, "url", BUTTON_URL, at)
        if element.get("style") not in (None, "primary", "danger"):
            yield f"{at}/style: must be primary or danger"
    if "placeholder" in element:
        yield from _text(element["placeholder"], PLACEHOLDER, f"{at}/placeholder", plain=True)
    if kind == "overflow" or "static" in kind or kind in CHOICES:
        yield from _options(element, kind, at)
    if "confirm" in element:
        confirm = element["confirm"]
        yield from _text(confirm.get("title"), CONFIRM_TITLE, f"{at}/confirm/title", plain=True)
        yield from _text(confirm.get("text"), CONFIRM_TEXT, f"{at}/confirm/text")
        for name in ("confirm", "deny"):
            yield from _text(confirm.get(name), CONFIRM_BUTTON, f"{at}/confirm/{name}", plain=True)


def _options(element: dict[str, Any], kind: str, at: str) -> Iterator[str]:
    most = {"overflow": OVERFLOW_OPTIONS, **dict.fromkeys(CHOICES, CHOICE_OPTIONS)}.get(
        kind, SELECT_OPTIONS
    )
    groups = element.get("option_groups") or [element]
    for group in groups:
        options = group.get("options") or []
        if not options:
            yield f"{at}/options: must not be empty"
        yield from _at_most(options, most, f"{at}/options")
        for i, option in enumerate(options):
            plain = kind not in CHOICES
            yield from _text(option.get("text"), OPTION_TEXT, f"{at}/options/{i}", plain=plain)
            yield from _longer(option, "value", OPTION_VALUE, f"{at}/options/{i}")


def _text(text: Any, most: int, at: str, *, plain: bool = False) -> Iterator[str]:
    if not _is_object(text) or not isinstance(text.get("text"), str):
        yield f"{at}: a text object is missing"
    elif plain and text.get("type") != "plain_text":
        yield f"{at}: must be plain_text"
    elif text.get("type") not in ("plain_text", "mrkdwn"):
        yield f"{at}: unsupported type: {text.get('type')}"
    elif not text["text"]:
        yield f"{at}: must be more than 0 characters"
    elif len(text["text"]) > most:
        yield f"{at}: must be less than {most + 1} characters, has {len(text['text'])}"


def _longer(holder: dict[str, Any], name: str, most: int, at: str) -> Iterator[str]:
    value = holder.get(name)
    if value is not None and not isinstance(value, str):
        yield f"{at}/{name}: must be a string"
    elif value is not None and len(value) > most:
        yield f"{at}/{name}: must be less than {most + 1} characters, has {len(value)}"


def _at_most(items: list[Any], most: int, at: str) -> Iterator[str]:
    if len(items) > most:
        yield f"{at}: no more than {most} items allowed, these are {len(items)}"


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)

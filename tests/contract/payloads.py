"""Whether Slack would take a payload, and whether it is safe to read: for tests and the stand-in.

Block Kit is parsed and validated by slack_sdk's own models, which have to give back all that they
were given (a field that they do not know, Slack refuses); what they do not check is checked
here (counts, lengths of nested texts, ids twice, empty texts, mentions, links). Everything wrong
is an AssertionError that names the place: `blocks[2].text: …`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack import limits
from bot.slack.limits import size

Payload = dict[str, Any]

_ANGLES = re.compile(r"<([^<>]*)>")
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")
_INTERACTIVE = ("actions", "section", "input")
_TEXT_LIMITS = {"section": limits.SECTION_TEXT, "header": limits.HEADER_TEXT}


_PLACE_OR_MOMENT = re.compile(r"#C[A-Z0-9]+|!date\^\d+\^[^|^]+\|.+")


def check_message(payload: Payload, *, mentions: bool = False) -> None:
    """Assert that `chat.postMessage` and its like take this payload (`text`, `blocks`).

    `mentions` allows `<@U…>`, where our own words name a person, and a channel (`<#C…>`) and a
    moment (`<!date^…>`), which call nobody; `<!channel>` and the like are
    never allowed.
    """
    text = payload.get("text")
    _that(isinstance(text, str) and text.strip(), "text", "a fallback text is needed")
    _check_text(text, "text", limits.MESSAGE_TEXT_ADVISED, mrkdwn=True, mentions=mentions)
    _that(not payload.get("link_names"), "link_names", "must stay off")
    _that(payload.get("parse") in (None, "none"), "parse", "must stay off")
    blocks = payload.get("blocks") or []
    _check_blocks(blocks, limits.MESSAGE_BLOCKS, mentions=mentions)
    total = sum(size(text) for text in _block_texts(blocks))
    _that(total <= limits.MESSAGE_BLOCKS_TEXT, "blocks", f"{total} characters in all")
    _that(all(b["type"] != "input" for b in blocks), "blocks", "inputs belong into views")


def check_view(view: Payload, *, mentions: bool = False) -> None:
    """Assert that `views.open`, `views.update` and `views.publish` take this view."""
    try:
        known = View(**view).to_dict()
    except (SlackObjectFormationError, TypeError) as error:
        raise AssertionError(f"view: {error}") from error
    _that(known == view, "view", f"slack_sdk knows only {known}")
    blocks = view.get("blocks") or []
    _that(blocks, "blocks", "a view has at least one")
    _check_blocks(blocks, limits.VIEW_BLOCKS, mentions=mentions)
    if view["type"] == "modal":
        _that("title" in view, "title", "a modal has one")
        if any(block["type"] == "input" for block in blocks):
            _that("submit" in view, "submit", "a view with inputs has one")
    for name, limit in (
        ("title", limits.MODAL_TITLE),
        ("submit", limits.MODAL_SUBMIT),
        ("close", limits.MODAL_CLOSE),
    ):
        if name in view:
            _check_text_object(view[name], name, limit, mentions=False, kinds=("plain_text",))
    for name, limit in (
        ("private_metadata", limits.PRIVATE_METADATA),
        ("callback_id", limits.CALLBACK_ID),
        ("external_id", limits.EXTERNAL_ID),
    ):
        _that(size(view.get(name) or "") <= limit, name, f"more than {limit} characters")


def _check_blocks(blocks: list[Payload], most: int, *, mentions: bool) -> None:
    _that(len(blocks) <= most, "blocks", f"{len(blocks)} of at most {most}")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    _that(len(ids) == len(set(ids)), "blocks", f"a block_id twice in {ids}")
    for i, block in enumerate(blocks):
        path = f"blocks[{i}]"
        _parse(block, path)
        block_id = block.get("block_id", "x")
        _that(0 < size(block_id) <= limits.BLOCK_ID, f"{path}.block_id", "empty or too long")
        _check_block(block, path, mentions=mentions)


def _parse(block: Payload, path: str) -> None:
    try:
        parsed = Block.parse(block)
        _that(parsed is not None, path, f"slack_sdk knows no block {block.get('type')!r}")
        known = parsed.to_dict()
    except (SlackObjectFormationError, TypeError) as error:
        raise AssertionError(f"{path}: {error}") from error
    _that(known == block, path, f"slack_sdk knows only {known}")


def _check_block(block: Payload, path: str, *, mentions: bool) -> None:
    kind = block["type"]
    if "text" in block:
        limit = _TEXT_LIMITS.get(kind, limits.SECTION_TEXT)
        kinds = ("plain_text",) if kind == "header" else ("plain_text", "mrkdwn")
        _check_text_object(block["text"], f"{path}.text", limit, mentions=mentions, kinds=kinds)
    if kind == "section":
        _that("text" in block or block.get("fields"), path, "neither text nor fields")
        fields = block.get("fields", [])
        _that(len(fields) <= limits.SECTION_FIELDS, f"{path}.fields", "too many")
        for i, field in enumerate(fields):
            where = f"{path}.fields[{i}]"
            _check_text_object(field, where, limits.FIELD_TEXT, mentions=mentions)
    if kind == "context":
        elements = block["elements"]
        count = len(elements)
        _that(0 < count <= limits.CONTEXT_ELEMENTS, f"{path}.elements", f"{count} elements")
        for i, element in enumerate(elements):
            if "text" in element:
                where = f"{path}.elements[{i}]"
                _check_text_object(element, where, limits.CONTEXT_TEXT, mentions=mentions)
    if kind == "actions":
        count = len(block["elements"])
        _that(0 < count <= limits.ACTIONS_ELEMENTS, f"{path}.elements", f"{count} elements")
    if kind == "input":
        _check_text_object(
            block["label"],
            f"{path}.label",
            limits.INPUT_LABEL,
            mentions=False,
            kinds=("plain_text",),
        )
        if "hint" in block:
            _check_text_object(block["hint"], f"{path}.hint", limits.INPUT_HINT, mentions=False)
    if kind in _INTERACTIVE:
        _check_elements(block, path)


def _check_elements(block: Payload, path: str) -> None:
    elements = list(_elements(block, path))
    ids = [element["action_id"] for _, element in elements if "action_id" in element]
    _that(len(ids) == len(set(ids)), path, f"an action_id twice in {ids}")
    for where, element in elements:
        interactive = element["type"] not in {"image"}
        if interactive:
            action_id = element.get("action_id", "")
            _that(
                0 < size(action_id) <= limits.ACTION_ID, f"{where}.action_id", "empty or too long"
            )
        if element["type"] == "button":
            _check_text_object(
                element["text"],
                f"{where}.text",
                limits.BUTTON_TEXT,
                mentions=False,
                kinds=("plain_text",),
            )
            _that(
                size(element.get("value", "")) <= limits.BUTTON_VALUE, f"{where}.value", "too long"
            )
            url = element.get("url")
            if url is not None:
                _that(size(url) <= limits.BUTTON_URL, f"{where}.url", "too long")
                _check_address(url, f"{where}.url")
        if "placeholder" in element:
            _check_text_object(
                element["placeholder"], f"{where}.placeholder", limits.PLACEHOLDER, mentions=False
            )
        _check_options(element, where)
        most = element.get("max_length", limits.INPUT_MAX_LENGTH)
        _that(1 <= most <= limits.INPUT_MAX_LENGTH, f"{where}.max_length", str(most))


def _check_options(element: Payload, path: str) -> None:
    groups = element.get("option_groups")
    if groups is not None:
        most = limits.OPTION_GROUPS
        _that(0 < len(groups) <= most, f"{path}.option_groups", f"{len(groups)} of at most {most}")
        for i, group in enumerate(groups):
            where = f"{path}.option_groups[{i}]"
            label = group["label"]
            _check_text_object(label, where, limits.OPTION_TEXT, mentions=False)
            _check_options({"type": element["type"], "options": group["options"]}, where)
        return
    options = element.get("options")
    if options is None:
        return
    most = {
        "radio_buttons": limits.CHOICE_OPTIONS,
        "checkboxes": limits.CHOICE_OPTIONS,
        "overflow": limits.OVERFLOW_OPTIONS,
    }.get(element["type"], limits.SELECT_OPTIONS)
    _that(0 < len(options) <= most, f"{path}.options", f"{len(options)} of at most {most}")
    values = [option["value"] for option in options]
    _that(len(values) == len(set(values)), f"{path}.options", "a value twice")
    for i, option in enumerate(options):
        where = f"{path}.options[{i}]"
        _check_text_object(option["text"], f"{where}.text", limits.OPTION_TEXT, mentions=False)
        _that(0 < size(option["value"]) <= limits.OPTION_VALUE, f"{where}.value", "too long")


def _elements(block: Payload, path: str) -> Iterator[tuple[str, Payload]]:
    for i, element in enumerate(block.get("elements", [])):
        yield f"{path}.elements[{i}]", element
    for name in ("accessory", "element"):
        if name in block:
            yield f"{path}.{name}", block[name]


def _check_text_object(
    text: Payload,
    path: str,
    limit: int,
    *,
    mentions: bool,
    kinds: tuple[str, ...] = ("plain_text", "mrkdwn"),
) -> None:
    kind = text.get("type")
    _that(kind in kinds, path, f"{kind} is not one of {kinds}")
    mrkdwn = kind == "mrkdwn"
    if mrkdwn:
        _that(text.get("verbatim") is True, path, "verbatim is not set, Slack may link names")
    _check_text(text.get("text", ""), path, limit, mrkdwn=mrkdwn, mentions=mentions)


def _check_text(text: str, path: str, limit: int, *, mrkdwn: bool, mentions: bool) -> None:
    _that(text.strip(), path, "empty")
    _that(size(text) <= limit, path, f"{size(text)} of at most {limit} characters")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise AssertionError(f"{path}: {error}") from error
    if not mrkdwn:
        _that(not re.search(r"<[!@#]", text), path, "looks like a mention")
        return
    for match in _ANGLES.finditer(text):
        inner = match[1]
        if inner.startswith("@"):
            _that(mentions, path, f"a mention: {match[0]}")
            _that(re.fullmatch(r"@[UW][A-Z0-9]+", inner), path, f"no user id: {match[0]}")
            continue
        if mentions and _PLACE_OR_MOMENT.fullmatch(inner):
            continue
        _that(not inner.startswith(("!", "#")), path, f"a mention: {match[0]}")
        address, _, label = inner.partition("|")
        _that(label.strip(), path, f"a link without a label: {match[0]}")
        _that("|" not in label, path, f"a bar in a label: {match[0]}")
        _check_address(address, path)
    rest = _ANGLES.sub("", text)
    _that("<" not in rest and ">" not in rest, path, "an angle bracket that is not escaped")
    _that(not _ENTITY.search(text), path, "an ampersand that is not escaped")


def _check_address(address: str, path: str) -> None:
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise AssertionError(f"{path}: {address!r}: {error}") from error
    allowed = parts.scheme in {"http", "https"} and parts.hostname
    _that(allowed, path, f"not http or https: {address!r}")
    _that(address.isprintable() and " " not in address, path, f"invisible signs in {address!r}")


def _block_texts(blocks: list[Payload]) -> Iterator[str]:
    for block in blocks:
        beside = [block["accessory"]] if "accessory" in block else []
        for part in (block, *block.get("elements", []), *block.get("fields", []), *beside):
            text = part.get("text")
            if isinstance(text, dict):
                yield text["text"]
            elif isinstance(text, str) and part.get("type") in {"mrkdwn", "plain_text"}:
                yield text


def _that(condition: object, path: str, wrong: str) -> None:
    if not condition:
        raise AssertionError(f"{path}: {wrong}")

"""A rendered message as text for a terminal; the demo prints it and tests read it."""

from __future__ import annotations

import re
import textwrap

from bot.slack.message import Block, Message
from bot.slack.text import ZERO_WIDTH_SPACE

_LINK = re.compile(r"<([^<>|]+)\|([^<>]*)>")
_BARE_LINK = re.compile(r"<([^<>|]+)>")
BOLD = re.compile(r"(?<![^\W_])\*(\S[^*\n]*?)\*(?![^\W_])|(?<!\w)_(\S[^_\n]*?)_(?!\w)")
_MENTION = re.compile(r"<(@[UW][A-Z0-9]+)>")


def plain(message: Message, width: int = 0) -> str:
    """The message as a person sees it, without its mark-up; buttons as "[ All sources ]".

    `width` in characters wraps the lines; 0 leaves them as they are. A message without blocks
    shows its fallback text.
    """
    return plain_blocks(message.blocks, width) if message.blocks else unmarked(message.text)


def plain_blocks(blocks: list[Block], width: int = 0) -> str:
    """As `plain`, for the blocks of a message or a view."""
    shown = [text for text in (_block(block, width) for block in blocks) if text]
    return "\n\n".join(shown)


def unmarked(text: str) -> str:
    """Mrkdwn as the reader sees it: links with their address, no marks, no entities."""
    text = BOLD.sub(lambda m: m[1] or m[2], text)
    text = _MENTION.sub(r"\1", text)
    text = _LINK.sub(r"\2 (\1)", text)
    text = _BARE_LINK.sub(r"\1", text)
    text = text.replace(ZERO_WIDTH_SPACE, "")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _block(block: Block, width: int) -> str:
    kind = block["type"]
    if kind in {"section", "header"}:
        text = _wrapped(_text(block["text"]), width) if "text" in block else ""
        fields = [_text(field) for field in block.get("fields", [])]
        accessory = _element(block["accessory"]) if "accessory" in block else ""
        return "\n".join(filter(None, [text, *fields, accessory]))
    if kind == "context":
        texts = "\n".join(_text(e) for e in block["elements"] if "text" in e)
        return _wrapped(texts, width, indent="  ")
    if kind == "actions":
        return _in_rows([_element(element) for element in block["elements"]], width)
    if kind == "divider":
        return "─" * (width or 40)
    if kind == "rich_text":
        parts = [one for section in block["elements"] for one in section["elements"]]
        return _wrapped("".join(one.get("text", "") for one in parts), width)
    if kind == "input":
        return f"{_text(block['label'])}: {_filled(block['element'])}"
    return ""


def _in_rows(shown: list[str], width: int) -> str:
    """Buttons side by side; one that does not fit goes below, as it does on a phone."""
    rows = [""]
    for one in shown:
        if rows[-1] and width and len(rows[-1]) + 1 + len(one) > width:
            rows.append("")
        rows[-1] += f" {one}" if rows[-1] else one
    return "\n".join(rows)


_GIVEN = ("initial_value", "initial_date", "initial_time")


def _filled(element: Block) -> str:
    """An input with its value."""
    given = next((element[one] for one in _GIVEN if element.get(one)), None)
    return f"[ {given} ]" if given else _element(element)


def _text(text: dict[str, str]) -> str:
    return unmarked(text["text"]) if text["type"] == "mrkdwn" else text["text"]


def _element(element: Block) -> str:
    if element["type"] == "button":
        return f"[ {element['text']['text']} ]"
    if element["type"] == "overflow":
        return "[ ⋯ ]"
    if "options" in element or "option_groups" in element or "select" in element["type"]:
        return _choices(element)
    return "[______]" if "input" in element["type"] else f"[ {element['type']} ]"


def _choices(element: Block) -> str:
    """The chosen option of a menu; all options of radio buttons and boxes, with their marks."""
    chosen = [o["text"]["text"] for o in element.get("initial_options", [])]
    chosen += [element["initial_option"]["text"]["text"]] if "initial_option" in element else []
    if element["type"] in ("radio_buttons", "checkboxes"):
        texts = [o["text"]["text"] for o in element["options"]]
        return "".join(f"\n  ({'x' if text in chosen else ' '}) {text}" for text in texts)
    shown = ", ".join(chosen) or element.get("placeholder", {}).get("text", "choose")
    return f"[ {shown} ▾ ]"


def _wrapped(text: str, width: int, indent: str = "") -> str:
    rows = []
    for row in text.split("\n"):
        hanging = indent + ("  " if row.startswith("• ") else "")
        if width <= len(hanging) + 1:
            rows.append(indent + row)
            continue
        rows += textwrap.wrap(
            row,
            width,
            initial_indent=indent,
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return "\n".join(rows)

"""The inputs of a form in the terminal: what they hold, and what a typed line makes of them.

Values have Slack's shapes: docs.slack.dev/reference/interaction-payloads/view-interactions-payload.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from bot.demo.workspace import Fields
from bot.zones import zone_of

Found = Callable[[str], list[Fields]]
"""Gives the options that fit what was typed, for menus whose options the bot gives."""

_HOLDS = {
    "plain_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "checkboxes": ("selected_options", "initial_options"),
    "radio_buttons": ("selected_option", "initial_option"),
}
"""By the type of an input: under which name it holds its value, and what it begins with."""

_SEVERAL = ("selected_options", "selected_users")
NOTHING = "-"
"""Typed to empty an input."""


class FieldError(ValueError):
    """A line that an input cannot take, as a sentence."""


def first(element: Fields) -> Fields:
    """What an input holds before anything is typed."""
    name, initial = _HOLDS[element["type"]]
    empty: Any = [] if name in _SEVERAL else None
    return {"type": element["type"], name: element.get(initial, empty)}


def typed(element: Fields, line: str, zone: str, found: Found) -> Fields:
    """What an input holds after a line was typed. Raises FieldError."""
    name, _ = _HOLDS[element["type"]]
    if line == NOTHING:
        return {"type": element["type"], name: [] if name in _SEVERAL else None}
    return {"type": element["type"], name: _READ[name](element, line, zone, found)}


def choices(element: Fields) -> list[Fields]:
    """The options that an input shows; none where the bot gives them while a person types."""
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    return [option for group in groups for option in group["options"]]


def in_words(held: Fields) -> str:
    """What an input holds, for its question."""
    value = next((value for name, value in held.items() if name != "type"), None)
    parts = value if isinstance(value, list) else [value]
    return ", ".join(_word(part) for part in parts if part is not None)


def _word(part: Any) -> str:
    if not isinstance(part, dict):
        return str(part)
    if "text" in part:
        return str(part["text"]["text"])
    return " ".join(one.get("text", "") for it in part["elements"] for one in it["elements"])


def _text(_: Fields, line: str, *__: Any) -> str:
    return line


def _rich(_: Fields, line: str, *__: Any) -> Fields:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": line}]}
    return {"type": "rich_text", "elements": [section]}


def _one(element: Fields, line: str, _: str, found: Found) -> Fields:
    shown = choices(element) or found(line)
    if line.isdigit() and 0 < int(line) <= len(shown):
        return shown[int(line) - 1]
    wanted = line.casefold()
    said = [(option["text"]["text"].casefold(), option) for option in shown]
    same = [option for text, option in said if text == wanted]
    like = same or [option for text, option in said if wanted in text]
    if len(like) == 1:
        return like[0]
    many = ", ".join(option["text"]["text"] for option in like[:8])
    raise FieldError(f"Which of these: {many}?" if like else "There is no such choice.")


def _some(element: Fields, line: str, zone: str, found: Found) -> list[Fields]:
    return [_one(element, part.strip(), zone, found) for part in line.split(",") if part.strip()]


def _people(_: Fields, line: str, __: str, found: Found) -> list[str]:
    options = [{"options": found("")}]
    some = _some({"option_groups": options}, line, "", found)
    return [option["value"] for option in some]


def _day(_: Fields, line: str, *__: Any) -> str:
    try:
        return date.fromisoformat(line).isoformat()
    except ValueError:
        raise FieldError("Write a day like 2026-02-14.") from None


def _time(_: Fields, line: str, *__: Any) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", line):
        raise FieldError("Write a time like 09:00.")
    return line


def _moment(_: Fields, line: str, zone: str, __: Found) -> int:
    try:
        at = datetime.fromisoformat(line)
    except ValueError:
        raise FieldError("Write a day and time like 2026-02-14 09:00.") from None
    return int(at.replace(tzinfo=zone_of(zone)).timestamp())


_READ: dict[str, Callable[..., Any]] = {
    "value": _text,
    "rich_text_value": _rich,
    "selected_option": _one,
    "selected_options": _some,
    "selected_users": _people,
    "selected_date": _day,
    "selected_time": _time,
    "selected_date_time": _moment,
}

"""What can be pressed in a message or view, by its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.demo.acting import Used
from bot.demo.fields import choices
from bot.demo.workspace import Fields

_MENUS = ("overflow", "static_select", "radio_buttons")


def pressable(blocks: list[Fields], where: Used) -> Iterator[tuple[str, Used]]:
    """The words of each button, and of each line of a menu that acts at once, in lower case."""
    for block in blocks:
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            at = replace(where, block_id=block.get("block_id"))
            if element.get("type") == "button":
                words = element["text"]["text"].casefold()
                value = element.get("value")
                yield words, replace(at, action_id=element["action_id"], value=value)
            elif element.get("type") in _MENUS:
                for option in choices(element):
                    chosen = {"selected_option": option}
                    words = option["text"]["text"].casefold()
                    yield words, replace(at, action_id=element["action_id"], chosen=chosen)

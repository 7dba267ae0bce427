"""Uploaded pictures in blocks, as the stand-in takes or refuses them.

docs.slack.dev/reference/block-kit/composition-objects/slack-file-object. Slack can show a file only
some time after its upload was completed; until then it refuses blocks with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.demo.workspace import SlackError, Workspace

_PNG = b"\x89PNG\r\n\x1a\n"


def check_shown(ws: Workspace, blocks: Any, code: str, at: str = "/blocks") -> None:
    """Raises SlackError, with this code, if an uploaded picture in these blocks cannot be shown: it
    is unknown, no picture, or was uploaded just now."""
    wrong = [
        f"invalid slack file [json-pointer:{place}]"
        for place, file_id in _shown(blocks, at)
        if not _is_ready(ws, file_id)
    ]
    if wrong:
        messages = [f"[ERROR] {one}" for one in wrong]
        raise SlackError(code, errors=wrong, response_metadata={"messages": messages})


def _shown(part: Any, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, list):
        for index, one in enumerate(part):
            yield from _shown(one, f"{at}/{index}")
    elif isinstance(part, dict):
        if part.get("type") == "image" and isinstance(part.get("slack_file"), dict):
            yield f"{at}/slack_file", str(part["slack_file"].get("id"))
        for name, inner in part.items():
            yield from _shown(inner, f"{at}/{name}")


def _is_ready(ws: Workspace, file_id: str) -> bool:
    file = ws.files.get(file_id, {})
    is_picture = bytes(file.get("content", b"")).startswith(_PNG)
    return is_picture and ws.now() >= float(file.get("ready_at", ws.now() + 1))

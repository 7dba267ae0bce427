"""Reading back the messages of a channel or thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk import WebClient

_PAGE = 200


class TooMuchError(Exception):
    """The history has more pages than the caller wanted to read."""


def history(
    client: WebClient, channel: str, thread_ts: str | None, *, oldest: str | None, pages: int
) -> Iterator[dict[str, Any]]:
    """The messages of a channel or one thread since `oldest` (a ts), with their metadata.

    Reads at most `pages` pages of 200 messages; raises TooMuchError if there are more, or one of
    CALL_ERRORS.
    """
    cursor = None
    for _ in range(pages):
        window: dict[str, Any] = {
            "channel": channel,
            "oldest": oldest,
            "limit": _PAGE,
            "cursor": cursor,
            "include_all_metadata": True,
        }
        if thread_ts:
            told = client.conversations_replies(ts=thread_ts, **window)
        else:
            told = client.conversations_history(**window)
        yield from told.get("messages") or []
        cursor = (told.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return
    raise TooMuchError

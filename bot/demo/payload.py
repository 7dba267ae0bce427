"""A payload that Slack sends to an app, before it is sent over HTTP or Socket Mode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.demo.workspace import Fields

VERIFICATION_TOKEN = "verification-token"
LATER = 10
"""Seconds between a message and a later change of it (edited, deleted, picked from a menu)."""


@dataclass(frozen=True, slots=True)
class Payload:
    """A payload from Slack: `body` is the same over HTTP and Socket Mode.

    `retry` counts redeliveries (0: the first delivery), `retry_reason` is Slack's word for why.
    """

    kind: Literal["event", "command", "interactive"]
    body: Fields
    retry: int = 0
    retry_reason: str = ""


def standing(message: Mapping[str, Any]) -> Fields:
    """A message with the fields that it has in a channel, from the event that reported it or
    from the stand-in."""
    outside = ("channel", "channel_type", "event_ts", "shown_to")
    kept = {k: v for k, v in message.items() if k not in outside}
    return kept | {"type": "message", "text": message.get("text", "")}


def later(ts: str) -> str:
    """A timestamp LATER seconds after another."""
    seconds, _, micros = ts.partition(".")
    return f"{int(seconds) + LATER}.{micros}"


def short_name(key: str) -> str:
    """The name of a person or channel of the small workspace, from its id."""
    return key[2:].lower()

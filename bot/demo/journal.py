"""What passed between Slack and the bot, in order: each request with its reply, as it was sent."""

from __future__ import annotations

import copy
import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.demo.standin import SlackStandIn
from bot.demo.wire import Reply
from bot.demo.workspace import Fields

KEPT = 400
"""Exchanges; older ones are dropped."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its reply. `way` is "to the bot" (an event, a press, …) or "to Slack" (a
    Web API call, a post to a response_url). `at` is in Unix seconds, by the demo's clock."""

    number: int
    way: Literal["to the bot", "to Slack"]
    name: str
    request: Fields
    reply: Fields
    at: float
    milliseconds: int


class Journal:
    """The last exchanges. Every thread may write to it."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._kept: deque[Exchange] = deque(maxlen=KEPT)
        self._number = 0

    def note(
        self,
        way: Literal["to the bot", "to Slack"],
        name: str,
        request: Fields,
        reply: Fields,
        took: float,
    ) -> None:
        """Adds an exchange; `took` is in seconds."""
        with self._lock:
            self._number += 1
            noted = Exchange(
                self._number, way, name, copy.deepcopy(request), copy.deepcopy(reply),
                self._now(), round(took * 1000),
            )  # fmt: skip
            self._kept.append(noted)

    def after(self, number: int) -> list[Exchange]:
        """The exchanges with a higher number, oldest first."""
        with self._lock:
            return [one for one in self._kept if one.number > number]


class NotingSlack(SlackStandIn):
    """The stand-in, which notes each call of the bot and what it answered."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.journal = Journal(self.workspace.now)

    def carry_out(self, method: str, params: Fields, run: Callable[[], Reply]) -> Reply | None:
        reply = super().carry_out(method, params, run)
        answer = {"status": reply.status, "body": reply.body} if reply else {}
        self.journal.note("to Slack", method, {"body": _readable(params)}, answer, 0)
        return reply


def _readable(params: Fields) -> Fields:
    """The parameters; those that are JSON inside a form, as objects."""
    return {name: _object(value) for name, value in params.items()}


def _object(value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith(("[", "{")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value

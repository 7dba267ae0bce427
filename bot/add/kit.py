"""What a process that adds documents needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import Engine

from bot.check.checker import Checker
from bot.ingest.fetching import Fetched
from bot.metrics import Metrics
from bot.slack.editors import Editors
from bot.slack.installations import Installation, Installations


class Fetch(Protocol):
    """Reads the page at an address: `bot.ingest.fetching.fetch` with its limits, or a test's
    own."""

    def __call__(
        self, url: str, *, etag: str | None = None, modified: str | None = None
    ) -> Fetched: ...


Announce = Callable[[Installation, Sequence[int], str], None]
"""Tells the desk that drafts wait: (installation, documents with drafts, who added them). One
message for all of them. Raises one of `bot.slack.client.CALL_ERRORS` where Slack does not take
it."""


@dataclass(frozen=True, slots=True)
class Kit:
    """`owner` is this process's name; `clock` gives aware instants."""

    engine: Engine
    checker: Checker
    installations: Installations
    metrics: Metrics
    clock: Callable[[], datetime]
    owner: str
    fetch: Fetch
    announce: Announce
    editors: Editors = field(default_factory=Editors)

    def today(self) -> date:
        return self.clock().date()

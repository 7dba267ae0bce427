"""The services that every handler is given, made once at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # this module only holds these; it does not use them
    from sqlalchemy import Engine

    from bot.add.worker import Adder
    from bot.ask.worker import Answerer
    from bot.check.checker import Checker
    from bot.check.vectors import VectorMaker
    from bot.digest.topics import Topics
    from bot.metrics import Metrics
    from bot.run.poster import Poster
    from bot.slack.editors import Editors
    from bot.slack.installations import Installations
    from bot.slack.pictures import Pictures
    from bot.slack.registry import Registry

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one process. `clock` gives aware instants."""

    engine: Engine
    checker: Checker
    installations: Installations
    answerer: Answerer
    adder: Adder
    poster: Poster
    metrics: Metrics
    registry: Registry
    clock: Clock
    vectors: VectorMaker | None
    """None without a semantic model."""
    multilingual: VectorMaker | None
    """None unless the setting MULTILINGUAL is on and its extra is installed."""
    editors: Editors
    topics: Topics
    pictures: Pictures


def utc_now() -> datetime:
    return datetime.now(UTC)

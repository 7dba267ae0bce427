"""What the handlers are given: everything they may use, made once at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Engine

from bot.checking import Checker
from bot.editors import Editors
from bot.inquiries.answerer import Answerer
from bot.installations import Installations
from bot.intake.adder import Adder
from bot.metrics import Metrics
from bot.posting import Poster
from bot.registry import Registry
from bot.subscribing.topics import Topics
from bot.vectors import VectorMaker

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Services:
    """One process's parts. `clock` gives aware instants."""

    engine: Engine
    checker: Checker
    installations: Installations
    answerer: Answerer
    adder: Adder
    poster: Poster
    metrics: Metrics
    registry: Registry
    clock: Clock
    vectors: VectorMaker | None = None
    """None without a semantic model."""
    editors: Editors = field(default_factory=Editors)
    topics: Topics = field(default_factory=Topics)


def utc_now() -> datetime:
    return datetime.now(UTC)

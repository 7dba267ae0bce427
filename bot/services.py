"""What the handlers are given: everything they may use, made once at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine

from bot.checking import Checker
from bot.inquiries.answerer import Answerer
from bot.installations import Installations
from bot.metrics import Metrics
from bot.registry import Registry
from bot.vectors import VectorMaker

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Services:
    """One process's parts. `clock` gives aware instants."""

    engine: Engine
    checker: Checker
    installations: Installations
    answerer: Answerer
    metrics: Metrics
    registry: Registry
    clock: Clock
    vectors: VectorMaker | None = None
    """None without a semantic model."""


def utc_now() -> datetime:
    return datetime.now(UTC)

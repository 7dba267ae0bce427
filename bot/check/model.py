"""The semantic model: loaded once, when it is first needed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from bot.settings import SEMANTIC_OFF, Settings

if TYPE_CHECKING:
    from bot.matching.embeddings import Embedder

Model = Callable[[], "Embedder | None"]
"""Gives the semantic model; None if there is none."""

log = logging.getLogger(__name__)


def no_model() -> None:
    """No model: claims are matched by words alone."""


def when_needed(settings: Settings) -> Model:
    """The model that the settings name, loaded at the first call (about half a second).

    None, with a warning in the log, if the extra `semantic` is not installed. A call raises
    ModelError if a file is missing or is not the expected one.
    """
    if settings.semantic_model == SEMANTIC_OFF:
        return no_model
    directory = Path(settings.semantic_model) if settings.semantic_model else None
    return _Once(directory)


def where_possible(settings: Settings, warn: Callable[[str], object]) -> Model:
    """As `when_needed`, for commands that store something: if the model cannot be loaded there
    is none, and `warn` is told the reason once."""
    model, told = when_needed(settings), False

    def load() -> Embedder | None:
        nonlocal told
        try:
            return model()
        except Exception as error:  # noqa: BLE001 - its file may contain anything
            if not told:
                told = True
                warn(without_model(error))
            return None

    return load


class _Once:
    def __init__(self, directory: Path | None) -> None:
        self._directory = directory
        self._loaded: tuple[Embedder | None] | None = None
        self._loading = Lock()

    def __call__(self) -> Embedder | None:
        with self._loading:
            if self._loaded is None:
                self._loaded = (self._load(),)
            return self._loaded[0]

    def _load(self) -> Embedder | None:
        from bot.matching import embeddings

        model = embeddings.load(self._directory)
        if model is None:
            log.warning(
                "no semantic model: claims are matched by their words alone "
                "(install on-record with the extra `semantic`)"
            )
        return model


def without_model(error: Exception) -> str:
    """A warning for the command line: the model that finds claims in other words is missing."""
    return (
        f"Warning: the semantic model cannot be loaded ({error}). Everything is stored all the "
        "same; claims are found by their words alone. Correct SEMANTIC_MODEL (`python -m bot "
        "doctor` says what is wrong); then `serve`, or the same command again, makes what is "
        "missing."
    )

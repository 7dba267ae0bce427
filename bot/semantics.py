"""The semantic model: loaded beside everything else, so that nobody waits for it twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from bot.settings import SEMANTIC_OFF, Settings

if TYPE_CHECKING:
    from bot.matching.embeddings import Embedder

Model = Callable[[], "Embedder | None"]
"""Gives the semantic model, once it is loaded; None where there is none."""

log = logging.getLogger(__name__)


def no_model() -> None:
    """Matching by words alone."""


def load_beside(settings: Settings) -> Model:
    """Begin to load the model that the settings name; what is given waits for it.

    None comes of it, and the log says so once, where the extra `semantic` is not installed. It
    raises ModelError, at each call, where a file is missing or is not what it should be.
    """
    if settings.semantic_model == SEMANTIC_OFF:
        return no_model
    found: Future[Embedder | None] = Future()
    directory = Path(settings.semantic_model) if settings.semantic_model else None
    # A daemon: a command that needs no model, or fails before, does not wait for it at its end.
    Thread(target=_load, args=(directory, found), name="semantic model", daemon=True).start()
    return found.result


def _load(directory: Path | None, found: Future[Embedder | None]) -> None:
    try:
        from bot.matching import embeddings

        model = embeddings.load(directory)
    except Exception as error:  # noqa: BLE001 - whoever asks for the model gets it
        found.set_exception(error)
        return
    if model is None:
        log.warning(
            "no semantic model: claims are matched by their words alone "
            "(install on-record with the extra `semantic`)"
        )
    found.set_result(model)

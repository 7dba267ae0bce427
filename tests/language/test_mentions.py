"""Names in texts: what counts as one, and what is left when they are taken out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.common import is_common
from bot.language.mentions import Mentions, Named

IDA = Mentions(
    [Named("Ida Holm", ("Nightjar", "the harbour's friend"))], ["Per Holm", "Holm Lines"]
)


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm said that the dam had cracked.",
        "The dam, Holm said, had cracked.",
        "HOLM: DAM HAS CRACKED",
        "holm says it cracked",
        "Ms. Holm’s report",
        "Íða Hölm",
        "I\u00adda Ho\u200blm",
        "Holm, Ida: the dam",
        "Ida\n  Holm",
        "@idaholm posted it",
        "According to Nightjar, it cracked.",
        "The Harbour’s Friend told us",
        "https://harrow.example/ida-holm-on-the-dam",
        "https://harrow.example/people/ida_holm.html?x=1",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert IDA.in_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Holmes said that the dam had cracked.",
        "The holmium lamp cracked.",
        "Ida said so.",  # a first name alone is shared by too many
        "Per Holm said that the dam had cracked.",
        "Holm Lines runs the ferry.",
        "The harbour has a friend.",
        "",
    ],
)
def test_other_words_and_other_people_are_not(text: str) -> None:
    assert not IDA.in_text(text)


def test_a_surname_beside_a_namesake_is_the_confidential_one() -> None:
    assert IDA.without("Per Holm denied it, Holm did not.", "X") == "Per Holm denied it, X did not."


def test_a_percent_sign_hides_no_name_in_an_address() -> None:
    assert IDA.in_address("https://harrow.example/%48olm/1")
    assert not IDA.in_address("https://harrow.example/holmes/1")


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("Rolf Stone", "Stone denied it.", True),
        ("Rolf Stone", "They asked Stone about it.", True),
        ("Rolf Stone", "The stone fell.", False),
        ("Rolf Stone", "Stone walls fell.", False),
        ("Rolf Stone", "STONE WALLS FALL", False),
        ("Rolf Stone", "Mr Stone fell.", True),
        ("Theresa May", "It broke in May 2024.", False),
        ("Theresa May", "May said it broke.", True),
        ("Theresa May", "It may break.", False),
        ("Jeon Ha-kyou", "Jeon said so.", True),
        ("Kim Jong Un", "Kim said so.", True),
        ("KOWAL Anna", "Kowal said so.", True),
        ("Jürgen Müller", "Mueller said so.", True),
        ("Søren Ærø", "Aeroe is no name; Aero is.", True),
        ("Holm-Kern, Ida", "Holm-Kern said so.", True),
        ("Pat O’Brien Jr.", "O'Brien said so.", True),
        ("Ida Holm (guard)", "The guard said so.", False),
        ("习近平", "据习近平说", True),
        ("Ida Holm", "Holms’ bridge was closed.", True),
        ("Hans Müller", "über Müllers Brücke", True),
        ("Ida Holm", "HolmGate: what we know", True),
        ("Ida Holm", "ida.holm@harrow.example wrote", True),
        ("Ida Holm", "IdaHolmInterview.pdf", True),
        ("Ida Holm", "I. Holm said so.", True),
        ("Ida Holm", "*Ida* _Holm_ said so.", True),
        ("Ida Holm", "Mayor Ida&nbsp;Holm said so.", True),
        ("Ida Holm", "iholm posted it", False),
        ("Jan van der Berg", "J. v.d. Berg said so.", True),
        ("Jan van der Berg", "vanderberg@harrow.example", True),
        ("Jan van der Berg", "Jan van Dijk said so.", False),
        ("Anna Lind-Krohn", "Lind Krohn said so.", True),
        ("Anna Lind-Krohn", "Krohn said so.", False),
        ("Ivan Petrovich Sidorov", "Ivan Petrovich said so.", True),
        ("José García Márquez", "Jose Garcia said so.", True),
        ("Иван Сидоров", "И. Сидоров сказал", True),
        ("Иван Сидоров", "сказал Сидорову", False),
        ("محمد العلي", "قال مُحَمَّد العَلي", True),
        ("محمد العلي", "والعلي قال", False),
        ('Ida "Nightjar" Holm', "Nightjar said so.", True),
        ("Ida Holm, PhD", "Holm said so.", True),
        ("Mary McAllister", "Mc Allister, MCALLISTER or mcallister", True),
        ("Jo Banks", "The banks were closed. Banks were closed.", False),
        ("Jo Banks", "They told Banks about it.", True),
        ("Di White", "the White House said", False),
        ("Di White", "They met White there.", True),
        ("Pat Black", "in the Black Sea", False),
        ("Lu Long", "a long road on Long Island", False),
        ("Al Young", "Young people said so.", False),
        ("Ed Read", "Read more", False),
    ],
)
def test_what_a_surname_is(name: str, text: str, there: bool) -> None:
    assert Mentions([Named(name)]).in_text(text) is there


def test_a_body_has_no_surname() -> None:
    union = Mentions([Named("Harrow Dock Union", person=False)])
    assert union.in_text("The Harrow Dock Union said so.")
    assert not union.in_text("The Union said so.")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ida M. Holm said so.", "X said so."),
        ("Ida Maria Holm said so.", "X said so."),
        ("Ida Berg, Holm and others", "Ida Berg, X and others"),
        ("He met the Holms there.", "He met X there."),
    ],
)
def test_the_whole_of_a_name_is_taken_out(text: str, left: str) -> None:
    assert IDA.without(text, "X") == left


def test_an_address_has_no_capitals_to_tell_a_name_by() -> None:
    stone = Mentions([Named("Will Stone")])
    assert stone.in_address("https://harrow.example/will-stone-knew")
    assert not stone.in_address("https://harrow.example/stone-walls")
    assert not stone.in_text("They will stone the walls.")


def test_a_title_goes_with_the_name() -> None:
    assert IDA.without("Captain Ida Holm sank.", "somebody") == "somebody sank."


@given(
    st.lists(st.text(max_size=12), max_size=6),
    st.sampled_from(["Ida Holm", "Holm", "Nightjar", "IDA HOLM", "holm, ida"]),
)
def test_no_name_is_left_in_a_text_it_was_taken_out_of(parts: list[str], name: str) -> None:
    text = f" {name} ".join(["", *parts, ""])
    left = IDA.without(text, "…")
    assert not IDA.in_text(left)
    assert IDA.without(left, "…") == left


@given(st.text(max_size=200))
def test_spans_are_in_order_and_inside_the_text(text: str) -> None:
    at = 0
    for start, end in IDA.spans(text):
        assert at <= start < end <= len(text)
        at = end


@pytest.mark.parametrize("word", ["source", "Captain", "water", "insider", "K", "und", "может"])
def test_common_words(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("word", ["Holm", "Kern", "Nightjar", "Vesk", "Kowal"])
def test_names_that_are_no_common_words(word: str) -> None:
    assert not is_common(word)

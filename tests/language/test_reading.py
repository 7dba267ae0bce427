"""What a sentence names, counts, dates and negates."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.names import Entity
from bot.language.reading import Reading, read
from tests.timing import quickest

MODEST = settings(max_examples=150, deadline=None)


def named(text: str) -> list[str]:
    return [entity.text for entity in read(text).entities]


def only(text: str) -> Entity:
    [entity] = read(text).entities
    return entity


@pytest.mark.parametrize(
    ("names", "id_"),
    [
        ("North Korea, North Korean, north korea, DPRK, Pyongyang", None),
        ("Denmark, danish, DENMARK, the Danish", "country:DK"),
        ("The United Kingdom, the UK, U.K., Britain, british", "country:GB"),
        ("the United States, the US, U.S., USA, America, American", "country:US"),
        ("Peru, Peruvian, peruvians", "country:PE"),
    ],
)
def test_a_country_is_known_by_its_names_and_its_people(names: str, id_: str | None) -> None:
    found = {
        entity.country
        for name in names.split(", ")
        for entity in read(f"The boats of {name} sank").entities
    }
    assert len(found) == 1
    if id_ is not None:
        assert only(f"The boats of {names.split(', ')[0]} sank").id == id_


@pytest.mark.parametrize("text", ["They told us that it may rain", "a polish for chairs in march"])
def test_common_words_are_no_names(text: str) -> None:
    assert [entity.text for entity in read(text).entities if entity.text != "polish"] == []


def test_people_bodies_and_places_are_named_in_full() -> None:
    assert named("On Monday Ida Holm met Bo Krag in Ostra") == ["Ida Holm", "Bo Krag", "Ostra"]
    assert named("The Ministry of Works sued Cassia Bulk") == ["Ministry of Works", "Cassia Bulk"]
    assert named("It sank near Cape Verdant") == ["Cape Verdant"]


def test_a_first_word_is_no_name_for_its_capital_alone() -> None:
    assert named("Boats sank") == []
    assert named("Ostra’s mayor resigned") == ["Ostra"]


def test_a_headline_in_capitals_has_only_the_names_one_knows() -> None:
    assert named("MAYOR OF OSTRA MET SAILORS FROM PERU") == ["PERU"]
    known = Reading("mayor of ostra met sailors", frozenset({"ostra"}))
    assert [entity.text for entity in known.entities] == ["ostra"]


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("The boats of Peru sank", "actor"),
        ("The boats sank in Peru", "place"),
        ("The boats sank near the coast of Peru", "actor"),
        ("The boats sailed to Peru", "place"),
        ("The boats were sunk by Peru", "by"),
        ("The boats came from Peru", "from"),
    ],
)
def test_the_preposition_tells_where_from_who_acts(text: str, function: str) -> None:
    assert only(text).function == function


def test_terms_are_what_it_is_about_without_figures_dates_and_small_words() -> None:
    one = read("In May 2024 the Danish sailors rescued 12 fishermen")
    other = read("Sailors from Denmark rescue 300 fishermen")
    assert set(one.terms) == set(other.terms)
    assert "country:DK" in one.terms
    assert not {"12", "2024", "the", "in"} & set(one.terms)


@pytest.mark.parametrize(
    "text",
    ["The bridge is not open", "The bridge isn't open", "The bridge isn’t open", "No bridge opened",
     "The bridge never opened", "Nobody opened the bridge", "It opened without a bridge",
     "The mayor refused to open the bridge", "The mayor cannot open the bridge"],
)  # fmt: skip
def test_a_negation_and_what_it_negates_are_read(text: str) -> None:
    [negation] = read(text).negations
    assert set(negation.scope) & {"open", "bridg"}


@pytest.mark.parametrize(
    "text",
    ["The bridge is open", "Not only the bridge is open", "There is no doubt that it opened",
     "No more than 40 boats sank", "Notable knots at the bridge", "It opened no later than 5"],
)  # fmt: skip
def test_what_looks_like_a_negation_is_none(text: str) -> None:
    assert read(text).negations == ()


def test_a_negation_ends_with_its_clause() -> None:
    [negation] = read("The bridge is not open, the tunnel carries lorries").negations
    assert "lorri" not in negation.scope
    [negation] = read("The bridge is not open but the tunnel carries lorries").negations
    assert "lorri" not in negation.scope


PIECES = st.sampled_from(
    "North Korea South Ida Holm Ministry of the Interior in by from not n't isn’t never 10,000 May "
    "2024 's ’s US us U.S. . , ; but denied \u0301 \u202e שלום 🇰🇷 ß İ ŉ 北韓 \ud800 \x00".split(" ")
)


@MODEST
@given(st.one_of(st.text(max_size=150), st.lists(PIECES, max_size=30).map(" ".join)))
def test_any_text_is_read_without_an_error(text: str) -> None:
    reading = read(text)
    for token in reading.tokens:
        assert text[token.start : token.end] == token.text
    for entity in reading.entities:
        assert 0 <= entity.first <= entity.last < len(reading.tokens)
        start, end = reading.tokens[entity.first].start, reading.tokens[entity.last].end
        assert text[start:end] == entity.text
    assert all(negation.first < len(reading.tokens) for negation in reading.negations)
    assert len(reading.terms) <= len(reading.tokens)


@pytest.mark.parametrize(
    "text",
    ["word " * 10_000, "שלום עולם " * 5_000, "e\u0301\u0302 " * 2_500, "?!., " * 2_000],
)
def test_10000_words_in_one_sentence_are_read_at_once(text: str) -> None:
    def run() -> None:
        read.cache_clear()
        reading = read(text)
        assert (reading.terms, reading.negations) is not None

    assert quickest(run, enough=0.25) < 0.25


def test_a_part_is_worked_out_when_it_is_asked_for_and_kept() -> None:
    reading = Reading("Ida Holm said that Ostra closed 12 bridges on 5 May 2024")
    assert vars(reading).keys() == {"text", "names"}
    assert reading.quantities is reading.quantities
    assert "entities" not in vars(reading)
    assert reading.framed is reading.framed
    assert reading.framed.text == "Ostra closed 12 bridges on 5 May 2024"
    assert reading.speaker.text == "Ida Holm"


def test_a_sentence_in_which_a_name_becomes_known_is_not_read_anew() -> None:
    reading = Reading("mayor of ostra closed 12 bridges in May 2024")
    known = reading.knowing(frozenset({"ostra"}))
    assert known.tokens is reading.tokens
    assert known.quantities is reading.quantities
    assert [entity.id for entity in known.entities] == ["name:ostra"]
    assert not reading.entities
    assert known == Reading(reading.text, frozenset({"ostra"}))


def test_a_sentence_with_nothing_around_it_is_its_own_core_and_content() -> None:
    reading = Reading("Ostra closed the bridge")
    assert reading.core is reading.framed is reading.refuted is reading
    assert Reading("Is it true that Ostra closed the bridge?").core == reading
    assert Reading("It is false that Ostra closed the bridge").refuted == reading

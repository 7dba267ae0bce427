"""Speakers that a document describes: unnamed ones, those behind a passive, and what they belong
to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.claims import FoundClaims
from bot.extraction.draft import DraftAttribution
from bot.extraction.passages import passages
from bot.extraction.proposals import draft_attributions

DAY = date(2024, 11, 6)


def drafts(text: str) -> list[DraftAttribution]:
    found = passages(text, published_on=DAY, outlet=None, outlets=())
    return draft_attributions(text, found, published_on=DAY, known=(), find=lambda _: FoundClaims())


def line(draft: DraftAttribution) -> list[str]:
    names, here = [], draft.source
    while here is not None:
        names.append(here.name)
        here = here.parent
    return names


CLOSED = "The harbour was closed for two days."

REQUESTS = (
    "who asked not to be named",
    "who declined to be identified",
    "who was not authorised to speak publicly",
    "who spoke on condition of anonymity",
    "speaking on condition of anonymity",
    "who requested anonymity",
    ", who asked not to be named,",
    "who knows the plans",
)


@given(
    st.sampled_from(["An official", "A port official", "A senior diplomat", "A source"]),
    st.sampled_from(REQUESTS),
    st.sampled_from(["said", "said that", "told reporters that", "confirmed that"]),
)
def test_who_does_not_want_to_be_named_speaks(who: str, request: str, cue: str) -> None:
    (draft,) = drafts(f"{who} {request} {cue} the harbour was closed for two days.")
    assert line(draft) == [f"a{who[1:].lower()}"] or line(draft) == [who.lower()]
    assert draft.claim.text == CLOSED


@given(
    st.sampled_from(["An official", "A port official", "A diplomat"]),
    st.sampled_from([one for one in REQUESTS if not one.startswith(",")]),
    st.sampled_from([" ", ", "]),
)
def test_or_behind_what_was_said(who: str, request: str, apart: str) -> None:
    text = f"The harbour was closed for two days, said {who[0].lower()}{who[1:]}{apart}{request}."
    (draft,) = drafts(text)
    assert line(draft) == [f"{who[0].lower()}{who[1:]}"]
    assert draft.claim.text == CLOSED


@pytest.mark.parametrize(
    ("hearer", "relay"),
    [("The Ostra Courier", "Ostra Courier"), ("Reporters", None), ("The council", None)],
)
@pytest.mark.parametrize(
    ("who", "speaker"),
    [
        ("an official", "an official"),
        ("Rolf Kern", "Rolf Kern"),
        ("the harbour master, Rolf Kern,", "Rolf Kern"),
        ("Mayor Ida Holm on Monday", "Ida Holm"),
    ],
)
def test_who_told_it_is_behind_by(hearer: str, relay: str | None, who: str, speaker: str) -> None:
    (draft,) = drafts(f"{hearer} was told by {who} that the harbour was closed for two days.")
    assert (line(draft)[0], draft.claim.text) == (speaker, CLOSED)
    assert (draft.relayed_by or "").removeprefix("The ") == (relay or "")


@pytest.mark.parametrize(
    "text",
    [
        "The council was not told by the mayor that the harbour was closed.",
        "The council could be told by the mayor that the harbour was closed.",
        "The inquiry was told that the brakes had failed.",
        "Holm was warned by the weather.",
    ],
)
def test_what_was_not_told_by_anybody_is_no_statement(text: str) -> None:
    assert drafts(text) == []


@pytest.mark.parametrize(
    ("text", "belongs"),
    [
        ("The head of the civil protection service, Ida Holm, said {}", "civil protection service"),
        ("Ida Holm, head of the civil protection service, said {}", "civil protection service"),
        ("A spokeswoman for the health board, Ida Holm, said {}", "health board"),
        ("The health board's chairwoman, Ida Holm, said {}", "health board"),
        ("The chief of the fire brigade in Brae, Ida Holm, said {}", "fire brigade"),
        ("The commander of the coast guard, Admiral Ida Holm, said {}", "coast guard"),
        ("Brae's health board met. The head of the health board, Ida Holm, said {}",
         "Brae's health board"),
    ],
)  # fmt: skip
def test_a_body_that_is_only_described_is_a_guess(text: str, belongs: str) -> None:
    (draft,) = drafts(text.format("the harbour was closed for two days."))
    assert line(draft) == ["Ida Holm", belongs]
    assert draft.source is not None
    assert draft.source.guessed


def test_a_name_behind_the_office_that_speaks() -> None:
    for who in ("the head of the rescue service, Ida Holm", "the mayor, Ida Holm, on Monday"):
        (draft,) = drafts(f"The harbour was closed for two days, said {who}.")
        assert line(draft)[0] == "Ida Holm"


def test_an_object_with_a_clause_of_its_own_does_not_speak() -> None:
    (draft,) = drafts("Holm met officials who asked for help, Kern said.")
    assert line(draft) == ["Kern"]
    assert all("minister" not in line(one)[0] for one in drafts("Officials who know it met him."))

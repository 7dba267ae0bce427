"""What "denied this" denies: the nearest statement of another speaker, or the draft says that it is
not sure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.claims import FoundClaims
from bot.extraction.draft import DraftAttribution, Flag
from bot.extraction.passages import passages
from bot.extraction.proposals import draft_attributions

DAY = date(2024, 11, 6)


def last(text: str) -> DraftAttribution:
    """The last draft of a text, which takes up what was said before."""
    found = passages(text, published_on=DAY, outlet=None, outlets=())
    drafts = draft_attributions(
        text, found, published_on=DAY, known=(), find=lambda _: FoundClaims()
    )
    return drafts[-1]


def unsure(draft: DraftAttribution) -> bool:
    return Flag.WHICH_MEANT in draft.flags


HOLM = "Ida Holm said the ferry was too fast."
TAKING_UP = st.sampled_from(["denied", "disputed", "rejected", "dismissed", "has not confirmed"])
IT = st.sampled_from(["it", "this", "that", "the claim", "these allegations"])


@given(TAKING_UP, IT, st.sampled_from(["", " on Monday", ", but gave no details"]))
def test_what_another_said_right_before_is_meant(cue: str, it: str, behind: str) -> None:
    draft = last(f"{HOLM} The port authority {cue} {it}{behind}.")
    assert draft.claim.text == "The ferry was too fast."
    assert draft.stance == ("declines" if "not" in cue else "denies")
    assert not unsure(draft)
    assert draft.flags  # so that it is never approved without a look


@given(TAKING_UP, IT)
def test_not_what_the_one_who_denies_said(cue: str, it: str) -> None:
    draft = last(f"Rolf Kern said the sea was calm. {HOLM} Kern {cue} {it}.")
    assert draft.claim.text == "The ferry was too fast."
    apart = last(f"{HOLM} The weather was bad. Boats stayed in port. Rolf Kern {cue} {it}.")
    assert unsure(apart)
    assert "ferry" not in apart.claim.text
    own = last(f"{HOLM} Rolf Kern said the sea was calm. Kern {cue} {it}.")
    assert unsure(own)
    assert "calm" not in own.claim.text


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Ida Holm said the ferry was too fast, and Rolf Kern said it was old. The ministry"
         " denied this.", "It was old."),
        (f"{HOLM} Kern rejected this. Gale disputed that.", "The ferry was too fast."),
    ],
)  # fmt: skip
def test_the_nearest_of_several_is_not_sure(text: str, claim: str) -> None:
    draft = last(text)
    assert (draft.claim.text, unsure(draft)) == (claim, True)


def test_in_one_sentence() -> None:
    draft = last("Ida Holm said the ferry was too fast, but Rolf Kern denied this.")
    assert (draft.claim.text, draft.stance) == ("The ferry was too fast.", "denies")
    assert not unsure(draft)


@pytest.mark.parametrize(
    "text",
    [
        "The port was closed on Monday. The ministry denied this.",
        "The opposition accused the mayor of taking bribes. The ministry denied it.",
        "Ida Holm said the ferry was too fast. She denied it.",
    ],
)
def test_where_nothing_is_found_the_draft_says_so(text: str) -> None:
    draft = last(text)
    assert unsure(draft)
    assert not draft.passage.antecedent


def test_a_report_of_something_is_not_what_was_said() -> None:
    draft = last(f"{HOLM} The company denied the report of the inquiry.")
    assert "ferry" not in draft.claim.text

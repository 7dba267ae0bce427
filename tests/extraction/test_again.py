"""Looking at drafts again: nothing changes while the record is the same; it follows the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.again import Present, looked_at_again
from bot.extraction.claims import FoundClaim, FoundClaims
from bot.extraction.draft import DraftAttribution, KnownSource
from bot.extraction.passages import passages
from bot.extraction.proposals import draft_attributions
from bot.extraction.sources import Resolver
from bot.matching.outcome import Outcome

DAY = date(2024, 11, 6)
SPEAKERS = (
    "Ida Holm, mayor of Ostra,", "Ostra's transport minister Rolf Kern", "Marlin Line", "Norway",
    "the Ministry of Works", "Inspector Aud Moe", "She", "Officials", "Spokesman Per Lind",
)  # fmt: skip
VERBS = ("said that", "denied that", "confirmed that", "could not confirm that", "added that")
CLAIMS = (
    "14 people were killed in the collision", "the bridge at Harrow will not open before May",
    "the depot stored no chemicals", "it was closed", "at least 78 people were injured on Monday",
)  # fmt: skip
SENTENCES = st.builds(
    "{} {} {}.".format,
    st.sampled_from(SPEAKERS),
    st.sampled_from(VERBS),
    st.sampled_from(CLAIMS),
)
ARTICLES = st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join)

HOLM = KnownSource(7, "Ida Holm", "person", "mayor", 8)
OSTRA = KnownSource(8, "Ostra", "government")


def nothing(_: str) -> FoundClaims:
    return FoundClaims()


def drafts(text: str, known: Sequence[KnownSource] = ()) -> list[DraftAttribution]:
    found = passages(text, published_on=DAY)
    return draft_attributions(text, found, published_on=DAY, known=known, find=nothing)


def present(text: str, known: Sequence[KnownSource] = (), find=nothing) -> Present:  # type: ignore[no-untyped-def]
    return Present(text, DAY, Resolver(text, known), Resolver(text, ()), find)


@settings(max_examples=60)
@given(ARTICLES)
def test_nothing_changes_while_the_record_is_the_same(text: str) -> None:
    for one in drafts(text):
        assert looked_at_again(present(text), one) == one


@settings(max_examples=40)
@given(ARTICLES)
def test_a_waiting_draft_becomes_what_a_new_one_would_be(text: str) -> None:
    """Whoever waits while a speaker comes on record knows him as the article read afterwards."""
    known = (HOLM, OSTRA)
    later = drafts(text, known)
    for before, after in zip(drafts(text), later, strict=True):
        now = looked_at_again(present(text, known), before)
        if after.source is not None and after.source.known is not None:
            assert now.source is not None
            assert now.source.known == after.source.known
        assert (now.claim, now.stance, now.said_on) == (after.claim, after.stance, after.said_on)


def killed(outcome: Outcome = Outcome.MATCH) -> FoundClaims:
    claim = FoundClaim(3, "Fourteen were killed in the collision.", "quantity", (14, 14))
    return FoundClaims(outcome, claim, near=(3, 9))


@pytest.fixture
def waiting() -> tuple[str, DraftAttribution]:
    text = "Marlin Line said that 14 people were killed in the collision."
    (one,) = drafts(text)
    return text, one


def test_it_is_linked_and_let_go_again(waiting: tuple[str, DraftAttribution]) -> None:
    text, one = waiting
    linked = looked_at_again(present(text, find=lambda _: killed()), one)
    assert (linked.claim.known, linked.claim.near) == (3, (9,))
    assert linked.claim.sentence == one.claim.text
    assert looked_at_again(present(text), linked) == one


def test_a_claim_that_an_editor_saw_and_did_not_want_is_not_linked(
    waiting: tuple[str, DraftAttribution],
) -> None:
    text, one = waiting
    own = replace(one.claim, text="Fourteen died at sea.", said="Fourteen died at sea.")
    seen = replace(one, claim=replace(own, near=(3,)))
    new = replace(one, claim=own)
    now = present(text, find=lambda _: killed())
    assert looked_at_again(now, seen, {"claim_text"}).claim.known is None
    assert looked_at_again(now, new, {"claim_text"}).claim.known == 3


def test_what_an_editor_filled_in_stays(waiting: tuple[str, DraftAttribution]) -> None:
    text, one = waiting
    mine = replace(one, stance="hedges", figure=(13.0, 13.0))
    now = looked_at_again(
        present(text, find=lambda _: killed()), mine, {"stance", "figure", "figure_computed"}
    )
    assert (now.stance, now.figure) == ("hedges", (13.0, 13.0))

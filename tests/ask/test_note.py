"""A claim as a text to cite."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ask import modals
from bot.ask.note import note
from bot.check.answer import Answer
from bot.matching.outcome import Outcome
from bot.slack.limits import pieces, size
from tests.contract import answers
from tests.contract.answers import said
from tests.contract.payloads import check_view
from tests.contract.strategies import claims, lines

TODAY = date(2024, 11, 11)


def test_it_reads_claim_status_parties_quotes_links_and_day() -> None:
    told = note(answers.ALIGNED, TODAY)
    assert told.splitlines()[:3] == [
        "More than 10,000 Orsk soldiers are in the Tessen valley.",
        "Several parties, all on one side; 2 parties say so, none denies (as of 5 Nov 2024)",
        "",
    ]
    assert "Say so\n• Varland, Ilse Brandt, spokeswoman, Ministry of Defence: “We count" in told
    assert "Have not confirmed (that is not a denial)" in told
    assert "• All who say so have a side in this; no neutral source does." in told
    assert told.endswith("\n\nOn Record, claim 12, 11 Nov 2024")
    assert "https://" in told


def test_words_are_cited_in_their_own_characters() -> None:
    quote = "We *never* closed_it & <never> will :tick: `so` " + "x" * 2_000
    line = said("a1", "A*B_C", "A*B_C", quote)
    told = note(replace(answers.ALIGNED, attributions=(line,), flags=()), TODAY)
    assert "• A*B_C" in told
    assert f"“{quote}”" in told


def test_a_paraphrase_an_unnamed_speaker_and_what_is_relayed_are_told() -> None:
    line = said(
        "a1", "Ostra", "An official", "about 10,000", verbatim=False, anonymous=True,
        relayed_by="Ostra Courier", outlet="Harrow Post",
    )  # fmt: skip
    told = note(replace(answers.ALIGNED, attributions=(line,)), TODAY)
    assert "about 10,000 (paraphrase) — via Ostra Courier, Harrow Post, " in told
    assert ", unnamed: " in told


def test_another_figure_is_told_once() -> None:
    other = replace(
        said("a1", "Ostra", "Ida Holm", "340 bridges are closed.", verbatim=False),
        stance="asserts", counted="denial", figure=(340, 340),
    )  # fmt: skip
    told = note(replace(answers.ALIGNED, attributions=(other,)), TODAY)
    assert ": 340 bridges are closed (paraphrase) — " in told
    bare = replace(other, quote="as many as in the valley", unit="bridge")
    told = note(replace(answers.ALIGNED, attributions=(bare,)), TODAY)
    assert "gives 340" in told


def test_a_figure_that_the_desk_computed_and_what_words_rest_on_are_told() -> None:
    line = said("a1", "Ostra", "Ida Holm", "a third of all of them", verbatim=False)
    line = replace(line, figure=(21, 21), figure_computed=True, basis="witnessed")
    told = note(replace(answers.ALIGNED, attributions=(line,)), TODAY)
    assert "21 (computed by the desk): a third of all of them (paraphrase; " in told


@settings(max_examples=15, deadline=None)
@given(claims, st.lists(lines, max_size=8), st.booleans())
def test_slack_takes_it_whatever_is_stored(claim: object, every: list, secret: bool) -> None:  # type: ignore[type-arg]
    answer = Answer("x", Outcome.MATCH, 1.0, claim, support=1, denial=0, attributions=tuple(every))  # type: ignore[arg-type]
    check_view(modals.cite(note(answer, TODAY), in_confidence=secret))


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(2, 40))
def test_pieces_are_the_text(text: str, limit: int) -> None:
    parts = pieces(text, limit)
    assert all(0 < size(one) <= limit for one in parts)
    kept = "".join(text.split())
    assert "".join("".join(parts).split()) == kept

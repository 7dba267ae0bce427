"""Figures that move, case by case: which figure a claim has now, and who gives it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.corroboration import (
    Attribution,
    ClaimFacts,
    Corroboration,
    Reason,
    Source,
    Stance,
    corroborate,
)

TOLL = ClaimFacts("quantity", figure=(78, 78))
AT_LEAST = ClaimFacts("quantity", figure=(78, None))
SOURCES = {key: Source(key, side="neutral") for key in ("chief", "coroner", "mayor", "clinic")}


def say(own_id: str, source: str, day: int | None, figure: Any = None, **more: Any) -> Attribution:
    """What a source said on a day of March 2026; one number stands for itself exactly."""
    span = (figure, figure) if isinstance(figure, int | float) else figure
    said_on = date(2026, 3, day) if day else None
    stance = Stance(more.pop("stance", "asserts"))
    return Attribution(own_id, source, stance, said_on, figure=span, **more)


def judge(*said: Attribution, claim: ClaimFacts = TOLL) -> Corroboration:
    return corroborate(claim, said, SOURCES, as_of=date(2026, 4, 1), shelf_life_days=None)


def now(result: Corroboration) -> Any:
    assert result.figure is not None
    return result.figure.now.figure


FIRST = say("a", "chief", 2, 78)


def test_the_figure_has_a_day_a_speaker_and_what_it_was() -> None:
    result = judge(FIRST, say("b", "chief", 3, 100), say("c", "chief", 9, 131))
    figure = result.figure
    assert figure is not None
    assert (figure.now.figure, figure.now.day, figure.now.by) == (
        (131, 131),
        date(2026, 3, 9),
        ("c",),
    )
    assert [(one.figure[0], one.day) for one in figure.before] == [
        (100, date(2026, 3, 3)),
        (78, date(2026, 3, 2)),
    ]
    assert figure.is_overtaken
    assert not figure.supports_claim


def test_a_claims_own_figure_is_that_of_the_source_who_gave_it_last() -> None:
    figure = judge(FIRST, say("b", "coroner", 5, 78), say("c", "mayor", 6, 40)).figure
    assert figure is not None
    assert (figure.now.by, figure.now.day, figure.before) == (("b",), date(2026, 3, 5), ())


def test_a_figure_that_nobody_gives_is_that_of_who_says_so_without_one() -> None:
    figure = judge(say("a", "chief", 2), say("b", "coroner", 4)).figure
    assert figure is not None
    assert (figure.now.figure, figure.now.by) == ((78, 78), ("b",))
    nobody = judge(say("a", "chief", 2, 40)).figure
    assert nobody is not None
    assert (nobody.now.by, nobody.now.day) == ((), None)


@pytest.mark.parametrize(
    ("later", "moves"),
    [
        ({"stance": "hedges"}, False),
        ({"stance": "denies"}, False),
        ({"stance": "declines"}, False),
        ({"origin": "a"}, False),
        ({"origin": "unknown"}, False),
        ({"weak_day": True}, False),
        ({"retracted": True}, False),
        ({}, True),
    ],
)
def test_only_a_sources_own_word_of_a_certain_day_moves_a_figure(later: Any, moves: bool) -> None:
    result = judge(FIRST, say("b", "chief", 3, 135, **later))
    assert (now(result) == (135, 135)) is moves
    assert ("overtaken" in result.flags) is moves


def test_a_figure_of_an_unknown_or_the_same_day_moves_nothing() -> None:
    for day in (None, 2):
        assert now(judge(FIRST, say("b", "chief", day, 135))) == (78, 78)


def test_who_held_another_figure_has_not_moved_this_one() -> None:
    """The coroner comes down from 200 to 135: 78 was never his."""
    result = judge(FIRST, say("b", "coroner", 2, 200), say("c", "coroner", 4, 135))
    assert now(result) == (78, 78)
    assert (result.status, result.support, result.denial) == ("disputed", 1, 1)


def test_what_a_source_took_back_is_what_it_held_before() -> None:
    result = judge(say("a", "chief", 2, 78, retracted=True), say("b", "chief", 3, 135))
    assert now(result) == (135, 135)
    assert (result.status, result.support) == ("single_source", 1)


def test_to_come_back_to_the_claims_figure_is_no_move() -> None:
    result = judge(FIRST, say("b", "chief", 3, 135), say("c", "chief", 5, 78))
    assert now(result) == (78, 78)
    assert "overtaken" not in result.flags


@pytest.mark.parametrize(("day", "holds"), [(2, False), (3, True), (4, True)])
def test_who_gives_the_claims_figure_after_the_move_keeps_it(day: int, holds: bool) -> None:
    result = judge(FIRST, say("b", "chief", 3, 135), say("c", "mayor", day, 78))
    assert now(result) == ((78, 78) if holds else (135, 135))


def test_nobody_keeps_a_figure_on_an_uncertain_day() -> None:
    result = judge(FIRST, say("b", "chief", 3, 135), say("c", "mayor", 9, 78, weak_day=True))
    assert now(result) == (135, 135)


def test_a_denial_ends_what_a_later_word_without_a_figure_would_keep() -> None:
    moved = [FIRST, say("b", "chief", 3, 135)]
    assert now(judge(*moved, say("c", "chief", 6))) == (135, 135)
    denied = say("d", "chief", 5, stance="denies")
    assert now(judge(*moved, denied, say("c", "chief", 6))) == (78, 78)
    hedged = say("d", "chief", 5, stance="hedges")
    assert now(judge(*moved, hedged, say("c", "chief", 6))) == (135, 135)


def test_what_is_kept_is_of_the_day_on_which_it_was_given() -> None:
    """The mayor's 78 of 2 March is not held against 135 of 3 March by a word without a figure."""
    result = judge(FIRST, say("b", "chief", 3, 135), say("c", "mayor", 2, 78), say("d", "mayor", 5))
    assert now(result) == (135, 135)
    assert (result.support, result.denial) == (1, 0)


def test_one_sources_figures_of_one_day_are_their_span() -> None:
    result = judge(FIRST, say("b", "chief", 3, 130), say("c", "chief", 3, (135, 140)))
    assert now(result) == (130, 140)


def test_movers_of_one_day_who_overlap_give_their_span_together() -> None:
    result = judge(
        FIRST,
        say("b", "coroner", 2, 78),
        say("c", "coroner", 3, (120, 135)),
        say("d", "chief", 3, (130, None)),
    )
    assert now(result) == (120, None)
    assert result.support == 2


def test_a_figure_inside_the_claims_leaves_the_counts_as_they_are() -> None:
    result = judge(
        say("a", "chief", 1, (78, None)),
        say("b", "coroner", 2, 80),
        say("c", "mayor", 2),
        say("d", "chief", 3, 135),
        claim=AT_LEAST,
    )
    assert now(result) == (135, 135)
    assert (result.support, result.denial) == (3, 0)
    assert "overtaken" in result.flags


def test_who_spoke_of_the_figure_before_it_moved_is_listed() -> None:
    result = judge(
        FIRST,
        say("b", "coroner", 2, stance="denies"),
        say("c", "mayor", 2),
        say("d", "clinic", 2, 78),
        say("e", "chief", 3, 135),
    )
    reasons = {one.attribution: (one.reason, one.about) for one in result.readings}
    assert reasons["b"] == (Reason.BEFORE_THE_MOVE, "e")
    assert reasons["c"] == (Reason.NO_FIGURE, "e")
    assert reasons["d"] == (Reason.BEFORE_THE_MOVE, "e")
    assert (result.support, result.denial) == (1, 0)


def test_who_denies_after_the_move_denies_the_figure_on_record() -> None:
    result = judge(FIRST, say("b", "chief", 3, 135), say("c", "mayor", 3, stance="denies"))
    assert (result.status, result.support, result.denial) == ("disputed", 1, 1)


def test_another_figure_than_the_one_on_record_counts_against_it() -> None:
    result = judge(FIRST, say("b", "chief", 3, 135), say("c", "mayor", 2, 40))
    assert (result.support, result.denial) == (1, 1)
    assert {"overtaken", "number_conflict"} <= {*result.flags}


class TestUnits:
    KM = ClaimFacts("quantity", figure=(300, 300), unit="km")

    def test_a_figure_in_another_unit_is_the_same_one(self) -> None:
        for miles in (186.411, 186):
            result = judge(
                say("a", "chief", 2, 300, unit="km"),
                say("b", "chief", 3, miles, unit="miles"),
                claim=self.KM,
            )
            assert "overtaken" not in result.flags

    def test_a_figure_that_moves_is_told_in_the_unit_in_which_it_was_given(self) -> None:
        result = judge(
            say("a", "chief", 2, 300, unit="km"),
            say("b", "chief", 3, 500, unit="miles"),
            claim=self.KM,
        )
        assert result.figure is not None
        assert (result.figure.now.figure, result.figure.now.unit) == ((500, 500), "miles")
        assert (result.support, result.denial) == (1, 0)

    def test_a_figure_of_another_measure_is_none(self) -> None:
        result = judge(
            say("a", "chief", 2, 300, unit="km"),
            say("b", "chief", 3, 40, unit="%"),
            claim=self.KM,
        )
        assert now(result) == (300, 300)
        assert (result.support, result.denial) == (1, 0)


class TestTime:
    MARCH = ClaimFacts("quantity", figure=(78, 78), time="March 2026")

    @pytest.mark.parametrize(
        ("time", "moves"),
        [
            ("In March 2026", True),
            ("on 9 March 2026", True),
            ("in March", True),
            ("135 in March, up from 100 in February 2026", True),
            ("in April 2026", False),
            ("in 2026", False),
            ("since March 2026", False),
            ("", False),
        ],
    )
    def test_a_period_moves_only_by_figures_for_it(self, time: str, moves: bool) -> None:
        old = say("a", "chief", 2, 78, time="in March 2026")
        result = judge(old, say("b", "chief", 3, 135, time=time), claim=self.MARCH)
        assert (now(result) == (135, 135)) is moves

    def test_a_quarter_is_not_the_next_one(self) -> None:
        claim = ClaimFacts("quantity", figure=(78, 78), time="the first quarter of 2026")
        old = say("a", "chief", 2, 78, time="In the first quarter of 2026")
        for words, moves in (("Q1 2026", True), ("the second quarter of 2026", False)):
            result = judge(old, say("b", "chief", 3, 135, time=words), claim=claim)
            assert (now(result) == (135, 135)) is moves

    def test_words_without_a_time_speak_of_the_event_of_that_day(self) -> None:
        claim = ClaimFacts("quantity", figure=(78, 78), time="1 March 2026")
        assert now(judge(FIRST, say("b", "chief", 3, 135), claim=claim)) == (135, 135)
        other = say("b", "chief", 9, 135, time="on 8 March 2026")
        assert now(judge(FIRST, other, claim=claim)) == (78, 78)


def test_an_uncertain_day_replaces_nothing() -> None:
    """Rule 2 too: a denial of an uncertain day stands beside what was said."""
    result = judge(FIRST, say("b", "chief", 9, stance="denies", weak_day=True))
    assert (result.support, result.denial) == (1, 1)


def test_a_figure_equal_to_the_claim_s_is_inside_it_as_well() -> None:
    claim = ClaimFacts("quantity", figure=(0.3, 0.3))
    result = judge(
        say("a", "chief", 1, 0.3),
        say("b", "chief", 3, 0.9),
        say("c", "aid", 4, 0.1 + 0.2),
        claim=claim,
    )
    assert now(result) == (0.3, 0.3)
    assert (result.support, result.denial) == (1, 1)

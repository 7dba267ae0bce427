"""The corroboration rule, case by case: what a desk would expect to read."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks import corroboration as benchmark
from bot.corroboration import (
    DEFAULT_SHELF_LIFE_DAYS,
    UNKNOWN,
    Attribution,
    ClaimFacts,
    Corroboration,
    Reading,
    Reason,
    Source,
    Stance,
    corroborate,
)
from tests.paths import shared

TODAY = date(2030, 6, 15)
FACT = ClaimFacts("fact")
OVER_TEN = ClaimFacts("quantity", figure=(10, None))

# Two parties of one side, one of the other, one neutral, two nobody has looked at.
SOURCES = {
    s.key: s
    for s in (
        Source("northland", side="north"),
        Source("north-army", parent="northland"),
        Source("north-spokesman", parent="north-army"),
        Source("north-police", parent="northland"),
        Source("norvia", side="north"),
        Source("southland", side="south"),
        Source("south-army", parent="southland"),
        Source("observers", side="neutral"),
        Source("lab", side="neutral"),
        Source("mine-co"),
        Source("union"),
        Source("gazette"),
        Source("herald"),
    )
}


def say(own_id: str, source: str | None, stance: str = "asserts", **details: Any) -> Attribution:
    """An attribution of 1 June 2030 unless `day` (of June) or `said_on` says otherwise."""
    day = details.pop("day", 1)
    details.setdefault("said_on", date(2030, 6, day))
    return Attribution(own_id, source, Stance(stance), **details)


def judge(
    *attributions: Attribution,
    claim: ClaimFacts = FACT,
    sources: dict[str, Source] = SOURCES,
    as_of: date = TODAY,
    shelf_life_days: int | None = None,
) -> Corroboration:
    return corroborate(claim, attributions, sources, as_of=as_of, shelf_life_days=shelf_life_days)


def counts(result: Corroboration) -> tuple[str, int, int]:
    return (result.status, result.support, result.denial)


def reading(result: Corroboration, own_id: str) -> Reading:
    return next(r for r in result.readings if r.attribution == own_id)


def reasons(result: Corroboration) -> dict[str, tuple[str, str | None]]:
    return {r.attribution: (r.reason, r.about) for r in result.readings}


class TestStatus:
    def test_nothing_on_record_is_no_position(self) -> None:
        result = judge()
        assert counts(result) == ("no_position", 0, 0)
        assert (result.flags, result.as_of, result.readings) == ((), None, ())

    def test_only_declines_is_no_position(self) -> None:
        result = judge(say("d", "south-army", "declines"))
        assert counts(result) == ("no_position", 0, 0)
        assert result.flags == ("not_confirmed_by:southland",)

    def test_one_party_that_says_so_is_a_single_source(self) -> None:
        assert counts(judge(say("a", "north-army"))) == ("single_source", 1, 0)

    def test_two_parties_of_one_side_are_aligned(self) -> None:
        result = judge(say("a", "north-army"), say("b", "norvia"))
        assert counts(result) == ("aligned", 2, 0)
        assert result.flags == ("interested_only",)
        assert result.supporting == (("northland",), ("norvia",))

    def test_aligned_comes_before_an_admission_against_interest(self) -> None:
        result = judge(say("a", "north-army", against_interest=True), say("b", "norvia"))
        assert result.status == "aligned"
        assert result.flags == ()

    def test_neutral_parties_alone_are_not_aligned(self) -> None:
        assert judge(say("a", "observers"), say("b", "lab")).status == "corroborated"

    def test_opposing_sides_that_agree_corroborate(self) -> None:
        assert judge(say("a", "north-army"), say("b", "south-army")).status == "corroborated"

    def test_one_side_and_a_party_without_a_side_corroborate(self) -> None:
        result = judge(say("a", "north-army"), say("b", "mine-co"))
        assert result.status == "corroborated"
        assert result.flags == ("interests_unreviewed",)

    @pytest.mark.parametrize("basis", ["record", "witnessed"])
    def test_a_neutral_record_or_witness_confirms(self, basis: str) -> None:
        result = judge(say("a", "north-army"), say("b", "observers", basis=basis))
        assert result.status == "confirmed"

    def test_an_interested_witness_does_not_confirm(self) -> None:
        result = judge(say("a", "north-army", basis="witnessed"), say("b", "observers"))
        assert result.status == "corroborated"

    def test_a_witness_nobody_has_reviewed_does_not_confirm(self) -> None:
        result = judge(say("a", "north-army"), say("b", "union", basis="witnessed"))
        assert result.status == "corroborated"

    def test_a_neutral_record_alone_is_still_a_single_source(self) -> None:
        assert judge(say("a", "lab", basis="record")).status == "single_source"

    def test_an_admission_against_interest_confirms(self) -> None:
        result = judge(say("a", "north-army"), say("b", "south-army", against_interest=True))
        assert result.status == "confirmed"
        assert result.flags == ()

    def test_a_neutral_record_with_a_looser_figure_does_not_confirm(self) -> None:
        result = judge(
            say("a", "north-army", figure=(11, 12)),
            say("b", "south-army", figure=(11, 12)),
            say("c", "lab", basis="record", figure=(5, 12)),
            claim=OVER_TEN,
        )
        assert result.status == "corroborated"
        assert result.flags == ("interested_only", "number_compatible_only")

    def test_a_neutral_record_among_those_who_deny_does_not_confirm(self) -> None:
        result = judge(
            say("a", "north-army"), say("b", "mine-co"), say("c", "lab", "denies", basis="record")
        )
        assert result.status == "disputed"

    def test_support_and_denial_are_a_dispute(self) -> None:
        result = judge(say("a", "north-army"), say("b", "south-army", "denies"))
        assert counts(result) == ("disputed", 1, 1)

    def test_denials_alone_are_denied(self) -> None:
        result = judge(say("a", "south-army", "denies"), say("b", "union", "denies"))
        assert counts(result) == ("denied", 0, 2)
        assert result.flags == ()

    def test_a_hedge_by_a_known_source_is_hedged(self) -> None:
        assert counts(judge(say("a", "north-army", "hedges"))) == ("hedged", 0, 0)

    def test_a_hedge_beside_an_assertion_changes_nothing(self) -> None:
        result = judge(say("a", "north-army", "hedges"), say("b", "union"))
        assert counts(result) == ("single_source", 1, 0)

    def test_hedged_comes_before_unattributed(self) -> None:
        result = judge(say("a", "union", "hedges"), say("b", None))
        assert result.status == "hedged"
        assert result.flags == ("unattributed",)

    def test_denied_comes_before_retracted(self) -> None:
        result = judge(say("a", "union", retracted=True), say("b", "mine-co", "denies"))
        assert counts(result) == ("denied", 0, 1)

    def test_retracted_comes_before_hedged(self) -> None:
        result = judge(say("a", "union", retracted=True), say("b", "mine-co", "hedges"))
        assert result.status == "retracted"

    @pytest.mark.parametrize("kind", ["position", "prediction", "characterisation"])
    def test_a_position_is_not_rated_but_its_parties_are_counted(self, kind: str) -> None:
        result = judge(say("a", "north-army"), say("b", "lab", "denies"), claim=ClaimFacts(kind))
        assert counts(result) == ("position", 1, 1)
        assert result.flags == ("interested_only",)

    def test_a_position_nobody_takes_is_still_a_position(self) -> None:
        assert counts(judge(claim=ClaimFacts("position"))) == ("position", 0, 0)

    def test_a_speech_event_is_rated_like_a_fact(self) -> None:
        result = judge(say("a", "union"), claim=ClaimFacts("speech_event"))
        assert result.status == "single_source"


class TestOrigin:
    def test_forty_relays_of_one_statement_are_one_source(self) -> None:
        relays = [say(f"r{n}", f"paper{n}", origin="a") for n in range(40)]
        result = judge(say("a", "north-army"), *relays)
        assert counts(result) == ("single_source", 1, 0)
        assert result.flags == ("interested_only", "relayed")
        assert reasons(result)["r7"] == (Reason.RELAY, "a")

    def test_a_relay_of_a_relay_leads_to_the_root(self) -> None:
        result = judge(
            say("r2", "herald", origin="r1"), say("r1", "gazette", origin="a"), say("a", "union")
        )
        assert counts(result) == ("single_source", 1, 0)
        assert reasons(result)["r2"] == (Reason.RELAY, "a")

    def test_a_relay_with_its_own_stance_or_figure_counts_nowhere(self) -> None:
        result = judge(
            say("a", "union", figure=(11, 11)),
            say("r1", "gazette", "denies", origin="a"),
            say("r2", "herald", origin="a", figure=(3, 3)),
            claim=OVER_TEN,
        )
        assert counts(result) == ("single_source", 1, 0)
        assert result.flags == ("interests_unreviewed", "relayed")

    def test_words_carried_by_an_outlet_count_for_the_speaker(self) -> None:
        result = judge(say("a", "north-army", relayed_by="gazette"))
        assert counts(result) == ("single_source", 1, 0)
        assert "relayed" in result.flags

    def test_an_unnamed_carrier_of_a_named_source_is_a_relay(self) -> None:
        result = judge(say("a", "union"), say("r", None, origin="a"))
        assert counts(result) == ("single_source", 1, 0)
        assert result.flags == ("interests_unreviewed", "relayed")

    @pytest.mark.parametrize("stance", list(Stance))
    def test_a_stance_of_nobody_named_is_unattributed(self, stance: str) -> None:
        result = judge(say("a", None, stance))
        assert counts(result) == ("unattributed", 0, 0)
        assert result.flags == ("unattributed",)
        assert reading(result, "a") == Reading("a", None, "", Reason.UNKNOWN_ORIGIN, None)

    @pytest.mark.parametrize("stance", list(Stance))
    def test_reportedly_is_unattributed_whoever_writes_it(self, stance: str) -> None:
        result = judge(say("a", "gazette", stance, origin=UNKNOWN))
        assert counts(result) == ("unattributed", 0, 0)
        assert result.flags == ("unattributed",)

    def test_a_relay_of_reportedly_is_unattributed_and_leads_to_no_root(self) -> None:
        result = judge(say("a", "gazette", origin=UNKNOWN), say("r", "herald", origin="a"))
        assert counts(result) == ("unattributed", 0, 0)
        assert result.flags == ("unattributed",)
        assert reasons(result)["r"] == (Reason.UNKNOWN_ORIGIN, None)

    def test_a_relay_of_nobody_named_is_unattributed(self) -> None:
        result = judge(say("a", None), say("r", "herald", origin="a"))
        assert result.flags == ("unattributed",)

    def test_a_relay_of_what_is_not_on_record_is_unattributed(self) -> None:
        result = judge(say("r", "herald", origin="draft"))
        assert counts(result) == ("unattributed", 0, 0)
        assert result.flags == ("unattributed",)
        assert reasons(result)["r"] == (Reason.ORIGIN_NOT_ON_RECORD, None)

    def test_rumour_beside_a_named_source_only_adds_its_flag(self) -> None:
        result = judge(say("a", "union"), say("b", None), say("c", "gazette", origin=UNKNOWN))
        assert counts(result) == ("single_source", 1, 0)
        assert result.flags == ("interests_unreviewed", "unattributed")

    def test_a_cycle_counts_once_at_its_earliest_node(self) -> None:
        result = judge(
            say("a", "gazette", origin="b", day=9),
            say("b", "herald", origin="c", day=3),
            say("c", "union", origin="a", day=7),
        )
        assert counts(result) == ("single_source", 1, 0)
        assert result.supporting == (("herald",),)
        assert result.as_of == date(2030, 6, 3)
        assert result.flags == ("circular", "interests_unreviewed", "relayed")
        assert reasons(result)["a"] == (Reason.IN_CYCLE, "b")

    def test_of_one_day_the_smallest_id_of_a_cycle_counts(self) -> None:
        by_text = judge(say("b", "herald", origin="a"), say("a", "gazette", origin="b"))
        assert by_text.supporting == (("gazette",),)
        by_number = judge(
            say("10", "herald", origin="9", order=10), say("9", "gazette", origin="10", order=9)
        )
        assert by_number.supporting == (("gazette",),)

    def test_a_cycle_stands_for_what_its_earliest_node_says(self) -> None:
        result = judge(
            say("a", "gazette", "denies", origin="b", day=1),
            say("b", "herald", origin="a", day=2),
        )
        assert counts(result) == ("denied", 0, 1)

    def test_what_names_itself_as_its_origin_is_a_cycle_of_one(self) -> None:
        result = judge(say("a", "gazette", origin="a"))
        assert counts(result) == ("single_source", 1, 0)
        assert result.flags == ("circular", "interests_unreviewed", "relayed")

    def test_a_relay_of_a_cycle_is_a_relay(self) -> None:
        result = judge(
            say("a", "gazette", origin="b", day=1),
            say("b", "herald", origin="a", day=2),
            say("r", "union", origin="b", day=1),
        )
        assert counts(result) == ("single_source", 1, 0)
        assert reasons(result)["r"] == (Reason.RELAY, "a")

    def test_a_cycle_that_begins_with_nobody_is_unattributed(self) -> None:
        result = judge(say("a", None, origin="b", day=1), say("b", "herald", origin="a", day=2))
        assert counts(result) == ("unattributed", 0, 0)
        assert result.flags == ("circular", "unattributed")

    def test_very_long_chains_are_followed_to_the_end(self) -> None:
        chain = [say(f"r{n}", "gazette", origin=f"r{n + 1}") for n in range(5000)]
        random.Random(1).shuffle(chain)
        result = judge(*chain, say("r5000", "union"))
        assert counts(result) == ("single_source", 1, 0)

    def test_two_attributions_of_one_id_are_refused(self) -> None:
        with pytest.raises(ValueError, match="same id"):
            judge(say("a", "union"), say("a", "gazette"))


class TestRetraction:
    def test_a_retracted_root_takes_its_relays_with_it(self) -> None:
        result = judge(
            say("a", "north-army", retracted=True),
            say("r1", "gazette", origin="a", day=2),
            say("r2", "herald", origin="r1", day=3),
        )
        assert counts(result) == ("retracted", 0, 0)
        assert result.flags == ("relayed",)
        assert reasons(result) == {
            "a": (Reason.RETRACTED, None),
            "r1": (Reason.ORIGIN_RETRACTED, "a"),
            "r2": (Reason.ORIGIN_RETRACTED, "a"),
        }

    def test_nothing_older_revives(self) -> None:
        result = judge(
            say("a", "union", day=1),
            say("b", "union", "denies", day=2),
            say("c", "union", day=3, retracted=True),
        )
        assert counts(result) == ("retracted", 0, 0)
        assert reasons(result)["a"] == (Reason.WITHDRAWN_LATER, "c")

    def test_a_retraction_takes_an_earlier_decline_of_the_source(self) -> None:
        result = judge(
            say("a", "union", "declines", day=1), say("b", "union", day=2, retracted=True)
        )
        assert result.flags == ()

    def test_what_the_source_says_after_a_retraction_stands(self) -> None:
        result = judge(say("a", "union", day=1, retracted=True), say("b", "union", day=2))
        assert counts(result) == ("single_source", 1, 0)
        assert "updated_by_source" not in result.flags

    def test_what_the_source_said_on_the_day_of_the_retracted_stands(self) -> None:
        result = judge(say("a", "union", retracted=True), say("b", "union"))
        assert counts(result) == ("single_source", 1, 0)

    def test_a_retraction_leaves_other_sources_of_the_party(self) -> None:
        result = judge(
            say("a", "north-army", day=1), say("b", "north-spokesman", day=2, retracted=True)
        )
        assert counts(result) == ("single_source", 1, 0)

    def test_a_retracted_denial_that_stood_alone_is_retracted(self) -> None:
        assert judge(say("a", "union", "denies", retracted=True)).status == "retracted"

    def test_a_retracted_relay_leaves_the_root_and_what_its_outlet_itself_said(self) -> None:
        result = judge(
            say("own", "gazette", day=1),
            say("a", "union", day=1),
            say("r", "gazette", origin="a", day=2, retracted=True),
        )
        assert counts(result) == ("corroborated", 2, 0)
        assert reasons(result)["r"] == (Reason.RETRACTED, None)

    def test_a_withdrawn_decline_withdraws_no_claim(self) -> None:
        alone = judge(say("d", "union", "declines", retracted=True))
        assert counts(alone) == ("no_position", 0, 0)
        assert alone.flags == ()
        after = judge(
            say("a", "union", day=1), say("d", "union", "declines", day=2, retracted=True)
        )
        assert counts(after) == ("single_source", 1, 0)

    @pytest.mark.parametrize("which", ["a", "b"])
    def test_a_retraction_anywhere_takes_the_whole_cycle(self, which: str) -> None:
        result = judge(
            say("a", "gazette", origin="b", day=1, retracted=which == "a"),
            say("b", "herald", origin="a", day=2, retracted=which == "b"),
        )
        assert counts(result) == ("retracted", 0, 0)
        assert result.flags == ("circular", "relayed")

    def test_nothing_older_revives_when_a_cycle_falls_through_another_member(self) -> None:
        result = judge(
            say("own", "gazette", day=1),
            say("a", "gazette", "denies", origin="b", day=2),
            say("b", "herald", "denies", origin="a", day=3, retracted=True),
        )
        assert counts(result) == ("retracted", 0, 0)
        assert reasons(result)["own"] == (Reason.WITHDRAWN_LATER, "a")

    def test_a_retracted_report_of_unknown_origin_stays_unattributed(self) -> None:
        result = judge(say("a", "gazette", origin=UNKNOWN, retracted=True))
        assert counts(result) == ("unattributed", 0, 0)
        assert reasons(result)["a"] == (Reason.RETRACTED, None)


class TestChangeOfMind:
    @pytest.mark.parametrize(
        ("later", "expected"),
        [
            ("denies", ("denied", 0, 1)),
            ("hedges", ("hedged", 0, 0)),
            ("declines", ("single_source", 1, 0)),
        ],
    )
    def test_a_later_stance_replaces_an_assertion_but_a_decline_does_not(
        self, later: str, expected: tuple[str, int, int]
    ) -> None:
        result = judge(say("a", "union", day=1), say("b", "union", later, day=2))
        assert counts(result) == expected
        assert ("updated_by_source" in result.flags) == (later != "declines")

    @pytest.mark.parametrize("later", ["asserts", "denies", "hedges"])
    def test_a_later_stance_replaces_a_decline(self, later: str) -> None:
        result = judge(say("a", "union", "declines", day=1), say("b", "union", later, day=2))
        assert not any(flag.startswith("not_confirmed_by") for flag in result.flags)
        assert "updated_by_source" in result.flags
        assert reasons(result)["a"] == (Reason.REPLACED, "b")

    def test_an_assertion_and_a_later_decline_are_both_shown(self) -> None:
        result = judge(say("a", "union", day=1), say("b", "union", "declines", day=2))
        assert result.flags == ("interests_unreviewed", "not_confirmed_by:union")

    def test_a_later_decline_replaces_an_earlier_one_without_an_update(self) -> None:
        result = judge(say("a", "union", "declines", day=1), say("b", "union", "declines", day=2))
        assert result.flags == ("not_confirmed_by:union",)
        assert reasons(result) == {"a": (Reason.REPLACED, "b"), "b": (Reason.DECLINES, None)}

    def test_the_newest_of_several_stances_stands(self) -> None:
        result = judge(
            say("a", "union", day=1),
            say("b", "union", "denies", day=2),
            say("c", "union", day=3),
        )
        assert counts(result) == ("single_source", 1, 0)
        assert "updated_by_source" in result.flags
        assert reasons(result)["a"] == (Reason.REPLACED, "c")

    def test_the_same_stance_again_is_no_update(self) -> None:
        result = judge(say("a", "lab", day=1), say("b", "lab", day=2))
        assert result.flags == ()
        assert result.as_of == date(2030, 6, 2)

    def test_another_figure_is_an_update(self) -> None:
        result = judge(
            say("a", "lab", day=1, figure=(3, 3)),
            say("b", "lab", day=2, figure=(11, 12)),
            claim=OVER_TEN,
        )
        assert counts(result) == ("single_source", 1, 0)
        assert result.flags == ("updated_by_source",)

    @pytest.mark.parametrize("figure", [(11, 12), None])
    def test_the_same_figure_or_none_is_no_update(self, figure: Any) -> None:
        result = judge(
            say("a", "lab", day=1, figure=(11, 12)),
            say("b", "lab", day=2, figure=figure),
            claim=OVER_TEN,
        )
        assert result.flags == ()

    def test_stances_of_one_day_stand_side_by_side(self) -> None:
        result = judge(say("a", "union"), say("b", "union", "denies"))
        assert counts(result) == ("disputed", 1, 1)
        assert result.flags == ("interests_unreviewed", "party_divided")

    def test_a_stance_without_any_date_is_neither_earlier_nor_later(self) -> None:
        result = judge(say("a", "union", said_on=None), say("b", "union", "denies", day=2))
        assert counts(result) == ("disputed", 1, 1)

    def test_a_spokesman_and_his_ministry_that_disagree_divide_their_party(self) -> None:
        result = judge(say("a", "north-army", day=1), say("b", "north-spokesman", "denies", day=2))
        assert counts(result) == ("disputed", 1, 1)
        assert "party_divided" in result.flags
        assert "updated_by_source" not in result.flags

    def test_a_later_relay_does_not_replace_what_the_outlet_itself_said(self) -> None:
        result = judge(
            say("own", "gazette", day=1),
            say("a", "union", "denies", day=1),
            say("r", "gazette", "denies", origin="a", day=2),
            say("u", "gazette", "denies", origin=UNKNOWN, day=3),
        )
        assert counts(result) == ("disputed", 1, 1)
        assert "updated_by_source" not in result.flags


class TestParties:
    def test_sources_of_one_root_are_one_party(self) -> None:
        result = judge(say("a", "north-spokesman"), say("b", "north-police", day=2))
        assert counts(result) == ("single_source", 1, 0)
        assert reading(result, "b") == Reading("b", "northland", "support", Reason.SAME_PARTY, "a")

    def test_a_joint_statement_makes_one_of_those_who_assert(self) -> None:
        result = judge(
            say("a", "north-army", evidence="j"), say("b", "observers", evidence="j", day=2)
        )
        assert counts(result) == ("single_source", 1, 0)
        assert result.supporting == (("northland", "observers"),)
        assert reasons(result)["b"] == (Reason.JOINED_BY_EVIDENCE, "a")

    def test_a_joint_statement_makes_one_of_those_who_deny(self) -> None:
        result = judge(
            say("a", "north-army", "denies", evidence="j"),
            say("b", "observers", "denies", evidence="j"),
        )
        assert counts(result) == ("denied", 0, 1)
        assert result.denying == (("northland", "observers"),)

    def test_one_report_read_in_two_ways_does_not_join_the_two_sides(self) -> None:
        result = judge(
            say("a", "north-army", evidence="j"), say("b", "observers", "denies", evidence="j")
        )
        assert counts(result) == ("disputed", 1, 1)
        assert "party_divided" not in result.flags

    def test_shared_evidence_joins_from_party_to_party(self) -> None:
        result = judge(
            say("a", "north-army", evidence="j"),
            say("b", "observers", evidence="j"),
            say("c", "observers", evidence="k"),
            say("d", "union", evidence="k"),
            say("e", "mine-co"),
        )
        assert counts(result) == ("corroborated", 2, 0)
        assert result.supporting == (("mine-co",), ("northland", "observers", "union"))

    def test_evidence_of_what_does_not_count_joins_nobody(self) -> None:
        result = judge(
            say("a", "north-army", evidence="j", figure=(11, 12)),
            say("b", "observers", evidence="j", figure=(5, 20)),
            say("c", "observers", evidence="k", figure=(5, 20)),
            say("d", "union", evidence="k", figure=(11, 12)),
            claim=OVER_TEN,
        )
        assert counts(result) == ("corroborated", 2, 0)

    def test_parties_of_one_name_are_not_one_party(self) -> None:
        sources = {
            "g1": Source("g1", name="Georgia"),
            "g2": Source("g2", name="Georgia"),
        }
        result = judge(say("a", "g1"), say("b", "g2"), sources=sources)
        assert counts(result) == ("corroborated", 2, 0)

    def test_only_the_side_of_the_root_is_looked_at(self) -> None:
        sources = {"root": Source("root"), "child": Source("child", parent="root", side="north")}
        result = judge(say("a", "child"), sources=sources)
        assert result.flags == ("interests_unreviewed",)

    def test_a_source_nobody_described_is_its_own_party(self) -> None:
        result = judge(say("a", "stranger"), say("b", "other"), sources={})
        assert counts(result) == ("corroborated", 2, 0)

    def test_parents_that_go_in_a_circle_are_one_party(self) -> None:
        sources = {
            "x": Source("x", parent="y", side="north"),
            "y": Source("y", parent="x"),
            "z": Source("z", parent="y"),
        }
        result = judge(say("a", "x"), say("b", "y"), say("c", "z"), sources=sources)
        assert counts(result) == ("single_source", 1, 0)
        assert result.supporting == (("x",),)


class TestFigures:
    @pytest.mark.parametrize(
        ("claimed", "given", "expected", "flag"),
        [
            ((10, None), (10, None), ("single_source", 1, 0), None),
            ((10, None), (10, 10), ("single_source", 1, 0), None),
            ((10, None), (9, None), ("figure_unsupported", 0, 0), "number_compatible_only"),
            ((10, None), (5, 10), ("figure_unsupported", 0, 0), "number_compatible_only"),
            ((10, None), (5, 9.99), ("figure_unsupported", 0, 1), "number_conflict"),
            ((10, None), (None, 9), ("figure_unsupported", 0, 1), "number_conflict"),
            ((10, None), (None, None), ("figure_unsupported", 0, 0), "number_compatible_only"),
            ((None, 10), (0, 10), ("single_source", 1, 0), None),
            ((None, 10), (None, 9), ("single_source", 1, 0), None),
            ((None, 10), (10, 20), ("figure_unsupported", 0, 0), "number_compatible_only"),
            ((None, 10), (11, None), ("figure_unsupported", 0, 1), "number_conflict"),
            ((10, 12), (11, 11), ("single_source", 1, 0), None),
            ((11, 11), (10, 12), ("figure_unsupported", 0, 0), "number_compatible_only"),
            ((None, None), (3, 4), ("single_source", 1, 0), None),
            (None, (3, 4), ("single_source", 1, 0), None),
            ((10, 12), None, ("single_source", 1, 0), None),
        ],
    )
    def test_only_a_figure_inside_the_claims_supports(
        self, claimed: Any, given: Any, expected: tuple[str, int, int], flag: str | None
    ) -> None:
        result = judge(say("a", "lab", figure=given), claim=ClaimFacts("quantity", figure=claimed))
        assert counts(result) == expected
        assert result.flags == ((flag,) if flag else ())

    def test_figures_in_different_units_are_not_compared(self) -> None:
        share = ClaimFacts("quantity", figure=(50, 50), unit="%")
        people = judge(say("a", "lab", figure=(3, 3)), claim=share)
        assert counts(people) == ("single_source", 1, 0)
        other = judge(say("a", "lab", figure=(3, 3), unit="%"), claim=share)
        assert counts(other) == ("figure_unsupported", 0, 1)

    def test_another_figure_is_counted_against_but_never_called_a_denial(self) -> None:
        result = judge(
            say("a", "north-army", figure=(11, 12)),
            say("b", "lab", figure=(3, 4)),
            claim=OVER_TEN,
        )
        assert counts(result) == ("disputed", 1, 1)
        assert result.flags == ("interested_only", "number_conflict")
        assert reading(result, "b") == Reading("b", "lab", "denial", Reason.OTHER_FIGURE, "3 to 4")

    def test_a_party_that_denies_and_gives_another_figure_counts_once(self) -> None:
        result = judge(
            say("a", "north-army", "denies", figure=(11, 12)),
            say("b", "north-police", figure=(3, 3)),
            claim=OVER_TEN,
        )
        assert counts(result) == ("figure_unsupported", 0, 1)
        assert reasons(result) == {
            "a": (Reason.DENIES, None),
            "b": (Reason.OTHER_FIGURE, "3"),
        }

    def test_a_party_that_gives_two_figures_is_divided(self) -> None:
        result = judge(
            say("a", "north-army", figure=(11, 12)),
            say("b", "north-police", figure=(3, 3)),
            claim=OVER_TEN,
        )
        assert counts(result) == ("disputed", 1, 1)
        assert result.flags == ("interested_only", "number_conflict", "party_divided")

    def test_a_hedged_figure_is_listed_and_never_counted(self) -> None:
        result = judge(say("a", "lab", "hedges", figure=(3, 3)), claim=OVER_TEN)
        assert counts(result) == ("hedged", 0, 0)
        assert result.flags == ()

    def test_a_denial_with_a_figure_is_a_denial(self) -> None:
        result = judge(say("a", "lab", "denies", figure=(10, None)), claim=OVER_TEN)
        assert counts(result) == ("denied", 0, 1)

    def test_looser_figures_beside_a_denial_leave_the_figure_unsupported(self) -> None:
        result = judge(say("a", "lab", figure=(5, 12)), say("b", "union", "denies"), claim=OVER_TEN)
        assert counts(result) == ("figure_unsupported", 0, 1)

    @pytest.mark.parametrize(
        ("figure", "unit", "words"),
        [
            ((10000, 12000), None, "10,000 to 12,000"),
            ((10000.0, None), None, "10,000 or more"),
            ((None, 2.5), "km", "up to 2.5 km"),
            ((None, None), None, "any number"),
        ],
    )
    def test_the_reason_names_the_figure_in_words(
        self, figure: Any, unit: str | None, words: str
    ) -> None:
        result = judge(
            say("a", "lab", figure=figure, unit=unit),
            claim=ClaimFacts("quantity", figure=(1, 1), unit=unit),
        )
        assert reading(result, "a").about == words


class TestFlags:
    def test_interested_only_needs_every_party_to_have_a_side(self) -> None:
        interested = judge(say("a", "north-army"), say("b", "south-army"))
        assert "interested_only" in interested.flags
        for third in ("observers", "union"):
            mixed = judge(say("a", "north-army"), say("b", "south-army"), say("c", third))
            assert "interested_only" not in mixed.flags

    def test_interested_only_needs_somebody_who_asserts(self) -> None:
        assert judge(say("a", "north-army", "denies")).flags == ()

    def test_those_who_have_not_confirmed_are_named_in_order(self) -> None:
        sources = {
            "k1": Source("k1", name="Zembla"),
            "k2": Source("k2", parent="k3"),
            "k3": Source("k3", name="Arcadia"),
            "k4": Source("k4"),
        }
        result = judge(
            say("a", "k1", "declines"),
            say("b", "k2", "declines"),
            say("c", "k3", "declines"),
            say("d", "k4", "declines"),
            sources=sources,
        )
        assert result.flags == ("not_confirmed_by:Arcadia,Zembla,k4",)

    def test_a_party_can_say_so_and_not_confirm(self) -> None:
        result = judge(say("a", "north-army"), say("b", "north-police", "declines"))
        assert result.flags == ("interested_only", "not_confirmed_by:northland")

    def test_a_neutral_denier_makes_the_denial_independent(self) -> None:
        result = judge(
            say("a", "union"),
            say("b", "south-army", "denies"),
            say("c", "lab", "denies"),
        )
        assert result.flags == ("denial_independent", "interests_unreviewed")

    def test_interested_deniers_are_named_as_such(self) -> None:
        result = judge(say("a", "lab"), say("b", "south-army", "denies"))
        assert result.flags == ("denial_interested_only",)

    def test_a_denier_nobody_has_reviewed_leaves_the_denial_unqualified(self) -> None:
        result = judge(
            say("a", "lab"), say("b", "south-army", "denies"), say("c", "union", "denies")
        )
        assert result.flags == ()

    def test_giving_another_figure_qualifies_no_denial(self) -> None:
        result = judge(
            say("a", "union", figure=(11, 11)),
            say("b", "lab", figure=(3, 3)),
            say("c", "south-army", "denies"),
            claim=OVER_TEN,
        )
        assert result.flags == (
            "denial_interested_only",
            "interests_unreviewed",
            "number_conflict",
        )

    def test_denials_alone_are_not_qualified(self) -> None:
        assert judge(say("a", "lab", "denies")).flags == ()

    @pytest.mark.parametrize(("day", "stale"), [(15, False), (16, True)])
    def test_a_claim_is_stale_the_day_after_its_shelf_life(self, day: int, stale: bool) -> None:
        result = judge(say("a", "lab", day=5), as_of=date(2030, 6, day), shelf_life_days=10)
        assert ("stale" in result.flags) == stale
        assert result.status == "single_source"

    def test_only_what_counts_keeps_a_claim_fresh(self) -> None:
        result = judge(
            say("a", "lab", day=1),
            say("r", "gazette", origin="a", day=14),
            say("h", "union", "hedges", day=14),
            say("d", "mine-co", "declines", day=14),
            say("u", None, day=14),
            shelf_life_days=10,
        )
        assert result.as_of == date(2030, 6, 1)
        assert "stale" in result.flags

    def test_a_new_denial_or_second_voice_keeps_a_claim_fresh(self) -> None:
        for newer in (say("b", "union", "denies", day=14), say("b", "lab", day=14)):
            result = judge(say("a", "lab", day=1), newer, shelf_life_days=10)
            assert result.as_of == date(2030, 6, 14)
            assert "stale" not in result.flags

    def test_nothing_counted_is_never_stale(self) -> None:
        result = judge(say("a", "lab", "hedges", day=1), shelf_life_days=0)
        assert (result.flags, result.as_of) == ((), None)

    def test_shelf_life_by_kind(self) -> None:
        assert dict(DEFAULT_SHELF_LIFE_DAYS) == {"quantity": 30, "fact": 365}


class TestSharedCases:
    def test_every_worked_case_comes_out(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert benchmark.main([str(shared("cases", "corroboration.json")), "--json"]) == 0
        result = json.loads(capsys.readouterr().out)
        assert result["passed"] == result["total"] >= 20
        assert set(result["rows"][0]["got"]) == {"status", "support", "denial", "flags"}

    def test_the_sample_records_claims_have_the_statuses_its_format_lists(self) -> None:
        expected = {
            "aligned": "C00 C01 C03 C04",
            "single_source": "C02 C08 C09 C14 C19",
            "position": "C05 C06 C07 C11 C12 C13",
            "unattributed": "C10 C15 C17 C18 C20",
            "no_position": "C16",
        }
        record = json.loads(shared("corpus", "record.json").read_text(encoding="utf-8"))
        got: dict[str, list[str]] = {}
        for claim in record["claims"]:
            got.setdefault(_judge_record(record, claim).status, []).append(claim["key"])
        assert {status: " ".join(sorted(keys)) for status, keys in got.items()} == expected


def _judge_record(record: dict[str, Any], claim: dict[str, Any]) -> Corroboration:
    sources = {
        s["key"]: Source(s["key"], s.get("parent"), s.get("side"), s["name"])
        for s in record["sources"]
    }
    published = {d["key"]: d["published_on"] for d in record["documents"]}
    fields = ("origin", "relayed_by", "basis", "evidence", "unit", "against_interest", "retracted")
    attributions = [
        Attribution(
            id=a["key"],
            source=a["source"],
            stance=Stance(a["stance"]),
            said_on=date.fromisoformat(a["said_on"] or published[a["document"]]),
            figure=tuple(a["figure"]) if a.get("figure") else None,
            **{key: a[key] for key in fields if key in a},
        )
        for a in record["attributions"]
        if a["claim"] == claim["key"] and a["state"] == "approved"
    ]
    figure = tuple(claim["figure"]) if claim.get("figure") else None
    return judge(
        *attributions,
        claim=ClaimFacts(claim["kind"], figure, claim.get("unit")),
        sources=sources,
    )


CASE: dict[str, Any] = {
    "name": "one says so",
    "claim": {"kind": "fact", "figure": None},
    "as_of": "2030-06-15",
    "sources": {"union": {}},
    "attributions": [{"id": "a", "source": "union", "stance": "asserts"}],
    "expect": {"status": "single_source"},
}


class TestBenchmark:
    def run(self, tmp_path: Path, *cases: object) -> int:
        path = tmp_path / "cases.json"
        path.write_text(json.dumps(list(cases)), encoding="utf-8")
        return benchmark.main([str(path)])

    def test_what_is_not_expected_is_not_checked(self, tmp_path: Path) -> None:
        assert self.run(tmp_path, CASE, CASE | {"expect": {}}) == 0

    def test_a_wrong_row_fails_the_run(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.run(tmp_path, CASE, CASE | {"expect": {"support": 2}}) == 1
        printed = capsys.readouterr().out
        assert "WRONG" in printed
        assert "1 of 2 as expected" in printed

    def test_flags_compare_as_sets(self, tmp_path: Path) -> None:
        flags = ["interests_unreviewed", "interests_unreviewed"]
        assert self.run(tmp_path, CASE | {"expect": {"flags": flags}}) == 0

    def test_the_shelf_life_is_the_kinds_unless_the_case_gives_one(self, tmp_path: Path) -> None:
        old = [{"id": "a", "source": "union", "stance": "asserts", "said_on": "2030-05-01"}]
        case = CASE | {"attributions": old, "claim": {"kind": "quantity"}}
        fresh = {"flags": ["interests_unreviewed"]}
        assert self.run(tmp_path, case | {"expect": fresh}) == 1
        assert self.run(tmp_path, case | {"expect": fresh, "shelf_life_days": 100}) == 0
        assert self.run(tmp_path, case | {"expect": fresh, "shelf_life_days": None}) == 0

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"exspect": {}}, 'case 1 "one says so": unknown key "exspect"'),
            ({"claim": {"kind": "fact", "size": 1}}, 'unknown key "size"'),
            ({"sources": {"union": {"sides": "x"}}}, 'source "union": unknown key "sides"'),
            ({"attributions": [{"id": "a", "said": 1}]}, 'attribution 1: unknown key "said"'),
            ({"expect": {"state": "x"}}, 'expect: unknown key "state"'),
            ({"expect": {"status": "true"}}, '"status" should be one of position'),
            ({"claim": {"kind": "rumour"}}, '"kind" should be one of fact'),
            ({"as_of": "June"}, '"as_of" should be a day'),
            ({"sources": []}, '"sources" should be an object'),
            ({"claim": {"kind": "fact", "figure": [2, 1]}}, "low end above its high end"),
            ({"claim": {"kind": "fact", "figure": 2}}, '"figure" should be [low, high]'),
        ],
    )
    def test_a_malformed_case_is_named_in_plain_words(
        self,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        change: dict[str, Any],
        message: str,
    ) -> None:
        assert self.run(tmp_path, CASE | change) == 2
        assert message in capsys.readouterr().err

    @pytest.mark.parametrize("text", ["", "{}", "[1]", "[", "[" * 100_000])
    def test_a_file_that_is_no_list_of_cases_is_refused(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "cases.json"
        path.write_text(text, encoding="utf-8")
        assert benchmark.main([str(path)]) == 2

    def test_a_file_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        assert benchmark.main([str(tmp_path / "none.json")]) == 2

    def test_wrong_usage_ends_with_exit_code_two(self) -> None:
        with pytest.raises(SystemExit) as stopped:
            benchmark.main([])
        assert stopped.value.code == 2

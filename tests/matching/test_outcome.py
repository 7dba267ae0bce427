"""What the candidates of a statement come to."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.outcome import (
    MOST_ALTERNATIVES,
    SHOWN,
    Candidate,
    Decision,
    Difference,
    DifferenceKind,
    Outcome,
    decide,
)

OTHER_FIGURE = Difference(DifferenceKind.FIGURE, "40", "14")


def decided(*candidates: Candidate) -> Decision:
    return decide(candidates, match_threshold=0.6, possible_threshold=0.3)


def test_a_near_claim_without_a_difference_is_a_match() -> None:
    found = decided(Candidate(1, 0.9, 0.9), Candidate(2, 0.1, 0.1))
    assert (found.outcome, found.chosen) == (Outcome.MATCH, Candidate(1, 0.9, 0.9))
    assert found.alternatives == ()


def test_a_near_claim_with_a_difference_differs() -> None:
    near = Candidate(1, 0.9, 0.9, (OTHER_FIGURE,))
    assert decided(near) == Decision(Outcome.DIFFERS, near)


def test_a_claim_that_says_it_comes_before_a_slightly_nearer_one_that_contradicts_it() -> None:
    contradicts, says = Candidate(1, 0.84, 0.84, (OTHER_FIGURE,)), Candidate(2, 0.8, 0.8)
    found = decided(contradicts, says)
    assert (found.outcome, found.chosen) == (Outcome.MATCH, says)
    assert found.alternatives == (contradicts,)


def test_what_is_not_near_enough_is_offered_to_choose_from() -> None:
    found = decided(Candidate(1, 0.5, 0.5), Candidate(2, 0.55, 0.55), Candidate(3, 0.1, 0.1))
    assert found.outcome is Outcome.POSSIBLE
    assert found.chosen is None
    assert [candidate.id for candidate in found.alternatives] == [2, 1]


def test_what_is_not_said_word_for_word_is_about_it_and_never_a_match() -> None:
    other_words = Candidate(1, 0.95, 0.5, is_whole=False)
    assert decided(other_words) == Decision(Outcome.ABOUT, other_words)


def test_a_statement_that_does_not_tell_which_claim_is_only_offered_some() -> None:
    found = decided(Candidate(1, 0.95, 0.95, is_telling=False))
    assert (found.outcome, found.chosen) == (Outcome.POSSIBLE, None)


def test_an_open_question_is_only_offered_claims() -> None:
    near = Candidate(1, 0.95, 0.95)
    found = decide([near], match_threshold=None, possible_threshold=0.3)
    assert found == Decision(Outcome.POSSIBLE, None, (near,))


def test_nothing_near_is_none() -> None:
    assert decided() == Decision(Outcome.NONE)
    assert decided(Candidate(1, 0.2, 0.2)) == Decision(Outcome.NONE)


def test_a_withdrawn_claim_says_so_and_is_never_offered() -> None:
    gone = Candidate(1, 0.9, 0.9, withdrawn=True)
    found = decided(gone, Candidate(2, 0.4, 0.4))
    assert (found.outcome, found.chosen, found.withdrawn) == (Outcome.NONE, None, True)
    assert decided(replace(gone, score=0.5)).alternatives == ()
    assert decided(gone, Candidate(2, 0.95, 0.95)).chosen == Candidate(2, 0.95, 0.95)


def test_the_thresholds_themselves_count() -> None:
    assert decided(Candidate(1, 0.6, 0.6)).outcome is Outcome.MATCH
    assert decided(Candidate(1, 0.3, 0.3)).outcome is Outcome.POSSIBLE


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        st.integers(1, 9),
        st.floats(0, 1),
        st.floats(0, 1),
        st.sampled_from([(), (OTHER_FIGURE,)]),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=8,
    unique_by=lambda candidate: candidate.id,
)


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_the_order_of_candidates_does_not_matter_and_at_most_three_are_offered(
    candidates: list[Candidate], random: object
) -> None:
    found = decided(*candidates)
    assert decided(*reversed(candidates)) == found
    assert len(found.alternatives) <= MOST_ALTERNATIVES == 3
    assert found.chosen not in found.alternatives
    assert not any(candidate.withdrawn for candidate in found.alternatives)
    assert (found.chosen is not None) == (found.outcome in SHOWN)
    assert bool(found.alternatives) or found.outcome is not Outcome.POSSIBLE
    if found.outcome is Outcome.MATCH:
        assert found.chosen is not None
        assert found.chosen.differences == ()
        assert found.chosen.is_whole
        assert found.chosen.is_telling

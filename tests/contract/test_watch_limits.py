"""Slack takes whatever is said of a watch or in a notice, and no stored text can act in it."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corroboration import Status
from bot.home.view import Size, home
from bot.watch import watches_view as watches
from bot.watch.proposals_view import Decision, Proposal, proposed
from bot.watch.proposals_view import listed as answers_listed
from bot.watch.values import Answered, Change, Standing
from bot.watch.view import answered_message, correction_message
from tests.contract.payloads import check_view
from tests.contract.strategies import anything, checked, lines, maybe, numbers

NOW = datetime(2024, 11, 11, 9, 0, tzinfo=UTC)
people = st.lists(st.sampled_from(["U0EVE", "U0ASK", "<!channel>"]), max_size=60).map(tuple)
parties = st.lists(anything, max_size=8).map(tuple)
standings = st.builds(
    Standing,
    claim_id=st.integers(1, 2**63),
    text=anything,
    status=st.sampled_from([status.value for status in Status]),
    figure=st.none() | st.tuples(numbers, numbers),
    unit=maybe,
    withdrawn=st.booleans(),
)
changes = st.builds(
    Change,
    was=standings,
    now=standings,
    told_at=st.just(NOW),
    statement=maybe,
    by=st.lists(lines, max_size=6).map(tuple),
    reason=maybe,
    watchers=people,
)
answers = st.builds(
    Answered,
    question_id=st.integers(1, 2**63),
    inquiry_id=st.integers(1, 2**63),
    statement=anything,
    put_at=st.just(NOW),
    now=standings,
    say_so=parties,
    deny=parties,
    give_other=parties,
    watchers=people,
)
listed = st.lists(
    st.builds(
        watches.Watched,
        text=maybe,
        claim_id=st.integers(1, 2**63),
        question_id=st.none() | st.integers(1, 2**63),
        withdrawn=st.booleans(),
        theirs=st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(changes, answers)
def test_slack_takes_every_notice(change: Change, answer: Answered) -> None:
    checked(correction_message(change), mentions=True)
    checked(answered_message(answer), mentions=True)


@settings(max_examples=20, deadline=None)
@given(anything, maybe, st.booleans(), st.booleans())
def test_slack_takes_every_word_about_a_watch(
    text: str, claim: str | None, there: bool, again: bool
) -> None:
    checked(watches.watching_claim(text, 1, in_thread=there, already=again))
    checked(watches.stopped_claim(claim, 1, was_on=again))
    checked(watches.watching_question(text, 1, in_thread=there, already=again, theirs=not again))
    checked(watches.stopped_question(text, was_on=again))
    checked(watches.not_meant(text, text, 1, "U0ASK"), mentions=True)


@settings(max_examples=20, deadline=None)
@given(anything, anything, maybe, st.booleans(), st.booleans())
def test_slack_takes_every_question_to_the_desk(
    asked: str, claim: str, link: str | None, decided: bool, is_open: bool
) -> None:
    decision = Decision(is_open, "U0ED", NOW.date()) if decided else None
    one = Proposal(2**63, asked, "U0ASK", 2**63, claim)
    told = proposed(one, permalink=link, decision=decision, is_open=is_open)
    checked(told, mentions=True)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.builds(
            Proposal, st.integers(1, 2**63), anything, st.just("U0ASK"), st.just(2**63), anything
        ),
        max_size=8,
        unique_by=lambda one: one.id,
    )
)
def test_slack_takes_every_list_of_answers(found: list[Proposal]) -> None:
    check_view(
        home(Size(0, 0, 0, 0), [], answers=answers_listed(found), editor=True), mentions=True
    )


@settings(max_examples=20, deadline=None)
@given(listed, st.integers(0, 10**6))
def test_slack_takes_every_list_of_watches(found: list[watches.Watched], more: int) -> None:
    body = watches.listed(found, len(found) + more)
    check_view(home(Size(0, 0, 0, 0), [], watched=body), mentions=True)

"""Slack takes everything we render, whatever is stored, and no stored text can act in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ask import modals, reports_view
from bot.ask import view as messages
from bot.ask.card import answer_message
from bot.ask.help_view import help_message
from bot.ask.whole import AtDesk, Part, reply_message, shared_message
from bot.check.answer import Alternative, Answer, Hint
from bot.corroboration import Reason, Status
from bot.matching.outcome import Difference, DifferenceKind, Outcome
from bot.slack import blocks, limits
from bot.slack.message import Message
from bot.slack.plain import plain
from tests.contract import answers
from tests.contract.answers import TODAY, context, said
from tests.contract.payloads import check_message, check_view
from tests.contract.strategies import anything, checked, claims, lines, urls
from tests.corroboration.flags import FLAGS

differences = st.builds(Difference, st.sampled_from(DifferenceKind), anything, anything, anything)
any_answer = st.builds(
    Answer,
    statement=anything,
    outcome=st.sampled_from(Outcome),
    claim=claims,
    differences=st.lists(differences, max_size=8).map(tuple),
    support=st.integers(0, 9),
    denial=st.integers(0, 9),
    flags=st.lists(st.sampled_from(FLAGS) | anything.map("not_confirmed_by:{}".format)).map(tuple),
    attributions=st.lists(lines, max_size=6).map(tuple),
    alternatives=st.lists(
        st.builds(Alternative, st.integers(1), st.just("k"), anything, st.just(0.1)), max_size=4
    ).map(tuple),
    hint=st.none() | st.sampled_from(Hint),
)


@settings(max_examples=50, deadline=None)
@given(any_answer, anything, st.booleans())
def test_slack_takes_every_answer(answer: Answer, note: str, alone: bool) -> None:
    where = context(
        ephemeral=not alone, can_share=True, total=1 if alone else 3, position=1, note=note
    )
    card = checked(answer_message(answer, context=where))
    checked(messages.shared_by("U1", answer.statement, card), mentions=True)
    assert plain(card, width=70)


at_desk = st.none() | st.builds(AtDesk, st.just("U1"), st.booleans(), st.booleans(), st.booleans())
parts = st.builds(Part, st.just("7"), anything, st.none() | any_answer, at_desk)


@settings(max_examples=15, deadline=None)
@given(st.lists(parts, min_size=1, max_size=3), anything, st.booleans(), st.integers(0, 3))
def test_slack_takes_every_reply(
    several: list[Part], note: str, alone: bool, left_over: int
) -> None:
    where = context(ephemeral=alone, can_share=alone, note=note)
    assert checked(reply_message(several, where, left_over), mentions=True).blocks
    if any(part.has_claim for part in several):
        checked(shared_message(several, where, "U1"), mentions=True)


def test_five_of_the_longest_cards_fit() -> None:
    many = tuple(
        said(
            f"{n}",
            f"Party {n}",
            f"Speaker {n}",
            "They said it at length. " * 4,
            role="spokesman",
            organisation=f"Ministry {n}",
            stance=("asserts", "denies", "hedges", "declines")[n % 4],
            counted=("support", "denial", "")[n % 3],
        )
        for n in range(24)
    )
    answer = replace(answers.DIFFERS, attributions=many)
    several = [Part(str(n), f"Statement {n}.", answer) for n in range(5)]
    reply = checked(reply_message(several, context()))
    assert limits.is_within(reply)
    written = plain(reply, width=200)
    assert written.count(answers.DIFFERS.claim.text if answers.DIFFERS.claim else "") == 5
    assert written.count("All sources") >= 5
    assert "5 of 5" in written
    assert "Party 23" in written


def test_answers_that_no_message_has_room_for_are_counted() -> None:
    long = "x" * 5_000
    assert answers.DIFFERS.claim
    answer = replace(
        answers.DIFFERS,
        claim=replace(answers.DIFFERS.claim, text=long, forwarded_from=long),
        differences=tuple(Difference(kind, long, long, long) for kind in DifferenceKind),
        flags=tuple(FLAGS),
    )
    several = [Part(str(n), f"{n} {long}", answer) for n in range(5)]
    reply = checked(reply_message(several, context()))
    if "5 of 5" not in str(reply.blocks):
        assert "did not fit into this message" in str(reply.blocks)


@settings(max_examples=20, deadline=None)
@given(any_answer, st.integers(-1, 3))
def test_slack_takes_every_modal(answer: Answer, page: int) -> None:
    check_view(modals.sources(answer, page, inquiry_id="1", today=TODAY))
    text = answer.claim.text if answer.claim else ""
    check_view(modals.report("outdated", inquiry_id="1", claim_id=1, claim_text=text))
    check_view(modals.report("wrong_claim", inquiry_id="1", claim_id=1, claim_text=text))


@settings(max_examples=20, deadline=None)
@given(anything, anything, anything, urls)
def test_slack_takes_every_other_message(one: str, two: str, three: str, url: str | None) -> None:
    checked(help_message([(one, two)] * 40))
    checked(messages.unknown_failure(one))
    for user_id in ("U1", one):
        checked(reports_view.desk_open_question(two, user_id, permalink=url), mentions=True)
        checked(
            reports_view.desk_wrong_claim(one, 1, two, user_id, comment=three, permalink=url),
            mentions=True,
        )
        checked(
            reports_view.desk_outdated(1, two, user_id, comment=three, permalink=url), mentions=True
        )


@pytest.mark.parametrize(
    "message",
    [
        help_message([]),
        messages.left_over(1),
        messages.left_over(1000),
        messages.text_only_hint(),
        messages.nothing_to_check(),
        messages.not_for_outsiders(),
        messages.database_down(),
        messages.thanks("wrong_claim", inquiry_id="7", claim_id=12),
        messages.thanks("outdated", inquiry_id="7", claim_id=12),
    ],
    ids=lambda message: message.text[:30],
)
def test_slack_takes_every_short_message(message: Message) -> None:
    checked(message)


@pytest.mark.parametrize("name", answers.REALISTIC)
def test_slack_takes_the_realistic_answers(name: str) -> None:
    checked(answer_message(answers.REALISTIC[name], context=context()))


@pytest.mark.parametrize("status", Status)
def test_every_status_with_every_flag_and_outcome(status: Status) -> None:
    assert answers.ALIGNED.claim
    claim = replace(answers.ALIGNED.claim, status=status.value)
    for outcome in (Outcome.MATCH, Outcome.DIFFERS):
        for flag in [*FLAGS, None]:
            flags = (flag,) if flag else tuple(FLAGS)
            answer = replace(answers.DIFFERS, outcome=outcome, claim=claim, flags=flags)
            checked(answer_message(answer, context=context()))


def test_sixty_attributions_of_the_longest_kind_stay_within_the_limits() -> None:
    long = "<&*" * 5_000
    reasons = list(Reason)
    many = tuple(
        said(
            f"{n}",
            f"{n} {long}",
            f"{n} s {long}",
            long,
            role=f"r {long}",
            organisation=f"o {long}",
            outlet=f"p {long}",
            relayed_by=f"v {long}",
            url="https://x.example/" + "a" * 470,
            stance=("asserts", "denies", "hedges", "declines")[n % 4],
            counted=("support", "denial", "")[n % 3],
            reason=reasons[n % len(reasons)].value,
        )
        for n in range(60)
    )
    answer = replace(
        answers.DIFFERS,
        statement=long,
        attributions=many,
        flags=tuple(FLAGS),
        differences=tuple(Difference(kind, long, long, long) for kind in DifferenceKind),
    )
    card = checked(answer_message(answer, context=context(total=2, note=long)))
    assert card.blocks[-1]["type"] == "actions"
    for page in range(3):
        check_view(modals.sources(answer, page, inquiry_id="1", today=TODAY))


def test_fit_keeps_the_buttons_of_a_message_with_too_many_or_too_long_blocks() -> None:
    row = blocks.actions(blocks.button("All sources", "sources", "{}"))
    many = limits.fit(Message("x" * 50_000, [blocks.section("a")] * 80 + [row]))
    long = limits.fit(Message("x", [blocks.section("&amp;" * 9000)] * 9 + [row]))
    assert checked(many).blocks[-1] == checked(long).blocks[-1] == row


def _section(**changes: Any) -> dict[str, Any]:
    return {"type": "section", "text": {**blocks.mrkdwn_text("a"), **changes}}


@pytest.mark.parametrize(
    ("payload", "place"),
    [
        ({"text": "", "blocks": []}, "text"),
        ({"text": "a", "link_names": True}, "link_names"),
        ({"text": "<!channel>"}, "text: a mention"),
        ({"text": "a & b"}, "ampersand"),
        ({"text": "a", "blocks": [_section(text="x" * 3001)]}, r"blocks\[0\]"),
        ({"text": "a", "blocks": [_section(text=" ")]}, r"blocks\[0\].text: empty"),
        ({"text": "a", "blocks": [_section(text="<@U1>")]}, "a mention"),
        ({"text": "a", "blocks": [_section(text="1 < 2")]}, "angle bracket"),
        ({"text": "a", "blocks": [_section(text="<javascript:x|y>")]}, "not http"),
        ({"text": "a", "blocks": [_section(verbatim=False)]}, "verbatim"),
        ({"text": "a", "blocks": [_section()] * 51}, "51 of at most 50"),
        ({"text": "a", "blocks": [{"type": "nonsense"}]}, r"blocks\[0\]"),
        (
            {"text": "a", "blocks": [blocks.actions(*[blocks.button("a", "x", "1")] * 2)]},
            "action_id twice",
        ),
        ({"text": "a", "blocks": [{**_section(), "block_id": "b"}] * 2}, "block_id twice"),
        (
            {"text": "a", "blocks": [blocks.actions(blocks.button("a" * 76, "x", "1"))]},
            r"blocks\[0\]",
        ),
    ],
)
def test_the_validator_names_what_slack_would_refuse(payload: dict[str, Any], place: str) -> None:
    with pytest.raises(AssertionError, match=place):
        check_message(payload)


@pytest.mark.parametrize(
    "change",
    [
        {"title": blocks.plain_text("x" * 25)},
        {"private_metadata": "x" * 3001},
        {"blocks": []},
        {"blocks": [_section()] * 101},
        {"callback_id": "x" * 256},
    ],
)
def test_the_validator_refuses_views_that_slack_would_refuse(change: dict[str, Any]) -> None:
    view = modals.report("outdated", inquiry_id="1", claim_id=1, claim_text="a")
    check_view(view)
    with pytest.raises(AssertionError):
        check_view({**view, **change})


def test_dates_at_the_edges_are_written() -> None:
    assert answers.ALIGNED.claim
    claim = replace(answers.ALIGNED.claim, as_of=date.min)
    checked(answer_message(replace(answers.ALIGNED, claim=claim), context=context()))

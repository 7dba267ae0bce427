"""Messages that Slack finds too long are sent again, shorter, with their buttons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError

from bot.demo import NEWSROOM, REPORTER
from bot.slack import posting
from bot.slack.action_ids import ActionId
from bot.slack.blocks import actions, button, button_value, context, section
from bot.slack.client import web_client
from bot.slack.limits import (
    BLOCK_COUNTS_AS,
    MESSAGE_BLOCKS,
    MESSAGE_BLOCKS_TEXT,
    MESSAGE_BLOCKS_WHOLE,
    fit,
    size,
)
from bot.slack.message import Message
from tests.contract.payloads import check_message
from tests.standin import FaultySlack

BUTTONS = actions(button("All sources", ActionId("sources"), button_value(claim=1)))


def long(paragraphs: int, of: int = 900) -> Message:
    return Message("A long one.", [*(section("x" * of) for _ in range(paragraphs)), BUTTONS])


@pytest.mark.parametrize("most", [13_422, 8_000, 4_000])
def test_a_message_that_slack_finds_too_long_is_sent_shorter(most: int) -> None:
    with FaultySlack() as slack:
        slack.workspace.most_in_blocks = most
        client = web_client(slack.token, slack.api_url)
        ts = posting.post(client, NEWSROOM, fit(long(12)))
        posting.whisper(client, NEWSROOM, REPORTER, fit(long(12)))
        posting.change(client, NEWSROOM, str(ts), fit(long(20)))
        shown = [*slack.posted(NEWSROOM), *slack.ephemerals(NEWSROOM)]
    assert len(shown) == 2
    for one in shown:
        check_message({"text": one["text"], "blocks": one["blocks"]})
        assert any(block["type"] == "actions" for block in one["blocks"])
        assert str(one).count("Shortened: Slack takes no more") == (most < 13_422)


def test_what_stays_too_long_is_refused_in_the_end() -> None:
    with FaultySlack() as slack:
        slack.workspace.most_in_blocks = 100
        client = web_client(slack.token, slack.api_url)
        with pytest.raises(SlackApiError, match="msg_blocks_too_long"):
            posting.post(client, NEWSROOM, fit(long(12)))
        assert len(slack.calls_of("chat.postMessage")) == 3


@given(st.lists(st.integers(0, 3_000), max_size=80), st.booleans())
def test_all_that_fits_is_below_what_slack_was_found_to_take(
    lengths: list[int], small: bool
) -> None:
    make = context if small else section
    fitted = fit(Message("x", [*(make("x" * (one + 1)) for one in lengths), BUTTONS]))
    texts = [
        one["elements"][0]["text"] if one["type"] == "context" else one["text"]["text"]
        for one in fitted.blocks[:-1]
    ]
    whole = sum(map(size, texts))
    assert whole <= MESSAGE_BLOCKS_TEXT
    assert whole + BLOCK_COUNTS_AS * len(fitted.blocks) <= MESSAGE_BLOCKS_WHOLE
    assert len(fitted.blocks) <= MESSAGE_BLOCKS
    assert fitted.blocks[-1] == BUTTONS

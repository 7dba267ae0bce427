"""What a Slack message or a rich text input says, as plain text, and the links in it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack import slack_text
from bot.slack.slack_text import address_alone, links_alone, text_of

PAGE = "https://courier.example/bridge?a=1&b=2"
MARKED = "<https://courier.example/bridge?a=1&amp;b=2>"


def section(*elements: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"type": kind, "elements": list(elements)}


def words(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text, "style": {"bold": True}}


def test_formatting_is_left_out_and_paragraphs_stay() -> None:
    rich = {
        "type": "rich_text",
        "elements": [
            section(words("The bridge is closed.\n\n“Until further notice,” she said.")),
            section(section(words("one")), section(words("two")), kind="rich_text_list"),
            section(words("quoted"), kind="rich_text_quote"),
            section(
                {"type": "link", "url": PAGE, "text": "a page"},
                {"type": "emoji", "name": "tada", "unicode": "1f389"},
                {"type": "user", "user_id": "U1"},
                {"type": "broadcast", "range": "here"},
            ),
        ],
    }
    assert text_of(rich) == (
        "The bridge is closed.\n\n“Until further notice,” she said.\none\ntwo\nquoted\n"
        "a page🎉@U1@here"
    )


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (MARKED, [PAGE]),
        (f"{MARKED}\n{MARKED}", [PAGE]),
        (
            "<https://a.example|a.example> , <https://b.example>",
            ["https://a.example", "https://b.example"],
        ),
        (f"{MARKED} The bridge is closed.", []),
        ("The bridge is closed.", []),
        ("<mailto:a@b.example|a@b.example>", []),
        ("", []),
        ("<https://desk.slack.com/archives/C0NEWS/p1730793600000100>", []),
    ],
)
def test_links_count_alone_only(text: str, links: list[str]) -> None:
    assert links_alone(text) == links


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.example/feed", "https://a.example/feed"),
        (" <https://a.example/feed|a.example> ", "https://a.example/feed"),
        ("https://a.example/feed now", None),
        ("10,000 troops", None),
    ],
)
def test_an_address_behind_a_command(text: str, address: str | None) -> None:
    assert address_alone(text) == address


json_like = st.recursive(
    st.none() | st.text(max_size=8) | st.integers(),
    lambda inner: st.dictionaries(
        st.sampled_from(["type", "text", "url", "unicode", "name", "value"]), inner, max_size=4
    ),
    max_leaves=6,
)


@given(
    st.lists(st.dictionaries(st.sampled_from(["type", "text", "unicode"]), json_like), max_size=4)
)
@settings(max_examples=60, deadline=None)
def test_whatever_slack_sends_is_read(elements: list[dict[str, Any]]) -> None:
    rich = {"elements": [{"type": "rich_text_section", "elements": elements}]}
    assert isinstance(text_of(rich), str)


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("<@U012AB|ida.holm> says so", "@ida.holm says so"),
        ("watch <#C012AB|kursk>", "watch #kursk"),
        ("<!subteam^S012|@desk> and <!here>", "@desk and "),
        ("<#C012AB|> and <@U012AB>", " and "),
        ("add <https://courier.example/a?b=1|courier.example>",) * 2,
        ("2 &lt; 3 &amp; a <b> c",) * 2,
        ("@ida.holm says so in #kursk",) * 2,
    ],
)
def test_a_command_reads_alike_whether_slack_escapes_it_or_not(sent: str, typed: str) -> None:
    assert slack_text.as_typed(sent) == typed


@given(st.text())
def test_what_has_no_mention_is_as_it_was_typed(text: str) -> None:
    free = text.replace("<", "")
    assert slack_text.as_typed(free) == free

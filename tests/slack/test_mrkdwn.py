"""Stored and quoted text in our messages: no ping, no link, no formatting, nothing cut wrong."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.slack import text as mrkdwn
from bot.slack.limits import cut_mrkdwn, size
from bot.slack.plain import unmarked
from tests.nasty import NASTY

texts = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(NASTY) | st.text(max_size=5), max_size=6).map("".join),
)
ZERO_WIDTH = mrkdwn.ZERO_WIDTH_SPACE


def test_a_ping_in_a_text_stays_letters() -> None:
    assert mrkdwn.escape("<!channel> <@U1>") == "&lt;!channel&gt; &lt;@U1&gt;"


def test_an_entity_in_a_text_is_escaped_once_and_read_back_as_it_was() -> None:
    assert mrkdwn.escape("AT&T &lt;") == "AT&amp;T &amp;lt;"
    assert unmarked(mrkdwn.escape("AT&T &lt;")) == "AT&T &lt;"


def test_bare_names_and_addresses_are_not_touched() -> None:
    assert mrkdwn.escape("@channel #general www.x.example") == "@channel #general www.x.example"


def test_marks_that_could_format_are_replaced_by_lookalikes() -> None:
    assert mrkdwn.escape("*b* _i_ ~s~ `c`") == "∗b∗ ˍiˍ ∼s∼ ˋcˋ"


def test_marks_inside_a_word_are_kept_so_that_names_can_be_copied() -> None:
    assert mrkdwn.escape("@min_of_defence 5*3") == "@min_of_defence 5*3"


def test_a_word_cut_after_a_mark_keeps_no_mark_that_could_format() -> None:
    assert mrkdwn.quote("min_of_defence", 5) == "minˍ…"


def test_an_emoji_name_stays_letters_and_looks_the_same() -> None:
    escaped = mrkdwn.escape(":white_check_mark: confirmed")
    assert ":white_check_mark:" not in escaped
    assert escaped.replace(ZERO_WIDTH, "") == ":white_check_mark: confirmed"


def test_a_line_that_starts_with_a_bracket_is_no_block_quotation() -> None:
    for line in mrkdwn.escape("> a\n  > b\nc > d").split("\n"):
        assert not re.match(r"[ \t]*&gt;", line)


def test_direction_controls_are_removed_and_right_to_left_text_is_isolated() -> None:
    assert mrkdwn.escape("ab\u202ecd") == "abcd"
    assert mrkdwn.quote("\u202bقال\u202c", 50) == "\u2068قال\u2069"


def test_a_quote_is_on_one_line() -> None:
    assert mrkdwn.quote("one\r\n\ttwo\u2028three", 50) == "one two three"


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("ab cdef", 4, "ab…"),
        ("a&b", 6, "a…"),
        ("a&b", 7, "a&amp;b"),
        ("😀😀", 3, "😀…"),
        ("😀😀", 2, ""),
        ("   ", 5, ""),
    ],
)
def test_a_long_quote_ends_in_an_ellipsis_at_a_code_point(
    text: str, limit: int, shown: str
) -> None:
    assert mrkdwn.quote(text, limit) == shown


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "slack://open",
        "mailto:a@b.example",
        "//x.example",
        "http://",
        "http://[::1",
        "https://x.example/a b",
        "https://x.example/\u202egpj",
        "https://x.example/\n>",
        "https://x.example/" + "a" * 600,
    ],
)
def test_what_is_no_plain_web_address_shows_its_label_alone(url: str | None) -> None:
    assert mrkdwn.link(url, "Label & co") == "Label &amp; co"


def test_a_link_holds_its_address_and_label_apart() -> None:
    shown = mrkdwn.link("https://x.example/?a=1&b=<|>", "A | <b>")
    assert shown == "<https://x.example/?a=1&amp;b=%3C%7C%3E|A ∣ &lt;b&gt;>"


def test_only_a_user_id_becomes_a_mention() -> None:
    assert mrkdwn.user("U123ABC") == "<@U123ABC>"
    assert mrkdwn.user("!channel") == mrkdwn.user("U1> <!here") == "somebody"


@settings(max_examples=150)
@given(texts)
@example("\ud800*")
@example(":`:")
@example(":\uff40:")
def test_nothing_in_an_escaped_text_can_act(text: str) -> None:
    escaped = mrkdwn.escape(text)
    assert not re.search(r"[<>`＊＿｀～]", escaped)
    assert not re.search(r"&(?!amp;|lt;|gt;)", escaped)
    assert not re.search(r"(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])", escaped)
    assert not re.search(r":[\w+'-]+:", escaped)
    escaped.encode("utf-8")


@settings(max_examples=150)
@given(texts, st.integers(1, 60))
def test_a_quote_is_within_its_limit_and_cannot_act_either(text: str, limit: int) -> None:
    shown = mrkdwn.quote(text, limit)
    assert size(shown) <= limit
    assert "\n" not in shown
    assert not re.search(r"[<>`]|&(?!amp;|lt;|gt;)", shown)
    assert not re.search(r"(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])", shown)


@settings(max_examples=150)
@given(st.text(max_size=40), texts)
def test_a_link_is_one_link_or_none(url: str, label: str) -> None:
    shown = mrkdwn.link("https://x.example/" + url, label)
    assert shown.count("<") == shown.count(">") == shown.count("|") <= 1


@settings(max_examples=100)
@given(texts, st.integers(1, 40))
def test_cutting_finished_mrkdwn_leaves_no_half_link_or_entity(text: str, limit: int) -> None:
    whole = f"a {mrkdwn.link('https://x.example/?a&b', 'label')} {mrkdwn.escape(text)}"
    kept = cut_mrkdwn(whole, limit)
    assert size(kept) <= limit
    assert kept.count("<") == kept.count(">")
    assert not re.search(r"&(?!amp;|lt;|gt;)", kept)


def test_a_very_long_text_is_quick() -> None:
    assert size(mrkdwn.quote("<*&" * 15_000, 200)) <= 200

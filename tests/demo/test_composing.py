"""What a person types becomes what Slack stores, and reads again as it was typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.composing import composed, escaped
from bot.slack.plain import unmarked

PEOPLE = {"On Record": "U0RECORD", "Ida Holm": "U0EDITOR", "Ida": "U0IDA"}
CHANNELS = {"newsroom": "C0NEWSROOM", "news": "C0NEWS"}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("@On Record Is it so?", "<@U0RECORD> Is it so?"),
        ("@on record: is it?", "<@U0RECORD>: is it?"),
        ("@Ida Holm and @Ida", "<@U0EDITOR> and <@U0IDA>"),
        ("see #newsroom, #news.", "see <#C0NEWSROOM|newsroom>, <#C0NEWS|news>."),
        ("#newsrooms and a@Ida", "#newsrooms and a@Ida"),
        ("(https://a.example/x?y=1&z=2).", "(<https://a.example/x?y=1&amp;z=2>)."),
        ("1 < 2 & 3 > 2 <!channel>", "1 &lt; 2 &amp; 3 &gt; 2 &lt;!channel&gt;"),
        ("@Nobody", "@Nobody"),
    ],
)
def test_names_and_addresses_become_references(typed: str, stored: str) -> None:
    assert composed(typed, PEOPLE, CHANNELS) == stored


@given(st.text(alphabet=st.sampled_from("ab @#<>&|:/.-*_~`\nIdaOnRecordhttpsnewsroom")))
def test_only_known_names_and_addresses_stand_in_brackets(typed: str) -> None:
    stored = composed(typed, PEOPLE, CHANNELS)
    for inside in re.findall(r"<([^<>]*)>", stored):
        assert re.fullmatch(r"@U0\w+|#C0\w+\|\w+|https?://[^\s<>|]+", inside)
    assert not re.search(r"[<>]", re.sub(r"<[^<>]*>", "", stored))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="@#*_\u200b")))
def test_text_without_references_reads_as_it_was_typed(typed: str) -> None:
    if "http" not in typed:
        assert composed(typed, PEOPLE, CHANNELS) == escaped(typed)
        assert unmarked(composed(typed, PEOPLE, CHANNELS)) == typed

"""What nobody sees and acts all the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.invisible import json_text, visible

TURNING = "\u061c\u200e\u200f" + "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
BREAKING = "\u2028\u2029"
ACTING = [chr(n) for n in (*range(0x20), *range(0x7F, 0xA0)) if chr(n) not in "\t\n"]
NASTY = st.text(st.sampled_from([*ACTING, *TURNING, *"\u2028\u2029<>&\\\"'\n\t a/ü😀אב"]))

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | NASTY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NASTY, inner, max_size=3),
    max_leaves=8,
)


@given(st.one_of(st.text(), NASTY))
def test_nothing_on_a_terminal_acts(text: str) -> None:
    shown = visible(text)
    assert not set(shown) & {*ACTING, *TURNING, *BREAKING}
    kept = [char for char in text if char.isprintable()]
    assert [char for char in shown if char.isprintable() and char != "�"] == [
        char for char in kept if char != "�"
    ]


def test_a_terminal_is_not_steered() -> None:
    assert visible("a\x1b[2Jb\x9b31mc\r\nd\re\u202ef") == "a�[2Jb�31mc\nd�ef"
    assert visible("Zeile\tzwei\n") == "Zeile\tzwei\n"
    assert visible("אבג") == "אבג"


@given(values)
def test_json_reads_back_the_same_and_has_nothing_that_acts(value: Any) -> None:
    for options in ({}, {"indent": 1}):
        written = json_text(value, **options)
        assert json.loads(written) == value
        assert not set(written) & {*ACTING, *TURNING, *BREAKING}


@given(values)
def test_json_for_a_page_ends_no_script(value: Any) -> None:
    written = json_text(value, for_page=True, indent=1)
    assert json.loads(written) == value
    assert not set(written) & set("<>&\u2028\u2029")


@pytest.mark.parametrize("words", ["</script><script>", "<!--", "]]>", "&lt;/script&gt;"])
def test_what_would_leave_the_script_is_written_in_another_way(words: str) -> None:
    written = json_text({"name": words}, for_page=True)
    assert written == json.dumps({"name": words}).replace("<", "\\u003c").replace(
        ">", "\\u003e"
    ).replace("&", "\\u0026")

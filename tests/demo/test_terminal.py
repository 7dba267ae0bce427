"""The demo in the terminal does all that its help lists, line by line."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.demo import NEWSROOM, REPORTER, direct, fields
from bot.demo.colours import coloured, has_colour, marked
from bot.demo.playing import Playing
from bot.demo.scene import EXAMPLES
from bot.demo.terminal import Terminal
from bot.slack.plain import plain_blocks

FERRY = EXAMPLES[2]


def played(demo: Playing, *lines: str) -> str:
    """What is printed while a person types these lines."""
    said: list[str] = []
    Terminal(demo, said.append).prompt(iter(lines))
    return "\n".join(said)


def test_it_asks_in_the_channel_in_the_thread_and_in_direct_messages(demo: Playing) -> None:
    shown = played(demo, FERRY, "reply The Tollan Bridge is closed to lorries", f"dm {FERRY}")
    assert shown.count("Fourteen people died") == 2
    assert "The Tollan Bridge is closed to lorries." in shown
    assert "(a direct message)" in shown
    asked = [m for m in demo.slack.messages(NEWSROOM) if m["user"] == REPORTER]
    assert asked[1]["thread_ts"] == asked[0]["ts"]
    shown = played(demo, "edit Customer data was stolen from Ostrel Mutual", "delete")
    assert "Customer data was stolen from the insurer Ostrel Mutual." in shown
    assert demo.slack.messages(direct(REPORTER)) == []


def test_slash_commands_answer(demo: Playing) -> None:
    for line, words in (
        ("/onrecord help", "/onrecord find"),
        (f"/onrecord {FERRY}", "Disputed"),
        ("/onrecord find Tollan", "Tollan Bridge"),
        ("/onrecord history 19", "#19"),
        ("/onrecord digest list", "Every day at 09:00"),
        ("/onrecord export", "editor"),
        ("/remind me", "no command here"),
    ):
        shown = played(demo, line)
        assert words in shown, line
    assert "(only visible to you)" in played(demo, "/onrecord help")
    file = re.search(r"A file: (\S+)", played(demo, "editor", "/onrecord export"))
    assert file
    assert file[1].startswith(demo.url)


def test_buttons_menus_and_the_home_tab(demo: Playing) -> None:
    shown = played(demo, FERRY, "[ All sources ]", "text to cite", "wrong claim", "home")
    assert "── All sources ──" in shown
    assert "Noted as the wrong claim" in shown
    assert "── Home ──" in shown
    assert "How to ask" in shown


def test_a_form_is_filled_in_line_by_line(demo: Playing) -> None:
    lines = ("09:30", "Europe/Oslo", "1, 2", "", "disputed", "", "")
    shown = played(demo, "/onrecord digest", "Another digest", *lines)
    assert "Time of day [ 09:00 ]:" in shown
    assert "09:30 (Europe/Oslo)" in shown
    shown = played(demo, "editor", "/onrecord add", "", "", "", "", "cancel", "home")
    assert "⚠ Or its text: The text has no words in it." in shown
    assert "Left." in shown
    assert demo.slack.modal() is None
    shown = played(demo, "editor", "/onrecord add", "", "", "", "soon", "cancel")
    assert "Write a day like 2026-02-14." in shown


def test_an_article_a_draft_a_correction_and_a_digest(demo: Playing) -> None:
    added = played(demo, "editor", "Add to record")
    assert "drafts wait for review" in added
    assert "(in #desk)" in added
    assert "Moves the figure on record from fourteen to sixteen." in added
    told = played(demo, FERRY, "editor", "Approve all certain ones (1)", "later")
    assert "This answer has changed" in told
    assert "16 instead of 14" in told
    digest = played(demo, "morning")
    assert "Harrow Strait ferry collision (invented)" in digest
    assert "09:05" in digest.splitlines()[-1]


def test_what_cannot_be_done_is_said(demo: Playing) -> None:
    shown = played(demo, "reply nothing yet", "edit nothing yet", "delete", "?")
    assert "There is no thread yet" in shown
    assert shown.count("There is no message yet.") == 2
    assert "the slash command" in shown


class Screen(io.StringIO):
    """A terminal, or a pipe."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(
    ("terminal", "environ", "colour"),
    [
        (True, {"TERM": "xterm-256color"}, True),
        (True, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (True, {"TERM": "xterm", "NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {"TERM": "xterm"}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    terminal: bool, environ: dict[str, str], colour: bool
) -> None:
    assert has_colour(Screen(terminal), environ) is colour


@example(":****")
@example(":*_*_")
@given(st.text(alphabet=st.sampled_from("ab *_[]()\n\x1b\x07\ue000\ue001\ue002⚠#·:/")))
def test_colours_change_no_word_and_nothing_steers_the_terminal(text: str) -> None:
    def section(words: str) -> list[Any]:
        return [{"type": "section", "text": {"type": "mrkdwn", "text": f"x{words}"}}]

    shown = coloured(plain_blocks(marked(section(text)))).plain
    assert not set(shown) & set("\x1b\x07\ue000\ue001\ue002")
    without = plain_blocks(section(re.sub("[\ue000-\ue002]", "", text)))
    assert shown == without.replace("\x1b", "�").replace("\x07", "�")


OPTIONS = [
    {"text": {"type": "plain_text", "text": name}, "value": name[0]}
    for name in ("Bridges", "Ferries", "Ferry crews")
]


@pytest.mark.parametrize(
    ("kind", "line", "held"),
    [
        ("static_select", "2", OPTIONS[1]),
        ("static_select", "ferries", OPTIONS[1]),
        ("static_select", "bri", OPTIONS[0]),
        ("radio_buttons", "3", OPTIONS[2]),
        ("checkboxes", "1, ferries", [OPTIONS[0], OPTIONS[1]]),
        ("multi_static_select", "-", []),
        ("static_select", "-", None),
        ("datepicker", "2026-02-14", "2026-02-14"),
        ("timepicker", "23:59", "23:59"),
        ("datetimepicker", "2026-02-14 09:00", 1771059600),
        ("plain_text_input", "any words", "any words"),
    ],
)
def test_a_line_becomes_a_value(kind: str, line: str, held: object) -> None:
    element = {"type": kind, "options": OPTIONS}
    given_value = fields.typed(element, line, "Europe/London", lambda _: [])
    assert [value for name, value in given_value.items() if name != "type"] == [held]


@pytest.mark.parametrize(
    ("kind", "line", "sentence"),
    [
        ("static_select", "ferr", "Which of these: Ferries, Ferry crews?"),
        ("static_select", "9", "There is no such choice."),
        ("checkboxes", "1, 9", "There is no such choice."),
        ("datepicker", "14 Feb", "Write a day like 2026-02-14."),
        ("timepicker", "24:00", "Write a time like 09:00."),
        ("datetimepicker", "noon", "Write a day and time like 2026-02-14 09:00."),
    ],
)
def test_a_line_that_cannot_be_taken_is_told(kind: str, line: str, sentence: str) -> None:
    element = {"type": kind, "options": OPTIONS}
    with pytest.raises(fields.FieldError, match=re.escape(sentence)):
        fields.typed(element, line, "Europe/London", lambda _: [])

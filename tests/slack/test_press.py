"""What was pressed, what a form carried, and what was given in its inputs."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.record.numbers import LARGEST
from bot.refusal import RefusalError
from bot.slack import forms
from bot.slack.given import Given, GivenError
from bot.slack.interaction import Press
from bot.slack.limits import OPTION_TEXT, size
from bot.slack.message import Block
from tests.nasty import NASTY

texts = st.text(max_size=30) | st.sampled_from(NASTY)
names = st.sampled_from(["name", "reason", "into_id"])
keys = st.sampled_from(
    "name type value selected_option selected_options selected_users selected_date selected_time "
    "selected_date_time rich_text_value".split()
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5),
)
OPTIONS = [("one", "The first"), ("two", "The second"), ("three", "The third")]


def left_as_it_is(block: Block) -> Given:
    """What Slack sends of an input that a person left as it was shown: docs.slack.dev/reference/
    block-kit/block-elements (the `initial_…` of each) and reference/views (the view's state)."""
    element = block["element"]
    states: dict[str, Any] = {
        "plain_text_input": {"value": element.get("initial_value")},
        "static_select": {"selected_option": element.get("initial_option")},
        "radio_buttons": {"selected_option": element.get("initial_option")},
        "checkboxes": {"selected_options": element.get("initial_options", [])},
        "multi_static_select": {"selected_options": element.get("initial_options", [])},
        "multi_users_select": {"selected_users": element.get("initial_users", [])},
        "datepicker": {"selected_date": element.get("initial_date")},
        "timepicker": {"selected_time": element.get("initial_time")},
        "datetimepicker": {"selected_date_time": element.get("initial_date_time")},
    }
    state = {"type": element["type"], **states[element["type"]]}
    return Given({block["block_id"]: {element["action_id"]: state}})


@given(st.text(max_size=30))
def test_a_text_left_as_it_was_reads_the_same(value: str) -> None:
    for block in (
        forms.text("name", "Name", value),
        forms.short_text("name", "Name", value, most=30),
    ):
        assert left_as_it_is(block).text("name", "of before") == value


@pytest.mark.parametrize("chosen", ["one", "two", "three", None])
def test_a_choice_left_as_it_was_reads_the_same(chosen: str | None) -> None:
    choice = forms.choice("kind", "Kind", OPTIONS, chosen)
    radio = forms.radio("kind", "Kind", OPTIONS, chosen)
    grouped = forms.grouped_choice("kind", "Kind", [("All", OPTIONS)], chosen or "")
    for block in (choice, radio, grouped):
        assert left_as_it_is(block).text("kind", "of before") == (chosen or "")


@given(st.lists(st.sampled_from([name for name, _ in OPTIONS]), unique=True))
def test_what_was_ticked_or_chosen_before_reads_the_same(chosen: list[str]) -> None:
    ticked = forms.ticks("which", "Which", OPTIONS, chosen)
    some = [one for one in OPTIONS if one[0] in chosen]
    several = forms.several("which", "Which", OPTIONS, some, placeholder="Any")
    people = forms.people("which", "Who", chosen, most=3)
    for block in (ticked, several, people):
        assert set(left_as_it_is(block).ticked("which", ("before",))) == set(chosen)


@given(st.none() | st.dates(), st.times(), st.none() | st.integers(0, 2**33))
def test_days_and_times_left_as_they_were_read_the_same(
    on: date | None, at: time, moment: int | None
) -> None:
    day = forms.day("day", "Day", on.isoformat() if on else None)
    assert left_as_it_is(day).text("day") == (on.isoformat() if on else "")
    clock = forms.time_of_day("clock", "At", f"{at:%H:%M}")
    assert left_as_it_is(clock).text("clock") == f"{at:%H:%M}"
    until = forms.moment("until", "Until", moment)
    assert left_as_it_is(until).moment("until", 1) == moment


def test_before_a_form_was_sent_its_inputs_hold_what_was_there_before() -> None:
    nothing = Given()
    assert nothing.text("name", "Ida Holm") == "Ida Holm"
    assert nothing.text("name") == ""
    assert nothing.ticked("flags", ("confidential",)) == ("confidential",)
    assert nothing.moment("until", 1731283200) == 1731283200
    assert nothing.rich_text("text") == {}
    emptied = Given({"name": {"name": {"type": "plain_text_input", "value": None}}})
    assert emptied.text("name", "Ida Holm") == ""


@given(names, texts)
def test_what_is_written_in_our_stead_reads_as_if_it_was_sent(name: str, text: str) -> None:
    assert Given.written({name: text}).text(name, "of before") == text


@given(st.one_of(anything, st.dictionaries(names, st.dictionaries(names, anything))), names)
def test_whatever_is_sent_as_inputs_reads_as_the_kind_that_is_looked_for(
    values: object, name: str
) -> None:
    read = Given(values)
    assert isinstance(read.text(name), str)
    assert all(isinstance(one, str) for one in read.ticked(name))
    assert isinstance(read.moment(name), int | None)
    assert isinstance(read.rich_text(name), dict)


@given(st.text(max_size=200))
def test_a_line_of_radio_buttons_is_short_enough(label: str) -> None:
    block = forms.radio("kind", "Kind", [("one", label)], None)
    assert size(block["element"]["options"][0]["text"]["text"]) <= OPTION_TEXT


@given(st.integers() | texts | st.booleans() | st.none())
def test_a_carried_number_is_one_that_a_row_can_have_or_refused(value: Any) -> None:
    press = Press(1, "U0IDA", {"id": value})
    try:
        number = press.number()
    except RefusalError:
        number = 0
    assert type(number) is int
    assert 0 <= number <= LARGEST


def test_a_number_that_is_missing_is_refused_unless_there_is_a_default() -> None:
    press = Press(1, "U0IDA", {"page": 3, "draft": "3", "id": LARGEST + 1})
    assert press.number("page") == 3
    assert press.number("veto", 0) == 0
    for name in ("id", "draft", "veto"):
        with pytest.raises(RefusalError, match="older message"):
            press.number(name)
    with pytest.raises(RefusalError):
        press.number("id", 0)  # there is one, and it is wrong


def test_the_next_step_of_a_form_carries_more_and_what_was_given_where_it_is_kept() -> None:
    press = Press(
        1, "U0IDA", {"id": 7, "seen": 3, "seen_into": 4}, Given.written({"name": "Ostra"})
    )
    step = press.further(into=9)
    assert step.about() == {"id": 7, "seen": 3, "seen_into": 4, "into": 9}
    assert step.given.text("name") == ""
    assert press.further(keep=True, which=1).given.text("name") == "Ostra"
    assert (press.seen, press.anew().seen) == (3, None)
    assert press.anew().about() == {"id": 7}


def test_a_press_knows_no_feature() -> None:
    own = " ".join([*(one.name for one in dataclasses.fields(Press)), *dir(Press)])
    assert not re.search("claim|inquiry|draft|document|attribution|veto|digest", own)


def test_a_form_error_says_a_sentence_for_each_input() -> None:
    error = GivenError({"name": "Write a name.", "kind": "Choose one."})
    assert error.errors == {"name": "Write a name.", "kind": "Choose one."}
    assert str(error) == "Write a name.; Choose one."

"""A form that takes the place of another one has block ids of its own, and is read by the same
names."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.slack import forms, modals
from bot.slack.forms import Form
from bot.slack.given import Given
from bot.slack.interaction import Press
from bot.slack.message import View
from tests.handlers.caring import inputs, state_of

NAMES = st.lists(st.text("abz_19", min_size=1, max_size=20), min_size=1, max_size=5, unique=True)
JSON = st.recursive(
    st.none() | st.text() | st.integers(),
    lambda some: st.lists(some) | st.dictionaries(st.text() | st.just("a~7"), some),
)


def form(names: list[str], value: str) -> View:
    said = [forms.text(name, name, value) for name in names]
    return forms.modal(Form("Title", "Save", {}, "Head", said))


def sent(view: View, **typed: str) -> Press:
    """The press with which a person sends a form, having typed this."""
    state: dict[str, Any] = {}
    for name, block in inputs(view).items():
        state[block["block_id"]] = {name: {**state_of(block["element"]), **_typed(typed.get(name))}}
    return Press(1, "U1", given=Given(state))


def _typed(text: str | None) -> dict[str, str]:
    return {} if text is None else {"value": text}


@given(NAMES, st.integers(1, 4))
def test_each_step_has_its_own_block_ids_and_the_same_names(names: list[str], steps: int) -> None:
    view = form(names, "as it was")
    seen = {block["block_id"] for block in inputs(view).values()}
    for step in range(1, steps + 1):
        press = sent(view)
        view = modals.following(press, form(names, f"at {step}"))
        ids = {block["block_id"] for block in inputs(view).values()}
        assert len(ids) == len(names)
        assert not ids & seen
        seen |= ids
        after = sent(view)
        assert after.given.step == step
        assert {after.given.text(name) for name in names} == {f"at {step}"}
        errors = modals.refused(after, dict.fromkeys(names, "No."))["errors"]
        assert errors == dict.fromkeys(ids, "No.")
        assert forms.at_step(form(names, f"at {step}"), step) == view  # noted: Slack keeps it all


@given(NAMES)
def test_a_form_that_follows_none_has_its_names_for_ids(names: list[str]) -> None:
    view = form(names, "")
    assert [block["block_id"] for block in inputs(view).values()] == names
    assert forms.at_step(view, 0) == view
    assert modals.refused(Press(1, "U1"), {"a": "No."})["errors"] == {"a": "No."}


@given(JSON)
def test_values_of_any_shape_are_read(values: object) -> None:
    some = Given(values)
    assert some.step >= 0
    assert isinstance(some.text("a"), str)
    assert isinstance(some.block_id("a"), str)
    modals.following(Press(1, "U1", given=some), form(["a"], ""))

"""What a person wrote, chose and ticked in a form, as `bot.slack.forms` asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_WRITTEN = ("value", "selected_date", "selected_time")
"""Where Slack puts a text, a day ("2024-11-05") or a time of day ("09:00")."""


@dataclass(frozen=True, slots=True)
class Given:
    """The inputs of a form that was sent, or in which a button was pressed.

    `values` are Slack's (`view.state.values`): by block id, then by action id, which in our forms
    are both the input's name. Slack checks little of them and nothing of what is sent in its
    name: an input of another shape reads as an empty one. `before` is what the input holds as
    long as the form was not sent.
    """

    values: object = None

    @classmethod
    def written(cls, fields: Mapping[str, str]) -> Given:
        """As if these texts were written into the inputs of these names."""
        return cls({name: {name: {"value": text}} for name, text in fields.items()})

    def text(self, name: str, before: str | None = None) -> str:
        """The text, the day or the time of day in an input, or the value of what is chosen."""
        said = self._input(name)
        if said is None:
            return before or ""
        found = (_value(said.get("selected_option")), *(said.get(key) for key in _WRITTEN))
        return next((one for one in found if isinstance(one, str) and one), "")

    def ticked(self, name: str, before: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The values of the boxes that are ticked, of all that is chosen; or people's ids."""
        said = self._input(name)
        if said is None:
            return before
        options, people = said.get("selected_options"), said.get("selected_users")
        found = [_value(one) for one in options] if isinstance(options, list) else people
        return tuple(one for one in found or () if isinstance(one, str))

    def moment(self, name: str, before: int | None = None) -> int | None:
        """A day and time in Unix seconds; None where none is chosen."""
        said = self._input(name)
        at = before if said is None else said.get("selected_date_time")
        return at if isinstance(at, int) else None

    def rich_text(self, name: str) -> dict[str, Any]:
        """A rich text as Slack has it (`rich_text_value`); empty where nothing is written."""
        rich = (self._input(name) or {}).get("rich_text_value")
        return rich if isinstance(rich, dict) else {}

    def _input(self, name: str) -> Mapping[str, Any] | None:
        """What Slack says of one input; None where it says nothing of it."""
        found = self.values
        for _ in range(2):
            found = found.get(name) if isinstance(found, Mapping) else None
        return found if isinstance(found, Mapping) else None


class GivenError(Exception):
    """Some inputs of a form say what cannot be; `errors` has a sentence for each, by its name."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


def _value(option: object) -> str | None:
    value = option.get("value") if isinstance(option, Mapping) else None
    return value if isinstance(value, str) else None

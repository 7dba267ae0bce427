"""Reading the inputs of a form that `bot.slack.forms` made: what a person wrote and chose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_WRITTEN = ("value", "selected_date", "selected_time")
"""Where Slack puts a text, a day ("2024-11-05") or a time of day ("09:00")."""


@dataclass(frozen=True, slots=True)
class Given:
    """The inputs of a form that was sent, or in which a button was pressed.

    `values` are Slack's (`view.state.values`): by block id, then by action id; in our forms the
    action id is the input's name. They are not to be trusted, so an input of another shape reads
    as an empty one. If there is none of a name, as in a form not sent yet, the methods give
    `before`.
    """

    values: object = None

    @classmethod
    def written(cls, fields: Mapping[str, str]) -> Given:
        """The inputs of these names with these texts, as if a person had written them."""
        return cls({name: {name: {"value": text}} for name, text in fields.items()})

    def text(self, name: str, before: str | None = None) -> str:
        """An input's text, day ("2024-11-05") or time of day ("09:00"), or its chosen value."""
        said = self._input(name)
        if said is None:
            return before or ""
        found = (_value(said.get("selected_option")), *(said.get(key) for key in _WRITTEN))
        return next((one for one in found if isinstance(one, str) and one), "")

    def ticked(self, name: str, before: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The values of all ticked boxes or chosen options, or the ids of chosen people."""
        said = self._input(name)
        if said is None:
            return before
        options, people = said.get("selected_options"), said.get("selected_users")
        found = [_value(one) for one in options] if isinstance(options, list) else people
        listed = found if isinstance(found, list) else ()
        return tuple(one for one in listed if isinstance(one, str))

    def moment(self, name: str, before: int | None = None) -> int | None:
        """A day and time in Unix seconds; None where none is chosen."""
        said = self._input(name)
        at = before if said is None else said.get("selected_date_time")
        return at if isinstance(at, int) else None

    def rich_text(self, name: str) -> dict[str, Any]:
        """A rich text as Slack gives it (`rich_text_value`); empty if nothing is written."""
        rich = (self._input(name) or {}).get("rich_text_value")
        return rich if isinstance(rich, dict) else {}

    @property
    def step(self) -> int:
        """The step of the form, as `forms.at_step` wrote it into the block ids; 0 for the first."""
        return max((_step_in(block, name) for block, name, _ in self._inputs()), default=0)

    def block_id(self, name: str) -> str:
        """The block id that an input had in the form; the name itself if there is none."""
        return next((block for block, one, _ in self._inputs() if one == name), name)

    def _input(self, name: str) -> Mapping[str, Any] | None:
        """Slack's object for one input; None if there is none of that name."""
        return next((said for _, one, said in self._inputs() if one == name), None)

    def _inputs(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """The block id, the name and Slack's object of each input."""
        for block, inputs in _items(self.values):
            for name, said in _items(inputs):
                if isinstance(said, Mapping):
                    yield str(block), str(name), said


NOTHING = Given()
"""That of a form which nobody sent yet."""


class GivenError(Exception):
    """Some inputs of a form cannot be accepted; `errors` has a sentence for each, by its name."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


def _step_in(block: str, name: str) -> int:
    """The step of an input in its block id: 2 in `claim~2`, 0 in `claim`."""
    before, _, number = block.rpartition("~")
    return int(number) if before == name and _NUMBER.fullmatch(number) else 0


_NUMBER = re.compile(r"[0-9]{1,9}")


def _items(found: object) -> Iterable[tuple[object, object]]:
    return found.items() if isinstance(found, Mapping) else ()


def _value(option: object) -> str | None:
    value = option.get("value") if isinstance(option, Mapping) else None
    return value if isinstance(value, str) else None

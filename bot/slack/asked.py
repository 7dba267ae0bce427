"""What somebody asks of the record by a menu, a button or a form, and what a form may answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.record.numbers import sought
from bot.refusal import RefusalError
from bot.slack import refusals
from bot.slack.blocks import Value
from bot.slack.interaction import Click
from bot.slack.limits import INPUT_MAX_LENGTH, size
from bot.slack.message import Message
from models.changes import StatusChange

Given = str | int | tuple[str, ...] | None
"""What was written into a field, chosen, ticked (all that is), or a moment in Unix seconds."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done (`do`), to which row: `fields` are what the button or form carried.

    `given` is what a sent form says, by the names of its fields; empty before that. Ids in
    `fields` are checked against the workspace by whoever uses them. `under` is the modal that a
    sent form was pushed upon.
    """

    click: Click
    fields: Mapping[str, Value]
    given: Mapping[str, Given] = field(default_factory=dict)
    in_form: bool = False
    under: str = ""

    @property
    def do(self) -> str:
        return str(self.fields.get("do", ""))

    @property
    def workspace_id(self) -> int:
        return self.click.workspace_id

    @property
    def user(self) -> str:
        return self.click.user

    @property
    def seen(self) -> int | None:
        """The version of the row that the form showed."""
        seen = self.fields.get("seen")
        return seen if isinstance(seen, int) else None

    def click_on(self, claim_id: int) -> Click:
        """The click as one on the sources of a claim."""
        return replace(self.click, claim_id=claim_id)

    def number(self, name: str = "id") -> int:
        """A number among the fields, 0 for one that no row can have. Raises RefusalError where
        there is none."""
        value = self.fields.get(name)
        if not isinstance(value, int):
            raise RefusalError(refusals.STALE)
        return sought(value)

    def text(self, name: str, before: str | None = None) -> str:
        """What is written in a field of the form; before it was sent, what stands there first."""
        if name in self.given:
            value = self.given[name]
            return value if isinstance(value, str) else ""
        return before or ""

    def ticked(self, name: str, before: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The ticked boxes of the form; before it was sent, those that are ticked first."""
        if name in self.given:
            value = self.given[name]
            return value if isinstance(value, tuple) else ()
        return before

    def moment(self, name: str, before: int | None = None) -> int | None:
        """As `text`, for a day and time in Unix seconds."""
        value = self.given.get(name, before)
        return value if isinstance(value, int) else None

    def about(self, **more: Value) -> dict[str, Value]:
        """The fields of the form that asks for this, with more."""
        return {**self.fields, **more}

    def anew(self) -> Asked:
        """The same as if it was asked only now: of the row as it stands."""
        kept = {n: value for n, value in self.fields.items() if n not in ("seen", "seen_into")}
        return replace(self, fields=kept)

    def further(self, *, keep: bool = False, **more: Value) -> Asked:
        """The form's next step; with `keep` what was given stands in it again."""
        return replace(self, fields=self.about(**more), given=self.given if keep else {})


@dataclass(frozen=True, slots=True)
class Done:
    """Something was done; `said` is mrkdwn, `changes` are those of claims' statuses."""

    said: str
    changes: tuple[StatusChange, ...] = ()


class GivenError(Exception):
    """A field of a form says what cannot be; the sentence stands below that field."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Shown:
    """A list that stands in a message as well as in a modal."""

    title: str
    message: Message


def fitting(text: str, what: str) -> str:
    """A stored text, for a field. Raises RefusalError where Slack's fields are too small for it:
    cut and sent back it would lose its end."""
    if size(text) > INPUT_MAX_LENGTH:
        raise RefusalError(
            f"The {what} has more than {INPUT_MAX_LENGTH:,} characters, too many for a form. "
            "Change it in an export and import it as a new one."
        )
    return text

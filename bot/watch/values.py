"""What a notice says, as plain values: made here, shown by `bot.watch.view`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.record.card import AttributionLine

Figure = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a claim said at an instant: when a place was told of it, or now. For a merged claim
    these are the values of its heir, and `claim_id` is the heir's."""

    claim_id: int
    text: str
    status: str
    figure: Figure | None = None
    unit: str | None = None
    withdrawn: bool = False

    def to_json(self) -> dict[str, Any]:
        """For the row of the notice."""
        return {
            "claim_id": self.claim_id,
            "text": self.text,
            "status": self.status,
            "figure": list(self.figure) if self.figure else None,
            "unit": self.unit,
            "withdrawn": self.withdrawn,
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Standing:
        """The inverse of `to_json`."""
        figure = given["figure"]
        low_high = (figure[0], figure[1]) if figure else None
        return cls(
            given["claim_id"],
            given["text"],
            given["status"],
            low_high,
            given["unit"],
            given["withdrawn"],
        )


@dataclass(frozen=True, slots=True)
class Change:
    """What was said, what holds now, and why.

    `by`: the attributions that made the change, as far as they may be shown. `statement`: the text
    that was asked about, None for a watch. `told_at`: when the place was told last. `reason`: the
    one that the desk gave for withdrawing the claim. `watchers` asked to be told. `direct`: only
    one person reads it.
    """

    was: Standing
    now: Standing
    told_at: datetime
    statement: str | None = None
    by: tuple[AttributionLine, ...] = ()
    reason: str | None = None
    watchers: tuple[str, ...] = ()
    direct: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether what was told still holds."""
        if self.was.withdrawn or self.now.withdrawn:
            return self.was.withdrawn == self.now.withdrawn
        same_figure = (self.was.figure, self.was.unit) == (self.now.figure, self.now.unit)
        merged = self.was.claim_id != self.now.claim_id
        return self.was.status == self.now.status and same_figure and not merged


@dataclass(frozen=True, slots=True)
class Answered:
    """An open question that now has an answer. `watchers` and `direct` are as in `Change`."""

    question_id: int
    inquiry_id: int
    statement: str
    put_at: datetime
    now: Standing
    say_so: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    give_other: tuple[str, ...] = ()
    watchers: tuple[str, ...] = ()
    direct: bool = False

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
    """How a claim stood when somebody was told of it, or stands now. A merged claim stands as its
    heir: then `claim_id` is the heir's."""

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
        """What `to_json` made."""
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
    """What was said, what holds now, and why: `by` did it, as far as it may be shown.

    `statement` is what was asked, None for a watch; `told_at` when the place was last told.
    `reason` is the desk's for taking a claim back. `watchers` asked to be told; `direct`: nobody
    else reads it.
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
        """What was told still holds."""
        if self.was.withdrawn or self.now.withdrawn:
            return self.was.withdrawn == self.now.withdrawn
        same_figure = (self.was.figure, self.was.unit) == (self.now.figure, self.now.unit)
        merged = self.was.claim_id != self.now.claim_id
        return self.was.status == self.now.status and same_figure and not merged


@dataclass(frozen=True, slots=True)
class Answered:
    """An open question that has an answer on record now. `watchers` and `direct` as of a change."""

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

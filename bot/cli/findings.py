"""What a look of the doctor found, in plain words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one look: its state and, if it is not fine, what to do.

    If it is not `needed`, the bot can answer without it.
    """

    fine: bool
    what: str
    todo: str = ""
    needed: bool = True

    def in_words(self) -> str:
        """A line for the terminal: "ok", "missing" or "careful", and what to do."""
        mark = "ok     " if self.fine else "missing" if self.needed else "careful"
        return f"{mark}  {self.what}" + (f"\n         {self.todo}" if self.todo else "")

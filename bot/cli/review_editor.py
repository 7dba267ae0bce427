"""The editor at the terminal: what is asked and said, and the drafts as they are now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session

from bot.record.drafts.views import DraftView, view
from bot.review import parties
from bot.review.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Editor:
    """An editor at the terminal. `ask` prints a prompt and gives the words typed, `key` the key
    pressed; both raise EOFError at the end of the input."""

    desk: Desk
    ask: Callable[[str], str]
    key: Callable[[str], str]
    say: Callable[[str], object]

    @property
    def engine(self) -> Engine:
        return self.desk.engine

    @property
    def workspace_id(self) -> int:
        return self.desk.workspace_id

    def view(self, draft_id: int) -> DraftView | None:
        """The draft as it is now."""
        with Session(self.engine) as session:
            return view(session, self.workspace_id, draft_id)


def asked_parties(editor: Editor, drafts: Sequence[DraftView]) -> dict[str, str]:
    """For whom the new speakers without a party speak, each asked about once; without those that
    the editor leaves."""
    found = {}
    for one in parties.to_ask(drafts):
        role = f", {one.said.source.role}" if one.said.source and one.said.source.role else ""
        found[one.speaker[0]] = editor.ask(
            f"for whom does {one.speaker[0]}{role} speak ({parties.THEMSELVES} for nobody else;"
            " empty: leave it) › "
        ).strip()
    return found

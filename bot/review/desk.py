"""The desk whose drafts are reviewed, and the editor who decides on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import Session

from bot.check.finder import finder
from bot.record.change import Change
from bot.record.drafts import deciding, editing, looking
from bot.record.drafts.deciding import ApprovedTogether, Decision, Left
from bot.record.drafts.edits import Edit
from bot.record.drafts.present import Find
from bot.record.edit.figures import NotOvertakenError, reword_claim
from models.database import writing

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.check.checker import Checker


@dataclass(frozen=True, slots=True)
class Desk:
    """The database, what looks claims up, the workspace, and who decides; `clock` gives aware
    instants."""

    engine: Engine
    checker: Checker
    workspace_id: int
    actor: str
    clock: Callable[[], datetime]

    @property
    def find(self) -> Find:
        """Looks a sentence up among the claims on record."""
        return finder(self.engine, self.checker, self.workspace_id, now=self.clock())

    @contextmanager
    def change(self) -> Iterator[Change]:
        """One transaction of the editor."""
        with Session(writing(self.engine)) as session, session.begin():
            yield Change(session, self.workspace_id, self.actor, self.clock())

    def bring_up(self, draft_ids: Iterable[int]) -> None:
        """Hold drafts that are about to be shown against the record as it is now."""
        looking.bring_up(self.engine, self.workspace_id, draft_ids, self.find, now=self.clock())

    def approve(self, draft_id: int, version: int) -> Decision:
        """Put a draft on record, as of the record now; errors as in `deciding.approve`."""
        with self.change() as change:
            return deciding.approve(change, draft_id, version, find=self.find)

    def approve_and_reword(self, draft_id: int, version: int) -> Decision:
        """Put a draft on record that moves a figure, and give its claim the figure on record."""
        with self.change() as change:
            return approve_and_reword(change, draft_id, version, self.find)

    def link(
        self, draft: tuple[int, int], claim_id: int, *, then_approve: bool, reword: bool = False
    ) -> Decision:
        """Link a draft to a claim on record, in a transaction; otherwise as `linked`."""
        with self.change() as change:
            return linked(
                change, draft, claim_id, self.find, then_approve=then_approve, reword=reword
            )

    def edit(self, draft_id: int, version: int, to: Edit, *, then_approve: bool) -> Decision:
        """Change what a draft proposes, or approve it with the change; errors as in
        `editing.edit`."""
        with self.change() as change:
            return editing.edit(
                change, draft_id, version, to, then_approve=then_approve, find=self.find
            )

    def approve_certain(self, document_id: int, seen: Mapping[int, int]) -> ApprovedTogether:
        """Approve those of the drafts that are certain, each in a transaction of its own: what one
        puts on record is found for the next."""
        approved: list[Decision] = []
        left: list[Left] = []
        for number in sorted(seen):
            with self.change() as change:
                done = deciding.approve_all_certain(
                    change, document_id, {number: seen[number]}, find=self.find
                )
            approved += done.approved
            left += done.left
        return ApprovedTogether(tuple(approved), tuple(left))


def approve_and_reword(change: Change, draft_id: int, version: int, find: Find) -> Decision:
    """Put a draft on record that moves a figure, and give its claim the figure on record; errors as
    in `deciding.approve`."""
    done = deciding.approve(change, draft_id, version, find=find)
    with suppress(NotOvertakenError):  # another editor moved it on, or reworded the claim
        reword_claim(change, done.claim_id or 0, None, seen=None)
    return done


def linked(
    change: Change,
    draft: tuple[int, int],
    claim_id: int,
    find: Find,
    *,
    then_approve: bool,
    reword: bool = False,
) -> Decision:
    """Link a draft (its id, and the version that was on screen) to a claim on record and, if so
    wanted, approve it; with `reword`, also give the claim the figure on record. Errors as in
    `editing.link`."""
    draft_id, version = draft
    if not reword:
        return editing.link(
            change, draft_id, version, claim_id, then_approve=then_approve, find=find
        )
    done = editing.link(change, draft_id, version, claim_id)
    return approve_and_reword(change, draft_id, done.version, find)

"""Who changes a workspace's record, when, and in which transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Change:
    """A transaction of the caller, on whose record it works, who changes it, and when.

    What takes one writes in `session` (`models.database.writing`) and does not commit: the caller
    does. `actor` as the audit trail keeps it (a Slack id, a command's name), `now` aware.
    """

    session: Session
    workspace_id: int
    actor: str
    now: datetime

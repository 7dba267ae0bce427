"""Who changes a workspace's record, when, and in which transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Change:
    """One transaction of the caller: the workspace whose record changes, who changes it, and when.

    Functions that take a Change write in `session` (`models.database.writing`) and do not commit;
    the caller commits. `actor` is as the audit trail keeps it (a Slack id, a command's name). `now`
    is aware.
    """

    session: Session
    workspace_id: int
    actor: str
    now: datetime

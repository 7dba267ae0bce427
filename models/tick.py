"""The scheduler's last runs, for `jobs`, which is another process than the scheduler's."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import Instant


class TickRun(SQLModel, table=True):
    """A tick's latest runs in any process. Noted now and then, and whenever it fails.

    `every_s` is in seconds. `owner` is the process that ran it last. `failures` counts those in a
    row, 0 after a run that succeeded; `error` says what went wrong last, without anything that was
    stored or sent.
    """

    name: str = Field(primary_key=True)
    every_s: float
    owner: str
    ran_at: datetime | None = Field(default=None, sa_type=Instant)
    failed_at: datetime | None = Field(default=None, sa_type=Instant)
    failures: int = 0
    error: str | None = None

"""The topics of drafts that wait for an editor."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.record.drafts.filters import TOPIC
from bot.record.edit.names import folded
from models.drafts import Draft, DraftState


@dataclass(frozen=True, slots=True)
class WaitingTopic:
    """A topic with its number of open drafts. `short` is its name in a menu; `spellings` are all
    ways in which drafts write it (letter case makes no difference), the first of which is shown."""

    short: str
    spellings: tuple[str, ...]
    open: int

    @property
    def name(self) -> str:
        return self.spellings[0]


def waiting_topics(session: Session, workspace_id: int) -> list[WaitingTopic]:
    """The topics of open drafts, those with the most first."""
    topic = TOPIC.label("topic")
    listed = (
        select(topic)
        .where(col(Draft.workspace_id) == workspace_id, col(Draft.state) == DraftState.DRAFT.value)
        .subquery()
    )
    rows = session.execute(
        select(listed.c.topic, func.count())
        .where(listed.c.topic.is_not(None))
        .group_by(listed.c.topic)
    ).all()
    found: dict[str, list[tuple[str, int]]] = {}
    for name, number in sorted(rows, key=lambda row: (-row[1], row[0])):
        found.setdefault(_key(name), []).append((name, number))
    topics = [
        WaitingTopic(
            hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
            tuple(name for name, _ in every),
            sum(number for _, number in every),
        )
        for key, every in found.items()
    ]
    return sorted(topics, key=lambda one: (-one.open, one.name))


def named(topics: Sequence[WaitingTopic], asked: str) -> WaitingTopic | None:
    """The topic of this name, however it is written, or of this short name; None if none waits."""
    for one in topics:
        if asked == one.short or _key(asked) == _key(one.name):
            return one
    return None


def _key(topic: str) -> str:
    return folded(topic) or topic

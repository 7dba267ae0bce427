"""The topics on record, for a menu to choose from.

A menu returns at most 150 characters and a topic may have more, so the menu uses a short name made
from each topic.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from bot.language.mentions import Mentions
from bot.record.concealing import without_names
from bot.record.edit.names import folded
from bot.slack.forms import Option
from bot.slack.limits import OPTION_TEXT, SELECT_OPTIONS
from bot.slack.text import shortened
from models.record import Claim, ClaimState
from models.workspace import Workspace

ANEW = 3600.0
"""Seconds after which all topics are read again, so that those of no claim any more go."""


class Topics:
    """The topics of each workspace. Reading them takes a second with a million claims, too long for
    a person who waits for a form. So after the first time only claims that changed are read."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._known: dict[int, _Known] = {}

    def of(self, session: Session, workspace_id: int) -> tuple[str, ...]:
        """The topics of claims that everyone may see, in alphabetical order."""
        revision = session.scalar(
            select(col(Workspace.revision)).where(col(Workspace.id) == workspace_id)
        )
        now = self._seconds()
        with self._lock:
            known = self._known.get(workspace_id)
        if known is None or known.read_at + ANEW < now:
            known = _Known(-1, now, ())
        if known.revision != revision:
            found = set(known.topics) - _doubtful(session, workspace_id, known)
            found |= _changed_since(session, workspace_id, known.revision)
            known = _Known(revision or 0, known.read_at, tuple(sorted(found, key=_place)))
            with self._lock:
                self._known[workspace_id] = known
        return known.topics


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read up to a revision of the record; all of it at `read_at`."""

    revision: int
    read_at: float
    topics: tuple[str, ...]


def by_name(topics: Iterable[str]) -> Mapping[str, str]:
    """Topics by the short name that a menu returns."""
    return {short_name(topic): topic for topic in topics}


def topic_key(topic: str) -> str:
    """The same for all ways to write a topic: case, accents and punctuation make no difference."""
    return folded(topic) or topic


def short_name(topic: str) -> str:
    """The name of a topic in a menu; the same in every process."""
    return hashlib.sha256(topic.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def options(topics: Iterable[str], names: Mentions) -> list[Option]:
    """Topics as a menu shows them. Confidential `names` are left out for editors too, since other
    people read what is chosen here."""
    return [(short_name(topic), _label(without_names(names, topic))) for topic in topics]


def matching(topics: Iterable[str], typed: str, names: Mentions) -> list[Option]:
    """The topics that contain what a person has typed so far, those that begin with it first; at
    most 100. A confidential name finds none."""
    wanted = folded(typed)
    found = [topic for topic in topics if wanted in folded(topic)]
    found.sort(key=lambda topic: not folded(topic).startswith(wanted))
    shown = (topic for topic in found if wanted in folded(without_names(names, topic)))
    return options(islice(shown, SELECT_OPTIONS), names)


def _changed_since(session: Session, workspace_id: int, revision: int) -> set[str]:
    """The topics of claims that have changed since; -1: of all claims."""
    found = session.scalars(
        select(col(Claim.topic))
        .where(
            col(Claim.workspace_id) == workspace_id,
            col(Claim.revision) > revision,
            col(Claim.topic).is_not(None),
            *_seen(),
        )
        .distinct()
    )
    return {topic for topic in found if topic and _label(topic)}


def _doubtful(session: Session, workspace_id: int, known: _Known) -> set[str]:
    """The known topics that may have lost their last visible claim: those of claims that changed
    since then and may not be seen by everyone now."""
    gone = or_(
        col(Claim.state) != ClaimState.APPROVED.value,
        col(Claim.merged_into_id).is_not(None),
        col(Claim.status).is_(None),
    )
    found = session.scalars(
        select(col(Claim.topic))
        .where(
            col(Claim.workspace_id) == workspace_id,
            col(Claim.revision) > known.revision,
            col(Claim.topic).is_not(None),
            gone,
        )
        .distinct()
    )
    doubted = {topic for topic in found if topic} & set(known.topics)
    return {topic for topic in doubted if not is_seen(session, workspace_id, topic)}


def is_seen(session: Session, workspace_id: int, topic: str) -> bool:
    """Whether a claim that everyone may see has exactly this topic."""
    query = select(col(Claim.id)).where(
        col(Claim.workspace_id) == workspace_id,
        col(Claim.topic) == topic,
        *_seen(),
    )
    return session.scalar(query.limit(1)) is not None


def _seen() -> tuple[ColumnElement[bool], ...]:
    """Conditions for claims that everyone may see."""
    return (
        col(Claim.state) == ClaimState.APPROVED.value,
        col(Claim.merged_into_id).is_(None),
        col(Claim.status).is_not(None),
    )


def _label(topic: str) -> str:
    return shortened(topic, OPTION_TEXT)


def _place(topic: str) -> tuple[str, str]:
    return folded(topic), topic

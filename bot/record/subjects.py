"""The subjects that a name may mean: sources, outlets and topics of one workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlmodel import Session, col

from bot.record.concealing import NOBODY, concealed
from bot.record.edit.merging import merged
from bot.record.edit.names import folded, near
from bot.record.visible import Speaker, line_above, speakers
from models.record import Claim, ClaimState, Outlet, Source

_MOST_ALIKE = 10


@dataclass(frozen=True, slots=True)
class Subject:
    """A source, topic or outlet that has the name which was asked for.

    `id` is the id of a source or outlet, None for a topic. `part_of` has the names of the sources
    above a source, the nearest first.
    """

    kind: Literal["source", "topic", "outlet"]
    name: str
    id: int | None = None
    part_of: tuple[str, ...] = ()


class Called:
    """The names of a workspace's sources, outlets and topics that one kind of reader may see."""

    def __init__(self, session: Session, workspace_id: int, editor: bool) -> None:
        self.session = session
        self.workspace_id = workspace_id
        self.editor = editor
        ids = session.scalars(
            select(col(Source.id)).where(col(Source.workspace_id) == workspace_id)
        ).all()
        self.known: Mapping[int, Speaker] = speakers(
            session, workspace_id, (one for one in ids if one is not None)
        )
        self._concealed = NOBODY if editor else concealed(session, workspace_id)
        self._merged_sources = merged(session, Source, workspace_id)
        self.merged_outlets = merged(session, Outlet, workspace_id)
        self._names = list(self._named())

    def _named(self) -> Iterable[tuple[str, Subject]]:
        """Every name, with the subject that has it.

        For readers who are not editors, a name is left out if it or its subject says a confidential
        name.
        """
        for name, subject in self._all():
            if not any(map(self._concealed.in_text, (name, subject.name, *subject.part_of))):
                yield name, subject

    def _all(self) -> Iterable[tuple[str, Subject]]:
        for one in sorted(self.known.values(), key=lambda s: s.id):
            if one.id in self._merged_sources or (one.confidential and not self.editor):
                continue
            above = tuple(s.name for s in line_above(one.id, self.known)[1:])
            subject = Subject("source", one.name, one.id, above)
            for name in (one.name, *one.aliases):
                yield name, subject
        outlets = dict(
            self.session.execute(
                select(col(Outlet.id), col(Outlet.name))
                .where(col(Outlet.workspace_id) == self.workspace_id)
                .order_by(col(Outlet.id))
            ).all()
        )
        for outlet_id, name in outlets.items():
            heir = self.merged_outlets.get(outlet_id or 0, outlet_id)
            yield name, Subject("outlet", outlets[heir], heir)
        topics = self.session.scalars(
            select(col(Claim.topic))
            .where(
                col(Claim.workspace_id) == self.workspace_id,
                col(Claim.topic).is_not(None),
                col(Claim.state) == ClaimState.APPROVED.value,
                col(Claim.merged_into_id).is_(None),
            )
            .distinct()
        )
        for topic in sorted({one for one in topics if one}):
            yield topic, Subject("topic", topic)

    def confidential(self, subjects: Iterable[Subject]) -> set[int]:
        """The ids of the confidential sources among these subjects."""
        ids = (one.id for one in subjects if one.kind == "source" and one.id is not None)
        return {one for one in ids if self.known[one].confidential}

    def exactly(self, words: str) -> list[Subject]:
        """The subjects with exactly this name; case, accents and punctuation make no difference."""
        wanted = folded(words)
        return _once(subject for name, subject in self._names if wanted and folded(name) == wanted)

    def partly(self, words: str) -> list[Subject]:
        """The subjects with a name that has all these words."""
        wanted = set(folded(words).split())
        return _once(
            subject
            for name, subject in self._names
            if wanted and wanted <= set(folded(name).split())
        )

    def like(self, words: str) -> list[Subject]:
        """The subjects with a name like these words (RapidFuzz), to suggest to the reader."""
        found = near(words, (name for name, _ in self._names), _MOST_ALIKE)
        return _once(self._names[one.position][1] for one in found)


def _once(subjects: Iterable[Subject]) -> list[Subject]:
    return list(dict.fromkeys(subjects))

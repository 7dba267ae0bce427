"""The subjects that a name may mean: sources and outlets of one workspace, topics and places like
it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from bot.language.wordings import begins_in, is_called
from bot.record.concealing import NOBODY, concealed, without_names
from bot.record.edit.merging import merged
from bot.record.edit.names import folded, near
from bot.record.visible import Speaker, line_above, speakers
from models.record import Claim, ClaimState, Outlet, Source

_MOST_ALIKE = 10


@dataclass(frozen=True, slots=True)
class Subject:
    """A source, topic, place or outlet that has the name which was asked for.

    `id` is the id of a source or outlet, None for a topic or place. `part_of` has the names of the
    sources above a source, the nearest first.
    """

    kind: Literal["source", "topic", "place", "outlet"]
    name: str
    id: int | None = None
    part_of: tuple[str, ...] = ()


class Called:
    """The names of a workspace's sources and outlets that one kind of reader may see."""

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
        self._had: dict[tuple[str, bool], tuple[frozenset[int], frozenset[int]]] = {}
        self._below: defaultdict[int, list[int]] = defaultdict(list)
        for one in self.known.values():
            if one.parent_id is not None:
                self._below[one.parent_id].append(one.id)

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

    def sources(self) -> list[Speaker]:
        """The sources that this reader may know of by name, without those that were merged."""
        ids = {one.id for _, one in self._names if one.kind == "source"}
        return [one for one in self.known.values() if one.id in ids]

    def in_address(self, url: str | None) -> bool:
        """Whether an address names somebody whom this reader may not know of."""
        return self._concealed.in_address(url)

    def told(self, text: str) -> str:
        """A text as this reader may see it."""
        return without_names(self._concealed, text)

    def having(self, phrase: str, *, begins: bool = False) -> tuple[frozenset[int], frozenset[int]]:
        """The ids of the sources and of the outlets whose name or role has the words of a phrase,
        or with `begins` a word that begins so.

        With the sources come all below them, with the outlets those that were merged into them.
        """
        if (phrase, begins) not in self._had:
            self._had[phrase, begins] = self._having(phrase, begins)
        return self._had[phrase, begins]

    def _having(self, phrase: str, begins: bool) -> tuple[frozenset[int], frozenset[int]]:
        def has(name: str) -> bool:
            return is_called(name, phrase) or (begins and begins_in(name, phrase))

        found = [one for name, one in self._names if one.id and has(name)]
        sources = {one.id for one in found if one.kind == "source" and one.id}
        sources |= {one.id for one in self.known.values() if self._has_role(one, phrase)}
        outlets = {one.id for one in found if one.kind == "outlet" and one.id}
        below, merged = self.with_those_below(sources), self.with_merged(outlets)
        return frozenset(below), frozenset(merged)

    def with_those_below(self, sources: Iterable[int]) -> set[int]:
        """The sources and all below them that this reader may know of."""
        found: set[int] = set()
        ids = set(sources)
        while ids:
            found |= ids
            ids = {one for parent in ids for one in self._below.get(parent, ())} - found
        return {one for one in found if self.editor or not self.known[one].confidential}

    def with_merged(self, outlets: Iterable[int]) -> set[int]:
        """The outlets and those that were merged into them."""
        found = set(outlets)
        return found | {one for one, heir in self.merged_outlets.items() if heir in found}

    def _has_role(self, one: Speaker, phrase: str) -> bool:
        if not one.role or (one.confidential and not self.editor):
            return False
        return is_called(self.told(one.role), phrase)

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
        """The subjects with a name like these words (RapidFuzz), topics and places too, to suggest
        to the reader."""
        topics = [(one, Subject("topic", one)) for one in self._said_of_claims(col(Claim.topic))]
        places = [(one, Subject("place", one)) for one in self._said_of_claims(col(Claim.place))]
        names = [*self._names, *topics, *places]
        found = near(words, (name for name, _ in names), _MOST_ALIKE)
        return _once(names[one.position][1] for one in found)

    def _said_of_claims(self, column: Mapped[str | None]) -> Iterable[str]:
        """The topics or places of the claims on record, in order."""
        rows = self.session.scalars(
            select(column)
            .where(
                col(Claim.workspace_id) == self.workspace_id,
                column.is_not(None),
                col(Claim.state) == ClaimState.APPROVED.value,
                col(Claim.merged_into_id).is_(None),
            )
            .distinct()
        )
        return sorted({one for one in rows if one and not self._concealed.in_text(one)})


def _once(subjects: Iterable[Subject]) -> list[Subject]:
    return list(dict.fromkeys(subjects))

"""The claims of a workspace when a process first asks for them. They come all from the database, or
from a kept copy and what changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Engine, Select, func, or_, select
from sqlmodel import Session, col

from bot.check.kept import About, Copy, KeptCopies, record_name
from bot.language.mentions import Mentions
from bot.matching.index import ClaimIndex
from bot.matching.index_parts import IndexedClaim
from bot.record.batches import batches
from bot.record.concealing import without_names
from bot.record.vectors import title_of_claim, worded
from models.changes import AuditEntry
from models.database import sqlite_file
from models.record import Attribution, Claim, ClaimState
from models.workspace import Workspace

LEAST = 20_000
"""Claims of a workspace from which a copy is worth keeping: that many are indexed in half a
second."""

_MOST_SINCE = 0.1
"""The share of its claims that may have changed since: beyond, a copy is made anew."""

_BATCH = 5_000


def take_in(
    session: Session,
    index: ClaimIndex,
    copies: KeptCopies | None,
    workspace_id: int,
    revision: int,
    names: Mentions,
) -> None:
    """Fill the index with a workspace's claims as of `revision`, without `names`."""
    reader = _Reader(session, workspace_id, revision, names)
    record = reader.record() if copies is not None else None
    if copies is None or record is None:
        index.update(reader.claims())
        return
    copy = copies.open(record, revision)
    since = reader.since(copy) if copy is not None else None
    if copy is not None and since is not None:
        index.adopt(workspace_id, copy.part)
        changed, drafts = since
        if index.update(reader.some([*changed, *copy.about.apart]), drafts):
            copies.delete(record)  # it has words that the record no longer has
        return
    copies.delete(record)
    _from_database(index, copies, record, reader)


def take_changes(
    session: Session,
    index: ClaimIndex,
    workspace_id: int,
    between: tuple[int, int],
    names: Mentions,
) -> bool:
    """Take in what changed after the first of two revisions, up to the second. Gives whether a kept
    copy had one of the claims."""
    seen, revision = between
    changed = select(*_columns()).where(
        col(Claim.workspace_id) == workspace_id,
        col(Claim.revision) > seen,
        col(Claim.revision) <= revision,
    )
    drafts = changed.where(col(Claim.state) == ClaimState.DRAFT.value)
    others = changed.where(col(Claim.state) != ClaimState.DRAFT.value)
    rows = session.execute(others.execution_options(yield_per=_BATCH))
    return index.update(
        (_indexed(row, workspace_id, names) for row in rows),
        [row.id for row in session.execute(drafts)],
    )


def record_of(session: Session, workspace_id: int) -> str | None:
    """The name of a workspace's record in the folder of copies; None for a database in memory."""
    return _Reader(session, workspace_id, 0, Mentions()).record()


def _from_database(index: ClaimIndex, copies: KeptCopies, record: str, reader: _Reader) -> None:
    about = reader.about(record)
    copy = None
    if about is not None:
        apart = frozenset(about.apart)
        copy = copies.make(record, lambda: reader.claims(without=apart), about)
    if copy is None or about is None:
        index.update(reader.claims())
        return
    index.adopt(reader.workspace_id, copy.part)
    index.update(reader.some(about.apart))
    if reader.revision_now() != about.revision:
        copies.delete(record)  # claims that changed meanwhile may have lost words


def _columns() -> tuple[Any, ...]:
    title = title_of_claim().scalar_subquery().label("title")
    about = (col(Claim.topic), col(Claim.place), col(Claim.time))
    return (col(Claim.id), col(Claim.text), title, *about)


def _indexed(row: Any, workspace_id: int, names: Mentions) -> IndexedClaim:
    about = "\n".join(one for one in (row.topic, row.place, row.time) if one)
    text, title = worded(row.text, row.title, names)
    return IndexedClaim(row.id, workspace_id, text, title, without_names(names, about) or None)


class _Reader:
    """Reads one workspace's claims as of a revision."""

    def __init__(self, session: Session, workspace_id: int, revision: int, names: Mentions) -> None:
        self._session = session
        self.workspace_id = workspace_id
        self._revision = revision
        self._names = names

    def record(self) -> str | None:
        engine = self._engine()
        url = engine.url
        if url.get_backend_name() == "sqlite" and sqlite_file(url) is None:
            return None
        where = sqlite_file(url) or url.render_as_string(hide_password=True)
        made = self._session.scalar(
            select(col(Workspace.created_at)).where(col(Workspace.id) == self.workspace_id)
        )
        return record_name(where, self.workspace_id, made)

    def claims(self, without: Collection[int] = frozenset()) -> Iterator[IndexedClaim]:
        """All claims except drafts."""
        query = self._indexed().where(col(Claim.state) != ClaimState.DRAFT.value)
        for row in self._session.execute(query.execution_options(yield_per=_BATCH)):
            if row.id not in without:
                yield self._worded(row)

    def some(self, ids: Collection[int]) -> Iterator[IndexedClaim]:
        """Those of these claims that are no drafts, each once."""
        for batch in batches(sorted(set(ids))):
            query = self._indexed().where(
                col(Claim.id).in_(batch), col(Claim.state) != ClaimState.DRAFT.value
            )
            yield from map(self._worded, self._session.execute(query))

    def about(self, record: str) -> About | None:
        """What a copy made now would contain; None if a copy is not worth making."""
        total = self._rows()
        if total < LEAST:
            return None
        apart = self._apart()
        if len(apart) > _MOST_SINCE * total:
            return None
        newest = self._session.scalar(
            select(func.max(col(Claim.id))).where(col(Claim.workspace_id) == self.workspace_id)
        )
        return About(record, self._revision, self._mark() or "", apart, total, newest or 0)

    def since(self, copy: Copy) -> tuple[list[int], list[int]] | None:
        """The claims that changed since a copy was made, and the drafts among them. None if the
        copy is of another record, or if too much has changed."""
        about = copy.about
        if about.mark and self._mark(int(about.mark.partition(" ")[0])) != about.mark:
            return None
        if self._rows(about.newest) != about.total:
            return None
        query = select(col(Claim.id), col(Claim.state)).where(
            col(Claim.workspace_id) == self.workspace_id,
            col(Claim.revision) > about.revision,
            col(Claim.revision) <= self._revision,
        )
        rows = list(self._session.execute(query))
        if len(rows) > _MOST_SINCE * about.total:
            return None
        drafts = [row.id for row in rows if row.state == ClaimState.DRAFT.value]
        return [row.id for row in rows], drafts

    def revision_now(self) -> int | None:
        """The revision of the workspace that other processes have committed by now."""
        with self._engine().connect() as connection:
            query = select(col(Workspace.revision)).where(col(Workspace.id) == self.workspace_id)
            return connection.execute(query).scalar()

    def _engine(self) -> Engine:
        bind = self._session.get_bind()
        return bind if isinstance(bind, Engine) else bind.engine

    def _indexed(self) -> Select[Any]:
        return select(*_columns()).where(
            col(Claim.workspace_id) == self.workspace_id, col(Claim.revision) <= self._revision
        )

    def _worded(self, row: Any) -> IndexedClaim:
        return _indexed(row, self.workspace_id, self._names)

    def _rows(self, newest: int | None = None) -> int:
        """The number of the workspace's claims, drafts included, up to the number `newest`."""
        query = select(func.count()).where(col(Claim.workspace_id) == self.workspace_id)
        if newest is not None:
            query = query.where(col(Claim.id) <= newest)
        return self._session.scalar(query) or 0

    def _mark(self, number: int | None = None) -> str | None:
        """The mark of an entry of the audit trail, by default the newest; None if there is no such
        entry."""
        query = select(col(AuditEntry.id), col(AuditEntry.at)).where(
            col(AuditEntry.workspace_id) == self.workspace_id
        )
        if number is not None:
            query = query.where(col(AuditEntry.id) == number)
        row = self._session.execute(query.order_by(col(AuditEntry.id).desc()).limit(1)).first()
        return f"{row.id} {row.at.isoformat()}" if row is not None else None

    def _apart(self) -> tuple[int, ...]:
        """The claims that are withdrawn or not yet visible, and those with an attribution that is
        or was under embargo or that relays such a one."""
        said = col(Attribution.id), col(Attribution.claim_id)
        embargoed = (
            select(said[0].label("id"), said[1].label("claim_id"))
            .where(
                col(Attribution.workspace_id) == self.workspace_id,
                col(Attribution.embargo_until).is_not(None),
            )
            .cte("embargoed", recursive=True)
        )
        embargoed = embargoed.union(
            select(*said).join(embargoed, col(Attribution.origin_id) == embargoed.c.id)
        )
        unseen = select(col(Claim.id)).where(
            col(Claim.workspace_id) == self.workspace_id,
            or_(col(Claim.state) == ClaimState.WITHDRAWN.value, col(Claim.status).is_(None)),
        )
        found = {
            *self._session.scalars(unseen),
            *self._session.scalars(select(embargoed.c.claim_id)),
        }
        return tuple(sorted(found))

"""All claims, sources and documents of a record, in pages, as one kind of reader may see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from sqlalchemy import select
from sqlmodel import Session, col

from bot.language.web_addresses import web_address
from bot.record.batches import batches
from bot.record.reading import OnRecord, claims_on_record
from bot.record.search import Reader, Search
from bot.record.statements import statements_in
from bot.record.visible import line_above
from models.record import Attribution, Document, Outlet, Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a list, the newest first; `pages` is at least 1, `total` counts all rows."""

    rows: tuple[T, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source: `part_of` has the names of those above it, the party last; `claims` counts those it
    or a source below it is on record with."""

    id: int
    key: str
    name: str
    kind: str
    role: str | None
    part_of: tuple[str, ...]
    side: str | None
    aliases: tuple[str, ...]
    anonymous: bool
    confidential: bool
    claims: int


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document: `statements` counts those on record that the reader may see."""

    id: int
    key: str
    title: str | None
    outlet: str | None
    url: str | None
    published_on: date | None
    statements: int


def claims(
    session: Session, workspace_id: int, reader: Reader, page: int, per_page: int
) -> Page[OnRecord]:
    """The claims on record."""
    cut = _cut(Search(session, workspace_id, reader).everything(), page, per_page)
    found = claims_on_record(
        session, workspace_id, cut.rows, now=reader.now, editor=reader.editor, shelf_lives={}
    )
    return _page(cut, [found[one] for one in cut.rows if one in found])


def sources(
    session: Session, workspace_id: int, reader: Reader, page: int, per_page: int
) -> Page[ListedSource]:
    """The sources. Readers who are not editors see those with a statement that they may see."""
    search = Search(session, workspace_id, reader)
    called = search.called
    listed = [one.id for one in called.sources()]
    above = {
        one.id: [s.id for s in line_above(one.id, called.known)] for one in called.known.values()
    }
    said = {(claim, up) for claim, one in search.by_sources(above) for up in above[one]}
    seen = search.on_record({claim for claim, _ in said})
    counted = Counter(one for claim, one in said if claim in seen)
    cut = _cut([one for one in listed if reader.editor or counted[one]], page, per_page)
    kinds = dict(
        session.execute(
            select(col(Source.id), col(Source.kind)).where(col(Source.id).in_(cut.rows))
        ).all()
    )
    rows = [called.known[one] for one in cut.rows]
    return _page(
        cut,
        [
            ListedSource(
                one.id,
                one.key if reader.editor else f"source-{one.id}",
                one.name,
                kinds[one.id],
                called.told(one.role) if one.role else None,
                tuple(called.told(up.name) for up in line_above(one.id, called.known)[1:]),
                one.side,
                tuple(alias for alias in one.aliases if called.told(alias) == alias),
                one.anonymous,
                one.confidential,
                counted[one.id],
            )
            for one in rows
        ],
    )


def documents(
    session: Session, workspace_id: int, reader: Reader, page: int, per_page: int
) -> Page[ListedDocument]:
    """The documents. Readers who are not editors see those with a statement that they may see and
    whose speaker they may know."""
    search = Search(session, workspace_id, reader)
    counted = Counter(
        document
        for number, document, source in statements_in(session, workspace_id)
        if number not in search.held and search.may_name(source)
    )
    here = col(Document.workspace_id) == workspace_id
    every = session.scalars(select(col(Document.id)).where(here)).all()
    cut = _cut([one for one in every if one and (reader.editor or counted[one])], page, per_page)
    rows = session.execute(
        select(Document, col(Outlet.name))
        .outerjoin(Outlet, col(Outlet.id) == col(Document.outlet_id))
        .where(here, col(Document.id).in_(cut.rows))
        .order_by(col(Document.id).desc())
    ).all()
    told = search.called.told
    return _page(
        cut,
        [
            ListedDocument(
                row.id or 0,
                row.key if reader.editor else f"document-{row.id}",
                told(row.title) if row.title else None,
                told(outlet) if outlet else None,
                None if search.called.in_address(row.url) else web_address(row.url),
                row.published_on,
                counted[row.id or 0],
            )
            for row, outlet in rows
        ],
    )


def numbers_of(session: Session, workspace_id: int, keys: Sequence[str]) -> dict[str, int]:
    """The numbers of statements, by key."""
    return {
        key: number
        for batch in batches(keys)
        for key, number in session.execute(
            select(col(Attribution.key), col(Attribution.id)).where(
                col(Attribution.workspace_id) == workspace_id, col(Attribution.key).in_(batch)
            )
        )
        if number is not None
    }


def _cut(ids: Collection[int], page: int, per_page: int) -> Page[int]:
    ordered = sorted(ids, reverse=True)
    pages = max(1, -(-len(ordered) // per_page))
    at = min(max(page, 1), pages)
    return Page(tuple(ordered[(at - 1) * per_page : at * per_page]), len(ordered), at, pages)


def _page(cut: Page[int], rows: Iterable[T]) -> Page[T]:
    return Page(tuple(rows), cut.total, cut.page, cut.pages)

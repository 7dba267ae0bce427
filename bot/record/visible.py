"""What counts and may be shown at an instant: approved attributions whose embargo is over, with all
that the rules and a card need to know of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session

from bot import corroboration
from bot.ingest.documents import is_guessed
from bot.record.batches import batches, table_of
from bot.record.columns import Said, figure_of
from models.record import Attribution, AttributionState, Claim, Document, Outlet, Passage, Source


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """An approved attribution with its passage's spans, without the document's text.

    `published_by` and `relayed_by` are names of outlets. The fields are in the order of the query
    (`_APPROVED`).
    """

    row: Said
    document_id: int
    content: Sequence[Sequence[int]]
    antecedent: Sequence[Sequence[int]] | None
    verbatim: bool
    published_on: date | None
    published_basis: str | None
    published_by: str | None
    relayed_by: str | None

    @property
    def id(self) -> int:
        """The attribution's number."""
        return self.row.id

    @property
    def day(self) -> date | None:
        """The day it was said; if that is not known, the day it was published."""
        return self.row.said_on or self.published_on

    @property
    def weak_day(self) -> bool:
        """Whether that day puts nothing in order: it is known to the month or less, or it is one of
        publication that was only guessed."""
        if self.row.said_on is not None:
            return self.row.said_precision is not None
        return is_guessed(self.published_basis)

    @property
    def figure(self) -> corroboration.Figure | None:
        """The figure that was said."""
        return figure_of(self.row)


@dataclass(frozen=True, slots=True)
class Visible:
    """The visible attributions of a claim, oldest row first.

    `hidden`: there are approved ones, and every one of them is still under embargo.
    """

    spoken: tuple[Spoken, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as others know it. `confidential` is also set if a source above it is."""

    id: int
    key: str
    name: str
    role: str | None
    parent_id: int | None
    side: str | None
    aliases: tuple[str, ...]
    anonymous: bool
    confidential: bool


def visible(
    session: Session, workspace_id: int, claim_ids: Sequence[int], *, now: datetime
) -> dict[int, Visible]:
    """By claim id, the attributions that may be shown and counted at `now`.

    An attribution under embargo is left out, and so is every relay of it. The number of queries
    does not depend on the number of claims, up to 2,000 of them.
    """
    approved: defaultdict[int, list[Spoken]] = defaultdict(list)
    for spoken in _approved(session, workspace_id, claim_ids):
        approved[spoken.row.claim_id].append(spoken)
    embargoes = {s.id: s.row.embargo_until for every in approved.values() for s in every}
    origins = {s.id: s.row.origin_id for every in approved.values() for s in every}
    _follow(session, workspace_id, origins, embargoes)

    def shown(spoken: Spoken) -> bool:
        way: set[int] = set()
        here: int | None = spoken.id
        while here is not None and here not in way:
            embargo = embargoes.get(here)
            if embargo is not None and embargo > now:
                return False
            way.add(here)
            here = origins.get(here)
        return True

    found = {}
    for claim_id in claim_ids:
        every = approved.get(claim_id, [])
        seen = tuple(spoken for spoken in every if shown(spoken))
        found[claim_id] = Visible(seen, hidden=bool(every) and not seen)
    return found


def speakers(session: Session, workspace_id: int, ids: Iterable[int]) -> dict[int, Speaker]:
    """The sources with these ids and all above them, by id."""
    session.flush()  # the session does not flush by itself for a query of plain rows
    wanted = sorted(set(ids))
    rows: list[Any] = []
    for batch in batches(wanted):
        rows += session.execute(_SOURCES_UP, {"workspace_id": workspace_id, "ids": batch})
    by_id = {row.id: row for row in rows}
    return {
        row.id: Speaker(
            id=row.id,
            key=row.key,
            name=row.name,
            role=row.role,
            parent_id=row.parent_id,
            side=row.side,
            aliases=tuple(row.aliases or ()),
            anonymous=row.anonymous,
            confidential=any(above.confidential for above in _upward(row, by_id)),
        )
        for row in rows
    }


def named_by(spoken: Iterable[Spoken]) -> set[int]:
    """The ids of the sources that attributions name."""
    return {one.row.source_id for one in spoken if one.row.source_id is not None}


def line_above(source_id: int, known: Mapping[int, Speaker]) -> list[Speaker]:
    """The source and those above it, the party last."""
    return list(_upward(known[source_id], known))


def _upward(start: Any, known: Mapping[Any, Any]) -> Iterator[Any]:
    seen: set[int] = set()
    here = start
    while here is not None and here.id not in seen:
        seen.add(here.id)
        yield here
        here = known.get(here.parent_id)


def _approved(session: Session, workspace_id: int, claim_ids: Sequence[int]) -> Iterator[Spoken]:
    session.flush()
    for batch in batches(claim_ids):
        for found in session.execute(_APPROVED, {"workspace_id": workspace_id, "ids": batch}):
            yield Spoken(Said(*found[:_OF_SAID]), *found[_OF_SAID:])


def _follow(
    session: Session,
    workspace_id: int,
    origins: dict[int, int | None],
    embargoes: dict[int, datetime | None],
) -> None:
    """Add the origins that lie outside the claims: another claim's, drafts, all the way up."""
    missing = sorted({o for o in origins.values() if o is not None and o not in origins})
    for batch in batches(missing):
        rows = session.execute(_ORIGINS_UP, {"workspace_id": workspace_id, "ids": batch})
        for row_id, origin_id, embargo in rows:
            origins[row_id] = origin_id
            embargoes[row_id] = embargo


# --- queries, built once: building one takes longer than running it ------------------------------


_ATTRIBUTION, _CLAIM, _SOURCE = (table_of(one).c for one in (Attribution, Claim, Source))
_PASSAGE, _DOCUMENT = table_of(Passage).c, table_of(Document).c
_PUBLISHER, _RELAYING = table_of(Outlet).alias("publisher"), table_of(Outlet).alias("relaying")
_OF_SAID = len(Said._fields)


def _up(table: Any, leads_to: Any) -> Any:
    """Ids of the given rows and, recursively, of all rows that they lead to."""
    way = (
        select(table.id.label("id"), leads_to.label("next_id"))
        .where(
            table.workspace_id == bindparam("workspace_id"),
            table.id.in_(bindparam("ids", expanding=True)),
        )
        .cte("way", recursive=True)
    )
    way = way.union(select(table.id, leads_to).join(way, table.id == way.c.next_id))
    return select(way.c.id)


_SOURCES_UP = select(
    _SOURCE.id,
    _SOURCE.key,
    _SOURCE.name,
    _SOURCE.role,
    _SOURCE.parent_id,
    _SOURCE.side,
    _SOURCE.aliases,
    _SOURCE.anonymous,
    _SOURCE.confidential,
).where(
    _SOURCE.workspace_id == bindparam("workspace_id"),
    _SOURCE.id.in_(_up(_SOURCE, _SOURCE.parent_id)),
)
_ORIGINS_UP = select(_ATTRIBUTION.id, _ATTRIBUTION.origin_id, _ATTRIBUTION.embargo_until).where(
    _ATTRIBUTION.id.in_(_up(_ATTRIBUTION, _ATTRIBUTION.origin_id))
)
_APPROVED = (
    select(
        *(_ATTRIBUTION[name] for name in Said._fields),
        _PASSAGE.document_id,
        _PASSAGE.content,
        _PASSAGE.antecedent,
        _PASSAGE.verbatim,
        _DOCUMENT.published_on,
        _DOCUMENT.published_basis,
        _PUBLISHER.c.name,
        _RELAYING.c.name,
    )
    .select_from(table_of(Attribution))
    .join(table_of(Claim), _CLAIM.id == _ATTRIBUTION.claim_id)
    .join(table_of(Passage), _PASSAGE.id == _ATTRIBUTION.passage_id)
    .join(table_of(Document), _DOCUMENT.id == _PASSAGE.document_id)
    .outerjoin(_PUBLISHER, _PUBLISHER.c.id == _DOCUMENT.outlet_id)
    .outerjoin(_RELAYING, _RELAYING.c.id == _ATTRIBUTION.relayed_by_id)
    .where(
        # The claim's workspace, which is the attribution's: asked for the attribution's own,
        # SQLite goes through all that the workspace has.
        _CLAIM.workspace_id == bindparam("workspace_id"),
        _CLAIM.id.in_(bindparam("ids", expanding=True)),
        _ATTRIBUTION.state == AttributionState.APPROVED.value,
    )
    .order_by(_ATTRIBUTION.id)
)

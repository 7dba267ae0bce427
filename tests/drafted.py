"""A stored article of invented people and the drafts of what it says, for tests to decide on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.extraction.draft import (
    DraftAttribution,
    DraftPassage,
    Pattern,
    ProposedClaim,
    ProposedSource,
)
from bot.ingest.documents import Basis, Incoming
from bot.record.change import Change
from bot.record.drafts.documents import store_document
from bot.record.drafts.drafting import store_drafts
from models import Attribution, AuditEntry, Claim, Draft, Outlet, Source, Workspace
from models.database import writing
from tests.conftest import NOW

ANA, BEN = "U0ANA", "U0BEN"

TEXT = (
    'The bridge at Ostra is closed, Mayor Ida Holm said. "It will not open before May," she added. '
    "The Ministry of Works denied it. The Ostra Courier reported that the bridge is closed."
)
CLOSED = "The bridge at Ostra is closed."

OSTRA = ProposedSource("Ostra", "government")
COUNCIL = ProposedSource("City Council", "organisation", parent=OSTRA)
HOLM = ProposedSource("Ida Holm", "person", role="mayor", parent=COUNCIL)
WORKS = ProposedSource("Ministry of Works", "government")

T = TypeVar("T")


def incoming(text: str = TEXT, **fields: Any) -> Incoming:
    given: dict[str, Any] = {
        "url": "https://courier.example/bridge?from=feed",
        "canonical_url": "https://courier.example/bridge",
        "outlet": "Ostra Courier",
        "domain": "courier.example",
        "title": "Bridge closed",
        "published_on": date(2024, 11, 4),
        "bases": (("outlet", Basis.JSON_LD), ("published_on", Basis.HTML)),
        **fields,
    }
    return Incoming(text, **given)


def draft(
    start: int = 0,
    end: int = 29,
    source: ProposedSource | None = HOLM,
    claim: str | ProposedClaim = CLOSED,
    stance: str = "asserts",
    **fields: Any,
) -> DraftAttribution:
    """By default the mayor says that the bridge is closed."""
    passage = DraftPassage(Pattern.INDIRECT, ((start, end),), (start, end), source=(31, 45))
    if isinstance(claim, str):
        claim = ProposedClaim(claim, "fact")
    given = {"confidence": 0.95, **fields}
    return DraftAttribution(passage, source, claim, stance, **given)


def spanning(one: DraftAttribution, *spans: tuple[int, int]) -> DraftAttribution:
    return replace(one, passage=replace(one.passage, content=spans))


def denial() -> DraftAttribution:
    return draft(95, 127, WORKS, stance="denies")


def number(workspace: Workspace) -> int:
    assert workspace.id is not None
    return workspace.id


def writes(engine: Engine, act: Callable[[Session], T]) -> T:
    """Do it in a transaction of its own."""
    with Session(writing(engine), expire_on_commit=False) as session, session.begin():
        return act(session)


def stored(engine: Engine, workspace: Workspace, given: Incoming | None = None) -> int:
    return writes(
        engine,
        lambda s: store_document(Change(s, number(workspace), ANA, NOW), given or incoming()),
    ).document_id


def drafted(
    engine: Engine, workspace: Workspace, drafts: Sequence[DraftAttribution], text: str = TEXT
) -> list[int]:
    """An article with these drafts; their ids."""
    document = stored(engine, workspace, incoming(text, url=None, canonical_url=None))
    writes(
        engine,
        lambda s: store_drafts(Change(s, number(workspace), ANA, NOW), document, drafts),
    )
    with Session(engine) as session:
        rows = session.exec(
            select(Draft).where(Draft.document_id == document).order_by(Draft.position)
        )
        return [row.id or 0 for row in rows]


def draft_row(engine: Engine, draft_id: int) -> Draft:
    with Session(engine) as session:
        return session.get_one(Draft, draft_id)


def statuses(engine: Engine) -> dict[str, str | None]:
    """The statuses of the claims on record, by their sentence."""
    with Session(engine) as session:
        rows = session.exec(select(Claim).where(Claim.state == "approved"))
        return {row.text: row.status for row in rows}


def names(engine: Engine) -> set[str]:
    """The sources on record, each with those above it."""
    with Session(engine) as session:
        rows = {row.id: row for row in session.exec(select(Source))}
    found = set()
    for row in rows.values():
        line, here = [row.name], row.parent_id
        while here is not None:
            line.append(rows[here].name)
            here = rows[here].parent_id
        found.add(" < ".join(line))
    return found


def rows_of(engine: Engine, table: Any) -> list[Any]:
    with Session(engine) as session:
        return list(session.exec(select(table).order_by(table.id)))


def attributions(engine: Engine) -> list[Attribution]:
    """Those on record."""
    return [one for one in rows_of(engine, Attribution) if one.state == "approved"]


def outlets(engine: Engine) -> list[str]:
    return [one.name for one in rows_of(engine, Outlet)]


def trail(engine: Engine, entity: str) -> list[tuple[str, str]]:
    """Who did what to rows of that kind."""
    return [(one.actor, one.action) for one in rows_of(engine, AuditEntry) if one.entity == entity]

"""The record as CSV: one row for each statement that may be shown, for a spreadsheet.

A cell of text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP,
CSV injection); numbers and dates stay as they are. Lines end with CR LF (RFC 4180).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.corroboration import status_words
from bot.record.batches import BATCH
from bot.record.card import AttributionLine
from bot.record.reading import OnRecord, claims_on_record
from models.record import Claim, ClaimState

COLUMNS = (
    *("claim_id", "claim_key", "claim", "kind", "claim_state", "status", "status_in_words"),
    *("support", "denial", "as_of", "flags", "claim_figure_low", "claim_figure_high"),
    *("claim_unit", "place", "time", "topic", "statement_key", "party", "source", "role"),
    *("organisation", "stance", "quote", "verbatim", "stands_for", "hedge", "said_on"),
    *("said_precision",),
    *("figure_low", "figure_high", "unit", "basis", "counted", "why", "retracted", "relays"),
    *("relayed_by", "outlet", "document_title", "url", "published_on"),
)
"""The columns in their order. Figures are closed intervals, an empty end is unbounded; `counted`
is support, denial or empty. Dates are YYYY-MM-DD; if `said_precision` is month, season or year,
`said_on` is only the first day of one."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

Cell = str | float | int | bool | date | None


def as_csv(
    session: Session, workspace_id: int, *, now: datetime, confidential: bool = False
) -> Iterator[str]:
    """The lines of the file; the first has the names of the columns.

    Drafts, rejected attributions and those under embargo at `now` are left out. With `confidential`
    the file has the names of confidential sources. Without it, it has "a source known to the desk",
    and the fields that would identify the source (key, role, outlet, address) are empty.
    """
    yield _line(COLUMNS)
    for claims in _batches(session, workspace_id):
        pages = claims_on_record(
            session,
            workspace_id,
            [claim.id or 0 for claim in claims],
            now=now,
            editor=confidential,
            shelf_lives={},
        )
        for claim in claims:
            page = pages.get(claim.id or 0)
            if page is not None and not page.hidden:
                for said in page.attributions:
                    yield _line([*_of_claim(claim, page), *_of_statement(said)])


def safe(text: str) -> str:
    """The text for a cell, with an apostrophe before it if a spreadsheet would take it for a
    formula."""
    bare = text.lstrip()
    risky = bare.startswith(_FORMULA) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if risky else text


def _batches(session: Session, workspace_id: int) -> Iterator[Sequence[Claim]]:
    """The claims that are neither merged nor drafts, in batches ordered by id."""
    last = 0
    while True:
        found = session.scalars(
            select(Claim)
            .where(
                col(Claim.workspace_id) == workspace_id,
                col(Claim.id) > last,
                col(Claim.merged_into_id).is_(None),
                col(Claim.state) != ClaimState.DRAFT.value,
            )
            .order_by(col(Claim.id))
            .limit(BATCH)
        ).all()
        if not found:
            return
        yield found
        last = found[-1].id or 0


def _of_claim(claim: Claim, page: OnRecord) -> list[Cell]:
    return [
        claim.id,
        page.card.key,
        page.card.text,
        claim.kind,
        claim.state,
        None if page.withdrawn else page.card.status,
        None if page.withdrawn else status_words.status(page.card.status).lower(),
        page.support,
        page.denial,
        page.card.as_of,
        " ".join(page.flags),
        claim.figure_low,
        claim.figure_high,
        page.unit,
        page.place,
        page.time,
        page.card.topic,
    ]


def _of_statement(said: AttributionLine) -> list[Cell]:
    low, high = said.figure or (None, None)
    return [
        said.key,
        said.party,
        said.source,
        said.role,
        said.organisation,
        said.stance,
        said.quote,
        said.verbatim,
        said.antecedent,
        said.hedge,
        said.said_on,
        said.said_precision,
        low,
        high,
        said.unit,
        said.basis,
        said.counted,
        said.reason,
        said.retracted,
        said.relay_of,
        said.relayed_by,
        said.outlet,
        said.document_title,
        said.url,
        said.published_on,
    ]


def _line(cells: Sequence[Cell]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([_written(cell) for cell in cells])
    return written.getvalue()


def _written(cell: Cell) -> str | float | int:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, str):
        return safe(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    whole = isinstance(cell, float) and cell.is_integer() and abs(cell) <= 2**53
    return int(cell) if whole else cell

"""Writes the record as a file in each of the export formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session

from bot.language.invisible import json_text
from bot.record.exchange.claim_review import Publisher, claim_reviews
from bot.record.exchange.csv import as_csv
from bot.record.exchange.exporting import export_record
from bot.record.exchange.interchange import render

ON_RECORD: Final = "on-record"
CSV: Final = "csv"
CLAIM_REVIEW: Final = "claimreview"

FILE_NAMES: Final = {
    ON_RECORD: "on-record.json",
    CSV: "on-record.csv",
    CLAIM_REVIEW: "claimreview.json",
}
"""Every format, with the name of its file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file is to contain.

    `drafts` includes undecided drafts (on-record/1 only). `confidential` includes the names of
    confidential sources (CSV; on-record/1 always has them, ClaimReview never). With a `publisher`
    ClaimReview includes the desk's own entries; without one it has only others' reviews.
    """

    form: str = ON_RECORD
    drafts: bool = False
    confidential: bool = False
    publisher: Publisher | None = None


def written(session: Session, workspace_id: int, wanted: Wanted, *, now: datetime) -> Iterator[str]:
    """The text of the file, in parts. The caller must keep its line ends as they are."""
    if wanted.form == ON_RECORD:
        yield render(export_record(session, workspace_id, drafts=wanted.drafts))
    elif wanted.form == CSV:
        yield from as_csv(session, workspace_id, now=now, confidential=wanted.confidential)
    elif wanted.form == CLAIM_REVIEW:
        document = claim_reviews(session, workspace_id, now=now, publisher=wanted.publisher)
        yield json_text(document, for_page=True, indent=1) + "\n"
    else:
        raise ValueError(f"no format {wanted.form!r}")

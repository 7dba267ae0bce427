"""ClaimReview JSON-LD (schema.org) of what is on record: others' reviews, and the desk's own word.

The form was made for verdicts, and this desk gives none. So:

- A review by another publisher goes out as it came in: the publisher is its author, and its rating
  is the publisher's own, verbatim, with the numbers as given. This record changes nothing in it.
- The desk's own entry for a claim has a rating with no number. `alternateName` is the status in the
  words of the card ("several parties, all on one side"). `ratingExplanation` says what it is, how
  many parties say so and deny it, and that it is no verdict on truth. A status does not lie on a
  line from false to true, so there is nothing that `ratingValue` could honestly say.

Only what every reader may see goes out: no drafts, nothing under embargo, nothing withdrawn, no
confidential names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.corroboration import status_words
from bot.language import writing
from bot.language.mentions import Mentions
from bot.language.web_addresses import web_address
from bot.record.batches import BATCH
from bot.record.card import AttributionLine, ClaimCard
from bot.record.concealing import concealed
from bot.record.reading import OnRecord, claims_on_record
from models.record import Claim, ClaimState
from models.review import Review

CONTEXT = "https://schema.org"

NO_VERDICT = (
    "This says who is on record with the claim and who else says so. "
    "It is no verdict on whether the claim is true."
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """The publisher of the desk's own entries. `url` is where they are published, if anywhere."""

    name: str
    url: str | None = None


def claim_reviews(
    session: Session,
    workspace_id: int,
    *,
    now: datetime,
    publisher: Publisher | None = None,
) -> dict[str, Any]:
    """The JSON-LD document: every review of a claim on record, each under its own publisher.

    With a `publisher`, also the desk's own entry for each claim on which something may be shown;
    without one only what others have published.
    """
    graph = list(_others(session, workspace_id, now))
    if publisher is not None:
        graph += _own(session, workspace_id, publisher, now)
    return {"@context": CONTEXT, "@graph": graph}


def _others(session: Session, workspace_id: int, now: datetime) -> Iterator[dict[str, Any]]:
    """The reviews linked to a claim that may be shown; reviews linked to no claim are left out.

    A review that says a confidential name is left out: it is given in its publisher's words or not
    at all.
    """
    names = concealed(session, workspace_id)
    rows = session.scalars(
        select(Review)
        .where(col(Review.workspace_id) == workspace_id, col(Review.claim_id).is_not(None))
        .order_by(col(Review.id))
    ).all()
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        pages = _pages(session, workspace_id, [row.claim_id or 0 for row in batch], now)
        for row in batch:
            page = pages.get(row.claim_id or 0)
            if page is not None and not page.hidden and not page.withdrawn:
                given = _given(row)
                if not _says(names, given):
                    yield given


def _says(names: Mentions, value: Any) -> bool:
    """Whether a text or an address anywhere in a JSON value has one of the names."""
    if isinstance(value, dict):
        return any(_says(names, one) for one in value.values())
    return names.in_address(value) if isinstance(value, str) else False


def _given(row: Review) -> dict[str, Any]:
    rating = _without_nothing(
        {
            "@type": "Rating",
            "alternateName": row.rating,
            "ratingValue": _number(row.rating_value),
            "bestRating": _number(row.best_rating),
            "worstRating": _number(row.worst_rating),
        }
    )
    claim: dict[str, Any] = {"@type": "Claim"}
    if row.claimant:
        claim["author"] = {"@type": "Thing", "name": row.claimant}
    if row.said_on:
        claim["datePublished"] = row.said_on.isoformat()
    if appearance := web_address(row.appearance_url):
        claim["appearance"] = {"@type": "CreativeWork", "url": appearance}
    return _without_nothing(
        {
            "@type": "ClaimReview",
            "url": web_address(row.url),
            "name": row.title,
            "inLanguage": row.language,
            "datePublished": row.reviewed_on.isoformat() if row.reviewed_on else None,
            "author": _organisation(row.publisher, row.publisher_url),
            "claimReviewed": row.claim_text,
            "itemReviewed": claim if len(claim) > 1 else None,
            "reviewRating": rating,
        }
    )


def _number(value: float | None) -> float | int | None:
    """A number in the shortest form: 4, not 4.0."""
    return int(value) if value is not None and value.is_integer() else value


def _own(
    session: Session, workspace_id: int, publisher: Publisher, now: datetime
) -> Iterator[dict[str, Any]]:
    ids = session.scalars(
        select(col(Claim.id))
        .where(
            col(Claim.workspace_id) == workspace_id,
            col(Claim.state) == ClaimState.APPROVED.value,
            col(Claim.merged_into_id).is_(None),
        )
        .order_by(col(Claim.id))
    ).all()
    for start in range(0, len(ids), BATCH):
        pages = _pages(session, workspace_id, [one or 0 for one in ids[start : start + BATCH]], now)
        for page in pages.values():
            if not page.hidden and page.attributions:
                yield _entry(page, publisher)


def _entry(page: OnRecord, publisher: Publisher) -> dict[str, Any]:
    shown = [said for said in page.attributions if not said.known_to_desk]
    supporting = dict.fromkeys(
        (said.source, said.role) for said in shown if said.counted == "support"
    )
    claim: dict[str, Any] = {"@type": "Claim", "text": page.card.text}
    if supporting:
        claim["author"] = [
            _without_nothing({"@type": "Thing", "name": name, "description": role})
            for name, role in supporting
        ]
    if appearances := _appearances(shown):
        claim["appearance"] = appearances
    says = writing.count(page.support, "party says so", "independent parties say so")
    denies = writing.count(page.denial, "denies it", "deny it")
    return _without_nothing(
        {
            "@type": "ClaimReview",
            "url": web_address(publisher.url),
            "datePublished": _day(page.card),
            "author": _organisation(publisher.name, publisher.url),
            "claimReviewed": page.card.text,
            "itemReviewed": claim,
            "reviewRating": {
                "@type": "Rating",
                "alternateName": status_words.status(page.card.status).lower(),
                "ratingExplanation": f"{says}, {denies}. {NO_VERDICT}",
            },
        }
    )


def _day(card: ClaimCard) -> str | None:
    """The card's `as_of` in ISO 8601, cut to the month or year if it is known no more exactly."""
    length = {None: 10, "month": 7}.get(card.as_of_precision, 4)
    return card.as_of.isoformat()[:length] if card.as_of else None


def _appearances(shown: Sequence[AttributionLine]) -> list[dict[str, Any]]:
    """The addresses where the claim was published, each once."""
    found = {
        said.url: _without_nothing(
            {
                "@type": "CreativeWork",
                "url": said.url,
                "name": said.document_title,
                "datePublished": said.published_on.isoformat() if said.published_on else None,
                "publisher": _organisation(said.outlet, None) if said.outlet else None,
            }
        )
        for said in shown
        if said.url
    }
    return list(found.values())


def _pages(
    session: Session, workspace_id: int, ids: Sequence[int], now: datetime
) -> dict[int, OnRecord]:
    return claims_on_record(session, workspace_id, ids, now=now, editor=False, shelf_lives={})


def _organisation(name: str, url: str | None) -> dict[str, Any]:
    return _without_nothing({"@type": "Organization", "name": name, "url": web_address(url)})


def _without_nothing(given: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if value is not None}

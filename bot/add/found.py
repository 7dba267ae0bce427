"""What came of a source, as JSON: for the row that says it is done, and for `ingest --json`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.add.documents import Added, AddedDocument
from bot.record.edit.reviews import StoredReviews


def to_json(added: Added) -> dict[str, Any]:
    """Plain lists and numbers."""
    return {
        "documents": [{**asdict(one), "remarks": list(one.remarks)} for one in added.documents],
        "reviews": None
        if added.reviews is None
        else {
            "added": list(added.reviews.added),
            "unchanged": added.reviews.unchanged,
            "left": list(added.reviews.left),
        },
        "review_remarks": list(added.review_remarks),
        "problems": list(added.problems),
    }


def from_json(found: Any) -> Added:
    """The inverse of `to_json`."""
    documents = (
        AddedDocument(**{**one, "remarks": tuple(one["remarks"])}) for one in found["documents"]
    )
    reviews = found["reviews"]
    return Added(
        tuple(documents),
        None
        if reviews is None
        else StoredReviews(tuple(reviews["added"]), reviews["unchanged"], tuple(reviews["left"])),
        tuple(found["review_remarks"]),
        tuple(found["problems"]),
    )

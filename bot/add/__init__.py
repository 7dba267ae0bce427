"""Putting documents on record: from what an editor names to drafts that wait for review."""

__all__ = [
    "additions",
    "announcing",
    "details",
    "details_view",
    "documents",
    "feeds",
    "found",
    "kit",
    "requests",
    "taking",
    "telling",
    "view",
    "worker",
]

"""Putting documents on record: from what an editor names to drafts that wait for review."""

__all__ = [
    "additions",
    "announcing",
    "details",
    "documents",
    "feeds",
    "found",
    "kit",
    "polling",
    "requests",
    "view",
    "worker",
]

"""Putting documents on record: from what an editor names to drafts that wait for review."""

__all__ = [
    "additions",
    "details",
    "details_view",
    "documents",
    "feeds",
    "kit",
    "requests",
    "results_view",
    "taking",
    "telling",
    "view",
    "worker",
]

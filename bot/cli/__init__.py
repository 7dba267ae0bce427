"""The commands of the terminal, one module each with its own arguments."""

__all__ = [
    "accesses",
    "commands",
    "confidential",
    "digest",
    "doctor",
    "exporting",
    "ingest",
    "review",
    "reviews",
]

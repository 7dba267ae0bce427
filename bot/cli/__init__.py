"""The commands of the terminal, one module each with its own arguments."""

__all__ = [
    "accesses",
    "check",
    "confidential",
    "digest",
    "doctor",
    "errors",
    "exporting",
    "feeds",
    "importing",
    "ingest",
    "jobs",
    "migrate",
    "review",
    "reviews",
    "serve",
    "worker",
    "workspace",
]

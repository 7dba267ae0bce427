"""What is on record and may be shown now: statuses, names, history, and who saw what."""

__all__ = [
    "accesses",
    "audit",
    "batches",
    "card",
    "change",
    "changes",
    "concealing",
    "finding",
    "history",
    "numbers",
    "reading",
    "reviewed",
    "sizes",
    "statuses",
    "unnaming",
    "vectors",
    "vetoes",
    "visible",
    "workspaces",
]

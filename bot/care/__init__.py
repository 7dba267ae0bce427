"""Care of the record in Slack: looking at a claim, and the forms in which editors change it."""

__all__ = [
    "choosing",
    "editors",
    "editors_view",
    "exporting",
    "forms",
    "looking",
    "rows",
    "terminal_view",
    "view",
]

"""From a document to approved attributions: storing it, drafts of what it says, decisions."""

__all__ = [
    "deciding",
    "documents",
    "drafting",
    "drafts",
    "editing",
    "edits",
    "errors",
    "imported",
    "naming",
    "queue",
    "speakers",
    "views",
]

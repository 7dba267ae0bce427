"""From a document to approved attributions: storing the document, drafting its attributions,
deciding on the drafts."""

__all__ = [
    "deciding",
    "documents",
    "drafting",
    "drafts",
    "editing",
    "edits",
    "errors",
    "imported",
    "looking",
    "naming",
    "present",
    "queue",
    "speakers",
    "views",
]

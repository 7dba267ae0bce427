"""From a document to approved attributions: storing the document, drafting its attributions,
deciding on the drafts."""

__all__ = [
    "claims",
    "deciding",
    "details",
    "documents",
    "drafting",
    "drafts",
    "editing",
    "edits",
    "errors",
    "families",
    "filters",
    "imported",
    "looking",
    "naming",
    "present",
    "queue",
    "speakers",
    "topics",
    "views",
]

"""The review of a document's drafts in Slack: showing them, deciding on them, what waits."""

__all__ = [
    "decisions",
    "draft_forms",
    "draft_forms_view",
    "fields",
    "listing",
    "naming",
    "render_decisions",
    "showing",
    "view",
    "waiting",
    "waiting_view",
]

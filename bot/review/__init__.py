"""The review of a document's drafts in Slack: showing them, deciding on them, what waits."""

__all__ = [
    "claim_shown",
    "command_line",
    "copies_view",
    "decisions",
    "decisions_view",
    "desk",
    "draft_fields",
    "draft_forms",
    "draft_forms_view",
    "draft_inputs",
    "draft_view",
    "linking",
    "names_shown",
    "several",
    "several_forms",
    "several_view",
    "showing",
    "view",
    "waiting",
    "waiting_view",
]

"""The review of a document's drafts in Slack: showing them, deciding on them, what waits."""

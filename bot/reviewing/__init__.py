"""Reviewing drafts: in Slack, where messages show a document's drafts, and in the terminal."""

"""Putting documents on record: from what an editor names to drafts that wait for review."""

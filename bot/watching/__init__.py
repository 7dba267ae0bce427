"""Watches in Slack: wanting to be told, no more wanting it, and what of it one is told about."""

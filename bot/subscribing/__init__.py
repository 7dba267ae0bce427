"""Digests in Slack: what a person sets up, what stops them, and reading on in one."""

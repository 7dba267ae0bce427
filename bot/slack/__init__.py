"""Slack itself, which knows no claim: the client and its failures, Block Kit, forms, sending."""

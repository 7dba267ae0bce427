"""The demonstration: the bot's real Slack handlers, driven without Slack.

`standin` answers as Slack's Web API would and keeps the messages posted; `signed` writes the
requests that Slack would send. The names below are those of the small workspace that both use.
"""

from __future__ import annotations

TEAM = "T0DESK"
TEAM_DOMAIN = "desk"
OTHER_TEAM = "T0ELSE"
ORGANISATION = "E0PRESS"
APP = "A0RECORD"
BOT = "B0RECORD"
BOT_USER = "U0RECORD"

EDITOR = "U0EDITOR"
REPORTER = "U0REPORTER"
GUEST = "U0GUEST"
"""A person of another workspace, in a shared channel."""

NEWSROOM = "C0NEWSROOM"
ELSEWHERE = "C0ELSEWHERE"
"""A public channel that the bot is not in."""
DESK = "G0DESK"
"""A private channel that the bot is in."""
SHARED = "C0SHARED"
"""A channel shared with another workspace (Slack Connect)."""

BOT_TOKEN = "xoxb-demo"
APP_TOKEN = "xapp-demo"
SIGNING_SECRET = "demo-signing-secret"


def direct(user: str) -> str:
    """The channel of the bot's direct messages with a person."""
    return "D" + user[1:]


__all__ = ["command"]

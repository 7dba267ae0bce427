"""Whether a channel can be the desk's, asked of Slack by the commands on the bot's own machine."""

from __future__ import annotations

from dataclasses import dataclass

from bot.settings import Settings
from bot.slack import desk_view as desk
from bot.slack import tokens
from bot.slack.channels import OUTSIDERS, why_closed
from bot.slack.client import CALL_ERRORS, Trouble, failure, web_client
from models.workspace import LOCAL_TEAM


@dataclass(frozen=True, slots=True)
class Looked:
    """What Slack says of a channel: it can be the desk's, or `why` not (Slack's word, or ours).
    `unchecked` says in words why Slack could not be asked."""

    why: str | None = None
    unchecked: str | None = None

    @property
    def has_outsiders(self) -> bool:
        return self.why == OUTSIDERS

    def in_words(self) -> str:
        """The rest of a sentence about the channel, and what to do."""
        if self.unchecked is not None:
            return (
                f"not checked now, {self.unchecked}. It is looked at before each message; while "
                "people from outside read it, editors get the messages directly."
            )
        if self.why is not None:
            return (
                f"nothing is posted there: {desk.why(self.why)}. Editors get direct messages "
                f"instead, and their Home tab. {desk.todo(self.why)}."
            )
        return "nobody from outside the workspace reads it."


def look(settings: Settings, team_id: str, channel: str) -> Looked:
    """Ask Slack about a channel of a team. A `local` workspace becomes the token's own."""
    token = tokens.in_use(settings)
    if token is None:
        return Looked(unchecked="SLACK_BOT_TOKEN is not set")
    client = web_client(token, settings.slack_api_url)
    try:
        told = client.auth_test()
    except CALL_ERRORS as error:
        return Looked(unchecked=f"Slack says {failure(error).code}")
    if team_id not in (LOCAL_TEAM, told.get("team_id")):
        return Looked(unchecked="SLACK_BOT_TOKEN belongs to another workspace")
    closed = why_closed(client, channel)
    if closed is None:
        return Looked()
    if closed.trouble is not Trouble.REFUSED:
        return Looked(unchecked=f"Slack says {closed.code}")
    return Looked(why=closed.code)

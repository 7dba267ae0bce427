"""What an editor pressed or sent, and whether they may."""

from __future__ import annotations

from dataclasses import dataclass

from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import refusals
from bot.slack.editors import is_editor
from bot.slack.installations import Installation


@dataclass(frozen=True, slots=True)
class ReviewClick:
    """A button of a review or the queue, or a form that was sent.

    `draft_id` and `version` are the draft that was seen; every number comes from Slack and is
    looked up in the workspace alone. `home`: the button stands in the App Home.
    """

    workspace_id: int
    user: str
    document_id: int = 0
    draft_id: int = 0
    version: int = 0
    page: int = 1
    seen: str = ""
    show: str = "all"
    above: str = ""
    attribution_id: int = 0
    channel: str = ""
    message_ts: str | None = None
    ephemeral: bool = False
    response_url: str | None = None
    trigger_id: str = ""
    home: bool = False


def only_editors(services: Services, installation: Installation, user: str) -> None:
    """Raises RefusalError, politely, for everybody else."""
    if not is_editor(services, installation, user):
        raise RefusalError(refusals.NOT_AN_EDITOR)

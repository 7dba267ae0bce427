"""Greets a person once, in an empty Messages tab, and tells the first editor the first steps."""

from __future__ import annotations

import logging
import threading

from sqlmodel import Session

from bot.home import welcome_view
from bot.record.workspaces import editors_of
from bot.services import Services
from bot.slack import desk_channel, posting
from bot.slack.client import CALL_ERRORS, failure
from bot.slack.editors import is_editor
from bot.slack.histories import TooMuchError, history
from bot.slack.installations import Installation

log = logging.getLogger(__name__)

_greeting = threading.Lock()
"""Slack tells of both tabs when a person opens the app: only one of them may greet."""


def greet(
    services: Services, installation: Installation, user: str, channel: str, tab: str
) -> None:
    """Post the greeting, or the first steps, if there is no message yet.

    `channel` is the person's direct message channel, `tab` the one that they opened. Those who
    opened the Home tab only get the first steps. Whether there is a message is asked of Slack, so
    that a person is greeted once, whatever happens to this process.
    """
    begins = _is_new(services, installation) and is_editor(services, installation, user)
    if not channel or not (begins or tab == "messages"):
        return
    said = welcome_view.first_steps() if begins else welcome_view.greeting()
    try:
        with _greeting:
            if _is_empty(installation, channel):
                posting.post(installation.client, channel, said)
    except CALL_ERRORS as error:
        log.info("a person was not greeted: %s", failure(error).code)


def _is_new(services: Services, installation: Installation) -> bool:
    """Whether nobody has set the editors or the desk's channel yet."""
    with Session(services.engine) as session:
        number = installation.workspace_id
        channel, _ = desk_channel.noted(session, number)
        return not channel and not editors_of(session, number)


def _is_empty(installation: Installation, channel: str) -> bool:
    try:
        return not any(history(installation.client, channel, None, oldest=None, pages=1))
    except TooMuchError:
        return False

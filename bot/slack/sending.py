"""Digests and notices in Slack: posting one, and looking whether one arrived.

Nothing is posted in a channel that people from outside the workspace read. Slack may not have told
us yet that a channel was shared, so the bot asks before it posts.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from slack_sdk.errors import SlackApiError

from bot.i18n import ENGLISH
from bot.slack import posting
from bot.slack.channels import OurChannels
from bot.slack.client import Trouble, failure
from bot.slack.histories import TooMuchError, history
from bot.slack.installations import Installation, Installations
from bot.slack.message import Message
from bot.slack.outbox import Language, Look, Looked, Outgoing, Prepare, Send
from bot.slack.people import language_of
from bot.slack.pictures import Pictures

log = logging.getLogger(__name__)

PAGES = 5
"""Pages of messages that are looked through; in a longer history a message may be missed."""

CLOCKS = 60
"""Seconds by which Slack's clock and ours may differ."""


def sending(
    installations: Installations,
    pictures: Pictures,
    *,
    seconds: Callable[[], float] = time.monotonic,
) -> Send:
    """A function that posts to the row's team; it raises WithheldError if outsiders read there."""
    ours = OurChannels(seconds)

    def send(outgoing: Outgoing) -> str | None:
        if outgoing.message is None:
            raise ValueError("there is nothing to send")
        installation = _installation(installations, outgoing)
        client = installation.client
        ours.check(client, outgoing.workspace_id, outgoing.channel)
        metadata = {
            "event_type": outgoing.event_type,
            "event_payload": dict(outgoing.payload),
        }

        def post(message: Message) -> str | None:
            thread = outgoing.thread_ts
            return posting.post(client, outgoing.channel, message, thread, metadata=metadata)

        return pictures.post(installation, outgoing.message, post)

    return send


def preparing(installations: Installations, pictures: Pictures) -> Prepare:
    """A function that uploads a message's pictures, for `sending` to show."""

    def prepare(workspace_id: int, message: Message) -> None:
        installation = installations.of_workspace(workspace_id)
        if installation is not None:
            pictures.prepare(installation, message)

    return prepare


def looking(installations: Installations) -> Look:
    """A function that looks for a message in the history of its channel or thread."""

    def look(outgoing: Outgoing) -> Looked:
        if outgoing.channel.startswith(("U", "W")):
            return Looked(seen=False)  # a person's id names no history
        try:
            for message in history(
                _installation(installations, outgoing).client,
                outgoing.channel,
                outgoing.thread_ts,
                oldest=f"{outgoing.since.timestamp() - CLOCKS:.6f}",
                pages=PAGES,
            ):
                metadata = message.get("metadata") or {}
                if (
                    metadata.get("event_type") == outgoing.event_type
                    and metadata.get("event_payload") == dict(outgoing.payload)
                    and message.get("ts")
                ):
                    return Looked(seen=True, ts=str(message["ts"]))
        except SlackApiError as error:
            if failure(error).trouble is not Trouble.REFUSED:
                raise
            log.info("the history cannot be read (%s)", failure(error).code)
            return Looked(seen=False)
        except TooMuchError:
            return Looked(seen=False)
        return Looked(seen=True)

    return look


def language_in(installations: Installations) -> Language:
    """The language of a person, or of a workspace; it may ask Slack, and raises nothing."""

    def language(workspace_id: int, user: str | None) -> str:
        installation = installations.of_workspace(workspace_id)
        return language_of(installation, user) if installation else ENGLISH

    return language


def _installation(installations: Installations, outgoing: Outgoing) -> Installation:
    installation = installations.of_workspace(outgoing.workspace_id)
    if installation is None:
        raise LookupError(f"no installation for workspace {outgoing.workspace_id}")
    return installation

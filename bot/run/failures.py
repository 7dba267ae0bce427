"""What a person is told when their request fails, and what Slack gets as an answer.

A known failure is told in a sentence, an unknown one as a reference that is also in the log. An
event that could not be stored is answered with an error status, so that Slack delivers it again.
Commands, shortcuts and buttons are never delivered again, so the person is told at once.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any
from urllib.error import URLError

from slack_bolt import BoltRequest, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.ask import view as messages
from bot.metrics import Metrics
from bot.refusal import RefusalError, reference
from bot.slack import interaction, modals, notice, posting, refusals
from bot.slack.client import (
    CALL_ERRORS,
    DEAD_TOKEN,
    ResponseError,
    Trouble,
    UnreadableReplyError,
    failure,
)
from bot.slack.installations import Installation
from bot.slack.message import Message
from models.database import is_database_down, is_out_of_range

log = logging.getLogger(__name__)

_SLACK_ERRORS = (
    SlackApiError,
    ResponseError,
    UnreadableReplyError,
    URLError,
    ConnectionError,
    TimeoutError,
)
_TOO_LATE = {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"}


def answer(error: Exception, request: BoltRequest, metrics: Metrics) -> BoltResponse:
    """Tells the person about the error, and gives the answer for Slack."""
    body: dict[str, Any] = request.body
    event = body.get("type") == "event_callback"
    if event and is_database_down(error):
        log.error("an event was not stored: the database is down")
        return BoltResponse(status=503, body="the database is down")
    message = in_words(error, metrics)
    installation = request.context.get("installation")
    if body.get("command"):
        return _json({"response_type": "ephemeral", "text": message.text, "blocks": message.blocks})
    if body.get("type") == "view_submission":
        shown = modals.with_sentence(body["view"], message)
        return _json({"response_action": "update", "view": shown})
    try:
        told = _tell(body, installation, message)
    except CALL_ERRORS as unsaid:
        log.warning("a person was not told of a failure: %s", failure(unsaid).code)
        told = False
    again = event and not told and not _is_refused(error)  # Slack would refuse it again
    return BoltResponse(status=500 if again else 200, body="")


def misshapen(wrong: str, request: BoltRequest, installation: Installation | None) -> BoltResponse:
    """The answer to a payload in a form that Slack does not make; `wrong` repeats nothing of it.

    A person who mentioned the bot is told, if that much can be read. An event is acknowledged,
    since Slack would only deliver it again.
    """
    name = reference()
    log.error("reference %s: refused a request that Slack does not make: %s", name, wrong)
    if request.body.get("type") != "event_callback":
        return BoltResponse(status=400, body="not a request of Slack")
    event = request.body.get("event")
    if installation is not None and isinstance(event, dict) and _is_mention(event):
        try:
            _tell({"event": event}, installation, messages.unknown_failure(name))
        except CALL_ERRORS as unsaid:
            log.warning("a person was not told of a failure: %s", failure(unsaid).code)
    return BoltResponse(status=200, body="")


def _is_mention(event: dict[str, Any]) -> bool:
    """Whether a person mentions the bot, as far as it can be read."""
    where = [event.get(name) for name in ("channel", "user")]
    if event.get("type") != "app_mention" or event.get("bot_id") is not None:
        return False
    return all(isinstance(it, str) and it for it in where) and isinstance(
        event.get("thread_ts"), str | None
    )


def _is_refused(error: Exception) -> bool:
    return (
        isinstance(error, SlackApiError | ResponseError)
        and failure(error).trouble is Trouble.REFUSED
    )


def in_words(error: Exception, metrics: Metrics) -> Message:
    """What the person is told of an error; an unforeseen one is logged under a reference."""
    if isinstance(error, RefusalError):
        return notice.sentence(error.sentence)
    if is_out_of_range(error):
        return notice.sentence(refusals.NO_SUCH_NUMBER)
    if is_database_down(error):
        log.error("the database is down")
        return messages.database_down()
    if isinstance(error, _SLACK_ERRORS):
        failed = failure(error)
        if failed.code in _TOO_LATE:
            return notice.sentence(refusals.TOO_LATE)
        if failed.code in DEAD_TOKEN:
            return notice.sentence(refusals.LOCKED_OUT)
        if failed.trouble is not Trouble.REFUSED:
            log.warning("Slack did not take a reply to a button: %s", failed.code)
            return notice.sentence(refusals.SLACK_BUSY)
    name = reference()
    metrics.errors.inc()
    if _is_refused(error):  # a traceback would only show how the call was reached
        log.error("reference %s: Slack refused it (%s)", name, failure(error).code)
    else:
        log.error("reference %s", name, exc_info=error)
    return messages.unknown_failure(name)


def _tell(body: dict[str, Any], installation: Installation | None, message: Message) -> bool:
    if installation is None:
        return False  # nobody of ours: `_Gate` answers those by itself
    if body.get("response_url"):
        posting.answer(installation.client, interaction.place(body), message)
        return True
    event = body.get("event") or {}
    if event.get("user") and event.get("channel"):
        posting.whisper(
            installation.client, event["channel"], event["user"], message, event.get("thread_ts")
        )
        return True
    if body.get("view"):
        return _tell_in_view(body, installation.client, message)
    return False


def _tell_in_view(body: dict[str, Any], client: WebClient, message: Message) -> bool:
    """Say it above all else in the modal of the button; over the Home tab, in a modal, or by direct
    message if it is too late for one."""
    view = body["view"]
    if view.get("type") != "home":
        shown = modals.with_sentence(view, message)
        client.views_update(view_id=view.get("id"), view=shown)
        return True
    try:
        client.views_open(trigger_id=body.get("trigger_id"), view=notice.modal(message))
    except SlackApiError as error:
        log.info("a failure is told by direct message: %s", failure(error).code)
        posting.post(client, body["user"]["id"], message)
    return True


def _json(content: dict[str, Any]) -> BoltResponse:
    headers: dict[str, str | Sequence[str]] = {"content-type": "application/json"}
    return BoltResponse(status=200, body=json.dumps(content), headers=headers)

"""The requests that Slack sends to an app, written and signed as Slack does.

A builder gives a Payload; `signed` makes the HTTP request from it, `envelope` the message for
Socket Mode. Shapes follow Slack's reference and the scenario tests of slackapi/bolt-python.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from dataclasses import replace
from urllib.parse import urlencode

from bot.demo.events import (
    app_home_opened,
    app_mention,
    event,
    message_changed,
    message_channel,
    message_deleted,
    message_im,
    url_verification,
)
from bot.demo.interactions import (
    block_action,
    block_suggestion,
    message_shortcut,
    slash_command,
    view_closed,
    view_submission,
)
from bot.demo.payload import Payload
from bot.demo.workspace import Fields

__all__ = [
    "Payload",
    "app_home_opened",
    "app_mention",
    "block_action",
    "block_suggestion",
    "envelope",
    "event",
    "message_changed",
    "message_channel",
    "message_deleted",
    "message_im",
    "message_shortcut",
    "retried",
    "signed",
    "slash_command",
    "url_verification",
    "view_closed",
    "view_submission",
]


def signed(payload: Payload, secret: str, timestamp: float) -> tuple[dict[str, str], bytes]:
    """Headers and body of the request; `timestamp` is in Unix seconds.

    docs.slack.dev/authentication/verifying-requests-from-slack
    """
    if payload.kind == "event":
        content_type, body = "application/json", json.dumps(payload.body)
    else:
        content_type = "application/x-www-form-urlencoded"
        command = payload.kind == "command"
        body = urlencode(payload.body if command else {"payload": json.dumps(payload.body)})
    seconds, raw = str(int(timestamp)), body.encode()
    mac = hmac.new(secret.encode(), b"v0:" + seconds.encode() + b":" + raw, hashlib.sha256)
    headers = {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": seconds,
        "X-Slack-Signature": "v0=" + mac.hexdigest(),
    }
    if payload.retry:
        headers["X-Slack-Retry-Num"] = str(payload.retry)
        headers["X-Slack-Retry-Reason"] = payload.retry_reason
    return headers, raw


def envelope(payload: Payload, envelope_id: str | None = None) -> Fields:
    """The payload as a Socket Mode envelope: docs.slack.dev/apis/events-api/using-socket-mode."""
    kind = {"event": "events_api", "command": "slash_commands"}.get(payload.kind, payload.kind)
    made: Fields = {
        "envelope_id": envelope_id or str(uuid.uuid4()),
        "type": kind,
        "payload": payload.body,
        "accepts_response_payload": payload.kind != "event",
    }
    if payload.kind == "event":
        made |= {"retry_attempt": payload.retry, "retry_reason": payload.retry_reason}
    return made


def retried(payload: Payload, number: int = 1, reason: str = "http_timeout") -> Payload:
    """The payload as a redelivery: docs.slack.dev/apis/events-api (retries)."""
    return replace(payload, retry=number, retry_reason=reason)

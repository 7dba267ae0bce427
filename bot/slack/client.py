"""Calling Slack: the client, and what a failed call means for what was to be sent.

`slack_sdk` would repeat a request by itself when the connection breaks, also a message that
Slack may have taken. So its retry handlers are off, and whoever calls decides.
"""

from __future__ import annotations

import http.client
import json
import logging
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.slack.message import Message

TIMEOUT = 10
"""Seconds that a call may take."""

RETRY_AFTER = 30.0
"""Seconds to wait where Slack says 429 and not how long."""


class Trouble(StrEnum):
    """What a failed call leaves behind."""

    NOT_SENT = "not sent"  # Slack did not take it; later it may
    UNCLEAR = "unclear"  # nobody knows whether Slack took it
    REFUSED = "refused"  # Slack will not take it


@dataclass(frozen=True, slots=True)
class Failure:
    """`wait` is the number of seconds Slack asks for, None where it asks for nothing.

    `code` is Slack's word for a refusal, or what happened to the connection.
    """

    trouble: Trouble
    code: str
    wait: float | None = None


class ResponseError(Exception):
    """A response_url did not take the answer. `status` is that of HTTP."""

    def __init__(self, status: int, code: str, retry_after: str | None) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.retry_after = retry_after

    @property
    def expired(self) -> bool:
        """30 minutes or 5 uses are over.

        docs.slack.dev/interactivity/handling-user-interaction: message responses
        """
        return self.status in (403, 404, 410) or self.code in ("expired_url", "used_url")


class WithheldError(Exception):
    """Nothing was handed to Slack, for the reason that `failed` gives."""

    def __init__(self, failed: Failure) -> None:
        super().__init__(failed.code)
        self.failed = failed


class UnreadableReplyError(Exception):
    """What came back is no reply of Slack's: no text, no JSON, no object; a proxy's page, perhaps.
    Nobody knows whether Slack took the call."""


CALL_ERRORS = (
    SlackApiError,
    ResponseError,
    WithheldError,
    UnreadableReplyError,
    OSError,
    http.client.HTTPException,
)
"""All that a call can raise; `failure` tells them apart."""

_WORD = re.compile(r"[\w.:-]{1,80}")

# Slack's own trouble under a 200: docs.slack.dev/reference/methods/chat.postMessage, errors.
_UNCLEAR_CODES = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
_LATER_CODES = {
    "ratelimited",
    "rate_limited",
    "message_limit_exceeded",
    "team_added_to_org",
    "accesslimited",
}


def web_client(token: str | None, api_url: str) -> WebClient:
    """A client that repeats nothing by itself, never logs what it sends, and raises
    UnreadableReplyError where it could not read what came back."""
    return _Client(
        token=token,
        base_url=api_url,
        timeout=TIMEOUT,
        retry_handlers=[],
        logger=_quiet("bot.slack"),
    )


def respond(url: str, message: Message, **options: Any) -> None:
    """Answer through a response_url; shown to the one person unless `response_type` says more.

    Raises ResponseError, or what the connection raises.
    """
    body = {"text": message.text, "blocks": message.blocks, "replace_original": False}
    client = WebhookClient(url, timeout=TIMEOUT, retry_handlers=[], logger=_quiet("bot.slack"))
    try:
        response = client.send_dict({**body, "response_type": "ephemeral", **options})
    except (UnicodeDecodeError, LookupError):
        raise UnreadableReplyError("no text") from None
    code = _error_in(response.body)
    if response.status_code < 300 and not code and response.body.lstrip()[:1] == "<":
        raise UnreadableReplyError("a page")
    if not 200 <= response.status_code < 300 or code:
        headers = {name.lower(): value for name, value in response.headers.items()}
        raise ResponseError(response.status_code, code, headers.get("retry-after"))


def failure(error: Exception) -> Failure:
    """What a failed call means. `error` is one of CALL_ERRORS."""
    if isinstance(error, SlackApiError):
        response = error.response
        code = _code(response.data)
        headers = {name.lower(): value for name, value in response.headers.items()}
        if not code and response.status_code in _NOT_SLACKS:
            return Failure(Trouble.UNCLEAR, _UNREADABLE)
        return _by_status(response.status_code, code, headers.get("retry-after"))
    if isinstance(error, WithheldError):
        return error.failed
    if isinstance(error, UnreadableReplyError):
        return Failure(Trouble.UNCLEAR, _UNREADABLE)
    if isinstance(error, ResponseError):
        return _by_status(error.status, error.code, error.retry_after)
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ConnectionRefusedError | socket.gaierror):
        return Failure(Trouble.NOT_SENT, "no connection")
    return Failure(Trouble.UNCLEAR, type(reason).__name__)


def wait_after(failed: Failure, attempts: int) -> timedelta:
    """How long to wait after so many attempts: as Slack asks, else 1 s, 2 s, 4 s, … a minute."""
    if failed.wait is not None:
        return timedelta(seconds=failed.wait)
    return timedelta(seconds=min(60, 2 ** max(0, attempts - 1)))


class TooMuchError(Exception):
    """There are more messages than were to be looked through."""


def history(
    client: WebClient, channel: str, thread_ts: str | None, *, oldest: str | None, pages: int
) -> Iterator[dict[str, Any]]:
    """The messages since `oldest` (a ts) with their metadata, of a channel or one thread.

    At most so many pages of 200; then TooMuchError is raised. Raises what a call raises.
    """
    cursor = None
    for _ in range(pages):
        window: dict[str, Any] = {
            "channel": channel,
            "oldest": oldest,
            "limit": _PAGE,
            "cursor": cursor,
            "include_all_metadata": True,
        }
        if thread_ts:
            told = client.conversations_replies(ts=thread_ts, **window)
        else:
            told = client.conversations_history(**window)
        yield from told.get("messages") or []
        cursor = (told.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return
    raise TooMuchError


_PAGE = 200
_UNREADABLE = "unreadable reply"
_NOT_SLACKS = (200, 400, 401, 403, 407, 408)
"""With none of Slack's words: what a proxy says, or a reply that was cut."""


def is_unsupported(error: SlackApiError) -> bool:
    """Whether the server has no such method. Slack has all that we call; emulators may not."""
    return _code(error.response.data) == "unknown_method" or error.response.status_code in (
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.NOT_IMPLEMENTED,
    )


def _code(data: Any) -> str:
    """Slack's word for an error. For a page that is no JSON the SDK puts that page there."""
    code = data.get("error") if isinstance(data, dict) else None
    return code if isinstance(code, str) and _WORD.fullmatch(code) else ""


def _by_status(status: int, code: str, retry_after: str | None) -> Failure:
    if status == 429 or code in _LATER_CODES:
        return Failure(Trouble.NOT_SENT, code or "ratelimited", _seconds(retry_after))
    if status >= 500 or code in _UNCLEAR_CODES:
        return Failure(Trouble.UNCLEAR, code if code in _UNCLEAR_CODES else f"http {status}")
    return Failure(Trouble.REFUSED, code or f"http {status}")


def _seconds(retry_after: str | None) -> float:
    try:
        return max(0.0, float(retry_after or RETRY_AFTER))
    except ValueError:
        return RETRY_AFTER


def _error_in(body: str) -> str:
    """Slack's error in the body of a response_url's answer; "ok" and `{"ok": true}` are none."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if isinstance(data, dict) and data.get("ok") is False:
        return str(data.get("error") or "unknown")
    return ""


class _Client(WebClient):
    """Slack's client, which takes for granted that every reply is a JSON object in UTF-8."""

    def _perform_urllib_http_request(
        self, *, url: str, args: dict[str, dict[str, Any]]
    ) -> dict[str, Any]:
        try:
            reply = super()._perform_urllib_http_request(url=url, args=args)
        except (UnicodeDecodeError, LookupError):  # its bytes, or the character set it names
            raise UnreadableReplyError("no text") from None
        if not _is_object(reply["body"]):
            if 200 <= reply["status"] < 300:
                raise UnreadableReplyError("no JSON object")
            reply["body"] = '{"ok": false}'  # the status says what to do
        return reply


def _is_object(body: object) -> bool:
    try:
        return isinstance(body, str) and isinstance(json.loads(body), dict)
    except (ValueError, RecursionError):
        return False


def _quiet(name: str) -> logging.Logger:
    """At DEBUG the SDK logs addresses and bodies: tokens' neighbours, and what people wrote."""
    logger = logging.getLogger(name)
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.INFO)
    return logger

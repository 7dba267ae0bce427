"""Calling Slack: the client, and what a failed call means for what was to be sent.

When the connection breaks, `slack_sdk` would repeat the request by itself, even for a message that
Slack may have taken. So its retry handlers are off, and the caller decides.
"""

from __future__ import annotations

import http.client
import json
import logging
import re
import socket
from collections.abc import Callable
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

log = logging.getLogger(__name__)

Fields = dict[str, Any]

TIMEOUT = 10
"""Seconds that a call may take."""

RETRY_AFTER = 30.0
"""Seconds to wait where Slack says 429 and not how long."""


class Trouble(StrEnum):
    """Whether Slack took what a failed call sent."""

    NOT_SENT = "not sent"  # Slack did not take it; later it may
    UNCLEAR = "unclear"  # Slack may have taken it
    REFUSED = "refused"  # Slack will not take it


@dataclass(frozen=True, slots=True)
class Failure:
    """What a failed call means.

    `code` is Slack's error code, or what happened to the connection. `wait` is the number of
    seconds for which Slack asks to wait, None if it does not ask.
    """

    trouble: Trouble
    code: str
    wait: float | None = None


class ResponseError(Exception):
    """A response_url did not take the answer; `status` is the HTTP status."""

    def __init__(self, status: int, code: str, retry_after: str | None) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.retry_after = retry_after

    @property
    def expired(self) -> bool:
        """Whether the response_url can be used no more: it lasts for 30 minutes and 5 uses.

        docs.slack.dev/interactivity/handling-user-interaction: message responses
        """
        return self.status in (403, 404, 410) or self.code in ("expired_url", "used_url")


class WithheldError(Exception):
    """The bot sent nothing to Slack, for the reason that `failed` gives."""

    def __init__(self, failed: Failure) -> None:
        super().__init__(failed.code)
        self.failed = failed


class UnreadableReplyError(Exception):
    """The reply is not Slack's (no text, or no JSON object), but a proxy's page, perhaps. So it
    does not say whether Slack took the call."""


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

# Errors that Slack reports with status 200: docs.slack.dev/reference/methods/chat.postMessage.
_UNCLEAR_CODES = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
_LATER_CODES = {
    "ratelimited",
    "rate_limited",
    "message_limit_exceeded",
    "team_added_to_org",
    "accesslimited",
}


DEAD_TOKEN = frozenset(
    {"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"}
)
"""Slack's error codes for a token that it does not take (any more), of every method:
docs.slack.dev/reference/methods/auth.test. What was to be sent waits for a token that works."""

UNTIL_ALIVE = 60.0
"""Seconds after which a token that Slack did not take is tried again."""

Renew = Callable[[str, str], str]
"""Gives another token than one that Slack refused with this code; empty if there is none."""


def web_client(token: str | None, api_url: str, renew: Renew | None = None) -> WebClient:
    """A client that repeats no request that Slack may have taken, never logs what it sends, and
    raises UnreadableReplyError for a reply that it cannot read."""
    quiet = _quiet("bot.slack")
    client = _Client(token, api_url, timeout=TIMEOUT, retry_handlers=[], logger=quiet)
    client.renew = renew
    return client


def respond(url: str, message: Message, **options: Any) -> None:
    """Answer through a response_url, for the one person unless `options` set `response_type`.

    Raises one of CALL_ERRORS.
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
    """How long to wait after the attempt of this number (from 1): as long as Slack asks, else 1 s,
    2 s, 4 s, … at most a minute."""
    if failed.wait is not None:
        return timedelta(seconds=failed.wait)
    return timedelta(seconds=min(60, 2 ** max(0, attempts - 1)))


_UNREADABLE = "unreadable reply"
_NOT_SLACKS = (200, 400, 401, 403, 407, 408)
"""Statuses that, without an error code of Slack's, come from a proxy or a reply that was cut."""


def is_unsupported(error: SlackApiError) -> bool:
    """Whether the server has no such method. Slack has all that we call; emulators may not."""
    return _code(error.response.data) == "unknown_method" or error.response.status_code in (
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.NOT_IMPLEMENTED,
    )


def dead_token(client: WebClient) -> str:
    """The code with which Slack refuses the client's token; empty if it takes it."""
    return client.dead if isinstance(client, _Client) else ""


def _code(data: Any) -> str:
    """Slack's error code; empty if there is none. For a reply that is not JSON, `data` has the page
    itself in its place."""
    code = data.get("error") if isinstance(data, dict) else None
    return code if isinstance(code, str) and _WORD.fullmatch(code) else ""


def _by_status(status: int, code: str, retry_after: str | None) -> Failure:
    if code in DEAD_TOKEN:
        return Failure(Trouble.NOT_SENT, code, UNTIL_ALIVE)
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
    """Slack's error code in a response_url's reply; empty for "ok" and `{"ok": true}`."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if isinstance(data, dict) and data.get("ok") is False:
        return str(data.get("error") or "unknown")
    return ""


class _Client(WebClient):
    """Slack's client, which takes for granted that every reply is a JSON object in UTF-8.

    `dead` is the code with which Slack last refused its token; empty once a call was taken. `renew`
    gives another token than one that Slack refused with such a code, or an empty text; the call,
    which Slack did not take, is then made again.
    """

    dead = ""
    renew: Renew | None = None

    def _perform_urllib_http_request(self, *, url: str, args: Fields) -> Fields:
        reply, told = self._asked(url, args)
        if _code(told) in DEAD_TOKEN and self.renew is not None:
            used = str(args["headers"].get("Authorization")).removeprefix("Bearer ")
            if token := self.renew(used, _code(told)):
                self.token = token
                headers = {**args["headers"], "Authorization": f"Bearer {token}"}
                reply, told = self._asked(url, {**args, "headers": headers})
        self._note(told)
        return reply

    def _asked(self, url: str, args: Fields) -> tuple[Fields, Fields]:
        """The reply to one request, and what it says."""
        try:
            reply = super()._perform_urllib_http_request(url=url, args=args)
        except (UnicodeDecodeError, LookupError):  # its bytes, or the character set it names
            raise UnreadableReplyError("no text") from None
        if not _is_object(reply["body"]):
            if 200 <= reply["status"] < 300:
                raise UnreadableReplyError("no JSON object")
            reply["body"] = '{"ok": false}'  # the status says what to do
        return reply, json.loads(reply["body"])

    def _note(self, told: Fields) -> None:
        code = _code(told)
        if code in DEAD_TOKEN and not self.dead:
            log.error(
                "Slack does not take the token (%s): nothing is sent until it does, and nothing is "
                "lost. `python -m bot doctor` says what to do.",
                code,
            )
            self.dead = code
        elif told.get("ok") is True and self.dead:
            log.warning("Slack takes the token again")
            self.dead = ""


def _is_object(body: object) -> bool:
    try:
        return isinstance(body, str) and isinstance(json.loads(body), dict)
    except (ValueError, RecursionError):
        return False


def _quiet(name: str) -> logging.Logger:
    """A logger from INFO on, if no level is set: at DEBUG the SDK logs addresses and bodies, which
    may hold secrets and people's words."""
    logger = logging.getLogger(name)
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.INFO)
    return logger

"""Uploading a file. It needs the scope files:write, which is optional."""

from __future__ import annotations

from typing import Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.slack.client import (
    Failure,
    Trouble,
    UnreadableReplyError,
    WithheldError,
    failure,
    is_unsupported,
)

_NOT_GRANTED: Final = {"missing_scope", "not_allowed_token_type", "no_permission"}


def upload(client: WebClient, name: str, content: bytes, channel: str | None = None) -> str:
    """Upload a file and post it in a channel, or, without one, keep it for a block that shows it.
    Gives its id. Raises one of CALL_ERRORS.

    docs.slack.dev/messaging/working-with-files: three calls, which slack_sdk makes.
    """
    try:
        told = client.files_upload_v2(
            channel=channel, content=content, filename=name, title=name, request_file_info=False
        )
    except SlackRequestError:  # the address for the content answered with another status than 200
        raise WithheldError(Failure(Trouble.NOT_SENT, "upload not taken")) from None
    files = told.get("files") or []
    if not files or not files[0].get("id"):
        raise UnreadableReplyError("no id of the file")
    return str(files[0]["id"])


def may_not(error: Exception) -> bool:
    """Whether an error of `upload` means that the app may not upload files at all."""
    unknown = isinstance(error, SlackApiError) and is_unsupported(error)
    return unknown or failure(error).code in _NOT_GRANTED

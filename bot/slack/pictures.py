"""Pictures below the words that say the same, where the app may upload files.

The words are always there, so a picture that Slack does not take, or takes too slowly, is left out.
A file that was just uploaded cannot be shown for a second or two: until then Slack refuses blocks
with it. A picture belongs into a message when that is posted: added later, by chat.update, others
do not see it (github.com/slackapi/java-slack-sdk/issues/1441).
"""

from __future__ import annotations

import copy
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.refusal import reference
from bot.slack import blocks as block_kit
from bot.slack import uploads
from bot.slack.client import CALL_ERRORS, failure
from bot.slack.installations import Installation
from bot.slack.limits import MESSAGE_BLOCKS, VIEW_BLOCKS
from bot.slack.message import Block, Message, Modal, Picture, View

log = logging.getLogger(__name__)

T = TypeVar("T")

FILE_NAME = "figure.png"

PATIENCE = 4.0
"""Seconds for which a message's pictures are uploaded; the calls of one may make it longer."""

SETTLED = 1.5
"""Seconds after an upload until which Slack is not yet asked to show a file."""

IN_MESSAGE = 3.0
"""Seconds for which it is tried to post a message with its pictures."""

IN_VIEW = 20.0
"""Seconds for which it is tried to add a picture to an open modal."""

AGAIN = 0.5
"""Seconds between two tries to show a file that was just uploaded."""

CALL_SECONDS = 2
"""Seconds that one call of an upload may take: a message waits for it, and its lease is short."""

NOT_GRANTED_FOR = 600.0
"""Seconds for which nothing is uploaded after Slack said that the app may not."""

FAILED_FOR = 60.0
"""The same after an upload that failed, or a file that Slack did not show in time."""

KNOWN = 500
"""Pictures whose files are remembered, so that none is uploaded twice."""

AT_ONCE = 8
"""Modals that wait for a picture; to others none is added."""

_REFUSED = {"invalid_blocks", "invalid_arguments"}
"""What Slack says of a file that it cannot show (yet), in a message and in a view."""


class Pictures:
    """The pictures of one process: uploaded once each, and added to messages and modals.

    `seconds` and `sleep` are the clock.
    """

    def __init__(
        self,
        seconds: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._seconds = seconds
        self._sleep = sleep
        self._uploading = threading.Lock()
        self._free = threading.BoundedSemaphore(AT_ONCE)
        self._known: dict[tuple[int, bytes], str] = {}
        self._not_before: dict[int, float] = {}

    def prepare(self, installation: Installation, message: Message) -> None:
        """Upload a message's pictures, before it is posted. Raises nothing."""
        if self._upload(installation, message.pictures, self._seconds() + PATIENCE):
            self._sleep(SETTLED)

    def post(self, installation: Installation, message: Message, send: Callable[[Message], T]) -> T:
        """Send a message with those of its pictures that were uploaded; what `send` gives. Raises
        what `send` raises. Without them if Slack does not show them within IN_MESSAGE."""
        end = self._seconds() + IN_MESSAGE
        files = self._files(installation, message.pictures)
        while files:
            shown = _below(message.blocks, message.pictures, files, MESSAGE_BLOCKS)
            try:
                return send(replace(message, blocks=shown))
            except SlackApiError as error:
                if failure(error).code not in _REFUSED:
                    raise
            if self._seconds() >= end:
                self._give_up(installation, files)
                break
            self._sleep(AGAIN)
        return send(message)

    def add_later(self, installation: Installation, opened: SlackResponse, modal: Modal) -> None:
        """Add pictures to a modal that has just been opened, without waiting for them. `opened` is
        Slack's answer. A modal that was changed meanwhile stays as it is."""
        if not modal.pictures or not self._may(installation):
            return
        view = opened.get("view") or {}
        if not view.get("id") or not self._free.acquire(blocking=False):
            return
        given = (installation, view, modal)
        threading.Thread(target=self._add, args=given, name="picture", daemon=True).start()

    def _add(self, installation: Installation, opened: Mapping[str, Any], modal: Modal) -> None:
        end = self._seconds() + IN_VIEW
        try:
            self._upload(installation, modal.pictures, end)
            files = self._files(installation, modal.pictures)
            below = _below(modal.view["blocks"], modal.pictures, files, VIEW_BLOCKS)
            shown = {**modal.view, "blocks": below}
            while files and not _is_taken(installation.client, opened, shown):
                if self._seconds() >= end:
                    self._give_up(installation, files)
                    break
                self._sleep(AGAIN)
        except CALL_ERRORS as error:  # the modal was closed or changed, or Slack is busy
            log.info("a picture was not added to a modal: %s", failure(error).code)
        except Exception:
            log.exception("reference %s", reference())
        finally:
            self._free.release()

    def _upload(
        self, installation: Installation, pictures: Mapping[str, Picture], end: float
    ) -> bool:
        """Upload those pictures that were not uploaded yet, until `end`; whether there was one. One
        thread does it at a time, so that none is uploaded twice."""
        done = False
        if not pictures or not self._may(installation):
            return done
        if not self._uploading.acquire(timeout=max(0.0, end - self._seconds())):
            return done
        try:
            for picture in pictures.values():
                content = _drawn(picture)
                if content is None or _key(installation, content) in self._known:
                    continue
                if self._seconds() > end or not self._may(installation):
                    break
                done = self._put(installation, content) or done
        finally:
            self._uploading.release()
        return done

    def _put(self, installation: Installation, content: bytes) -> bool:
        quick = copy.copy(installation.client)
        quick.timeout = CALL_SECONDS
        wait = FAILED_FOR
        try:
            self._known[_key(installation, content)] = uploads.upload(quick, FILE_NAME, content)
        except CALL_ERRORS as error:
            log.info("a picture was not uploaded: %s", failure(error).code)
            wait = NOT_GRANTED_FOR if uploads.may_not(error) else FAILED_FOR
        except Exception:  # a reply that the SDK cannot read: no message may be lost by it
            log.exception("reference %s", reference())
        else:
            while len(self._known) > KNOWN:
                del self._known[next(iter(self._known))]
            return True
        self._not_before[installation.workspace_id] = self._seconds() + wait
        return False

    def _files(self, installation: Installation, pictures: Mapping[str, Picture]) -> dict[str, str]:
        """The files of those pictures that were uploaded, by the pictures' names."""
        files = {}
        for name, picture in pictures.items() if self._known else ():
            content = _drawn(picture)
            known = self._known.get(_key(installation, content)) if content is not None else None
            if known is not None:
                files[name] = known
        return files

    def _may(self, installation: Installation) -> bool:
        now = self._seconds()
        return self._not_before.get(installation.workspace_id, now) <= now

    def _give_up(self, installation: Installation, files: Mapping[str, str]) -> None:
        """Forget files that Slack does not show: somebody may have deleted them."""
        self._not_before[installation.workspace_id] = self._seconds() + FAILED_FOR
        gone = set(files.values())
        for key in [key for key, file_id in list(self._known.items()) if file_id in gone]:
            self._known.pop(key, None)


def _key(installation: Installation, content: bytes) -> tuple[int, bytes]:
    return installation.workspace_id, hashlib.sha256(content).digest()


def _drawn(picture: Picture) -> bytes | None:
    """The picture; None if it cannot be drawn, which must not cost anybody the words."""
    try:
        return picture.draw()
    except Exception:
        log.exception("reference %s", reference())
        return None


def _is_taken(client: WebClient, opened: Mapping[str, Any], view: View) -> bool:
    """Update an open modal; False if Slack cannot show its pictures yet."""
    try:
        client.views_update(view_id=opened["id"], hash=opened.get("hash"), view=view)
    except SlackApiError as error:
        if failure(error).code not in _REFUSED:
            raise
        return False
    return True


def _below(
    blocks: Sequence[Block],
    pictures: Mapping[str, Picture],
    files: Mapping[str, str],
    most: int,
) -> list[Block]:
    """The blocks with each file below the block of its name, `most` in all."""
    shown: list[Block] = []
    room = most - len(blocks)
    for block in blocks:
        shown.append(block)
        name = block.get("block_id", "")
        if name in files and room > 0:
            room -= 1
            shown.append(block_kit.uploaded(files[name], pictures[name].alt))
    return shown

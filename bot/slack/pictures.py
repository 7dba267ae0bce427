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
from collections import OrderedDict
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

PATIENCE = 6.0
"""Seconds that a message waits for its pictures; one call to Slack may make it longer."""

IN_VIEW = 20.0
"""Seconds for which it is tried to add a picture to an open modal."""

AGAIN = 0.5
"""Seconds between two tries to show a file that was just uploaded."""

CALL_SECONDS = 3
"""Seconds that one call of an upload may take: a message waits for it."""

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
        self._known: OrderedDict[tuple[int, bytes], str] = OrderedDict()
        self._not_before: dict[int, float] = {}

    def post(
        self,
        installation: Installation,
        message: Message,
        send: Callable[[Message], T],
    ) -> T:
        """Send a message with those of its pictures that Slack has within PATIENCE; what `send`
        gives. Raises what `send` raises of the message without them."""
        end = self._seconds() + PATIENCE
        files = self._files(installation, message.pictures, end)
        refused = False
        while files and self._seconds() <= end:
            shown = _below(message.blocks, message.pictures, files, MESSAGE_BLOCKS)
            try:
                return send(replace(message, blocks=shown))
            except SlackApiError as error:
                if failure(error).code not in _REFUSED:
                    raise
            refused = True
            self._sleep(AGAIN)
        if refused:
            self._give_up(installation, files)
        return send(message)

    def add_later(
        self,
        installation: Installation,
        opened: SlackResponse,
        modal: Modal,
    ) -> None:
        """Add pictures to a modal that has just been opened, without waiting for them. `opened` is
        Slack's answer. A modal that was changed meanwhile stays as it is."""
        if not modal.pictures or not self._may(installation):
            return
        view = opened.get("view") or {}
        if not view.get("id") or not self._free.acquire(blocking=False):
            return
        given = (installation, view, modal)
        threading.Thread(target=self._add, args=given, name="picture", daemon=True).start()

    def _add(
        self,
        installation: Installation,
        opened: Mapping[str, Any],
        modal: Modal,
    ) -> None:
        end = self._seconds() + IN_VIEW
        try:
            files = self._files(installation, modal.pictures, end)
            below = _below(modal.view["blocks"], modal.pictures, files, VIEW_BLOCKS)
            shown = {**modal.view, "blocks": below}
            while files and not _is_taken(installation.client, opened, shown):
                if self._seconds() > end:
                    self._give_up(installation, files)
                    break
                self._sleep(AGAIN)
        except CALL_ERRORS as error:  # the modal was closed or changed, or Slack is busy
            log.info("a picture was not added to a modal: %s", failure(error).code)
        except Exception:
            log.exception("reference %s", reference())
        finally:
            self._free.release()

    def _files(
        self, installation: Installation, pictures: Mapping[str, Picture], end: float
    ) -> dict[str, str]:
        """The files of those pictures that could be uploaded before `end`, by the pictures' names.
        Others wait meanwhile, so that none is uploaded twice."""
        files: dict[str, str] = {}
        if not pictures or not self._may(installation):
            return files
        if not self._uploading.acquire(timeout=max(0.0, end - self._seconds())):
            return files
        try:
            for name, picture in pictures.items():
                if self._seconds() > end or not self._may(installation):
                    break
                if (file_id := self._file(installation, picture)) is not None:
                    files[name] = file_id
        finally:
            self._uploading.release()
        return files

    def _file(self, installation: Installation, picture: Picture) -> str | None:
        content = _drawn(picture)
        if content is None:
            return None
        key = (installation.workspace_id, hashlib.sha256(content).digest())
        if key not in self._known:
            quick = copy.copy(installation.client)
            quick.timeout = CALL_SECONDS
            try:
                self._known[key] = uploads.upload(quick, FILE_NAME, content)
            except CALL_ERRORS as error:
                log.info("a picture was not uploaded: %s", failure(error).code)
                wait = NOT_GRANTED_FOR if uploads.may_not(error) else FAILED_FOR
                self._not_before[installation.workspace_id] = self._seconds() + wait
                return None
        self._known.move_to_end(key)
        while len(self._known) > KNOWN:
            self._known.popitem(last=False)
        return self._known[key]

    def _may(self, installation: Installation) -> bool:
        now = self._seconds()
        return self._not_before.get(installation.workspace_id, now) <= now

    def _give_up(self, installation: Installation, files: Mapping[str, str]) -> None:
        """Forget files that Slack does not show: somebody may have deleted them."""
        self._not_before[installation.workspace_id] = self._seconds() + FAILED_FOR
        gone = set(files.values())
        with self._uploading:
            for key in [key for key, file_id in self._known.items() if file_id in gone]:
                del self._known[key]


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

"""A button that a person pressed or a form that they sent in Slack, and answering that person."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.record.numbers import sought
from bot.refusal import RefusalError
from bot.slack import posting, refusals
from bot.slack.blocks import Value
from bot.slack.channels import OUTSIDERS, why_closed
from bot.slack.client import Trouble, failure, respond
from bot.slack.given import Given
from bot.slack.message import Message

log = logging.getLogger(__name__)

_REFUSED = Trouble.REFUSED


@dataclass(frozen=True, slots=True)
class Press:
    """A button or a line of a menu that `user` pressed, or a form that `user` sent.

    `fields` are the texts and numbers, by name, that the button or the form carried. They come from
    outside. So before anything is done, a row that they name is looked up in the workspace, and
    the person's role is checked. `given` holds the inputs of the form in which it was pressed.

    It was pressed in a message (`channel`, `message_ts`, `thread_ts` if that is a reply in a
    thread; `ephemeral` if only one person sees it), in the Home tab (`home`, `view_id`) or in a
    modal (`view_id`; `callback_id` says which one, `under` is the modal below it, `depth` counts
    from 1 for the lowest).
    """

    workspace_id: int
    user: str
    fields: Mapping[str, Value] = field(default_factory=dict)
    given: Given = field(default_factory=Given)
    channel: str = ""
    message_ts: str | None = None
    thread_ts: str | None = None
    ephemeral: bool = False
    response_url: str | None = None
    trigger_id: str = ""
    view_id: str = ""
    callback_id: str = ""
    under: str = ""
    depth: int = 0
    home: bool = False

    @property
    def do(self) -> str:
        """The name of the action, for a button or form that serves several; else empty."""
        return self.text("do")

    @property
    def seen(self) -> int | None:
        """The version of the row that the form showed; None if it carries none."""
        seen = self.fields.get("seen")
        return seen if isinstance(seen, int) else None

    def number(
        self, name: str = "id", default: int | None = None, *, refusal: str = refusals.STALE
    ) -> int:
        """The number of a row or page under this name in `fields`, else `default`.

        Raises RefusalError with the sentence `refusal` if there is none that a row can have.
        """
        number = self.fields.get(name, default)
        if type(number) is not int or sought(number) != number:
            raise RefusalError(refusal)
        return number

    def text(self, name: str, default: str = "") -> str:
        """The value under this name in `fields` as a text, else `default`."""
        return str(self.fields.get(name, default))

    def about(self, **more: Value) -> dict[str, Value]:
        """`fields` with more, to be carried by the form of the next step."""
        return {**self.fields, **more}

    def anew(self) -> Press:
        """The same press without the versions that the form showed: about the row as it is now."""
        kept = {n: value for n, value in self.fields.items() if n not in ("seen", "seen_into")}
        return dataclasses.replace(self, fields=kept)

    def further(self, *, keep: bool = False, **more: Value) -> Press:
        """The press of the next step, with more `fields`; with `keep` it keeps the inputs."""
        given = self.given if keep else Given()
        return dataclasses.replace(self, fields=self.about(**more), given=given)


def replace(client: WebClient, press: Press, message: Message) -> None:
    """Replace the message that has the button; if that cannot be done, answer the person alone.

    The person alone is also answered if outsiders read the channel by now, or if Slack does not
    say whether they do. Raises one of CALL_ERRORS.
    """
    if press.message_ts and not (press.ephemeral and press.response_url):
        closed = None if press.ephemeral else why_closed(client, press.channel)
        if closed is not None and (closed.code == OUTSIDERS or closed.trouble is not _REFUSED):
            log.info("a message was not changed: %s", closed.code)
            reply(client, press, message)
            return
        try:
            posting.change(client, press.channel, press.message_ts, message)
            return
        except SlackApiError as error:
            if failure(error).trouble is not _REFUSED:
                raise
            log.info("a message was not changed: %s", failure(error).code)
    if press.response_url:
        respond(press.response_url, message, replace_original=True)
    else:
        reply(client, press, message)


def reply(client: WebClient, press: Press, message: Message) -> None:
    """Answer the person who pressed the button, and no one else. Raises one of CALL_ERRORS."""
    place = posting.Place(press.channel, press.user, press.thread_ts, press.response_url)
    posting.answer(client, place, message)


def container(body: Mapping[str, Any]) -> dict[str, Any]:
    """The container of a button: Slack's object, else one made from the rest of the payload.

    Slack sends no `message` for a button in a message that only one person sees. `thread_ts` is
    there only for a reply: a thread's first message stands in the channel.
    """
    message, view = body.get("message") or {}, body.get("view") or {}
    private = bool(message.get("is_ephemeral")) or not (message.get("ts") or view)
    pieced = {
        "channel_id": (body.get("channel") or {}).get("id"),
        "message_ts": message.get("ts"),
        "thread_ts": message.get("thread_ts"),
        "is_ephemeral": private or message.get("subtype") == "ephemeral",
        "view_id": view.get("id"),
    }
    told = {key: value for key, value in (body.get("container") or {}).items() if value is not None}
    found = pieced | told
    if found["thread_ts"] == found["message_ts"]:
        found["thread_ts"] = None
    return found


def place(body: Mapping[str, Any]) -> posting.Place:
    """Where the person is who pressed a button or chose a shortcut."""
    where = container(body)
    return posting.Place(
        channel=where["channel_id"] or "",
        user=body["user"]["id"],
        thread_ts=where["thread_ts"],
        response_url=body.get("response_url") or None,
    )

"""What people do in the stand-in's workspace, told to the bot as Slack tells it.

Each act changes the workspace, sends the bot the signed request that Slack would send (if it would
send one), and does what the bot's answer says. The page and the terminal are made of these acts.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from bot.demo import BOT_USER, SIGNING_SECRET, TEAM, direct, views
from bot.demo.chat import content, show_only_to
from bot.demo.composing import composed
from bot.demo.journal import NotingSlack
from bot.demo.payload import Payload
from bot.demo.shown import sees
from bot.demo.signed import (
    app_home_opened,
    app_mention,
    block_action,
    block_suggestion,
    event,
    message_changed,
    message_deleted,
    message_im,
    message_shortcut,
    signed,
    slash_command,
    view_closed,
    view_submission,
)
from bot.demo.workspace import Channel, Fields, SlackError
from bot.slack.limits import MESSAGE_TEXT

COMMAND = "/onrecord"


class ActError(Exception):
    """Something that cannot be done here, as a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Used:
    """A button or menu that a person uses, in a message (`channel`, `ts`) or a view (`view_id`).

    `chosen` is what a menu adds to the action, `values` the state of the inputs around it, by
    block and action, in Slack's shapes.
    """

    action_id: str
    block_id: str | None = None
    value: str | None = None
    channel: str = ""
    ts: str = ""
    view_id: str = ""
    chosen: Fields = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


class People:
    """The acts of people. They raise ActError for what cannot be done."""

    def __init__(self, slack: NotingSlack, app: App) -> None:
        self._slack, self._app, self._ws = slack, app, slack.workspace

    # Messages.

    def say(self, user: str, channel: str, typed: str, thread_ts: str | None = None) -> Fields:
        """A person sends a message; the bot is told of it if it is mentioned where it is a member,
        or if the message is a direct one."""
        room, text = self._room(user, channel), self._composed(typed)
        if thread_ts is not None:
            self._message(user, channel, thread_ts)
        said = self._slack.say(channel, text, user=user, thread_ts=thread_ts)
        self._changed()
        if payload := self._heard(user, room, said):
            self._send(payload)
        return said

    def edit(self, user: str, channel: str, ts: str, typed: str) -> None:
        """A person changes their message."""
        before = self._own(user, channel, ts)
        self._slack.edit(channel, ts, self._composed(typed))
        self._changed()
        if self._room(user, channel).user is not None:
            text = self._composed(typed)
            self._send(message_changed(text, before=before, channel=channel))

    def erase(self, user: str, channel: str, ts: str) -> None:
        """A person deletes their message."""
        before = self._own(user, channel, ts)
        self._slack.erase(channel, ts)
        self._changed()
        if self._room(user, channel).user is not None:
            self._send(message_deleted(before=before, channel=channel))

    def command(self, user: str, channel: str, typed: str) -> None:
        """A person sends a slash command; `typed` begins with it."""
        self._room(user, channel)
        name, _, rest = typed.strip().partition(" ")
        if name != COMMAND:
            raise ActError(f"{name} is no command here. There is {COMMAND}; try {COMMAND} help.")
        urls = self._slack.response_url(channel, user), self._slack.trigger(user)
        text = self._composed(rest.strip(), named=True)  # the manifest says `should_escape`
        payload = slash_command(
            text, response_url=urls[0], trigger_id=urls[1], channel=channel, user=user
        )
        answer = _object(self._send(payload))
        if answer.get("text") or answer.get("blocks"):
            with self._ws.changed:
                shown = content(self._ws, answer, MESSAGE_TEXT)
                if answer.get("response_type") == "in_channel":
                    self._ws.keep(channel, BOT_USER, shown, None)
                else:
                    show_only_to(self._ws, channel, user, shown, None)
            self._changed()

    def shortcut(self, user: str, channel: str, ts: str, callback_id: str) -> None:
        """A person picks one of the app's shortcuts in the menu of a message."""
        message = self._message(user, channel, ts)
        urls = self._slack.response_url(channel, user), self._slack.trigger(user)
        payload = message_shortcut(
            callback_id, message, response_url=urls[0], trigger_id=urls[1], channel=channel,
            user=user,
        )  # fmt: skip
        self._send(payload)

    def invite(self, user: str, channel: str) -> None:
        """A person invites the bot to a channel."""
        room = self._room(user, channel)
        self._slack.change_channel(channel, member=True)
        self._changed()
        at = self._ws.new_ts()
        joined = {"type": "member_joined_channel", "user": BOT_USER, "channel": channel}
        kind = "G" if room.private else "C"
        joined |= {"channel_type": kind, "team": TEAM, "inviter": user, "event_ts": at}
        self._send(event(joined))

    # Buttons, menus, modals, the Home tab.

    def use(self, user: str, used: Used) -> None:
        """A person presses a button, or chooses in a menu that the bot is told of at once."""
        message = self._message(user, used.channel, used.ts) if used.ts else None
        view = None if message else self._view(user, used.view_id) | _state_of(used.values)
        url = self._slack.response_url(used.channel, user, message=message) if message else ""
        try:
            payload = block_action(
                used.action_id, used.value, trigger_id=self._slack.trigger(user), message=message,
                view=view, channel=used.channel, user=user, response_url=url, chosen=used.chosen,
                values=used.values if message else None, block_id=used.block_id,
            )  # fmt: skip
        except LookupError as gone:
            raise ActError("That button is not there any more.") from gone
        self._send(payload)

    def suggest(self, user: str, used: Used, typed: str) -> Fields:
        """A person types in a menu whose choices the bot gives: `options` or `option_groups`."""
        view = self._view(user, used.view_id)
        return _object(self._send(
            block_suggestion(used.action_id, typed, view, user=user, block_id=used.block_id)
        ))  # fmt: skip

    def submit(self, user: str, view_id: str, values: Mapping[str, Any]) -> Fields:
        """A person sends the form on top; gives the errors to show, by block id."""
        view = self._view(user, view_id)
        answer = _object(
            self._send(
                view_submission(view, values, trigger_id=self._slack.trigger(user), user=user)
            )
        )
        with self._ws.changed:
            try:
                errors = views.submitted(self._ws, user, view_id, answer)
            except SlackError as refused:
                raise ActError(f"Slack refuses the bot's answer ({refused.code}).") from refused
        self._changed()
        return errors

    def close(self, user: str, *, every: bool = False) -> None:
        """A person closes the modal on top, or all of them."""
        with self._ws.changed:
            told = [dict(view) for view in views.close(self._ws, user, every=every)]
        self._changed()
        for view in told:
            self._send(view_closed(view, user=user, is_cleared=every))

    def open_app(self, user: str, tab: str) -> None:
        """A person opens the app's Home tab ("home") or its direct messages ("messages")."""
        at = self._ws.new_ts()
        view = self._slack.home(user) if tab == "home" else None
        self._send(app_home_opened(event_ts=at, user=user, tab=tab, view=view))

    # Helpers.

    def _send(self, payload: Payload) -> BoltResponse:
        headers, body = signed(payload, SIGNING_SECRET, time.time())
        began = time.monotonic()
        response = self._app.dispatch(
            BoltRequest(body=body.decode(), headers={k: [v] for k, v in headers.items()})
        )
        took = time.monotonic() - began
        reply = {"status": response.status, "body": _object(response) or response.body}
        request = {"headers": headers, "body": payload.body}
        self._slack.journal.note("to the bot", _name(payload), request, reply, took)
        if response.status != 200:
            raise ActError(f"The bot refused the request (HTTP {response.status}).")
        return response

    def _heard(self, user: str, channel: Channel, said: Fields) -> Payload | None:
        """The event by which the bot hears of a message, if it does: it may not read channels."""
        ts, thread_ts = said["ts"], said.get("thread_ts")
        if channel.id == direct(user):
            return message_im(said["text"], ts=ts, user=user, thread_ts=thread_ts)
        if not channel.member or f"<@{BOT_USER}>" not in said["text"]:
            return None
        foreign = self._ws.person(user).team != TEAM
        told = app_mention(
            said["text"], ts=ts, channel=channel.id, user=user, thread_ts=thread_ts,
            ext_shared=channel.ext_shared and foreign,
        )  # fmt: skip
        return replace(told, body=told.body | {"is_ext_shared_channel": channel.ext_shared})

    def _composed(self, typed: str, *, named: bool = False) -> str:
        with self._ws.changed:
            people = {p.name: f"{p.id}|{p.name}" * named or p.id for p in self._ws.people.values()}
            channels = {c.name: c.id for c in self._ws.channels.values() if c.user is None}
        return composed(typed, people, channels)

    def _room(self, user: str, channel: str) -> Channel:
        """A channel in which a person may write."""
        with self._ws.changed:
            room = self._ws.channels.get(channel)
            if room is None or not sees(self._ws.person(user), room):
                raise ActError("There is no such channel.")
            return room

    def _message(self, user: str, channel: str, ts: str) -> Fields:
        """A message that a person sees."""
        self._room(user, channel)
        seen = [*self._slack.messages(channel), *self._slack.ephemerals(channel, user)]
        found = [message for message in seen if message["ts"] == ts]
        if not found:
            raise ActError("That message is not there any more.")
        return found[0]

    def _own(self, user: str, channel: str, ts: str) -> Fields:
        message = self._message(user, channel, ts)
        if message["user"] != user:
            raise ActError("Only its author can change a message.")
        return message

    def _view(self, user: str, view_id: str) -> Fields:
        """A modal that a person has open, or their Home tab."""
        home = self._slack.home(user)
        if home is not None and home["id"] == view_id:
            return home
        with self._ws.changed:
            if view_id in self._ws.open_views.get(user, []):
                return dict(self._ws.views[view_id])
        raise ActError("That form is not open any more.")

    def _changed(self) -> None:
        with self._ws.changed:
            self._ws.changed.notify_all()


def _state_of(values: Mapping[str, Any]) -> Fields:
    return {"state": {"values": dict(values)}}


def _object(response: BoltResponse) -> Fields:
    """The object in a response's body; an empty one if there is none."""
    try:
        read = json.loads(response.body) if response.body else {}
    except ValueError:
        read = {"text": response.body}  # a command may be answered by a bare text
    return read if isinstance(read, dict) else {}


def _name(payload: Payload) -> str:
    body = payload.body
    if payload.kind == "event":
        inner = body["event"]
        return str(inner.get("subtype") or inner["type"])
    return str(body.get("command") or body["type"])

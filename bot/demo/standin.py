"""A local stand-in for Slack's Web API that keeps the messages posted.

It takes the calls of `slack_sdk.WebClient(base_url=standin.api_url)` and refuses calls that Slack
refuses, as far as that is cheap to know. It never sends events by itself: `bot.demo.signed` writes
those. It uses only the standard library and listens only on 127.0.0.1.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Self, TypeVar

from bot.demo import APP_TOKEN, BOT_TOKEN, BOT_USER, REPORTER, SIGNING_SECRET, TEAM
from bot.demo import files as uploads
from bot.demo.chat import respond
from bot.demo.methods import BASE_SCOPES, call
from bot.demo.wire import Reply, Server
from bot.demo.workspace import (
    Call,
    Channel,
    Fields,
    Person,
    ResponseUrl,
    SlackError,
    Trigger,
    Workspace,
    copied,
)

T = TypeVar("T")

RESPONSE_URL = "response_url"
"""The name under which a post to a response_url is listed among the calls."""

UPLOAD = "upload"
"""The name of an upload of content, for faults."""


class SlackStandIn:
    """Slack's Web API for one small workspace, as a context manager.

    `now` gives Unix seconds; a trigger_id is valid for `trigger_seconds`.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = BOT_TOKEN,
        app_token: str = APP_TOKEN,
        scopes: Iterable[str] = BASE_SCOPES,
        now: Callable[[], float] = time.time,
        trigger_seconds: float | None = None,
    ) -> None:
        self.token = token
        self.app_token = app_token
        self.token_error = ""
        """Slack's code with which every call with the bot's token is refused; empty: taken."""
        self.workspace = Workspace(scopes, now)
        if trigger_seconds is not None:
            self.workspace.trigger_seconds = trigger_seconds
        self._server = Server(port, self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    @property
    def api_url(self) -> str:
        """The `base_url` of a WebClient, and the setting SLACK_API_URL."""
        return self.url + "api/"

    def environment(self) -> dict[str, str]:
        """The settings with which a bot process talks to this stand-in over HTTP."""
        return {
            "SLACK_BOT_TOKEN": self.token,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_API_URL": self.api_url,
        }

    # Actions of people.

    def add_channel(
        self,
        id: str,  # noqa: A002
        name: str,
        *,
        member: bool = True,
        private: bool = False,
        ext_shared: bool = False,
    ) -> None:
        """Adds a channel. `member`: whether the bot is in it."""
        with self.workspace.changed:
            self.workspace.add_channel(Channel(id, name, member, private, ext_shared))

    def add_user(
        self,
        id: str,  # noqa: A002
        name: str,
        admin: bool = False,
        team: str = TEAM,
        bot: bool = False,
        tz: str = "Europe/London",
    ) -> None:
        with self.workspace.changed:
            self.workspace.add_person(Person(id, name, admin, team, bot, tz))

    def change_channel(self, channel: str, **changes: Any) -> None:
        """Changes a channel: archives it (`archived=True`), removes the bot from it
        (`member=False`), …"""
        with self.workspace.changed:
            old = self.workspace.channels[channel]
            self.workspace.channels[channel] = replace(old, **changes)

    def change_user(self, user: str, **changes: Any) -> None:
        """Changes a person: deactivates them (`deleted=True`), moves them to another time zone,
        …"""
        with self.workspace.changed:
            self.workspace.people[user] = replace(self.workspace.people[user], **changes)

    def say(
        self,
        channel: str,
        text: str,
        *,
        user: str = REPORTER,
        thread_ts: str | None = None,
        **more: Any,
    ) -> Fields:
        """A person writes a message; its `ts` goes into the event that tells the bot of it."""
        with self.workspace.changed:
            said = self.workspace.keep(channel, user, {"text": text, **more}, thread_ts)
            return copied(said)

    def edit(self, channel: str, ts: str, text: str) -> Fields:
        """A person edits their message; gives the message as it then is."""
        with self.workspace.changed:
            message = self.workspace.message(channel, ts)
            edited = {"user": message["user"], "ts": self.workspace.new_ts()}
            message |= {"text": text, "edited": edited}
            return copied(message)

    def erase(self, channel: str, ts: str) -> None:
        """A person deletes a message."""
        with self.workspace.changed:
            del self.workspace.messages[channel][ts]

    def trigger(self, user: str = REPORTER) -> str:
        """A trigger_id, as it comes with a command, a shortcut or a button."""
        with self.workspace.changed:
            number = len(self.workspace.triggers) + 1
            name = f"{number}.{number}.{self.workspace.new_id('').lower()}"
            self.workspace.triggers[name] = Trigger(user, self.workspace.now())
            return name

    def response_url(
        self,
        channel: str,
        user: str = REPORTER,
        *,
        message: Fields | None = None,
        thread_ts: str | None = None,
    ) -> str:
        """A response_url for an interaction; `message` is the one whose button was pressed."""
        with self.workspace.changed:
            name = self.workspace.new_id("R")
            original = message["ts"] if message else None
            self.workspace.response_urls[name] = ResponseUrl(
                channel, user, original, thread_ts, self.workspace.now()
            )
            self.workspace.responses[name] = []
            return f"{self.url}response/{name}"

    def close_modals(self, user: str = REPORTER) -> None:
        with self.workspace.changed:
            self.workspace.open_views.pop(user, None)

    # What tests look at. Everything is a copy.

    @property
    def calls(self) -> list[Call]:
        """Every call with the right token, in order, including refused ones."""
        return self._read(lambda ws: ws.calls)

    def calls_of(self, method: str) -> list[Fields]:
        """The parameters of each call of one method, or of `response_url`."""
        return [call.params for call in self.calls if call.method == method]

    def messages(self, channel: str) -> list[Fields]:
        """All messages of a channel in order, people's and the bot's, including replies."""
        return self._read(lambda ws: list(ws.messages[channel].values()))

    def posted(self, channel: str | None = None) -> list[Fields]:
        """The bot's messages in a channel, or in all channels."""

        def posted(ws: Workspace) -> list[Fields]:
            names = [channel] if channel else list(ws.channels)
            return [
                m for name in names for m in ws.messages[name].values() if m["user"] == BOT_USER
            ]

        return self._read(posted)

    def replies(self, channel: str, ts: str) -> list[Fields]:
        """The replies under a message, without the message itself."""
        return self._read(lambda ws: ws.thread(channel, ts))

    def ephemerals(self, channel: str | None = None, user: str | None = None) -> list[Fields]:
        """The messages that were shown to one person only (`shown_to`)."""
        return self._read(
            lambda ws: [
                m
                for m in ws.ephemerals
                if channel in (None, m["channel"]) and user in (None, m["shown_to"])
            ]
        )

    @property
    def reactions(self) -> dict[tuple[str, str], list[str]]:
        """The bot's reactions by channel and ts, without those that it removed (see `calls`)."""
        return self._read(lambda ws: {k: v for k, v in ws.reactions.items() if v})

    @property
    def views(self) -> list[Fields]:
        """Every modal that was opened, in its last state, in order of opening."""
        return self._read(lambda ws: list(ws.views.values()))

    def modal(self, user: str = REPORTER) -> Fields | None:
        """The modal that a person sees on top; None if there is none."""
        return self._read(
            lambda ws: ws.views[ws.open_views[user][-1]] if ws.open_views.get(user) else None
        )

    def home(self, user: str = REPORTER) -> Fields | None:
        return self._read(lambda ws: ws.homes.get(user))

    def responses(self, response_id: str) -> list[Fields]:
        """The bodies posted to a response_url (given by its last part, or whole)."""
        return self._read(lambda ws: ws.responses[response_id.rsplit("/", 1)[-1]])

    def wait_for(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:
        """The predicate's value as soon as it is true. Raises TimeoutError after `timeout`
        seconds."""
        with self.workspace.changed:
            end = time.monotonic() + timeout
            while not (value := predicate()):
                # Not only on a change here: a predicate may depend on other things too.
                if (left := end - time.monotonic()) <= 0:
                    break
                self.workspace.changed.wait(min(left, 0.1))
            else:
                return value
            seen = [call.method for call in self.workspace.calls[-20:]]
            raise TimeoutError(f"not within {timeout} s; last calls: {', '.join(seen) or 'none'}")

    def carry_out(self, method: str, params: Fields, run: Callable[[], Reply]) -> Reply | None:  # noqa: ARG002
        """Does a call and gives its reply; None drops the connection. Tests override this to add
        faults."""
        return run()

    def open_socket(self) -> str | None:
        """The address of Socket Mode; None if there is none."""
        return None

    def answer(self, method: str, params: Fields, token: str | None) -> Reply | None:
        """Answers one call; None if the connection is dropped without an answer."""
        right = self.app_token if method == "apps.connections.open" else self.token
        if token != right and method != "api.test":
            error = "invalid_auth" if token else "not_authed"
            return self._reply({"ok": False, "error": error})
        if self.token_error and right == self.token:
            return self._reply({"ok": False, "error": self.token_error})
        return self._noted(method, params, lambda: self._call(method, params))

    def answer_response(self, response_id: str, body: Fields) -> Reply | None:
        def run() -> Fields:
            respond(self.workspace, response_id, body)
            return {}

        return self._noted(RESPONSE_URL, {"id": response_id, **body}, run, refusal=404)

    def answer_upload(self, file_id: str, content: bytes) -> Reply | None:
        def run() -> Reply:
            with self.workspace.changed:
                if file_id not in self.workspace.files:
                    return Reply(404, {"ok": False, "error": "not_found"})
                uploads.take(self.workspace, file_id, content)
            return Reply(200, {"ok": True})

        return self.carry_out(UPLOAD, {"id": file_id}, run)

    @property
    def files(self) -> dict[str, Fields]:
        """Every file that was uploaded, by id, with its `content` (bytes)."""
        return self._read(lambda ws: ws.files)

    def _call(self, method: str, params: Fields) -> Fields:
        if method == "apps.connections.open" and (url := self.open_socket()):
            return {"url": url}
        done = call(self.workspace, method, params)
        if method == "files.getUploadURLExternal":
            done["upload_url"] = self.url + done["upload_url"]
        return done

    def _noted(
        self, method: str, params: Fields, run: Callable[[], Fields], refusal: int = 200
    ) -> Reply | None:
        ws = self.workspace
        with ws.changed:
            ws.calls.append(Call(method, copied(params), ws.now()))
            ws.changed.notify_all()

        def do() -> Reply:
            with ws.changed:
                try:
                    done = {"ok": True, **copied(run())}
                except SlackError as error:
                    return self._reply({"ok": False, "error": error.code, **error.more}, refusal)
                finally:
                    ws.changed.notify_all()
            return self._reply(done)

        return self.carry_out(method, params, do)

    def _reply(self, body: Fields, status: int = 200) -> Reply:
        return Reply(status, body, {"X-OAuth-Scopes": ",".join(sorted(self.workspace.scopes))})

    def _read(self, look: Callable[[Workspace], T]) -> T:
        with self.workspace.changed:
            return copied(look(self.workspace))

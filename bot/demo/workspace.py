"""The state of the stand-in for Slack: people, channels, messages, views, and calls."""

from __future__ import annotations

import pickle
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.demo import (
    APP,
    BOT,
    BOT_USER,
    DESK,
    EDITOR,
    ELSEWHERE,
    GUEST,
    NEWSROOM,
    OTHER_TEAM,
    REPORTER,
    SHARED,
    TEAM,
    direct,
)

T = TypeVar("T")

Fields = dict[str, Any]
"""A JSON object: the parameters of a call, a message, a view."""

RESPONSE_USES = 5
RESPONSE_SECONDS = 30 * 60
"""Seconds for which a response_url may be used, and how often:
docs.slack.dev/interactivity/handling-user-interaction."""
FILE_SECONDS = 0.3
"""Seconds after which an uploaded picture can be shown; Slack says only that it takes a moment."""
TRIGGER_SECONDS = 3.0
"""Seconds for which a trigger_id is valid: docs.slack.dev/surfaces/modals."""


BLOCKS_CHARACTERS = 13_422
"""Characters in a message's blocks, each of which counts as 125 more, as people found:
github.com/slackapi/bolt-js/issues/2509."""


def copied(original: T) -> T:
    """A copy of it and of all that is in it, several times as fast as `copy.deepcopy`."""
    copy: T = pickle.loads(pickle.dumps(original))
    return copy


class SlackError(Exception):
    """A refusal: `code` is Slack's value of `error`, `more` are the fields beside it."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot: a Web API method, or `response_url`. `at` is in seconds (Unix)."""

    method: str
    params: Fields
    at: float


@dataclass(frozen=True, slots=True)
class Channel:
    """`member`: whether the bot is in it. `user`: the person, if it is a direct message.

    `ext_shared`: with another company, `pending_shared`: about to be; `org_shared`: with other
    workspaces of one organisation.
    """

    id: str
    name: str
    member: bool = True
    private: bool = False
    ext_shared: bool = False
    pending_shared: bool = False
    org_shared: bool = False
    archived: bool = False
    user: str | None = None

    @property
    def kind(self) -> str:
        """The kind of channel in the names of scopes: im, groups or channels."""
        if self.user is not None:
            return "im"
        return "groups" if self.private else "channels"


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    admin: bool = False
    team: str = TEAM
    bot: bool = False
    tz: str | None = "Europe/London"
    deleted: bool = False
    guest: bool = False
    teams: tuple[str, ...] | None = None
    """The workspaces of an organisation (Enterprise Grid) that they are in; None without one."""
    tz_offset: int | None = None
    """Seconds; None: that of the zone."""
    locale: str = "en-US"
    """The language in which they use Slack, as Slack names it."""


@dataclass(slots=True)
class Trigger:
    user: str
    made: float
    exchanged: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """An address for answers to an interaction; `original` is the ts of the message it came
    from."""

    channel: str
    user: str
    original: str | None
    thread_ts: str | None
    made: float
    uses: int = 0


class Changes(threading.Condition):
    """The lock of a workspace's state, which is re-entrant; `count` grows with each change."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def notify_all(self) -> None:
        self.count += 1
        super().notify_all()


class Workspace:
    """The state of one Slack workspace. Code that reads or changes it holds `changed`."""

    def __init__(self, scopes: Iterable[str], now: Callable[[], float] = time.time) -> None:
        self.scopes = frozenset(scopes)
        self.now = now
        self.trigger_seconds = TRIGGER_SECONDS
        self.most_in_blocks = BLOCKS_CHARACTERS
        self.file_seconds = FILE_SECONDS
        self.changed = Changes()
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Fields]] = {}
        self.ephemerals: list[Fields] = []
        self.reactions: dict[tuple[str, str], list[str]] = {}
        self.views: dict[str, Fields] = {}
        self.files: dict[str, Fields] = {}  # by id: name, content once uploaded
        self.open_views: dict[str, list[str]] = {}
        self.homes: dict[str, Fields] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.responses: dict[str, list[Fields]] = {}
        self.calls: list[Call] = []
        self._last_ts = 0
        self._fill()

    def new_ts(self) -> str:
        """A message's timestamp: unique, increasing, seconds and microseconds."""
        self._last_ts = max(int(self.now()) * 1_000_000 + 100, self._last_ts + 100)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def new_id(self, letter: str) -> str:
        return letter + secrets.token_hex(5).upper()

    def require(self, *scopes: str) -> None:
        """Raises Slack's error if a scope was not granted."""
        for scope in scopes:
            if scope not in self.scopes:
                provided = ",".join(sorted(self.scopes))
                raise SlackError("missing_scope", needed=scope, provided=provided)

    def add_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel
        self.messages.setdefault(channel.id, {})

    def add_person(self, person: Person) -> None:
        self.people[person.id] = person
        if not person.bot:
            self.add_channel(Channel(direct(person.id), "directmessage", user=person.id))

    def channel(self, name: Any) -> Channel:
        """The channel with this id, or a person's direct messages. Private channels are found
        only if the bot is in them."""
        key = direct(str(name)) if name in self.people else str(name)
        channel = self.channels.get(key)
        if channel is None or (channel.private and not channel.member):
            raise SlackError("channel_not_found")
        return channel

    def channel_of_member(self, name: Any) -> Channel:
        channel = self.channel(name)
        if not channel.member:
            raise SlackError("not_in_channel")
        return channel

    def person(self, user: Any) -> Person:
        if (person := self.people.get(str(user))) is None:
            raise SlackError("user_not_found")
        return person

    def message(self, channel: str, ts: Any) -> Fields:
        if (message := self.messages[channel].get(str(ts))) is None:
            raise SlackError("message_not_found")
        return message

    def thread(self, channel: str, ts: str) -> list[Fields]:
        """The replies under a message, oldest first, without the message itself."""
        return [
            m for m in self.messages[channel].values() if m.get("thread_ts") == ts and m["ts"] != ts
        ]

    def keep(self, channel: str, user: str, content: Fields, thread_ts: str | None) -> Fields:
        """Stores a message with the fields that it has in the channel, and returns it."""
        message: Fields = {"type": "message", "user": user, "ts": self.new_ts()}
        if user == BOT_USER:
            message |= {"bot_id": BOT, "app_id": APP}
        message |= {"team": self.people[user].team if user in self.people else TEAM, **content}
        if thread_ts is not None:
            message["thread_ts"] = thread_ts
        self.messages[channel][message["ts"]] = message
        return message

    def _fill(self) -> None:
        self.add_person(Person(BOT_USER, "onrecord", bot=True))
        self.add_person(Person(EDITOR, "editor", admin=True))
        self.add_person(Person(REPORTER, "reporter"))
        self.add_person(Person(GUEST, "guest", team=OTHER_TEAM))
        self.add_channel(Channel(NEWSROOM, "newsroom"))
        self.add_channel(Channel(ELSEWHERE, "elsewhere", member=False))
        self.add_channel(Channel(DESK, "desk", private=True))
        self.add_channel(Channel(SHARED, "shared", ext_shared=True))

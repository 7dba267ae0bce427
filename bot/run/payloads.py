"""The shape of Slack's payloads: for each kind, the fields that the bot reads, and their types.

A payload of another shape is refused before its fields are read. Fields that are in no model here
are not checked, so that Slack may add and change them.
docs.slack.dev/reference/interaction-payloads, docs.slack.dev/apis/events-api
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

DEEPEST = 100
"""Levels of nesting in a payload. A list in rich text has about fifteen."""

Fields = dict[str, Any]
Word = Annotated[str, Field(min_length=1)]


def _web_address(value: str) -> str:
    """Raises ValueError for an address that cannot be called; an empty one counts as none."""
    parts = urlsplit(value)
    callable_ = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    if value and (not callable_ or not _PRINTED.fullmatch(value)):
        raise ValueError("it is no web address")
    return value


_PRINTED = re.compile("[!-~]+")

Address = Annotated[str, AfterValidator(_web_address)]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""PostgreSQL stores no NUL, and UTF-8 cannot encode half a surrogate pair."""

_PLACE = re.compile(r"^(?![a-z_0-9]{1,40}$).*$", re.DOTALL)
"""Matches a key that is not a field's name, and so may be a person's words."""


def cleaned(value: Any, depth: int = 0) -> Any:
    """The value with U+FFFD for characters that no database stores. Raises ValueError if it is
    nested too deeply."""
    if depth > DEEPEST:
        raise ValueError(f"it has more than {DEEPEST} levels")
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {cleaned(k, depth + 1): cleaned(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list):
        return [cleaned(one, depth + 1) for one in value]
    return value


def fault(body: Fields) -> str | None:
    """What is wrong with a payload's shape, in words that repeat nothing of its content; None if
    nothing is.

    An unknown kind has no fault: the caller has to ignore it (`is_ours`).
    """
    kind = _kind(body)
    if kind is None:
        return "it has no type"
    try:
        _KINDS.get(kind, _Any).model_validate(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        return f"{'.'.join(_PLACE.sub('…', str(part)) for part in first['loc'])}: {first['msg']}"
    return None


def is_ours(body: Fields) -> bool:
    """Whether it is of a kind that the bot reads."""
    return _kind(body) in _KINDS


def _kind(body: Fields) -> str | None:
    kind = body.get("type") if "command" not in body else _COMMAND
    return kind if isinstance(kind, str) and kind else None


class _Any(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class _Named(_Any):
    """A person, channel or team."""

    id: str | None = None
    team_id: str | None = None


class _Option(_Any):
    value: str


class _Rich(_Any):
    """A block, or an element of rich text; the words in it are accepted in any form."""

    elements: list[_Rich] | None = None


class _Message(_Any):
    subtype: str | None = None
    bot_id: str | None = None
    text: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    user_team: str | None = None
    source_team: str | None = None
    blocks: list[_Rich] | None = None
    attachments: list[Fields] | None = None


class _WholeMessage(_Message):
    """A message that is reported: edited, deleted, or picked from a menu."""

    user: str | None = None
    team: str | None = None


class _Event(_Message):
    type: Word
    channel: str | _Named | None = None
    user: str | _Named | None = None
    team: str | _Named | None = None
    channel_type: str | None = None
    tab: str | None = None
    deleted_ts: str | None = None
    message: _WholeMessage | None = None
    previous_message: _WholeMessage | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for name in _needs(self):
            if not isinstance(getattr(self, name), str) or not getattr(self, name):
                raise ValueError(f"{name} is missing")
        if self.type in _SAID and not isinstance(self.user, str | None):
            raise ValueError("user is no text")
        if self.type in _SAID and not isinstance(self.team, str | None):
            raise ValueError("team is no text")
        if self.subtype == "message_changed" and not (self.message and self.message.ts):
            raise ValueError("message is missing")
        return self


_SAID = ("message", "app_mention")


def _needs(event: _Event) -> tuple[str, ...]:
    if event.type == "app_home_opened":
        return ("user",)
    if event.type not in _SAID:
        return ()
    if event.subtype == "message_deleted":
        return ("channel", "deleted_ts")
    return ("channel",) if event.subtype else ("channel", "ts")


class _EventCallback(_Any):
    event: _Event
    event_id: str | None = None
    team_id: str | None = None


class _Verification(_Any):
    challenge: str


class _Command(_Any):
    command: Word
    user_id: Word
    channel_id: Word
    text: str | None = None
    response_url: Address | None = None
    trigger_id: str | None = None  # emulators send none


class _Person(_Any):
    id: Word
    team_id: str | None = None


class _Container(_Any):
    channel_id: str | None = None
    message_ts: str | None = None
    thread_ts: str | None = None
    view_id: str | None = None
    is_ephemeral: bool | None = None


class _Input(_Any):
    """The value of an input: docs.slack.dev/reference/views (view state)."""

    type: str | None = None
    value: str | None = None
    selected_date: str | None = None
    selected_time: str | None = None
    selected_date_time: int | None = None
    selected_option: _Option | None = None
    selected_options: list[_Option] | None = None
    rich_text_value: _Rich | None = None
    selected_conversation: str | None = None
    selected_channel: str | None = None
    selected_user: str | None = None


class _State(_Any):
    values: dict[str, dict[str, _Input]] | None = None


class _Block(_Any):
    """A block of a modal or Home tab. What is in it is ours, and goes back to Slack as it came."""

    type: str | None = None
    block_id: str | None = None


class _View(_Any):
    id: str | None = None
    type: str | None = None
    callback_id: str | None = None
    private_metadata: str | None = None
    previous_view_id: str | None = None
    root_view_id: str | None = None
    blocks: list[_Block] | None = None
    state: _State | None = None


class _SentView(_View):
    type: Literal["modal"]
    callback_id: str


class _Interaction(_Any):
    user: _Person
    channel: _Named | None = None
    container: _Container | None = None
    message: _WholeMessage | None = None
    view: _View | None = None
    response_url: Address | None = None
    trigger_id: str | None = None


class _Action(_Any):
    action_id: str
    block_id: str | None = None
    value: str | None = None
    selected_option: _Option | None = None


class _Pressed(_Interaction):
    actions: Annotated[list[_Action], Field(min_length=1)]


class _Sent(_Interaction):
    view: _SentView


class _Channel(_Named):
    id: Word


class _Shortcut(_Interaction):
    callback_id: str
    channel: _Channel
    message: _WholeMessage


class _GlobalShortcut(_Interaction):
    callback_id: str


class _Typed(_Interaction):
    action_id: str
    block_id: str | None = None
    value: str | None = None


_COMMAND = "slash command"
_KINDS: dict[str, type[_Any]] = {
    _COMMAND: _Command,
    "block_actions": _Pressed,
    "block_suggestion": _Typed,
    "event_callback": _EventCallback,
    "message_action": _Shortcut,
    "shortcut": _GlobalShortcut,
    "url_verification": _Verification,
    "view_closed": _Sent,
    "view_submission": _Sent,
}

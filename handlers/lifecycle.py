"""Channels that are archived, deleted, left or shared, and people who leave: what becomes of the
digests that go there, and of the desk's channel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.digest import lifecycle
from bot.services import Services
from bot.slack import desk_channel
from bot.slack.installations import Installation
from bot.slack.registry import Registry
from handlers import parsing

Fields = dict[str, Any]

CHANNELS = ("channels:read",)
GROUPS = ("groups:read",)

GONE = (
    ("channel_archive", lifecycle.ARCHIVED, CHANNELS),
    ("channel_deleted", lifecycle.DELETED, CHANNELS),
    ("channel_left", lifecycle.LEFT, CHANNELS),
    ("channel_shared", lifecycle.SHARED, CHANNELS),
    ("group_archive", lifecycle.ARCHIVED, GROUPS),
    ("group_deleted", lifecycle.DELETED, GROUPS),
    ("group_left", lifecycle.LEFT, GROUPS),
)
"""docs.slack.dev/reference/events: what each says, and the scope that it takes."""

BACK = (
    ("channel_unarchive", CHANNELS),
    ("channel_unshared", CHANNELS),
    ("group_unarchive", GROUPS),
)


def register(app: Registry, services: Services) -> None:
    """Register the events."""

    def gone(why: str) -> Callable[..., None]:
        def happened(event: Fields, installation: Installation) -> None:
            channel = parsing.channel_of(event)
            lifecycle.gone(services, installation.workspace_id, channel, why)
            desk_channel.happened(services, installation, channel, why)

        return happened

    def back(event: Fields, installation: Installation) -> None:
        lifecycle.back(services, installation, parsing.channel_of(event))
        desk_channel.happened(services, installation, parsing.channel_of(event))

    def joined(event: Fields, installation: Installation) -> None:
        if event.get("user") == installation.identity.bot_user_id:
            back(event, installation)

    def left(event: Fields, installation: Installation) -> None:
        if event.get("user") == installation.identity.bot_user_id:
            gone(lifecycle.LEFT)(event, installation)

    def person(event: Fields, installation: Installation) -> None:
        told = event.get("user")
        if isinstance(told, dict):
            lifecycle.person(services, installation, told)

    for name, why, scopes in GONE:
        app.event(name, name, gone(why), scopes=scopes)
    for name, scopes in BACK:
        app.event(name, name, back, scopes=scopes)
    app.event("member_joined_channel", "member_joined_channel", joined, scopes=CHANNELS + GROUPS)
    app.event("member_left_channel", "member_left_channel", left, scopes=CHANNELS + GROUPS)
    app.event("user_change", "user_change", person, scopes=("users:read",))

"""Events about channels that are archived, deleted, left or shared, and about people who leave.

They change the digests that go there, and the desk's channel.
"""

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
"""The events' payloads, and the scope that each needs: docs.slack.dev/reference/events."""

BACK = (
    ("channel_unarchive", CHANNELS),
    ("channel_unshared", CHANNELS),
    ("group_unarchive", GROUPS),
)


Handler = Callable[[Fields, Installation], None]


def register(app: Registry, services: Services) -> None:
    """Register the events."""
    left = gone(services, lifecycle.LEFT)
    for name, why, scopes in GONE:
        app.event(name, name, gone(services, why), scopes=scopes)
    for name, scopes in BACK:
        app.event(name, name, back(services), scopes=scopes)
    for name, happened in (
        ("member_joined_channel", if_it_is_us(back(services))),
        ("member_left_channel", if_it_is_us(left)),
    ):
        app.event(name, name, happened, scopes=CHANNELS + GROUPS)
    app.event("user_change", "user_change", person(services), scopes=("users:read",))


def gone(services: Services, why: str) -> Handler:
    """A handler for: the bot cannot post in a channel any more, or outsiders read it (`why`)."""

    def happened(event: Fields, installation: Installation) -> None:
        channel = parsing.channel_of(event)
        lifecycle.gone(services, installation.workspace_id, channel, why)
        desk_channel.happened(services, installation, channel, why)

    return happened


def back(services: Services) -> Handler:
    """A handler for: the bot can post in a channel again."""

    def happened(event: Fields, installation: Installation) -> None:
        lifecycle.back(services, installation, parsing.channel_of(event))
        desk_channel.happened(services, installation, parsing.channel_of(event))

    return happened


def if_it_is_us(handler: Handler) -> Handler:
    """The handler, called only if the event is about the bot itself: Slack sends these events for
    every member of a channel."""

    def happened(event: Fields, installation: Installation) -> None:
        if event.get("user") == installation.identity.bot_user_id:
            handler(event, installation)

    return happened


def person(services: Services) -> Handler:
    """A handler for: a person's profile or account has changed."""

    def happened(event: Fields, installation: Installation) -> None:
        told = event.get("user")
        if isinstance(told, dict):
            lifecycle.person(services, installation, told)

    return happened

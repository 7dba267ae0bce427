"""One module per Slack surface, each with `register(app, services)`.

A handler parses, checks who may, calls one function of `bot`, and answers.
"""

from __future__ import annotations

from bot.registry import Registry
from bot.services import Services
from handlers import (
    actions,
    adding,
    care,
    commands,
    digests,
    home,
    lifecycle,
    mentions,
    messages,
    reviewing,
    shortcuts,
    views,
    watches,
)


def register(app: Registry, services: Services) -> None:
    """Register every surface, in the order in which help lists them."""
    for surface in (
        mentions,
        messages,
        commands,
        adding,
        care,
        shortcuts,
        actions,
        views,
        watches,
        reviewing,
        digests,
        home,
        lifecycle,
    ):
        surface.register(app, services)

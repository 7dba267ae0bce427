"""One module per Slack surface, each with `register(app, services)`.

A handler parses, checks who may, calls one function of `bot`, and answers.
"""

from __future__ import annotations

from bot.services import Services
from bot.slack.registry import Registry
from handlers import add as adding
from handlers import ask as actions
from handlers import care, commands, home, lifecycle, mentions, messages, shortcuts, views
from handlers import digest as digests
from handlers import review as reviewing
from handlers import watch as watches


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

"""One module per Slack surface or feature, each with `register(app, services)`.

A handler reads the payload, checks whether the person may do this, calls one function of `bot`, and
answers. Bolt passes to a listener the arguments that it names: `services`, `installation`, the
payload (`body`, `event`, `command`), `ack`.
"""

from __future__ import annotations

from bot.services import Services
from bot.slack.registry import Registry
from handlers import (
    add,
    ask,
    care,
    commands,
    digest,
    home,
    lifecycle,
    mentions,
    messages,
    review,
    shortcuts,
    watch,
)


def register(app: Registry, services: Services) -> None:
    """Register every surface, in the order in which help lists them."""
    for surface in (
        mentions,
        messages,
        commands,
        add,
        care,
        shortcuts,
        ask,
        watch,
        review,
        digest,
        home,
        lifecycle,
    ):
        surface.register(app, services)

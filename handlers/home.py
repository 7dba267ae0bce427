"""The App Home."""

from __future__ import annotations

from typing import Any

from bot import home
from bot.installations import Installation
from bot.registry import Help, Registry
from bot.services import Services


def register(app: Registry, services: Services) -> None:
    """Register the event `app_home_opened`."""

    def opened(event: dict[str, Any], installation: Installation) -> None:
        if event.get("tab", "home") != "home":
            return
        view = home.view(services, installation, event["user"])
        installation.client.views_publish(user_id=event["user"], view=view)

    app.event(
        "app_home_opened",
        "app_home_opened",
        opened,
        scopes=("users:read",),
        help=(
            Help(
                "My Home tab",
                "How to ask, your digest, what you are told about; for editors, what waits.",
            ),
        ),
    )

"""Opening the modal of a button or command in time, and in the words of a failure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.run import failures
from bot.services import Services
from bot.slack import modals
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Message
from handlers import parsing

Fields = dict[str, Any]
Make = Callable[[Press], modals.Shown]


def opened(services: Services, body: Fields, installation: Installation, make: Make) -> None:
    """Open the modal that `make` makes of the press of a button. Everything that may ask Slack for
    something belongs into `make`: if it takes long, a waiting view is opened meanwhile."""

    def made() -> modals.Shown:
        parsing.insider(body, installation)
        return make(press)

    press = parsing.read(body, installation)
    show(services, installation, press, made)


def show(
    services: Services, installation: Installation, press: Press, make: Callable[[], modals.Shown]
) -> Message | None:
    """Open the modal that `make` makes, as `modals.show` does. Gives the Message that it may make
    instead, unless the waiting view shows that."""
    return modals.show(
        installation.client,
        press,
        make,
        lambda error: failures.in_words(error, services.metrics),
        partial(services.pictures.add_later, installation),
    )

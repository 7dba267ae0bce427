"""The App Home, and the form on it that says who the editors are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.ask import view as messages
from bot.care import editors
from bot.care.editors_view import EDITORS, EDITORS_FORM
from bot.home import home, sample, welcome
from bot.home.sample_view import SAMPLE_OFF, SAMPLE_ON
from bot.i18n import N_
from bot.services import Services
from bot.slack import notice, people
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import View
from bot.slack.registry import Help, Registry, Task
from handlers import opening, parsing

Fields = dict[str, Any]
Ack = Callable[..., Any]


def register(app: Registry, _services: Services) -> None:
    """Register the event `app_home_opened`, the button and its form."""
    app.action(EDITORS, editors_form, scopes=("users:read",))
    app.view(EDITORS_FORM, editors_sent)
    app.action(SAMPLE_ON, sample_on, scopes=("chat:write",))
    app.action(SAMPLE_OFF, sample_off, scopes=("chat:write",))
    app.event(
        "app_home_opened",
        "app_home_opened",
        opened,
        scopes=("users:read", "im:history", "chat:write"),
        help=(
            Help(
                N_("My Home tab"),
                N_("How to ask, your digest, what you are told about; for editors, what waits."),
                Task.SETTINGS,
            ),
        ),
    )


def opened(services: Services, event: Fields, installation: Installation) -> None:
    """A person opened the app: publish their Home tab if it is that one, and greet them if they
    have not been."""
    user, tab = event["user"], event.get("tab", "home")
    outside = people.is_outsider(installation, user, ())
    if tab == "home":
        closed = notice.home(messages.not_for_outsiders()) if outside else None
        view = closed or home.view(services, installation, user)
        installation.client.views_publish(user_id=user, view=view)
    if not outside:
        welcome.greet(services, installation, user, parsing.channel_of(event), tab)


def sample_on(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Put the sample record on record."""
    sample.put_on(services, installation, parsing.press(body, installation), home.publish)
    ack()


def sample_off(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Take the sample record off again."""
    sample.take_off(services, installation, parsing.press(body, installation), home.publish)
    ack()


def editors_form(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Open the form that says who the editors are."""

    def form(press: Press) -> View:
        return editors.form(services, installation, press.user)

    opening.opened(services, body, installation, form)
    ack()


def editors_sent(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Save the form and publish the Home tab again."""
    press = parsing.press(body, installation)
    ack(**editors.save(services, installation, press))
    home.publish(services, installation, press.user)

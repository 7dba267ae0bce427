"""Digests: `/onrecord digest`, its form and buttons, and the buttons on a digest itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from bot.digest import by_topic, reading_on, saving, setting_up
from bot.digest.by_topic_view import FOLLOW_TOPIC
from bot.digest.form_view import DIGEST_FORM, DIGEST_PREVIEW, TOPICS
from bot.digest.list_view import DIGEST_CHANGE, DIGEST_GO_ON, DIGEST_MINE, DIGEST_NEW, DIGEST_STOP
from bot.digest.view import DIGEST_MORE, DIGEST_SHOW
from bot.home import home
from bot.i18n import N_
from bot.record.numbers import typed_number
from bot.services import Services
from bot.slack import forms, interaction, modals
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import View
from bot.slack.registry import Help, Listener, Registry, Task
from handlers import opening, parsing
from handlers.commands import COMMAND, SUBCOMMANDS, say

Fields = dict[str, Any]
Ack = Callable[..., Any]

HELP = (
    Help(
        f"{COMMAND} digest",
        N_("What changed on record, posted in a channel or sent to you, on the days you choose."),
        Task.DIGEST,
    ),
    Help(
        f"{COMMAND} digest list",
        N_("The digests of this channel. Or: digest stop <number>."),
        Task.DIGEST,
    ),
)

_STOP = re.compile(r"digest\s+stop\s+#?(?P<digest>-?\d+)", re.IGNORECASE)


def register(app: Registry, _services: Services) -> None:
    """Register the command, the form, the buttons, and the menu of topics."""
    SUBCOMMANDS["digest"] = command
    app.action(DIGEST_NEW, new(mine=False), scopes=("channels:read", "groups:read"), help=HELP)
    app.action(DIGEST_MINE, new(mine=True), scopes=("users:read",))
    app.action(DIGEST_CHANGE, change, scopes=("users:read",))
    app.action(FOLLOW_TOPIC, follow, scopes=("users:read",))
    app.action(DIGEST_STOP, listed_again(saving.stop), scopes=("users:read",))
    app.action(DIGEST_GO_ON, listed_again(saving.go_on), scopes=("users:read",))
    app.action(DIGEST_PREVIEW, preview, scopes=("chat:write",))
    app.action(DIGEST_SHOW, show, scopes=("users:read",))
    app.action(DIGEST_MORE, more)
    app.view(DIGEST_FORM, sent)
    app.options(TOPICS, typed)


def command(services: Services, command: Fields, ack: Ack, installation: Installation) -> bool:
    """`digest`, `digest list`, `digest stop 3`; False for other texts, which are questions."""
    text = " ".join(command["text"].split()).lower()
    user, channel = command["user_id"], command["channel_id"]
    stop = _STOP.fullmatch(text)
    if stop is not None:
        return say(ack, saving.stop(services, installation, user, typed_number(stop["digest"])))
    if text in ("digest list", "digest stop"):  # the list has the numbers, and buttons
        return say(ack, setting_up.listing(services, installation, user, channel))
    if text != "digest":
        return False
    press = parsing.commanded(command, installation)
    make = partial(setting_up.digests, services, installation, user, channel)
    told = opening.show(services, installation, press, make)
    if told is None:
        ack()
    return say(ack, told)


def new(*, mine: bool) -> Listener:
    """The listener that opens the form for a new digest, for the person alone (`mine`) or the
    channel."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        def form(press: Press) -> View:
            where = press.user if mine else setting_up.place(press.user, press.channel)
            return setting_up.new(services, installation, press.user, where, in_home=press.home)

        opening.opened(services, body, installation, form)
        ack()

    return pressed


def change(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Open the form of an existing digest."""

    def form(press: Press) -> View:
        number = press.number("digest")
        return setting_up.change(services, installation, press.user, number, in_home=press.home)

    opening.opened(services, body, installation, form)
    ack()


def follow(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Open the form of the person's own digest with a topic in it."""
    opening.opened(services, body, installation, partial(by_topic.follow, services, installation))
    ack()


def listed_again(act: Callable[..., object]) -> Listener:
    """A listener that calls `act` (stop a digest, or resume it) and shows the list again."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        press = parsing.press(body, installation)
        act(services, installation, press.user, press.number("digest"))
        ack()
        if press.home:
            home.publish(services, installation, press.user)
        else:
            channel = press.channel
            message = setting_up.listing(services, installation, press.user, channel)
            interaction.replace(installation.client, press, message)

    return pressed


def preview(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Show the digest as it would be with what the form says now."""
    press = parsing.press(body, installation)
    view = saving.preview(services, installation, press)
    modals.noted(installation.client, press, view)
    ack()


def sent(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Save a form that was sent."""
    press = parsing.press(body, installation)
    ack(**saving.save(services, installation, press))
    if press.fields.get("home"):
        home.publish(services, installation, press.user)


def show(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Show a claim's card, from a digest or notice."""

    def card(press: Press) -> View:
        return reading_on.claim(services, installation, press.user, press.number("claim"))

    opening.opened(services, body, installation, card)
    ack()


def more(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Show the next page of a digest."""
    press = parsing.press(body, installation)
    message = reading_on.more(services, installation, press)
    ack()
    interaction.reply(installation.client, press, message)


def typed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Give Slack the topics that match what the person typed."""
    typed = parsing.typed(body, installation)
    found = setting_up.topics_like(services, installation, typed)
    ack(options=forms.choices(found))

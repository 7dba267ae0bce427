"""Digests: `/onrecord digest`, its form and buttons, and the buttons on a digest itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.digest import reading_on, saving, setting_up
from bot.digest.form_view import DIGEST_FORM, DIGEST_PREVIEW, TOPICS
from bot.digest.list_view import DIGEST_CHANGE, DIGEST_GO_ON, DIGEST_MINE, DIGEST_NEW, DIGEST_STOP
from bot.digest.view import DIGEST_MORE, DIGEST_SHOW
from bot.home import home
from bot.record.numbers import typed_number
from bot.services import Services
from bot.slack import forms, interaction
from bot.slack.installations import Installation
from bot.slack.message import Message
from bot.slack.registry import Help, Listener, Registry
from handlers import parsing
from handlers.commands import COMMAND, SUBCOMMANDS

Fields = dict[str, Any]
Ack = Callable[..., Any]

HELP = (
    Help(
        f"{COMMAND} digest",
        "What changed on record, posted in a channel or sent to you, on the days you choose.",
    ),
    Help(f"{COMMAND} digest list", "The digests of this channel. Or: digest stop <number>."),
)

_STOP = re.compile(r"digest\s+stop\s+#?(?P<digest>-?\d+)", re.IGNORECASE)


def register(app: Registry, _services: Services) -> None:
    """Register the command, the form, the buttons, and the menu of topics."""
    SUBCOMMANDS["digest"] = command
    app.action(DIGEST_NEW, new, scopes=("channels:read", "groups:read"), help=HELP)
    app.action(DIGEST_MINE, new, scopes=("users:read",))
    app.action(DIGEST_CHANGE, change, scopes=("users:read",))
    app.action(DIGEST_STOP, listed_again(saving.stop), scopes=("users:read",))
    app.action(DIGEST_GO_ON, listed_again(saving.go_on), scopes=("users:read",))
    app.action(DIGEST_PREVIEW, preview, scopes=("chat:write",))
    app.action(DIGEST_SHOW, show, scopes=("users:read",))
    app.action(DIGEST_MORE, more)
    app.view(DIGEST_FORM, sent)
    app.options(TOPICS, typed)


def command(services: Services, command: Fields, ack: Ack, installation: Installation) -> bool:
    """`digest`, `digest list`, `digest stop 3`; anything else is a question."""
    text = " ".join(command["text"].split()).lower()
    user, channel = command["user_id"], command["channel_id"]
    stop = _STOP.fullmatch(text)
    if stop is not None:
        return say(ack, saving.stop(services, installation, user, typed_number(stop["digest"])))
    if text in ("digest list", "digest stop"):  # the list has the numbers, and buttons
        return say(ack, setting_up.listing(services, installation, user, channel))
    if text != "digest":
        return False
    shown = setting_up.digests(services, installation, user, channel)
    if isinstance(shown, Message):
        return say(ack, shown)
    installation.client.views_open(trigger_id=parsing.trigger(command), view=shown)
    ack()
    return True


def new(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """The form for a new digest."""
    asked = parsing.asked(body, installation)
    mine = body["actions"][0]["action_id"] == DIGEST_MINE
    where = asked.user if mine else setting_up.place(asked.user, asked.click.channel)
    view = setting_up.new(services, installation, asked.user, where, in_home=parsing.in_home(body))
    installation.client.views_open(trigger_id=asked.click.trigger_id, view=view)
    ack()


def change(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """The form for one that there is."""
    asked = parsing.asked(body, installation)
    number, at_home = asked.number("digest"), parsing.in_home(body)
    view = setting_up.change(services, installation, asked.user, number, in_home=at_home)
    installation.client.views_open(trigger_id=asked.click.trigger_id, view=view)
    ack()


def listed_again(act: Callable[..., object]) -> Listener:
    """Stop one or go on with it; then the list as it is now."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        asked = parsing.asked(body, installation)
        act(services, installation, asked.user, asked.number("digest"))
        ack()
        if parsing.in_home(body):
            home.publish(services, installation, asked.user)
        else:
            channel = asked.click.channel
            message = setting_up.listing(services, installation, asked.user, channel)
            interaction.replace(installation.client, asked.click, message)

    return pressed


def preview(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """As it would be with what stands in the form."""
    asked = parsing.asked(body, installation)
    values = parsing.values(body)
    view = saving.preview(services, installation, asked.user, asked.fields, values)
    installation.client.views_update(view_id=asked.click.view_id, view=view)
    ack()


def sent(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """The form was sent."""
    form = parsing.sent(body, installation)
    values = parsing.values(body)
    ack(**saving.save(services, installation, form.user, form.fields, values))
    if form.fields.get("home"):
        home.publish(services, installation, form.user)


def show(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """A claim's card, from a digest or notice."""
    asked = parsing.asked(body, installation)
    view = reading_on.claim(services, installation, asked.user, asked.number("claim"))
    installation.client.views_open(trigger_id=asked.click.trigger_id, view=view)
    ack()


def more(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """The next page of a digest."""
    asked = parsing.asked(body, installation)
    number, page = asked.number("delivery"), asked.number("page")
    message = reading_on.more(services, installation, asked.user, number, page)
    ack()
    interaction.reply(installation.client, asked.click, message)


def typed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """The topics like what was typed."""
    parsing.insider(body, installation)
    found = setting_up.topics_like(services, installation, str(body.get("value") or ""))
    ack(options=forms.choices(found))


def say(ack: Ack, message: Message | None) -> bool:
    """Answer a command at once, to the person alone."""
    if message is not None:
        ack(text=message.text, blocks=message.blocks)
    return True

"""The commands and buttons that make watches and end them, "Not what I meant" on an answer, and
those with which the desk says whether a claim answers an open question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.ask import reports
from bot.ask.modals import WATCH, WATCH_QUESTION
from bot.ask.view import TO_DESK
from bot.care import view as care
from bot.digest.by_topic_view import WATCH_TOPIC
from bot.home import home
from bot.i18n import N_, gettext
from bot.services import Services
from bot.slack import interaction, modals
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Message
from bot.slack.registry import Help, Listener, Registry, Task
from bot.watch import proposing, questions, topics, topics_view, watches
from bot.watch.proposals_view import ANSWERS_IT, ANSWERS_NOT
from bot.watch.topics_view import UNWATCH_TOPIC
from bot.watch.view import NOT_MEANT
from bot.watch.watches_view import HOME, UNWATCH, UNWATCH_QUESTION
from handlers import parsing
from handlers.commands import SUBCOMMANDS, Subcommand

Fields = dict[str, Any]
Ack = Callable[..., Any]


HELP = (
    Help(
        N_("/onrecord watch <topic or claim number>"),
        N_("I tell you by direct message when something of it changes; unwatch ends it."),
        Task.DIGEST,
    ),
)


def register(app: Registry, _services: Services) -> None:
    """Register the buttons."""
    app.action(WATCH, watch)
    app.action(WATCH_QUESTION, to_desk)
    app.action(TO_DESK, to_desk)
    app.action(UNWATCH, stop(watches.stop), scopes=("users:read",))
    app.action(UNWATCH_QUESTION, stop(questions.stop), scopes=("users:read",))
    app.action(WATCH_TOPIC, watch_topic, scopes=("users:read",), help=HELP)
    app.action(UNWATCH_TOPIC, stop(topics.stop), scopes=("users:read",))
    app.action(NOT_MEANT, not_meant)
    app.action(ANSWERS_IT, decide(accepted=True), scopes=("users:read",))
    app.action(ANSWERS_NOT, decide(accepted=False), scopes=("users:read",))
    SUBCOMMANDS.update(watch=subcommand(topics.command), unwatch=subcommand(topics.stop_command))


def watch(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Tell this person when the claim changes."""
    press = parsing.press(body, installation)
    said = watches.watch(services, press)
    if press.view_id:
        modals.put(installation.client, press, care.view(gettext("Watching"), said))
        ack()
    else:
        ack()
        interaction.reply(installation.client, press, said)


def watch_topic(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Tell this person when something of a topic changes."""
    press = parsing.press(body, installation)
    said = topics.watch(services, press)
    ack()
    if press.home:
        home.publish(services, installation, press.user)
    interaction.reply(installation.client, press, said)


def subcommand(carry_out: Callable[[Services, int, str, str], Message | None]) -> Subcommand:
    """`watch` or `unwatch`, with a topic or a claim's number; False for other texts."""

    def given(services: Services, command: Fields, ack: Ack, installation: Installation) -> bool:
        word, *words = command["text"].split()
        said: Message | None = topics_view.usage(word.lower())
        if words:
            workspace_id, user = installation.workspace_id, command["user_id"]
            said = carry_out(services, workspace_id, user, " ".join(words))
        if said is not None:
            ack(text=said.text, blocks=said.blocks)
        return said is not None

    return given


def to_desk(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Put the question to the desk, and tell this person when it is answered."""
    press = parsing.press(body, installation)
    put = questions.put_to_desk(services, installation, press)
    ack()
    interaction.replace(installation.client, press, put.shown)
    if put.said is not None:
        interaction.reply(installation.client, press, put.said)


def stop(end: Callable[[Services, Press], Message]) -> Listener:
    """A listener that ends a watch and says so where the button is."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        press = parsing.press(body, installation)
        said = end(services, press)
        ack()
        if press.text("kind") == HOME:
            home.publish(services, installation, press.user)
        elif press.view_id:
            modals.replace(installation.client, press, care.view(gettext("Watching"), said))
        else:
            after_stop(installation, press, said)

    return pressed


def not_meant(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """The person says that the answer to an open question is about another matter."""
    press = parsing.press(body, installation)
    message = questions.not_meant(services, installation, press)
    ack()
    interaction.replace(installation.client, press, message)


def decide(*, accepted: bool) -> Listener:
    """The listener for an editor's decision whether a claim answers an open question."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        press = parsing.press(body, installation)
        message = proposing.decide(services, installation, press, accepted=accepted)
        ack()
        if press.home:
            home.publish(services, installation, press.user)
        else:
            reports.show_decision(installation, press, message)

    return pressed


def after_stop(installation: Installation, press: Press, said: Message) -> None:
    """Show `said`: in place of a message that only the person sees, below one that others read
    too."""
    if press.ephemeral:
        interaction.replace(installation.client, press, said)
    else:
        interaction.reply(installation.client, press, said)

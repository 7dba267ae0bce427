"""Adding to the record: `/onrecord add`, "Add to record", links in direct messages, feeds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.add import requests
from bot.add import view as adding
from bot.add.additions import Wanted
from bot.i18n import N_, gettext
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import action_ids, interaction, modals, notice, slack_text
from bot.slack.editors import only_editors
from bot.slack.given import GivenError
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Message, View
from bot.slack.registry import Help, Registry, Task
from bot.slack.said import to_add
from handlers import commands, opening, parsing

Fields = dict[str, Any]
Ack = Callable[..., Any]
Offered = Callable[[Services, Installation, str, int], Message]

CALLBACK_ID = "add_to_record"
TITLE = "Add to record"


def register(app: Registry, services: Services) -> None:
    """Register the form, the shortcut, the buttons, and `/onrecord add`."""

    def shortcut(shortcut: Fields, ack: Ack, installation: Installation) -> None:
        press = parsing.press(shortcut, installation)
        only_editors(services, installation, press.user)
        argument = _wanted(shortcut["message"], installation)
        request_id = parsing.request_id(shortcut)
        wanted = Wanted(press.workspace_id, request_id, press.user, argument, told_in=press.user)
        requests.add(services, wanted)
        ack()
        interaction.reply(installation.client, press, adding.under_way())

    def sent(body: Fields, ack: Ack, installation: Installation) -> None:
        press = parsing.press(body, installation)
        only_editors(services, installation, press.user)
        request_id = press.view_id or parsing.request_id(body)
        try:
            wanted = requests.wanted_by(press, request_id, today=services.clock().date())
        except GivenError as error:
            ack(**modals.refused(press, error.errors))
            return
        requests.add(services, wanted)
        ack(**modals.instead(press, notice.modal(adding.under_way())))

    def offered(take: Offered) -> Callable[..., None]:
        def pressed(body: Fields, ack: Ack, installation: Installation) -> None:
            press = parsing.press(body, installation)
            message = take(services, installation, press.user, press.number("addition"))
            ack()
            _show(installation, press, message)

        return pressed

    def open_details(body: Fields, ack: Ack, installation: Installation) -> None:
        def form(press: Press) -> View:
            number = press.number("document")
            return requests.details_form(services, installation, press.user, number)

        opening.opened(services, body, installation, form)
        ack()

    def confirmed(body: Fields, ack: Ack, installation: Installation) -> None:
        press = parsing.press(body, installation)
        message = requests.confirm_details(services, installation, press)
        ack(**modals.instead(press, notice.modal(message)))

    commands.SUBCOMMANDS["add"] = command
    app.shortcut(
        CALLBACK_ID,
        TITLE,
        shortcut,
        scopes=("commands",),
        help=(
            Help(
                N_("/onrecord add [address]"),
                N_("For editors: put an article, a text, a feed or a fact-check on record."),
                Task.ADD,
            ),
            Help(
                N_("Add to record, in a message's menu"),
                N_("For editors: the message, or the page it links."),
                Task.ADD,
            ),
        ),
    )
    app.view(action_ids.ADD_VIEW, sent)
    app.view(action_ids.DETAILS_VIEW, confirmed)
    app.action(action_ids.ADD_LINK, offered(requests.add_offered))
    app.action(action_ids.READ_FEED, offered(requests.add_offered))
    app.action(action_ids.FOLLOW_FEED, offered(requests.follow))
    app.action(action_ids.DETAILS, open_details, scopes=("users:read",))


def command(services: Services, command: Fields, ack: Ack, installation: Installation) -> bool:
    """`/onrecord add` opens the form, with an address adds that page or feed; False for any other
    text, which is a question. Raises RefusalError for people who are no editors."""
    rest = str(command.get("text") or "").split(maxsplit=1)[1:]
    address = slack_text.address_alone(rest[0]) if rest else None
    if rest and address is None:
        return False
    user = command["user_id"]
    if address is None:
        form = partial(_form, services, installation, user)
        opening.show(services, installation, parsing.commanded(command, installation), form)
        ack()
        return True
    only_editors(services, installation, user)
    request_id = parsing.request_id(command)
    requests.add(services, Wanted(installation.workspace_id, request_id, user, address, user))
    return commands.say(ack, adding.under_way())


def _wanted(message: Fields, installation: Installation) -> str:
    """What of a message is to be added: a text or an address. Raises RefusalError if it says
    nothing."""
    wanted = to_add(message, installation.identity.ids).strip()
    if not wanted:
        raise RefusalError(gettext(adding.NOTHING_TO_ADD))
    return wanted


def _form(services: Services, installation: Installation, user: str) -> View:
    only_editors(services, installation, user)
    return adding.form()


def offer_links(
    services: Services, event: Fields, body: Fields, installation: Installation
) -> bool:
    """If an editor sent links and nothing else, offer to add them; else give False."""
    links = slack_text.links_alone(event.get("text") or "")
    if (
        not links
        or event.get("files")
        or not requests.may_add(services, installation, event["user"])
    ):
        return False
    requests.offer_links(
        services,
        installation,
        links,
        request_id=body.get("event_id") or f"{event['channel']}:{event['ts']}",
        channel=event["channel"],
        by=event["user"],
    )
    return True


def _show(installation: Installation, press: Press, message: Message) -> None:
    """Show the result of a button: in its modal if it is in one, else as an answer."""
    if press.view_id:
        modals.replace(installation.client, press, notice.modal(message))
    else:
        interaction.reply(installation.client, press, message)

"""Adding to the record: `/onrecord add`, "Add to record", links in direct messages, feeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.add import details_view, requests
from bot.add import view as adding
from bot.add.additions import Wanted
from bot.add.requests import Sent, WrongFormError
from bot.record.drafts.documents import Details
from bot.record.numbers import row_number
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import action_ids, interaction, notice, refusals, slack_text
from bot.slack.blocks import read_value
from bot.slack.clicks import only_editors
from bot.slack.installations import Installation
from bot.slack.interaction import Click
from bot.slack.message import Message
from bot.slack.registry import Help, Registry
from handlers import commands, parsing

Fields = dict[str, Any]
Ack = Callable[..., Any]
Offered = Callable[[Services, Installation, str, int], Message]

CALLBACK_ID = "add_to_record"
TITLE = "Add to record"


def register(app: Registry, services: Services) -> None:
    """Register the form, the shortcut, the buttons, and `/onrecord add`."""

    def shortcut(shortcut: Fields, ack: Ack, installation: Installation) -> None:
        parsing.insider(shortcut, installation)
        user = shortcut["user"]["id"]
        only_editors(services, installation, user)
        argument = slack_text.what_to_add(shortcut["message"])
        request_id = parsing.request_id(shortcut)
        wanted = Wanted(installation.workspace_id, request_id, user, argument, told_in=user)
        requests.add(services, wanted)
        ack()
        click = _click(shortcut, installation)
        interaction.reply(installation.client, click, adding.under_way())

    def sent(body: Fields, ack: Ack, installation: Installation) -> None:
        parsing.insider(body, installation)
        only_editors(services, installation, body["user"]["id"])
        try:
            wanted = _wanted(body, installation, services)
        except WrongFormError as error:
            ack(response_action="errors", errors=error.errors)
            return
        requests.add(services, wanted)
        ack(response_action="update", view=notice.modal(adding.under_way()))

    def offered(take: Offered) -> Callable[..., None]:
        def pressed(body: Fields, ack: Ack, installation: Installation) -> None:
            click = _click(body, installation)
            message = take(services, installation, click.user, _number(body, "addition"))
            ack()
            _show(installation, click, message)

        return pressed

    def open_details(body: Fields, ack: Ack, installation: Installation) -> None:
        click = _click(body, installation)
        number = _number(body, "document")
        view = requests.details_form(services, installation, click.user, number)
        client = installation.client
        opened = client.views_push if click.view_id else client.views_open
        opened(trigger_id=click.trigger_id, view=view)
        ack()

    def confirmed(body: Fields, ack: Ack, installation: Installation) -> None:
        parsing.insider(body, installation)
        about = _fields(body["view"].get("private_metadata"))
        message = requests.confirm_details(
            services,
            installation,
            body["user"]["id"],
            _whole(about.get("document")),
            _details(body),
            _whole(about.get("seen")),
        )
        ack(response_action="update", view=notice.modal(message))

    commands.SUBCOMMANDS["add"] = command
    app.shortcut(
        CALLBACK_ID,
        TITLE,
        shortcut,
        scopes=("commands",),
        help=(
            Help(
                f"{commands.COMMAND} add [address]",
                "For editors: put an article, a text, a feed or a fact-check on record.",
            ),
            Help(
                f"{TITLE}, in a message's menu", "For editors: the message, or the page it links."
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
    """`/onrecord add` opens the form, `/onrecord add <address>` adds what is there. Anything else
    is a question."""
    rest = str(command.get("text") or "").split(maxsplit=1)[1:]
    address = slack_text.address_alone(rest[0]) if rest else None
    if rest and address is None:
        return False
    user = command["user_id"]
    only_editors(services, installation, user)
    if address is None:
        installation.client.views_open(trigger_id=parsing.trigger(command), view=adding.form())
        ack()
        return True
    request_id = parsing.request_id(command)
    requests.add(services, Wanted(installation.workspace_id, request_id, user, address, user))
    said = adding.under_way()
    ack(text=said.text, blocks=said.blocks)
    return True


def offer_links(
    services: Services, event: Fields, body: Fields, installation: Installation
) -> bool:
    """Offer an editor, who sent links and nothing else, to add them; False for anything else."""
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


def _wanted(body: Fields, installation: Installation, services: Services) -> Wanted:
    view = body["view"]
    rich = _input(view, action_ids.ADD_TEXT).get("rich_text_value") or {}
    form = Sent(
        address=str(_input(view, action_ids.ADD_ADDRESS).get("value") or ""),
        text=slack_text.text_of(rich),
        outlet=str(_input(view, action_ids.ADD_OUTLET).get("value") or "").strip(),
        published_on=_input(view, action_ids.ADD_DATE).get("selected_date"),
    )
    argument, day = requests.checked_form(form, today=services.clock().date())
    view_id = str(view.get("id") or "")
    return Wanted(
        installation.workspace_id,
        view_id or parsing.request_id(body),
        body["user"]["id"],
        argument,
        told_in=body["user"]["id"],
        outlet=form.outlet or None,
        published_on=day,
        view_id=view_id,
    )


def _details(body: Fields) -> Details:
    def said(name: str) -> str | None:
        return _input(body["view"], details_view.detail_input(name)).get("value") or None

    day = _input(body["view"], details_view.detail_input("published_on")).get("selected_date")
    off = _input(body["view"], details_view.detail_input(details_view.ADDRESS_OFF)).get(
        "selected_options"
    )
    return Details(
        outlet=said("outlet"),
        author=said("author"),
        title=said("title"),
        published_on=requests.day(day),
        language=said("language"),
        without_address=bool(off),
    )


def _input(view: Fields, name: str) -> Fields:
    values = (view.get("state") or {}).get("values") or {}
    return (values.get(name) or {}).get(name) or {}


def _click(body: Fields, installation: Installation) -> Click:
    parsing.insider(body, installation)
    container = parsing.container(body)
    return Click(
        workspace_id=installation.workspace_id,
        user=body["user"]["id"],
        inquiry_id=0,
        channel=container.get("channel_id") or "",
        message_ts=container.get("message_ts"),
        ephemeral=bool(container.get("is_ephemeral")),
        response_url=body.get("response_url") or None,
        trigger_id=parsing.trigger(body),
        view_id=container.get("view_id") or "",
    )


def _number(body: Fields, name: str) -> int:
    return _whole(_fields(body["actions"][0].get("value")).get(name))


def _fields(value: Any) -> dict[str, str | int]:
    try:
        return read_value(str(value or ""))
    except ValueError:
        raise RefusalError(refusals.STALE) from None


def _whole(value: Any) -> int:
    try:
        return row_number(value)
    except ValueError:
        raise RefusalError(refusals.STALE) from None


def _show(installation: Installation, click: Click, message: Message) -> None:
    """What came of a button: in the form in which it stands, else as an answer to the person."""
    if click.view_id:
        view = notice.modal(message)
        installation.client.views_update(view_id=click.view_id, view=view)
    else:
        interaction.reply(installation.client, click, message)

"""The buttons on answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from bot.ask import buttons as choosing
from bot.ask import reports as desk
from bot.home import home
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import action_ids, interaction, refusals
from bot.slack.installations import Installation
from bot.slack.registry import Registry
from handlers import parsing

Fields = dict[str, Any]
Ack = Callable[[], Any]
Report = Literal["wrong_claim", "outdated"]


def register(app: Registry, services: Services) -> None:
    """Register every button."""

    def sources(body: Fields, ack: Ack, installation: Installation) -> None:
        click = parsing.click(body, installation)
        view = choosing.sources(services, installation, click)
        installation.client.views_open(trigger_id=click.trigger_id, view=view)
        ack()

    def turn_page(body: Fields, ack: Ack, installation: Installation) -> None:
        click = parsing.click(body, installation)
        view = choosing.sources(services, installation, click)
        installation.client.views_update(view_id=click.view_id, view=view)
        ack()

    def report(kind: Report) -> Callable[..., None]:
        def pressed(body: Fields, ack: Ack, installation: Installation) -> None:
            click = parsing.click(body, installation)
            thanks = desk.report(services, installation, click, kind)
            ack()
            interaction.reply(installation.client, click, thanks)

        return pressed

    def add_comment(body: Fields, ack: Ack, installation: Installation) -> None:
        click = parsing.click(body, installation)
        view = desk.comment_form(services, click, kind_of(click.kind))
        installation.client.views_open(trigger_id=click.trigger_id, view=view)
        ack()

    def choose(body: Fields, ack: Ack, installation: Installation) -> None:
        click = parsing.click(body, installation)
        message = choosing.choose(services, click)
        ack()
        interaction.replace(installation.client, click, message)

    def none_of_these(body: Fields, ack: Ack, installation: Installation) -> None:
        click = parsing.click(body, installation)
        message = choosing.none_of_these(services, click)
        ack()
        interaction.replace(installation.client, click, message)

    def share(body: Fields, ack: Ack, installation: Installation) -> None:
        click = parsing.click(body, installation)
        message = choosing.share(services, installation, click)
        ack()
        interaction.replace(installation.client, click, message)

    def decide(*, agreed: bool) -> Callable[..., None]:
        def pressed(body: Fields, ack: Ack, installation: Installation) -> None:
            click = parsing.click(body, installation)
            notice = desk.decide(services, installation, click, agreed=agreed)
            ack()
            if click.view_id:
                view = home.view(services, installation, click.user)
                installation.client.views_publish(user_id=click.user, view=view)
            else:
                desk.show_decision(installation, click, notice)

        return pressed

    app.action(action_ids.SOURCES, sources)
    app.action(action_ids.SOURCES_PAGE, turn_page)
    app.action(action_ids.SOURCES_PAGE_BACK, turn_page)
    app.action(action_ids.WRONG_CLAIM, report("wrong_claim"))
    app.action(action_ids.OUTDATED, report("outdated"))
    app.action(action_ids.ADD_COMMENT, add_comment)
    app.action(action_ids.CHOOSE, choose)
    app.action(action_ids.NONE_OF_THESE, none_of_these)
    app.action(action_ids.AGREE_VETO, decide(agreed=True), scopes=("users:read",))
    app.action(action_ids.KEEP_CLAIM, decide(agreed=False), scopes=("users:read",))
    app.action(action_ids.SHARE, share, scopes=("channels:read", "groups:read"))


def kind_of(kind: str) -> Report:
    """The kind of report that a button's value names. Raises RefusalError for any other word."""
    if kind == "wrong_claim":
        return "wrong_claim"
    if kind == "outdated":
        return "outdated"
    raise RefusalError(refusals.STALE)

"""The buttons on answers, and the comments on reports."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from bot.ask import buttons, reports
from bot.ask.card import OUTDATED, SHARE, SOURCES, WRONG_CLAIM
from bot.ask.modals import (
    CITE,
    REPORT_OUTDATED,
    REPORT_WRONG_CLAIM,
    SOURCES_PAGE,
    SOURCES_PAGE_BACK,
)
from bot.ask.reports_view import AGREE_VETO, KEEP_CLAIM
from bot.ask.view import ADD_COMMENT, CHOOSE, NONE_OF_THESE
from bot.home import home
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import interaction, modals, refusals
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import View
from bot.slack.registry import Listener, Registry
from handlers import opening, parsing

Fields = dict[str, Any]
Ack = Callable[[], Any]
Report = Literal["wrong_claim", "outdated"]


def register(app: Registry, _services: Services) -> None:
    """Register every button and form."""
    for button, listener, scopes in (
        (SOURCES, sources, ()),
        (SOURCES_PAGE, turn_page, ()),
        (SOURCES_PAGE_BACK, turn_page, ()),
        (CITE, cite, ("users:read",)),
        (WRONG_CLAIM, report("wrong_claim"), ()),
        (OUTDATED, report("outdated"), ()),
        (ADD_COMMENT, add_comment, ()),
        (CHOOSE, choose, ()),
        (NONE_OF_THESE, none_of_these, ()),
        (AGREE_VETO, decide(agreed=True), ("users:read",)),
        (KEEP_CLAIM, decide(agreed=False), ("users:read",)),
        (SHARE, share, ("channels:read", "groups:read")),
    ):
        app.action(button, listener, scopes=scopes)
    app.view(REPORT_WRONG_CLAIM, commented("wrong_claim"))
    app.view(REPORT_OUTDATED, commented("outdated"))


def sources(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Open the modal with all sources of a claim."""
    opening.opened(services, body, installation, partial(buttons.sources, services, installation))
    ack()


def turn_page(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Show another page of that modal."""
    press = parsing.press(body, installation)
    modal = buttons.sources(services, installation, press)
    opened = modals.replace(installation.client, press, modal.view)
    ack()
    services.pictures.add_later(installation, opened, modal)


def cite(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Show a claim as a text to cite, on top of the modal with the button."""
    opening.opened(services, body, installation, partial(buttons.cite, services, installation))
    ack()


def report(kind: Report) -> Listener:
    """The listener for a report of this kind: it stores the report; a comment may follow."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        press = parsing.press(body, installation)
        thanks = reports.report(services, installation, press, kind)
        ack()
        interaction.reply(installation.client, press, thanks)

    return pressed


def add_comment(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Open the form for a comment on a report."""

    def form(press: Press) -> View:
        return reports.comment_form(services, press, kind_of(press.text("kind")))

    opening.opened(services, body, installation, form)
    ack()


def commented(kind: Report) -> Listener:
    """The listener for the sent comment on a report of this kind."""

    def sent(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        press = parsing.press(body, installation)
        reports.comment(services, installation, press, kind)
        ack()

    return sent


def choose(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Show the claim that the person meant, in place of the choice."""
    press = parsing.press(body, installation)
    message = buttons.choose(services, press)
    ack()
    interaction.replace(installation.client, press, message)


def none_of_these(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Say, in place of the choice, that nothing is on record."""
    press = parsing.press(body, installation)
    message = buttons.none_of_these(services, press)
    ack()
    interaction.replace(installation.client, press, message)


def share(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Show the answer to the channel."""
    press = parsing.press(body, installation)
    message = buttons.share(services, installation, press)
    ack()
    interaction.replace(installation.client, press, message)


def decide(*, agreed: bool) -> Listener:
    """The listener for an editor's decision on a report of a wrong claim."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        press = parsing.press(body, installation)
        notice = reports.decide(services, installation, press, agreed=agreed)
        ack()
        if press.home:
            view = home.view(services, installation, press.user)
            installation.client.views_publish(user_id=press.user, view=view)
        else:
            reports.show_decision(installation, press, notice)

    return pressed


def kind_of(kind: str) -> Report:
    """The kind of report that a button's value names. Raises RefusalError for any other word."""
    if kind == "wrong_claim":
        return "wrong_claim"
    if kind == "outdated":
        return "outdated"
    raise RefusalError(refusals.STALE)

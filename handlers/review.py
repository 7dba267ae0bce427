"""Reviewing drafts: the buttons of a review, its forms, and the queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.home import home
from bot.i18n import N_, gettext
from bot.record.drafts.errors import WhichSourceError
from bot.review import (
    decisions,
    draft_forms,
    linking,
    several_forms,
    several_view,
    showing,
    waiting,
)
from bot.review.decisions import OtherClaimError
from bot.review.draft_forms_view import (
    REVIEW_EDIT_VIEW,
    REVIEW_LINK_VIEW,
    REVIEW_REJECT_VIEW,
    REVIEW_SPLIT_VIEW,
    REVIEW_WHICH_VIEW,
)
from bot.review.several_view import QUEUE_OF, QUEUE_SEVERAL, REVIEW_SEVERAL_VIEW
from bot.review.view import (
    REVIEW_APPROVE,
    REVIEW_CERTAIN,
    REVIEW_CERTAIN_FIRST,
    REVIEW_DECIDED,
    REVIEW_EDIT,
    REVIEW_GROUP,
    REVIEW_IN_ORDER,
    REVIEW_LINK,
    REVIEW_PAGE,
    REVIEW_PAGE_BACK,
    REVIEW_REJECT,
    REVIEW_REWORD,
    REVIEW_SEVERAL,
    REVIEW_SPLIT,
    REVIEW_UNDO,
)
from bot.review.waiting import Wish
from bot.review.waiting_view import (
    IMPORTED_APPROVE,
    IMPORTED_REJECT,
    IMPORTED_UNDO,
    QUEUE_PAGE,
    QUEUE_PAGE_BACK,
    QUEUE_SHOW,
)
from bot.services import Services
from bot.slack import action_ids, interaction, modals, notice
from bot.slack.client import respond
from bot.slack.editors import only_editors
from bot.slack.given import GivenError
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Block, Message, View
from bot.slack.registry import Help, Listener, Registry, Task
from handlers import commands, opening, parsing
from models.record import AttributionState

Fields = dict[str, Any]
Ack = Callable[..., Any]
HELP = {
    QUEUE_SHOW: (
        Help(
            f"{commands.COMMAND} queue [certain | flagged | mine | imported | topic <words>]",
            N_("For editors: the drafts that wait, and the review of each document."),
            Task.ADD,
        ),
    )
}

Act = Callable[[Services, Installation, Press], None]
Together = Callable[[Services, Installation, Press], Message]
Form = Callable[[Services, Installation, Press], View]
Sent = Callable[[Services, Installation, Press], View | None]


def register(app: Registry, _services: Services) -> None:
    """Register the buttons and forms of a review, and `/onrecord queue`."""
    commands.SUBCOMMANDS["queue"] = queue
    for action_id, act in (
        (REVIEW_APPROVE, decision(decisions.approve)),
        (REVIEW_REWORD, decision(decisions.approve_and_reword)),
        (REVIEW_UNDO, decision(decisions.undo)),
        (REVIEW_EDIT, opens(draft_forms.edit_form)),
        (REVIEW_LINK, opens(linking.link_form)),
        (REVIEW_SPLIT, opens(draft_forms.split_form)),
        (REVIEW_REJECT, opens(draft_forms.reject_form)),
        (REVIEW_CERTAIN, together(decisions.approve_certain, several_view.CERTAIN)),
        (REVIEW_GROUP, together(decisions.approve_group, several_view.APPROVE)),
        (REVIEW_SEVERAL, opens(several_forms.several_form)),
        (QUEUE_SEVERAL, opens(several_forms.queue_form)),
        (QUEUE_OF, queue_of),
        (REVIEW_IN_ORDER, turn_page),
        (REVIEW_CERTAIN_FIRST, turn_page),
        (REVIEW_DECIDED, turn_page),
        (REVIEW_PAGE, turn_page),
        (REVIEW_PAGE_BACK, turn_page),
        (action_ids.REVIEW_OPEN, open_review),
        (QUEUE_SHOW, show_queue),
        (QUEUE_PAGE, show_queue),
        (QUEUE_PAGE_BACK, show_queue),
        (IMPORTED_APPROVE, imported(AttributionState.APPROVED)),
        (IMPORTED_REJECT, imported(AttributionState.REJECTED)),
        (IMPORTED_UNDO, imported(AttributionState.DRAFT)),
    ):
        app.action(
            action_id, act, scopes=("users:read", "chat:write"), help=HELP.get(action_id, ())
        )
    app.view(REVIEW_EDIT_VIEW, sent(draft_forms.edited))
    app.view(REVIEW_LINK_VIEW, sent(linking.linked))
    app.view(REVIEW_SPLIT_VIEW, sent(draft_forms.split_up))
    app.view(REVIEW_REJECT_VIEW, sent(decisions.reject))
    app.view(REVIEW_SEVERAL_VIEW, several_sent)
    app.view(REVIEW_WHICH_VIEW, sent(draft_forms.which_source))


def decision(act: Act) -> Listener:
    """A listener that decides on a draft. It asks first which one is meant if several speakers have
    the name, and shows the claim if that is another one by now."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        press = pressed_in_review(services, body, installation)
        try:
            act(services, installation, press)
        except (WhichSourceError, OtherClaimError) as error:
            view = draft_forms.asked_first(services, press, error)
            modals.put(installation.client, press, view)
        ack()

    return pressed


def opens(form: Form) -> Listener:
    """A listener that opens a form for a draft."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        def made(press: Press) -> View:
            _in_review(services, installation, press)
            return form(services, installation, press)

        opening.opened(services, body, installation, made)
        ack()

    return pressed


def together(act: Together, what: str) -> Listener:
    """A listener that decides on several drafts. It asks first for whom new speakers speak and, if
    several speakers have the name of the first, which one is meant."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        press = pressed_in_review(services, body, installation)
        only_editors(services, installation, press.user)
        form = several_forms.parties_form(services, press, what)
        if form is not None:
            modals.put(installation.client, press, form)
            ack()
            return
        try:
            told = act(services, installation, press)
        except (WhichSourceError, OtherClaimError) as error:
            view = draft_forms.asked_first(services, press, error)
            modals.put(installation.client, press, view)
            ack()
            return
        ack()
        interaction.reply(installation.client, press, told)

    return pressed


def several_sent(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Decide on the drafts that are ticked in the form. Another form shows the claim to agree to,
    or at the end what was left; deciding may take longer than Slack waits for its answer."""
    press = parsing.press(body, installation)
    try:
        found = several_forms.decided(services, installation, press)
    except GivenError as error:
        ack(**modals.refused(press, error.errors))
        return
    if isinstance(found, dict):
        ack(**modals.instead(press, found))
        return
    ack(**modals.instead(press, several_view.working()))
    modals.replace(installation.client, press, several_view.done(found()))


def queue_of(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Show the drafts of the chosen speaker in the form for several drafts of the queue."""
    press = parsing.press(body, installation)
    ack()
    shown = several_forms.queue_form(services, installation, press)
    modals.replace(installation.client, press, shown)


def turn_page(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Show another page of a document's review."""
    press = parsing.press(body, installation)
    only_editors(services, installation, press.user)
    ack()
    showing.turn(services, installation, press)


def sent(act: Sent) -> Listener:
    """A listener for a sent form of a draft; another form may follow."""

    def submitted(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        press = parsing.press(body, installation)
        try:
            further = act(services, installation, press)
        except GivenError as error:
            ack(**modals.refused(press, error.errors))
            return
        if further is not None:
            ack(**modals.instead(press, further))
        else:
            ack()

    return submitted


def show_queue(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Show a page of the queue."""
    press = parsing.press(body, installation)
    wish = Wish(press.text("show", "all"), press.number("page", 1))
    ack()
    _show_queue(services, installation, press, wish)


def open_review(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Send a document's review by direct message."""
    press = parsing.press(body, installation)
    waiting.opened(services, installation, press)
    ack()
    if press.response_url:
        told = notice.sentence(gettext("The review is in our direct messages."))
        interaction.reply(installation.client, press, told)


def imported(state: AttributionState) -> Listener:
    """A listener that decides on a statement that was imported."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        press = parsing.press(body, installation)
        wish = Wish("imported", press.number("page", 1))
        above = waiting.decide_imported(services, installation, press, state)
        ack()
        _show_queue(services, installation, press, wish, above)

    return pressed


def queue(services: Services, command: Fields, ack: Ack, installation: Installation) -> bool:
    """`/onrecord queue`, with or without a filter; False for other texts, which are questions."""
    wish = waiting.wished(command.get("text") or "")
    if wish is None:
        return False
    found = waiting.message(services, installation, command["user_id"], wish)
    ack(text=found.text, blocks=found.blocks)
    return True


def pressed_in_review(services: Services, body: Fields, installation: Installation) -> Press:
    """The press of a button in a review message; notes which page that message shows."""
    press = parsing.press(body, installation)
    _in_review(services, installation, press)
    return press


def _in_review(services: Services, installation: Installation, press: Press) -> None:
    only_editors(services, installation, press.user)
    if press.channel and press.message_ts and press.number("document", 0):
        showing.stands(services, installation, press)


def _show_queue(
    services: Services,
    installation: Installation,
    press: Press,
    wish: Wish,
    above: list[Block] | None = None,
) -> None:
    """Show the queue where the button is: in the Home tab, or in a message to one editor."""
    if press.home:
        view = home.view(services, installation, press.user, wish, above)
        installation.client.views_publish(user_id=press.user, view=view)
    elif press.response_url:
        found = waiting.message(services, installation, press.user, wish, above)
        respond(press.response_url, found, replace_original=True)

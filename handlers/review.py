"""Reviewing drafts: the buttons of a review, its forms, and the queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.home import home
from bot.record.drafts.errors import WhichSourceError
from bot.record.numbers import row_number
from bot.refusal import RefusalError
from bot.review import decisions, draft_fields, draft_forms, showing, waiting
from bot.review.draft_forms_view import (
    REVIEW_EDIT_VIEW,
    REVIEW_LINK_VIEW,
    REVIEW_REJECT_VIEW,
    REVIEW_SPLIT_VIEW,
    REVIEW_WHICH_VIEW,
)
from bot.review.view import (
    REVIEW_APPROVE,
    REVIEW_CERTAIN,
    REVIEW_EDIT,
    REVIEW_LINK,
    REVIEW_PAGE,
    REVIEW_PAGE_BACK,
    REVIEW_REJECT,
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
from bot.slack import action_ids, notice, posting, refusals
from bot.slack.blocks import read_value
from bot.slack.clicks import ReviewClick, only_editors
from bot.slack.client import respond
from bot.slack.installations import Installation
from bot.slack.message import Block, Message, View
from bot.slack.registry import Help, Listener, Registry
from handlers import commands, parsing
from models.record import AttributionState

Fields = dict[str, Any]
Ack = Callable[..., Any]
HELP = {
    QUEUE_SHOW: (
        Help(
            f"{commands.COMMAND} queue [certain | flagged | mine | imported]",
            "For editors: the drafts that wait, and the review of each document.",
        ),
    )
}

Act = Callable[[Services, Installation, ReviewClick], None]
Form = Callable[[Services, Installation, ReviewClick], View]
Sent = Callable[[Services, Installation, ReviewClick, draft_fields.Values], View | None]


def register(app: Registry, _services: Services) -> None:
    """Register the buttons and forms of a review, and `/onrecord queue`."""
    commands.SUBCOMMANDS["queue"] = queue
    for action_id, act in (
        (REVIEW_APPROVE, decision(decisions.approve)),
        (REVIEW_UNDO, decision(decisions.undo)),
        (REVIEW_EDIT, opens(draft_forms.edit_form)),
        (REVIEW_LINK, opens(draft_forms.link_form)),
        (REVIEW_SPLIT, opens(draft_forms.split_form)),
        (REVIEW_REJECT, opens(draft_forms.reject_form)),
        (REVIEW_CERTAIN, certain),
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
    app.view(REVIEW_LINK_VIEW, sent(draft_forms.linked))
    app.view(REVIEW_SPLIT_VIEW, sent(draft_forms.split_up))
    app.view(REVIEW_REJECT_VIEW, sent(rejected))
    app.view(REVIEW_WHICH_VIEW, sent(draft_forms.which_source))


def decision(act: Act) -> Listener:
    """Decide on a draft, or ask first which speaker of that name is meant."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        click = pressed_in_review(services, body, installation)
        try:
            act(services, installation, click)
        except WhichSourceError as error:
            view = draft_forms.which_form(services, click, error)
            installation.client.views_open(trigger_id=click.trigger_id, view=view)
        ack()

    return pressed


def opens(form: Form) -> Listener:
    """Open the form for a draft."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        click = pressed_in_review(services, body, installation)
        view = form(services, installation, click)
        installation.client.views_open(trigger_id=click.trigger_id, view=view)
        ack()

    return pressed


def certain(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Approve all certain drafts of the page."""
    click = pressed_in_review(services, body, installation)
    told = decisions.approve_certain(services, installation, click)
    ack()
    _whisper(installation, click, told)


def turn_page(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """Another page of a document's review."""
    click = review_click(body, installation)
    only_editors(services, installation, click.user)
    ack()
    showing.turn(services, installation, click)


def sent(act: Sent) -> Listener:
    """A form for a draft was sent; another one may follow."""

    def submitted(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        click = review_click(body, installation)
        values = (body["view"].get("state") or {}).get("values") or {}
        try:
            further = act(services, installation, click, values)
        except draft_fields.FieldError as error:
            ack(response_action="errors", errors={error.block_id: error.sentence})
            return
        if further is not None:
            ack(response_action="update", view=further)
        else:
            ack()

    return submitted


def rejected(
    services: Services,
    installation: Installation,
    click: ReviewClick,
    values: draft_fields.Values,
) -> None:
    """The form with the reason was sent."""
    decisions.reject(services, installation, click, draft_fields.reason_in(values))


def show_queue(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """What waits, a page of it."""
    click = review_click(body, installation)
    ack()
    _show_queue(services, installation, click, Wish(click.show, click.page))


def open_review(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
    """A document's review, by direct message."""
    click = review_click(body, installation)
    waiting.opened(services, installation, click)
    ack()
    if click.response_url:
        told = notice.sentence("The review is in our direct messages.")
        respond(click.response_url, told)


def imported(state: AttributionState) -> Listener:
    """Decide on a statement that was imported."""

    def pressed(services: Services, body: Fields, ack: Ack, installation: Installation) -> None:
        click = review_click(body, installation)
        above = waiting.decide_imported(services, installation, click, state)
        ack()
        _show_queue(services, installation, click, Wish("imported", click.page), above)

    return pressed


def queue(services: Services, command: Fields, ack: Ack, installation: Installation) -> bool:
    """`/onrecord queue`, with a filter or without; anything else is a question."""
    wish = waiting.wished(command.get("text") or "")
    if wish is None:
        return False
    found = waiting.message(services, installation, command["user_id"], wish)
    ack(text=found.text, blocks=found.blocks)
    return True


def pressed_in_review(services: Services, body: Fields, installation: Installation) -> ReviewClick:
    """A button in a review message, which from now on is known to show that page."""
    click = review_click(body, installation)
    only_editors(services, installation, click.user)
    if click.channel and click.message_ts and click.document_id:
        showing.stands(services, installation, click)
    return click


def review_click(body: Fields, installation: Installation) -> ReviewClick:
    """What was pressed or sent. Raises RefusalError for people from another workspace."""
    parsing.insider(body, installation)
    view, message = body.get("view") or {}, body.get("message") or {}
    container = body.get("container") or {}
    action = (body.get("actions") or [{}])[0]
    chosen = action.get("selected_option") or {}
    carried = chosen.get("value") or action.get("value") or view.get("private_metadata") or ""
    try:
        carries = read_value(carried)
        numbers = {
            name: row_number(carries.get(field, default))
            for name, field, default in (
                ("document_id", "document", 0),
                ("draft_id", "draft", 0),
                ("version", "version", 0),
                ("page", "page", 1),
                ("attribution_id", "attribution", 0),
            )
        }
    except ValueError:
        raise RefusalError(refusals.STALE) from None
    return ReviewClick(
        workspace_id=installation.workspace_id,
        user=body["user"]["id"],
        **numbers,
        seen=str(carries.get("seen", "")),
        show=str(carries.get("show", "all")),
        above=str(carries.get("above", "")),
        channel=container.get("channel_id") or (body.get("channel") or {}).get("id") or "",
        message_ts=container.get("message_ts") or message.get("ts"),
        ephemeral=bool(container.get("is_ephemeral")),
        response_url=body.get("response_url") or None,
        trigger_id=parsing.trigger(body),
        home=view.get("type") == "home",
    )


def _show_queue(
    services: Services,
    installation: Installation,
    click: ReviewClick,
    wish: Wish,
    above: list[Block] | None = None,
) -> None:
    """Where the button stands: in the Home tab, or in a message that one editor sees."""
    if click.home:
        view = home.view(services, installation, click.user, wish, above)
        installation.client.views_publish(user_id=click.user, view=view)
    elif click.response_url:
        found = waiting.message(services, installation, click.user, wish, above)
        respond(click.response_url, found, replace_original=True)


def _whisper(installation: Installation, click: ReviewClick, message: Message) -> None:
    if click.response_url:
        respond(click.response_url, message)
    elif click.channel:
        posting.whisper(installation.client, click.channel, click.user, message)

"""What editors ask for in Slack: add a text, a page or a feed, and confirm a document's details."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.add import additions, details, details_view, feeds, feeds_view
from bot.add import view as adding
from bot.add.additions import Wanted
from bot.add.documents import Desk
from bot.i18n import gettext
from bot.ingest.addresses import brief, checked
from bot.ingest.documents import IngestError
from bot.ingest.files import pasted
from bot.record.drafts.details import Details
from bot.review import showing
from bot.services import Services
from bot.slack import action_ids, posting, slack_text
from bot.slack.editors import is_editor, only_editors
from bot.slack.given import Given, GivenError
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Message, View
from models.addition import Addition


def may_add(services: Services, installation: Installation, user: str) -> bool:
    """Whether a person may put something on record."""
    return is_editor(services, installation, user)


def add(services: Services, wanted: Wanted) -> Addition:
    """Store what a person gave and have it added, once however often Slack reports it."""
    addition = additions.record(
        services.engine, wanted, now=services.clock(), owner=services.adder.owner
    )
    services.adder.submit(addition.id or 0)
    return addition


def wanted_by(press: Press, request_id: str, *, today: date) -> Wanted:
    """The addition that the form of `/onrecord add` describes. Raises GivenError if it is not
    possible."""
    argument, published_on = _source(press.given, today)
    return Wanted(
        press.workspace_id,
        request_id,
        press.user,
        argument,
        told_in=press.user,
        outlet=press.given.text(action_ids.ADD_OUTLET).strip() or None,
        published_on=published_on,
        view_id=press.view_id,
    )


def _source(given: Given, today: date) -> tuple[str, date | None]:
    """The text or address in the form, and the day."""
    published_on = day(given.text(action_ids.ADD_DATE))
    if published_on is not None and published_on > today + timedelta(days=1):
        raise GivenError({action_ids.ADD_DATE: gettext("That day lies in the future.")})
    address = given.text(action_ids.ADD_ADDRESS).strip()
    text = slack_text.text_of(given.rich_text(action_ids.ADD_TEXT))
    if address and text.strip():
        raise GivenError({action_ids.ADD_TEXT: gettext("Give the address or the text, not both.")})
    try:
        if address:
            return checked(address).url, published_on
        pasted(text)
    except IngestError as error:
        where = action_ids.ADD_ADDRESS if address else action_ids.ADD_TEXT
        raise GivenError({where: error.sentence}) from None
    return text, published_on


def day(given: str) -> date | None:
    """The day of a date picker's value (YYYY-MM-DD); None if it is empty."""
    return date.fromisoformat(given) if given else None


def offer_links(
    services: Services,
    installation: Installation,
    links: Sequence[str],
    *,
    request_id: str,
    channel: str,
    by: str,
) -> None:
    """Ask an editor who sent only links whether to add them; once however often Slack reports
    it."""
    now = services.clock()
    rows = [
        additions.record(
            services.engine,
            Wanted(installation.workspace_id, f"{request_id}:{n}", by, link, channel),
            now=now,
            owner=None,
            offered=True,
        )
        for n, link in enumerate(links)
    ]
    if any(row.told_ts for row in rows):
        return
    message = feeds_view.link_offer([(row.id or 0, row.argument) for row in rows])
    ts = posting.post(installation.client, channel, message)
    additions.stands(services.engine, rows, ts, alone=len(rows) == 1)


def add_offered(services: Services, installation: Installation, user: str, number: int) -> Message:
    """Accept an offer: the link is read, or the feed taken once."""
    only_editors(services, installation, user)
    addition = additions.choose(
        services.engine,
        installation.workspace_id,
        number,
        now=services.clock(),
        owner=services.adder.owner,
    )
    services.adder.submit(addition.id or 0)
    return adding.accepted(addition.argument)


def follow(services: Services, installation: Installation, user: str, number: int) -> Message:
    """Accept the offer to follow a feed from now on."""
    only_editors(services, installation, user)
    addition = additions.offer(services.engine, installation.workspace_id, number)
    found = addition.found if isinstance(addition.found, dict) else {}
    feed = feeds.follow(
        services.engine,
        installation.workspace_id,
        feeds.Following(addition.argument, title=found.get("title"), told_in=user),
        by=user,
        now=services.clock(),
    )
    additions.settle(services.engine, addition, now=services.clock())
    services.adder.poll(feed.id or 0)
    every = feeds.in_words(timedelta(seconds=feed.every_s))
    return feeds_view.following(feed.title or brief(feed.url), every)


def details_form(
    services: Services, installation: Installation, user: str, document_id: int
) -> View:
    """The form in which an editor confirms a document's details."""
    only_editors(services, installation, user)
    return details.form(services.engine, installation.workspace_id, document_id)


def confirm_details(services: Services, installation: Installation, press: Press) -> Message:
    """Store an editor's details of a document, and update its reviews in Slack."""
    only_editors(services, installation, press.user)
    document_id, seen = press.number("document"), press.seen or 0
    desk = Desk(services.engine, services.checker, installation.workspace_id, press.user)
    given = _details(press.given)
    message = details.confirm(desk, document_id, given, seen=seen, now=services.clock())
    services.adder.soon(lambda: showing.refresh(services, installation, document_id))
    return message


def _details(given: Given) -> Details:
    """The details in the form; an empty field gives no value."""

    def said(name: str) -> str | None:
        return given.text(details_view.detail_input(name)) or None

    return Details(
        outlet=said("outlet"),
        author=said("author"),
        title=said("title"),
        published_on=day(said("published_on") or ""),
        language=said("language"),
        topic=said("topic"),
        without_address=bool(given.ticked(details_view.detail_input(details_view.ADDRESS_OFF))),
    )

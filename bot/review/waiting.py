"""The queue for editors in Slack, and decisions on imported drafts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from bot.record import accesses
from bot.record.change import Change
from bot.record.drafts import filters, imported, queue
from bot.record.drafts.deciding import CERTAIN
from bot.record.drafts.waiting_topics import WaitingTopic, named, waiting_topics
from bot.record.numbers import LARGEST, typed_number
from bot.refusal import RefusalError
from bot.review import names_shown, several_view, waiting_view
from bot.review.decisions import decide
from bot.review.page import Place, page_of
from bot.review.showing import bring_up, open_for
from bot.services import Services
from bot.slack import refusals
from bot.slack.editors import only_editors
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Block, Message
from models.record import AttributionState

PER_PAGE = 6
"""Drafts or documents on a page of the queue."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which part of the queue is to be shown."""

    show: str = "all"
    page: int = 1


def wished(text: str) -> Wish | None:
    """The part that `queue`, `queue flagged` or `queue mine 2` asks for; None for other texts."""
    topic = re.fullmatch(r"queue\s+topic\s+(\S.*)", text.strip(), re.IGNORECASE)
    if topic is not None:
        return Wish(several_view.TOPIC + topic[1])
    names = "|".join(waiting_view.FILTERS)
    found = re.fullmatch(rf"queue(?:\s+({names}))?(?:\s+(-?\d+))?", text.strip().casefold())
    if found is None:
        return None
    return Wish(found[1] or "all", min(typed_number(found[2] or "1"), LARGEST))


def message(
    services: Services,
    installation: Installation,
    user: str,
    wish: Wish,
    above: list[Block] | None = None,
) -> Message:
    """The queue for one editor. Raises RefusalError for people who are not editors."""
    only_editors(services, installation, user)
    with Session(services.engine) as session:
        body = blocks(services, session, installation.workspace_id, user, wish, above)
        counts = queue.counts(session, installation.workspace_id, user=user)
        return waiting_view.message(counts, body)


def blocks(
    services: Services,
    session: Session,
    workspace_id: int,
    user: str,
    wish: Wish,
    above: list[Block] | None = None,
) -> list[Block]:
    """The queue as blocks. The caller has checked that the person is an editor."""
    counts = queue.counts(session, workspace_id, user=user)
    topics = waiting_topics(session, workspace_id)
    topic = named(topics, wish.show.removeprefix(several_view.TOPIC))
    show = wish.show if wish.show in waiting_view.FILTERS else "all"
    if wish.show.startswith(several_view.TOPIC):
        above = [*(above or []), *([] if topic else waiting_view.no_such_topic(wish.show))]
        show = f"{several_view.TOPIC}{topic.short}" if topic is not None else "all"
    if show == "imported":
        brought = imported.page(session, workspace_id, number=wish.page, size=PER_PAGE)
        ids = [one.attribution_id for one in brought.drafts]
        names_shown.note_imported(services, workspace_id, user, ids)
        body = waiting_view.imported(brought.drafts, brought.number)
        number, pages = brought.number, brought.pages
    elif show == "all":
        listed = queue.documents_page(session, workspace_id, number=wish.page, size=PER_PAGE)
        number, pages, body = listed.number, listed.pages, waiting_view.documents(listed.documents)
    else:
        which = which_of(show, user, topics)
        found = queue.page(session, workspace_id, which, number=wish.page, size=PER_PAGE)
        bring_up(services, workspace_id, [one.id for one in found.drafts])
        session.rollback()  # what is read from here on is as of the record now
        found = queue.page(session, workspace_id, which, number=wish.page, size=PER_PAGE)
        counts = queue.counts(session, workspace_id, user=user)
        said = [one.said for one in found.drafts]
        names_shown.note(services, workspace_id, user, said, accesses.QUEUE)
        body, number, pages = waiting_view.drafts(found.drafts), found.number, found.pages
    above = [*(above or []), *waiting_view.no_such_page(wish.page, number)]
    menu = waiting_view.Menu(show, topics)
    return waiting_view.page(counts, menu, body, number=number, pages=pages, above=above)


def which_of(show: str, user: str, topics: Sequence[WaitingTopic] = ()) -> filters.Filter:
    """The drafts in a part of the queue, those that say the same once; all for any other word.
    `topics` are those of the drafts that wait."""
    if show.startswith(several_view.TOPIC):
        topic = named(topics, show.removeprefix(several_view.TOPIC))
        spellings = topic.spellings if topic is not None else ()
        return filters.Filter(topics=spellings, order="in_order", once=True)
    parts = {
        "certain": filters.Filter(certain=CERTAIN, once=True),
        "flagged": filters.Filter(flagged=True, once=True),
        "mine": filters.Filter(mine=user, once=True),
    }
    return parts.get(show, filters.Filter(once=True))


def opened(services: Services, installation: Installation, press: Press) -> None:
    """Post a document's review to the editor's direct messages, at the page of the named draft."""
    only_editors(services, installation, press.user)
    page = press.number("page", 1)
    if press.number("draft", 0):
        with Session(services.engine) as session:
            page = _place(session, press)
    open_for(services, installation, press.number("document"), press.user, page)


def decide_imported(
    services: Services, installation: Installation, press: Press, state: AttributionState
) -> list[Block]:
    """Decide on an imported draft; gives the blocks to show above the queue, with a button to undo
    it."""
    try:
        seen = AttributionState(press.text("seen"))
    except ValueError:
        raise RefusalError(refusals.STALE) from None

    def act(change: Change) -> None:
        imported.decide(change, press.number("attribution"), state, seen=seen)

    decide(services, installation, press, act)
    if state is AttributionState.DRAFT:
        return []
    page = press.number("page", 1)
    return waiting_view.undo(press.number("attribution"), state.value, page)


def _place(session: Session, press: Press) -> int:
    """The page of a document's review that has the draft; the first if none has."""
    number = 1
    while True:
        page = page_of(session, press.workspace_id, Place(press.number("document"), number))
        if any(draft.id == press.number("draft") for draft in page.drafts):
            return number
        if number >= page.pages:
            return 1
        number += 1

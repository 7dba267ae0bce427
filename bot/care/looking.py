"""Looking things up by name or number: lists of claims, a claim, its history, and their modals."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from sqlmodel import Session, col

from bot.ask import buttons
from bot.ask.by_number import WITH_OUTLET, answer, note, note_lines, statement_menu
from bot.care import forms
from bot.care import view as care
from bot.care.rows import row_of
from bot.i18n import gettext
from bot.language import writing
from bot.record import accesses
from bot.record.edit.names import folded
from bot.record.finding import Found, find
from bot.record.history import history
from bot.record.query import query
from bot.record.search import Reader
from bot.record.visible import line_above, speakers
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import interaction, modals, refusals
from bot.slack import text as mrkdwn
from bot.slack.client import CALL_ERRORS, failure
from bot.slack.editors import is_editor
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Block, Message, Modal, View
from models.record import Attribution, AttributionState, Claim, ClaimState

PER_PAGE = 8
"""Claims on a page of a list; with these it stays below MESSAGE_BLOCKS_TEXT characters."""

HISTORY_PAGE = 12

MOST_WAITING = 15
"""How many statements under embargo are listed with their menus."""

MOST_WORDS = 6
"""Words after `find`, apart from times and what is in quotation marks. A longer text is a
statement, unless it is exactly a name on record."""

_SENTENCE_ENDS = re.compile(r"[?!…]$|\w{4,}\.$")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A list, to be shown in a message or, under its title, in a modal."""

    title: str
    message: Message


def modal(services: Services, installation: Installation, press: Press) -> Modal:
    """The modal that a press asks for. Raises RefusalError if the person may not see it."""
    if press.do == "show":
        return Modal(claim(services, installation, press))
    if press.do == "history":
        shown = told(services, installation, press.user, press.number())
        return Modal(care.view(shown.title, shown.message))
    if press.do == "sources":
        press = press.further(claim=press.number(), inquiry=press.text("inquiry", "0"))
        return buttons.sources(services, installation, press)
    return Modal(forms.open_form(services, installation, press))


def page(services: Services, installation: Installation, press: Press) -> Shown:
    """The page of a list that a press asks for. Raises RefusalError if there is no such list."""
    if press.do == "find":
        name = press.text("words")
        listed = found(services, installation, press.user, name, press.number("page"))
        return Shown(gettext("On record"), listed)
    if press.do == "history":
        page_number = press.number("page")
        return told(services, installation, press.user, press.number(), page_number)
    raise RefusalError(refusals.STALE)


def replace(installation: Installation, press: Press, shown: Shown) -> None:
    """Replace the page that has the button with another one, in a message or a modal."""
    if press.view_id:
        modals.replace(installation.client, press, care.view(shown.title, shown.message))
    else:
        interaction.replace(installation.client, press, shown.message)


def refresh(services: Services, installation: Installation, press: Press) -> None:
    """Update the list of sources below a form that was sent. If that fails, the old list stays: it
    does no harm, because its buttons are checked against the record."""
    if not press.under or not press.fields.get("claim"):
        return
    try:
        back = press.further(inquiry=press.text("inquiry", "0"))
        listed = buttons.sources(services, installation, back)
        opened = installation.client.views_update(view_id=press.under, view=listed.view)
        services.pictures.add_later(installation, opened, listed)
    except RefusalError as error:
        log.info("a list of sources was not refreshed: %s", error.sentence)
    except CALL_ERRORS as error:
        log.info("a list of sources was not refreshed: %s", failure(error).code)


def found(
    services: Services, installation: Installation, user: str, words: str, page: int = 1
) -> Message:
    """A page of the claims on record that these words find. Raises RefusalError if they cannot be
    read."""
    editor = is_editor(services, installation, user)
    what = searched(services, installation.workspace_id, words, editor=editor, page=page)
    note(services, installation.workspace_id, user, what.confidential, accesses.FIND)
    return care.found(what, editor=editor)


def searched(
    services: Services, workspace_id: int, words: str, *, editor: bool, page: int = 1
) -> Found:
    """What these words find, for one kind of reader."""
    now = services.clock()
    reader = Reader(editor, now, services.checker.having)
    with Session(services.engine) as session:
        return find(session, workspace_id, query(words, now.date()), reader, page, PER_PAGE)


def is_search(services: Services, workspace_id: int, words: str) -> bool:
    """Whether words after `find` are meant as a search, and not as a statement that begins with it:
    they are few, written as a search, or the name of what all may find."""
    if len(words) > care.WORDS:
        return False
    wanted = query(words, services.clock().date())
    if is_short(wanted.name, words) or wanted.exact:
        return True
    named = searched(services, workspace_id, words, editor=False)
    return any(folded(one.subject.name) == folded(wanted.name) for one in named.listings)


def is_short(name: str, written: str) -> bool:
    """Whether words may be a name or a search: few, and written without the end of a sentence."""
    return len(name.split()) <= MOST_WORDS and not _SENTENCE_ENDS.search(written)


def claim(services: Services, installation: Installation, press: Press) -> View:
    """A claim as its card shows it, in a modal. Raises RefusalError if it may not be shown."""
    editor = is_editor(services, installation, press.user)
    shown = answer(services, press.workspace_id, press.number(), editor=editor)
    note_lines(services, press.workspace_id, press.user, shown, accesses.CARD)
    return care.claim(shown, editor=editor, today=services.clock().date())


def told(
    services: Services, installation: Installation, user: str, claim_id: int, page: int = 1
) -> Shown:
    """A page of a claim's history. Everybody sees how its status changed; editors see all changes.

    Raises RefusalError if there is no such claim.
    """
    editor = is_editor(services, installation, user)
    now = services.clock()
    with Session(services.engine) as session:
        row_of(session, Claim, installation.workspace_id, claim_id)
        what = history(
            session,
            installation.workspace_id,
            claim_id,
            editor=editor,
            now=now,
            page=page,
            per_page=HISTORY_PAGE,
            statuses_only=not editor,
        )
        row = row_of(session, Claim, installation.workspace_id, what.claim_id)
        waiting, confided = _waiting(session, services, row) if editor else ([], set())
    confided |= set(what.confidential)
    note(services, installation.workspace_id, user, confided, accesses.HISTORY)
    message = care.history(
        what,
        waiting,
        editor=editor,
        standing=row.state == ClaimState.APPROVED.value,
        withdrawn=row.state == ClaimState.WITHDRAWN.value,
    )
    return Shown(gettext("History"), message)


def _waiting(
    session: Session, services: Services, claim: Claim
) -> tuple[list[tuple[str, Block]], set[int]]:
    """The statements on a claim that are under embargo (no card shows them, even to editors), and
    the confidential sources among their speakers."""
    rows = session.execute(
        WITH_OUTLET.where(
            col(Attribution.workspace_id) == claim.workspace_id,
            col(Attribution.claim_id) == claim.id,
            col(Attribution.state) == AttributionState.APPROVED.value,
            col(Attribution.embargo_until) > services.clock(),
        )
        .order_by(col(Attribution.id))
        .limit(MOST_WAITING)
    ).all()
    known_ones = speakers(
        session, claim.workspace_id, [r.source_id for r, _ in rows if r.source_id is not None]
    )
    said = []
    for row, outlet in rows:
        line = line_above(row.source_id, known_ones) if row.source_id is not None else []
        who = mrkdwn.quote(
            ", ".join(one.name for one in line) or gettext("Nobody named"), care.TEXT
        )
        until = row.embargo_until
        when = writing.moment(until) if until else ""
        said.append(
            (
                gettext("• {who}: {stance} · until {when}", who=who, stance=row.stance, when=when),
                statement_menu(row, outlet),
            )
        )
    said_by = {row.source_id for row, _ in rows if row.source_id is not None}
    return said, {one for one in said_by if known_ones[one].confidential}

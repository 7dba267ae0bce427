"""Decisions on drafts from Slack: the decision itself, then every message that shows the draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from sqlmodel import Session, col, select

from bot.matching.same import says_the_same
from bot.record.change import Change
from bot.record.drafts import deciding
from bot.record.drafts.errors import DecidedMeanwhileError, ReviewError, WhichSourceError
from bot.record.drafts.views import DraftView, view
from bot.record.numbers import row_number
from bot.refusal import RefusalError
from bot.review import decisions_view, desk, draft_inputs, names_shown, several
from bot.review.desk import Desk
from bot.review.showing import refresh
from bot.services import Services
from bot.slack import notice, refusals
from bot.slack import text as mrkdwn
from bot.slack.editors import only_editors
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Message
from models import Draft
from models.drafts import DraftState

T = TypeVar("T")

Act = Callable[[Change], T]
"""What is done in a writing session, at a time; the transaction is the caller's."""

REASON = 1_500
"""Characters of a reason that are shown, in UTF-16 code units."""


class OtherClaimError(Exception):
    """As of the record now the draft is about another claim than its button was below."""

    def __init__(self, draft: DraftView, claim_id: int) -> None:
        super().__init__(f"draft {draft.id} is about claim {claim_id} now")
        self.draft = draft
        self.claim_id = claim_id


def approve(services: Services, installation: Installation, press: Press) -> None:
    """Put a draft on record. Raises WhichSourceError if an editor has to say which source is meant,
    and OtherClaimError as `_as_shown` does."""

    _as_shown(services, installation, press)
    find = desk_of(services, press).find

    def act(change: Change) -> object:
        return deciding.approve(change, press.number("draft"), press.number("version"), find=find)

    decide(services, installation, press, act)


def approve_and_reword(services: Services, installation: Installation, press: Press) -> None:
    """Put a draft on record that moves a figure, and give its claim the figure on record."""

    find = desk_of(services, press).find

    def act(change: Change) -> object:
        draft = press.number("draft"), press.number("version")
        return desk.approve_and_reword(change, *draft, find)

    decide(services, installation, press, act)


def approve_group(services: Services, installation: Installation, press: Press) -> Message:
    """Approve a draft and all that say the same, on one claim; gives a message with the result.

    Raises WhichSourceError and OtherClaimError as `approve` does; nothing was approved then.
    """
    _as_shown(services, installation, press)
    desk, others = desk_of(services, press), seen_in(press.text("seen"))
    with in_words(services, installation, press.number("document")):
        done = several.approve_group(desk, press.number("draft"), press.number("version"), others)
    return told(services, installation, press, done)


def _as_shown(services: Services, installation: Installation, press: Press) -> None:
    """Raises OtherClaimError if, as of the record now, the draft is about another claim than the
    button showed and does not say just the same, or moves its figure: the editor sees it first."""
    only_editors(services, installation, press.user)
    number = press.number("draft")
    desk_of(services, press).bring_up([number])
    with Session(services.engine) as session:
        now = view(session, press.workspace_id, number)
    if (
        now is None
        or now.claim is None
        or (now.state, now.version)
        != (
            DraftState.DRAFT.value,
            press.number("version"),
        )
    ):
        return  # what became of it is told by the decision itself
    if now.claim.id == press.number("shown", 0):
        return
    if now.moves is not None or not says_the_same(now.said.claim.sentence, now.claim.text):
        raise OtherClaimError(now, now.claim.id)


def told(
    services: Services, installation: Installation, press: Press, done: several.Together
) -> Message:
    """Update the reviews of every document whose drafts were decided; gives the result in words."""
    ids = [one.draft_id for one in done.done]
    with Session(services.engine) as session:
        documents = session.exec(
            select(Draft.document_id)
            .where(Draft.workspace_id == press.workspace_id, col(Draft.id).in_(ids))
            .distinct()
        ).all()
    for document_id in sorted({press.number("document", 0), *documents} - {0}):
        refresh(services, installation, document_id)
    left = several.names_of(desk_of(services, press), done.left)
    return notice.sentence(decisions_view.together(done.done, left))


def undo(services: Services, installation: Installation, press: Press) -> None:
    """Take back the last decision on a draft."""

    def act(change: Change) -> object:
        return deciding.undo(change, press.number("draft"), press.number("version"))

    decide(services, installation, press, act)


def reject(services: Services, installation: Installation, press: Press) -> None:
    """Close a draft without putting anything on record; the form gives the reason, or none."""

    def act(change: Change) -> object:
        return deciding.reject(
            change,
            press.number("draft"),
            press.number("version"),
            reason=press.given.text(draft_inputs.REASON),
        )

    decide(services, installation, press, act)


def approve_certain(services: Services, installation: Installation, press: Press) -> Message:
    """Approve the certain drafts of the page that the editor saw; gives a message with the
    result."""

    only_editors(services, installation, press.user)
    document_id, seen = press.number("document"), seen_in(press.text("seen"))
    with in_words(services, installation, document_id):
        done = several.approve_certain(desk_of(services, press), document_id, seen)
    return told(services, installation, press, done)


def decide(services: Services, installation: Installation, press: Press, act: Act[T]) -> T:
    """Do it in one transaction, if the person may; then update every message that shows the
    draft."""
    only_editors(services, installation, press.user)
    document_id = press.number("document", 0)
    with (
        in_words(services, installation, document_id),
        transaction(services, press) as change,
    ):
        done = act(change)
    if document_id:
        refresh(services, installation, document_id)
    return done


def desk_of(services: Services, press: Press) -> Desk:
    """The desk of the person who clicked."""
    return Desk(services.engine, services.checker, press.workspace_id, press.user, services.clock)


def transaction(services: Services, press: Press) -> AbstractContextManager[Change]:
    """One transaction for the changes of the person who clicked."""
    return desk_of(services, press).change()


def seen_draft(services: Services, installation: Installation, press: Press) -> DraftView:
    """The draft for which a form is to be opened: still open, and unchanged since the editor saw
    it."""
    only_editors(services, installation, press.user)
    with Session(services.engine) as session:
        draft = view(session, press.workspace_id, press.number("draft"))
    if draft is None or draft.document_id != press.number("document"):
        raise RefusalError(refusals.STALE)
    if draft.version != press.number("version") or draft.state != "draft":
        refresh(services, installation, press.number("document"))
        raise RefusalError(
            decisions_view.meanwhile(
                draft.last_action or "changed",
                draft.changed_by or "",
                draft.changed_at or services.clock(),
                draft.reason,
            )
        )
    names_shown.note(services, press.workspace_id, press.user, [draft.said])
    return draft


@contextmanager
def in_words(
    services: Services, installation: Installation, document_id: int, *, fields: bool = False
) -> Iterator[None]:
    """Turn refusals into words.

    If another editor decided meanwhile, the messages are updated and the editor is told. Other
    refusals become a sentence for Slack to show. With `fields` these remain a ReviewError, to be
    shown beside the form's field.
    """
    try:
        yield
    except DecidedMeanwhileError as error:
        if document_id:
            refresh(services, installation, document_id)
        raise RefusalError(
            decisions_view.meanwhile(error.action, error.by, error.at, error.reason)
        ) from None
    except WhichSourceError:
        raise
    except ReviewError as error:
        if fields:
            raise
        raise RefusalError(mrkdwn.quote(error.sentence, REASON)) from None


def seen_in(told: str) -> dict[int, int]:
    """The drafts that a button names, each with its version. Raises RefusalError for any other
    value."""
    try:
        pairs = [one.split(".") for one in told.split()]
        return {row_number(number): row_number(version) for number, version in pairs}
    except ValueError:
        raise RefusalError(refusals.STALE) from None

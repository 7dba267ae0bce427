"""What a person finds in the App Home."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from bot.care.editors_view import on_home
from bot.digest import by_topic, setting_up
from bot.home import sample
from bot.home import view as home
from bot.i18n import N_, gettext
from bot.record.sizes import size
from bot.record.verify import noting
from bot.record.workspaces import editors_of
from bot.review.waiting import Wish, blocks
from bot.services import Services
from bot.slack import desk_channel
from bot.slack import desk_view as desk
from bot.slack.editors import is_editor
from bot.slack.installations import Installation
from bot.slack.message import Block, View
from bot.watch import proposing
from bot.watch.watches import watched
from bot.watch.watches_view import listed
from models import Claim, Feedback, Inquiry, OpenQuestion, Veto
from models.feedback import VetoState
from models.inquiry import FeedbackKind, QuestionState

_WORDS = {
    FeedbackKind.WRONG_CLAIM.value: N_("Wrong claim"),
    FeedbackKind.OUTDATED.value: N_("Outdated"),
}


def view(
    services: Services,
    installation: Installation,
    user: str,
    wish: Wish | None = None,
    above: list[Block] | None = None,
) -> View:
    """The App Home of a person; editors also see what waits for the desk.

    `wish` is the part of the queue they want to see; `above` is shown above it.
    """
    editor = is_editor(services, installation, user)
    with Session(services.engine) as session:
        workspace_id, now = installation.workspace_id, services.clock()
        return home.home(
            size(session, workspace_id, editor=editor, now=now),
            services.registry.help,
            watched=listed(*watched(session, workspace_id, user, now)),
            questions=_questions(session, workspace_id) if editor else (),
            reports=_reports(session, workspace_id) if editor else (),
            vetoes=_vetoes(session, workspace_id) if editor else (),
            answers=proposing.for_home(session, services, workspace_id) if editor else (),
            topics=by_topic.home(session, workspace_id, user, now=now),
            digest=setting_up.home(session, workspace_id, user, now=services.clock()),
            queue=(
                blocks(services, session, workspace_id, user, wish or Wish(), above)
                if editor
                else ()
            ),
            desk=_desk(session, workspace_id) if editor else (),
            editor=editor,
        )


def publish(services: Services, installation: Installation, user: str) -> None:
    """Show a person their App Home as it is now."""
    installation.client.views_publish(user_id=user, view=view(services, installation, user))


def _desk(session: Session, workspace_id: int) -> list[Block]:
    """Who the editors are, what there is to look at in the record, and that the desk's channel
    takes no messages."""
    channel, why = desk_channel.noted(session, workspace_id)
    closed = desk.closed(channel, why).blocks if channel and why else []
    last = noting.noted(session, workspace_id)
    looked = [home.looked_over(last)] if last is not None else []
    sampled = sample.for_home(session, workspace_id)
    return [*closed, *looked, *sampled, *on_home(editors_of(session, workspace_id))]


def _questions(session: Session, workspace_id: int) -> list[home.Waiting]:
    rows = session.exec(
        select(OpenQuestion)
        .where(
            OpenQuestion.workspace_id == workspace_id,
            OpenQuestion.state == QuestionState.OPEN.value,
        )
        .order_by(col(OpenQuestion.put_at).desc(), col(OpenQuestion.id).desc())
        .limit(home.WAITING)
    )
    return [home.Waiting("", row.statement, row.put_by, row.put_at.date()) for row in rows]


def _reports(session: Session, workspace_id: int) -> list[home.Waiting]:
    rows = session.exec(
        select(Feedback, Inquiry)
        .join(Inquiry, col(Inquiry.id) == col(Feedback.inquiry_id))
        .where(Feedback.workspace_id == workspace_id, col(Feedback.kind).in_(list(_WORDS)))
        .order_by(col(Feedback.at).desc(), col(Feedback.id).desc())
        .limit(home.WAITING)
    )
    return [
        home.Waiting(
            gettext(_WORDS[feedback.kind]),
            inquiry.statement,
            feedback.by,
            _day(feedback),
            feedback.claim_id,
            feedback.comment or "",
        )
        for feedback, inquiry in rows
    ]


def _vetoes(session: Session, workspace_id: int) -> list[home.Barred]:
    """The reports of a wrong claim that no editor has decided on, newest first."""
    rows = session.exec(
        select(Veto, Claim)
        .join(Claim, col(Claim.id) == col(Veto.claim_id))
        .where(Veto.workspace_id == workspace_id, Veto.state == VetoState.OPEN.value)
        .order_by(col(Veto.at).desc(), col(Veto.id).desc())
        .limit(home.TO_DECIDE + 1)
    )
    return [
        home.Barred(
            veto.id or 0, veto.inquiry_id, veto.statement, claim.text, veto.claim_id, veto.by,
            veto.at.date(),
        )
        for veto, claim in rows
    ]  # fmt: skip


def _day(feedback: Feedback) -> date:
    return feedback.at.date()

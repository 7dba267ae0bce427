"""People's reports to the desk: that an answer is about the wrong claim, or outdated."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Literal

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from bot.ask import modals, reports_view, vetoes, view
from bot.ask.buttons import inquiry_of
from bot.ask.requests import storable
from bot.record.concealing import concealed, without_names
from bot.record.reading import claims_on_record
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import desk_channel, interaction, posting, refusals
from bot.slack.channels import OUTSIDERS, why_closed
from bot.slack.client import CALL_ERRORS
from bot.slack.desk_view import taken_away
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Message, View
from bot.slack.people import speaking
from models import Claim, Feedback, Inquiry
from models.database import writing
from models.inquiry import FeedbackKind

log = logging.getLogger(__name__)

Report = Literal["wrong_claim", "outdated"]


def report(services: Services, installation: Installation, press: Press, kind: Report) -> Message:
    """Note that an answer has the wrong claim or is outdated, and tell the desk; gives the thanks
    to the person."""
    inquiry = inquiry_of(services.engine, press)
    claim = _claim(services, press)
    feedback = Feedback(
        workspace_id=press.workspace_id,
        inquiry_id=inquiry.id or 0,
        claim_id=claim.id,
        kind=FeedbackKind(kind).value,
        by=press.user,
        at=services.clock(),
    )
    barring = inquiry if kind == "wrong_claim" else None
    if _stored(services, feedback, barring):
        tell(services, installation, inquiry, claim, kind, press.user)
    return view.thanks(kind, inquiry_id=str(inquiry.id), claim_id=claim.id or 0)


def comment_form(services: Services, press: Press, kind: Report) -> View:
    """The form for a comment on a report."""
    inquiry = inquiry_of(services.engine, press)
    claim = _claim(services, press)
    return modals.report(
        kind,
        inquiry_id=str(inquiry.id),
        claim_id=claim.id or 0,
        claim_text=public_text(services, claim),
    )


def comment(services: Services, installation: Installation, press: Press, kind: Report) -> None:
    """Add a person's comment to their report, and pass it on to the desk."""
    inquiry = inquiry_of(services.engine, press)
    claim = _claim(services, press)
    said = storable(press.given.text(modals.COMMENT)).strip()
    if not said:
        return
    with Session(writing(services.engine)) as session:
        found = _report_of(session, press.workspace_id, inquiry.id or 0, kind, press.user)
        if found is None:
            raise RefusalError(refusals.STALE)
        repeated = found.comment == said
        found.comment = said
        session.add(found)
        session.commit()
    if not repeated:
        tell(services, installation, inquiry, claim, kind, press.user, said)


def decide(
    services: Services, installation: Installation, press: Press, *, agreed: bool
) -> Message:
    """Note an editor's decision on a wrong claim; gives the desk's notice as it is now."""
    veto_id = press.number("veto")
    veto = vetoes.decide(services, installation, press.user, veto_id, agreed=agreed)
    with Session(services.engine) as session:
        inquiry = session.get_one(Inquiry, veto.inquiry_id)
        claim = session.get_one(Claim, veto.claim_id)
        feedback = _report_of(session, veto.workspace_id, veto.inquiry_id, "wrong_claim", veto.by)
    comment = feedback.comment if feedback else None
    with speaking(installation):  # all at the desk read it, whoever decides
        told = _notice(
            services, installation, inquiry, claim, "wrong_claim", veto.by, comment or ""
        )
        return desk_channel.for_all(services, installation, told)


def bar(session: Session, inquiry: Inquiry, claim_id: int, by: str, now: datetime) -> bool:
    """Store, in the caller's transaction, that a person calls a claim the wrong one for an inquiry
    to which others gave it as the answer. False if the person said so before."""
    before = vetoes.of(session, inquiry.workspace_id, claim_id, inquiry.statement, by)
    if before is not None:
        return False
    feedback = Feedback(
        workspace_id=inquiry.workspace_id,
        inquiry_id=inquiry.id or 0,
        claim_id=claim_id,
        kind=FeedbackKind.WRONG_CLAIM.value,
        by=by,
        at=now,
    )
    if _report_of(session, inquiry.workspace_id, feedback.inquiry_id, "wrong_claim", by) is None:
        session.add(feedback)  # one for each person and inquiry; the vetoes name every claim
        session.flush()
    vetoes.add(session, feedback, inquiry)
    return True


def tell(
    services: Services,
    installation: Installation,
    inquiry: Inquiry,
    claim: Claim,
    kind: Report,
    by: str,
    comment: str = "",
) -> None:
    """Tell the desk of a report."""
    with speaking(installation):  # all at the desk read it
        notice = _notice(services, installation, inquiry, claim, kind, by, comment)
        notify(services, installation, notice)


def notify(services: Services, installation: Installation, message: Message) -> None:
    """Post a notice to the desk. Failures are logged, not raised; the report is stored anyway."""
    desk_channel.post(services, installation, message, later=services.adder.soon)


def show_decision(installation: Installation, press: Press, notice: Message) -> None:
    """Replace the desk's notice after a decision. If outsiders read the channel by now, the notice
    is taken away there and shown to the editor alone."""
    closed = why_closed(installation.client, press.channel)
    if closed is not None and closed.code == OUTSIDERS and press.message_ts:
        with speaking(installation):
            gone = taken_away()
        posting.change(installation.client, press.channel, press.message_ts, gone)
        interaction.reply(installation.client, press, notice)
    else:
        interaction.replace(installation.client, press, notice)


def permalink(installation: Installation, inquiry: Inquiry) -> str | None:
    """The link to the question's message in Slack; None if there is none or Slack fails."""
    if inquiry.message_ts is None:
        return None
    try:
        told = installation.client.chat_getPermalink(
            channel=inquiry.channel, message_ts=inquiry.message_ts
        )
        return told.get("permalink") or None
    except CALL_ERRORS:
        return None


def _notice(
    services: Services,
    installation: Installation,
    inquiry: Inquiry,
    claim: Claim,
    kind: Report,
    by: str,
    comment: str = "",
) -> Message:
    link = permalink(installation, inquiry)
    number = claim.id or 0
    if kind == "wrong_claim":
        below = vetoes.below(services.engine, inquiry.workspace_id, number, inquiry.statement, by)
        return reports_view.desk_wrong_claim(
            inquiry.statement,
            number,
            public_text(services, claim),
            by,
            comment=comment,
            permalink=link,
            below=below,
        )
    text = public_text(services, claim)
    return reports_view.desk_outdated(number, text, by, comment=comment, permalink=link)


def public_text(services: Services, claim: Claim) -> str:
    """The text of a claim without confidential names, for people who are no editors. If the claim
    may not be shown now, a sentence that says so."""
    number = claim.id or 0
    with Session(services.engine) as session:
        page = claims_on_record(
            session,
            claim.workspace_id,
            [number],
            now=services.clock(),
            editor=False,
            shelf_lives={},
        ).get(number)
        if page is None or page.hidden:
            return reports_view.not_shown_now()
        names = concealed(session, claim.workspace_id)
        return without_names(names, session.get_one(Claim, number).text)


def _claim(services: Services, press: Press) -> Claim:
    with Session(services.engine) as session:
        claim = session.get(Claim, press.number("claim"))
    if claim is None or claim.workspace_id != press.workspace_id:
        raise RefusalError(refusals.STALE)
    return claim


def _report_of(
    session: Session, workspace_id: int, inquiry_id: int, kind: Report, by: str
) -> Feedback | None:
    return session.exec(
        select(Feedback).where(
            Feedback.workspace_id == workspace_id,
            Feedback.inquiry_id == inquiry_id,
            Feedback.kind == kind,
            Feedback.by == by,
        )
    ).first()


def _stored(services: Services, row: Feedback, barring: Inquiry | None = None) -> bool:
    """Store a report; False if it was stored already, because the person pressed twice.

    With `barring`, the reported claim is barred from that inquiry's wording in the same
    transaction.
    """
    with Session(writing(services.engine)) as session:
        session.add(row)
        try:
            session.flush()
        except IntegrityError:
            session.rollback()
            return False
        if barring is not None:
            vetoes.add(session, row, barring)
        session.commit()
    return True

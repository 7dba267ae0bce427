"""Asks the desk whether a claim answers an open question, and carries out what it decides."""

from __future__ import annotations

from sqlmodel import Session, select

from bot.ask.reports import permalink
from bot.matching.wording import fingerprint
from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.record.reading import OnRecord, claims_on_record
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import desk_channel, refusals
from bot.slack.editors import is_editor
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Block, Message
from bot.slack.people import speaking
from bot.watch import answering, proposals_view
from bot.watch.proposed import waiting
from models import Inquiry, OpenQuestion, ProposedAnswer, Workspace
from models.database import writing
from models.inquiry import ProposalState, QuestionState

AT_ONCE = 10
"""Questions about which the desk is asked in one go."""


def ask_desk(services: Services, installation: Installation) -> int:
    """Ask the desk about the claims that may answer its open questions, each once; gives how many.
    Editors find them in the Home tab too, also if the desk has no channel or Slack fails, which is
    logged."""
    with Session(services.engine, expire_on_commit=False) as session:
        found = waiting(session, installation.workspace_id, AT_ONCE, untold=True)
    for proposal, question in found:
        with speaking(installation):  # all at the desk read it
            message = _message(services, installation, proposal, question)
            if message is not None:
                desk_channel.post(services, installation, message)
        with Session(writing(services.engine)) as session, session.begin():
            session.get_one(ProposedAnswer, proposal.id).told_at = services.clock()
    return len(found)


def for_home(session: Session, services: Services, workspace_id: int) -> list[Block]:
    """The claims on which the desk has to decide, as an editor's Home tab lists them."""
    rows = []
    for proposal, question in waiting(session, workspace_id, AT_ONCE):
        page = _page(session, services, proposal)
        if page is not None and proposal.wording == fingerprint(question.statement):
            rows.append(_shown(proposal, question, page))
    return proposals_view.listed(rows)


def decide(
    services: Services, installation: Installation, press: Press, *, accepted: bool
) -> Message:
    """Note an editor's decision, unless one was made before, and give the desk's message as it is
    now. If the claim answers the question, the people who wait are told as for any answer.

    Raises RefusalError for people who are no editors, for a proposal of another workspace, for a
    question that was edited since, and for a claim that may not be shown any more.
    """
    if not is_editor(services, installation, press.user):
        raise RefusalError(refusals.NOT_AN_EDITOR)
    with Session(writing(services.engine), expire_on_commit=False) as session:
        proposal = session.exec(
            select(ProposedAnswer)
            .where(
                ProposedAnswer.workspace_id == press.workspace_id,
                ProposedAnswer.id == press.number("proposal"),
            )
            .with_for_update()
        ).first()
        if proposal is None:
            raise RefusalError(refusals.STALE)
        question = session.get_one(OpenQuestion, proposal.question_id)
        if proposal.wording != fingerprint(question.statement):
            raise RefusalError(refusals.STALE)  # it was edited: the editor read other words
        if proposal.state == ProposalState.WAITING and question.state == QuestionState.OPEN:
            if accepted:
                _accept(session, services, proposal, question)
            state = ProposalState.ACCEPTED if accepted else ProposalState.DECLINED
            proposal.state, proposal.decided_by = state.value, press.user
            proposal.decided_at = services.clock()
            session.add(proposal)
            told = {"claim_id": proposal.claim_id, "question_id": proposal.question_id}
            noted = Audited("proposal", proposal.id or 0, _WAITING, {"state": state.value} | told)
            change = Change(session, press.workspace_id, press.user, services.clock())
            audit(change, [noted], action="accept answer" if accepted else "decline answer")
        session.commit()
    with speaking(installation):  # all at the desk read it, whoever decides
        message = _message(services, installation, proposal, question)
    if message is None:
        raise RefusalError(refusals.NOT_SHOWN)
    return desk_channel.for_all(services, installation, message)


_WAITING = {"state": ProposalState.WAITING.value}


def _accept(
    session: Session, services: Services, proposal: ProposedAnswer, question: OpenQuestion
) -> None:
    page = _page(session, services, proposal)
    if page is None:
        raise RefusalError(refusals.NOT_SHOWN)
    revision = session.get_one(Workspace, proposal.workspace_id).revision
    inquiry = session.get_one(Inquiry, question.inquiry_id)
    answering.close(session, question, inquiry, page.card.id, revision, services.clock())


def _page(session: Session, services: Services, proposal: ProposedAnswer) -> OnRecord | None:
    """The claim as people who are no editors may see it; None if they may not."""
    page = claims_on_record(
        session,
        proposal.workspace_id,
        [proposal.claim_id],
        now=services.clock(),
        editor=False,
        shelf_lives={},
    ).get(proposal.claim_id)
    return None if page is None or page.hidden or page.withdrawn else page


def _message(
    services: Services,
    installation: Installation,
    proposal: ProposedAnswer,
    question: OpenQuestion,
) -> Message | None:
    """The desk's message as it is now; None if the claim may not be shown, or no longer."""
    with Session(services.engine) as session:
        page = _page(session, services, proposal)
        inquiry = session.get_one(Inquiry, question.inquiry_id)
    if page is None:
        return None
    decision = None
    if proposal.state != ProposalState.WAITING and proposal.decided_at is not None:
        accepted = proposal.state == ProposalState.ACCEPTED
        on = proposal.decided_at.date()
        decision = proposals_view.Decision(accepted, proposal.decided_by or "", on)
    return proposals_view.proposed(
        _shown(proposal, question, page),
        permalink=permalink(installation, inquiry),
        decision=decision,
        is_open=question.state == QuestionState.OPEN,
    )


def _shown(
    proposal: ProposedAnswer, question: OpenQuestion, page: OnRecord
) -> proposals_view.Proposal:
    claim = page.card
    return proposals_view.Proposal(
        proposal.id or 0, question.statement, question.put_by, claim.id, claim.text
    )

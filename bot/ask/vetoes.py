"""An editor's decision on a veto: whether it holds for everybody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from bot.ask import reports_view
from bot.matching.wording import fingerprint
from bot.record.audit import Audited, audit
from bot.record.change import Change
from bot.refusal import RefusalError
from bot.services import Services
from bot.slack import refusals
from bot.slack.editors import is_editor
from bot.slack.installations import Installation
from bot.slack.message import Block
from models import Feedback, Inquiry, Veto
from models.database import writing
from models.feedback import VetoState


def add(session: Session, feedback: Feedback, inquiry: Inquiry) -> None:
    """Bar the reported claim from the inquiry's wording, in the report's own transaction."""
    if feedback.claim_id is None or inquiry.id is None:
        return
    veto = Veto(
        workspace_id=feedback.workspace_id,
        claim_id=feedback.claim_id,
        inquiry_id=inquiry.id,
        statement=inquiry.statement,
        wording=fingerprint(inquiry.statement),
        by=feedback.by,
        at=feedback.at,
    )
    try:
        with session.begin_nested():
            session.add(veto)
    except IntegrityError:
        return  # the person reported the claim for the same words before, in another place
    audit(
        Change(session, veto.workspace_id, veto.by, veto.at),
        [Audited("veto", veto.id or 0, None, _noted(veto) | {"claim_id": veto.claim_id})],
        action="veto",
    )


def of(session: Session, workspace_id: int, claim_id: int, statement: str, by: str) -> Veto | None:
    """The veto of a person on a claim for the wording of a statement, or None."""
    return session.exec(
        select(Veto).where(
            Veto.workspace_id == workspace_id,
            Veto.claim_id == claim_id,
            Veto.wording == fingerprint(statement),
            Veto.by == by,
        )
    ).first()


def below(engine: Engine, workspace_id: int, claim_id: int, statement: str, by: str) -> list[Block]:
    """What is shown below the desk's notice of a wrong claim: the buttons, or the decision."""
    with Session(engine) as session:
        veto = of(session, workspace_id, claim_id, statement, by)
    return shown(veto) if veto is not None else []


def shown(veto: Veto) -> list[Block]:
    """The buttons for an editor, or the decision if one was made."""
    if veto.decided_by is None or veto.decided_at is None:
        return [reports_view.choice(veto.id or 0, veto.inquiry_id)]
    agreed = veto.state == VetoState.AGREED
    return [reports_view.decided(agreed, veto.decided_by, veto.decided_at.date())]


def decide(
    services: Services, installation: Installation, user: str, veto_id: int, *, agreed: bool
) -> Veto:
    """Note an editor's decision, unless the veto is decided already. Gives the veto as it is now.

    Raises RefusalError for people who are no editors and for a veto of another workspace.
    """
    if not is_editor(services, installation, user):
        raise RefusalError(refusals.EDITORS_ONLY)
    with Session(writing(services.engine), expire_on_commit=False) as session:
        veto = session.exec(
            select(Veto)
            .where(Veto.id == veto_id, Veto.workspace_id == installation.workspace_id)
            .with_for_update()
        ).first()
        if veto is None:
            raise RefusalError(refusals.STALE)
        if veto.state == VetoState.OPEN:
            state = VetoState.AGREED if agreed else VetoState.KEPT
            _decide(session, veto, state, user, services.clock())
        session.commit()
    return veto


def _decide(session: Session, veto: Veto, state: VetoState, user: str, now: datetime) -> None:
    before = _noted(veto)
    veto.state, veto.decided_by, veto.decided_at = state.value, user, now
    session.add(veto)
    change = Audited("veto", veto.id or 0, before, _noted(veto))
    action = "agree to veto" if state is VetoState.AGREED else "keep claim"
    audit(Change(session, veto.workspace_id, user, now), [change], action=action)


def _noted(veto: Veto) -> dict[str, object]:
    return {"state": veto.state, "statement": veto.statement, "by": veto.by}

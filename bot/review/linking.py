"""The forms that link a draft to a claim on record: choose one, see it as it is, agree to it."""

from __future__ import annotations

import re

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.check.checker import Checker
from bot.i18n import gettext
from bot.record.drafts.views import DraftView, KnownClaim
from bot.record.numbers import sought, typed_number
from bot.review import desk, draft_forms_view
from bot.review import draft_inputs as form
from bot.review.decisions import desk_of, seen_draft, transaction
from bot.review.draft_forms import agreeing, asking, told_at
from bot.review.showing import refresh
from bot.services import Services
from bot.slack.given import GivenError
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import View
from models import Claim
from models.record import ClaimState

MOST_FOUND = 5
"""Claims that are offered for the words that an editor looks for."""


def link_form(services: Services, installation: Installation, press: Press) -> View:
    """The form that attaches the draft to another claim."""
    draft = seen_draft(services, installation, press)
    return draft_forms_view.link(draft, page=press.number("page", 1), near=_near(draft))


def linked(services: Services, installation: Installation, press: Press) -> View | None:
    """Attach the draft to the claim named, once the editor has seen it; if words were given, gives
    the form with the claims they find."""
    draft = seen_draft(services, installation, press)
    agreed = press.number("claim", 0)
    if agreed:
        return _agreed(services, installation, press, agreed)
    number = _number_chosen(press)
    if number is None:
        looked_for = press.given.text(form.WORDS).strip()
        found = claims_near(services.engine, services.checker, press.workspace_id, looked_for)
        page = press.number("page", 1)
        return draft_forms_view.link(draft, page=page, near=found, looked_for=looked_for)
    with told_at(services, installation, press, form.WORDS):
        return agreeing(services, press, draft, number)


def _agreed(
    services: Services, installation: Installation, press: Press, claim_id: int
) -> View | None:
    draft = press.number("draft"), press.number("version")
    find = desk_of(services, press).find
    then = press.given.ticked(form.THEN)
    with (
        told_at(services, installation, press, form.THEN) as asked,
        transaction(services, press) as change,
    ):
        desk.linked(
            change, draft, claim_id, find, then_approve=bool(then), reword=form.REWORD in then
        )
    if asked:
        # The link is kept, so that who speaks is the only question left.
        with transaction(services, press) as change:
            desk.linked(change, draft, claim_id, find, then_approve=False)
    refresh(services, installation, press.number("document"))
    return asking(services, press, asked)


def claims_near(engine: Engine, checker: Checker, workspace_id: int, text: str) -> list[KnownClaim]:
    """The claims on record that some words may mean, the likeliest first."""
    found = [number for number, _ in checker.ranked(workspace_id, text, 2 * MOST_FOUND)]
    with Session(engine) as session:
        rows = session.exec(
            select(Claim).where(
                Claim.workspace_id == workspace_id,
                Claim.state == ClaimState.APPROVED.value,
                col(Claim.merged_into_id).is_(None),
                col(Claim.id).in_(found),
            )
        )
        by_id = {row.id: row.text for row in rows}
    return [KnownClaim(one, by_id[one]) for one in found if one in by_id][:MOST_FOUND]


def _number_chosen(press: Press) -> int | None:
    """The number of the claim that a form names; None if it has words to look for."""
    typed, chosen = press.given.text(form.WORDS).strip(), press.given.text(form.CHOSEN)
    number = re.fullmatch(r"#?\s*\d+", typed) or re.fullmatch(r"\d+", chosen)
    if number is None and not typed:
        raise GivenError(
            {form.WORDS: gettext("Choose a claim, or write its number or some of its words.")}
        )
    return sought(typed_number(number[0])) if number is not None else None


def _near(draft: DraftView) -> list[KnownClaim]:
    known = [draft.claim] if draft.claim is not None else []
    return [*known, *draft.near]

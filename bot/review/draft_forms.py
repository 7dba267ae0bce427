"""The forms of a review: opening one for a draft, and doing what a sent one says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.check.checker import Checker
from bot.record import accesses
from bot.record.drafts import editing
from bot.record.drafts.drafts import document_of
from bot.record.drafts.edits import Edit, shown_speaker
from bot.record.drafts.errors import ReviewError, WhichSourceError
from bot.record.drafts.speakers import lines
from bot.record.drafts.views import DraftView, KnownClaim, view
from bot.record.numbers import sought, typed_number
from bot.review import draft_forms_view, names_shown
from bot.review import draft_inputs as form
from bot.review.decisions import in_words, seen_draft, transaction
from bot.review.draft_fields import FieldError, Values, change_of, meant, part_of
from bot.review.draft_fields import number_of as _number
from bot.review.showing import refresh
from bot.services import Services
from bot.slack.clicks import ReviewClick
from bot.slack.installations import Installation
from bot.slack.message import View
from models import Claim
from models.record import ClaimKind, ClaimState, SourceKind

MOST_FOUND = 5
"""Claims that are offered for the words that an editor looks for."""


def edit_form(services: Services, installation: Installation, click: ReviewClick) -> View:
    """The form with everything of the draft that can be changed."""
    draft = seen_draft(services, installation, click)
    with Session(services.engine) as session:
        speaker = shown_speaker(session, click.workspace_id, draft.said)
    return draft_forms_view.edit(
        draft, speaker, page=click.page, kinds=list(SourceKind), claim_kinds=list(ClaimKind)
    )


def link_form(services: Services, installation: Installation, click: ReviewClick) -> View:
    """The form to put the draft to another claim."""
    draft = seen_draft(services, installation, click)
    return draft_forms_view.link(draft, page=click.page, near=_near(draft))


def split_form(services: Services, installation: Installation, click: ReviewClick) -> View:
    """The form that makes two drafts of one."""
    return draft_forms_view.split(seen_draft(services, installation, click), page=click.page)


def reject_form(services: Services, installation: Installation, click: ReviewClick) -> View:
    """The form for the reason."""
    return draft_forms_view.reject(seen_draft(services, installation, click), page=click.page)


def which_form(services: Services, click: ReviewClick, error: WhichSourceError) -> View:
    """The form that asks who is meant by a name that is on record."""
    with Session(services.engine) as session:
        draft = view(session, click.workspace_id, click.draft_id)
    if draft is None:
        raise error
    names_shown.note(services, click.workspace_id, click.user, [draft.said])
    named = [one.id for one in error.candidates]
    names_shown.note_sources(services, click.workspace_id, click.user, named, accesses.REVIEW)
    speaker = draft.said.source.name if draft.said.source else ""
    same = _folded(error.name) == _folded(speaker)
    return draft_forms_view.which(
        draft, error.name, error.candidates, page=click.page, about_speaker=same
    )


def edited(
    services: Services, installation: Installation, click: ReviewClick, values: Values
) -> View | None:
    """Change the draft as the form says. Gives a form to ask further, None where all is done."""
    draft = seen_draft(services, installation, click)
    with Session(services.engine) as session:
        before = shown_speaker(session, click.workspace_id, draft.said)
    change = change_of(draft, before, values)
    approving = form.words_of(values, form.THEN) == form.APPROVE
    return _carry_out(services, installation, click, change, form.CLAIM, then_approve=approving)


def linked(
    services: Services, installation: Installation, click: ReviewClick, values: Values
) -> View | None:
    """Put the draft to the claim that is named; for words gives the form with what they find."""
    draft = seen_draft(services, installation, click)
    looked_for = form.words_of(values, form.WORDS).strip()
    chosen = form.words_of(values, form.CHOSEN)
    number = re.fullmatch(r"#?\s*\d+", looked_for) or re.fullmatch(r"\d+", chosen)
    if number is None and looked_for:
        found = claims_near(services.engine, services.checker, click.workspace_id, looked_for)
        return draft_forms_view.link(draft, page=click.page, near=found, looked_for=looked_for)
    if number is None:
        raise FieldError(form.WORDS, "Choose a claim, or write its number or some of its words.")
    approving = form.words_of(values, form.THEN) == form.APPROVE
    with (
        _told(services, installation, click, form.WORDS) as asked,
        transaction(services, click) as change,
    ):
        editing.link(
            change,
            click.draft_id,
            click.version,
            sought(typed_number(number[0])),
            then_approve=approving,
        )
    if not asked:
        refresh(services, installation, click.document_id)
    return _asking(services, click, asked)


def split_up(
    services: Services, installation: Installation, click: ReviewClick, values: Values
) -> None:
    """Make two drafts of one."""
    draft = seen_draft(services, installation, click)
    with Session(services.engine) as session:
        document = document_of(session, click.workspace_id, draft.document_id)
    parts = [
        part_of(
            draft,
            document,
            form.words_of(values, words_id),
            form.words_of(values, claim_id),
            words_id,
        )
        for words_id, claim_id in (
            (form.FIRST_WORDS, form.FIRST_CLAIM),
            (form.SECOND_WORDS, form.SECOND_CLAIM),
        )
    ]
    with (
        _told(services, installation, click, form.SECOND_CLAIM),
        transaction(services, click) as change,
    ):
        editing.split(change, click.draft_id, click.version, (parts[0], parts[1]))
    refresh(services, installation, click.document_id)


def which_source(
    services: Services, installation: Installation, click: ReviewClick, values: Values
) -> View | None:
    """Take over who is meant, and approve."""
    draft = seen_draft(services, installation, click)
    chosen = form.words_of(values, form.CHOSEN)
    party = form.words_of(values, form.PARTY).strip() or None
    with Session(services.engine) as session:
        before = shown_speaker(session, click.workspace_id, draft.said)
        line = _line(session, click.workspace_id, chosen)
    if before is None:
        raise FieldError(form.CHOSEN, "Nobody is named as the speaker of this draft any more.")
    speaker = meant(before, chosen, line, party, above=click.above)
    change = Edit(speaker=speaker)
    return _carry_out(services, installation, click, change, form.CHOSEN, then_approve=True)


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


def _carry_out(
    services: Services,
    installation: Installation,
    click: ReviewClick,
    to: Edit,
    block_id: str,
    *,
    then_approve: bool,
) -> View | None:
    with (
        _told(services, installation, click, block_id) as asked,
        transaction(services, click) as change,
    ):
        editing.edit(change, click.draft_id, click.version, to, then_approve=then_approve)
    if asked:
        # What else was changed is kept, so that only the open question is left.
        if then_approve and to != Edit():
            click = _kept(services, installation, click, to)
        return _asking(services, click, asked)
    refresh(services, installation, click.document_id)
    return None


def _kept(
    services: Services, installation: Installation, click: ReviewClick, to: Edit
) -> ReviewClick:
    with (
        in_words(services, installation, click.document_id),
        transaction(services, click) as change,
    ):
        done = editing.edit(change, click.draft_id, click.version, to)
    refresh(services, installation, click.document_id)
    return replace(click, version=done.version)


def _asking(services: Services, click: ReviewClick, asked: list[WhichSourceError]) -> View | None:
    return which_form(services, click, asked[0]) if asked else None


@contextmanager
def _told(
    services: Services, installation: Installation, click: ReviewClick, block_id: str
) -> Iterator[list[WhichSourceError]]:
    """Refusals of a form: said at its field; a name in question is left to be asked for."""
    asked: list[WhichSourceError] = []
    try:
        with in_words(services, installation, click.document_id, fields=True):
            yield asked
    except WhichSourceError as error:
        asked.append(error)
    except ReviewError as error:
        raise FieldError(block_id, error.sentence) from None


def _near(draft: DraftView) -> list[KnownClaim]:
    known = [draft.claim] if draft.claim is not None else []
    return [*known, *draft.near]


def _line(session: Session, workspace_id: int, chosen: str) -> tuple[str, ...]:
    if not chosen.startswith(form.KNOWN):
        return ()
    number = _number(chosen)
    return lines(session, workspace_id, [number]).get(number, ())


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()

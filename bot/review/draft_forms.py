"""The forms of a review: opens one for a draft, and carries out a sent one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.check.checker import Checker
from bot.record import accesses
from bot.record.drafts import editing
from bot.record.drafts.drafts import document_of
from bot.record.drafts.edits import Edit, shown_speaker
from bot.record.drafts.errors import (
    FieldError,
    FigureUnsaidError,
    ReviewError,
    WhichSourceError,
)
from bot.record.drafts.speakers import lines
from bot.record.drafts.views import DraftView, KnownClaim, view
from bot.record.numbers import sought, typed_number
from bot.review import claim_shown, draft_forms_view, names_shown
from bot.review import draft_inputs as form
from bot.review.decisions import desk_of, in_words, seen_draft, transaction
from bot.review.draft_fields import change_of, meant, part_of
from bot.review.draft_fields import number_of as _number
from bot.review.showing import refresh
from bot.services import Services
from bot.slack.given import GivenError
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import View
from models import Claim
from models.record import ClaimKind, ClaimState, SourceKind

_INPUTS = {
    "said_on": form.DAY,
    "claim_kind": form.CLAIM_KIND,
    "place": form.PLACE,
    "time": form.TIME,
    "topic": form.TOPIC,
}
"""The inputs beside which it is said that the value of a field cannot be."""

MOST_FOUND = 5
"""Claims that are offered for the words that an editor looks for."""


def edit_form(services: Services, installation: Installation, press: Press) -> View:
    """The form with every field of the draft that can be changed."""
    draft = seen_draft(services, installation, press)
    with Session(services.engine) as session:
        speaker = shown_speaker(session, press.workspace_id, draft.said)
    return draft_forms_view.edit(
        draft,
        speaker,
        page=press.number("page", 1),
        kinds=list(SourceKind),
        claim_kinds=list(ClaimKind),
    )


def link_form(services: Services, installation: Installation, press: Press) -> View:
    """The form that attaches the draft to another claim."""
    draft = seen_draft(services, installation, press)
    return draft_forms_view.link(draft, page=press.number("page", 1), near=_near(draft))


def split_form(services: Services, installation: Installation, press: Press) -> View:
    """The form that makes two drafts from one."""
    return draft_forms_view.split(
        seen_draft(services, installation, press), page=press.number("page", 1)
    )


def reject_form(services: Services, installation: Installation, press: Press) -> View:
    """The form for the reason of a rejection."""
    return draft_forms_view.reject(
        seen_draft(services, installation, press), page=press.number("page", 1)
    )


def which_form(services: Services, press: Press, error: WhichSourceError) -> View:
    """The form that asks which source is meant by a name on record."""
    with Session(services.engine) as session:
        draft = view(session, press.workspace_id, press.number("draft"))
    if draft is None:
        raise error
    names_shown.note(services, press.workspace_id, press.user, [draft.said])
    named = [one.id for one in error.candidates]
    names_shown.note_sources(services, press.workspace_id, press.user, named, accesses.REVIEW)
    speaker = draft.said.source.name if draft.said.source else ""
    same = _folded(error.name) == _folded(speaker)
    return draft_forms_view.which(
        draft, error.name, error.candidates, page=press.number("page", 1), about_speaker=same
    )


def edited(services: Services, installation: Installation, press: Press) -> View | None:
    """Change the draft as the form says. Gives a form with a further question; None if there is
    none."""
    draft = seen_draft(services, installation, press)
    with Session(services.engine) as session:
        before = shown_speaker(session, press.workspace_id, draft.said)
    change = change_of(draft, before, press.given)
    approving = form.APPROVE in press.given.ticked(form.THEN)
    return _carry_out(services, installation, press, change, form.CLAIM, then_approve=approving)


def linked(services: Services, installation: Installation, press: Press) -> View | None:
    """Attach the draft to the claim named, once the editor has seen it; if words were given, gives
    the form with the claims they find."""
    draft = seen_draft(services, installation, press)
    page = press.number("page", 1)
    agreed = press.number("claim", 0)
    if not agreed:
        number = _number_chosen(press)
        if number is None:
            looked_for = press.given.text(form.WORDS).strip()
            found = claims_near(services.engine, services.checker, press.workspace_id, looked_for)
            return draft_forms_view.link(draft, page=page, near=found, looked_for=looked_for)
        with _told(services, installation, press, form.WORDS):
            claim, text = claim_shown.shown(desk_of(services, press), number)
        return draft_forms_view.agree(draft, text, number=claim, page=page)
    approving = form.APPROVE in press.given.ticked(form.THEN)
    with (
        _told(services, installation, press, form.THEN) as asked,
        transaction(services, press) as change,
    ):
        editing.link(
            change,
            press.number("draft"),
            press.number("version"),
            agreed,
            then_approve=approving,
            find=desk_of(services, press).find,
        )
    if not asked:
        refresh(services, installation, press.number("document"))
    return _asking(services, press, asked)


def _number_chosen(press: Press) -> int | None:
    """The number of the claim that a form names; None if it has words to look for."""
    typed, chosen = press.given.text(form.WORDS).strip(), press.given.text(form.CHOSEN)
    number = re.fullmatch(r"#?\s*\d+", typed) or re.fullmatch(r"\d+", chosen)
    if number is None and not typed:
        raise GivenError({form.WORDS: "Choose a claim, or write its number or some of its words."})
    return sought(typed_number(number[0])) if number is not None else None


def split_up(services: Services, installation: Installation, press: Press) -> None:
    """Make two drafts from one."""
    draft = seen_draft(services, installation, press)
    with Session(services.engine) as session:
        document = document_of(session, press.workspace_id, draft.document_id)
    parts = [
        part_of(
            draft,
            document,
            press.given.text(words_id),
            press.given.text(claim_id),
            words_id,
        )
        for words_id, claim_id in (
            (form.FIRST_WORDS, form.FIRST_CLAIM),
            (form.SECOND_WORDS, form.SECOND_CLAIM),
        )
    ]
    with (
        _told(services, installation, press, form.SECOND_CLAIM),
        transaction(services, press) as change,
    ):
        editing.split(change, press.number("draft"), press.number("version"), (parts[0], parts[1]))
    refresh(services, installation, press.number("document"))


def which_source(services: Services, installation: Installation, press: Press) -> View | None:
    """Store which source is meant, and approve the draft."""
    draft = seen_draft(services, installation, press)
    chosen = press.given.text(form.CHOSEN)
    party = press.given.text(form.PARTY).strip() or None
    with Session(services.engine) as session:
        before = shown_speaker(session, press.workspace_id, draft.said)
        line = _line(session, press.workspace_id, chosen)
    if before is None:
        raise GivenError({form.CHOSEN: "Nobody is named as the speaker of this draft any more."})
    speaker = meant(before, chosen, line, party, above=press.text("above"))
    change = Edit(speaker=speaker)
    return _carry_out(services, installation, press, change, form.CHOSEN, then_approve=True)


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
    press: Press,
    to: Edit,
    block_id: str,
    *,
    then_approve: bool,
) -> View | None:
    with (
        _told(services, installation, press, block_id) as asked,
        transaction(services, press) as change,
    ):
        editing.edit(
            change,
            press.number("draft"),
            press.number("version"),
            to,
            then_approve=then_approve,
            find=desk_of(services, press).find,
        )
    if asked:
        # The other changes are kept, so that only this question is left.
        if then_approve and to != Edit():
            press = _kept(services, installation, press, to)
        return _asking(services, press, asked)
    refresh(services, installation, press.number("document"))
    return None


def _kept(services: Services, installation: Installation, press: Press, to: Edit) -> Press:
    with (
        in_words(services, installation, press.number("document")),
        transaction(services, press) as change,
    ):
        done = editing.edit(change, press.number("draft"), press.number("version"), to)
    refresh(services, installation, press.number("document"))
    return press.further(version=done.version)


def _asking(services: Services, press: Press, asked: list[WhichSourceError]) -> View | None:
    return which_form(services, press, asked[0]) if asked else None


@contextmanager
def _told(
    services: Services, installation: Installation, press: Press, block_id: str
) -> Iterator[list[WhichSourceError]]:
    """Show refusals at the form's field. Questions about which source a name means are collected in
    the list, for the caller to ask."""
    asked: list[WhichSourceError] = []
    try:
        with in_words(services, installation, press.number("document"), fields=True):
            yield asked
    except WhichSourceError as error:
        asked.append(error)
    except FigureUnsaidError as error:
        # Only the form for editing has a field for the figure.
        where = form.FIGURE if block_id == form.CLAIM else block_id
        raise GivenError({where: error.sentence}) from None
    except FieldError as error:
        raise GivenError({_INPUTS.get(error.field, block_id): error.sentence}) from None
    except ReviewError as error:
        raise GivenError({block_id: error.sentence}) from None


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

"""The forms of a review: opens one for a draft, and carries out a sent one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from bot.i18n import gettext
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
from bot.record.drafts.namesakes import lines
from bot.record.drafts.views import DraftView, view
from bot.record.drafts.wrong_values import wrong_values
from bot.review import claim_shown, draft_forms_view, names_shown
from bot.review import draft_inputs as form
from bot.review.decisions import OtherClaimError, desk_of, in_words, seen_draft, transaction
from bot.review.draft_fields import meant, part_of, read_change
from bot.review.draft_fields import number_of as _number
from bot.review.showing import refresh
from bot.services import Services
from bot.slack.given import GivenError
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import View
from models.record import ClaimKind, SourceKind

_INPUTS = {
    "speaker": form.NAME,
    "stance": form.STANCE,
    "claim_text": form.CLAIM,
    "figure": form.FIGURE,
    "figure_computed": form.FIGURE,
    "unit": form.UNIT,
    "said_on": form.DAY,
    "claim_kind": form.CLAIM_KIND,
    "place": form.PLACE,
    "time": form.TIME,
    "topic": form.TOPIC,
}
"""The inputs beside which it is said that the value of a field cannot be."""


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
        change, unread = read_change(draft, before, press.given)
        document = document_of(session, press.workspace_id, draft.document_id)
        now = services.clock()
        wrong = wrong_values(session, document, draft.said, change, now=now)
    if wrong or unread:
        raise GivenError({**{_INPUTS[name]: why for name, why in wrong.items()}, **unread})
    approving = form.APPROVE in press.given.ticked(form.THEN)
    return _carry_out(services, installation, press, change, form.CLAIM, then_approve=approving)


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
        told_at(services, installation, press, form.SECOND_CLAIM),
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
        raise GivenError(
            {form.CHOSEN: gettext("Nobody is named as the speaker of this draft any more.")}
        )
    speaker = meant(before, chosen, line, party, above=press.text("above"))
    change = Edit(speaker=speaker)
    if draft.claim is not None:
        # With the speaker known it may move the claim's figure: the editor hears of it first.
        with told_at(services, installation, press, form.CHOSEN):
            press = _kept(services, installation, press, change)
        draft = seen_draft(services, installation, press)
        if draft.moves is not None and draft.claim is not None:
            return agreeing(services, press, draft, draft.claim.id)
        change = Edit()
    return _carry_out(services, installation, press, change, form.CHOSEN, then_approve=True)


def asked_first(
    services: Services, press: Press, error: WhichSourceError | OtherClaimError
) -> View:
    """The form for what an editor has to say, or to see, before a draft is approved."""
    if isinstance(error, OtherClaimError):
        return agreeing(services, press, error.draft, error.claim_id)
    return which_form(services, press, error)


def agreeing(services: Services, press: Press, draft: DraftView, claim_id: int) -> View:
    """The form that shows a claim as it is now, before the draft is approved on it. Raises
    ReviewError if the workspace has no such claim on record."""
    claim = claim_shown.shown(desk_of(services, press), claim_id, [draft.id])
    return draft_forms_view.agree(draft, claim, page=press.number("page", 1))


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
        told_at(services, installation, press, block_id) as asked,
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
        return asking(services, press, asked)
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


def asking(services: Services, press: Press, asked: list[WhichSourceError]) -> View | None:
    """The form for the first of these questions; None if there is none."""
    return which_form(services, press, asked[0]) if asked else None


@contextmanager
def told_at(
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


def _line(session: Session, workspace_id: int, chosen: str) -> tuple[str, ...]:
    if not chosen.startswith(form.KNOWN):
        return ()
    number = _number(chosen)
    return lines(session, workspace_id, [number]).get(number, ())


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()

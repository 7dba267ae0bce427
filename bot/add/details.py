"""A document's outlet, author, title, date and language: how each is known, and an editor's
corrections."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from bot.add import details_view
from bot.add.details_view import Known
from bot.add.documents import Desk, opening
from bot.extraction.claims import FoundClaims
from bot.language.web_addresses import web_address
from bot.record.change import Change
from bot.record.concealing import concealed
from bot.record.drafts.details import (
    Details,
    confirm_details,
    details_of,
    version_of_details,
)
from bot.record.drafts.drafting import extractor, redate
from bot.record.drafts.drafts import document_of
from bot.slack.message import Message, View
from models.database import writing


def known(engine: Engine, workspace_id: int, document_id: int) -> Known:
    """The present details, each with its basis. Raises ReviewError if the workspace has no such
    document."""
    with Session(engine) as session:
        document = document_of(session, workspace_id, document_id)
        details = details_of(session, workspace_id, document_id)
        bases = dict(document.bases or {})
        if document.published_basis and "published_on" not in bases:
            bases["published_on"] = document.published_basis
        return Known(
            document_id,
            web_address(document.url),
            details.outlet,
            details.author,
            details.title,
            details.published_on,
            details.language,
            bases,
            opening(document.text),
            topic=details.topic,
            address_names=concealed(session, workspace_id).in_address(document.url),
        )


def form(engine: Engine, workspace_id: int, document_id: int, *, above: str = "") -> View:
    """The form in which an editor confirms the details; `above` is a sentence to show at the
    top."""
    with Session(engine) as session:  # read first: a change after this is a newer version
        seen = version_of_details(session, workspace_id, document_id)
    shown = known(engine, workspace_id, document_id)
    return details_view.details_form(shown, seen=seen, above=above)


def confirm(desk: Desk, document_id: int, given: Details, *, seen: int, now: datetime) -> Message:
    """Store what the form says; the days of drafts follow a corrected date.

    Raises DecidedMeanwhileError if another person changed the details since the form was opened,
    and ReviewError for a date in the future.
    """
    with Session(writing(desk.engine)) as session, session.begin():
        done = confirm_details(
            Change(session, desk.workspace_id, desk.actor, now), document_id, given, seen=seen
        )
    days = 0
    if done.date_changed:
        days = redate(
            desk.engine,
            desk.workspace_id,
            document_id,
            extractor(lambda _: FoundClaims()),  # no claim changes, so none is looked up
            actor=desk.actor,
            now=now,
        )
    return details_view.confirmed(
        known(desk.engine, desk.workspace_id, document_id),
        date_changed=done.date_changed,
        days=days,
        dated=len(done.dated),
        statuses=done.status_changes,
        topics=done.topics,
    )

"""`reviews`: lists others' reviews, and links them to the claims that they are about."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.cli.errors import CommandError, UsageError
from bot.cli.record import actor, add_workspace, opened_record, workspace_number
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.check.checker import Checker
    from bot.record.card import ReviewLine

_LISTED = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("do", choices=("list", "link"), help="what to do")
    parser.add_argument("review", nargs="?", type=int, help="the review's number, as listed")
    parser.add_argument(
        "claim", nargs="?", type=int, help="the claim's; without, no claim any more"
    )
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Others' reviews: list those that no claim is named for, or link REVIEW CLAIM."""
    from bot.refusal import RefusalError

    linking = arguments.do == "link"
    if linking and arguments.review is None:
        raise UsageError("Say which review: python -m bot reviews link REVIEW [CLAIM].")
    with opened_record(settings) as (engine, session):
        workspace_id = workspace_number(session, arguments.workspace)
        if linking:
            session.rollback()  # frees the database for the change
            try:
                _link(engine, workspace_id, arguments.review, arguments.claim)
            except RefusalError as error:
                raise CommandError(error.sentence) from None
            return 0
        from bot.check.checker import Checker
        from bot.check.model import when_needed
        from bot.record.edit.reviews import unlinked

        checker = Checker(engine, settings, when_needed(settings))
        waiting = unlinked(session, workspace_id, per_page=_LISTED)
        for one in waiting:
            _show(one, checker, workspace_id)
        if not waiting:
            print("No review waits for its claim.")
    return 0


def _show(one: ReviewLine, checker: Checker, workspace_id: int) -> None:
    print(f"review {one.id}: {one.publisher}: “{one.rating}” on “{one.claim_text}”")
    answer = checker.answer(workspace_id, one.claim_text, now=datetime.now(UTC), editor=True)
    near = [(answer.claim.id, answer.claim.text)] if answer.claim else []
    near += [(other.id, other.text) for other in answer.alternatives]
    for claim_id, text in near:
        print(f"   #{claim_id} {text}")


def _link(engine: Engine, workspace_id: int, review: int, claim: int | None) -> None:
    from sqlmodel import Session

    from bot.record.change import Change
    from bot.record.edit.reviews import link_review
    from models.database import writing

    with Session(writing(engine)) as session, session.begin():
        link_review(
            Change(session, workspace_id, actor(), datetime.now(UTC)), review, claim, seen=None
        )
    if claim is None:
        print(f"Review {review} is linked to no claim.")
    else:
        print(f"Review {review} is shown on the card of claim {claim}.")

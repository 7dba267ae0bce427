"""`show`: a claim with all statements on it, or as a text to cite."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from bot.cli.desk import Desk, add_reading, number, reading, say, say_json
from bot.cli.errors import CommandError, UsageError, warn
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.check.answer import Answer
    from bot.record.reading import OnRecord


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("claim", type=number, help="the claim's number")
    parser.add_argument(
        "--text", action="store_true", help="as a text to paste into a story or a document"
    )
    add_reading(parser, pages=False)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Show a claim and who says so, denies it or has not confirmed it; --text: to cite it."""
    from bot.ask.note import note
    from bot.care import terminal_view
    from bot.check.answer import about
    from bot.record import accesses
    from bot.record.card import names_in_confidence
    from bot.record.edit.rows import version
    from bot.record.listing import numbers_of

    if arguments.text and arguments.json:
        raise UsageError("Choose one of --text and --json.")
    with reading(arguments, settings) as desk:
        page = _page(desk, arguments.claim, settings)
        numbers = numbers_of(
            desk.session, desk.workspace_id, [one.key for one in page.attributions]
        )
        seen = version(desk.session, desk.workspace_id, "claim", page.card.id)
        confided = names_in_confidence(page.attributions)
        desk.note(confided, accesses.NOTE if arguments.text else accesses.SOURCES)
    answer, today = about(page), desk.reader.now.date()
    if arguments.json:
        say_json(_as_json(page, answer, numbers, seen))
    elif arguments.text:
        if confided:
            warn("It names a confidential source: not for publication.")
        say(note(answer, today))
    else:
        say(terminal_view.shown(answer, numbers, today))
    return 0


def _page(desk: Desk, claim_id: int, settings: Settings) -> OnRecord:
    from bot.record.reading import claims_on_record

    page = claims_on_record(
        desk.session, desk.workspace_id, [claim_id], now=desk.reader.now,
        editor=desk.reader.editor, shelf_lives=settings.shelf_lives,
    ).get(claim_id)  # fmt: skip
    if page is None or page.hidden:
        raise CommandError(f"There is no claim number {claim_id} on this desk’s record.")
    if page.withdrawn:
        raise CommandError(
            f"Claim {claim_id} is withdrawn. Why: python -m bot history {claim_id} --as-editor. "
            f"To put it back: python -m bot withdraw {claim_id} --undo"
        )
    return page


def _as_json(
    page: OnRecord, answer: Answer, numbers: dict[str, int], version: int
) -> dict[str, Any]:
    from bot.check.answer import attribution_json, to_json

    told = to_json(answer)
    claim = told["claim"] | {
        "version": version,
        "topic": page.card.topic,
        "place": page.place,
        "time": page.time,
        "figure": page.figure,
        "unit": page.unit,
    }
    statements = [
        attribution_json(one)
        | {
            "id": numbers.get(one.key),
            "key": one.key,
            "figure": one.figure,
            "unit": one.unit,
            "counted": one.counted,
            "reason": one.reason,
            "retracted": one.retracted,
        }
        for one in page.attributions
    ]
    kept = {name: told[name] for name in ("figure_on_record", "support", "denial", "flags")}
    return {"claim": claim, **kept, "attributions": statements}

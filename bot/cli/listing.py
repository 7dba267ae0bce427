"""`list`: all claims, sources or documents of the record."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.cli.desk import add_reading, reading, say, say_json
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.record.reading import OnRecord


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("claims", "sources", "documents"))
    add_reading(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """List claims, sources or documents, those that came on record last first."""
    from bot.care import terminal_view
    from bot.record import accesses, listing

    read = getattr(listing, arguments.what)
    with reading(arguments, settings) as desk:
        page = read(
            desk.session, desk.workspace_id, desk.reader, arguments.page, arguments.per_page
        )
        confided = [one.id for one in page.rows if getattr(one, "confidential", False)]
        desk.note(confided, accesses.LIST)
    if arguments.json:
        claims = arguments.what == "claims"
        rows = [_claim(one) if claims else asdict(one) for one in page.rows]
        say_json({"total": page.total, "page": page.page, "pages": page.pages,
                  arguments.what: rows})  # fmt: skip
    else:
        say(getattr(terminal_view, arguments.what)(page))
    return 0


def _claim(page: OnRecord) -> dict[str, Any]:
    from bot.check.answer import figure_json

    card = page.card
    return {
        "id": card.id, "key": card.key, "text": card.text, "kind": card.kind,
        "status": card.status, "as_of": card.as_of, "topic": card.topic, "place": page.place,
        "time": page.time, "figure": page.figure, "unit": page.unit,
        "figure_on_record": figure_json(page.figures),
        "support": page.support, "denial": page.denial,
    }  # fmt: skip

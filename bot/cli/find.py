"""`find`: claims by words, name, topic, place, source, status and time."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from bot.cli.desk import add_reading, reading, say, say_json
from bot.cli.errors import UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.record.finding import Found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", help="as in: Kursk since October; topic:Bridges")
    add_reading(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Find claims by words, name, topic, place, source, status or time, the newest first."""
    from bot.care import terminal_view
    from bot.record import accesses
    from bot.record.finding import find
    from bot.record.query import query

    words = " ".join(arguments.words)
    if not words.strip():
        raise UsageError("Say what to find: python -m bot find Kursk since October")
    with reading(arguments, settings) as desk:
        what = find(
            desk.session, desk.workspace_id, query(words, desk.reader.now.date()), desk.reader,
            arguments.page, arguments.per_page,
        )  # fmt: skip
        desk.note(what.confidential, accesses.FIND)
    if arguments.json:
        say_json(_as_json(what))
    else:
        say(terminal_view.found(what))
    return 0


def _as_json(what: Found) -> dict[str, Any]:
    from bot.check.answer import attribution_json, figure_json

    return {
        "query": what.query.written,
        "limits": what.query.limits(),
        "total": what.total,
        "listed": what.listed,
        "page": what.page,
        "pages": what.pages,
        "claims": [
            {"id": one.id, "text": one.text, "status": one.status, "day": one.day,
             "figure_on_record": figure_json(one.figures),
             "said": attribution_json(one.said) if one.said is not None else None}
            for one in what.claims
        ],
        "named": [
            {"kind": one.subject.kind, "id": one.subject.id, "name": one.subject.name,
             "part_of": one.subject.part_of, "claims": one.total}
            for one in what.listings
        ],
        "suggestions": what.suggestions,
    }  # fmt: skip

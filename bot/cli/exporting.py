"""`export`: the record as a file, in one of three formats."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.errors import CommandError, UsageError
from bot.cli.record import actor, add_workspace, opened_record, workspace_number
from bot.language.web_addresses import web_address
from bot.settings import Settings
from models.files import write_file

FORMATS = ("on-record", "csv", "claimreview")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", help="where to write it, default standard output")
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="default %(default)s")
    parser.add_argument("--drafts", action="store_true", help="with drafts and rejected entries")
    parser.add_argument(
        "--confidential", action="store_true", help="CSV with the names of confidential sources"
    )
    parser.add_argument(
        "--publisher", metavar="NAME", help="ClaimReview: who gives it out, default the workspace"
    )
    parser.add_argument("--publisher-url", metavar="URL", help="ClaimReview: where it is published")
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the record as a file: on-record/1, CSV or ClaimReview."""
    from bot.record.accesses import note_export
    from bot.record.exchange.claim_review import Publisher
    from bot.record.exchange.formats import Wanted, written
    from models.workspace import Workspace

    _check(arguments)
    with opened_record(settings) as (engine, session):
        workspace_id = workspace_number(session, arguments.workspace)
        if arguments.format == "on-record" or arguments.confidential:
            session.rollback()  # frees the database for writing the note
            about = f"export {arguments.format}"
            note_export(engine, workspace_id, actor=actor(), surface=about, at=datetime.now(UTC))
        name = arguments.publisher or session.get_one(Workspace, workspace_id).name
        wanted = Wanted(
            arguments.format,
            drafts=arguments.drafts,
            confidential=arguments.confidential,
            publisher=Publisher(name, arguments.publisher_url) if name else None,
        )
        text = "".join(written(session, workspace_id, wanted, now=datetime.now(UTC)))
    if arguments.format == "claimreview" and not name:
        sys.stderr.write("Only others' reviews: name the desk with --publisher for its own.\n")
    _put(text, arguments.file)
    return 0


def _check(arguments: argparse.Namespace) -> None:
    """Raises UsageError for options that the format does not have."""
    for option, format_ in (
        ("drafts", "on-record"),
        ("confidential", "csv"),
        ("publisher", "claimreview"),
        ("publisher_url", "claimreview"),
    ):
        if getattr(arguments, option) and arguments.format != format_:
            name = option.replace("_", "-")
            raise UsageError(f"--{name} is only for --format {format_}.")
    if arguments.publisher_url and web_address(arguments.publisher_url) is None:
        raise UsageError(
            f"--publisher-url {arguments.publisher_url}: write an address like "
            "https://courier.example/claims."
        )


def _put(text: str, path: str | None) -> None:
    """Writes the text unchanged, line ends too. A file can be read by its owner only; on a
    terminal, characters that would steer it are replaced."""
    data = text.encode()
    if path is None or path == "-":
        if sys.stdout.isatty():
            sys.stdout.write(text)
            return
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        write_file(Path(path), data)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error

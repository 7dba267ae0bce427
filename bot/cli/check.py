"""`check`: statements answered from the record, without Slack."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.errors import CommandError, UsageError
from bot.cli.record import actor, add_workspace, opened_record, workspace_number
from bot.language.invisible import json_text
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.check.answer import Answer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="*", help="what to check, - to read it from standard input")
    parser.add_argument("--json", action="store_true", help="print the answers as JSON")
    parser.add_argument("--explain", action="store_true", help="say what accounts for each word")
    parser.add_argument("--batch", metavar="FILE", help='JSON Lines, a "statement" per line')
    parser.add_argument("--as-of", metavar="DAY", help="the day of asking, default today")
    parser.add_argument("--as-editor", action="store_true", help="name confidential sources")
    add_workspace(parser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Answer statements from the record, as the bot would."""
    from bot.check.answer import to_json
    from bot.check.checker import Checker
    from bot.check.model import when_needed
    from bot.record import accesses
    from bot.record.card import names_in_confidence

    texts = _batch(arguments.batch) if arguments.batch else [_given_text(arguments.text)]
    now = _instant(arguments.as_of)
    with opened_record(settings) as (engine, session):
        workspace_id = workspace_number(session, arguments.workspace)
        checker = Checker(engine, settings, when_needed(settings))
        for text in texts:
            answers, left_over = checker.answers(
                workspace_id, text, now=now, editor=arguments.as_editor
            )
            confided = {one for a in answers for one in names_in_confidence(a.attributions)}
            session.rollback()  # frees the database for writing the note
            at = datetime.now(UTC)
            accesses.note(
                engine, workspace_id, confided, actor=actor(), surface=accesses.CHECK, at=at
            )
            listed = [to_json(answer) for answer in answers]
            if arguments.batch:
                print(json_text({"statement": text, "answers": listed}))
            elif arguments.json:
                print(json_text(listed, indent=1))
            else:
                _print_answers(answers, left_over, now, explain=arguments.explain)
    return 0


def _given_text(words: Sequence[str]) -> str:
    if list(words) == ["-"]:
        return sys.stdin.read()
    if not words:
        raise UsageError('Say what to check: python -m bot check "…", or - to read it.')
    return " ".join(words)


def _batch(path: str) -> list[str]:
    """The statements of a JSON Lines file. Raises CommandError naming the line that is wrong."""
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8 text.") from error
    statements = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            statement = json.loads(line)["statement"]
        except (ValueError, TypeError, KeyError) as error:
            raise CommandError(
                f'{path}, line {number}: expected an object like {{"statement": "…"}}.'
            ) from error
        if not isinstance(statement, str):
            raise CommandError(f"{path}, line {number}: the statement is no text.")
        statements.append(statement)
    return statements


def _instant(day: str | None) -> datetime:
    if day is None:
        return datetime.now(UTC)
    try:
        return datetime.combine(datetime.fromisoformat(day).date(), time(12), UTC)
    except ValueError as error:
        raise UsageError(f"--as-of {day}: write a day like 2024-11-05.") from error


def _print_answers(
    answers: Iterable[Answer], left_over: int, now: datetime, *, explain: bool
) -> None:
    from bot.ask import account
    from bot.ask.card import answer_message
    from bot.ask.view import WITH_WORDS, CardContext
    from bot.ask.view import left_over as not_answered
    from bot.slack.plain import plain

    listed = list(answers)
    for position, answer in enumerate(listed, start=1):
        context = CardContext(
            inquiry_id="", ephemeral=False, position=position, total=len(listed),
            can_share=False, today=now.date(), brief=len(listed) > WITH_WORDS,
        )  # fmt: skip
        print(plain(answer_message(answer, context=context)), end="\n\n")
        if explain and answer.account is not None:
            print(f"“{answer.statement}”, word by word:")
            for line in account.in_full(answer.account):
                print(f"  {line}")
            print()
    if left_over:
        print(plain(not_answered(left_over)))

"""`serve`: answers Slack and does the work that is due."""

from __future__ import annotations

import argparse

from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--web-only", action="store_true", help="without the scheduler")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Answer Slack, and run the scheduler."""
    from bot.run import serve as serving

    with arguments.started(settings) as (services, app):
        ticking = not arguments.web_only
        serving.serve(settings, services, app, ticking=ticking, announce=announce)
    return 0


def announce(sentence: str) -> None:
    """Prints how far the process is, for a person or a program that waits for it."""
    print(sentence, flush=True)

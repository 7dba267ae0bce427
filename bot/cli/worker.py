"""`worker`: does the work that is due, in a process that gets no requests from Slack."""

from __future__ import annotations

import argparse

from bot.cli.serve import announce
from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes no arguments."""


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Run the scheduler alone."""
    from bot.run import serve as serving

    with arguments.started(settings) as (services, _):
        serving.work(settings, services, announce)
    return 0

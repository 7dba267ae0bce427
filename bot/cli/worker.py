"""`worker`: what is due is done, by a process that Slack's requests do not reach."""

from __future__ import annotations

import argparse

from bot.cli.serve import announce
from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Run the scheduler alone."""
    from bot.run import serve as serving

    with arguments.started(settings) as (services, _):
        serving.work(settings, services, announce)
    return 0

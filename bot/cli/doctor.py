"""`doctor`: what is missing before the bot can answer."""

from __future__ import annotations

import argparse

from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes no arguments."""


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Say what is missing before the bot can answer."""
    from bot.cli.examination import examine

    findings = examine(settings)
    for finding in findings:
        print(finding.in_words())
    return 0 if all(finding.fine or not finding.needed for finding in findings) else 1

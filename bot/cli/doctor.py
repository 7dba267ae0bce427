"""`doctor`: what is missing before the bot can answer."""

from __future__ import annotations

import argparse
import logging

from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes no arguments."""


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Say what is missing before the bot can answer."""
    from bot.cli.examination import examine

    logging.getLogger("bot.slack").addHandler(logging.NullHandler())  # the findings say it in words
    findings = examine(settings, arguments.misspelt)
    for finding in findings:
        print(finding.in_words())
    return 0 if all(finding.fine or not finding.needed for finding in findings) else 1

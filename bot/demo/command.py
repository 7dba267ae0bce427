"""`demo`: three statements answered in the terminal, without Slack."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings, load

if TYPE_CHECKING:
    from bot.record.exchange.entries import RecordFile
    from bot.services import Services

SAMPLE_RECORD = Path(__file__).resolve().parents[2] / "samples" / "record.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes no arguments."""


def run(arguments: argparse.Namespace, _settings: Settings) -> int:
    """Answer three statements through the real handlers, without Slack."""
    import tempfile

    from bot.demo import BOT_TOKEN, SIGNING_SECRET
    from bot.demo.standin import SlackStandIn
    from bot.demo.terminal import Terminal, typed_lines
    from bot.record.exchange.interchange import parse

    for name in [n for n in os.environ if n.lower() in ("http_proxy", "https_proxy", "all_proxy")]:
        del os.environ[name]  # the stand-in is on this machine
    with tempfile.TemporaryDirectory() as folder, SlackStandIn() as slack:
        settings = load(
            {
                "DATABASE_URL": f"sqlite:///{Path(folder) / 'demo.sqlite3'}",
                "SLACK_API_URL": slack.api_url,
                "SLACK_BOT_TOKEN": BOT_TOKEN,
                "SLACK_SIGNING_SECRET": SIGNING_SECRET,
                "LOG_LEVEL": "ERROR",
            }
        )
        with arguments.started(settings) as (services, app):
            file = parse(SAMPLE_RECORD.read_bytes())
            _load_sample(services, file)
            print(
                f"A sample record is loaded: {len(file.claims)} claims, "
                f"{len(file.attributions)} attributions. All but one topic is invented."
            )
            terminal = Terminal(slack, app, services.answerer, print)
            terminal.play()
            if sys.stdin.isatty():
                print("Type a statement, or the words of a button. An empty line ends.")
                terminal.prompt(typed_lines())
    return 0


def _load_sample(services: Services, file: RecordFile) -> None:
    from bot.record.exchange.importing import import_record

    import_record(
        services.engine,
        file,
        workspace_id=services.installations.workspaces[0],
        actor="demo",
        now=services.clock(),
    )
    for maker in (services.vectors, services.multilingual):
        if maker is not None:
            maker.make()

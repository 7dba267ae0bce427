"""What an editor is told of the sample record, and the buttons that put it on and take it off."""

from __future__ import annotations

from typing import Final

from bot.i18n import gettext, ngettext
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.limits import fit
from bot.slack.message import STATEMENT, Block, Message

SAMPLE_ON: Final = ActionId("sample_on")
SAMPLE_OFF: Final = ActionId("sample_off")

REASON: Final = "The sample record was taken off."
"""The reason for which its claims are withdrawn; it is stored, in English."""


def offered() -> list[Block]:
    """For an editor of an empty record."""
    said = gettext("*Nothing is on record yet.* A sample record lets you try me first.")
    return [blocks.section(said, button())]


def button() -> Block:
    """Puts the sample record on record."""
    return blocks.button(
        gettext("Load the sample record"), SAMPLE_ON, blocks.button_value(do="sample")
    )


def on_record(claims: int) -> list[Block]:
    """While it is on record."""
    said = ngettext(
        "*The sample record* is on record: {n} claim.",
        "*The sample record* is on record: {n} claims.",
        claims,
    )
    value = blocks.button_value(do="sample")
    return [blocks.section(said, blocks.button(gettext("Take it off"), SAMPLE_OFF, value))]


def loading() -> Message:
    return _section(
        gettext("Loading the sample record. I tell you by direct message when it is there.")
    )


def put_on(claims: int, statement: str) -> Message:
    """When it is on record; `statement` is one to try."""
    said = ngettext(
        "*The sample record is on record:* {n} claim.",
        "*The sample record is on record:* {n} claims.",
        claims,
    )
    ask = gettext("Paste here: {statement}", statement=mrkdwn.quote(statement, STATEMENT))
    off = gettext("My Home tab takes it off again.")
    return _section(f"{said} {ask}\n{off}")


def taken_off(claims: int) -> Message:
    """When its claims are withdrawn."""
    return _section(
        ngettext(
            "*The sample record is taken off:* {n} claim is withdrawn.",
            "*The sample record is taken off:* {n} claims are withdrawn.",
            claims,
        )
    )


def failed(sentence: str) -> Message:
    return _section(
        gettext("⚠️ Nothing was changed. {sentence}", sentence=mrkdwn.quote(sentence, STATEMENT))
    )


def _section(said: str) -> Message:
    return fit(Message(said.replace("*", ""), [blocks.section(said)]))

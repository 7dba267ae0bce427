"""Help: all that people can do, or how one task is done, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.limits import fit
from bot.slack.message import Message
from bot.slack.registry import Task

_HEAD: Final = (
    "Paste a statement; I say who is on record with it, who denies it, and who has not said."
)
_FOOT: Final = "I never say true or false: only who is on record with what."
_BY_TASK: Final = "Step by step: " + ", ".join(f"`help {task.value.split()[0]}`" for task in Task)

_STEPS: Final[Mapping[Task, tuple[str, ...]]] = {
    Task.ASK: (
        "Paste one sentence that says something: who, what, where, when. In a channel, mention me "
        "with it; in a direct message the sentence alone is enough.",
        "Read the first line: does the record say the same, or does something differ? *All "
        "sources* shows every statement and why it counts.",
        "If I show the wrong claim, press *Wrong claim*. If nothing is on record, press *Put it to "
        "the desk*.",
    ),
    Task.ADD: (
        "Editors only: `/onrecord add` with an address, or alone for a text. Or use *Add to "
        "record* in a message’s menu (⋮).",
        "I read it and propose who said what. `/onrecord queue` has these drafts.",
        "Approve, change or reject each one. Nobody sees a draft before an editor has approved it.",
    ),
    Task.DIGEST: (
        "`/onrecord digest` in a channel: choose days, time and topics. I must be a member of the "
        "channel: `/invite @On Record`.",
        "`/onrecord watch Kursk` or `/onrecord watch 3` tells you alone when a topic or a claim "
        "changes; `unwatch` ends it.",
        "*Tell me when this changes* on an answer does the same for its claim.",
    ),
    Task.FIND: (
        "`/onrecord find Kursk` looks for words, names, topics and places; add `since October` or "
        "`status:disputed`.",
        "`/onrecord history 3` says what became of claim #3, and when.",
        "To cite, open *All sources*: it has each speaker, the words, the outlet, the day and the "
        "link.",
    ),
    Task.SETTINGS: (
        "My Home tab has *Editors*: who may decide what goes on record. Until a list is set, all "
        "admins and owners of this Slack workspace may.",
        "The desk channel gets questions and reports. The person who runs me sets it: "
        "`python -m bot workspace --desk-channel C0123456789`.",
        "Everything else is in the file `.env` where I run; `python -m bot doctor` says what is "
        "missing or wrong.",
    ),
}

_HELP = re.compile(r"\W*help(?:\W+(?P<task>[a-z][a-z ]{0,40}?))?\W*", re.IGNORECASE)


def asked_for(text: str) -> Task | Literal[False] | None:
    """The task of "help add"; None for "help" alone; False for any other text."""
    found = _HELP.fullmatch(text)
    if found is None:
        return False
    words = " ".join((found["task"] or "").lower().split())
    if not words:
        return None
    meant = (one for one in Task if words == one or words in one.split(" and "))
    return next(meant, False)


def help_message(entries: Iterable[tuple[str, str]], task: Task | None = None) -> Message:
    """How to use the bot: `entries` are (what to type or press, what it does), plain text; with a
    `task` those that belong to it, below its steps."""
    known = [(mrkdwn.quote(what, 120), mrkdwn.quote(does, 300)) for what, does in entries]
    steps = [f"{n}. {step}" for n, step in enumerate(_STEPS[task] if task else (), start=1)]
    head = f"*How to {task.value}*" if task and task is not Task.SETTINGS else "*Settings*"
    body = [blocks.section("\n".join([head, *steps]) if task else _HEAD)]
    if known:
        rows = [f"• *{what}* — {does}" for what, does in known]
        body += blocks.sections(
            "*What you can type or press*" if task else "*What you can do*", rows
        )
    body.append(blocks.context(_FOOT, _BY_TASK))
    said = [re.sub("[*`]", "", one) for one in (head, *steps)] if task else [_HEAD]
    text = " ".join([*said, *(f"{what}: {does}" for what, does in known)])
    return fit(Message(text=text, blocks=body))

"""Help: all that people can do, or how one task is done, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from bot.i18n import N_, gettext
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.limits import fit
from bot.slack.message import Message
from bot.slack.registry import Task

_HEAD: Final = N_(
    "Paste a statement; I say who is on record with it, who denies it, and who has not said."
)
_FOOT: Final = N_("I never say true or false: only who is on record with what.")

_HEADS: Final[Mapping[Task, str]] = {
    Task.ASK: N_("*How to ask*"),
    Task.ADD: N_("*How to add and review*"),
    Task.DIGEST: N_("*How to digest and watch*"),
    Task.FIND: N_("*How to find and cite*"),
    Task.SETTINGS: N_("*Settings*"),
}

_STEPS: Final[Mapping[Task, tuple[str, ...]]] = {
    Task.ASK: (
        N_(
            "Paste one sentence that says something: who, what, where, when. In a channel, mention "
            "me with it; in a direct message the sentence alone is enough."
        ),
        N_(
            "Read the first line: does the record say the same, or does something differ? *All "
            "sources* shows every statement and why it counts."
        ),
        N_(
            "If I show the wrong claim, press *Wrong claim*. If nothing is on record, press *Put "
            "it to the desk*."
        ),
    ),
    Task.ADD: (
        N_(
            "Editors only: `/onrecord add` with an address, or alone for a text. Or use *Add to "
            "record* in a message’s menu (⋮)."
        ),
        N_("I read it and propose who said what. `/onrecord queue` has these drafts."),
        N_(
            "Approve, change or reject each one. Nobody sees a draft before an editor has approved "
            "it."
        ),
    ),
    Task.DIGEST: (
        N_(
            "`/onrecord digest` in a channel: choose days, time and topics. I must be a member of "
            "the channel: `/invite @On Record`."
        ),
        N_(
            "`/onrecord watch Kursk` or `/onrecord watch 3` tells you alone when a topic or a "
            "claim changes; `unwatch` ends it."
        ),
        N_("*Tell me when this changes* on an answer does the same for its claim."),
    ),
    Task.FIND: (
        N_(
            "`/onrecord find Kursk` looks for words, names, topics and places; add `since October` "
            "or `status:disputed`."
        ),
        N_("`/onrecord history 3` says what became of claim #3, and when."),
        N_(
            "To cite, open *All sources*: it has each speaker, the words, the outlet, the day and "
            "the link."
        ),
    ),
    Task.SETTINGS: (
        N_(
            "My Home tab has *Editors*: who may decide what goes on record. Until a list is set, "
            "all admins and owners of this Slack workspace may."
        ),
        N_(
            "The desk channel gets questions and reports. The person who runs me sets it: "
            "`python -m bot workspace --desk-channel C0123456789`."
        ),
        N_(
            "Everything else is in the file `.env` where I run; `python -m bot doctor` says what "
            "is missing or wrong."
        ),
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
    """How to use the bot: `entries` are (what to type or press, what it does), plain text, as they
    are in the catalogues; with a `task` those that belong to it, below its steps."""
    known = [
        (mrkdwn.quote(gettext(what), 120), mrkdwn.quote(gettext(does), 300))
        for what, does in entries
    ]
    steps = [f"{n}. {gettext(one)}" for n, one in enumerate(_STEPS[task] if task else (), start=1)]
    top = [gettext(_HEADS[task]), *steps] if task else [gettext(_HEAD)]
    body = [blocks.section("\n".join(top))]
    if known:
        rows = [f"• *{what}* — {does}" for what, does in known]
        above = gettext("*What you can type or press*") if task else gettext("*What you can do*")
        body += blocks.sections(above, rows)
    by_task = ", ".join(f"`help {task.value.split()[0]}`" for task in Task)
    body.append(blocks.context(gettext(_FOOT), gettext("Step by step: {tasks}", tasks=by_task)))
    said = [re.sub("[*`]", "", one) for one in top]
    text = " ".join([*said, *(f"{what}: {does}" for what, does in known)])
    return fit(Message(text=text, blocks=body))

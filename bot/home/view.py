"""The App Home: what waits for the person, and how to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.ask import words
from bot.ask.reports_view import choice
from bot.ask.words import CLAIM
from bot.i18n import gettext, ngettext
from bot.language import writing
from bot.record.sizes import Size
from bot.record.verify import findings
from bot.record.verify.noting import Noted
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.message import STATEMENT, Block, View

WAITING = 20
"""Open questions, and reports, that are listed: the newest."""


KINDS = 4
"""Kinds of things to look at in the record that are counted apart."""

TO_DECIDE = 10
"""Wrong claims that are listed with their buttons: the newest."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open question or a report: `what` is the bot's word for it, `comment` the person's."""

    what: str
    statement: str
    by: str
    on: date
    claim_id: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Barred:
    """A claim that a person called the wrong one; an editor decides whether that holds for
    everyone."""

    veto_id: int
    inquiry_id: int
    statement: str
    claim: str
    claim_id: int
    by: str
    on: date


def home(
    size: Size,
    help: Sequence[tuple[str, str]],  # noqa: A002
    *,
    watched: Sequence[Block] = (),
    questions: Sequence[Waiting] = (),
    reports: Sequence[Waiting] = (),
    vetoes: Sequence[Barred] = (),
    answers: Sequence[Block] = (),
    queue: Sequence[Block] = (),
    digest: Sequence[Block] = (),
    topics: Sequence[Block] = (),
    desk: Sequence[Block] = (),
    editor: bool = False,
) -> View:
    """The view: first what waits, for editors at the desk and then for the person; last how to ask.

    `watched` and `digest` are the person's own; `topics` has what changed by topic. Only editors
    see `questions`, `answers`, `reports`, `vetoes`, `queue` and `desk`.
    """
    body: list[Block] = [
        blocks.section(
            gettext("*On Record*\nWho said it, and who else says so; never true or false.")
        ),
        blocks.context(gettext("On record: {what}", what=_in_words(size))),
    ]
    if editor:
        body += [blocks.divider(), *queue]
        listed = _listed(gettext("*Open questions*"), questions) + list(answers)
        listed += _listed(gettext("*Reports: wrong claim, outdated*"), reports)
        listed += _to_decide(vetoes)
        body += listed or [blocks.context(gettext("No open questions, and no reports."))]
    for own in (watched, topics, digest, desk if editor else ()):
        if own:
            body += [blocks.divider(), *own]
    if help:
        rows = [
            f"• *{mrkdwn.quote(gettext(how), 120)}* — {mrkdwn.quote(gettext(what), 300)}"
            for how, what in help
        ]
        body += [blocks.divider(), *blocks.sections(gettext("*How to ask*"), rows)]
    return {"type": "home", "blocks": body}


def looked_over(last: Noted) -> Block:
    """The line on what the last look over the record found, for editors."""
    told = findings.in_words(last.counts, most=KINDS) or gettext("nothing to look at")
    day = writing.day(last.at.date())
    said = gettext("*The record, gone over on {day}*: {found}.", day=day, found=told)
    if last.counts:
        said += " " + gettext("Each with what to do: `python -m bot verify`.")
    return blocks.section(said)


def _in_words(size: Size) -> str:
    return words.listed(
        [
            ngettext("{n} claim", "{n} claims", size.claims),
            ngettext("{n} attribution", "{n} attributions", size.attributions),
            ngettext("{n} source", "{n} sources", size.sources),
            ngettext("{n} document", "{n} documents", size.documents),
        ]
    )


def _listed(head: str, waiting: Sequence[Waiting]) -> list[Block]:
    if not waiting:
        return []
    return [blocks.divider(), *blocks.sections(head, [_row(one) for one in waiting[:WAITING]])]


def _to_decide(vetoes: Sequence[Barred]) -> list[Block]:
    if not vetoes:
        return []
    body: list[Block] = [
        blocks.divider(),
        blocks.section(gettext("*Wrong claims: for everybody?*")),
    ]
    for one in vetoes[:TO_DECIDE]:
        statement = mrkdwn.quote(one.statement, STATEMENT) or gettext("(no text)")
        claim = mrkdwn.quote(one.claim, CLAIM) or gettext("(no text)")
        asked = gettext("Asked: {statement}", statement=f"“{statement}”")
        answered = gettext("Answered with: {claim}", claim=f"{claim}  #{one.claim_id}")
        who = f"{mrkdwn.user(one.by)}, {writing.day(one.on)}"
        body.append(blocks.section(f"• {asked}\n   {answered}\n   {who}"))
        body.append(choice(one.veto_id, one.inquiry_id))
    if len(vetoes) > TO_DECIDE:
        body.append(blocks.context(gettext("There are more; they show when these are decided.")))
    return body


def _row(one: Waiting) -> str:
    claim = f" #{one.claim_id}" if one.claim_id else ""
    comment = mrkdwn.quote(one.comment, STATEMENT)
    said = f"\n   “{comment}”" if comment else ""
    what = f"{one.what}{claim}: " if one.what else ""
    statement = mrkdwn.quote(one.statement, STATEMENT) or gettext("(no text)")
    return f"• {what}“{statement}” — {mrkdwn.user(one.by)}, {writing.day(one.on)}{said}"

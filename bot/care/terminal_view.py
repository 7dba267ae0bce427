"""What the commands that look something up or change it print in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.ask import figures_view, lines, remarks, words
from bot.ask.card import counts_in_words
from bot.care.outcome_view import StatusChanged
from bot.check.answer import Answer
from bot.corroboration import status_words
from bot.language import writing
from bot.record.card import FiguresShown
from bot.record.changes import Happened
from bot.record.finding import Found, FoundClaim
from bot.record.history import History
from bot.record.listing import ListedDocument, ListedSource, Page
from bot.record.reading import OnRecord
from bot.slack import text as mrkdwn
from bot.slack.plain import unmarked


def found(what: Found) -> str:
    """A page of what a search found."""
    limits = what.query.limits()
    head = f"{writing.count(what.total, 'claim')} for “{what.query.written}”"
    rows = [f"{head}, {limits}" if limits else head]
    if not what.total and what.suggestions:
        rows.append(f"On record is: {', '.join(what.suggestions)}.")
    if what.page == 1:
        rows += [one.in_words() for one in what.listings]
    for one in what.claims:
        rows += ["", *_claim(one)]
    if what.listed < what.total:
        rows += ["", f"The {what.listed:,} that came on record last are listed."]
    return "\n".join([*rows, *_pages(what.page, what.pages)])


def shown(answer: Answer, numbers: Mapping[str, int], today: date) -> str:
    """A claim with all statements on it, each with its number if it is among `numbers` (by key)."""
    claim = answer.claim
    if claim is None:
        raise ValueError("only an answer with a claim can be shown")
    as_of = f"as of {writing.day(claim.as_of, claim.as_of_precision)}" if claim.as_of else ""
    status = [status_words.status(claim.status), counts_in_words(answer), as_of]
    time = f"speaks of {writing.own_time(claim.time)}" if claim.time else ""
    rows = _titled(claim.id, claim.text, answer.figures)
    rows.append("    " + " · ".join(filter(None, [*status, time])))
    if claim.forwarded_from:
        rows.append(f"    Formerly also kept as: {claim.forwarded_from}")
    named = {one.key: lines.speaker(one) for one in answer.attributions}
    for group in lines.grouped(answer.attributions):
        rows += ["", unmarked(lines.heading(group.group))]
        for one in (*group.lines, *group.relays):
            number = f"statement {numbers[one.key]} " if one.key in numbers else ""
            rows.append(unmarked(lines.line(one, quote_limit=lines.QUOTE_IN_FULL)))
            if why := words.explain(one, named):
                rows.append(f"  {number}{unmarked(why)}".rstrip())
            elif number:
                rows.append(f"  {number}".rstrip())
    told = remarks.in_full(answer, today)
    rows += ["", *(f"• {unmarked(one)}" for one in told)] if told else []
    rows += [f"• {unmarked(words.review(one))}" for one in claim.reviews]
    return "\n".join(rows)


def history(what: History) -> str:
    """A page of a claim's history."""
    rows = [f"#{what.claim_id}  {what.text}", *(f"  {_happened(one)}" for one in what.entries)]
    if not what.entries:
        rows.append("  Nothing has changed since it came on record.")
    return "\n".join([*rows, *_pages(what.page, what.pages)])


def done(said: str, changes: Sequence[StatusChanged]) -> str:
    """What was done, and the statuses that changed by it."""
    return "\n".join([said, *(f"  {_changed(one)}" for one in changes)])


def claims(what: Page[OnRecord]) -> str:
    """A page of all claims."""
    rows = [writing.count(what.total, "claim")]
    for one in what.rows:
        card = one.card
        shown = FoundClaim(card.id, card.text, card.status, None, figures=one.figures)
        rows += ["", *_claim(shown)]
    return "\n".join([*rows, *_pages(what.page, what.pages)])


def sources(what: Page[ListedSource]) -> str:
    """A page of all sources."""
    rows = [writing.count(what.total, "source")]
    for one in what.rows:
        marks = [one.kind, one.role, f"side: {one.side}" if one.side else "",
                 "confidential" if one.confidential else "",
                 writing.count(one.claims, "claim")]  # fmt: skip
        above = f" — {', '.join(one.part_of)}" if one.part_of else ""
        rows += ["", f"{one.id}  {one.name}{above}", f"    {' · '.join(filter(None, marks))}"]
    return "\n".join([*rows, *_pages(what.page, what.pages)])


def documents(what: Page[ListedDocument]) -> str:
    """A page of all documents."""
    rows = [writing.count(what.total, "document")]
    for one in what.rows:
        on = writing.day(one.published_on) if one.published_on else "undated"
        marks = [one.outlet, on, writing.count(one.statements, "statement"), one.url]
        rows += ["", f"{one.id}  {one.title or '(no title)'}",
                 f"    {' · '.join(filter(None, marks))}"]  # fmt: skip
    return "\n".join([*rows, *_pages(what.page, what.pages)])


def _titled(number: int, text: str, figures: FiguresShown | None) -> list[str]:
    """The number of a claim and its text or, if that says an earlier figure, first the figure on
    record."""
    first, *others = figures_view.titled(figures, mrkdwn.escape(" ".join(text.split())))
    return [f"#{number}  {unmarked(first)}", *(f"    {unmarked(one)}" for one in others)]


def _claim(one: FoundClaim) -> Iterable[str]:
    yield from _titled(one.id, one.text, one.figures)
    yield f"    {status_words.status(one.status)}"
    if one.said is not None:
        yield f"    {unmarked(lines.line(one.said, quote_limit=lines.QUOTE_IN_FULL))}"


def _happened(one: Happened) -> str:
    who = f"{one.actor}: " if one.actor else ""
    return f"{writing.moment(one.at)}  {who}{one.sentence}"


def _changed(change: StatusChanged) -> str:
    number, before, after = change
    was = f"from “{status_words.status(before).lower()}” " if before else ""
    return f"#{number}: status changed {was}to “{status_words.status(after).lower()}”"


def _pages(page: int, pages: int) -> list[str]:
    return ["", f"Page {page} of {pages} (--page N shows another)"] if pages > 1 else []

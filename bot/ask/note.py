"""A claim as a plain text to paste into a story or a document: who says so, in which words, where.

It has no mark-up, so that it reads the same wherever it is pasted.
"""

from __future__ import annotations

from datetime import date
from math import inf

from bot.ask import lines, remarks, words
from bot.ask.card import counts_in_words
from bot.ask.figures_view import titled
from bot.check.answer import Answer
from bot.corroboration import status_words
from bot.i18n import gettext
from bot.language import writing
from bot.language.invisible import visible
from bot.language.quantities import quantities
from bot.record.card import AttributionLine
from bot.slack.plain import unmarked

_TEXT = "\N{OBJECT REPLACEMENT CHARACTER}"


def note(answer: Answer, today: date) -> str:
    """The note on the claim of an answer, as its reader may see it: the claim, its status with
    counts and day, all who are on record with it, what to know of them, and the day of the note.

    Raises ValueError for an answer without a claim.
    """
    claim = answer.claim
    if claim is None:
        raise ValueError("only an answer with a claim can be cited")
    status = "; ".join(filter(None, [status_words.status(claim.status), counts_in_words(answer)]))
    if claim.as_of:
        day = writing.day(claim.as_of, claim.as_of_precision)
        status += f" ({gettext('as of {day}', day=day)})"
    if claim.time:
        status += f"; {gettext('speaks of {time}', time=writing.own_time(claim.time))}"
    text = _plain(claim.text) or gettext("(no text)")
    # The mark stands for the text, which is cited in its own characters.
    rows = [unmarked(one).replace(_TEXT, text) for one in titled(answer.figures, _TEXT)]
    rows.append(status)
    for group in lines.grouped(answer.attributions):
        rows += ["", unmarked(lines.heading(group.group))]
        rows += [_line(one) for one in group.lines]
        rows += [f"{_line(one)} [{gettext('relays it')}]" for one in group.relays]
    told = remarks.in_full(answer, today)
    if told:
        rows += ["", *(f"• {unmarked(one)}" for one in told)]
    day = writing.day(today)
    rows += ["", gettext("On Record, claim {number}, {day}", number=claim.id, day=day)]
    return "\n".join(rows)


def _line(one: AttributionLine) -> str:
    """A statement in its own characters: nothing in it is escaped or cut."""
    via = gettext("via {outlet}", outlet=_plain(one.relayed_by)) if one.relayed_by else ""
    where = [via, _plain(one.outlet)]
    if not one.outlet or one.relayed_by == one.outlet:
        where[1] = "" if one.relayed_by else _plain(one.document_title)
    cited = ", ".join(filter(None, [*where, lines.when(one), one.url]))
    return f"• {_who(one)}: {_said(one)} — {cited}"


def _who(one: AttributionLine) -> str:
    parts = [one.party, one.source, one.role, one.organisation]
    named = list(dict.fromkeys(_plain(part) for part in parts if part)) or [gettext("Nobody named")]
    if one.anonymous and not one.known_to_desk:
        named.append(gettext("unnamed"))
    return ", ".join(named)


def _said(one: AttributionLine) -> str:
    words_ = _plain(one.quote).rstrip(" ,;:")
    if not words_:
        return gettext("no words on record")
    said = f"“{words_}”" if one.verbatim else words_.removesuffix(".")
    if marks := "; ".join(lines.marks(one)):
        said += f" ({marks})"
    if one.antecedent:
        meant = gettext("that is: {antecedent}", antecedent=_plain(one.antecedent))
        said += f" [{meant}]"
    said = _with_figure(one, said)
    return gettext("denies: {words}", words=said) if lines.asserted_by_its_words(one) else said


def _with_figure(one: AttributionLine, said: str) -> str:
    """What was said, with the figure that it gives if the desk worked that out, or if it is another
    one than the claim's and these words do not have it."""
    figure = words.figure(one.figure, one.unit)
    if figure and one.figure_computed:
        told = gettext("*{figure}* (computed by the desk): {words}", figure=figure, words=_TEXT)
        return unmarked(told).replace(_TEXT, said)
    other = lines.group_of(one) in (lines.Group.OTHER_FIGURE, lines.Group.LOOSER_FIGURE)
    if not figure or not other:
        return said
    in_words = [_ends((read.low, read.high)) for read in quantities(one.quote)]
    if in_words == [_ends(one.figure)]:
        return said
    return gettext("gives {figure}: {words}", figure=unmarked(figure), words=said)


def _ends(figure: tuple[float | None, float | None] | None) -> tuple[float, float]:
    """Both ends of a figure; a count that is open below begins at 0."""
    low, high = figure or (None, None)
    return (0 if low is None else low), (inf if high is None else high)


def _plain(text: str | None) -> str:
    """A text on one line, without characters that turn or steer what is around it."""
    return " ".join(visible(text or "").split())

"""Modals: all sources of a claim, and the forms to report something."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from bot.ask import account, figures_view, lines, remarks, words
from bot.ask.words import CLAIM
from bot.check.answer import Answer
from bot.corroboration import status_words
from bot.i18n import N_, gettext, ngettext
from bot.record.card import AttributionLine
from bot.slack import blocks, forms
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId, FormId
from bot.slack.forms import Form
from bot.slack.limits import SECTION_TEXT, pieces
from bot.slack.message import Block, Picture, View

# The ids of its buttons and forms; their handlers are in `handlers/`.
SOURCES_PAGE: Final = ActionId("sources_page")  # turns the page inside the modal
SOURCES_PAGE_BACK: Final = ActionId("sources_page_back")
CITE: Final = ActionId("cite")  # the claim as a text to paste elsewhere
WATCH: Final = ActionId("watch")
WATCH_QUESTION: Final = ActionId("watch_question")
MOVED: Final = "moved"  # the block that says how the figure moved
SOURCES_VIEW: Final = "sources_view"
CITE_VIEW: Final = "cite_view"
REPORT_WRONG_CLAIM: Final = FormId("report_wrong_claim")
REPORT_OUTDATED: Final = FormId("report_outdated")
COMMENT: Final = "comment"


PER_PAGE = 20  # attributions: well within 100 blocks, and short enough to scroll

_MOST_PARTS = 90  # of a note: the modal's other blocks have to fit beside them

_RELAYS = N_("*Relay it* (adds no support)")

_REPORTS = {
    "wrong_claim": (
        REPORT_WRONG_CLAIM,
        N_("Wrong claim"),
        N_("This answer is about another claim than the one asked about."),
        N_("What was meant?"),
    ),
    "outdated": (
        REPORT_OUTDATED,
        N_("Outdated"),
        N_("Something newer is known than what is on record here."),
        N_("What is newer, and where is it published?"),
    ),
}


def sources(
    answer: Answer,
    page: int = 0,
    *,
    inquiry_id: str,
    today: date,
    menus: Mapping[str, Block] | None = None,
) -> View:
    """A page of all attributions of the answer's claim, each with the reason why it counted or not;
    on the first page also what to know of them, and others' reviews.

    `menus` are an editor's menus, by the key of the attribution. `page` counts from 0; if there is
    no such page, the nearest is shown. Raises ValueError for an answer without a claim.
    """
    claim = answer.claim
    if claim is None:
        raise ValueError("only an answer with a claim has sources")
    groups = lines.grouped(answer.attributions)
    listed = [(lines.heading(g.group), line) for g in groups for line in g.lines]
    listed += [(gettext(_RELAYS), line) for g in groups for line in g.relays]
    pages = max(1, math.ceil(len(listed) / PER_PAGE))
    page = min(max(page, 0), pages - 1)
    text = mrkdwn.quote(claim.text, CLAIM) or gettext("(no text)")
    means = status_words.status_means(claim.status)
    means = f" ({means})" if means else ""
    many = ngettext("{n} attribution", "{n} attributions", len(listed))
    names = {a.key: lines.speaker(a) for a in answer.attributions}
    body = [
        blocks.section(
            f"*{text}*  #{claim.id}\n{status_words.status(claim.status)}{means} · {many}",
            cite_button(blocks.button_value(inquiry=inquiry_id, claim=claim.id)),
        )
    ]
    moved = figures_view.path(answer.figures) if answer.figures is not None else ""
    if moved and page == 0:
        body.append(blocks.context(figures_view.how_it_moved(moved), block_id=MOVED))
    words_of = account.in_short(answer.account) if answer.account is not None else ""
    if words_of and page == 0:
        body.append(blocks.context(words_of))
    told = [*remarks.in_full(answer, today), *map(words.review, claim.reviews)]
    if told and page == 0:
        first, *rest = [f"• {one}" for one in told]
        body += blocks.sections(first, rest)
    before = None
    for heading, attribution in listed[page * PER_PAGE : (page + 1) * PER_PAGE]:
        if heading != before:
            body += [blocks.divider(), blocks.section(heading)]
            before = heading
        menu = (menus or {}).get(attribution.key)
        body.append(blocks.section(_in_full(attribution, names), menu))
    if not listed:
        body.append(blocks.section(gettext("Nobody is on record with it.")))
    if pages > 1:
        body += _turning(page, pages, inquiry_id, claim.id)
    return {
        "type": "modal",
        "callback_id": SOURCES_VIEW,
        "title": blocks.plain_text(gettext("All sources")),
        "close": blocks.plain_text(gettext("Close")),
        "private_metadata": blocks.button_value(inquiry=inquiry_id, claim=claim.id, page=page),
        "blocks": body,
    }


def pictures(answer: Answer, page: int) -> dict[str, Picture]:
    """The picture for that page of `sources`, by the id of the block to which it belongs."""
    moved = figures_view.moving(answer.figures) if page <= 0 else None
    return {MOVED: moved} if moved is not None else {}


def cite(text: str, *, in_confidence: bool) -> View:
    """A note on a claim, to be copied, in its own characters.

    `in_confidence`: it names a confidential source to an editor.
    """
    head = gettext("Copy it from here. It is what you may see, as of now.")
    if in_confidence:
        warning = gettext("*It names a confidential source: not for publication.*")
        head = f"⚠️ {warning}\n{head}"
    parts = pieces(text, SECTION_TEXT)
    body = [blocks.section(head), blocks.divider()]
    body += [blocks.literal(one) for one in parts[:_MOST_PARTS]]
    if len(parts) > _MOST_PARTS:
        left_out = gettext("The rest does not fit here: `python -m bot show` prints it.")
        body.append(blocks.section(left_out))
    return {
        "type": "modal",
        "callback_id": CITE_VIEW,
        "title": blocks.plain_text(gettext("Text to cite")),
        "close": blocks.plain_text(gettext("Close")),
        "blocks": body,
    }


def cite_button(value: str) -> Block:
    """The button that shows a claim as a text; `value` has the inquiry (0: none) and the claim."""
    return blocks.button(gettext("Text to cite"), CITE, value)


def report(
    kind: Literal["wrong_claim", "outdated"], *, inquiry_id: str, claim_id: int, claim_text: str
) -> View:
    """A form for a comment on a report. It may stay empty; its input has the name `COMMENT`."""
    callback_id, title, said, label = _REPORTS[kind]
    text = mrkdwn.quote(claim_text, CLAIM) or gettext("(no text)")
    form = Form(
        gettext(title),
        gettext("Send to the desk"),
        {"inquiry": inquiry_id, "claim": claim_id},
        f"*{text}*  #{claim_id}\n{gettext(said)}",
        [forms.text(COMMENT, gettext(label), lines=True)],
        callback_id=callback_id,
    )
    return forms.modal(form)


def _in_full(attribution: AttributionLine, names: Mapping[str, str]) -> str:
    rows = [lines.line(attribution, quote_limit=lines.QUOTE_IN_FULL)]
    hedge = mrkdwn.quote(attribution.hedge or "", words.NAME)
    why = f"_{words.explain(attribution, names)}_"
    rows.append(f"{why} {gettext('Hedge: “{words}”.', words=hedge)}" if hedge else why)
    return "\n".join(rows)


def _turning(page: int, pages: int, inquiry_id: str, claim_id: int) -> list[Block]:
    def to(number: int) -> str:
        return blocks.button_value(inquiry=inquiry_id, claim=claim_id, page=number)

    row = []
    if page > 0:
        row.append(blocks.button(gettext("Previous"), SOURCES_PAGE_BACK, to(page - 1)))
    if page < pages - 1:
        row.append(blocks.button(gettext("Next"), SOURCES_PAGE, to(page + 1)))
    where = gettext("Page {number} of {total}", number=page + 1, total=pages)
    return [blocks.actions(*row), blocks.context(where)]


def watch_button(value: str) -> Block:
    """The button that watches a claim; `value` has the inquiry (0: none) and the claim."""
    return blocks.button(gettext("Tell me when this changes"), WATCH, value)


def watch_question_button(value: str) -> Block:
    """The button that watches a question with nothing on record; `value` has the inquiry."""
    return blocks.button(gettext("Tell me when it is answered"), WATCH_QUESTION, value)

"""What people see of links and feeds: offers, and what a followed feed brought."""

from __future__ import annotations

from collections.abc import Sequence

from bot.add.details_view import TITLE
from bot.add.results_view import and_more, each_document, to_review_in_words
from bot.add.view import LISTED, address_link, one_section
from bot.i18n import gettext, ngettext
from bot.slack import action_ids, blocks
from bot.slack import text as mrkdwn
from bot.slack.limits import fit
from bot.slack.message import Block, Message


def link_offer(offers: Sequence[tuple[int, str]]) -> Message:
    """To an editor who sent only links: (number of the offer, address) of each."""
    body: list[Block] = [
        blocks.section(gettext("*Add to the record?* I read the page and draft who says what."))
    ]
    for number, url in offers:
        add = blocks.button(
            gettext("Add to record"), action_ids.ADD_LINK, blocks.button_value(addition=number)
        )
        body.append(blocks.section(address_link(url), add))
    return fit(Message(gettext("Add to the record?"), body))


def feed_offer(number: int, title: str, items: int, newest: int) -> Message:
    """To an editor who named a feed: follow it, or take its present items."""
    shown = mrkdwn.quote(title, TITLE)
    listed = ngettext("{n} item", "{n} items", items)
    text = gettext(
        "*This is a feed: {shown}*, with {listed}. I can follow it and draft every new item, or "
        "read it this once.",
        shown=shown,
        listed=listed,
    )
    if newest < items:
        text += " " + gettext("Of what is in it now I take the newest {newest}.", newest=newest)
    value = blocks.button_value(addition=number)
    row = (
        blocks.button(gettext("Follow it"), action_ids.FOLLOW_FEED, value, style="primary"),
        blocks.button(gettext("Read it once"), action_ids.READ_FEED, value),
    )
    return fit(
        Message(
            gettext("This is a feed: {shown}", shown=shown),
            [blocks.section(text), blocks.actions(*row)],
        )
    )


def following(title: str, every: str) -> Message:
    """After "Follow it"."""
    shown = mrkdwn.quote(title, TITLE)
    return one_section(
        gettext(
            "*Following {shown}*, every {every}. What is in it now is being read …",
            shown=shown,
            every=every,
        )
    )


def feed_loading(title: str, done: int, total: int) -> Message:
    """While a feed's items are read for the first time."""
    return one_section(
        gettext(
            "Following {title}: {done} of {total} items read …",
            title=mrkdwn.quote(title, TITLE),
            done=done,
            total=total,
        )
    )


def feed_polled(
    title: str, documents: Sequence[tuple[int, str, int]], problems: Sequence[str], left: int
) -> Message:
    """What a feed brought: (document, title, drafts) of each document. `left` is the number of
    older items of a first load that were not read."""
    shown = mrkdwn.quote(title, TITLE)
    drafts = sum(number for _, _, number in documents)
    text = f"*{shown}*: " + to_review_in_words(len(documents), drafts)
    if left:
        text += " " + ngettext(
            "{n} older item in it stayed unread.", "{n} older items in it stayed unread.", left
        )
    body: list[Block] = [blocks.section(text), *each_document(documents)]
    if problems:
        listed = [f"• {mrkdwn.quote(one, 400)}" for one in problems[:LISTED]]
        body += blocks.sections(gettext("*Not read*"), listed + and_more(len(problems)))
    return fit(Message(text.replace("*", ""), body))


def feed_failing(title: str, sentence: str, when: str) -> Message:
    """A feed cannot be read on its first poll."""
    shown = mrkdwn.quote(title, TITLE)
    return one_section(
        gettext(
            "*{shown}* cannot be read: {sentence} I try again {when}.",
            shown=shown,
            sentence=mrkdwn.quote(sentence, 500),
            when=when,
        )
    )

"""A watched topic: what a person reads who starts or ends it, and what they are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.ask import words
from bot.digest import view as digests
from bot.digest.below_view import taken_back
from bot.digest.by_topic_view import watch_button
from bot.digest.pictures_view import pictures
from bot.digest.values import Digest
from bot.i18n import N_, gettext, ngettext
from bot.language import writing
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.limits import fit
from bot.slack.message import STATEMENT, Block, Message

# The id of its button; `handlers/` listens to it.
UNWATCH_TOPIC: Final = ActionId("unwatch_topic")

OFFERED = 5
"""Topics to choose from if the words are those of several, or like those of some."""

CROSSED = 5
"""Claims that are named which came into the topic, and as many which left it."""

ENDED = N_("That topic is not watched any more.")

SPELL_OUT = N_(
    "That is: a new claim, a new status, a new figure on record, a claim that the desk withdraws "
    "or gives another topic. You read it by direct message, what comes within a few minutes "
    "together."
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A topic that can be watched; `short` is its name in a button."""

    short: str
    name: str


@dataclass(frozen=True, slots=True)
class Crossed:
    """A claim that got another topic: `other` is the one it had, or has now; None for none."""

    claim_id: int
    text: str
    other: str | None


@dataclass(frozen=True, slots=True)
class News:
    """What happened to the claims of a watched topic, as everyone may see it.

    `came` and `left` are the claims that got this topic or lost it, with how many more there are.
    `renamed`: all its claims have that topic now, which is watched instead. `gone`: no claim has
    it.
    """

    watch_id: int
    topic: str
    digest: Digest
    came: tuple[Crossed, ...] = ()
    left: tuple[Crossed, ...] = ()
    more_came: int = 0
    more_left: int = 0
    renamed: str | None = None
    gone: bool = False

    @property
    def number(self) -> int:
        """How many claims something happened to."""
        digest = self.digest
        taken_back = len(digest.taken_back) + digest.more_taken_back
        crossed = len(self.came) + len(self.left) + self.more_came + self.more_left
        return digest.total + taken_back + crossed


def stop_button(watch_id: int, label: str = "", **more: str) -> Block:
    """The button that ends the watch of a topic."""
    value = blocks.button_value(watch=watch_id, **more)
    return blocks.button(label or gettext("Stop telling me"), UNWATCH_TOPIC, value)


def watching(topic: str, watch_id: int, *, already: bool) -> Message:
    """To the person who watches a topic now."""
    head = (
        gettext(
            "*I tell you already when something of this topic changes:* {topic}", topic=_name(topic)
        )
        if already
        else gettext(
            "*I will tell you when something of this topic changes:* {topic}", topic=_name(topic)
        )
    )
    return _said(f"{head}\n{gettext(SPELL_OUT)}", stop_button(watch_id))


def stopped(topic: str, *, was_on: bool) -> Message:
    """After the watch of a topic was ended."""
    if was_on:
        return _said(
            gettext(
                "*I do not tell you any more when something of this topic changes:* {topic}",
                topic=_name(topic),
            )
        )
    return _said(gettext("*You are not told about this topic:* {topic}", topic=_name(topic)))


def which(asked: str, offered: Sequence[Offered], *, alike: bool) -> Message:
    """For words that are no topic's name: the topics that have them, or (`alike`) are like them."""
    said = mrkdwn.quote(asked, STATEMENT)
    if alike:
        head = gettext("No topic on record is called “{words}”.", words=said)
        if offered:
            head += " " + gettext("*Do you mean one of these?*")
    else:
        head = gettext("*Which topic?* “{words}” is in the names of these:", words=said)
    rows = [blocks.section(f"• {_name(one.name)}", watch_button(one.short)) for one in offered]
    look = mrkdwn.quote(asked, STATEMENT).replace("`", "")
    hint = gettext(
        "One claim is watched by its number, `/onrecord watch #12`, or with the button on its card."
        " To look these words up as a statement: `/onrecord check watch {words}`",
        words=look,
    )
    body = [blocks.section(head), *rows, blocks.context(hint)]
    return fit(Message(head.replace("*", ""), body))


def usage(word: str) -> Message:
    """How to use `watch` or `unwatch`, for a command that is only this word."""
    if word == "watch":
        return _said(
            gettext(
                "What? `/onrecord watch Bridges`: I tell you by direct message when something of "
                "that topic changes. `/onrecord watch #12`: when that claim does. What you are "
                "told about is on my Home tab."
            )
        )
    return _said(
        gettext(
            "What? `/onrecord unwatch Bridges`: I stop telling you by direct message when "
            "something of that topic changes. `/onrecord unwatch #12`: when that claim does. What "
            "you are told about is on my Home tab."
        )
    )


def offer(one: Offered) -> Block:
    """Below what a search for a topic found."""
    said = gettext("All that changes on *{topic}*:", topic=_name(one.name))
    return blocks.section(said, watch_button(one.short))


def news(what: News) -> Message:
    """The notice: what happened to the claims of a topic since the person was told last."""
    since = writing.day(what.digest.window.since.date())
    head = gettext("*News of a topic you watch: {topic}*", topic=_name(what.topic))
    counted = ngettext("{n} claim since {day}", "{n} claims since {day}", what.number, day=since)
    head = f"{head}\n{counted}"
    body = digests.roomy(lambda text, names: [blocks.section(head), *_changes(what, text, names)])
    below = gettext("You watch this topic. Each change is told once.")
    body += [blocks.context(below), blocks.actions(stop_button(what.watch_id))]
    return fit(Message(f"{head.replace('*', '')}{_first(what)}", body, pictures(what.digest, body)))


def _changes(what: News, text: int, names: int) -> list[Block]:
    body = digests.claims(what.digest, text, names, named=False)
    body += taken_back(what.digest)
    came = [_crossed(one, N_("before: {topic}"), text) for one in what.came]
    left = [_crossed(one, N_("now: {topic}"), text) for one in what.left]
    for head, rows, more in (
        (gettext("*Of this topic now*"), came, what.more_came),
        (gettext("*Of another topic now*"), left, what.more_left),
    ):
        rest = [ngettext("… and {n} more", "… and {n} more", more)] if more else []
        body += blocks.sections(head, [*rows, *rest]) if rows else []
    if what.renamed is not None:
        body.append(
            blocks.section(
                gettext(
                    "No claim has this topic any more, all have *{topic}*. "
                    "From now on I tell you about that one.",
                    topic=_name(what.renamed),
                )
            )
        )
    elif what.gone:
        gone = gettext("No claim has this topic any more. If one gets it, I tell you.")
        body.append(blocks.section(gone))
    if what.digest.more:
        left_out = ngettext("… and {n} more claim", "… and {n} more claims", what.digest.more)
        body.append(blocks.context(f"{left_out}: `/onrecord find {_searched(what.topic)}`"))
    return body


def _crossed(one: Crossed, where: str, text: int) -> str:
    claim = f"• {mrkdwn.quote(one.text, text) or gettext('(no text)')}  #{one.claim_id}"
    other = _name(one.other) if one.other else gettext("without a topic")
    return f"{claim} ({gettext(where, topic=other)})"


def _first(what: News) -> str:
    """The first claim's words, for notifications."""
    texts = [line.text for topic in what.digest.topics for line in topic.lines]
    texts += [one.text for one in what.digest.taken_back]
    texts += [one.text for one in (*what.came, *what.left)]
    return f": {mrkdwn.quote(texts[0], STATEMENT)}" if texts else ""


def _searched(topic: str) -> str:
    """A topic as `find` reads it."""
    return f'topic:"{mrkdwn.quote(topic.replace(chr(34), " ").replace("`", " "), words.NAME)}"'


def _name(topic: str) -> str:
    return mrkdwn.quote(topic, words.NAME) or gettext("(no text)")


def _said(said: str, *buttons: Block) -> Message:
    body = [blocks.section(said)]
    if buttons:
        body.append(blocks.actions(*buttons))
    return fit(Message(said.replace("*", ""), body))

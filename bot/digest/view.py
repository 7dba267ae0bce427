"""A digest as a message: by topic, a line or two for each claim, naming parties."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from bot.ask import figures_view, words
from bot.ask.lines import Group, group_of, is_relay
from bot.corroboration import status_words
from bot.digest.below_view import and_more, by_rules, questions, taken_back
from bot.digest.pictures_view import moved_id, pictures
from bot.digest.sentences_view import counted, sentences, standing, told_move
from bot.digest.values import Asked, Digest, Line, Topic, What
from bot.i18n import N_, gettext, ngettext
from bot.language import writing
from bot.record.card import AttributionLine
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.limits import fit, is_within
from bot.slack.message import Block, Message

# The ids of its buttons and forms; `handlers/` listens to them.
DIGEST_SHOW: Final = ActionId("digest_show")  # a claim's card, also from a notice
DIGEST_MORE: Final = ActionId("digest_more")  # the next page


NO_TOPIC = N_("Without a topic")


# Statuses that already say what the parties named with them did.
_SAID_BY_STATUS = {
    "hedged": Group.HEDGE,
    "retracted": Group.WITHDRAWN,
    "unattributed": Group.NOBODY_NAMED,
}

# From roomy to tight: UTF-16 code units of the claim’s text, and the most names in a row; with none
# of them, who says it is left to the claim’s card.
_ROOM = ((220, 3), (150, 3), (110, 2), (80, 1), (80, 0))
_IN_TEXT = 5  # claims in the fallback text


def digest_message(digest: Digest, *, delivery: int | None = None) -> Message:
    """One page. `delivery` is the number in the button for the rest; None for a preview without
    one."""
    body = roomy(lambda text, names: _body(digest, delivery, text, names))
    return fit(Message(_fallback(digest), body, pictures(digest, body)))


def roomy(made: Callable[[int, int], list[Block]]) -> list[Block]:
    """The blocks with as much of each claim (UTF-16 code units) and as many names in a row as a
    message has room for."""
    body: list[Block] = []
    for text, names in _ROOM:
        body = made(text, names)
        if is_within(Message("", body)):
            break
    return body


def no_changes(digest: Digest) -> Message:
    """What a channel gets on a day without changes if its digest is to be sent then too."""
    said = gettext("Nothing new on record since {day}.", day=_since(digest))
    return fit(Message(said, [blocks.section(said)]))


def _body(digest: Digest, delivery: int | None, text: int, names: int) -> list[Block]:
    body: list[Block] = [blocks.section(_head(digest))]
    if digest.window.doubtful is not None and digest.page == 1:
        doubtful = gettext(
            "The digest of {day} may not have arrived; its changes are in here too.",
            day=writing.day(digest.window.doubtful),
        )
        body.append(blocks.context(doubtful))
    body += claims(digest, text, names)
    for n, asked in enumerate(digest.asked):
        head = f"*{gettext('Most asked')}*\n" if n == 0 else ""
        body.append(blocks.section(head + _asked(asked, text), show_button(asked.claim_id)))
    body += taken_back(digest)
    body += questions(digest)
    body += by_rules(digest)
    if digest.more:
        body += _rest(digest, delivery)
    return body


def claims(digest: Digest, text: int, names: int, *, named: bool = True) -> list[Block]:
    """The claims by topic (with its name, if they are to be `named`), then those whose figure
    moved."""
    body: list[Block] = []
    for topic in digest.topics:
        body += _topic(topic, text, names, with_rest=digest.page == 1, named=named)
    return body + _figures_moved(digest, text, names)


def _head(digest: Digest) -> str:
    day = _since(digest)
    if digest.page > 1:
        return gettext("*On record since {day}*, page {page}", day=day, page=digest.page)
    if not digest.total and digest.taken_back:
        return gettext("*On record since {day}:* no other claim changed.", day=day)
    if not digest.total:
        return gettext("*On record since {day}:* no claim changed.", day=day)
    said = ngettext(
        "*On record since {day}:* {n} claim with news.",
        "*On record since {day}:* {n} claims with news.",
        digest.total,
        day=day,
    )
    return "\n".join([said, *counted(digest)]) if digest.more else said


def _since(digest: Digest) -> str:
    return writing.day(digest.window.since.date())


def _topic(
    topic: Topic, text: int, names: int, *, with_rest: bool, named: bool = True
) -> list[Block]:
    body: list[Block] = []
    lines = [line for line in topic.lines if line.what is not What.MOVED]
    for n, line in enumerate(lines):
        said = _line(line, text, names)
        if n == 0 and named:
            head = mrkdwn.quote(topic.name or "", words.NAME) or gettext(NO_TOPIC)
            said = f"*{head}*\n{said}"
        if with_rest and topic.more and n == len(lines) - 1:
            said = f"{said}\n{and_more(topic.more)}"
        body.append(_section(said, line))
    return body


def _figures_moved(digest: Digest, text: int, names: int) -> list[Block]:
    """The claims whose figure moved and whose status is the same, of all topics."""
    lines = [line for topic in digest.topics for line in topic.lines if line.what is What.MOVED]
    heads = [f"*{gettext('Figures that moved')}*\n", *[""] * len(lines)]
    return [
        _section(head + _line(line, text, names), line)
        for head, line in zip(heads, lines, strict=False)
    ]


def _section(said: str, line: Line) -> Block:
    """A claim's line with its button; one of a figure that moved has an id."""
    return blocks.section(said, show_button(line.claim_id), block_id=moved_id(line))


def _line(line: Line, text: int, names: int) -> str:
    """What is said of a claim, and below it how its figure moved."""
    figures = line.moved.figures if line.moved is not None else None
    path = figures_view.path(figures, names + 3) if figures is not None else ""
    said = _told(line, text, names)
    return f"{said}\n   {gettext('How the figure moved: {path}.', path=path)}" if path else said


def _told(line: Line, text: int, names: int) -> str:
    claim = _claim(line.text, line.claim_id, text)
    status = status_words.status(line.status)
    if not names:
        return f"{claim}\n   {_in_short(line, status)}"
    if line.what is What.NEW:
        return f"{claim}\n   *{gettext('New.')}* {_with(status, line, names)}"
    if line.what is What.STATUS:
        was = writing.lowered(status_words.status(line.was or ""))
        because = writing.capitalised(
            "; ".join(filter(None, [_move(line, names), _because(line, names)]))
            or standing(line, names)
        )
        now = gettext("*{status}* (was: {was}).", status=status, was=was)
        return f"{claim}\n   {now} {because}{'.' if because else ''}".rstrip()
    because = writing.capitalised(_move(line, names) or _because(line, names))
    still = gettext("Still: {status}.", status=writing.lowered(status))
    return f"{claim}\n   {because}. {still}"


def _in_short(line: Line, status: str) -> str:
    """What became of it, without who says so."""
    if line.what is What.NEW:
        return f"*{gettext('New.')}* {status}."
    if line.what is What.STATUS:
        was = writing.lowered(status_words.status(line.was or ""))
        return gettext("*{status}* (was: {was}).", status=status, was=was)
    still = gettext("Still: {status}.", status=writing.lowered(status))
    moved = writing.capitalised(_move(line, 1))
    return f"{moved}. {still}" if moved else still


def _claim(said: str, claim_id: int, most: int) -> str:
    """A claim as an item of a list, with its number."""
    return f"• {mrkdwn.quote(said, most) or gettext('(no text)')}  #{claim_id}"


def _move(line: Line, names: int) -> str:
    if line.moved is None:
        return ""
    moved = told_move(line.moved.now, line.moved.was, line.moved.by, names)
    return gettext("figure on record {moved}", moved=moved)


def _because(line: Line, names: int) -> str:
    moved = line.moved.by if line.moved is not None else ()
    said = [one for one in line.by if one not in moved]
    return sentences(said, names, beside={Group.SAY_SO: line.say_so, Group.DENY: line.deny})


def _with(status: str, line: Line, names: int) -> str:
    """A status and the parties behind it, without repeating what the status says."""
    if line.status == "single_source" and not (line.deny or line.give_other):
        if not line.say_so:
            return f"{status}."
        said_by = words.listed(line.say_so, names)
        if len(line.say_so) > 1:
            said_by = gettext("{who} (counted as one)", who=said_by)
        return f"{status}: {said_by}."
    if (group := _SAID_BY_STATUS.get(line.status)) and not standing(line, names):
        who = _named(one for one in line.by if group_of(one) is group and not is_relay(one))
        if not who:
            return f"{status}."
        named = words.listed(who, names)
        if group is Group.NOBODY_NAMED:
            named = gettext("reported by {who}", who=named)
        return f"{status}: {named}."
    told = standing(line, names) or sentences(line.by, names)
    return f"{status}: {told}." if told else f"{status}."


def _named(lines: Iterable[AttributionLine]) -> list[str]:
    """Parties, or outlets if no party is named, each once."""
    names = (one.party or one.relayed_by or one.outlet or "" for one in lines)
    return [name for name in dict.fromkeys(names) if name]


def _asked(asked: Asked, text: int) -> str:
    said = ngettext(
        "Asked {n} time. Status: {status}.",
        "Asked {n} times. Status: {status}.",
        asked.times,
        status=writing.lowered(status_words.status(asked.status)),
    )
    return f"{_claim(asked.text, asked.claim_id, text)}\n   {said}"


def _rest(digest: Digest, delivery: int | None) -> list[Block]:
    if delivery is None:
        more = ngettext("… and {n} more claim.", "… and {n} more claims.", digest.more)
        return [blocks.context(more)]
    value = blocks.button_value(delivery=delivery, page=digest.page + 1)
    if digest.page == 1:
        label = ngettext("Show the other {n}", "Show the other {n}", digest.more)
    else:
        label = ngettext("Next ({n} more)", "Next ({n} more)", digest.more)
    return [blocks.actions(blocks.button(label, DIGEST_MORE, value))]


def show_button(claim_id: int) -> Block:
    """The button that opens a claim's card."""
    return blocks.button(gettext("Show"), DIGEST_SHOW, blocks.button_value(claim=claim_id))


def _fallback(digest: Digest) -> str:
    """For notifications and screen readers: the first claims with their status in words."""
    lines = [line for topic in digest.topics for line in topic.lines]
    said = [
        f"{mrkdwn.quote(line.text.rstrip('. '), _ROOM[1][0])}: "
        f"{writing.lowered(status_words.status(line.status))}"
        for line in lines[:_IN_TEXT]
    ]
    left = digest.total - len(said)
    if said and left > 0:
        said.append(ngettext("and {n} more", "and {n} more", left))
    if digest.questions:
        asked = len(digest.questions) + digest.more_questions
        said.append(ngettext("{n} open question", "{n} open questions", asked))
    if digest.taken_back:
        number = len(digest.taken_back) + digest.more_taken_back
        said.append(
            ngettext("{n} claim withdrawn by the desk", "{n} claims withdrawn by the desk", number)
        )
    head = _head(digest).split("\n")[0].replace("*", "")
    return f"{head} {'; '.join(said)}".strip()

"""A digest as a message: by topic, a line or two for each claim, naming parties."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from bot.ask import figures_view, words
from bot.ask.lines import Group, group_of, is_relay
from bot.corroboration import status_words
from bot.digest.below_view import by_rules, questions, taken_back
from bot.digest.pictures_view import moved_id, pictures
from bot.digest.sentences_view import clause, counted, sentences, told_move, verb
from bot.digest.values import Asked, Digest, Line, Topic, What
from bot.language import writing
from bot.record.card import AttributionLine
from bot.slack import blocks
from bot.slack import text as mrkdwn
from bot.slack.action_ids import ActionId
from bot.slack.limits import MESSAGE_BLOCKS_TEXT, fit, size
from bot.slack.message import Block, Message

# The ids of its buttons and forms; `handlers/` listens to them.
DIGEST_SHOW: Final = ActionId("digest_show")  # a claim's card, also from a notice
DIGEST_MORE: Final = ActionId("digest_more")  # the next page


NO_TOPIC = "Without a topic"


# Statuses that already say what the parties named with them did.
_SAID_BY_STATUS = {
    "hedged": Group.HEDGE,
    "retracted": Group.WITHDRAWN,
    "unattributed": Group.NOBODY_NAMED,
}

# From roomy to tight: UTF-16 code units of the claim's text, and how many names in a row.
_ROOM = ((220, 3), (150, 3), (110, 2), (80, 1))
_IN_TEXT = 5  # claims in the fallback text
_ENOUGH = MESSAGE_BLOCKS_TEXT - 500  # what is left pays for labels of buttons


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
        if sum(map(_size, body)) <= _ENOUGH:
            break
    return body


def no_changes(digest: Digest) -> Message:
    """What a channel gets on a day without changes if its digest is to be sent then too."""
    said = f"Nothing new on record since {_since(digest)}."
    return fit(Message(said, [blocks.section(said)]))


def _body(digest: Digest, delivery: int | None, text: int, names: int) -> list[Block]:
    body: list[Block] = [blocks.section(_head(digest))]
    if digest.window.doubtful is not None and digest.page == 1:
        day = writing.day(digest.window.doubtful)
        body.append(
            blocks.context(
                f"The digest of {day} may not have arrived; its changes are in here too."
            )
        )
    body += claims(digest, text, names)
    for n, asked in enumerate(digest.asked):
        head = "*Most asked*\n" if n == 0 else ""
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
    if digest.page > 1:
        return f"*On record since {_since(digest)}*, page {digest.page}"
    if not digest.total:
        changed = " other" if digest.taken_back else ""
        return f"*On record since {_since(digest)}:* no{changed} claim changed."
    said = f"*On record since {_since(digest)}:* {writing.count(digest.total, 'claim')} with news."
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
            said = f"*{mrkdwn.quote(topic.name or '', words.NAME) or NO_TOPIC}*\n{said}"
        if with_rest and topic.more and n == len(lines) - 1:
            said = f"{said}\n… and {topic.more:,} more"
        body.append(_section(said, line))
    return body


def _figures_moved(digest: Digest, text: int, names: int) -> list[Block]:
    """The claims whose figure moved and whose status is the same, of all topics."""
    lines = [line for topic in digest.topics for line in topic.lines if line.what is What.MOVED]
    heads = ["*Figures that moved*\n", *[""] * len(lines)]
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
    return f"{said}\n   How the figure moved: {path}." if path else said


def _told(line: Line, text: int, names: int) -> str:
    claim = f"• {mrkdwn.quote(line.text, text) or '(no text)'}  #{line.claim_id}"
    status = status_words.status(line.status)
    if line.what is What.NEW:
        return f"{claim}\n   *New.* {_with(status, line, names)}"
    if line.what is What.STATUS:
        was = f"was: {writing.lowered(status_words.status(line.was or ''))}"
        because = writing.capitalised(
            "; ".join(filter(None, [_move(line, names), _because(line, names)]))
            or _standing(line, names)
        )
        return f"{claim}\n   *{status}* ({was}). {because}{'.' if because else ''}".rstrip()
    because = writing.capitalised(_move(line, names) or _because(line, names))
    return f"{claim}\n   {because}. Still: {writing.lowered(status)}."


def _move(line: Line, names: int) -> str:
    if line.moved is None:
        return ""
    return f"figure on record {told_move(line.moved.now, line.moved.was, line.moved.by, names)}"


def _because(line: Line, names: int) -> str:
    moved = line.moved.by if line.moved is not None else ()
    said = [one for one in line.by if one not in moved]
    return sentences(said, names, beside={Group.SAY_SO: line.say_so, Group.DENY: line.deny})


def _with(status: str, line: Line, names: int) -> str:
    """A status and the parties behind it, without repeating what the status says."""
    if line.status == "single_source" and not (line.deny or line.give_other):
        one = " (counted as one)" if len(line.say_so) > 1 else ""
        return (
            f"{status}: {words.listed(line.say_so, names)}{one}." if line.say_so else f"{status}."
        )
    if (group := _SAID_BY_STATUS.get(line.status)) and not _standing(line, names):
        who = _named(one for one in line.by if group_of(one) is group and not is_relay(one))
        by = "reported by " if group is Group.NOBODY_NAMED else ""
        return f"{status}: {by}{words.listed(who, names)}." if who else f"{status}."
    standing = _standing(line, names) or sentences(line.by, names)
    return f"{status}: {standing}." if standing else f"{status}."


def _standing(line: Line, names: int) -> str:
    """Which parties say so and which do not, now."""
    parts = []
    both = [one for one in line.say_so if one in line.deny]
    say_so, deny = ([one for one in side if one not in both] for side in (line.say_so, line.deny))
    if both:
        parts.append(
            f"{words.listed(both, names)} both {verb(both, 'say')} so and {verb(both, 'deny')} it"
        )
    if say_so:
        parts.append(f"{words.listed(say_so, names)} {verb(say_so, 'say')} so")
    if deny:
        parts.append(f"{words.listed(deny, names)} {verb(deny, 'deny')} it")
    if line.give_other:
        parts.append(_others(line, names))
    return "; ".join(parts)


def _others(line: Line, names: int) -> str:
    """The parties that give another figure, with the figures if all of them are at hand."""
    given = [one for one in line.by if group_of(one) is Group.OTHER_FIGURE and not is_relay(one)]
    if {one.party for one in given} == set(line.give_other):
        return clause(Group.OTHER_FIGURE, given, names)
    gives = verb(line.give_other, "give")
    return f"{words.listed(line.give_other, names)} {gives} another figure"


def _named(lines: Iterable[AttributionLine]) -> list[str]:
    """Parties, or outlets if no party is named, each once."""
    names = (one.party or one.relayed_by or one.outlet or "" for one in lines)
    return [name for name in dict.fromkeys(names) if name]


def _asked(asked: Asked, text: int) -> str:
    claim = mrkdwn.quote(asked.text, text) or "(no text)"
    status = writing.lowered(status_words.status(asked.status))
    return f"• {claim}  #{asked.claim_id}\n   Asked {asked.times:,} times. Status: {status}."


def _rest(digest: Digest, delivery: int | None) -> list[Block]:
    if delivery is None:
        return [blocks.context(f"… and {writing.count(digest.more, 'more claim')}.")]
    value = blocks.button_value(delivery=delivery, page=digest.page + 1)
    label = (
        f"Show the other {digest.more:,}" if digest.page == 1 else f"Next ({digest.more:,} more)"
    )
    return [blocks.actions(blocks.button(label, DIGEST_MORE, value))]


def show_button(claim_id: int) -> Block:
    """The button that opens a claim's card."""
    return blocks.button("Show", DIGEST_SHOW, blocks.button_value(claim=claim_id))


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
        said.append(f"and {left:,} more")
    if digest.questions:
        said.append(writing.count(len(digest.questions) + digest.more_questions, "open question"))
    if digest.taken_back:
        number = len(digest.taken_back) + digest.more_taken_back
        said.append(f"{writing.count(number, 'claim')} withdrawn by the desk")
    head = _head(digest).split("\n")[0].replace("*", "")
    return f"{head} {'; '.join(said)}".strip()


def _size(block: Block) -> int:
    return size(block["text"]["text"]) if "text" in block else 100

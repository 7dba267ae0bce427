"""A digest as a message: by topic, a line or two for each claim, naming parties."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from bot.ask import words
from bot.ask.lines import Group, group_of, is_relay
from bot.corroboration import status_words
from bot.digest.values import Asked, Digest, Line, Topic, What
from bot.language import writing
from bot.record.card import AttributionLine
from bot.slack import action_ids, blocks
from bot.slack import text as mrkdwn
from bot.slack.limits import MESSAGE_BLOCKS_TEXT, fit, size
from bot.slack.message import Block, Message
from bot.slack.text import channel_link

NO_TOPIC = "Without a topic"

_WITHDREW = {
    "denies": "the denial",
    "hedges": "a hedged statement",
    "declines": "a statement that did not confirm it",
}

# Statuses that say already what those did who are named with them.
_SAID_BY_STATUS = {
    "hedged": Group.HEDGE,
    "retracted": Group.WITHDRAWN,
    "unattributed": Group.NOBODY_NAMED,
}

# From roomy to tight: the claim's text in UTF-16 code units, and how many names in a row.
_ROOM = ((220, 3), (150, 3), (110, 2), (80, 1))
_QUESTION = 160
_IN_TEXT = 5  # claims in the fallback text
_ENOUGH = MESSAGE_BLOCKS_TEXT - 500  # what is left pays for labels of buttons


def digest_message(digest: Digest, *, delivery: int | None = None) -> Message:
    """One page. `delivery` is what the button for the rest names; None: a preview without one."""
    for text, names in _ROOM:
        body = _body(digest, delivery, text, names)
        if sum(map(_size, body)) <= _ENOUGH:
            break
    return fit(Message(_fallback(digest), body))


def no_changes(digest: Digest) -> Message:
    """What a channel gets on an empty day if it asked to be told so."""
    said = f"Nothing new on record since {_since(digest)}."
    return fit(Message(said, [blocks.section(said)]))


def sentences(
    lines: Iterable[AttributionLine],
    names: int = 3,
    *,
    beside: Mapping[Group, Collection[str]] = MappingProxyType({}),
) -> str:
    """Who did it, each kind of saying a clause: "Russia denies it; Iran has not confirmed it".

    `beside` are parties that say so, or deny it, by now: where there are others than these, they
    do it too.
    """
    by_group: dict[Group, list[AttributionLine]] = {}
    for one in lines:
        if not is_relay(one):
            by_group.setdefault(group_of(one), []).append(one)
    said = []
    for group in Group:
        of_group = by_group.get(group, [])
        if group is Group.WITHDRAWN:
            said += _withdrawals(of_group, names)
        elif clause := _clause(group, of_group, names):
            others = set(beside.get(group, ())) - {one.party for one in of_group}
            said.append(f"{clause} too" if others else clause)
    return "; ".join(said)


def _body(digest: Digest, delivery: int | None, text: int, names: int) -> list[Block]:
    body: list[Block] = [blocks.section(_head(digest))]
    if digest.window.doubtful is not None and digest.page == 1:
        day = writing.day(digest.window.doubtful)
        body.append(
            blocks.context(
                f"The digest of {day} may not have arrived; its changes are in here too."
            )
        )
    for topic in digest.topics:
        body += _topic(topic, text, names, with_rest=digest.page == 1)
    for n, asked in enumerate(digest.asked):
        head = "*Most asked*\n" if n == 0 else ""
        body.append(blocks.section(head + _asked(asked, text), _show(asked.claim_id)))
    if digest.taken_back:
        body += _taken_back(digest)
    if digest.questions:
        body += _questions(digest)
    if digest.more:
        body += _rest(digest, delivery)
    return body


def _head(digest: Digest) -> str:
    if digest.page > 1:
        return f"*On record since {_since(digest)}*, page {digest.page}"
    if not digest.total:
        changed = " other" if digest.taken_back else ""
        return f"*On record since {_since(digest)}:* no{changed} claim changed."
    return f"*On record since {_since(digest)}:* {writing.count(digest.total, 'claim')} with news."


def _since(digest: Digest) -> str:
    return writing.day(digest.window.since.date())


def _topic(topic: Topic, text: int, names: int, *, with_rest: bool) -> list[Block]:
    body: list[Block] = []
    for n, line in enumerate(topic.lines):
        said = _line(line, text, names)
        if n == 0:
            said = f"*{mrkdwn.quote(topic.name or '', words.NAME) or NO_TOPIC}*\n{said}"
        if with_rest and topic.more and n == len(topic.lines) - 1:
            said = f"{said}\n… and {topic.more:,} more"
        body.append(blocks.section(said, _show(line.claim_id)))
    return body


def _line(line: Line, text: int, names: int) -> str:
    claim = f"• {mrkdwn.quote(line.text, text) or '(no text)'}  #{line.claim_id}"
    status = status_words.status(line.status)
    if line.what is What.NEW:
        return f"{claim}\n   *New.* {_with(status, line, names)}"
    if line.what is What.STATUS:
        was = f"was: {_lower(status_words.status(line.was or ''))}"
        because = _upper(_because(line, names) or _standing(line, names))
        return f"{claim}\n   *{status}* ({was}). {because}{'.' if because else ''}".rstrip()
    return f"{claim}\n   {_upper(_because(line, names))}. Still: {_lower(status)}."


def _because(line: Line, names: int) -> str:
    return sentences(line.by, names, beside={Group.SAY_SO: line.say_so, Group.DENY: line.deny})


def _with(status: str, line: Line, names: int) -> str:
    """A status and the parties behind it, nothing said twice."""
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
    """Who says so and who does not, by now."""
    parts = []
    both = [one for one in line.say_so if one in line.deny]
    say_so, deny = ([one for one in side if one not in both] for side in (line.say_so, line.deny))
    if both:
        parts.append(
            f"{words.listed(both, names)} both {_verb(both, 'say')} so and {_verb(both, 'deny')} it"
        )
    if say_so:
        parts.append(f"{words.listed(say_so, names)} {_verb(say_so, 'say')} so")
    if deny:
        parts.append(f"{words.listed(deny, names)} {_verb(deny, 'deny')} it")
    if line.give_other:
        parts.append(_others(line, names))
    return "; ".join(parts)


def _others(line: Line, names: int) -> str:
    """Who gives another figure, and which where all that give one are at hand."""
    given = [one for one in line.by if group_of(one) is Group.OTHER_FIGURE and not is_relay(one)]
    if {one.party for one in given} == set(line.give_other):
        return _clause(Group.OTHER_FIGURE, given, names)
    gives = _verb(line.give_other, "give")
    return f"{words.listed(line.give_other, names)} {gives} another figure"


def _clause(group: Group, lines: Sequence[AttributionLine], names: int) -> str:
    """What one group did, in the plural where there are several parties."""
    who = tuple(dict.fromkeys(one.party or one.outlet or "" for one in lines))
    if not who:
        return ""
    named = words.listed([one for one in who if one] or ["Somebody"], names)
    if group in (Group.SAY_SO, Group.DENY, Group.HEDGE):
        verb, after = {
            Group.SAY_SO: ("say", " so"),
            Group.DENY: ("deny", " it"),
            Group.HEDGE: ("hedge", ""),
        }[group]
        return f"{named} {_verb(who, verb)}{after}"
    if group in (Group.OTHER_FIGURE, Group.LOOSER_FIGURE):
        figures = {words.figure(one.figure, one.unit) for one in lines} - {""}
        given = f": {' and '.join(sorted(figures))}" if len(figures) in (1, 2) else ""
        kind = "another figure" if group is Group.OTHER_FIGURE else "a looser figure"
        return f"{named} {_verb(who, 'give')} {kind}{given}"
    has = "has" if len(who) == 1 else "have"
    return {
        Group.NOT_CONFIRMED: f"{named} {has} not confirmed it (that is not a denial)",
        Group.NOBODY_NAMED: "a report names nobody as its source",
        Group.EARLIER: f"{named} {has} since said something else",
    }.get(group, "")


def _named(lines: Iterable[AttributionLine]) -> list[str]:
    """Parties, or outlets where nobody is named, each once."""
    names = (one.party or one.relayed_by or one.outlet or "" for one in lines)
    return [name for name in dict.fromkeys(names) if name]


def _withdrawals(lines: Sequence[AttributionLine], names: int) -> list[str]:
    """Who took what back: whoever withdrew a denial did not withdraw the claim."""
    by_what: dict[str, dict[str, None]] = {}
    for one in lines:
        figure = words.figure(one.figure, one.unit) if one.stance == "asserts" else ""
        what = f"the figure {figure}" if figure else _WITHDREW.get(one.stance, "it")
        by_what.setdefault(what, {})[one.party or one.outlet or "Somebody"] = None
    return [f"{words.listed(list(who), names)} withdrew {what}" for what, who in by_what.items()]


def _verb(who: Sequence[str], verb: str) -> str:
    if len(who) != 1:
        return verb
    return f"{verb[:-1]}ies" if verb == "deny" else f"{verb}s"


def _asked(asked: Asked, text: int) -> str:
    claim = mrkdwn.quote(asked.text, text) or "(no text)"
    status = _lower(status_words.status(asked.status))
    return f"• {claim}  #{asked.claim_id}\n   Asked {asked.times:,} times. Status: {status}."


def _questions(digest: Digest) -> list[Block]:
    rows = [
        f"• “{mrkdwn.quote(one.statement, _QUESTION) or '(no text)'}” ({writing.day(one.put_on)})"
        for one in digest.questions
    ]
    if digest.more_questions:
        rows.append(f"… and {digest.more_questions:,} more")
    if digest.elsewhere:
        rows.append(f"… and {digest.elsewhere:,} asked elsewhere, which editors see")
    return blocks.sections("*Open questions that nobody could answer*", rows)


def _taken_back(digest: Digest) -> list[Block]:
    rows = []
    for one in digest.taken_back:
        reason = mrkdwn.quote(one.reason or "", _QUESTION).rstrip(".")
        because = f" Its reason: “{reason}”." if reason else ""
        rows.append(
            f"• {mrkdwn.quote(one.text, _QUESTION) or '(no text)'}  #{one.claim_id}{because}"
        )
    if digest.more_taken_back:
        rows.append(f"… and {digest.more_taken_back:,} more")
    return blocks.sections(
        "*Withdrawn from the record by the desk* (which says nothing about whether it is so)", rows
    )


def _rest(digest: Digest, delivery: int | None) -> list[Block]:
    if delivery is None:
        return [blocks.context(f"… and {writing.count(digest.more, 'more claim')}.")]
    value = blocks.button_value(delivery=delivery, page=digest.page + 1)
    label = (
        f"Show the other {digest.more:,}" if digest.page == 1 else f"Next ({digest.more:,} more)"
    )
    return [blocks.actions(blocks.button(label, action_ids.DIGEST_MORE, value))]


def _show(claim_id: int) -> Block:
    return blocks.button("Show", action_ids.DIGEST_SHOW, blocks.button_value(claim=claim_id))


def _fallback(digest: Digest) -> str:
    """For notifications and screen readers: the first claims with their status in words."""
    lines = [line for topic in digest.topics for line in topic.lines]
    said = [
        f"{mrkdwn.quote(line.text.rstrip('. '), _ROOM[1][0])}: "
        f"{_lower(status_words.status(line.status))}"
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
    return f"{_head(digest).replace('*', '')} {'; '.join(said)}".strip()


def _lower(status: str) -> str:
    return status[:1].lower() + status[1:]


def _upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _size(block: Block) -> int:
    return size(block["text"]["text"]) if "text" in block else 100


_PAUSED = {
    "is_archived": "the channel is archived",
    "channel_not_found": "the channel is gone, or I am not in it any more",
    "not_in_channel": "I am not in the channel any more",
    "account_inactive": "the account of its owner is deactivated",
    "user_not_found": "the person is not in this workspace any more",
    "user_disabled": "the account is deactivated",
    "unknown_time_zone": "its time zone is not known any more",
    "ext_shared": "people from outside your workspace are in the channel",
    "restricted_action": "the workspace’s settings do not let me write there",
    "restricted_action_read_only_channel": "the channel is read-only for me",
    "restricted_action_thread_only_channel": "the channel takes replies in threads only",
    "messages_tab_disabled": "direct messages with me are switched off",
    "no_permission": "the workspace’s settings do not let me write there",
    "cannot_dm_bot": "I cannot write to that person",
}


_BY_ITSELF = {
    "is_archived": "when the channel is there again and I am in it",
    "channel_not_found": "when somebody invites me again",
    "not_in_channel": "when somebody invites me again",
    "ext_shared": "when they have left",
}
"""After which pauses a digest goes on without anybody's doing."""


def paused_message(channel: str, why: str) -> Message:
    """To the owner of a digest that cannot be delivered."""
    where = f"in {link} " if (link := channel_link(channel)) else ""
    reason = why_paused(why)
    until = _BY_ITSELF.get(why)
    ends = f"It goes on {until}" if until else "Nothing is posted until you let it go on"
    said = (
        f"*Your digest {where}is paused:* {reason}. {ends}. "
        "To change or stop it, write `/onrecord digest` here."
    )
    plain = f"Your digest is paused: {reason}."
    return fit(Message(plain, [blocks.section(said)]))


def why_paused(why: str) -> str:
    """Why the bot paused a digest, in words: `why` is Slack's word, or ours."""
    return _PAUSED.get(why) or f"Slack says {mrkdwn.quote(why, 80)}"

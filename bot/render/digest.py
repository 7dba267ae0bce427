"""A digest as a message: by topic, a line or two for each claim, naming parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answer import AttributionLine
from bot.digests.values import Asked, Digest, Line, Topic, What
from bot.render import action_ids, blocks, mrkdwn, words
from bot.render.limits import MESSAGE_BLOCKS_TEXT, fit, size
from bot.render.lines import Group, group_of, is_relay
from bot.render.message import Block, Message

NO_TOPIC = "Without a topic"

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


def sentences(lines: Iterable[AttributionLine], names: int = 3) -> str:
    """Who did it, each kind of saying a clause: "Russia denies it; Iran has not confirmed it"."""
    by_group: dict[Group, list[AttributionLine]] = {}
    for one in lines:
        if not is_relay(one):
            by_group.setdefault(group_of(one), []).append(one)
    said = [clause for group in Group if (clause := _clause(group, by_group.get(group, []), names))]
    return "; ".join(said)


def _body(digest: Digest, delivery: int | None, text: int, names: int) -> list[Block]:
    body: list[Block] = [blocks.section(_head(digest))]
    if digest.window.doubtful is not None and digest.page == 1:
        day = words.day(digest.window.doubtful)
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
    if digest.questions:
        body += _questions(digest)
    if digest.more:
        body += _rest(digest, delivery)
    return body


def _head(digest: Digest) -> str:
    if digest.page > 1:
        return f"*On record since {_since(digest)}*, page {digest.page}"
    if not digest.total:
        return f"*On record since {_since(digest)}:* no claim changed."
    return f"*On record since {_since(digest)}:* {words.count(digest.total, 'claim')} with news."


def _since(digest: Digest) -> str:
    return words.day(digest.window.since.date())


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
    status = words.status(line.status)
    if line.what is What.NEW:
        return f"{claim}\n   *New.* {_with(status, line, names)}"
    if line.what is What.STATUS:
        was = f"was: {_lower(words.status(line.was or ''))}"
        because = sentences(line.by, names) or _standing(line, names)
        return f"{claim}\n   *{status}* ({was}). {because}{'.' if because else ''}".rstrip()
    return f"{claim}\n   {sentences(line.by, names)}. Still: {_lower(status)}."


def _with(status: str, line: Line, names: int) -> str:
    """A status and the parties behind it, nothing said twice."""
    if line.status == "single_source" and not (line.deny or line.give_other):
        one = " (counted as one)" if len(line.say_so) > 1 else ""
        return (
            f"{status}: {words.listed(line.say_so, names)}{one}." if line.say_so else f"{status}."
        )
    standing = _standing(line, names)
    return f"{status}: {standing}." if standing else f"{status}."


def _standing(line: Line, names: int) -> str:
    """Who says so and who does not, by now."""
    parts = []
    if line.say_so:
        parts.append(f"{words.listed(line.say_so, names)} {_verb(line.say_so, 'say')} so")
    if line.deny:
        parts.append(f"{words.listed(line.deny, names)} {_verb(line.deny, 'deny')} it")
    if line.give_other:
        gives = _verb(line.give_other, "give")
        parts.append(f"{words.listed(line.give_other, names)} {gives} another figure")
    return "; ".join(parts)


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
        Group.WITHDRAWN: f"{named} withdrew it",
        Group.NOBODY_NAMED: "a report names nobody as its source",
        Group.EARLIER: f"{named} {has} since said something else",
    }.get(group, "")


def _verb(who: Sequence[str], verb: str) -> str:
    if len(who) != 1:
        return verb
    return f"{verb[:-1]}ies" if verb == "deny" else f"{verb}s"


def _asked(asked: Asked, text: int) -> str:
    claim = mrkdwn.quote(asked.text, text) or "(no text)"
    status = _lower(words.status(asked.status))
    return f"• {claim}  #{asked.claim_id}\n   Asked {asked.times:,} times. Status: {status}."


def _questions(digest: Digest) -> list[Block]:
    rows = [
        f"• “{mrkdwn.quote(one.statement, _QUESTION) or '(no text)'}” ({words.day(one.put_on)})"
        for one in digest.questions
    ]
    if digest.more_questions:
        rows.append(f"… and {digest.more_questions:,} more")
    return blocks.sections("*Open questions that nobody could answer*", rows)


def _rest(digest: Digest, delivery: int | None) -> list[Block]:
    if delivery is None:
        return [blocks.context(f"… and {words.count(digest.more, 'more claim')}.")]
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
        f"{mrkdwn.quote(line.text, _ROOM[1][0])}: {_lower(words.status(line.status))}"
        for line in lines[:_IN_TEXT]
    ]
    left = digest.total - len(said)
    if said and left > 0:
        said.append(f"and {left:,} more")
    if digest.questions:
        said.append(words.count(len(digest.questions) + digest.more_questions, "open question"))
    return f"{_head(digest).replace('*', '')} {'; '.join(said)}".strip()


def _lower(status: str) -> str:
    return status[:1].lower() + status[1:]


def _size(block: Block) -> int:
    return size(block["text"]["text"]) if "text" in block else 100

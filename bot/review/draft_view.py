"""One draft as mrkdwn: who says it, the words marked in their sentence, the claim, the flags."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.ask import words
from bot.language import writing
from bot.review.decisions_view import NOTHING, decided
from bot.slack import text as mrkdwn

if TYPE_CHECKING:
    from bot.record.drafts.moves import Foreseen
    from bot.record.drafts.views import DraftView, KnownClaim

CLAIM = 240

NEAR = 110

_SAME = 6
"""Drafts that say the same of which each is named."""

SENTENCE = 420
"""How much of a sentence is shown, in UTF-16 code units."""

BOLD = ("*", "*")

_LEAST = 60
"""Characters around the words that are shown in any case."""

_EDGES = re.compile(r"^\s*(.*?)\s*$", re.DOTALL)

STANCES = {
    "asserts": "says so",
    "denies": "denies it",
    "hedges": "hedges",
    "declines": "has not confirmed it (that is not a denial)",
}

_FLAGS = {
    "pronoun_speaker": "the speaker is only a pronoun here",
    "the_same": "“the same”: the words stand elsewhere",
    "which_meant": "which statement “this” means is not sure",
    "no_source": "nobody is named as its source",
    "several_speakers": "several speak at once",
    "relayed": "somebody relays another's words",
    "nested": "inside somebody else's words",
    "conditional": "mentioned as a condition, perhaps not said",
    "uncertain_speaker": "who speaks is not sure",
    "names_confidential": "others would read a confidential source’s name: reword it first",
    "word_outside": "a word that may turn or limit the sense is outside the words read",
    "figure_outside": "the figure is not in the words: correct it, or call it computed (Edit)",
    "other_measure": "its figure is for something else than the claim’s: it would not count there",
    "day_unread": "a day of saying is given that the rules do not read",
    "day_contradicts": "the weekday and the date of saying do not fit each other",
}

QUOTED = "&gt; "
"""At the start of a line: a block quotation (docs.slack.dev/messaging/formatting-message-text)."""

_KINDS = {"speech_event": "that it was said"}


def draft_text(
    draft: DraftView,
    place: int | None = None,
    *,
    marks: tuple[str, str] = BOLD,
    statuses: Mapping[int, str] = NOTHING,
) -> str:
    """A draft as mrkdwn: the speaker, the words in their sentence, the claim, and the flags.

    `marks` come before and after the speaker's words; `statuses` as in `review`.
    """
    number = f"*{place}.* " if place is not None else ""
    rows = [
        f"{number}{who_says(draft)}",
        f"{QUOTED}{passage(draft, marks)}",
        _claim(draft),
        *_near(draft.near),
        " · ".join(_details(draft)),
    ]
    if draft.moves is not None:
        rows.append(moves(draft.moves))
    flags = flags_in_words(draft.flags)
    if draft.state == "draft" and (doubt := _about_party(draft)):
        flags = "; ".join(filter(None, [flags, doubt]))
    if flags:
        rows.append(f"*Look at:* {flags}.")
    rows += _same(draft.same)
    done = decided(draft, statuses)
    if done:
        rows.append(done)
    return "\n".join(rows)


def moves(move: Foreseen) -> str:
    """What the approval of a draft makes of the figure on record."""
    was, now = (mrkdwn.quote(one, words.NAME) for one in (move.was, move.now))
    return f"*Moves the figure on record from {was} to {now}.*"


def takes(seconds: float) -> str:
    """About how long a review takes: "about 6 minutes"."""
    minutes = round(seconds / 60)
    return f"about {writing.count(minutes, 'minute')}" if minutes else "under a minute"


def who_says(draft: DraftView) -> str:
    """The speaker, whether known, under which party, and the stance in words."""
    stance = STANCES.get(draft.said.stance, draft.said.stance)
    if draft.concealed:
        return f"*A source known to the desk* — {stance}"
    if draft.said.source is None:
        return f"*Nobody named* as its source — {stance}"
    name, *above = draft.speaker or (draft.said.source.name,)
    shown = [f"*{mrkdwn.quote(name, words.NAME) or '(no name)'}*"]
    shown += [mrkdwn.quote(one, words.NAME) for one in (draft.said.source.role,) if one]
    shown += [mrkdwn.quote(one, words.NAME) for one in above[:-1]]
    known = "new on record" if draft.new_speaker else "on record"
    alone = "no party named" if _without_party(draft) else "a party of its own"
    party = f"party: *{mrkdwn.quote(above[-1], words.NAME)}*" if above else alone
    if draft.said.source.guessed and draft.state != "approved":
        party += ", a guess"
    about = [party] if draft.state == "approved" else [known, party]
    return f"{', '.join(shown)} ({', '.join(about)}) — {stance}"


def passage(draft: DraftView, marks: tuple[str, str] = BOLD) -> str:
    """The document's sentence with the speaker's words between marks, as mrkdwn on one line."""
    start, end = draft.said.passage.sentence
    inside = [
        (max(low, start) - start, min(high, end) - start)
        for low, high in draft.said.passage.content
        if low < end and high > start
    ]
    shown = marked(draft.sentence, sorted(inside), marks)
    beyond = [
        text
        for (low, high), text in zip(draft.said.passage.content, draft.content, strict=False)
        if low >= end or high <= start or low < start or high > end
    ]
    shown += "".join(f" … {mrkdwn.quote(one, SENTENCE // 2).join(marks)}" for one in beyond)
    meant = " ".join(draft.antecedent)
    return shown + (f" — that is: “{mrkdwn.quote(meant, SENTENCE // 2)}”" if meant else "")


def marked(sentence: str, spans: Sequence[tuple[int, int]], marks: tuple[str, str]) -> str:
    """A sentence with spans of it between marks. If it is too long, the rest is cut first."""
    room = max(_LEAST, (SENTENCE - sum(high - low for low, high in spans)) // (len(spans) + 1))
    pieces: list[str] = []
    at = 0
    for low, high in spans:
        pieces.append(_between(sentence[at:low], room, first=at == 0))
        found = _EDGES.match(sentence[max(low, at) : high])
        words_said = mrkdwn.quote(found[1] if found else "", SENTENCE)
        pieces.append(words_said.join(marks) if words_said else "")
        at = max(at, high)
    pieces.append(_between(sentence[at:], room, last=True))
    return "".join(pieces).strip() or "(no text)"


def reading(confidence: float) -> str:
    """How surely the rules read it, in words; says nothing about whether it is true."""
    if confidence >= 0.9:
        return "clear"
    return "fairly clear" if confidence >= 0.7 else "unclear"


def flags_in_words(flags: Sequence[str]) -> str:
    """What an editor has to look at; empty if there is nothing."""
    return "; ".join(_FLAGS.get(one, mrkdwn.quote(one.replace("_", " "), 60)) for one in flags)


def when(draft: DraftView) -> str:
    """The day on which it was said, if it is known."""
    day, precision = draft.said.said_on, draft.said.said_precision
    if day is None:
        return "day unknown"
    if precision == "document":
        return f"{writing.day(day)} (the document's date)"
    if precision in ("month", "season"):
        return ("about " if precision == "season" else "") + writing.day(day).split(" ", 1)[1]
    return str(day.year) if precision == "year" else writing.day(day)


def _about_party(draft: DraftView) -> str:
    """What an editor has to look at before the speaker's party counts; empty if it is sure."""
    source = draft.said.source
    if source is None or draft.concealed:
        return ""
    if source.thing and len(draft.speaker) < 2:
        return f"a {source.thing} is no party: say for whom it speaks, or that nobody is named"
    if source.guessed:
        return "for whom they speak is a guess: approving confirms it for all drafts of the speaker"
    if _without_party(draft):
        return "for whom they speak is not known; approved so, they count as a party of their own"
    return ""


def _without_party(draft: DraftView) -> bool:
    """Whether a new person or organisation would be on record without a party."""
    source = draft.said.source
    belongs = source is not None and source.kind in ("person", "organisation")
    return belongs and draft.new_speaker and len(draft.speaker) < 2


def _claim(draft: DraftView) -> str:
    what = draft.said.claim
    kind = _KINDS.get(what.kind, what.kind.replace("_", " "))
    if draft.claim is not None:
        return f"Claim on record: {mrkdwn.quote(draft.claim.text, CLAIM)}  #{draft.claim.id}"
    text = mrkdwn.quote(what.text, CLAIM) or "(no text)"
    topic = _short(draft.topic)
    told = [
        words.figure(what.figure, what.unit),
        _short(what.place),
        what.time and f"its own time: {_short(writing.own_time(what.time))}",
        topic and f"topic: {topic}",
    ]
    about = [kind, *filter(None, told)]
    return f"New claim: {text}  ({', '.join(about)})"


def _near(near: Sequence[KnownClaim]) -> list[str]:
    if not near:
        return []
    shown = [f"   #{one.id} {mrkdwn.quote(one.text, NEAR)}" for one in near]
    return ["Near it on record:", *shown]


def _same(same: Sequence[DraftView]) -> list[str]:
    """The other drafts that say the same, each with its speaker and what to look at."""
    if not same:
        return []
    rows = [f"*{writing.count(len(same), 'other')} {'say' if len(same) > 1 else 'says'} the same:*"]
    for one in same[:_SAME]:
        outlet = mrkdwn.quote(one.outlet or one.title or "", words.NAME)
        alone = "no party named; would count as its own" if _without_party(one) else ""
        look = "; ".join(filter(None, [flags_in_words(one.flags), alone]))
        told = f"   {who_says(one)}" + (f" · {outlet}" if outlet else "")
        rows.append(f"{told} · look at: {look}" if look else told)
    if len(same) > _SAME:
        rows.append(f"   and {len(same) - _SAME} more")
    return rows


def _details(draft: DraftView) -> list[str]:
    said = draft.said
    found = ["in the speaker's own words" if said.passage.verbatim else "paraphrase", when(draft)]
    figure = words.figure(said.figure, said.unit)
    if figure:
        found.append(
            f"{figure}, computed by the desk" if said.figure_computed else f"gives {figure}"
        )
    if said.hedge:
        found.append(f"hedged: “{mrkdwn.quote(said.hedge, 60)}”")
    if said.relayed_by:
        found.append(f"via {mrkdwn.quote(said.relayed_by, words.NAME)}")
    return [*found, f"reading: {reading(draft.confidence)}"]


def _short(text: str | None) -> str:
    return mrkdwn.quote(text or "", words.NAME)


def _between(text: str, room: int, *, first: bool = False, last: bool = False) -> str:
    """The text around the words, escaped, with runs of spaces joined."""
    flat = re.sub(r"\s+", " ", text)
    if len(flat) > room:
        flat = "… " + flat[-room:].split(" ", 1)[-1] if first else _cut_inside(flat, room, last)
    return mrkdwn.escape(flat)


def _cut_inside(flat: str, room: int, last: bool) -> str:
    if last:
        return flat[:room].rsplit(" ", 1)[0] + " …"
    return flat[: room // 2].rsplit(" ", 1)[0] + " … " + flat[-room // 2 :].split(" ", 1)[-1]

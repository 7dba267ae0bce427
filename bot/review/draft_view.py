"""One draft as mrkdwn: who says it, the words marked in their sentence, the claim, the flags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.ask import words
from bot.i18n import N_, gettext, ngettext
from bot.language import writing
from bot.record.terms import term
from bot.review.decisions_view import NOTHING, decided
from bot.review.marking import SENTENCE, marked
from bot.slack import text as mrkdwn

if TYPE_CHECKING:
    from bot.record.drafts.moves import Foreseen
    from bot.record.drafts.views import DraftView, KnownClaim

CLAIM = 240

NEAR = 110

_SAME = 6
"""Drafts that say the same of which each is named."""


BOLD = ("*", "*")


STANCES = {
    "asserts": N_("says so"),
    "denies": N_("denies it"),
    "hedges": N_("hedges"),
    "declines": N_("has not confirmed it (that is not a denial)"),
}

_FLAGS = {
    "pronoun_speaker": N_("the speaker is only a pronoun here"),
    "the_same": N_("“the same”: the words stand elsewhere"),
    "which_meant": N_("which statement “this” means is not sure"),
    "no_source": N_("nobody is named as its source"),
    "several_speakers": N_("several speak at once"),
    "relayed": N_("somebody relays another's words"),
    "nested": N_("inside somebody else's words"),
    "conditional": N_("mentioned as a condition, perhaps not said"),
    "uncertain_speaker": N_("who speaks is not sure"),
    "names_confidential": N_("others would read a confidential source’s name: reword it first"),
    "word_outside": N_("a word that may turn or limit the sense is outside the words read"),
    "figure_outside": N_("the figure is not in the words: correct it, or call it computed (Edit)"),
    "other_measure": N_(
        "its figure is for something else than the claim’s: it would not count there"
    ),
    "day_unread": N_("a day of saying is given that the rules do not read"),
    "day_contradicts": N_("the weekday and the date of saying do not fit each other"),
}

QUOTED = "&gt; "
"""At the start of a line: a block quotation (docs.slack.dev/messaging/formatting-message-text)."""

_KINDS = {"speech_event": N_("that it was said")}


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
        rows.append(gettext("*Look at:* {flags}.", flags=flags))
    rows += _same(draft.same)
    done = decided(draft, statuses)
    if done:
        rows.append(done)
    return "\n".join(rows)


def moves(move: Foreseen) -> str:
    """What the approval of a draft makes of the figure on record."""
    was, now = (mrkdwn.quote(one, words.NAME) for one in (move.was, move.now))
    return gettext("*Moves the figure on record from {was} to {now}.*", was=was, now=now)


def takes(seconds: float) -> str:
    """About how long a review takes: "about 6 minutes"."""
    minutes = round(seconds / 60)
    if minutes:
        return ngettext("about {n} minute", "about {n} minutes", minutes)
    return gettext("under a minute")


def stance_in_words(stance: str) -> str:
    """What a speaker does with a claim: "denies it"."""
    return gettext(STANCES[stance]) if stance in STANCES else stance


def who_says(draft: DraftView) -> str:
    """The speaker, whether known, under which party, and the stance in words."""
    stance = stance_in_words(draft.said.stance)
    if draft.concealed:
        return gettext("*A source known to the desk* — {stance}", stance=stance)
    if draft.said.source is None:
        return gettext("*Nobody named* as its source — {stance}", stance=stance)
    name, *above = draft.speaker or (draft.said.source.name,)
    shown = [f"*{mrkdwn.quote(name, words.NAME) or gettext('(no name)')}*"]
    shown += [mrkdwn.quote(one, words.NAME) for one in (draft.said.source.role,) if one]
    shown += [mrkdwn.quote(one, words.NAME) for one in above[:-1]]
    known = gettext("new on record") if draft.new_speaker else gettext("on record")
    alone = gettext("no party named") if _without_party(draft) else gettext("a party of its own")
    party = (
        gettext("party: *{above}*", above=mrkdwn.quote(above[-1], words.NAME)) if above else alone
    )
    if draft.said.source.guessed and draft.state != "approved":
        party += gettext(", a guess")
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
    return shown + (
        (" " + gettext("— that is: “{meant}”", meant=mrkdwn.quote(meant, SENTENCE // 2)))
        if meant
        else ""
    )


def reading(confidence: float) -> str:
    """How surely the rules read it, in words; says nothing about whether it is true."""
    if confidence >= 0.9:
        return gettext("clear")
    return gettext("fairly clear") if confidence >= 0.7 else gettext("unclear")


def flags_in_words(flags: Sequence[str]) -> str:
    """What an editor has to look at; empty if there is nothing."""
    return "; ".join(
        gettext(_FLAGS[one]) if one in _FLAGS else mrkdwn.quote(one.replace("_", " "), 60)
        for one in flags
    )


def when(draft: DraftView) -> str:
    """The day on which it was said, if it is known."""
    day, precision = draft.said.said_on, draft.said.said_precision
    if day is None:
        return gettext("day unknown")
    if precision == "document":
        return gettext("{day} (the document's date)", day=writing.day(day))
    if precision in ("month", "season"):
        month = writing.day(day, "month")
        return gettext("about {month}", month=month) if precision == "season" else month
    return str(day.year) if precision == "year" else writing.day(day)


def _about_party(draft: DraftView) -> str:
    """What an editor has to look at before the speaker's party counts; empty if it is sure."""
    source = draft.said.source
    if source is None or draft.concealed:
        return ""
    if source.thing and len(draft.speaker) < 2:
        return gettext(
            "a {thing} is no party: say for whom it speaks, or that nobody is named",
            thing=source.thing,
        )
    if source.guessed:
        return gettext(
            "for whom they speak is a guess: approving confirms it for all drafts of the speaker"
        )
    if _without_party(draft):
        return gettext(
            "for whom they speak is not known; approved so, they count as a party of their own"
        )
    return ""


def _without_party(draft: DraftView) -> bool:
    """Whether a new person or organisation would be on record without a party."""
    source = draft.said.source
    belongs = source is not None and source.kind in ("person", "organisation")
    return belongs and draft.new_speaker and len(draft.speaker) < 2


def _claim(draft: DraftView) -> str:
    what = draft.said.claim
    kind = gettext(_KINDS[what.kind]) if what.kind in _KINDS else term(what.kind)
    if draft.claim is not None:
        return gettext(
            "Claim on record: {text}  #{id}",
            text=mrkdwn.quote(draft.claim.text, CLAIM),
            id=draft.claim.id,
        )
    text = mrkdwn.quote(what.text, CLAIM) or gettext("(no text)")
    topic = _short(draft.topic)
    told = [
        words.figure(what.figure, what.unit),
        _short(what.place),
        what.time
        and gettext("its own time: {own_time}", own_time=_short(writing.own_time(what.time))),
        topic and gettext("topic: {topic}", topic=topic),
    ]
    about = [kind, *filter(None, told)]
    return gettext("New claim: {text}  ({about})", text=text, about=", ".join(about))


def _near(near: Sequence[KnownClaim]) -> list[str]:
    if not near:
        return []
    shown = [f"   #{one.id} {mrkdwn.quote(one.text, NEAR)}" for one in near]
    return [gettext("Near it on record:"), *shown]


def _same(same: Sequence[DraftView]) -> list[str]:
    """The other drafts that say the same, each with its speaker and what to look at."""
    if not same:
        return []
    rows = [ngettext("*{n} other says the same:*", "*{n} others say the same:*", len(same))]
    for one in same[:_SAME]:
        outlet = mrkdwn.quote(one.outlet or one.title or "", words.NAME)
        alone = gettext("no party named; would count as its own") if _without_party(one) else ""
        look = "; ".join(filter(None, [flags_in_words(one.flags), alone]))
        told = f"   {who_says(one)}" + (f" · {outlet}" if outlet else "")
        rows.append(gettext("{told} · look at: {look}", told=told, look=look) if look else told)
    if len(same) > _SAME:
        rows.append("   " + ngettext("and {n} more", "and {n} more", len(same) - _SAME))
    return rows


def _details(draft: DraftView) -> list[str]:
    said = draft.said
    found = [
        gettext("in the speaker's own words") if said.passage.verbatim else gettext("paraphrase"),
        when(draft),
    ]
    figure = words.figure(said.figure, said.unit)
    if figure:
        found.append(
            gettext("{figure}, computed by the desk", figure=figure)
            if said.figure_computed
            else gettext("gives {figure}", figure=figure)
        )
    if said.hedge:
        found.append(gettext("hedged: “{hedge}”", hedge=mrkdwn.quote(said.hedge, 60)))
    if said.relayed_by:
        found.append(gettext("via {outlet}", outlet=mrkdwn.quote(said.relayed_by, words.NAME)))
    return [*found, gettext("reading: {reading}", reading=reading(draft.confidence))]


def _short(text: str | None) -> str:
    return mrkdwn.quote(text or "", words.NAME)

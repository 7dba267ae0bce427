"""Opens the form for several drafts of a page, and carries out a sent one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from sqlmodel import Session

from bot.i18n import gettext
from bot.record import accesses
from bot.record.drafts import queue
from bot.record.drafts.errors import ReviewError
from bot.record.drafts.views import DraftView, view
from bot.record.drafts.waiting_topics import waiting_topics
from bot.record.numbers import sought, typed_number
from bot.refusal import RefusalError
from bot.review import claim_shown, names_shown, parties, several, several_view
from bot.review import draft_inputs as form
from bot.review.decisions import desk_of, in_words, seen_in, told
from bot.review.desk import Desk
from bot.review.several import Groups, Together
from bot.review.showing import bring_up
from bot.review.waiting import which_of
from bot.services import Services
from bot.slack import refusals
from bot.slack.blocks import Value
from bot.slack.editors import only_editors
from bot.slack.given import GivenError
from bot.slack.installations import Installation
from bot.slack.interaction import Press
from bot.slack.message import Message, View


def several_form(services: Services, installation: Installation, press: Press) -> View:
    """The form with those drafts of the page that are still open."""
    only_editors(services, installation, press.user)
    with Session(services.engine) as session:
        found = [view(session, press.workspace_id, n) for n in seen_in(press.text("seen"))]
    drafts = [one for one in found if one is not None and one.state == "draft"]
    if not drafts:
        raise RefusalError(refusals.STALE)
    names_shown.note(services, press.workspace_id, press.user, [one.said for one in drafts])
    about = {"document": press.number("document"), "page": press.number("page", 1)}
    return several_view.form(drafts, parties.without_party(drafts), about)


def queue_form(services: Services, installation: Installation, press: Press) -> View:
    """The form with the first drafts of a part of the queue, from all documents: all, or those of
    one speaker. Each is held against the record first."""
    only_editors(services, installation, press.user)
    show, of = press.text("show", "all"), press.number("of", 0)  # a draft of the speaker meant
    workspace_id = press.workspace_id
    with Session(services.engine) as session:
        topics = waiting_topics(session, workspace_id)
        part = which_of(show, press.user, topics)
        one = view(session, workspace_id, of) if of else None
        source = one.said.source if one is not None else None
        which = replace(part, speaker=source.name) if source is not None else part
        ids = queue.numbers(session, workspace_id, which)
        session.rollback()
        bring_up(services, workspace_id, ids[: several_view.MOST])
        found = queue.page(session, workspace_id, which, size=several_view.MOST)
        speakers = queue.speakers(session, workspace_id, replace(part, once=False), most=50)
    if not found.drafts:
        raise RefusalError(gettext("Nothing of this waits any more."))
    drafts = [one for draft in found.drafts for one in (draft, *draft.same)]
    said = [one.said for one in drafts]
    names_shown.note(services, workspace_id, press.user, said, accesses.QUEUE)
    return several_view.of_queue(
        found.drafts,
        parties.without_party(found.drafts),
        {"show": show, "of": of if source is not None else 0},
        total=found.total,
        whose=several_view.whose(show, speakers, topics),
        given=press.given,
    )


Do = Callable[[], Message]


def decided(services: Services, installation: Installation, press: Press) -> View | Do:
    """What the form asks for: a function that does it to the ticked drafts and gives what came of
    it; or a form to fill in first, with the claim to agree to or the parties of new speakers.

    Raises GivenError if the form lacks what it needs.
    """
    only_editors(services, installation, press.user)
    desk, groups = desk_of(services, press), groups_in(press.text("seen"))
    agreed, placed = press.number("claim", 0), press.number("placed", 0)
    what = press.text("what") or (several_view.LINK if agreed else "")
    if not what:
        ticked = {n for name in several_view.WHICH for n in press.given.ticked(name)}
        groups = {n: group for n, group in groups.items() if str(n) in ticked}
        if not groups:
            raise GivenError({several_view.WHICH[0]: gettext("Tick at least one.")})
        what = press.given.text(several_view.WHAT)
    if what == several_view.LINK and not agreed:
        return _claim(desk, press, groups)
    if what in _ACTS:
        act = _ACTS[what](desk, press, groups)
    else:
        if not placed and (asked := _to_ask(desk, what, groups)):
            return _parties_form(services, press, groups, what, asked)
        act = _on_record(desk, press, what, groups)

    def do() -> Message:
        with in_words(services, installation, press.number("document", 0)):
            return told(services, installation, press, act())

    return do


def parties_form(services: Services, press: Press, what: str) -> View | None:
    """The form that asks for whom the new speakers of the drafts speak that a button names; None if
    every one has a party. The button approves a group or the certain drafts (`what`)."""
    seen = seen_in(press.text("seen"))
    if what == several_view.APPROVE:
        seen = {press.number("draft"): press.number("version"), **seen}
        groups: Groups = {press.number("draft"): seen}
    else:
        groups = {n: {n: version} for n, version in seen.items()}
    asked = _to_ask(desk_of(services, press), what, groups)
    return _parties_form(services, press, groups, what, asked) if asked else None


def _to_ask(desk: Desk, what: str, groups: Groups) -> list[DraftView]:
    seen = several.every_one(groups)
    if what == several_view.CERTAIN:
        return parties.to_ask(several.certain_alone(desk, seen))
    return parties.to_ask(parties.views(desk, seen))


def _parties_form(
    services: Services, press: Press, groups: Groups, what: str, asked: list[DraftView]
) -> View:
    said = [one.said for one in asked]
    names_shown.note(services, press.workspace_id, press.user, said)
    about: dict[str, Value] = {
        "document": press.number("document", 0),
        "page": press.number("page", 1),
        "claim": press.number("claim", 0),
        "what": what,
        "placed": 1,
        "seen": several_view.carried(groups),
    }
    return several_view.parties(asked, about)


def _on_record(desk: Desk, press: Press, what: str, groups: Groups) -> Callable[[], Together]:
    """Puts the drafts on record, with the parties that the form gives."""
    named = _named(desk, press)
    if what == several_view.LINK:
        seen = several.every_one(groups)
        return partial(several.link_placed, desk, seen, press.number("claim"), named)
    if what == several_view.CERTAIN:
        seen = several.every_one(groups)
        return partial(several.approve_certain, desk, press.number("document"), seen, named)
    return partial(several.approve_groups, desk, groups, named)


def _named(desk: Desk, press: Press) -> dict[str, str]:
    """The parties that the form gives, by the names of the speakers."""
    seen = several.every_one(groups_in(press.text("seen")))
    given = {n: press.given.text(f"{form.PARTY}_{n}").strip() for n in seen}
    asked = parties.views(desk, [n for n, party in given.items() if party])
    return {one.speaker[0]: given[one.id] for one in asked if one.speaker}


def groups_in(seen: str) -> Groups:
    """The drafts that a form carries, as `several_view.seen` wrote them. Raises RefusalError for
    any other text."""
    groups = [seen_in(group.replace("+", " ")) for group in seen.split()]
    return {next(iter(group)): group for group in groups if group}


def _claim(desk: Desk, press: Press, chosen: Groups) -> View:
    """The claim that the form names, to be agreed to."""
    seen = several.every_one(chosen)
    typed = re.fullmatch(r"#?\s*(\d+)", press.given.text(form.WORDS).strip())
    if typed is None:
        raise GivenError({form.WORDS: gettext("Write the claim's number, like #12.")})
    try:
        claim = claim_shown.shown(desk, sought(typed_number(typed[1])), seen)
    except ReviewError as error:
        raise GivenError({form.WORDS: error.sentence}) from None
    pairs = " ".join(f"{n}.{version}" for n, version in seen.items())
    about = {**press.fields, "seen": pairs, "claim": claim.number}
    return several_view.agree(claim.text, len(seen), about)


def _reject(desk: Desk, press: Press, chosen: Groups) -> Callable[[], Together]:
    reason = press.given.text(form.REASON)
    return partial(several.reject_each, desk, several.every_one(chosen), reason)


def _party(desk: Desk, press: Press, chosen: Groups) -> Callable[[], Together]:
    party = " ".join(press.given.text(form.PARTY).split())
    if not party:
        raise GivenError({form.PARTY: gettext("Name the party.")})
    seen = {number: group[number] for number, group in chosen.items()}
    return partial(several.party_of_each, desk, seen, party)


_ACTS: dict[str, Callable[[Desk, Press, Groups], Callable[[], Together]]] = {
    several_view.REJECT: _reject,
    several_view.PARTY: _party,
}

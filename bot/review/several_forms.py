"""Opens the form for several drafts of a page, and carries out a sent one."""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlmodel import Session

from bot.record.drafts.errors import ReviewError
from bot.record.drafts.views import view
from bot.record.numbers import sought, typed_number
from bot.refusal import RefusalError
from bot.review import claim_shown, names_shown, several, several_view
from bot.review import draft_inputs as form
from bot.review.decisions import desk_of, in_words, seen_in, told
from bot.review.desk import Desk
from bot.review.several import Seen, Together
from bot.services import Services
from bot.slack import refusals
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
    return several_view.form(drafts, several.without_party(drafts), about)


def decided(services: Services, installation: Installation, press: Press) -> View | Message:
    """Do to the ticked drafts what the form says; gives what came of it, or the claim to agree to.

    Raises GivenError if the form lacks what it needs.
    """
    only_editors(services, installation, press.user)
    desk, seen = desk_of(services, press), seen_in(press.text("seen"))
    agreed = press.number("claim", 0)
    if agreed:
        return told(services, installation, press, several.link_each(desk, seen, agreed))
    ticked = set(press.given.ticked(several_view.WHICH))
    chosen = {n: version for n, version in seen.items() if str(n) in ticked}
    if not chosen:
        raise GivenError({several_view.WHICH: "Tick at least one."})
    what = press.given.text(several_view.WHAT)
    if what == several_view.LINK:
        return _claim(desk, press, chosen)
    with in_words(services, installation, press.number("document")):
        done = _ACTS.get(what, _approve)(desk, press, chosen)
    return told(services, installation, press, done)


def _claim(desk: Desk, press: Press, chosen: Seen) -> View:
    """The claim that the form names, to be agreed to."""
    typed = re.fullmatch(r"#?\s*(\d+)", press.given.text(form.WORDS).strip())
    if typed is None:
        raise GivenError({form.WORDS: "Write the claim's number, like #12."})
    try:
        number, text = claim_shown.shown(desk, sought(typed_number(typed[1])))
    except ReviewError as error:
        raise GivenError({form.WORDS: error.sentence}) from None
    pairs = " ".join(f"{n}.{version}" for n, version in chosen.items())
    return several_view.agree(text, len(chosen), {**press.fields, "seen": pairs, "claim": number})


def _approve(desk: Desk, _: Press, chosen: Seen) -> Together:
    return several.approve_each(desk, chosen)


def _reject(desk: Desk, press: Press, chosen: Seen) -> Together:
    return several.reject_each(desk, chosen, press.given.text(form.REASON))


def _party(desk: Desk, press: Press, chosen: Seen) -> Together:
    party = " ".join(press.given.text(form.PARTY).split())
    if not party:
        raise GivenError({form.PARTY: "Name the party."})
    return several.party_of_each(desk, chosen, party)


_ACTS: dict[str, Callable[[Desk, Press, Seen], Together]] = {
    several_view.APPROVE: _approve,
    several_view.REJECT: _reject,
    several_view.PARTY: _party,
}

"""What an editor at the terminal does with several drafts in one go."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot.cli.review_acts import asked_claim
from bot.cli.review_editor import Editor, asked_parties
from bot.language import writing
from bot.record.drafts.views import DraftView
from bot.record.numbers import sought, typed_number
from bot.review import claim_shown, parties, several
from bot.review.several import Together
from bot.review.several_view import in_one_line
from bot.slack.plain import unmarked


def numbers_in(typed: str, most: int) -> list[int]:
    """The places that "1-4,7" or "all" names, ascending; empty if it names none of 1 to `most`."""
    if typed.strip().casefold() == "all":
        return list(range(1, most + 1))
    found: set[int] = set()
    for low, high in re.findall(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?", typed):
        found |= set(range(int(low), min(int(high or low), most) + 1))
    return sorted(n for n in found if 1 <= n <= most)


def party_of_all(editor: Editor, drafts: Sequence[DraftView]) -> Together | None:
    """Says for whom several new speakers speak."""
    alone = parties.without_party(drafts)
    if not alone:
        editor.say("No new speaker here is without a party.")
        return None
    for place, one in enumerate(alone, start=1):
        role = f", {one.said.source.role}" if one.said.source and one.said.source.role else ""
        editor.say(f"  {place}  {one.speaker[0]}{role}")
    typed = editor.ask("the party of all of these is, or like 1,3 Ostra › ").strip()
    found = re.fullmatch(r"([\d,\s-]+)\s(\D.*)", typed)
    chosen = numbers_in(found[1], len(alone)) if found else list(range(1, len(alone) + 1))
    party = found[2].strip() if found else typed
    if not party:
        return None
    seen = {alone[n - 1].id: alone[n - 1].version for n in chosen}
    done = several.party_of_each(editor.desk, seen, party)
    editor.say(f"Party of {len(done.done)}: {party}.")
    return done


def topic(editor: Editor, draft: DraftView) -> None:
    """Gives the draft's document a topic, which all claims made from it get."""
    typed = editor.ask("topic for this document (- takes it away, empty: leave it) › ").strip()
    if not typed:
        return
    given = "" if typed == "-" else typed
    claims = several.topic_of_document(editor.desk, draft.document_id, given)
    also = f"; {writing.count(claims, 'claim')} made from it got it too" if claims else ""
    editor.say(f"Topic of this document: {given or 'none'}{also}.")


_AT_ONCE = re.compile(r"(all|[\d,\s-]+?)\s*([arlp])(?:\s+(.*))?", re.IGNORECASE)


def at_once(editor: Editor, drafts: Sequence[DraftView], *, once: bool = False) -> Together | None:
    """Decides on several drafts with one line. With `once`, drafts that say the same are in the
    list once, and what is done is done to all of them."""
    for place, one in enumerate(drafts, start=1):
        editor.say(f"  {place}  {in_one_line(one)}")
    typed = editor.ask(
        "which and what: 1-4 a (approve), 2,5 r why (reject), all p Ostra (party), 3 l #12 (link)"
        " › "
    )
    found = _AT_ONCE.fullmatch(typed.strip())
    chosen = [drafts[n - 1] for n in numbers_in(found[1], len(drafts))] if found else []
    if found is None or not chosen:
        editor.say("Write places of the list, then a, r, l or p.")
        return None
    groups = several.groups_of(chosen)
    seen = several.every_one(groups) if once else {one.id: one.version for one in chosen}
    what, more = found[2].casefold(), (found[3] or "").strip()
    if what == "a":
        every = parties.views(editor.desk, several.every_one(groups))
        return several.approve_groups(editor.desk, groups, asked_parties(editor, every))
    if what == "r":
        return several.reject_each(editor.desk, seen, more)
    if what == "p":
        alone = {one.id: one.version for one in chosen}
        return several.party_of_each(editor.desk, alone, more) if more else None
    near = {one.id: one for draft in chosen for one in draft.near}
    if more:
        number = _named_claim(editor, more, seen)
    else:
        agreed = asked_claim(editor, list(near.values()), seen)
        number = agreed.number if agreed is not None else None
    if number is None:
        return None
    named = asked_parties(editor, parties.views(editor.desk, seen))
    return several.link_placed(editor.desk, seen, number, named)


def _named_claim(editor: Editor, typed: str, drafts: Collection[int]) -> int | None:
    if not typed.lstrip("#").isdecimal():
        editor.say("Write the claim's number, like #12.")
        return None
    claim = claim_shown.shown(editor.desk, sought(typed_number(typed.lstrip("#"))), drafts)
    editor.say(unmarked(claim.text))
    agreed = editor.key("Approve them on this claim? [Y/n] › ").strip().casefold()[:1] != "n"
    return claim.number if agreed else None

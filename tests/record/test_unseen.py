"""What only editors can see yet, or never could see any more: people who are no editors learn
neither that it is there nor how many there are, nor what it said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.check.checker import Checker
from bot.digest.topics import Topics
from bot.digest.values import Wanted, Window
from bot.digest.withdrawn import taken_back
from bot.record.change import Change
from bot.record.edit.attributions import set_embargo
from bot.record.edit.claims import (
    edit_claim,
    fields_of,
    merge_claims,
    restore_claim,
    withdraw_claim,
)
from bot.record.exchange.csv import as_csv
from bot.record.history import history
from bot.record.reading import OnRecord, claims_on_record
from bot.record.sizes import Size, size
from bot.record.statuses import end_embargoes
from bot.refusal import RefusalError
from bot.settings import load as settings
from models import Claim, StatusChange, Workspace
from models.record import Attribution
from tests.desk_care import IDA, LATER, Desk
from tests.records import attribution, record
from tests.searching import searched

SECRET = "The tunnel under Ostra is flooded."
ENDS = LATER + timedelta(days=2)
AFTER = ENDS + timedelta(days=1)


def embargoed() -> dict[str, Any]:
    """A claim wholly under embargo, with a source, a document and a topic of its own."""
    raw = record()
    raw["claims"][0]["topic"] = "Bridges"
    raw["claims"].append({"key": "secret", "text": SECRET, "kind": "fact", "topic": "Tunnels"})
    raw["sources"] += [
        {"key": "rhea", "name": "Rhea Stroud", "kind": "person", "parent": "guild"},
        {"key": "guild", "name": "Diggers' Guild", "kind": "organisation"},
        {"key": "quiet", "name": "Quiet Quill", "kind": "person", "confidential": True},
    ]
    raw["documents"] += [
        {**raw["documents"][0], "key": "memo", "title": "Memo", "url": "https://guild.example/m"},
        {**raw["documents"][0], "key": "letter", "title": "Letter", "url": None},
    ]
    ends = ENDS.isoformat()
    raw["attributions"] += [
        attribution("s", claim="secret", source="rhea", document="memo", embargo_until=ends),
        # A relay of what is under embargo, and a statement by a confidential source.
        attribution("r", claim="secret", source="paper", origin="s", stance="asserts"),
        attribution("q", claim="closed", source="quiet", document="letter", stance="asserts"),
        attribution("d", claim="closed", source="works", document="memo", state="draft"),
    ]
    return raw


@pytest.fixture
def desk(engine: Engine, workspace: Workspace) -> Desk:
    return Desk(engine, workspace, embargoed())


def sized(desk: Desk, *, editor: bool, now: datetime = LATER) -> Size:
    with Session(desk.engine) as session:
        return size(session, desk.number, editor=editor, now=now)


def page(desk: Desk, key: str, *, editor: bool = False, now: datetime = LATER) -> OnRecord:
    number = desk.id(Claim, key)
    with Session(desk.engine) as session:
        return claims_on_record(
            session, desk.number, [number], now=now, editor=editor, shelf_lives={}
        )[number]


def told(desk: Desk, key: str, *, editor: bool = False, now: datetime = LATER) -> list[str]:
    with Session(desk.engine) as session:
        what = history(
            session, desk.number, desk.id(Claim, key), editor=editor, now=now, per_page=99
        )
    return [one.sentence for one in what.entries]


def do(desk: Desk, what: Any, *args: Any, now: datetime = LATER, **more: Any) -> None:
    with desk.work() as session:
        what(Change(session, desk.number, IDA, now), *args, seen=None, **more)


def merge(desk: Desk, one: str, into: str, *, now: datetime = LATER) -> None:
    do(desk, merge_claims, desk.id(Claim, one), desk.id(Claim, into), now=now)


def reword(desk: Desk, key: str, text: str, *, now: datetime = LATER) -> None:
    claim = desk.row(Claim, key)
    do(desk, edit_claim, claim.id, replace(fields_of(claim), text=text), now=now)


def embargo(desk: Desk, key: str, until: datetime | None, *, now: datetime = LATER) -> None:
    do(desk, set_embargo, desk.id(Attribution, key), until, now=now)


# --- counts ----------------------------------------------------------------------------------


def test_counts_are_of_what_the_reader_may_see(desk: Desk) -> None:
    assert sized(desk, editor=True) == Size(claims=3, attributions=5, sources=8, documents=3)
    # The mayor, her council, the city; the courier relays only what is held back.
    assert sized(desk, editor=False) == Size(claims=2, attributions=3, sources=3, documents=1)
    # Rhea Stroud, her guild and the courier; the confidential one's letter is not counted.
    after = Size(claims=3, attributions=5, sources=6, documents=2)
    assert sized(desk, editor=False, now=AFTER) == after


def test_a_claim_of_which_some_is_held_back_counts(desk: Desk) -> None:
    embargo(desk, "a1", ENDS)
    assert sized(desk, editor=False) == Size(claims=2, attributions=2, sources=3, documents=1)
    embargo(desk, "q", ENDS)
    assert sized(desk, editor=False).claims == 1


def test_merged_withdrawn_and_drafts_are_not_counted(desk: Desk) -> None:
    merge(desk, "closed", "may")
    assert sized(desk, editor=False).claims == sized(desk, editor=True).claims - 1 == 1
    do(desk, withdraw_claim, desk.id(Claim, "may"))
    assert sized(desk, editor=False) == Size(0, 0, 0, 0)


def test_another_desk_s_record_is_not_counted(desk: Desk) -> None:
    with Session(desk.engine) as session:
        for editor in (True, False):
            other = size(session, desk.number + 1, editor=editor, now=LATER)
            assert other == Size(0, 0, 0, 0)


@pytest.mark.parametrize("words", ["Tunnels", "Rhea Stroud", "Diggers' Guild", "Quiet Quill"])
def test_find_counts_and_suggests_nothing_of_it(desk: Desk, words: str) -> None:
    for asked in (words, words[:-1], words.split()[0]):
        found = searched(desk.engine, desk.number, asked, editor=False, now=LATER)
        assert (found.total, found.listings, found.more, found.suggestions) == (0, (), False, ())


def test_csv_has_no_line_of_it(desk: Desk) -> None:
    with Session(desk.engine) as session:
        text = "".join(as_csv(session, desk.number, now=LATER))
    assert "tunnel" not in text
    assert "Stroud" not in text


def test_topics_go_with_the_last_claim_that_shows_them(desk: Desk) -> None:
    topics = Topics()

    def offered() -> tuple[str, ...]:
        with Session(desk.engine) as session:
            return topics.of(session, desk.number)

    assert offered() == ("Bridges",)
    with desk.work() as session:
        end_embargoes(session, AFTER)
    assert offered() == ("Bridges", "Tunnels")
    embargo(desk, "s", AFTER + timedelta(days=9), now=AFTER)
    assert offered() == ("Bridges",)


# --- wordings --------------------------------------------------------------------------------


def test_a_merge_does_not_print_what_was_never_public(desk: Desk) -> None:
    merge(desk, "secret", "closed")
    assert page(desk, "secret").hidden
    assert page(desk, "secret", now=AFTER).hidden
    assert page(desk, "secret", editor=True).card.forwarded_from == SECRET
    for now in (LATER, AFTER):
        said = " ".join(told(desk, "closed", now=now))
        assert "tunnel" not in said
        assert f"claim {desk.id(Claim, 'secret')}" not in said
    assert "tunnel" in " ".join(told(desk, "closed", editor=True))


def test_a_merge_prints_what_was_public(desk: Desk) -> None:
    with desk.work() as session:
        end_embargoes(session, AFTER)
    merge(desk, "secret", "closed", now=AFTER)
    assert page(desk, "secret", now=AFTER).card.forwarded_from == SECRET
    assert "tunnel" in " ".join(told(desk, "closed", now=AFTER))


@pytest.mark.parametrize("now", [LATER, AFTER])
def test_a_merged_claim_s_hidden_words_are_no_way_to_it(desk: Desk, now: datetime) -> None:
    merge(desk, "secret", "closed")
    checker = Checker(desk.engine, settings({}))
    number = desk.id(Claim, "secret")
    assert checker.answer_about(desk.number, SECRET, number, now=now) is None
    assert checker.answer(desk.number, SECRET, now=now).claim is None
    told_editors = checker.answer_about(desk.number, SECRET, number, now=now, editor=True)
    assert told_editors is not None


def test_old_texts_of_edits_under_embargo_stay_with_editors(desk: Desk) -> None:
    reword(desk, "secret", "The tunnel under Ostra is wet.")
    with desk.work() as session:
        end_embargoes(session, AFTER)
    reword(desk, "secret", "The tunnel under Ostra is dry.", now=AFTER)
    said = " ".join(told(desk, "secret", now=AFTER))
    assert "wet" in said  # everybody could read that
    assert "flooded" not in said
    assert "flooded" in " ".join(told(desk, "secret", editor=True, now=AFTER))


def test_texts_between_two_times_in_public_stay_with_editors(desk: Desk) -> None:
    embargo(desk, "a1", ENDS)
    embargo(desk, "q", ENDS)
    reword(desk, "closed", "The bridge at Ostra fell.")
    reword(desk, "closed", "The bridge at Ostra is shut.")
    with desk.work() as session:
        end_embargoes(session, AFTER)
    assert "fell" not in " ".join(told(desk, "closed", now=AFTER))


def test_an_edit_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    before = desk.trail()
    reword(desk, "secret", SECRET)
    assert desk.trail() == before


# --- numbers ---------------------------------------------------------------------------------


def test_a_number_does_not_tell_whether_there_is_a_claim(desk: Desk) -> None:
    merge(desk, "may", "closed")
    do(desk, withdraw_claim, desk.id(Claim, "secret"), reason="it was the other tunnel")
    with desk.work() as session:
        end_embargoes(session, AFTER)
        nothing = max(one.id or 0 for one in session.exec(select(Claim))) + 1
    for now in (LATER, AFTER):
        with Session(desk.engine) as session:
            refused = []
            for number in (nothing, desk.id(Claim, "secret")):
                with pytest.raises(RefusalError) as error:
                    history(session, desk.number, number, editor=False, now=now)
                refused.append(error.value.sentence.replace(str(number), "N"))
        assert len(set(refused)) == 1
    assert told(desk, "may")  # everybody knew of that one


def test_a_claim_withdrawn_before_anybody_saw_it_is_not_called_withdrawn(desk: Desk) -> None:
    do(desk, withdraw_claim, desk.id(Claim, "secret"))
    with desk.work() as session:
        end_embargoes(session, AFTER)
    checker = Checker(desk.engine, settings({}))
    for now in (LATER, AFTER):
        assert checker.answer(desk.number, SECRET, now=now).hint is None
    with Session(desk.engine) as session:
        changes = session.exec(
            select(StatusChange).where(StatusChange.claim_id == desk.id(Claim, "secret"))
        ).all()
        assert changes == []
        window = Window(LATER - timedelta(hours=1), AFTER)
        assert taken_back(session, desk.number, window, Wanted()) == ((), 0)
    with desk.work() as session:
        restore_claim(Change(session, desk.number, IDA, AFTER), desk.id(Claim, "secret"), seen=None)
    assert not page(desk, "secret", now=AFTER).hidden


def test_what_was_withdrawn_in_public_is_called_so(desk: Desk) -> None:
    do(desk, withdraw_claim, desk.id(Claim, "may"), reason="it was misheard")
    assert page(desk, "may").withdrawn
    assert not page(desk, "may").hidden
    with Session(desk.engine) as session:
        window = Window(LATER - timedelta(hours=1), AFTER)
        ((one,), more) = taken_back(session, desk.number, window, Wanted())
        assert (one.reason, more) == ("it was misheard", 0)
        assert history(session, desk.number, desk.id(Claim, "may"), editor=False, now=LATER).entries

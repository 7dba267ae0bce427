"""The names of confidential sources: in no text that people who are no editors read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.check.answer import to_json
from bot.check.checker import Checker
from bot.extraction.draft import DraftAttribution, Flag, ProposedClaim
from bot.record.change import Change
from bot.record.concealing import KNOWN_TO_DESK
from bot.record.drafts import editing
from bot.record.drafts.deciding import approve, approve_all_certain
from bot.record.drafts.details import confirm_details, details_of, version_of_details
from bot.record.drafts.drafting import store_drafts
from bot.record.drafts.edits import Edit, Speaker
from bot.record.drafts.errors import ReviewError
from bot.record.edit.claims import edit_claim, fields_of, withdraw_claim
from bot.record.edit.sayings import reword, sayings
from bot.record.edit.sources import edit_source, source_fields
from bot.record.exchange.claim_review import Publisher, claim_reviews
from bot.record.exchange.csv import as_csv
from bot.record.exchange.exporting import export_record
from bot.record.exchange.importing import import_record
from bot.record.history import history
from bot.record.reading import claims_on_record
from bot.refusal import RefusalError
from bot.settings import Settings
from models import Claim, Document, Draft, Reply, Workspace
from models.inquiry import Delivery, InquiryState, Surface
from models.record import Source
from tests.conftest import NOW
from tests.desk_care import IDA, LATER, Desk
from tests.drafted import (
    ANA,
    HOLM,
    OSTRA,
    TEXT,
    draft,
    draft_row,
    incoming,
    number,
    stored,
    writes,
)
from tests.inquiries import inquiry
from tests.records import attribution, load, read, record
from tests.searching import searched

NAMES = ("Holm", "Ida", "Nightjar", "holm")
SAID = "Ida Holm, the mayor, admitted that the harbour gate was left open."


def desk_of(engine: Engine, workspace: Workspace, *, confidential: bool = True) -> Desk:
    """The mayor is confidential, and a claim, a quote, a title and an address say her name."""
    raw = record()
    holm = raw["sources"][0]
    holm |= {"confidential": confidential, "aliases": ["Nightjar"]}
    raw["documents"][0] |= {
        "title": "What Ida Holm knew",
        "url": "https://courier.example/ida-holm-knew",
    }
    raw["claims"].append(
        {
            "key": "holm-gate",
            "text": SAID,
            "kind": "speech_event",
            "topic": "The Nightjar files",
            "place": "Holm's office",
        }
    )
    raw["attributions"].append(
        attribution("w1", claim="holm-gate", stance="asserts", content=[[0, 52]])
    )
    return Desk(engine, workspace, raw)


def told(what: Any) -> str:
    return json.dumps(what, default=str, ensure_ascii=False)


def assert_unnamed(shown: str) -> None:
    assert KNOWN_TO_DESK in shown
    assert not [name for name in NAMES if name in shown], shown


# --- what is shown ---------------------------------------------------------------------------


def test_a_page_says_no_confidential_name(engine: Engine, workspace: Workspace) -> None:
    desk = desk_of(engine, workspace)
    ids = [desk.id(Claim, key) for key in ("closed", "may", "holm-gate")]
    with Session(engine) as session:
        pages = claims_on_record(session, desk.number, ids, now=LATER, editor=False, shelf_lives={})
        mine = claims_on_record(session, desk.number, ids, now=LATER, editor=True, shelf_lives={})
    assert_unnamed(told(list(pages.values())))
    page = pages[ids[2]]
    assert page.card.text == (
        "a source known to the desk, the mayor, admitted that the harbour gate was left open."
    )
    (line,) = page.attributions
    assert line.party == "Ministry of Works"
    assert "[a source known to the desk]" in line.quote
    assert line.url is None
    assert mine[ids[2]].card.text == SAID
    assert mine[ids[2]].attributions[0].url == "https://courier.example/ida-holm-knew"


@pytest.mark.parametrize(
    ("hers", "nobodys"), [("Ida Holm", "Eva Lund"), ("Nightjar", "Sandgrouse"), ("Holm", "Lund")]
)
def test_a_confidential_name_finds_no_more_than_another_one(
    engine: Engine, workspace: Workspace, hers: str, nobodys: str
) -> None:
    desk = desk_of(engine, workspace)
    checker = Checker(engine, Settings(semantic_model="off"))

    def shown(name: str) -> Any:
        statement = f"{name} left the harbour gate open."
        answer = to_json(checker.answer(desk.number, statement, now=LATER))
        return json.loads(told(answer).replace(name, "…"))

    assert shown(hers) == shown(nobodys)
    assert not [name for name in NAMES if name in told(shown(nobodys))]


def test_exports_find_and_history_say_no_name(engine: Engine, workspace: Workspace) -> None:
    desk = desk_of(engine, workspace)
    claim = desk.row(Claim, "holm-gate")
    with Session(engine) as session:
        csv = "".join(as_csv(session, desk.number, now=LATER))
        reviews = claim_reviews(session, desk.number, now=LATER, publisher=Publisher("Desk"))
        found = searched(engine, desk.number, "Ministry of Works", editor=False, now=LATER)
        past = history(session, desk.number, claim.id, editor=False, now=LATER)
        with_names = "".join(as_csv(session, desk.number, now=LATER, confidential=True))
        record_file = export_record(session, desk.number)
    for shown in (csv, told(reviews), told(found), told(past)):
        assert_unnamed(shown)
    assert "Ida Holm" in with_names
    assert any(one.name == "Ida Holm" for one in record_file.sources)


def test_old_wording_in_the_history_says_no_name(engine: Engine, workspace: Workspace) -> None:
    desk = desk_of(engine, workspace)
    number_ = desk.id(Claim, "holm-gate")
    with desk.work() as session:
        to = replace(
            fields_of(session.get_one(Claim, number_)),
            text="The harbour gate was left open.",
            topic="Gates",
            place=None,
        )
        edit_claim(Change(session, desk.number, IDA, LATER), number_, to, seen=None)
    with Session(engine) as session:
        past = history(session, desk.number, number_, editor=False, now=LATER)
        mine = history(session, desk.number, number_, editor=True, now=LATER)
    assert "Holm" not in told(past)
    assert "Ida Holm" in told(mine)


# --- what is put on record ---------------------------------------------------------------------


def confidential_mayor(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["sources"][0] |= {"confidential": True, "aliases": ["Nightjar"]}
    raw |= {"documents": [], "claims": [], "attributions": [], "outlets": []}
    load(engine, workspace, raw)


def waiting(
    engine: Engine, workspace: Workspace, one: DraftAttribution, text: str = TEXT, **fields: Any
) -> tuple[int, int]:
    """An article with one draft; the numbers of both."""
    document = stored(engine, workspace, incoming(text, **fields))
    writes(engine, lambda s: store_drafts(Change(s, number(workspace), ANA, NOW), document, [one]))
    with Session(engine) as session:
        row = session.exec(select(Draft).where(Draft.document_id == document)).one()
        return document, row.id or 0


NAMING = [
    draft(claim="Ida Holm closed the bridge."),
    draft(claim="Nightjar closed the bridge."),
    draft(claim="The bridge was closed by Holm."),
    draft(claim=ProposedClaim("The bridge is closed.", "fact", place="Holm's house")),
    draft(0, 52, claim="The bridge at Ostra is shut."),
]


@pytest.mark.parametrize("naming", NAMING, ids=lambda one: one.claim.text)
def test_a_draft_that_names_one_is_never_certain_and_is_refused(
    engine: Engine, workspace: Workspace, naming: Any
) -> None:
    confidential_mayor(engine, workspace)
    document, one = waiting(engine, workspace, naming)
    row = draft_row(engine, one)
    assert row.flags == ["names_confidential"]
    assert row.flagged
    with pytest.raises(ReviewError, match="confidential source"):
        writes(engine, lambda s: approve(Change(s, number(workspace), ANA, NOW), one, 1))
    together = writes(
        engine,
        lambda s: approve_all_certain(Change(s, number(workspace), ANA, NOW), document, {one: 1}),
    )
    assert together.approved == ()
    with Session(engine) as session:
        assert session.exec(select(Claim)).all() == []


def test_reworded_it_goes_on_record(engine: Engine, workspace: Workspace) -> None:
    confidential_mayor(engine, workspace)
    _, one = waiting(engine, workspace, draft(claim="Ida Holm closed the bridge."))
    change = Edit(claim_text="The bridge at Ostra is closed.")
    done = writes(
        engine,
        lambda s: editing.edit(
            Change(s, number(workspace), ANA, NOW), one, 1, change, then_approve=True
        ),
    )
    assert done.state == "approved"
    assert draft_row(engine, one).flags == []


def test_a_title_or_address_that_names_one_is_refused_until_it_is_taken_off(
    engine: Engine, workspace: Workspace
) -> None:
    confidential_mayor(engine, workspace)
    ministry = replace(HOLM, name="Ministry of Works", kind="government", role=None, parent=None)
    document, one = waiting(
        engine,
        workspace,
        draft(source=ministry),
        title="What Holm knew",
        url="https://courier.example/ida-holm",
        canonical_url="https://courier.example/ida-holm",
    )
    here = number(workspace)
    with pytest.raises(ReviewError, match="The article’s title and the article’s address name"):
        writes(engine, lambda s: approve(Change(s, here, ANA, NOW), one, 1))

    def confirm(session: Session) -> None:
        seen = version_of_details(session, here, document)
        shown = details_of(session, here, document)
        to = replace(shown, title="What she knew", without_address=True)
        confirm_details(Change(session, here, ANA, NOW), document, to, seen=seen)

    writes(engine, confirm)
    assert draft_row(engine, one).flags == []
    writes(engine, lambda s: approve(Change(s, here, ANA, NOW), one, 1))
    with Session(engine) as session:
        (row,) = session.exec(select(Document)).all()
        assert row.url is None
        assert row.canonical_url == "https://courier.example/ida-holm"


def test_what_a_confidential_speaker_says_may_come_from_an_article_that_names_her(
    engine: Engine, workspace: Workspace
) -> None:
    confidential_mayor(engine, workspace)
    _, one = waiting(engine, workspace, draft(), title="What Holm knew")
    done = writes(engine, lambda s: approve(Change(s, number(workspace), ANA, NOW), one, 1))
    assert done.state == "approved"
    assert done.new_sources == ()


def test_a_new_source_does_not_take_a_confidential_name(
    engine: Engine, workspace: Workspace
) -> None:
    confidential_mayor(engine, workspace)
    _, one = waiting(engine, workspace, draft(source=OSTRA))
    change = Edit(speaker=Speaker("Nightjar", party="Harrow", somebody_else=True))
    with pytest.raises(ReviewError, match="Nightjar is the name of a confidential source"):
        writes(
            engine,
            lambda s: editing.edit(
                Change(s, number(workspace), ANA, NOW), one, 1, change, then_approve=True
            ),
        )


def test_claims_are_not_edited_to_say_a_name(engine: Engine, workspace: Workspace) -> None:
    desk = desk_of(engine, workspace)
    closed = desk.row(Claim, "closed")
    named = (
        replace(fields_of(closed), text="Holm closed it."),
        replace(fields_of(closed), place="Holm's house"),
    )
    for to in named:
        with pytest.raises(RefusalError, match="names a confidential source"), desk.work() as s:
            edit_claim(Change(s, desk.number, IDA, LATER), closed.id, to, seen=None)
    with pytest.raises(RefusalError, match="The reason names"), desk.work() as s:
        withdraw_claim(
            Change(s, desk.number, IDA, LATER), closed.id, reason="Holm took it back", seen=None
        )


def test_import_points_names_out(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["sources"][0] |= {"confidential": True, "aliases": ["Captain"]}
    raw["claims"][0]["text"] = "Ida Holm closed the bridge at Ostra."
    raw["documents"][0]["title"] = "What Holm knew"
    report = load(engine, workspace, raw)
    said = report.in_words()
    assert 'claims[0] "closed" names a confidential source in its text' in said
    assert 'documents[0] "report" names a confidential source in its title' in said
    assert "“Captain” is a word that anybody writes" in said
    assert "Names of confidential sources" not in load(engine, workspace, raw).in_words()


def called(change: Change, source_id: int, alias: str) -> None:
    """Give a source another name."""
    before = source_fields(change.session.get_one(Source, source_id))
    edit_source(change, source_id, replace(before, aliases=(*before.aliases, alias)), seen=None)


def test_a_common_word_is_no_other_name_of_a_confidential_source(
    engine: Engine, workspace: Workspace
) -> None:
    desk = desk_of(engine, workspace)
    holm = desk.id(Source, "holm")
    for alias in ("captain", "Source", "K."):
        with pytest.raises(RefusalError, match="a word that anybody writes"), desk.work() as s:
            called(Change(s, desk.number, IDA, LATER), holm, alias)
    with desk.work() as s:
        called(Change(s, desk.number, IDA, LATER), holm, "Captain Blue")
    assert "Captain Blue" in desk.row(Source, "holm").aliases
    works = desk.row(Source, "works")
    to = replace(source_fields(works), aliases=("Works",), confidential=True)
    with pytest.raises(RefusalError, match="a word that anybody writes"), desk.work() as s:
        edit_source(Change(s, desk.number, IDA, LATER), works.id, to, seen=None)


# --- what is on record already -----------------------------------------------------------------


def test_the_record_is_searched_for_names_and_reworded(
    engine: Engine, workspace: Workspace
) -> None:
    desk = desk_of(engine, workspace)
    with Session(engine) as session:
        found = list(sayings(session, desk.number))
    where = [(one.entity, one.field) for one in found]
    assert where == [
        ("claim", "text"), ("claim", "place"), ("claim", "topic"),
        ("attribution", "quote"), ("document", "title"), ("document", "address"),
    ]  # fmt: skip
    claim = found[0].row_id
    words = {"text": "The harbour gate was left open.", "place": "Ostra", "topic": ""}

    def change(to: dict[str, str]) -> None:
        with desk.work() as session:
            reword(Change(session, desk.number, IDA, LATER), claim, to)

    with pytest.raises(RefusalError, match="place names"):
        change({"text": words["text"]})
    change(words)
    with Session(engine) as session:
        left = [one.entity for one in sayings(session, desk.number)]
    assert left == ["attribution", "document", "document"]


def asked(desk: Desk, claim_id: int, **fields: Any) -> int:
    """Gives the reply's number."""
    with Session(desk.engine) as session:
        row = inquiry(
            session,
            workspace_id=desk.number,
            request_id=f"E{fields['channel']}",
            surface=Surface.MESSAGE.value,
            asker="U0ASKER",
            statement="The bridge is shut.",
            delivery=Delivery.THREAD.value,
            asked_at=NOW,
            state=InquiryState.ANSWERED.value,
            outcome="match",
            claim_id=claim_id,
            answer={},
            answered_at=NOW,
            **fields,
        )
        session.commit()
        return row.reply_id


def mark(desk: Desk, **fields: Any) -> None:
    holm = desk.row(Source, "holm")
    with desk.work() as session:
        to = replace(source_fields(holm), **fields)
        edit_source(Change(session, desk.number, IDA, LATER), holm.id, to, seen=None)


def test_marking_a_source_confidential_notes_the_replies_that_name_it(
    engine: Engine, workspace: Workspace
) -> None:
    desk = desk_of(engine, workspace, confidential=False)
    by_her = asked(desk, desk.id(Claim, "closed"), channel="C1", ts="1.1")
    of_her = asked(desk, desk.id(Claim, "holm-gate"), channel="C2", ts="1.2")
    mark(desk, confidential=True)
    with Session(engine) as session:
        noted = {row.id for row in session.exec(select(Reply)) if row.redraw_at == LATER}
    assert noted == {by_her, of_her}
    mark(desk, name="Ida Holm-Berg", confidential=True)  # another name is a new one to hide


def test_replies_of_other_claims_stay(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["claims"].append({"key": "gate", "text": "The harbour gate is open.", "kind": "fact"})
    raw["attributions"].append(attribution("g1", claim="gate", stance="asserts"))
    desk = Desk(engine, workspace, raw)
    other = asked(desk, desk.id(Claim, "gate"), channel="C1", ts="1.1")
    mark(desk, confidential=True)
    with Session(engine) as session:
        assert session.get_one(Reply, other).redraw_at is None


def test_open_drafts_are_flagged_when_a_source_becomes_confidential_and_back(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, record())
    _, one = waiting(
        engine,
        workspace,
        draft(claim="Holm closed the gate."),
        text=f"{TEXT} More.",
        url=None,
        canonical_url=None,
    )
    assert draft_row(engine, one).flags == []
    mark(desk, confidential=True)
    assert draft_row(engine, one).flags == [Flag.NAMES_CONFIDENTIAL.value]
    mark(desk, confidential=False)
    assert draft_row(engine, one).flags == []
    with Session(engine) as session:
        assert not session.exec(select(Draft)).one().flagged


def test_what_is_below_a_confidential_body_is_confidential(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["sources"][1]["confidential"] = True  # the council, above the mayor
    raw["claims"][0]["text"] = "Mayor Holm closed the bridge."
    desk = Desk(engine, workspace, raw)
    closed = desk.id(Claim, "closed")
    with Session(engine) as session:
        page = claims_on_record(
            session, desk.number, [closed], now=LATER, editor=False, shelf_lives={}
        )[closed]
    assert "Holm" not in told(page)


def test_a_second_import_may_make_a_name_confidential(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["claims"][0]["text"] = "Rolf Vesk closed the bridge at Ostra."
    desk = Desk(engine, workspace, raw)
    reply = asked(desk, desk.id(Claim, "closed"), channel="C1", ts="1.1")
    more = {
        "format": "on-record/1",
        "sources": [{"key": "vesk", "name": "Rolf Vesk", "kind": "person", "confidential": True}],
    }
    import_record(
        engine, read(more), workspace_id=desk.number, actor=IDA, now=NOW + timedelta(hours=1)
    )
    with Session(engine) as session:
        assert session.get_one(Reply, reply).redraw_at is not None


def test_another_source_s_name_that_says_one_finds_nothing(
    engine: Engine, workspace: Workspace
) -> None:
    desk = desk_of(engine, workspace)
    works = desk.row(Source, "works")
    with desk.work() as session:
        called(Change(session, desk.number, ANA, LATER), works.id, "Holm’s ministry")
    with Session(engine) as session:
        assert not searched(engine, desk.number, "Holm", editor=False, now=LATER).listings
        assert searched(engine, desk.number, "Holm", editor=True, now=LATER).listings
        assert "Holm’s ministry" in [one.text for one in sayings(session, desk.number)]


def test_a_unit_names_nobody(engine: Engine, workspace: Workspace) -> None:
    desk = desk_of(engine, workspace)
    closed = desk.row(Claim, "closed")
    to = replace(fields_of(closed), figure=(3.0, 3.0), unit="Holm vans")
    refused = pytest.raises(RefusalError, match="The claim’s unit names a confidential source")
    with refused, desk.work() as session:
        edit_claim(Change(session, desk.number, ANA, LATER), closed.id, to, seen=None)
    with desk.work() as session:
        row = session.get_one(Claim, closed.id)
        row.figure_low, row.figure_high, row.unit = 3.0, 3.0, "Holm vans"
    with Session(engine) as session:
        assert "Holm" not in "".join(as_csv(session, desk.number, now=LATER))
        assert "Holm vans" in "".join(as_csv(session, desk.number, now=LATER, confidential=True))

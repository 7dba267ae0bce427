from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.ingest.documents import Basis
from bot.record.change import Change
from bot.record.drafts.deciding import approve
from bot.record.drafts.details import (
    Details,
    confirm_details,
    details_of,
    version_of_details,
)
from bot.record.drafts.documents import Stored, store_document
from bot.record.drafts.errors import DecidedMeanwhileError, ReviewError
from bot.record.edit.claims import edit_claim, fields_of
from bot.record.edit.outlets import OutletFields, edit_outlet
from bot.record.exchange.exporting import export_record
from bot.record.exchange.interchange import parse, render
from bot.refusal import RefusalError
from models import Claim, Document, Outlet, Workspace
from models.database import writing
from tests.conftest import NOW
from tests.drafted import (
    ANA,
    BEN,
    CLOSED,
    TEXT,
    WORKS,
    attributions,
    draft,
    drafted,
    incoming,
    number,
    outlets,
    rows_of,
    statuses,
    stored,
    trail,
    writes,
)
from tests.records import another_workspace, load, record


def put(engine: Engine, workspace: Workspace, **fields: object) -> Stored:
    text = str(fields.pop("text", TEXT))
    return writes(
        engine,
        lambda s: store_document(Change(s, number(workspace), BEN, NOW), incoming(text, **fields)),
    )


def confirm(
    engine: Engine, workspace: Workspace, document: int, details: Details, seen: int
) -> bool:
    return writes(
        engine,
        lambda s: confirm_details(
            Change(s, number(workspace), BEN, NOW), document, details, seen=seen
        ),
    ).date_changed


def details(engine: Engine, workspace: Workspace, document: int) -> Details:
    with Session(engine) as session:
        return details_of(session, number(workspace), document)


def version(engine: Engine, workspace: Workspace, document: int) -> int:
    with Session(engine) as session:
        return version_of_details(session, number(workspace), document)


def test_a_document_is_kept_with_how_each_detail_is_known(
    engine: Engine, workspace: Workspace
) -> None:
    stored(engine, workspace)
    (row,) = rows_of(engine, Document)
    assert (row.text, row.title, row.published_on) == (TEXT, "Bridge closed", date(2024, 11, 4))
    assert row.bases == {"outlet": "json-ld", "published_on": "html"}
    assert (row.published_basis, row.added_by, row.added_at) == ("html", ANA, NOW)
    assert outlets(engine) == ["Ostra Courier"]
    assert trail(engine, "document") == [(ANA, "ingest")]


def test_the_same_text_from_another_address_is_the_same_document(
    engine: Engine, workspace: Workspace
) -> None:
    first = stored(engine, workspace)
    again = put(engine, workspace, canonical_url="https://other.example/x", outlet="Other")
    assert (again.document_id, again.already, again.changed) == (first, True, False)
    assert f"document {first}" in again.remark
    assert outlets(engine) == ["Ostra Courier"]


def test_another_text_at_the_same_address_is_said_and_the_first_kept(
    engine: Engine, workspace: Workspace
) -> None:
    first = stored(engine, workspace)
    again = put(engine, workspace, text=TEXT + " Corrected.", url="https://courier.example/b?x=1")
    assert (again.document_id, again.already, again.changed) == (first, True, True)
    assert "has changed since" in again.remark
    assert [row.text for row in rows_of(engine, Document)] == [TEXT]


def test_an_imported_document_is_known_by_its_address(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, record())
    again = put(engine, workspace, text="Other words.")
    assert (again.already, again.changed) == (True, True)


def test_two_pasted_texts_without_an_address_are_two_documents(
    engine: Engine, workspace: Workspace
) -> None:
    one = put(engine, workspace, url=None, canonical_url=None)
    two = put(engine, workspace, text="Other words.", url=None, canonical_url=None)
    assert one.document_id != two.document_id


def test_another_desk_s_document_is_not_ours(engine: Engine, workspace: Workspace) -> None:
    stored(engine, another_workspace(engine))
    assert not put(engine, workspace).already


def test_a_very_long_address_is_kept_but_not_looked_up(
    engine: Engine, workspace: Workspace
) -> None:
    address = "https://courier.example/" + "a1b2" * 2_000
    put(engine, workspace, url=address, canonical_url=address)
    (row,) = rows_of(engine, Document)
    assert (row.url, row.canonical_url) == (address, None)


def test_an_empty_text_is_refused(engine: Engine, workspace: Workspace) -> None:
    with pytest.raises(ReviewError, match="no text"):
        put(engine, workspace, text=" \n ")


def test_an_outlet_is_known_by_its_domain_unless_somebody_named_it(
    engine: Engine, workspace: Workspace
) -> None:
    put(engine, workspace)
    put(engine, workspace, text="Two.", canonical_url=None, url=None, outlet="The Courier")
    assert outlets(engine) == ["Ostra Courier"]
    named = (("outlet", Basis.GIVEN),)
    put(engine, workspace, text="3.", canonical_url=None, url=None, outlet="Mail", bases=named)
    assert outlets(engine) == ["Ostra Courier", "Mail"]


def test_an_outlet_is_known_by_the_names_it_has_as_a_source(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["sources"][-1]["aliases"] = ["OC"]
    load(engine, workspace, raw)
    put(engine, workspace, text="Two.", canonical_url=None, url=None, outlet="OC", domain=None)
    assert outlets(engine) == ["Ostra Courier"]


def test_an_editor_confirms_the_details(engine: Engine, workspace: Workspace) -> None:
    document = stored(engine, workspace)
    seen = version(engine, workspace, document)
    assert details(engine, workspace, document) == Details(
        "Ostra Courier", None, "Bridge closed", date(2024, 11, 4), None
    )
    new = Details("Ostra Mail", " Eva  Lund ", "Bridge shut", date(2024, 11, 4), "en")
    assert not confirm(engine, workspace, document, new, seen)
    assert details(engine, workspace, document) == Details(
        "Ostra Mail", "Eva Lund", "Bridge shut", date(2024, 11, 4), "en"
    )
    (row,) = rows_of(engine, Document)
    assert set(row.bases.values()) == {"editor"}
    assert trail(engine, "document")[-1] == (BEN, "confirm details")
    assert outlets(engine) == ["Ostra Mail"], "the outlet that was read wrongly is gone again"


def test_two_editors_of_the_details_do_not_overwrite_each_other(
    engine: Engine, workspace: Workspace
) -> None:
    document = stored(engine, workspace)
    seen = version(engine, workspace, document)
    confirm(engine, workspace, document, Details(title="One"), seen)
    with pytest.raises(DecidedMeanwhileError, match=BEN):
        confirm(engine, workspace, document, Details(title="Two"), seen)
    assert details(engine, workspace, document).title == "One"


def test_who_renamed_the_outlet_since_is_not_overwritten(
    engine: Engine, workspace: Workspace
) -> None:
    document = stored(engine, workspace)
    seen = version(engine, workspace, document)
    (outlet,) = rows_of(engine, Outlet)
    assert outlet.id is not None
    writes(
        engine,
        lambda s: edit_outlet(
            Change(s, number(workspace), ANA, NOW), outlet.id, OutletFields("Mail"), seen=None
        ),
    )
    with pytest.raises(DecidedMeanwhileError, match=f"{ANA} changed the details"):
        confirm(engine, workspace, document, Details("Ostra Courier"), seen)
    assert outlets(engine) == ["Mail"]


def test_a_date_in_the_future_is_refused(engine: Engine, workspace: Workspace) -> None:
    document = stored(engine, workspace)
    seen = version(engine, workspace, document)
    late = Details(published_on=NOW.date() + timedelta(days=2))
    with pytest.raises(ReviewError, match="12 November 2024 is in the future"):
        confirm(engine, workspace, document, late, seen)


def test_claims_made_from_a_document_follow_its_topic_unless_they_have_their_own(
    engine: Engine, workspace: Workspace
) -> None:
    first, own, waits = drafted(
        engine, workspace, [draft(), draft(claim="It is shut."), draft(claim="It is old.")]
    )
    for one in (first, own):
        writes(engine, lambda s, n=one: approve(Change(s, number(workspace), ANA, NOW), n, 1))
    document = rows_of(engine, Document)[0].id
    assert document is not None

    def topics() -> dict[str, str | None]:
        return {claim.text: claim.topic for claim in rows_of(engine, Claim)}

    def give(topic: str | None) -> None:
        seen, was = version(engine, workspace, document), details(engine, workspace, document)
        confirm(engine, workspace, document, replace(was, topic=topic), seen)

    give("The  bridge ")
    assert topics() == {CLOSED: "The bridge", "It is shut.": "The bridge"}
    claim = next(one for one in rows_of(engine, Claim) if one.text == "It is shut.")
    change = replace(fields_of(claim), topic="Roads")
    writes(
        engine,
        lambda s: edit_claim(
            Change(s, number(workspace), ANA, NOW), claim.id or 0, change, seen=None
        ),
    )
    give("Crossings")
    writes(engine, lambda s: approve(Change(s, number(workspace), ANA, NOW), waits, 1))
    assert topics() == {CLOSED: "Crossings", "It is shut.": "Roads", "It is old.": "Crossings"}
    give(None)
    assert topics() == {CLOSED: None, "It is shut.": "Roads", "It is old.": None}


def test_a_topic_does_not_name_a_confidential_source(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["sources"][0]["confidential"] = True
    load(engine, workspace, raw)
    document = stored(engine, workspace)
    seen, was = version(engine, workspace, document), details(engine, workspace, document)
    with pytest.raises(RefusalError, match="names a confidential source"):
        confirm(engine, workspace, document, replace(was, topic="The Holm affair"), seen)
    assert details(engine, workspace, document).topic is None


def test_statuses_follow_a_corrected_date(engine: Engine, workspace: Workspace) -> None:
    """A source's later word replaces its earlier one, by the document's date."""
    texts = TEXT, TEXT + " It is open again."
    (first,) = drafted(engine, workspace, [draft(source=WORKS)], texts[0])
    (second,) = drafted(engine, workspace, [draft(source=WORKS, stance="denies")], texts[1])
    for one in (first, second):
        writes(engine, lambda s, n=one: approve(Change(s, number(workspace), ANA, NOW), n, 1))
    assert list(statuses(engine).values()) == ["disputed"], "both on one day stand side by side"
    document = rows_of(engine, Document)[1].id
    seen, was = version(engine, workspace, document), details(engine, workspace, document)
    new = Details(was.outlet, None, was.title, date(2024, 11, 6), None)
    assert confirm(engine, workspace, document, new, seen)
    assert list(statuses(engine).values()) == ["denied"]


def test_a_day_that_was_only_found_on_the_page_orders_nothing(
    engine: Engine, workspace: Workspace
) -> None:
    texts = TEXT, TEXT + " It is open again."
    (first,) = drafted(engine, workspace, [draft(source=WORKS)], texts[0])
    (second,) = drafted(engine, workspace, [draft(source=WORKS, stance="denies")], texts[1])
    for one in (first, second):
        writes(engine, lambda s, n=one: approve(Change(s, number(workspace), ANA, NOW), n, 1))
    found = rows_of(engine, Document)
    with Session(writing(engine)) as session:
        for row, day in zip(found, (date(2024, 11, 4), date(2024, 11, 6)), strict=True):
            row.published_on, row.published_basis = day, "htmldate"
            session.merge(row)
        session.commit()
    for row, status in zip(found, ("disputed", "denied"), strict=True):
        seen, was = version(engine, workspace, row.id), details(engine, workspace, row.id)
        new = Details(was.outlet, None, was.title, was.published_on, None)
        confirm(engine, workspace, row.id, new, seen)
        assert list(statuses(engine).values()) == [status]


def test_an_export_has_what_the_format_has_and_can_be_read_again(
    engine: Engine, workspace: Workspace
) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    writes(engine, lambda s: approve(Change(s, number(workspace), ANA, NOW), one, 1))
    assert len(attributions(engine)) == 1
    with Session(engine) as session:
        file = export_record(session, number(workspace))
    assert parse(render(file).encode()) == file

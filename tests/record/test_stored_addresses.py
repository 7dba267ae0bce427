"""Addresses that were stored before anybody looked whether they are of the web."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.add import details
from bot.record.change import Change
from bot.record.edit.outlets import OutletFields, edit_outlet
from bot.record.edit.reviews import ReviewFileError, link_review, store_reviews
from bot.record.edit.rows import version
from bot.record.exchange.claim_review import Publisher
from bot.record.exchange.formats import CLAIM_REVIEW, CSV, ON_RECORD, Wanted, written
from bot.record.exchange.interchange import parse
from bot.record.reading import claims_on_record
from bot.refusal import RefusalError
from models import Claim, Document, Outlet, Review, Workspace
from models.database import writing
from tests.conftest import NOW
from tests.desk_care import IDA, LATER, Desk
from tests.reviewed import CHECKED

BAD = "javascript:alert(document.domain)//</script>"
WITH_MARKS = "Closed </script><script>alert(1)</script> & \u2028\u202eso"


@pytest.fixture
def desk(engine: Engine, workspace: Workspace) -> Desk:
    """A record whose every address is bad, as rows from before have it."""
    made = Desk(engine, workspace)
    review = replace(CHECKED, claim=WITH_MARKS)
    with made.work() as session:
        change = Change(session, made.number, IDA, LATER)
        store_reviews(change, [review], origin="feed.json")
        (stored,) = session.exec(select(Review)).all()
        claim = made.id(Claim, "closed")
        link_review(change, stored.id or 0, claim, seen=None)
        session.commit()
    with Session(writing(engine)) as session, session.begin():
        for document in session.exec(select(Document)):
            document.url = BAD
        for outlet in session.exec(select(Outlet)):
            outlet.domain = BAD
        for review_row in session.exec(select(Review)):
            review_row.url = review_row.publisher_url = review_row.appearance_url = BAD
    return made


def out(desk: Desk, form: str) -> str:
    wanted = Wanted(form, publisher=Publisher("Desk", BAD) if form == CLAIM_REVIEW else None)
    with Session(desk.engine) as session:
        return "".join(written(session, desk.number, wanted, now=LATER))


@pytest.mark.parametrize("form", [ON_RECORD, CSV, CLAIM_REVIEW])
def test_none_goes_out(desk: Desk, form: str) -> None:
    assert "javascript" not in out(desk, form)


def test_what_goes_out_comes_in_again(desk: Desk) -> None:
    parse(out(desk, ON_RECORD).encode())


def test_claimreview_can_stand_in_a_page_and_reads_back_the_same(desk: Desk) -> None:
    text = out(desk, CLAIM_REVIEW)
    assert not set(text) & set("<>&\u2028\u2029\u202e")
    found = [one.get("claimReviewed") for one in json.loads(text)["@graph"]]
    assert WITH_MARKS in found


def test_none_is_shown(desk: Desk) -> None:
    claim = desk.id(Claim, "closed")
    with Session(desk.engine) as session:
        (page,) = claims_on_record(
            session, desk.number, [claim], now=LATER, editor=True, shelf_lives={}
        ).values()
        document = session.exec(select(Document.id)).first()
    assert {one.url for one in page.attributions} == {None}
    assert details.known(desk.engine, desk.number, document or 0).url is None


def test_none_is_stored_by_a_form_or_a_feed_of_reviews(desk: Desk) -> None:
    with desk.work() as session:
        outlet = session.exec(select(Outlet)).first()
        assert outlet is not None
        seen = version(session, desk.number, "outlet", outlet.id or 0)
        change = Change(session, desk.number, IDA, LATER)
        with pytest.raises(RefusalError, match="no domain"):
            edit_outlet(change, outlet.id or 0, OutletFields("N", BAD), seen=seen)
        whole = OutletFields("N", "https://post.example/x")
        edit_outlet(change, outlet.id or 0, whole, seen=seen)
        assert outlet.domain == "post.example"
        for name in ("url", "publisher_url", "appearance_url"):
            bad = replace(CHECKED, **{name: "https://ida@check.example/"})
            with pytest.raises(ReviewFileError, match=f"{name} is no web address"):
                store_reviews(Change(session, desk.number, IDA, NOW), [bad], origin="f")

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.ask import words
from bot.ingest.documents import Reviewed
from bot.record.change import Change
from bot.record.edit.claims import merge_claims
from bot.record.edit.reviews import (
    ReviewFileError,
    StoredReviews,
    link_review,
    store_reviews,
    unlinked,
)
from bot.record.edit.rows import ChangedMeanwhileError, version
from bot.record.exchange.claim_review import Publisher, claim_reviews
from bot.record.reviewed import reviews_by_claim
from bot.refusal import RefusalError
from models import AuditEntry, Claim, Review, Workspace
from tests.desk_care import BEN, IDA, LATER, Desk, disputed, with_claims
from tests.records import another_workspace, attribution, statuses
from tests.reviewed import CHECKED

OTHER = replace(CHECKED, claim="Lorries may cross.", url="https://check.example/lorries")


def store(desk: Desk, *given: Reviewed) -> StoredReviews:
    with desk.work() as session:
        return store_reviews(Change(session, desk.number, IDA, LATER), given, origin="feed.json")


def link(desk: Desk, review_id: int, key: str | None, seen: int | None = None) -> None:
    claim_id = desk.id(Claim, key) if key else None
    with desk.work() as session:
        link_review(Change(session, desk.number, BEN, LATER), review_id, claim_id, seen=seen)


def on_card(desk: Desk, key: str) -> list[str]:
    with Session(desk.engine) as session:
        claim = desk.id(Claim, key)
        found = reviews_by_claim(session, desk.number, [claim]).get(claim, ())
    return [words.review(replace(one, url=None)) for one in found]


def test_a_review_is_shown_on_the_card_in_its_publishers_words(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, disputed())
    before = statuses(engine, workspace), len(desk.changes()), desk.on("closed")
    (number,) = store(desk, CHECKED).added
    assert on_card(desk, "closed") == []
    link(desk, number, "closed")
    assert on_card(desk, "closed") == ["Reviewed by Northern Check: “Mostly wrong!” (5 Nov 2024)"]
    assert (statuses(engine, workspace), len(desk.changes()), desk.on("closed")) == before


def test_the_same_review_twice_is_one(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    first = store(desk, CHECKED, OTHER, CHECKED)
    again = store(desk, replace(CHECKED, claim=" The bridge at  Ostra is closed for good."), OTHER)
    assert len(first.added) == 2
    assert again.added == ()
    changed = store(desk, replace(CHECKED, rating="True"))
    assert changed.added == ()
    assert "something else on record" in changed.left[0]
    with Session(engine) as session:
        assert sorted(r.rating for r in session.exec(select(Review))) == ["Mostly wrong!"] * 2


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"claim": " "}, "claim is missing"),
        ({"url": "javascript:alert(1)"}, "no web address"),
        ({"rating": "a\0"}, "cannot be kept"),
        ({"title": "x" * 30_000}, "30,000 characters"),
        ({"rating_value": float("nan")}, "no number"),
    ],
)
def test_one_bad_review_and_none_is_stored(
    engine: Engine, workspace: Workspace, wrong: dict[str, Any], reason: str
) -> None:
    desk = Desk(engine, workspace)
    with pytest.raises(ReviewFileError, match=f"review 2: .*{reason}"):
        store(desk, OTHER, replace(CHECKED, **wrong))
    with Session(engine) as session:
        assert session.exec(select(Review)).all() == []


def test_reviews_wait_until_an_editor_links_them(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    one, two = store(desk, CHECKED, OTHER).added
    with Session(engine) as session:
        assert [line.id for line in unlinked(session, desk.number)] == [two, one]
        assert [line.id for line in unlinked(session, desk.number, page=2, per_page=1)] == [one]
    link(desk, two, "closed")
    link(desk, two, None)
    with Session(engine) as session:
        assert len(unlinked(session, desk.number)) == 2
    assert desk.trail(BEN) == [("link review", "review"), ("unlink review", "review")]


def test_a_link_that_somebody_made_meanwhile_stands(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    (number,) = store(desk, CHECKED).added
    with Session(engine) as session:
        seen = version(session, desk.number, "review", number)
    link(desk, number, "closed", seen)
    with pytest.raises(ChangedMeanwhileError, match="claim set to “The bridge at Ostra is closed"):
        link(desk, number, "may", seen)


def test_a_review_follows_its_claim_into_a_merge(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace, with_claims(disputed(), ("shut", "The bridge is shut.")))
    (number,) = store(desk, CHECKED).added
    link(desk, number, "shut")
    with desk.work() as session:
        ids = desk.id(Claim, "shut"), desk.id(Claim, "closed")
        merge_claims(Change(session, desk.number, IDA, LATER), *ids, seen=None)
    assert len(on_card(desk, "closed")) == 1
    link(desk, number, None)
    link(desk, number, "shut")
    assert len(on_card(desk, "closed")) == 1


def test_reviews_of_another_desk_are_not_there(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    theirs = Desk(engine, another_workspace(engine))
    (number,) = store(theirs, CHECKED).added
    with pytest.raises(RefusalError, match="no review"):
        link(desk, number, "closed")
    with Session(engine) as session:
        assert unlinked(session, desk.number) == ()
        entry = session.exec(select(AuditEntry).where(AuditEntry.entity == "review")).one()
    assert entry.workspace_id == theirs.number


# --- ClaimReview -----------------------------------------------------------------------------


def exported(desk: Desk, publisher: Publisher | None = None) -> list[dict[str, Any]]:
    with Session(desk.engine) as session:
        out = claim_reviews(session, desk.number, now=LATER, publisher=publisher)
    assert out["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = out["@graph"]
    return graph


def test_an_imported_review_goes_out_verbatim_under_its_own_publisher(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace)
    one, _ = store(desk, CHECKED, OTHER).added
    link(desk, one, "closed")
    (review,) = exported(desk)
    assert review == {
        "@type": "ClaimReview",
        "url": "https://check.example/bridge",
        "datePublished": "2024-11-05",
        "author": {
            "@type": "Organization",
            "name": "Northern Check",
            "url": "https://check.example",
        },
        "claimReviewed": "The bridge at Ostra is closed for good.",
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Thing", "name": "A post"}},
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Mostly wrong!",
            "ratingValue": 4,
            "bestRating": 1,
            "worstRating": 5,
        },
    }


def test_the_desks_own_entry_gives_the_status_in_words_and_no_number(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, disputed())
    closed = exported(desk, Publisher("Ostra Desk", "https://desk.example"))[0]
    rating = closed["reviewRating"]
    assert rating["alternateName"] == "disputed"
    assert set(rating) == {"@type", "alternateName", "ratingExplanation"}
    assert rating["ratingExplanation"].startswith("1 party says so, 1 denies it. ")
    assert "no verdict" in rating["ratingExplanation"]
    assert closed["author"]["name"] == "Ostra Desk"
    assert closed["itemReviewed"]["author"] == [
        {"@type": "Thing", "name": "Ida Holm", "description": "mayor"}
    ]
    assert closed["itemReviewed"]["appearance"][0]["url"] == "https://courier.example/bridge"


def test_nothing_confidential_or_under_embargo_goes_out(
    engine: Engine, workspace: Workspace
) -> None:
    raw = with_claims(disputed(), ("hush", "It is quiet."), ("empty", "Nobody said it."))
    raw["sources"][0]["confidential"] = True
    raw["attributions"].append(attribution("h", claim="hush", embargo_until="2025-01-01"))
    desk = Desk(engine, workspace, raw)
    (number,) = store(desk, CHECKED).added
    link(desk, number, "hush")
    out = exported(desk, Publisher("Ostra Desk"))
    assert "Holm" not in repr(out)
    assert {one["claimReviewed"] for one in out} == {
        "The bridge at Ostra is closed.",
        "The bridge will not open before May.",
    }

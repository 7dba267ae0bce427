from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.extraction.claims import FoundClaims
from bot.record.change import Change
from bot.record.drafts.deciding import reject
from bot.record.drafts.documents import store_document
from bot.record.drafts.drafting import Drafted, draft_document, extractor
from bot.record.drafts.families import Copied, copied_of
from models import Document, Draft, Shingle, Workspace
from tests.conftest import NOW
from tests.drafted import ANA, incoming, number, rows_of, writes
from tests.records import another_workspace, load, record

WIRE = (
    "At least 78 people were killed in the port of Ostra, fire chief Edda Rohl said.\n\n"
    "“We are still searching the eastern quay,” she added.\n\n"
    "The ministry of works said it had opened an inquiry into the storage of fertiliser.\n\n"
    "Mayor Ida Holm visited the site in the evening."
)
LONGER = f"{WIRE}\n\n“The schools will stay shut for a week,” Ida Holm said."


def added(
    engine: Engine, workspace: Workspace, text: str, day: date | None = None, **fields: Any
) -> Drafted:
    given = incoming(text, url=None, canonical_url=None, published_on=day, **fields)
    stored = writes(engine, lambda s: store_document(Change(s, number(workspace), ANA, NOW), given))
    return draft_document(
        engine,
        number(workspace),
        stored.document_id,
        extractor(lambda _: FoundClaims()),
        actor=ANA,
        now=NOW,
    )


def sentences(engine: Engine) -> list[tuple[int, str]]:
    """Of each draft: its document, and the proposed claim."""
    return [(one.document_id, one.proposal["claim"]["text"]) for one in rows_of(engine, Draft)]


def test_of_a_copy_only_what_is_new_becomes_drafts(engine: Engine, workspace: Workspace) -> None:
    first = added(engine, workspace, WIRE)
    second = added(engine, workspace, LONGER, outlet="Harrow Post")
    assert (first.drafts, first.copied) == (3, None)
    assert (second.drafts, second.copied) == (1, Copied(first.document_id, 5, 4, left_out=3))
    assert sentences(engine)[-1] == (
        second.document_id,
        "The schools will stay shut for a week.",
    )
    with Session(engine) as session:
        row = session.get_one(Document, second.document_id)
        assert copied_of(row) == second.copied


def test_a_copy_without_news_has_no_drafts_and_a_third_is_one_of_both(
    engine: Engine, workspace: Workspace
) -> None:
    added(engine, workspace, LONGER)
    assert added(engine, workspace, WIRE).drafts == 0
    third = added(engine, workspace, f"{LONGER}\n\nIt rained.")
    assert (third.drafts, third.copied) == (0, Copied(1, 6, 5, left_out=4))


def test_what_was_rejected_in_one_copy_is_not_offered_in_the_next(
    engine: Engine, workspace: Workspace
) -> None:
    added(engine, workspace, WIRE)
    writes(engine, lambda s: reject(Change(s, number(workspace), ANA, NOW), 1, 1, reason="no"))
    assert added(engine, workspace, LONGER).drafts == 1


def test_a_changed_figure_or_another_speaker_is_offered(
    engine: Engine, workspace: Workspace
) -> None:
    added(engine, workspace, WIRE)
    moved = added(engine, workspace, WIRE.replace("78", "135"))
    assert [text for at, text in sentences(engine) if at == moved.document_id] == [
        "At least 135 people were killed in the port of Ostra."
    ]
    between = WIRE.replace("\n\n“We", "\n\nMayor Ida Holm said the quay was lost.\n\n“We")
    another = added(engine, workspace, between)
    # "She" is now the mayor: the same words, but another person's.
    assert "We are still searching the eastern quay." in {
        text for at, text in sentences(engine) if at == another.document_id
    }


def test_an_earlier_text_that_comes_later_keeps_its_statements(
    engine: Engine, workspace: Workspace
) -> None:
    added(engine, workspace, WIRE, date(2024, 11, 5))
    original = added(engine, workspace, LONGER, date(2024, 11, 4))
    assert (original.drafts, original.copied) == (4, None)


def test_another_desks_copies_are_none(engine: Engine, workspace: Workspace) -> None:
    added(engine, another_workspace(engine), WIRE)
    assert added(engine, workspace, WIRE).drafts == 3


@pytest.mark.parametrize("sketched", [True, False])
def test_a_copy_of_an_imported_text_offers_what_the_file_did_not_have(
    engine: Engine, workspace: Workspace, sketched: bool
) -> None:
    raw = record()
    load(engine, workspace, raw)
    if not sketched:  # as after an upgrade
        with Session(engine) as session:
            session.exec(select(Document)).one().sketched = False
            for row in session.exec(select(Shingle)):
                session.delete(row)
            session.commit()
    text = raw["documents"][0]["text"]
    copy = added(engine, workspace, f"{text}\n\nRolf Kern said that the lorries wait.")
    assert copy.copied is not None
    assert (copy.copied.of, copy.copied.same, copy.copied.left_out) == (1, 4, 2)
    texts = {said for _, said in sentences(engine)}
    assert "The bridge at Ostra is closed." not in texts
    assert "The lorries wait." in texts

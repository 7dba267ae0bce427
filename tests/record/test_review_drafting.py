from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.extraction.draft import (
    DraftAttribution,
    DraftPassage,
    Flag,
    KnownSource,
    Pattern,
    ProposedClaim,
    ProposedSource,
)
from bot.extraction.proposals import FoundClaims
from bot.record.change import Change
from bot.record.drafts.deciding import reject
from bot.record.drafts.drafting import Article, draft_document, extractor, redate
from bot.record.drafts.drafts import said
from bot.record.drafts.editing import edit
from bot.record.drafts.edits import Edit
from bot.record.drafts.errors import ReviewError
from bot.record.exchange.exporting import export_record
from models import Claim, Draft, Workspace
from tests.conftest import NOW
from tests.drafted import (
    ANA,
    BEN,
    denial,
    draft,
    draft_row,
    drafted,
    number,
    rows_of,
    stored,
    writes,
)
from tests.records import another_workspace, load, record

FULL = DraftAttribution(
    DraftPassage(
        Pattern.MIXED,
        ((0, 10), (12, 20)),
        (0, 30),
        source=(31, 45),
        cue=(46, 50),
        verbatim=True,
        verbatim_parts=((1, 2),),
        insertions=((3, 4),),
        antecedent=((5, 6),),
        stance="hedges",
        hedges=((7, 8),),
        name="Ida Holm",
        role="mayor",
        organisation="City Council",
        speakers=("Ida Holm", "Jan Berg"),
        relayed_by="Ostra Courier",
        nested_in=2,
        when=(9, 10),
        flags=frozenset({Flag.NESTED}),
        confidence=0.4,
    ),
    ProposedSource(
        "Ida Holm", "person", None, "mayor", ProposedSource("Ostra", "government", 3), (4, 5)
    ),
    ProposedClaim("It is.", "quantity", 7, (None, 2.5), "%", "Ostra", "2024", (8, 9)),
    "hedges",
    said_on=date(2024, 11, 4),
    said_precision="day",
    figure=(1.0, None),
    unit="%",
    hedge="perhaps",
    relayed_by="Ostra Courier",
    origin_unknown=True,
    flags=frozenset({Flag.NESTED, Flag.RELAYED}),
    confidence=0.4,
)


def one_draft(article: Article, known: Sequence[KnownSource]) -> list[DraftAttribution]:
    return [draft(said_on=article.published_on, said_precision="day")]


def test_a_draft_comes_back_as_it_was_stored(engine: Engine, workspace: Workspace) -> None:
    (one,) = drafted(engine, workspace, [FULL])
    row = draft_row(engine, one)
    assert said(row) == FULL
    assert (row.flagged, row.version, row.state) == (True, 1, "draft")


def test_a_document_is_drafted_once(engine: Engine, workspace: Workspace) -> None:
    document = stored(engine, workspace)
    for already in (False, True):
        found = draft_document(engine, number(workspace), document, one_draft, actor=ANA, now=NOW)
        assert (found.drafts, found.already) == (1, already)
    assert len(rows_of(engine, Draft)) == 1


def test_two_processes_that_draft_a_document_at_once_draft_it_once(
    engine: Engine, workspace: Workspace
) -> None:
    document = stored(engine, workspace)
    both = threading.Barrier(2)
    outcomes: list[bool] = []

    def extract(article: Article, known: Sequence[KnownSource]) -> list[DraftAttribution]:
        both.wait(10)
        return one_draft(article, known)

    def work() -> None:
        found = draft_document(engine, number(workspace), document, extract, actor=ANA, now=NOW)
        outcomes.append(found.already)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == [False, True]
    assert len(rows_of(engine, Draft)) == 1


def test_the_rules_read_the_article_with_the_sources_on_record(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    document = stored(engine, workspace)
    looked_up: list[str] = []

    def find(sentence: str) -> FoundClaims:
        looked_up.append(sentence)
        return FoundClaims()

    found = draft_document(engine, number(workspace), document, extractor(find), actor=ANA, now=NOW)
    assert found.drafts >= 1
    assert looked_up
    speakers = {(d.proposal["source"] or {}).get("name") for d in rows_of(engine, Draft)}
    assert "Ida Holm" in speakers


def test_no_draft_is_on_record(engine: Engine, workspace: Workspace) -> None:
    drafted(engine, workspace, [draft(), denial()])
    with Session(engine) as session:
        file = export_record(session, number(workspace), drafts=True)
    assert (file.claims, file.sources, file.attributions) == ((), (), ())


def test_another_desk_s_document_cannot_be_drafted(engine: Engine, workspace: Workspace) -> None:
    document = stored(engine, another_workspace(engine))
    with pytest.raises(ReviewError, match="not here"):
        draft_document(engine, number(workspace), document, one_draft, actor=ANA, now=NOW)


def test_days_follow_a_corrected_date_of_the_document(engine: Engine, workspace: Workspace) -> None:
    day = {"said_on": date(2024, 11, 4), "said_precision": "day"}
    whole = [draft(n, 29, **day) for n in range(4)]
    ids = drafted(engine, workspace, whole)
    ours = number(workspace)
    mine = Edit(said_on=date(2024, 11, 1))
    writes(engine, lambda s: edit(Change(s, ours, BEN, NOW), ids[1], 1, mine))
    writes(engine, lambda s: edit(Change(s, ours, BEN, NOW), ids[2], 1, Edit(place="Ostra")))
    writes(engine, lambda s: reject(Change(s, ours, BEN, NOW), ids[3], 1, reason=""))

    def a_day_later(article: Article, known: Sequence[KnownSource]) -> list[DraftAttribution]:
        return [replace(one, said_on=date(2024, 11, 5)) for one in whole]

    document = draft_row(engine, ids[0]).document_id
    assert redate(engine, ours, document, a_day_later, actor=ANA, now=NOW) == 2
    rows = [draft_row(engine, one) for one in ids]
    days = [row.proposal["said_on"][-2:] for row in rows]
    assert days == ["05", "01", "05", "04"], "not what an editor gave, not what is decided"
    assert [row.version for row in rows] == [2, 2, 3, 2]
    assert rows[2].proposal["claim"]["place"] == "Ostra"


def test_a_day_that_was_not_read_is_settled_by_an_editor_or_another_date(
    engine: Engine, workspace: Workspace
) -> None:
    unread = frozenset({Flag.DAY_UNREAD, Flag.PRONOUN_SPEAKER})
    whole = [replace(draft(n, 29), flags=unread) for n in range(2)]
    ids = drafted(engine, workspace, whole)
    ours = number(workspace)
    mine = Edit(said_on=date(2024, 11, 1))
    writes(engine, lambda s: edit(Change(s, ours, BEN, NOW), ids[0], 1, mine))
    assert draft_row(engine, ids[0]).flags == ["pronoun_speaker"]

    def read(article: Article, known: Sequence[KnownSource]) -> list[DraftAttribution]:
        contradicts = frozenset({Flag.DAY_CONTRADICTS})
        day = {"said_on": date(2024, 11, 5), "said_precision": "day"}
        return [replace(one, flags=contradicts, **day) for one in whole]

    document = draft_row(engine, ids[1]).document_id
    assert redate(engine, ours, document, read, actor=ANA, now=NOW) == 1
    assert draft_row(engine, ids[1]).flags == ["day_contradicts", "pronoun_speaker"]


def test_a_text_in_which_nobody_speaks_has_no_drafts(engine: Engine, workspace: Workspace) -> None:
    document = stored(engine, workspace)
    none = draft_document(
        engine, number(workspace), document, lambda _a, _k: [], actor=ANA, now=NOW
    )
    assert none.drafts == 0
    assert rows_of(engine, Claim) == []

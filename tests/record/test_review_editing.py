from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.extraction.draft import Flag, ProposedClaim, ProposedSource
from bot.record.change import Change
from bot.record.drafts.deciding import Decision, approve, undo
from bot.record.drafts.drafts import said
from bot.record.drafts.editing import edit, link, split
from bot.record.drafts.edits import Edit, Part, Speaker, shown_speaker
from bot.record.drafts.errors import (
    DecidedMeanwhileError,
    FigureUnsaidError,
    ReviewError,
    WhichSourceError,
)
from bot.record.exchange.exporting import export_record
from bot.record.exchange.interchange import parse, render
from models import Claim, Document, Draft, Source, Workspace
from tests.conftest import NOW
from tests.drafted import (
    ANA,
    BEN,
    CLOSED,
    HOLM,
    TEXT,
    attributions,
    denial,
    draft,
    draft_row,
    drafted,
    names,
    number,
    rows_of,
    spanning,
    statuses,
    trail,
    writes,
)
from tests.records import load, record

HOMELESS = ProposedClaim("3,400 people were homeless.", "quantity", figure=(3400.0, 3400.0))
HURT = ProposedClaim("62 people were injured at Ostra.", "quantity", figure=(62.0, 62.0))


def changed(
    engine: Engine,
    workspace: Workspace,
    draft_id: int,
    change: Edit,
    *,
    version: int | None = None,
    approve_it: bool = False,
) -> Decision:
    seen = version or draft_row(engine, draft_id).version
    return writes(
        engine,
        lambda s: edit(
            Change(s, number(workspace), BEN, NOW), draft_id, seen, change, then_approve=approve_it
        ),
    )


def test_everything_of_a_draft_can_be_edited_and_approved_in_one_step(
    engine: Engine, workspace: Workspace
) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    done = changed(
        engine,
        workspace,
        one,
        Edit(
            speaker=Speaker("Jan Berg", role="engineer", organisation="Roads Office", party="Lund"),
            stance="hedges",
            claim_text="More than 200 lorries\n wait at Ostra.",
            claim_kind="quantity",
            figure=(200, None),
            unit="lorries",
            figure_computed=True,
            place="Ostra",
            said_on=date(2024, 11, 2),
            relayed_by="Radio Lund",
        ),
        approve_it=True,
    )
    assert (done.state, done.version) == ("approved", 3)
    assert names(engine) == {"Lund", "Roads Office < Lund", "Jan Berg < Roads Office < Lund"}
    (claim,) = rows_of(engine, Claim)
    assert (claim.text, claim.kind, claim.unit) == (
        "More than 200 lorries wait at Ostra.",
        "quantity",
        "lorries",
    )
    assert (claim.figure_low, claim.figure_high, claim.place) == (200, None, "Ostra")
    (said_so,) = attributions(engine)
    assert (said_so.stance, said_so.said_on, said_so.figure_low, said_so.figure_computed) == (
        "hedges",
        date(2024, 11, 2),
        200,
        True,
    )
    assert trail(engine, "draft") == [(BEN, "draft edited"), (BEN, "draft approved")]


def test_a_figure_that_is_not_in_the_words_is_asked_about(
    engine: Engine, workspace: Workspace
) -> None:
    text = "3,400 people were now homeless, Mayor Ida Holm said."
    (one,) = drafted(engine, workspace, [draft(0, 30, claim=HOMELESS)], text)
    for figure in ((6438.0, 6438.0), (3400.0, None)):
        with pytest.raises(FigureUnsaidError, match="not in the words: they give 3,400"):
            changed(engine, workspace, one, Edit(figure=figure))
    changed(engine, workspace, one, Edit(figure=(3400.0, 3400.0)))
    assert said(draft_row(engine, one)).figure == (3400, 3400)
    changed(
        engine, workspace, one, Edit(figure=(6438, 6438), figure_computed=True), approve_it=True
    )
    (said_so,) = attributions(engine)
    assert (said_so.figure_low, said_so.figure_computed) == (6438, True)


def test_a_draft_with_such_a_figure_is_flagged_and_not_approved(
    engine: Engine, workspace: Workspace
) -> None:
    text = "3,400 people were now homeless, Mayor Ida Holm said."
    (one,) = drafted(
        engine, workspace, [draft(0, 30, claim=HOMELESS, figure=(6438.0, 6438.0))], text
    )
    with pytest.raises(FigureUnsaidError):
        writes(engine, lambda s: approve(Change(s, number(workspace), ANA, NOW), one, 1))
    changed(engine, workspace, one, Edit(place="Ostra"))
    assert draft_row(engine, one).flags == ["figure_outside"]
    changed(engine, workspace, one, Edit(figure_computed=True))
    assert draft_row(engine, one).flags == []


def test_a_figure_for_something_else_than_the_claims_is_flagged(
    engine: Engine, workspace: Workspace
) -> None:
    text = "62 people were injured, Mayor Ida Holm said."
    (one,) = drafted(engine, workspace, [draft(0, 23, claim=HURT, figure=(62.0, 62.0))], text)
    changed(engine, workspace, one, Edit(claim_text="62 people were killed at Ostra."))
    assert draft_row(engine, one).flags == ["other_measure"]
    changed(engine, workspace, one, Edit(claim_text="62 people were hurt at Ostra."))
    assert draft_row(engine, one).flags == []


def test_an_edited_draft_may_stay_a_draft(engine: Engine, workspace: Workspace) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    assert changed(engine, workspace, one, Edit(stance="denies")).version == 2
    assert attributions(engine) == []
    with pytest.raises(DecidedMeanwhileError, match="U0BEN edited this"):
        changed(engine, workspace, one, Edit(stance="hedges"), version=1)
    assert said(draft_row(engine, one)).stance == "denies"


def test_an_edit_that_changes_nothing_is_none(engine: Engine, workspace: Workspace) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    assert changed(engine, workspace, one, Edit()).version == 1
    assert trail(engine, "draft") == []


def test_what_is_decided_cannot_be_edited(engine: Engine, workspace: Workspace) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    writes(engine, lambda s: approve(Change(s, number(workspace), ANA, NOW), one, 1))
    with pytest.raises(DecidedMeanwhileError, match="U0ANA approved this"):
        changed(engine, workspace, one, Edit(stance="denies"))


def test_naming_the_speaker_settles_the_flags_about_it(
    engine: Engine, workspace: Workspace
) -> None:
    flags = frozenset({Flag.PRONOUN_SPEAKER, Flag.RELAYED})
    (one,) = drafted(engine, workspace, [draft(flags=flags)])
    changed(engine, workspace, one, Edit(speaker=Speaker("Ida Holm", party="Ostra")))
    assert draft_row(engine, one).flags == ["relayed"]


def test_nobody_may_be_named(engine: Engine, workspace: Workspace) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    changed(engine, workspace, one, Edit(speaker=None), approve_it=True)
    assert (attributions(engine)[0].source_id, statuses(engine)) == (None, {CLOSED: "unattributed"})


def test_the_editor_chooses_the_known_speaker_or_says_it_is_somebody_else(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    alone = draft(source=ProposedSource("Ida Holm", "person"))
    one, two = drafted(engine, workspace, [alone, alone], TEXT + " More.")
    with pytest.raises(WhichSourceError) as raised:
        changed(engine, workspace, one, Edit(stance="asserts"), approve_it=True)
    (candidate,) = raised.value.candidates
    assert candidate.line == ("Ida Holm", "City Council", "Ostra")
    chosen = Speaker("Ida Holm", known=candidate.id)
    changed(engine, workspace, one, Edit(speaker=chosen), approve_it=True)
    assert attributions(engine)[-1].source_id == candidate.id
    other = Speaker("Ida Holm", party="Lund", somebody_else=True)
    done = changed(engine, workspace, two, Edit(speaker=other), approve_it=True)
    assert done.new_sources == ("Lund", "Ida Holm")


def test_the_form_shows_the_speaker_with_organisation_and_party(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    council = rows_of(engine, Source)[1]
    parent = ProposedSource("City Council", "organisation", known=council.id)
    new = draft(source=ProposedSource("Jan Berg", "person", role="clerk", parent=parent))
    known = draft(source=parent, flags=frozenset({Flag.PRONOUN_SPEAKER}))
    ids = drafted(engine, workspace, [new, known, draft(source=None)], TEXT + " More.")
    with Session(engine) as session:
        shown = [
            shown_speaker(session, number(workspace), said(draft_row(engine, one))) for one in ids
        ]
    assert shown == [
        Speaker("Jan Berg", role="clerk", organisation="City Council", party="Ostra"),
        Speaker("City Council", "organisation", party="Ostra", known=council.id),
        None,
    ]
    for one, speaker in zip(ids[:2], shown[:2], strict=True):
        done = changed(engine, workspace, one, Edit(speaker=speaker), approve_it=True)
        assert done.new_sources in (("Jan Berg",), ())
        assert draft_row(engine, one).flags == []


def test_editing_a_draft_never_changes_a_claim_on_record(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    closed = rows_of(engine, Claim)[0]
    known = ProposedClaim(closed.text, "fact", known=closed.id)
    (one,) = drafted(engine, workspace, [draft(claim=known)])
    for change in (Edit(claim_kind="quantity"), Edit(place="Lund")):
        with pytest.raises(ReviewError, match="on record already"):
            changed(engine, workspace, one, change)
    done = changed(engine, workspace, one, Edit(claim_text="It is shut."), approve_it=True)
    assert done.new_claim
    assert rows_of(engine, Claim)[0] == closed


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Edit(stance="shouts"), "stance"),
        (Edit(claim_text=" \n"), "needs a sentence"),
        (Edit(claim_text="x" * 1_001), "1,001 characters"),
        (Edit(claim_kind="rumour"), "“rumour”"),
        (Edit(figure=(3, 2)), "low end, 3, is above"),
        (Edit(figure=(math.nan, None)), "no number"),
        (Edit(said_on=NOW.date() + timedelta(days=9)), "in the future"),
        (Edit(speaker=Speaker(" ")), "needs a name"),
        (Edit(speaker=Speaker("A", kind="ghost")), "“ghost”"),
        (Edit(speaker=Speaker("A", known=999)), "not on record"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_words(
    engine: Engine, workspace: Workspace, change: Edit, words: str
) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    with pytest.raises(ReviewError, match=words):
        changed(engine, workspace, one, change, approve_it=True)
    assert draft_row(engine, one).version == 1


def test_a_draft_is_linked_to_another_claim(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, record())
    (one,) = drafted(engine, workspace, [draft(claim="The crossing is shut.", stance="denies")])
    closed = rows_of(engine, Claim)[0].id

    def act(session: Session) -> Decision:
        return link(Change(session, number(workspace), BEN, NOW), one, 1, closed, then_approve=True)

    done = writes(engine, act)
    assert (done.claim_id, done.new_claim) == (closed, False)
    assert "The crossing is shut." not in statuses(engine)
    assert trail(engine, "draft")[0] == (BEN, "draft linked to another claim")
    with pytest.raises(ReviewError, match="not on record"):
        writes(
            engine,
            lambda s: link(
                Change(s, number(workspace), BEN, NOW),
                *drafted(engine, workspace, [draft()], TEXT + "!"),
                1,
                999,
            ),
        )


Splitting = Callable[[tuple[Part, Part]], tuple[int, int]]


@pytest.fixture
def halves(engine: Engine, workspace: Workspace) -> tuple[int, Splitting]:
    whole = spanning(draft(flags=frozenset({Flag.RELAYED})), (0, 10), (12, 29))
    one, _ = drafted(engine, workspace, [whole, denial()])

    def act(parts: tuple[Part, Part]) -> tuple[int, int]:
        return writes(
            engine, lambda s: split(Change(s, number(workspace), BEN, NOW), one, 1, parts)
        )

    return one, act


def test_a_draft_is_split_by_words_and_by_claims(
    engine: Engine, workspace: Workspace, halves: tuple[int, Splitting]
) -> None:
    one, act = halves
    first, second = act((Part([(0, 10)]), Part([(12, 29)], "Ostra is cut off.")))
    assert first == one
    rows = [draft_row(engine, first), draft_row(engine, second)]
    assert [row.passage["content"] for row in rows] == [[[0, 10]], [[12, 29]]]
    assert [row.proposal["claim"]["text"] for row in rows] == [CLOSED, "Ostra is cut off."]
    assert [(row.version, row.position, row.flagged) for row in rows] == [
        (2, 1, True),
        (1, 3, True),
    ]
    assert rows[1].split_from_id == first
    assert said(rows[0]).source == said(rows[1]).source == HOLM
    for row in rows:
        writes(
            engine,
            lambda s, r=row: approve(Change(s, number(workspace), ANA, NOW), r.id, r.version),
        )
    assert statuses(engine) == {CLOSED: "single_source", "Ostra is cut off.": "single_source"}


def test_the_same_words_can_support_two_claims(
    engine: Engine, workspace: Workspace, halves: tuple[int, Splitting]
) -> None:
    load(engine, workspace, record())
    known = rows_of(engine, Claim)[1].id
    _, second = halves[1]((Part(), Part(claim_id=known)))
    assert said(draft_row(engine, second)).claim.known == known


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((Part(), Part()), "the same"),
        ((Part([(0, 10)]), Part([(8, 14)])), "words that the draft has"),
        ((Part([(0, 10)]), Part([(12, 9_999)])), "words that the draft has"),
        ((Part([(0, 10)]), Part([])), "no span"),
        ((Part([(0, 10)]), Part([(12, 12)])), "not in the document"),
    ],
)
def test_a_split_that_cannot_be_changes_nothing(
    engine: Engine,
    workspace: Workspace,
    halves: tuple[int, Splitting],
    parts: tuple[Part, Part],
    words: str,
) -> None:
    with pytest.raises(ReviewError, match=words):
        halves[1](parts)
    assert [row.version for row in rows_of(engine, Draft)] == [1, 1]


def test_what_is_approved_after_edits_can_be_exported_and_read_again(
    engine: Engine, workspace: Workspace
) -> None:
    odd: Any = Edit(
        speaker=Speaker("  Ida \0 Holm ", role="", organisation=" ", party="Ostra"),
        unit=" ",
        place="",
        relayed_by=" ",
        figure=(None, None),
    )
    (one,) = drafted(engine, workspace, [draft(hedge="", unit="")])
    changed(engine, workspace, one, odd, approve_it=True)
    with Session(engine) as session:
        file = export_record(session, number(workspace))
    assert parse(render(file).encode()) == file
    row = draft_row(engine, one)
    writes(engine, lambda s: undo(Change(s, number(workspace), ANA, NOW), one, row.version))
    assert rows_of(engine, Source) == []


# --- topics ---------------------------------------------------------------------------------------


def test_a_new_claim_gets_the_drafts_topic_or_else_the_documents(
    engine: Engine, workspace: Workspace
) -> None:
    own, inherited = drafted(engine, workspace, [draft(), draft(31, 45, claim="Ida Holm spoke.")])

    def about(session: Session) -> None:
        document = session.exec(select(Document)).one()
        document.topic = "Roads"
        session.add(document)

    writes(engine, about)
    changed(engine, workspace, own, Edit(topic=" The bridge\n"), approve_it=True)
    changed(engine, workspace, inherited, Edit(), approve_it=True)
    found = {claim.text: claim.topic for claim in rows_of(engine, Claim)}
    assert found == {CLOSED: "The bridge", "Ida Holm spoke.": "Roads"}
    assert said(draft_row(engine, own)).claim.topic == "The bridge"


def test_the_topic_of_a_claim_on_record_is_not_changed_through_a_draft(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["claims"][0]["topic"] = "The bridge"
    load(engine, workspace, raw)
    (claim, *_) = rows_of(engine, Claim)
    (one,) = drafted(engine, workspace, [draft(95, 127)])
    writes(
        engine,
        lambda s: link(Change(s, number(workspace), BEN, NOW), one, 1, claim.id or 0),
    )
    with pytest.raises(ReviewError, match="on record already"):
        changed(engine, workspace, one, Edit(topic="Roads"))
    changed(engine, workspace, one, Edit(topic="The bridge"))

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.extraction.draft import Flag, ProposedClaim, ProposedSource
from bot.record.change import Change
from bot.record.drafts import imported
from bot.record.drafts.deciding import approve, reject
from bot.record.drafts.errors import DecidedMeanwhileError, ReviewError
from bot.record.drafts.filters import Filter
from bot.record.drafts.queue import Counts, counts, documents, page
from bot.record.drafts.views import view
from models import Attribution, Claim, Source, Workspace
from models.record import AttributionState
from tests.conftest import NOW
from tests.drafted import (
    ANA,
    BEN,
    CLOSED,
    TEXT,
    WORKS,
    denial,
    draft,
    draft_row,
    drafted,
    number,
    rows_of,
    statuses,
    trail,
    writes,
)
from tests.records import another_workspace, attribution, load, record

PRONOUN = frozenset({Flag.PRONOUN_SPEAKER})


def listed(engine: Engine, workspace: Workspace, **which: object) -> list[int]:
    with Session(engine) as session:
        found = page(session, number(workspace), Filter(**which))  # type: ignore[arg-type]
        return [one.id for one in found.drafts]


@pytest.fixture
def queue(engine: Engine, workspace: Workspace) -> list[int]:
    """Two articles: flagged, unsure, certain, rejected by Ben; then one certain."""
    ids = drafted(
        engine,
        workspace,
        [
            draft(confidence=0.99, flags=PRONOUN),
            draft(confidence=0.5),
            draft(confidence=0.95),
            denial(),
        ],
    )
    writes(engine, lambda s: reject(Change(s, number(workspace), BEN, NOW), ids[3], 1, reason="no"))
    drafted(engine, another_workspace(engine), [draft()])
    return ids + drafted(engine, workspace, [draft(confidence=0.97)], TEXT + " More.")


def test_the_most_certain_come_first_and_flagged_ones_last(
    engine: Engine, workspace: Workspace, queue: list[int]
) -> None:
    flagged, unsure, certain, rejected, other = queue
    assert listed(engine, workspace) == [other, certain, unsure, flagged]
    document = draft_row(engine, certain).document_id
    assert listed(engine, workspace, document_id=document) == [certain, unsure, flagged]
    assert listed(engine, workspace, certain=0.9) == [other, certain]
    assert listed(engine, workspace, flagged=True) == [flagged]
    assert listed(engine, workspace, flag="pronoun_speaker") == [flagged]
    assert listed(engine, workspace, flag="speaker") == []
    assert listed(engine, workspace, state="rejected") == [rejected]
    assert listed(engine, workspace, state=None, mine=BEN) == [rejected]
    assert len(listed(engine, workspace, mine=ANA)) == 4, "those of the documents she added"


def test_what_says_the_same_is_listed_once(engine: Engine, workspace: Workspace) -> None:
    other = ProposedSource("Vell", "government")
    said = [draft(confidence=0.5), denial(), draft(source=other, confidence=0.95)]
    one, no, two = drafted(engine, workspace, said)
    (three,) = drafted(engine, workspace, [draft(confidence=0.7)], TEXT + " More.")
    assert sorted(listed(engine, workspace)) == [one, no, two, three]
    assert listed(engine, workspace, once=True) == [no, two], "the most certain of them"
    assert listed(engine, workspace, once=True, order="in_order") == [three, no]
    assert listed(engine, workspace, once=True, speaker="Vell") == [two]
    assert listed(engine, workspace, speaker="Nobody of that name") == []
    writes(engine, lambda s: approve(Change(s, number(workspace), BEN, NOW), two, 1))
    assert set(listed(engine, workspace, once=True)) == {three, no}
    assert listed(engine, workspace, once=True, state="approved") == [two]


def test_counts_say_what_there_is_to_do(
    engine: Engine, workspace: Workspace, queue: list[int]
) -> None:
    with Session(engine) as session:
        assert counts(session, number(workspace), user=ANA) == Counts(
            open=4, approved=0, rejected=1, certain=2, flagged=1, mine=4, imported=0, as_of=NOW
        )
        newest, older = documents(session, number(workspace))
        assert (newest.open, newest.certain, newest.rejected) == (1, 1, 0)
        assert (older.open, older.certain, older.rejected) == (3, 1, 1)
        assert older.title == "Bridge closed"


def test_a_document_without_open_drafts_is_not_listed(engine: Engine, workspace: Workspace) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    writes(engine, lambda s: approve(Change(s, number(workspace), ANA, NOW), one, 1))
    with Session(engine) as session:
        assert documents(session, number(workspace)) == []


def test_pages_have_all_drafts_once(engine: Engine, workspace: Workspace, queue: list[int]) -> None:
    with Session(engine) as session:
        seen = [
            [one.id for one in page(session, number(workspace), Filter(), number=n, size=3).drafts]
            for n in (0, 1, 2, 9)
        ]
    assert seen[0] == seen[1]
    assert sorted(seen[1] + seen[2]) == sorted({*queue} - {queue[3]})
    assert seen[2] == seen[3], "beyond the last is the last"


def test_a_draft_is_shown_with_all_that_deciding_needs(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    closed, may = rows_of(engine, Claim)
    holm, _, ostra, *_ = rows_of(engine, Source)
    source = ProposedSource(
        "Jan Berg",
        "person",
        None,
        None,
        ProposedSource("Ostra", "government", ostra.id),
        (holm.id,),
    )
    claim = ProposedClaim(closed.text, "fact", known=closed.id, near=(may.id, closed.id, 999))
    (one,) = drafted(engine, workspace, [draft(source=source, claim=claim, flags=PRONOUN)])
    with Session(engine) as session:
        shown = view(session, number(workspace), one)
        assert view(session, number(another_workspace(engine)), one) is None
    assert shown is not None
    assert (shown.sentence, shown.content) == (TEXT[:29], (TEXT[:29],))
    assert (shown.speaker, shown.new_speaker) == (("Jan Berg", "Ostra"), True)
    assert shown.claim is not None
    assert (shown.claim.text, [near.id for near in shown.near]) == (closed.text, [may.id])
    assert [c.line for c in shown.candidates] == [("Ida Holm", "City Council", "Ostra")]
    assert (shown.flags, shown.version, shown.outlet) == (
        ("pronoun_speaker",),
        1,
        "Ostra Courier",
    )


# --- drafts that a file brought -------------------------------------------------------------------


@pytest.fixture
def waiting(engine: Engine, workspace: Workspace) -> int:
    raw = record()
    raw["attributions"].append(attribution("a3", state="draft"))
    load(engine, workspace, raw)
    return rows_of(engine, Attribution)[-1].id


def decide(
    engine: Engine, workspace: Workspace, number_: int, state: str, seen: str, actor: str = ANA
) -> None:
    writes(
        engine,
        lambda s: imported.decide(
            Change(s, number(workspace), actor, NOW),
            number_,
            AttributionState(state),
            seen=AttributionState(seen),
        ),
    )


def test_imported_drafts_wait_too(engine: Engine, workspace: Workspace, waiting: int) -> None:
    with Session(engine) as session:
        assert counts(session, number(workspace)).imported == 1
        found = imported.page(session, number(workspace))
        assert imported.page(session, number(another_workspace(engine))).total == 0
    (one,) = found.drafts
    assert (one.attribution_id, one.stance, one.claim.text) == (waiting, "denies", CLOSED)
    assert one.speaker == (WORKS.name,)
    assert one.content == (TEXT[95:127],)


def test_an_imported_draft_is_decided_and_taken_back(
    engine: Engine, workspace: Workspace, waiting: int
) -> None:
    decide(engine, workspace, waiting, "approved", "draft")
    assert statuses(engine)[CLOSED] == "disputed"
    with pytest.raises(DecidedMeanwhileError, match="U0ANA approved this"):
        decide(engine, workspace, waiting, "rejected", "draft", BEN)
    decide(engine, workspace, waiting, "draft", "approved", BEN)
    assert statuses(engine)[CLOSED] == "single_source"
    decide(engine, workspace, waiting, "rejected", "draft")
    assert trail(engine, "attribution")[-3:] == [
        (ANA, "draft approved"),
        (BEN, "draft took back the decision on"),
        (ANA, "draft rejected"),
    ]


def test_what_came_approved_with_its_file_is_no_draft(
    engine: Engine, workspace: Workspace, waiting: int
) -> None:
    with pytest.raises(ReviewError, match="came decided"):
        decide(engine, workspace, waiting - 1, "draft", "approved")
    with pytest.raises(ReviewError, match="not here"):
        decide(engine, another_workspace(engine), waiting, "approved", "draft")

"""The look over the whole record: what it finds, and what it leaves alone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from bot.record.verify import noting
from bot.record.verify.findings import Kind, counts, in_words
from bot.record.verify.verifying import LookedOver, verify
from models import Attribution, Document, Passage, Source, Workspace
from models.database import writing
from tests.conftest import NOW
from tests.records import another_workspace, attribution, load, record

LIVES = {"quantity": 30, "fact": 365}
HARROW = "62 people were injured at Harrow, Edda Rohl said. 64 people were injured, Rohl said."


def looked(engine: Engine, workspace: Workspace) -> LookedOver:
    with Session(engine) as session:
        return verify(session, workspace.id or 0, now=NOW, shelf_lives=LIVES)


def found(engine: Engine, workspace: Workspace, kind: Kind) -> list[str]:
    return [one.what for one in looked(engine, workspace).findings if one.kind is kind]


def hurt() -> dict[str, Any]:
    """Edda Rohl says 62, and moves to 64; the Ministry of Works stays at 62."""
    raw = record()
    raw["sources"].append({"key": "rohl", "name": "Edda Rohl", "kind": "person"})
    raw["documents"].append(
        {"key": "harrow", "text": HARROW, "outlet": "courier", "published_on": "2024-11-05"}
    )
    raw["claims"].append(
        {"key": "hurt", "text": "62 people were injured at Harrow.", "kind": "quantity",
         "figure": [62, 62]}
    )  # fmt: skip
    raw["attributions"] += [
        _said("rohl-1", "rohl", 0, 62, "2024-11-05"),
        _said("works-1", "works", 0, 62, "2024-11-05"),
        _said("rohl-2", "rohl", 50, 64, "2024-11-07"),
    ]
    return raw


def _said(key: str, source: str, start: int, figure: int, day: str) -> dict[str, Any]:
    return attribution(
        key, claim="hurt", source=source, document="harrow", stance="asserts", said_on=day,
        content=[[start, start + 23]], figure=[figure, figure],
    )  # fmt: skip


def changed(engine: Engine, table: Any, key: str, **values: Any) -> None:
    """Change a row past the bot, as an older version or another program may have."""
    with Session(writing(engine)) as session, session.begin():
        session.execute(update(table).where(col(table.key) == key).values(**values))


def test_a_sound_record_has_nothing_in_its_words(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, hurt())
    kinds = {one.kind for one in looked(engine, workspace).findings}
    assert kinds.isdisjoint(
        {Kind.FIGURE_OUTSIDE, Kind.QUOTE_OUTSIDE, Kind.OTHER_MEASURE, Kind.FIGURE_OF_NOBODY,
         Kind.WEAK_DAY, Kind.NEAR_SOURCES}
    )  # fmt: skip


def test_a_figure_of_an_older_version_that_is_not_in_its_words(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, hurt())
    changed(engine, Attribution, "works-1", figure_low=6438, figure_high=6438)
    (what,) = found(engine, workspace, Kind.FIGURE_OUTSIDE)
    assert "gives 6,438; that is not in its words: they give 62 (“62 people were injured" in what
    changed(engine, Attribution, "works-1", figure_computed=True)
    assert found(engine, workspace, Kind.FIGURE_OUTSIDE) == []


def test_a_quote_whose_document_was_changed(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, hurt())
    changed(engine, Document, "harrow", text="62 people")
    assert len(found(engine, workspace, Kind.QUOTE_OUTSIDE)) == 3
    with Session(writing(engine)) as session, session.begin():
        session.execute(update(Passage).values(content=[]))
    assert len(found(engine, workspace, Kind.QUOTE_OUTSIDE)) == 5


def test_a_quote_that_reads_otherwise_since_its_document_was_changed(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, hurt())
    changed(engine, Document, "harrow", text=HARROW.replace("injured", "accused"))
    told = found(engine, workspace, Kind.QUOTE_OUTSIDE)
    assert len(told) == 3
    assert "has another text than came on record; statement" in told[0]
    assert "now reads “62 people were accused" in told[0]
    changed(engine, Document, "harrow", text=HARROW)
    assert found(engine, workspace, Kind.QUOTE_OUTSIDE) == []


def test_a_figure_for_something_else_says_for_what(engine: Engine, workspace: Workspace) -> None:
    raw = hurt()
    raw["claims"][-1]["text"] = "62 people were killed at Harrow."
    load(engine, workspace, raw)
    told = found(engine, workspace, Kind.OTHER_MEASURE)
    assert len(told) == 3
    assert "gives 62 for injured, not killed" in told[0]


def test_a_claim_whose_figure_nobody_gives(engine: Engine, workspace: Workspace) -> None:
    raw = hurt()
    raw["claims"][-1]["figure"] = [70, 80]
    load(engine, workspace, raw)
    (what,) = found(engine, workspace, Kind.FIGURE_OF_NOBODY)
    assert what.endswith("62 people were injured at Harrow.")


def test_a_speaker_without_a_party(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, hurt())
    assert found(engine, workspace, Kind.NO_PARTY) == ["Edda Rohl has 2 statements and no party."]
    changed(engine, Source, "rohl", side="neutral")
    assert found(engine, workspace, Kind.NO_PARTY) == []


def test_a_confidential_speaker_is_not_named(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, hurt())
    changed(engine, Source, "rohl", confidential=True)
    told = [one.what for one in looked(engine, workspace).findings]
    assert "a source known to the desk has 2 statements and no party." in told
    assert not any("Rohl" in what for what in told)


def test_days_that_are_not_known_well_enough(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, hurt())
    changed(engine, Document, "report", published_basis="htmldate")
    changed(engine, Attribution, "rohl-1", said_precision="month")
    assert found(engine, workspace, Kind.WEAK_DAY) == [
        "Document 1 has 4 Nov 2024 for its day, a guess; 1 statement has no other day.",
        "Of statement 3 on claim #3 only Nov 2024 is known.",
    ]
    changed(engine, Document, "report", published_on=None)
    assert "Document 1 has no day" in found(engine, workspace, Kind.WEAK_DAY)[0]


def test_claims_and_sources_that_are_nearly_the_same(engine: Engine, workspace: Workspace) -> None:
    raw = hurt()
    raw["claims"].append({"key": "again", "text": "The bridge at Ostra is shut.", "kind": "fact"})
    raw["claims"].append({"key": "same", "text": "The bridge at Ostra is closed", "kind": "fact"})
    raw["sources"] += [
        {"key": "holme", "name": "Ida Holme", "kind": "person"},
        {"key": "ministry", "name": "Works Ministry", "kind": "government"},
        {"key": "first", "name": "1st Harrow Brigade", "kind": "organisation"},
        {"key": "second", "name": "2nd Harrow Brigade", "kind": "organisation"},
    ]
    load(engine, workspace, raw)
    assert "says nearly the same as #1" in found(engine, workspace, Kind.NEAR_CLAIMS)[-1]
    told = found(engine, workspace, Kind.NEAR_SOURCES)
    names = [what.split("(")[1].split(")")[0] for what in told]
    assert names == ["Ida Holme", "Works Ministry"]


def test_a_claim_that_nothing_has_confirmed_for_long(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, hurt())
    assert found(engine, workspace, Kind.UNCONFIRMED) == []
    for key in ("rohl-1", "rohl-2", "works-1"):
        changed(engine, Attribution, key, said_on=NOW.replace(month=9).date())
    (what,) = found(engine, workspace, Kind.UNCONFIRMED)
    assert what.startswith("Claim #3 was last said on 10 Sep 2024, 61 days ago: 62 people")


def test_a_source_that_stopped_moving(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, hurt())
    assert found(engine, workspace, Kind.NOT_MOVING) == [
        "On claim #3 Ministry of Works still gives 62 of 5 Nov 2024; Edda Rohl moved to 64 on"
        " 7 Nov 2024."
    ]
    changed(engine, Attribution, "rohl-2", said_on=NOW.replace(day=5).date())
    assert found(engine, workspace, Kind.NOT_MOVING) == []


def test_each_workspace_is_looked_over_by_itself(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, hurt())
    other = another_workspace(engine)
    assert looked(engine, other).findings == ()
    assert looked(engine, workspace).statements == 5


def test_what_was_counted_is_kept_and_worded(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, hurt())
    over = looked(engine, workspace)
    noting.note(engine, workspace.id or 0, over)
    with Session(engine) as session:
        kept = noting.noted(session, workspace.id or 0)
        assert session.exec(select(Workspace.revision)).first() is not None
    assert kept == noting.Noted(NOW, counts(over.findings))
    assert in_words({"weak_day": 2, "no_party": 1, "near_claims": 1_000}, most=2) == (
        "1 speaker without a party, 2 weak days, 1,000 more"
    )


def test_every_kind_has_its_words() -> None:
    assert all(in_words({kind.value: 1}).startswith("1 ") for kind in Kind)

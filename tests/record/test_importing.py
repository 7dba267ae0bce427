from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, text
from sqlmodel import Session, SQLModel, select

from bot.record.exchange.interchange import RecordError, parse
from bot.record.workspaces import WorkspaceError
from models import Attribution, AuditEntry, Claim, Document, Source, StatusChange, Workspace
from models.record import text_sha256
from tests.conftest import NOW
from tests.paths import ROOT, shared
from tests.records import TEXT, another_workspace, attribution, load, read, record, statuses


def counts(engine: Engine) -> dict[str, int]:
    """Rows per table, to see that nothing at all was stored."""
    with engine.connect() as connection:
        return {
            table.name: connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one()
            for table in SQLModel.metadata.sorted_tables
        }


def test_a_record_is_imported_with_its_statuses(engine: Engine, workspace: Workspace) -> None:
    report = load(engine, workspace, record())
    assert report.added == {
        **{"outlets": 1, "sources": 5, "documents": 1},
        **{"claims": 2, "attributions": 2},
    }
    assert report.status_changes == 2
    assert statuses(engine, workspace) == {"closed": "single_source", "may": "position"}
    assert report.in_words().splitlines()[0] == (
        "Added 1 outlets, 5 sources, 1 documents, 2 claims, 2 attributions."
    )


def test_rows_stand_in_the_files_order_with_all_their_links(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["attributions"].insert(0, attribution("first", origin="a1", stance="asserts"))
    load(engine, workspace, raw)
    with Session(engine) as session:
        rows = session.exec(select(Attribution).order_by(Attribution.id)).all()
        assert [row.key for row in rows] == ["first", "a1", "a2"]
        assert rows[0].origin_id == rows[1].id
        assert (rows[1].decided_by, rows[1].decided_at) == ("U1", NOW)
        holm = session.exec(select(Source).where(Source.key == "holm")).one()
        council = session.exec(select(Source).where(Source.key == "council")).one()
        assert holm.parent_id == council.id
        assert session.exec(select(Document)).one().sha256 == text_sha256(TEXT)


def test_the_statuses_of_the_known_record_are_what_the_rules_give(
    engine: Engine, workspace: Workspace
) -> None:
    data = shared("corpus", "record.json").read_bytes()
    assert workspace.id is not None
    from bot.record.exchange.importing import import_record

    import_record(engine, parse(data), workspace_id=workspace.id, actor="U1", now=NOW)
    expected = {
        "aligned": "C00 C01 C03 C04",
        "single_source": "C02 C08 C09 C14 C19",
        "position": "C05 C06 C07 C11 C12 C13",
        "unattributed": "C10 C15 C17 C18 C20",
        "no_position": "C16",
    }
    by_claim = {key: status for status, keys in expected.items() for key in keys.split()}
    assert statuses(engine, workspace) == by_claim


def test_the_sample_record_is_imported_once(engine: Engine, workspace: Workspace) -> None:
    sample = ROOT / "samples" / "record.json"
    if not sample.exists():
        pytest.skip("no sample record yet")
    from bot.record.exchange.importing import import_record

    assert workspace.id is not None
    file = parse(sample.read_bytes())
    import_record(engine, file, workspace_id=workspace.id, actor="U1", now=NOW)
    before = counts(engine)
    again = import_record(engine, file, workspace_id=workspace.id, actor="U1", now=NOW)
    assert (sum(again.added.values()), again.left) == (0, ())
    assert counts(engine) == before


def test_the_same_file_twice_changes_nothing(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, record())
    before = counts(engine)
    report = load(engine, workspace, record(), NOW + timedelta(days=1))
    assert counts(engine) == before
    assert report.in_words() == "Nothing added. 11 unchanged."
    with Session(engine) as session:
        assert session.exec(select(Workspace.revision)).one() == 1


def test_a_longer_file_adds_only_what_is_new(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, record())
    raw = record()
    raw["attributions"].append(attribution("a3"))
    report = load(engine, workspace, raw)
    assert {name: n for name, n in report.added.items() if n} == {"attributions": 1}
    assert statuses(engine, workspace)["closed"] == "disputed"
    with Session(engine) as session:
        revisions = dict(session.exec(select(Claim.key, Claim.revision)).all())
        assert revisions == {"closed": 2, "may": 1}


def test_a_bad_file_stores_nothing(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["attributions"][1]["content"] = [[0, 9999]]
    before = counts(engine)
    with pytest.raises(RecordError, match=r'attributions\[1\] "a2": content \[0, 9999\]'):
        load(engine, workspace, raw)
    assert counts(engine) == before


def test_what_was_edited_here_is_left_and_reported(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, record())
    with Session(engine) as session:
        claim = session.exec(select(Claim).where(Claim.key == "closed")).one()
        claim.text, claim.edited_at = "The old bridge at Ostra is closed.", NOW
        session.add(claim)
        session.commit()
    report = load(engine, workspace, record())
    assert report.left == ('claims[0] "closed" was edited here since it was imported (text).',)
    assert sum(report.unchanged.values()) == 10
    with Session(engine) as session:
        kept = session.exec(select(Claim.text).where(Claim.key == "closed")).one()
        assert kept == "The old bridge at Ostra is closed."


def test_a_changed_entry_is_left_and_reported(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, record())
    raw = record()
    raw["claims"][0] |= {"topic": "Bridges", "place": "Ostra"}
    report = load(engine, workspace, raw)
    assert report.left == ('claims[0] "closed" says something else on record (place, topic).',)
    assert report.in_words().splitlines()[-1] == f"- {report.left[0]}"


@pytest.mark.parametrize(
    ("name", "index", "change", "reference"),
    [
        ("claims", 0, {"text": "The tunnel at Ostra is closed."}, 'claim "closed"'),
        ("sources", 3, {"name": "Ministry of Walks"}, 'source "works"'),
        ("documents", 0, {"text": TEXT + " More."}, 'document "report"'),
    ],
)
def test_new_words_are_never_put_on_another_entry_of_the_same_key(
    engine: Engine,
    workspace: Workspace,
    name: str,
    index: int,
    change: dict[str, str],
    reference: str,
) -> None:
    load(engine, workspace, record())
    raw = record()
    raw[name][index] |= change
    raw["attributions"].append(attribution("a3"))
    before = counts(engine)
    with pytest.raises(RecordError) as error:
        load(engine, workspace, raw)
    assert str(error.value) == (
        f'attributions[2] "a3": {reference} says something else on record '
        f"({next(iter(change))}); give it a key of its own"
    )
    assert counts(engine) == before


def test_words_may_be_added_to_a_claim_whose_topic_alone_differs(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    raw = record()
    raw["claims"][0]["topic"] = "Bridges"
    raw["attributions"].append(attribution("a3"))
    assert load(engine, workspace, raw).added["attributions"] == 1


def test_every_new_row_has_its_audit_entry(engine: Engine, workspace: Workspace) -> None:
    report = load(engine, workspace, record())
    with Session(engine) as session:
        entries = session.exec(select(AuditEntry)).all()
        assert len(entries) == sum(report.added.values())
        assert {(e.actor, e.action, e.at, e.before is None) for e in entries} == {
            ("U1", "import", NOW, True)
        }
        document = next(e for e in entries if e.entity == "document")
        assert "text" not in document.after
        assert document.after["sha256"] == text_sha256(TEXT)
        said = next(e for e in entries if e.entity == "attribution")
        row = session.get(Attribution, said.entity_id)
        assert row is not None
        assert row.key == said.after["key"]


def test_the_same_keys_in_two_workspaces_are_different_rows(
    engine: Engine, workspace: Workspace
) -> None:
    other = another_workspace(engine)
    load(engine, workspace, record())
    load(engine, other, record())
    raw = record()
    raw["attributions"].append(attribution("a3"))
    load(engine, other, raw)
    assert statuses(engine, workspace)["closed"] == "single_source"
    assert statuses(engine, other)["closed"] == "disputed"


def test_nothing_is_imported_into_a_workspace_that_is_not_there(engine: Engine) -> None:
    with pytest.raises(WorkspaceError, match="no workspace number 7"):
        load(engine, Workspace(id=7, team_id="T7", created_at=NOW), record())


def test_first_statuses_come_with_the_import_itself(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, record())
    with Session(engine) as session:
        changes = session.exec(select(StatusChange).order_by(StatusChange.id)).all()
        assert [(c.from_status, c.to_status, c.attributions, c.at) for c in changes] == [
            (None, "single_source", ["a1"], NOW),
            (None, "position", ["a2"], NOW),
        ]
        assert session.exec(select(func.count()).select_from(Claim)).one() == 2


def test_rows_made_by_hand_may_follow_an_import(engine: Engine, workspace: Workspace) -> None:
    load(engine, workspace, record())
    assert workspace.id is not None
    with Session(engine) as session:
        made = Claim(workspace_id=workspace.id, key="new", text="New.", kind="fact", created_at=NOW)
        session.add(made)
        session.commit()
        assert made.id == 3


def test_the_checked_file_is_what_is_stored(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["claims"][0] |= {"figure": [None, 12.5], "unit": "km"}
    load(engine, workspace, raw)
    with Session(engine) as session:
        claim = session.exec(select(Claim).where(Claim.key == "closed")).one()
        assert (claim.figure_low, claim.figure_high, claim.unit) == (None, 12.5, "km")
        assert read(raw).claims[0].figure == (None, 12.5)


def test_claims_to_look_at_are_named_but_imported(engine: Engine, workspace: Workspace) -> None:
    raw = record()
    raw["claims"] += [
        {"key": "one", "text": "The Council has closed the old ferry port.", "kind": "fact"},
        {"key": "two", "text": "The council closed the old ferry port.", "kind": "fact"},
    ]
    report = load(engine, workspace, raw)
    assert report.added["claims"] == 4
    assert report.remarks == (
        'claims[0] "closed" has only three content words: many statements will find it.',
        'claims[1] "may" has only three content words: many statements will find it.',
        'claims[3] "two" says nearly the same as "one": The Council has closed the old ferry port.',
    )
    assert "3 claims to look at (on record all the same):" in report.in_words()
    raw["claims"].append({"key": "three", "text": "The old ferry port was closed by the council."})
    raw["claims"][-1]["kind"] = "fact"
    again = load(engine, workspace, raw)
    assert [sentence[:33] for sentence in again.remarks] in (
        [],
        ['claims[4] "three" says nearly the'],
    )


def test_what_was_on_record_before_is_not_remarked_on_again(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    assert load(engine, workspace, record()).remarks == ()

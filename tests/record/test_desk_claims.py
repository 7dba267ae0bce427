from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.record.change import Change
from bot.record.edit.claims import (
    edit_claim,
    fields_of,
    merge_claims,
    restore_claim,
    withdraw_claim,
)
from bot.record.edit.rows import ChangedMeanwhileError
from bot.record.exchange.exporting import export_record
from bot.record.exchange.importing import import_record
from bot.record.reading import claims_on_record
from bot.refusal import RefusalError
from models import AuditEntry, Claim, Feedback, Inquiry, Watch, Workspace
from models.inquiry import FeedbackKind, Surface
from models.record import Attribution
from tests.conftest import NOW
from tests.desk_care import BEN, IDA, LATER, Desk, disputed, with_claims
from tests.inquiries import inquiry
from tests.records import another_workspace, attribution, load, record, statuses

WRONG = "The bridge at Ostra is shut."


def edit(
    desk: Desk,
    key: str = "closed",
    *,
    seen: int | None = None,
    actor: str = IDA,
    **fields: object,
) -> None:
    with desk.work() as session:
        claim = session.get_one(Claim, desk.id(Claim, key))
        to = replace(fields_of(claim), **fields)  # type: ignore[arg-type]
        edit_claim(Change(session, desk.number, actor, LATER), claim.id or 0, to, seen=seen)


def merge(desk: Desk, key: str, into: str, **seen: int | None) -> None:
    with desk.work() as session:
        merge_claims(
            Change(session, desk.number, IDA, LATER),
            desk.id(Claim, key),
            desk.id(Claim, into),
            seen=seen.get("seen"),
            seen_into=seen.get("seen_into"),
        )


def withdraw(desk: Desk, key: str, reason: str = "") -> None:
    with desk.work() as session:
        withdraw_claim(
            Change(session, desk.number, IDA, LATER), desk.id(Claim, key), reason=reason, seen=None
        )


# --- editing ---------------------------------------------------------------------------------


def test_an_edited_claim_keeps_its_old_text_in_the_audit_trail(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace)
    edit(desk, text="The bridge at Ostra is shut to lorries.", topic="Bridge", place="Ostra")
    claim = desk.row(Claim, "closed")
    assert (claim.text, claim.topic) == ("The bridge at Ostra is shut to lorries.", "Bridge")
    assert claim.edited_at == LATER
    with Session(engine) as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.actor == IDA)).one()
    assert entry.before == {"text": "The bridge at Ostra is closed.", "place": None, "topic": None}
    assert entry.after["text"] == claim.text


def test_an_edit_is_found_by_every_process(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    before = desk.row(Claim, "closed").revision
    edit(desk, text="The bridge at Ostra is shut.")
    with Session(engine) as session:
        assert session.get_one(Workspace, desk.number).revision == before + 1
    assert desk.row(Claim, "closed").revision == before + 1
    assert desk.row(Claim, "may").revision == before


def test_an_edit_that_changes_the_kind_changes_the_status_with_it(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace)
    edit(desk, "may", kind="fact")
    assert statuses(engine, workspace)["may"] == "single_source"
    assert desk.changes()[-1][:2] == ("position", "single_source")


def test_a_figure_that_its_source_did_not_give_loses_the_support(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["claims"][0] |= {"kind": "quantity", "figure": [10, None]}
    raw["attributions"][0] |= {"figure": [12, 12], "figure_computed": True}
    desk = Desk(engine, workspace, raw)
    assert statuses(engine, workspace)["closed"] == "single_source"
    edit(desk, figure=(20.0, 30.0))
    assert statuses(engine, workspace)["closed"] == "figure_unsupported"


def test_an_edit_that_changes_nothing_leaves_no_trace(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    edit(desk)
    assert desk.trail() == []
    assert desk.row(Claim, "closed").edited_at is None


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": "  "}, "empty"),
        ({"kind": "rumour"}, "rumour"),
        ({"figure": (3.0, 2.0)}, "low end above"),
        ({"text": "a\0b"}, "NUL"),
        ({"unit": "\ud800"}, "half a character"),
    ],
)
def test_what_a_claim_cannot_be_is_refused_with_the_reason(
    engine: Engine, workspace: Workspace, fields: dict[str, object], reason: str
) -> None:
    desk = Desk(engine, workspace)
    with pytest.raises(RefusalError, match=reason):
        edit(desk, **fields)
    assert desk.trail() == []


def test_the_later_of_two_editors_is_told_what_the_earlier_did_and_overwrites_nothing(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace)
    seen = desk.seen(Claim, "closed")
    edit(desk, seen=seen, text="The bridge at Ostra is shut.")
    with pytest.raises(ChangedMeanwhileError) as told:
        edit(desk, seen=seen, actor=BEN, text="The bridge is open.")
    (change,) = told.value.changes
    assert change.line("Ida") == (
        "Ida, 11 Nov 2024: text changed from “The bridge at Ostra is closed.” "
        "to “The bridge at Ostra is shut.”"
    )
    assert IDA in told.value.sentence
    assert desk.row(Claim, "closed").text == "The bridge at Ostra is shut."
    assert desk.trail(BEN) == []


def test_of_two_editors_at_the_same_instant_one_is_told_of_the_other(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace)
    seen = desk.seen(Claim, "closed")
    refused: list[ChangedMeanwhileError] = []
    together = threading.Barrier(2)

    def write(topic: str) -> None:
        together.wait()
        try:
            edit(desk, seen=seen, topic=topic)
        except ChangedMeanwhileError as error:
            refused.append(error)

    editors = [threading.Thread(target=write, args=(topic,)) for topic in ("Bridges", "Roads")]
    for one in editors:
        one.start()
    for one in editors:
        one.join()
    (told,) = refused
    assert desk.row(Claim, "closed").topic in told.sentence
    assert len(desk.trail()) == 1


def test_a_change_of_another_claim_disturbs_nobody(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    seen = desk.seen(Claim, "may")
    edit(desk, text="The bridge at Ostra is shut.")
    edit(desk, "may", seen=seen, topic="Bridge")
    assert desk.row(Claim, "may").topic == "Bridge"


def test_a_claim_of_another_desk_is_not_there(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace)
    other = another_workspace(engine)
    load(engine, other, record())
    with pytest.raises(RefusalError, match="no claim"), desk.work() as session:
        edit_claim(
            Change(session, other.id or 0, IDA, LATER),
            desk.id(Claim, "closed"),
            fields_of(desk.row(Claim, "closed")),
            seen=None,
        )


# --- merging ---------------------------------------------------------------------------------


def test_a_merged_claim_forwards_and_its_attributions_count_for_the_heir(
    engine: Engine, workspace: Workspace
) -> None:
    raw = with_claims(disputed(), ("shut", WRONG))
    raw["attributions"].append(attribution("also", claim="shut", source="paper", stance="asserts"))
    raw["attributions"].append(attribution("d", claim="shut", source="paper", state="draft"))
    desk = Desk(engine, workspace, raw)
    merge(desk, "shut", "closed")
    assert desk.on("closed") == ["a1", "also", "d", "deny", "relay"]
    assert desk.on("shut") == []
    shut = desk.id(Claim, "shut")
    with Session(engine) as session:
        page = claims_on_record(
            session, desk.number, [shut], now=LATER, editor=False, shelf_lives={}
        )[shut]
    assert page.card.key == "closed"
    assert page.card.forwarded_from == WRONG
    assert page.support == 2


def test_merging_changes_the_status_of_the_heir_in_the_same_transaction(
    engine: Engine, workspace: Workspace
) -> None:
    raw = with_claims(record(), ("shut", WRONG))
    raw["attributions"].append(attribution("deny", claim="shut"))
    desk = Desk(engine, workspace, raw)
    merge(desk, "shut", "closed")
    assert desk.changes()[-1] == ("single_source", "disputed", ["deny"])
    assert statuses(engine, workspace)["closed"] == "disputed"
    assert len(desk.changes()) == 4  # nothing is said of the merged claim itself


def test_both_claims_of_a_merge_are_found_anew_by_every_process(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, with_claims(record(), ("shut", WRONG)))
    merge(desk, "shut", "closed")
    assert desk.row(Claim, "shut").revision == desk.row(Claim, "closed").revision == 2


def test_watches_follow_and_nobody_watches_twice_in_one_place(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, with_claims(record(), ("shut", WRONG)))
    closed, shut = desk.id(Claim, "closed"), desk.id(Claim, "shut")
    with desk.work() as session:
        for watcher, claim_id in ((IDA, closed), (IDA, shut), (BEN, shut)):
            session.add(
                Watch(
                    workspace_id=desk.number,
                    watcher=watcher,
                    channel="C1",
                    claim_id=claim_id,
                    created_at=NOW,
                )
            )
    merge(desk, "shut", "closed")
    with Session(engine) as session:
        rows = session.exec(select(Watch)).all()
    assert sorted((row.watcher, row.claim_id) for row in rows) == [(BEN, closed), (IDA, closed)]
    assert ("merge claims", "watch") in desk.trail()


def test_what_people_called_outdated_goes_to_the_heir_and_a_wrong_answer_stays(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, with_claims(record(), ("shut", WRONG)))
    closed, shut = desk.id(Claim, "closed"), desk.id(Claim, "shut")
    with desk.work() as session:
        asked = inquiry(
            session,
            workspace_id=desk.number,
            request_id="r",
            surface=Surface.MESSAGE.value,
            channel="C1",
            asker=BEN,
            statement=WRONG,
            delivery="thread",
            asked_at=NOW,
            claim_id=shut,
        )
        for kind in (FeedbackKind.OUTDATED, FeedbackKind.WRONG_CLAIM):
            session.add(
                Feedback(
                    workspace_id=desk.number,
                    inquiry_id=asked.id or 0,
                    claim_id=shut,
                    kind=kind.value,
                    by=BEN,
                    at=NOW,
                )
            )
    merge(desk, "shut", "closed")
    with Session(engine) as session:
        rows = {row.kind: row.claim_id for row in session.exec(select(Feedback))}
        assert session.exec(select(Inquiry)).one().claim_id == shut
    assert rows == {"outdated": closed, "wrong_claim": shut}


def test_merging_into_a_merged_claim_means_its_heir(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace, with_claims(record(), ("shut", WRONG), ("barred", "It is.")))
    merge(desk, "shut", "closed")
    merge(desk, "barred", "shut")
    assert desk.row(Claim, "barred").merged_into_id == desk.id(Claim, "closed")


@pytest.mark.parametrize(
    ("key", "into", "reason"),
    [
        ("closed", "closed", "into itself"),
        ("closed", "shut", "itself merged into"),
        ("shut", "may", "was merged into"),
        ("may", "gone", "withdrawn"),
        ("gone", "may", "withdrawn"),
    ],
)
def test_merges_that_lead_nowhere_are_refused(
    engine: Engine, workspace: Workspace, key: str, into: str, reason: str
) -> None:
    desk = Desk(engine, workspace, with_claims(record(), ("shut", WRONG), ("gone", "It went.")))
    merge(desk, "shut", "closed")
    withdraw(desk, "gone")
    before = desk.trail()
    with pytest.raises(RefusalError, match=reason):
        merge(desk, key, into)
    assert desk.trail() == before


def test_nothing_is_merged_into_a_draft(engine: Engine, workspace: Workspace) -> None:
    desk = Desk(engine, workspace, with_claims(record(), ("shut", WRONG)))
    with desk.work() as session:
        session.get_one(Claim, desk.id(Claim, "shut")).state = "draft"
    with pytest.raises(RefusalError, match="draft"):
        merge(desk, "closed", "shut")


def test_a_merge_is_refused_where_either_claim_was_changed_meanwhile(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, with_claims(record(), ("shut", WRONG)))
    closed, shut = desk.seen(Claim, "closed"), desk.seen(Claim, "shut")
    edit(desk, text="The bridge at Ostra is open.")
    with pytest.raises(ChangedMeanwhileError):
        merge(desk, "shut", "closed", seen=shut, seen_into=closed)
    assert desk.row(Claim, "shut").merged_into_id is None


def test_a_merged_record_can_be_taken_to_another_desk(engine: Engine, workspace: Workspace) -> None:
    raw = with_claims(disputed(), ("shut", WRONG))
    raw["attributions"].append(attribution("also", claim="shut", source="paper", stance="asserts"))
    desk = Desk(engine, workspace, raw)
    merge(desk, "shut", "closed")
    merge(desk, "may", "closed")
    with Session(engine) as session:
        out = export_record(session, desk.number)
    other = another_workspace(engine)
    import_record(engine, out, workspace_id=other.id or 0, actor="cli", now=LATER)
    there, here = statuses(engine, other), statuses(engine, workspace)
    assert there["closed"] == here["closed"]


def test_the_file_it_came_from_does_not_undo_a_merge(engine: Engine, workspace: Workspace) -> None:
    raw = with_claims(record(), ("shut", WRONG))
    raw["attributions"].append(attribution("also", claim="shut", source="paper", stance="asserts"))
    desk = Desk(engine, workspace, raw)
    merge(desk, "shut", "closed")
    report = load(engine, workspace, raw)
    assert not any(report.added.values())
    assert any("edited here" in sentence for sentence in report.left)
    assert "also" in desk.on("closed")


# --- withdrawing -----------------------------------------------------------------------------


def test_a_withdrawn_claim_says_so_and_can_be_put_back(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace)
    withdraw(desk, "closed", "said of another bridge")
    closed = desk.id(Claim, "closed")
    with Session(engine) as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.actor == IDA)).one()
        page = claims_on_record(
            session, desk.number, [closed], now=LATER, editor=False, shelf_lives={}
        )[closed]
    assert page.withdrawn
    assert entry.after == {"state": "withdrawn", "reason": "said of another bridge"}
    with pytest.raises(RefusalError, match="withdrawn"):
        edit(desk, text="The bridge is open.")
    with desk.work() as session:
        restore_claim(Change(session, desk.number, IDA, LATER), closed, seen=None)
    assert desk.row(Claim, "closed").state == "approved"
    assert statuses(engine, workspace)["closed"] == "single_source"


def test_an_attribution_moves_with_an_audit_entry_each(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, disputed())
    merge(desk, "closed", "may")
    said = [entity for action, entity in desk.trail() if action == "merge claims"]
    assert said == ["attribution"] * 3
    assert desk.row(Attribution, "a1").edited_at == LATER

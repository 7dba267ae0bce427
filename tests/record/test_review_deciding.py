from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.extraction.draft import Flag, ProposedClaim, ProposedSource
from bot.record.change import Change
from bot.record.drafts.deciding import (
    ApprovedTogether,
    Decision,
    approve,
    approve_all_certain,
    reject,
    undo,
)
from bot.record.drafts.errors import DecidedMeanwhileError, ReviewError, WhichSourceError
from bot.record.drafts.views import view
from bot.record.edit.claims import merge_claims
from bot.record.edit.outlets import merge_outlets
from bot.record.edit.sources import merge_sources
from bot.record.exchange.exporting import export_record
from bot.watch.notice_rows import insert_notice
from bot.watch.places import Place
from models import (
    Attribution,
    Claim,
    Draft,
    Outlet,
    Passage,
    Source,
    StatusChange,
    Watch,
    Workspace,
)
from models.database import writing
from models.subscription import NoticeKind
from tests.conftest import NOW
from tests.drafted import (
    ANA,
    BEN,
    CLOSED,
    COUNCIL,
    HOLM,
    OSTRA,
    TEXT,
    WORKS,
    attributions,
    denial,
    draft,
    draft_row,
    drafted,
    names,
    number,
    outlets,
    rows_of,
    spanning,
    statuses,
    trail,
    writes,
)
from tests.records import another_workspace, load, record

LATER = NOW + timedelta(minutes=5)


def act(
    engine: Engine,
    workspace: Workspace,
    what: Callable[..., Decision],
    draft_id: int,
    version: int | None = None,
    actor: str = ANA,
    **given: object,
) -> Decision:
    seen = version or draft_row(engine, draft_id).version
    return writes(
        engine,
        lambda s: what(Change(s, number(workspace), actor, LATER), draft_id, seen, **given),
    )


# --- approving ------------------------------------------------------------------------------------


def test_an_approved_draft_is_on_record_with_speaker_words_and_status(
    engine: Engine, workspace: Workspace
) -> None:
    (one,) = drafted(engine, workspace, [draft(said_on=date(2024, 11, 3), said_precision="day")])
    made = act(engine, workspace, approve, one)
    assert (made.new_claim, made.new_sources) == (True, ("Ostra", "City Council", "Ida Holm"))
    assert [(m.from_status, m.to_status) for m in made.moves] == [(None, "single_source")]
    assert statuses(engine) == {CLOSED: "single_source"}
    assert names(engine) == {
        "Ostra",
        "City Council < Ostra",
        "Ida Holm < City Council < Ostra",
    }
    (said,) = attributions(engine)
    assert (said.state, said.decided_by, said.decided_at) == ("approved", ANA, LATER)
    assert (said.stance, said.said_on, said.key) == (
        "asserts",
        date(2024, 11, 3),
        made.attribution_key,
    )
    (passage,) = rows_of(engine, Passage)
    assert (passage.content, passage.speaker) == ([[0, 29]], [31, 45])
    for entity in ("claim", "source", "attribution"):
        assert (ANA, "approve draft") in trail(engine, entity)
    assert trail(engine, "draft") == [(ANA, "draft approved")]
    row = draft_row(engine, one)
    assert (row.state, row.version, row.decided_by) == ("approved", 2, ANA)


def test_every_process_sees_the_claim_by_its_revision(engine: Engine, workspace: Workspace) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    act(engine, workspace, approve, one)
    (first,) = rows_of(engine, Claim)
    act(engine, workspace, undo, one)
    (then,) = rows_of(engine, Claim)
    assert 0 < first.revision < then.revision
    assert then.state == "draft"


def test_speakers_on_record_are_known_by_name_or_alias_under_the_same_parent(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    ost = ProposedSource("ost", "government")  # an alias, in other case
    mayor = replace(HOLM, parent=replace(COUNCIL, parent=ost))
    (one,) = drafted(engine, workspace, [draft(source=mayor)])
    assert act(engine, workspace, approve, one).new_sources == ()


def test_the_same_name_under_another_parent_is_another_organisation(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    other = replace(COUNCIL, parent=ProposedSource("Lund", "government"))
    (one,) = drafted(engine, workspace, [draft(source=other)])
    assert act(engine, workspace, approve, one).new_sources == ("Lund", "City Council")


def test_an_organisation_further_down_in_the_party_is_known(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["sources"].append(
        {"key": "roads", "name": "Roads Office", "kind": "organisation", "parent": "council"}
    )
    load(engine, workspace, raw)
    office = ProposedSource("Roads Office", "organisation", parent=OSTRA)
    (one,) = drafted(engine, workspace, [draft(source=office)])
    assert act(engine, workspace, approve, one).new_sources == ()


@pytest.mark.parametrize(
    "source",
    [
        ProposedSource("Ida Holm", "person"),
        ProposedSource("City Council", "organisation"),
        ProposedSource("Ida Holm", "person", parent=ProposedSource("Lund", "government")),
    ],
    ids=["a person alone", "an organisation alone", "a person of another party"],
)
def test_a_known_name_never_becomes_a_second_party_unasked(
    engine: Engine, workspace: Workspace, source: ProposedSource
) -> None:
    load(engine, workspace, record())
    before = names(engine)
    (one,) = drafted(engine, workspace, [draft(source=source)], TEXT + " More.")
    with pytest.raises(WhichSourceError, match="City Council") as raised:
        act(engine, workspace, approve, one)
    assert raised.value.candidates[0].line[-1] == "Ostra"
    assert names(engine) == before
    assert draft_row(engine, one).version == 1


def test_in_one_article_the_same_full_name_is_the_same_speaker(
    engine: Engine, workspace: Workspace
) -> None:
    bare = draft(53, 82, ProposedSource("Ida Holm", "person"), "It opens in May.")
    first, second = drafted(engine, workspace, [draft(), bare])
    act(engine, workspace, approve, first)
    assert act(engine, workspace, approve, second).new_sources == ()


def test_the_same_sentence_of_two_speakers_is_one_claim(
    engine: Engine, workspace: Workspace
) -> None:
    first, second = drafted(engine, workspace, [draft(), denial()])
    act(engine, workspace, approve, first)
    made = act(engine, workspace, approve, second)
    assert not made.new_claim
    assert [(m.from_status, m.to_status) for m in made.moves] == [("single_source", "disputed")]
    assert statuses(engine) == {CLOSED: "disputed"}


def test_a_chosen_claim_that_was_merged_forwards_to_its_heir(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    with Session(writing(engine)) as session:
        closed, may = session.exec(select(Claim).order_by(Claim.id)).all()
        may.merged_into_id = closed.id
        session.add(may)
        session.commit()
        chosen = ProposedClaim(may.text, "fact", known=may.id)
        heir = closed.id
    (one,) = drafted(engine, workspace, [replace(denial(), claim=chosen)])
    assert act(engine, workspace, approve, one).claim_id == heir


@pytest.mark.parametrize("state", ["withdrawn", "draft"])
def test_a_claim_that_is_not_on_record_any_more_cannot_be_approved_on(
    engine: Engine, workspace: Workspace, state: str
) -> None:
    load(engine, workspace, record())
    with Session(writing(engine)) as session:
        claim = session.exec(select(Claim).where(Claim.key == "closed")).one()
        claim.state = state
        session.add(claim)
        session.commit()
        chosen = ProposedClaim(claim.text, "fact", known=claim.id)
    (one,) = drafted(engine, workspace, [replace(denial(), claim=chosen)])
    with pytest.raises(ReviewError, match="withdrawn" if state == "withdrawn" else "draft"):
        act(engine, workspace, approve, one)
    assert len(attributions(engine)) == 2


def test_rows_of_another_desk_are_out_of_reach(engine: Engine, workspace: Workspace) -> None:
    other = another_workspace(engine)
    load(engine, other, record())
    claim = ProposedClaim("Theirs.", "fact", known=rows_of(engine, Claim)[0].id)
    source = ProposedSource("Theirs", "person", known=rows_of(engine, Source)[0].id)
    ids = drafted(engine, workspace, [draft(claim=claim), draft(source=source)])
    for one in ids:
        with pytest.raises(ReviewError, match="on record"):
            act(engine, workspace, approve, one)
    with pytest.raises(ReviewError, match="not here"):
        act(engine, other, approve, ids[0])


def test_words_that_are_not_in_the_document_are_refused_and_nothing_is_left_behind(
    engine: Engine, workspace: Workspace
) -> None:
    (one,) = drafted(engine, workspace, [draft(0, len(TEXT) + 1)])
    with Session(writing(engine)) as session:
        with pytest.raises(ReviewError, match="not in the document"):
            approve(Change(session, number(workspace), ANA, NOW), one, 1)
        session.commit()  # even where the caller goes on
    assert [len(rows_of(engine, table)) for table in (Claim, Source, Attribution)] == [0, 0, 0]


def test_overlapping_spans_are_one_on_record(engine: Engine, workspace: Workspace) -> None:
    (one,) = drafted(engine, workspace, [spanning(draft(), (0, 10), (4, 29))])
    act(engine, workspace, approve, one)
    assert rows_of(engine, Passage)[0].content == [[0, 29]]


def test_a_day_is_on_record_as_exactly_as_it_was_said(engine: Engine, workspace: Workspace) -> None:
    day = date(2024, 6, 1)
    precisions = ["day", "season", "document", None]
    ids = drafted(
        engine,
        workspace,
        [draft(n, 29, said_on=day, said_precision=p) for n, p in enumerate(precisions)],
    )
    for one in ids:
        act(engine, workspace, approve, one)
    assert [(a.said_on, a.said_precision) for a in attributions(engine)] == [
        (day, None),
        (day, "season"),
        (None, None),  # nobody said when: the document's own date stands in by the rules
        (day, None),
    ]


def test_who_is_quoted_through_whom_is_kept(engine: Engine, workspace: Workspace) -> None:
    (one,) = drafted(engine, workspace, [draft(relayed_by="ostra  courier")])
    act(engine, workspace, approve, one)
    assert outlets(engine) == ["Ostra Courier"]
    assert attributions(engine)[0].relayed_by_id is not None


# --- at the same time -----------------------------------------------------------------------------


def test_the_later_editor_is_told_what_the_earlier_one_did(
    engine: Engine, workspace: Workspace
) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    act(engine, workspace, reject, one, actor=BEN, reason="He was misquoted")
    for version in (1, 2):
        with pytest.raises(DecidedMeanwhileError) as raised:
            act(engine, workspace, approve, one, version)
        told = raised.value
        assert (told.by, told.action, told.at, told.version) == (BEN, "rejected", LATER, 2)
        assert told.sentence == (
            "U0BEN rejected this on 10 November 2024 at 09:05 UTC (He was misquoted)."
            " Nothing of it was changed now."
        )
    assert attributions(engine) == []


def test_of_two_editors_at_once_one_decides_and_the_other_is_told(
    engine: Engine, workspace: Workspace
) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    told = at_once(
        lambda: act(engine, workspace, approve, one, 1, ANA),
        lambda: act(engine, workspace, approve, one, 1, BEN),
    )
    assert [type(error) for error in told] == [DecidedMeanwhileError]
    assert len(attributions(engine)) == 1
    row = draft_row(engine, one)
    assert isinstance(told[0], DecidedMeanwhileError)
    assert (told[0].by, row.version) == (row.decided_by, 2)
    assert len(rows_of(engine, StatusChange)) == 1


def test_two_drafts_of_one_sentence_approved_at_once_make_one_claim(
    engine: Engine, workspace: Workspace
) -> None:
    first, second = drafted(engine, workspace, [draft(), denial()])
    told = at_once(
        lambda: act(engine, workspace, approve, first, 1, ANA),
        lambda: act(engine, workspace, approve, second, 1, BEN),
    )
    assert told == []
    assert statuses(engine) == {CLOSED: "disputed"}


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Run them in threads that start together; what they raised."""
    start = threading.Barrier(len(acts))
    raised: list[Exception] = []

    def work(one: Callable[[], object]) -> None:
        start.wait(10)
        try:
            one()
        except Exception as error:
            raised.append(error)

    threads = [threading.Thread(target=work, args=(one,)) for one in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


# --- all certain ones -----------------------------------------------------------------------------


def together(
    engine: Engine, workspace: Workspace, ids: list[int], **given: float
) -> ApprovedTogether:
    rows = [draft_row(engine, one) for one in ids]
    seen = {row.id or 0: row.version for row in rows}
    return writes(
        engine,
        lambda s: approve_all_certain(
            Change(s, number(workspace), ANA, LATER), rows[0].document_id, seen, **given
        ),
    )


def test_only_certain_drafts_without_flags_are_approved_together(
    engine: Engine, workspace: Workspace
) -> None:
    ids = drafted(
        engine,
        workspace,
        [
            draft(confidence=0.95),
            draft(confidence=0.89),
            draft(confidence=1.0, flags=frozenset({Flag.PRONOUN_SPEAKER})),
            denial(),
        ],
    )
    done = together(engine, workspace, ids)
    assert [one.draft_id for one in done.approved] == [ids[0], ids[3]]
    assert [one.draft_id for one in together(engine, workspace, ids, certain=0.8).approved] == [
        ids[1]
    ]


def test_what_the_editor_did_not_see_is_not_approved(engine: Engine, workspace: Workspace) -> None:
    ids = drafted(engine, workspace, [draft(), denial()])
    document = draft_row(engine, ids[0]).document_id
    act(engine, workspace, reject, ids[0], actor=BEN, reason="")
    act(engine, workspace, undo, ids[0], actor=BEN)
    done = writes(
        engine,
        lambda s: approve_all_certain(
            Change(s, number(workspace), ANA, LATER), document, {ids[0]: 1}
        ),
    )
    assert done.approved == ()
    assert [(one.draft_id, BEN in one.reason) for one in done.left] == [(ids[0], True)]
    assert attributions(engine) == []


def test_one_that_needs_another_word_is_left_and_the_others_approved(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    bare = draft(source=ProposedSource("Ida Holm", "person"), claim="A new one.")
    ids = drafted(engine, workspace, [bare, denial()], TEXT + " More.")
    done = together(engine, workspace, ids)
    assert [one.draft_id for one in done.approved] == [ids[1]]
    assert [(one.draft_id, "on record already" in one.reason) for one in done.left] == [
        (ids[0], True)
    ]
    assert "A new one." not in statuses(engine)


def test_no_new_party_comes_on_record_among_many(engine: Engine, workspace: Workspace) -> None:
    alone = draft(source=ProposedSource("Jan Berg", "person"))
    (one,) = drafted(engine, workspace, [alone])
    done = together(engine, workspace, [one])
    assert [left.reason for left in done.left] == [
        "Jan Berg would be a party of its own. Say first for whom they speak."
    ]
    assert act(engine, workspace, approve, one).new_sources == ("Jan Berg",), "by itself it may"


# --- taking back ----------------------------------------------------------------------------------


def test_an_approval_taken_back_leaves_the_record_as_it_was(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    before = exported(engine, workspace)
    new = draft(
        claim="Buses stop at Ostra.", source=ProposedSource("Jan Berg", "person", parent=WORKS)
    )
    ids = drafted(engine, workspace, [new, denial()], TEXT + " More.")
    document = exported(engine, workspace)
    for one in ids:
        act(engine, workspace, approve, one)
    assert statuses(engine)[CLOSED] == "disputed"
    gone = act(engine, workspace, undo, ids[0], actor=BEN)
    assert (gone.new_claim, gone.new_sources) == (True, ("Jan Berg",))
    back = act(engine, workspace, undo, ids[1])
    assert [(m.from_status, m.to_status) for m in back.moves] == [("disputed", "single_source")]
    assert exported(engine, workspace) == document
    assert document != before, "the document itself stays"
    row = draft_row(engine, ids[0])
    assert (row.state, row.version, row.decided_by, row.made) == ("draft", 3, None, None)
    assert (BEN, "take back approval") in trail(engine, "attribution")
    assert (BEN, "draft took back the decision on") in trail(engine, "draft")


def test_a_claim_has_its_number_again_when_its_draft_is_approved_again(
    engine: Engine, workspace: Workspace
) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    first = act(engine, workspace, approve, one)
    act(engine, workspace, undo, one)
    assert (statuses(engine), attributions(engine)) == ({}, [])
    other = drafted(engine, workspace, [draft(claim="Another.")], TEXT + " More.")[0]
    act(engine, workspace, approve, other)
    again = act(engine, workspace, approve, one)
    assert (again.claim_id, again.attribution_key) == (first.claim_id, first.attribution_key)
    assert statuses(engine) == {CLOSED: "single_source", "Another.": "single_source"}
    assert again.new_claim
    assert len({said.id for said in attributions(engine)}) == len(rows_of(engine, Passage)) == 2


def test_what_others_use_by_now_stays(engine: Engine, workspace: Workspace) -> None:
    first, second, third = drafted(
        engine, workspace, [draft(), denial(), draft(53, 82, HOLM, "It opens in May.")]
    )
    for one in (first, second, third):
        act(engine, workspace, approve, one)
    gone = act(engine, workspace, undo, first)
    assert (gone.new_claim, gone.new_sources) == (False, ())
    assert statuses(engine)[CLOSED] == "denied"
    assert act(engine, workspace, undo, third).new_sources == ("Ida Holm", "City Council", "Ostra")
    assert act(engine, workspace, undo, second).new_claim
    assert (names(engine), statuses(engine)) == (set(), {})


def test_a_claim_that_somebody_watches_stays_and_says_that_nobody_asserts_it(
    engine: Engine, workspace: Workspace
) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    made = act(engine, workspace, approve, one)
    with Session(writing(engine)) as session:
        session.add(
            Watch(
                workspace_id=number(workspace),
                watcher=BEN,
                channel="C1",
                claim_id=made.claim_id,
                created_at=NOW,
            )
        )
        session.commit()
    back = act(engine, workspace, undo, one)
    assert [(m.from_status, m.to_status) for m in back.moves] == [("single_source", "no_position")]
    assert not act(engine, workspace, approve, one).new_claim


def test_so_does_one_that_somebody_was_told_answers_their_question(
    engine: Engine, workspace: Workspace
) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    made = act(engine, workspace, approve, one)
    place = Place("C1:1.0", "C1", "1.0")
    with Session(writing(engine)) as session:
        insert_notice(
            session, number(workspace), place, NoticeKind.ANSWERED, key="x", now=NOW,
            claim_id=made.claim_id,
        )  # fmt: skip
        session.commit()
    back = act(engine, workspace, undo, one)
    assert [(m.from_status, m.to_status) for m in back.moves] == [("single_source", "no_position")]


def test_a_source_that_goes_is_a_new_one_again_for_open_drafts(
    engine: Engine, workspace: Workspace
) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    act(engine, workspace, approve, one)
    holm = max(row.id for row in rows_of(engine, Source))
    known = replace(HOLM, known=holm, parent=None)
    (other,) = drafted(engine, workspace, [draft(source=known)], TEXT + " More.")
    assert act(engine, workspace, undo, one).new_sources == ("Ida Holm", "City Council", "Ostra")
    assert rows_of(engine, Source) == []
    with Session(engine) as session:
        shown = view(session, number(workspace), other)
    assert shown is not None
    assert (shown.speaker, shown.new_speaker) == (("Ida Holm", "City Council", "Ostra"), True)
    act(engine, workspace, approve, other)
    assert names(engine) == {"Ostra", "City Council < Ostra", "Ida Holm < City Council < Ostra"}


def test_what_was_changed_on_record_since_is_not_taken_back(
    engine: Engine, workspace: Workspace
) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    act(engine, workspace, approve, one)
    with Session(writing(engine)) as session:
        said = session.exec(select(Attribution)).one()
        said.against_interest = True
        session.add(said)
        session.commit()
    with pytest.raises(ReviewError, match="changed since \\(against interest\\)"):
        act(engine, workspace, undo, one)
    assert len(attributions(engine)) == 1


def test_what_others_relay_is_not_taken_back(engine: Engine, workspace: Workspace) -> None:
    first, second = drafted(engine, workspace, [draft(), denial()])
    act(engine, workspace, approve, first)
    act(engine, workspace, approve, second)
    with Session(writing(engine)) as session:
        origin, relay = session.exec(select(Attribution).order_by(Attribution.id)).all()
        relay.origin_id = origin.id
        session.add(relay)
        session.commit()
        key = relay.key
    with pytest.raises(ReviewError, match=key):
        act(engine, workspace, undo, first)


def test_a_rejection_is_taken_back(engine: Engine, workspace: Workspace) -> None:
    (one,) = drafted(engine, workspace, [draft()])
    act(engine, workspace, reject, one, reason=" no\nsuch  thing ")
    row = draft_row(engine, one)
    assert (row.state, row.reason, row.decided_by) == ("rejected", "no such thing", ANA)
    act(engine, workspace, undo, one, actor=BEN)
    row = draft_row(engine, one)
    assert (row.state, row.reason, row.decided_by, row.changed_by) == ("draft", None, None, BEN)
    with pytest.raises(ReviewError, match="no decision"):
        act(engine, workspace, undo, one)


def exported(engine: Engine, workspace: Workspace) -> object:
    with Session(engine) as session:
        return export_record(session, number(workspace))


def test_an_open_draft_is_in_no_state_that_the_database_does_not_know(
    engine: Engine, workspace: Workspace
) -> None:
    drafted(engine, workspace, [draft()])
    assert {row.state for row in rows_of(engine, Draft)} == {"draft"}


# --- with what the desk's care does ---------------------------------------------------------------


def test_a_speaker_or_outlet_that_was_merged_is_its_heir(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    raw["outlets"].append({"key": "mail", "name": "Mail"})
    load(engine, workspace, raw)
    _, _, ostra, works, _ = rows_of(engine, Source)
    courier, mail = [row.id for row in rows_of(engine, Outlet)]
    ours = number(workspace)
    writes(
        engine, lambda s: merge_sources(Change(s, ours, ANA, NOW), works.id, ostra.id, seen=None)
    )
    writes(engine, lambda s: merge_outlets(Change(s, ours, ANA, NOW), mail, courier, seen=None))
    drafts = [
        draft(source=replace(WORKS, known=works.id), relayed_by="Mail"),
        draft(source=WORKS, claim="Another."),
    ]
    for one in drafted(engine, workspace, drafts, TEXT + " More."):
        assert act(engine, workspace, approve, one).new_sources == ()
    known, named = attributions(engine)[-2:]
    assert (known.source_id, named.source_id, known.relayed_by_id) == (ostra.id, ostra.id, courier)


def test_what_was_merged_since_can_still_be_taken_back(
    engine: Engine, workspace: Workspace
) -> None:
    load(engine, workspace, record())
    (one,) = drafted(engine, workspace, [draft(claim="Shut.", source=WORKS)])
    made = act(engine, workspace, approve, one)
    closed = rows_of(engine, Claim)[0].id
    writes(
        engine,
        lambda s: merge_claims(
            Change(s, number(workspace), ANA, NOW), made.claim_id or 0, closed, seen=None
        ),
    )
    before = len(attributions(engine))
    gone = act(engine, workspace, undo, one)
    assert (len(attributions(engine)), gone.new_claim) == (before - 1, False)
    assert act(engine, workspace, approve, one).claim_id == closed, "the old one forwards"


# --- parties that are proposed -------------------------------------------------------------------


def test_a_ship_or_a_report_is_refused_until_an_editor_says_whose_it_is(
    engine: Engine, workspace: Workspace
) -> None:
    ship = ProposedSource("MV Nordlys", "organisation", thing="ship")
    (one,) = drafted(engine, workspace, [draft(source=ship)])
    with pytest.raises(ReviewError, match=r"A ship is no party.*“MV Nordlys”"):
        act(engine, workspace, approve, one)
    (other,) = drafted(
        engine, workspace, [draft(source=replace(ship, parent=OSTRA))], f"{TEXT} Again."
    )
    act(engine, workspace, approve, other)
    assert "MV Nordlys < Ostra" in names(engine)


def test_a_guessed_party_is_confirmed_one_by_one_and_then_holds_for_all_drafts(
    engine: Engine, workspace: Workspace
) -> None:
    guess = ProposedSource("Edda Rohl", "person", role="minister", parent=OSTRA, guessed=True)
    text = "Ostra burnt. Minister Edda Rohl said the port was lost. She said that it was shut."
    first, second = drafted(
        engine,
        workspace,
        [
            draft(source=guess, claim="The port was lost."),
            draft(source=guess, claim="The port was shut."),
        ],
        text,
    )
    together = writes(
        engine,
        lambda s: approve_all_certain(
            Change(s, number(workspace), ANA, LATER), 1, {first: 1, second: 1}
        ),
    )
    assert [left.reason for left in together.left] == [
        "For whom Edda Rohl speaks is a guess. Look at it first."
    ] * 2
    act(engine, workspace, approve, first)
    assert "Edda Rohl < Ostra" in names(engine)

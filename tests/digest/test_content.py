from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.digest.content import FIRST, PAGE, compose
from bot.digest.queries import newest_rows
from bot.digest.subscriptions import Choice, subscribe
from bot.digest.values import Digest, Line, Wanted, What, Window
from bot.digest.view import digest_message
from bot.digest.window import local, window_of
from bot.record.change import Change
from bot.record.concealing import KNOWN_TO_DESK
from bot.record.edit.attributions import retract, set_embargo
from bot.record.edit.claims import merge_claims, restore_claim, withdraw_claim
from bot.record.exchange.importing import import_record
from bot.slack.plain import plain
from models import Claim, DigestDelivery, OpenQuestion, Workspace
from models.inquiry import InquiryState, QuestionState
from models.record import Attribution
from models.subscription import PostingState
from tests.conftest import NOW
from tests.desk_care import IDA, Desk, disputed, with_claims
from tests.inquiries import inquiry
from tests.moving import toll
from tests.records import attribution, read, record

HOUR = timedelta(hours=1)
LATER = NOW + 2 * HOUR
AFTER = LATER + 2 * HOUR


def news(
    desk: Desk,
    since: datetime = NOW + HOUR,
    until: datetime = LATER + HOUR,
    wanted: Wanted | None = None,
    **options: Any,
) -> Digest:
    with Session(desk.engine) as session:
        change, said = newest_rows(session, desk.number)
        window = Window(since, until, upto_change=change, upto_attribution=said)
        found = wanted or Wanted()
        return compose(session, desk.number, window, found, now=until, **options)


def lines(digest: Digest) -> dict[str, Line]:
    return {line.text: line for topic in digest.topics for line in topic.lines}


def comes(
    desk: Desk,
    *entries: dict[str, Any],
    at: datetime = LATER,
    beside: dict[str, Any] | None = None,
) -> None:
    raw = beside or record()
    raw["attributions"] += entries
    import_record(desk.engine, read(raw), workspace_id=desk.number, actor=IDA, now=at)


@pytest.fixture
def desk(engine: Engine, workspace: Workspace) -> Desk:
    """A record that came in at NOW, before the digest's time."""
    return Desk(engine, workspace)


CLOSED = "The bridge at Ostra is closed."


def test_a_new_claim_is_told_with_its_status_and_who_says_so(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace)
    digest = news(desk, since=NOW - HOUR, until=NOW + HOUR)
    line = lines(digest)[CLOSED]
    assert (line.what, line.status, line.was, line.say_so) == (
        What.NEW,
        "single_source",
        None,
        ("Ostra",),
    )
    assert digest.total == 2


def test_nothing_happened_after_the_last_digest(desk: Desk) -> None:
    assert news(desk).is_empty


def test_a_status_change_names_from_to_and_the_attribution_that_did_it(desk: Desk) -> None:
    comes(desk, attribution("deny"))
    (line,) = lines(news(desk)).values()
    assert (line.what, line.was, line.status) == (What.STATUS, "single_source", "disputed")
    assert [(one.party, one.stance) for one in line.by] == [("Ministry of Works", "denies")]


def test_several_changes_of_a_claim_are_one_and_what_came_back_is_none(desk: Desk) -> None:
    comes(desk, attribution("deny"))
    with desk.work() as session:
        said = desk.id(Attribution, "deny")
        retract(Change(session, desk.number, IDA, LATER + HOUR / 2), said, seen=None)
    (line,) = lines(news(desk)).values()  # single_source → disputed → single_source
    assert (line.what, line.status) == (What.RETRACTED, "single_source")
    assert [one.party for one in line.by] == ["Ministry of Works"]


def test_another_denial_without_a_change_of_status_is_told(
    engine: Engine, workspace: Workspace
) -> None:
    desk = Desk(engine, workspace, disputed())
    comes(desk, attribution("again", source="paper"))
    (line,) = lines(news(desk)).values()
    assert (line.what, line.status) == (What.DENIED, "disputed")
    assert [one.party for one in line.by] == ["Ostra Courier"]


def test_another_figure_is_told_as_one_and_never_as_a_denial(
    engine: Engine, workspace: Workspace
) -> None:
    raw = disputed()
    raw["claims"][0] |= {"figure": [2, 2], "unit": "lanes", "kind": "quantity"}
    desk = Desk(engine, workspace, raw)
    other = {
        "stance": "asserts",
        "figure": [5, 5],
        "unit": "lanes",
        "figure_computed": True,
        "source": "paper",
    }
    comes(desk, attribution("other", **other), beside=raw)
    (line,) = lines(news(desk)).values()
    assert line.what is What.FIGURE
    assert line.give_other == ("Ostra Courier",)
    assert "Ostra Courier" not in line.deny


def test_nothing_under_embargo_is_told_before_its_time_and_then_it_is(desk: Desk) -> None:
    until = LATER + 5 * HOUR
    comes(desk, attribution("deny", embargo_until=until.isoformat()))
    assert news(desk).is_empty
    freed = news(desk, since=LATER + HOUR, until=until + HOUR)
    assert [one.party for one in lines(freed)[CLOSED].by] == ["Ministry of Works"]


def test_a_claim_that_is_hidden_withdrawn_or_merged_is_not_told(desk: Desk) -> None:
    raw = with_claims(record(), ("shut", "The bridge is shut."), ("gone", "The bridge is gone."))
    raw["attributions"] += [attribution("s", claim="shut"), attribution("g", claim="gone")]
    import_record(desk.engine, read(raw), workspace_id=desk.number, actor=IDA, now=LATER)
    assert len(lines(news(desk))) == 2
    with desk.work() as session:
        change = Change(session, desk.number, IDA, LATER)
        withdraw_claim(change, desk.id(Claim, "gone"), seen=None)
        merge_claims(change, desk.id(Claim, "shut"), desk.id(Claim, "closed"), seen=None)
    (line,) = lines(news(desk)).values()
    assert (line.text, line.what) == (CLOSED, What.STATUS)
    with desk.work() as session:
        change = Change(session, desk.number, IDA, LATER)
        for key in ("a1", "s"):
            said = desk.id(Attribution, key)
            set_embargo(change, said, until=LATER + 9 * HOUR, seen=None)
    assert news(desk).is_empty


def test_a_confidential_source_is_one_known_to_the_desk(
    engine: Engine, workspace: Workspace
) -> None:
    raw = record()
    next(one for one in raw["sources"] if one["key"] == "works")["confidential"] = True
    desk = Desk(engine, workspace, raw)
    comes(desk, attribution("deny"), beside=raw)
    digest = news(desk)
    (line,) = lines(digest).values()
    assert [one.party for one in line.by] == [KNOWN_TO_DESK]
    assert line.deny == (KNOWN_TO_DESK,)
    assert "Works" not in repr(digest_message(digest))


def test_a_digest_keeps_to_its_topics_and_statuses(desk: Desk) -> None:
    raw = with_claims(record(), ("a", "Prices rose."), ("b", "Trains stopped."))
    raw["claims"][-2]["topic"], raw["claims"][-1]["topic"] = "Prices", "Trains"
    raw["attributions"] += [
        attribution("x", claim="a", stance="asserts"),
        attribution("y", claim="b"),
    ]
    import_record(desk.engine, read(raw), workspace_id=desk.number, actor=IDA, now=LATER)
    assert [topic.name for topic in news(desk).topics] == ["Prices", "Trains"]
    assert set(lines(news(desk, wanted=Wanted(topics=("Trains",))))) == {"Trains stopped."}
    assert set(lines(news(desk, wanted=Wanted(statuses=("denied",))))) == {"Trains stopped."}


def test_a_long_day_goes_over_pages_and_every_claim_is_on_one(desk: Desk) -> None:
    many = FIRST + PAGE + 3
    raw = with_claims(record(), *((f"k{n}", f"Claim number {n}.") for n in range(many)))
    for n, claim in enumerate(raw["claims"]):
        claim["topic"] = f"Topic {n % 3}"
    raw["claims"] = [one for one in raw["claims"] if one["key"].startswith("k")]
    raw["attributions"] = [
        attribution(f"x{n}", claim=f"k{n}", stance="asserts") for n in range(many)
    ]
    import_record(desk.engine, read(raw), workspace_id=desk.number, actor=IDA, now=LATER)
    pages = [news(desk, page=n) for n in (1, 2, 3)]
    assert [len(lines(page)) for page in pages] == [FIRST, PAGE, 3]
    assert [page.more for page in pages] == [PAGE + 3, 3, 0]
    assert len({text for page in pages for text in lines(page)}) == many
    assert len(pages[0].topics) == 3


def test_of_many_new_claims_the_telling_ones_come_first_and_all_are_counted(desk: Desk) -> None:
    raw = with_claims(record(), *((f"k{n}", f"Claim number {n}.") for n in range(FIRST + 5)))
    raw["claims"] = [one for one in raw["claims"] if one["key"].startswith("k")]
    raw["attributions"] = [
        attribution(f"x{n}", claim=f"k{n}", stance="denies" if n < 2 else "asserts")
        for n in range(FIRST + 5)
    ]
    import_record(desk.engine, read(raw), workspace_id=desk.number, actor=IDA, now=LATER)
    found = news(desk)
    assert set(list(lines(found))[:2]) == {"Claim number 0.", "Claim number 1."}
    said = plain(digest_message(found, delivery=1)).split("\n")
    assert said[1] == f"{FIRST + 5} new."
    assert said[2] == f"The new ones: one party says so {FIRST + 3} · only denials on record 2"
    assert "[ Show the other 5 ]" in said[-1]


def test_the_most_asked_and_what_nobody_could_answer(desk: Desk) -> None:
    claim_id = desk.id(Claim, "closed")
    with desk.work() as session:
        for n in range(4):
            inquiry(
                session,
                workspace_id=desk.number,
                request_id=f"{n}:0",
                surface="command",
                channel="C1",
                asker="U1",
                statement="A private wording",
                delivery="response",
                asked_at=LATER,
                answered_at=LATER,
                state=InquiryState.ANSWERED.value,
                outcome="match" if n < 3 else "none",
                claim_id=claim_id if n < 3 else None,
            )
        session.flush()
        for n, state in enumerate((QuestionState.OPEN, QuestionState.ANSWERED)):
            session.add(
                OpenQuestion(
                    workspace_id=desk.number,
                    inquiry_id=n + 1,
                    statement=f"Question {n}",
                    put_by="U1",
                    put_at=LATER,
                    state=state.value,
                )
            )
    digest = news(desk)
    assert [(one.text, one.times) for one in digest.asked] == [(CLOSED, 3)]
    assert [one.statement for one in digest.questions] == ["Question 0"]
    assert "A private wording" not in repr(digest)
    assert news(desk, wanted=Wanted(topics=("Prices",))).is_empty


@pytest.mark.parametrize(
    ("days", "head", "path"),
    [
        (
            ("2026-03-03", "2026-03-04"),
            "Figure on record 135 instead of at least 78, by Ida Holm.",
            "at least 78 (2 Mar 2026) → 120 (3 Mar 2026) → 135 (4 Mar 2026), by Ida Holm",
        ),
        (
            ("2026-03-03", "2026-03-03"),
            "Figure on record 120 to 135 instead of at least 78, by Ida Holm.",
            "",
        ),
    ],
)
def test_two_moves_of_one_evening_are_one_line(
    engine: Engine, workspace: Workspace, days: tuple[str, str], head: str, path: str
) -> None:
    desk = Desk(engine, workspace, toll("first"))
    raw = toll("first", "second", "last")
    for entry, figure, day in zip(raw["attributions"][1:], (120, 135), days, strict=True):
        document = next(one for one in raw["documents"] if one["key"] == entry["document"])
        document["text"] = f"The flood at Harrow killed {figure} people, Ida Holm said."
        entry |= {"content": [[20, 37]], "figure": [figure, figure], "said_on": day}
    for at, many in ((LATER, 2), (LATER + HOUR / 2, 3)):
        so_far = {**raw, "documents": raw["documents"][:many],
                  "attributions": raw["attributions"][:many]}  # fmt: skip
        import_record(engine, read(so_far), workspace_id=desk.number, actor=IDA, now=at)
    (line,) = lines(news(desk)).values()
    assert line.what is What.MOVED
    told = plain(digest_message(news(desk)))
    assert head in told
    assert (f"How the figure moved: {path}" in told) if path else "How the figure" not in told


def ask(desk: Desk, statement: str, **where: str) -> None:
    """An open question, put by who asked it."""
    asked = {"channel": "C1", "asker": "U1", "delivery": "thread", **where}
    with desk.work() as session:
        row = inquiry(
            session,
            workspace_id=desk.number,
            request_id=statement,
            surface="message",
            statement=statement,
            asked_at=LATER,
            answered_at=LATER,
            state=InquiryState.ANSWERED.value,
            outcome="none",
            **asked,
        )
        session.add(
            OpenQuestion(
                workspace_id=desk.number, inquiry_id=row.id or 0, statement=statement,
                put_by=asked["asker"], put_at=LATER,
            )
        )  # fmt: skip


def test_a_question_is_quoted_only_where_it_was_asked(desk: Desk) -> None:
    ask(desk, "In the channel")
    ask(desk, "To one alone in the channel", delivery="response", asker="U2")
    ask(desk, "By direct message", channel="D2", delivery="flat", asker="U2")
    ask(desk, "In another channel", channel="C2", asker="U3")
    quoted = {
        "C1": ["In the channel"],
        "C2": ["In another channel"],
        "U2": ["By direct message", "To one alone in the channel"],
        "C9": [],
    }
    for place, statements in quoted.items():
        digest = news(desk, wanted=Wanted(asked_in=place))
        assert [one.statement for one in digest.questions] == statements
        assert digest.elsewhere == 4 - len(statements)
        assert digest.is_empty == (not statements)
    shown = str(digest_message(news(desk, wanted=Wanted(asked_in="C1"))).blocks)
    assert "and 3 asked elsewhere" in shown
    assert "direct message" not in shown
    assert len(news(desk).questions) == 4


def test_what_the_desk_took_back_is_told_to_those_who_could_have_read_it(desk: Desk) -> None:
    raw = with_claims(record(), ("new", "The bridge is gone."))
    raw["attributions"].append(attribution("n", claim="new"))
    import_record(desk.engine, read(raw), workspace_id=desk.number, actor=IDA, now=LATER)
    with desk.work() as session:
        change = Change(session, desk.number, IDA, LATER)
        for key in ("closed", "may", "new"):
            withdraw_claim(change, desk.id(Claim, key), reason="A hoax.", seen=None)
        restore_claim(change, desk.id(Claim, "may"), seen=None)
    digest = news(desk)
    assert [(one.text, one.reason) for one in digest.taken_back] == [(CLOSED, "A hoax.")]
    assert not digest.is_empty
    message = digest_message(digest)
    assert "Withdrawn from the record by the desk" in str(message.blocks)
    assert "“A hoax”" in str(message.blocks)
    assert "1 claim withdrawn by the desk" in message.text
    assert news(desk, wanted=Wanted(topics=("Prices",))).taken_back == ()
    assert news(desk, wanted=Wanted(statuses=("disputed",))).taken_back == ()
    assert news(desk, since=LATER).taken_back == ()


def test_what_is_under_embargo_is_not_told_by_its_withdrawal(desk: Desk) -> None:
    with desk.work() as session:
        change = Change(session, desk.number, IDA, LATER)
        said = desk.id(Attribution, "a1")
        set_embargo(change, said, until=LATER + 9 * HOUR, seen=None)
        withdraw_claim(change, desk.id(Claim, "closed"), seen=None)
    assert news(desk).taken_back == ()


def test_another_desks_day_is_not_told(desk: Desk) -> None:
    comes(desk, attribution("deny"))
    with Session(desk.engine) as session:
        window = Window(NOW - HOUR, LATER + HOUR, upto_change=99, upto_attribution=99)
        assert compose(session, desk.number + 1, window, now=LATER + HOUR).is_empty


def test_after_a_move_to_the_west_no_time_is_told_twice(desk: Desk) -> None:
    """A digest of an earlier local date may come after one of a later date."""
    covered = ((date(2024, 11, 12), LATER, LATER + HOUR), (date(2024, 11, 11), LATER + HOUR, AFTER))
    with desk.work() as session:
        row = subscribe(session, desk.number, "C1", IDA, Choice(time(9), "UTC"), now=NOW)
        for day, since, until in covered:
            session.add(
                DigestDelivery(
                    workspace_id=desk.number,
                    subscription_id=row.id or 0,
                    channel="C1",
                    local_date=day,
                    state=PostingState.SENT.value,
                    covers_from=since,
                    covers_until=until,
                    due_at=until,
                    deadline=until,
                    at=until,
                )
            )
        session.flush()
        assert window_of(session, row, now=AFTER + HOUR).since == AFTER


def test_what_came_and_was_withdrawn_in_between_is_no_cause(desk: Desk) -> None:
    comes(desk, attribution("deny"))
    both = record()
    both["attributions"].append(attribution("deny"))
    comes(desk, attribution("too", source="paper", stance="asserts"), beside=both)
    with desk.work() as session:
        said = desk.id(Attribution, "deny")
        retract(Change(session, desk.number, IDA, LATER + HOUR / 2), said, seen=None)
    (line,) = lines(news(desk)).values()
    assert line.what is What.STATUS
    assert [(one.party, one.stance) for one in line.by] == [("Ostra Courier", "asserts")]


def test_days_are_those_of_the_digest_s_time_zone() -> None:
    evening = datetime(2024, 11, 10, 19, 0, tzinfo=UTC)
    assert local(evening, "Pacific/Auckland").date() == date(2024, 11, 11)
    assert local(evening, "Pacific/Auckland") == evening
    assert local(evening, "Nowhere/At-all") is evening

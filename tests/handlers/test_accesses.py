"""Whoever is shown the name of a confidential source is in the audit trail, once a day for each
place where names are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from bot.demo import EDITOR, REPORTER, direct
from bot.demo.signed import app_home_opened
from bot.extraction.draft import ProposedSource
from bot.record.accesses import accesses
from bot.slack.plain import plain_blocks
from models import AuditEntry
from models.record import Attribution, Source
from tests.drafted import TEXT, draft
from tests.handlers.caring import LATER, CareDesk, desk_record, option, shown
from tests.handlers.reviews import added
from tests.records import attribution
from tests.standin import FaultySlack

Fields = dict[str, Any]

QUILL = "Quentin Quill"


class Clock:
    def __init__(self) -> None:
        self.now = LATER

    def __call__(self) -> datetime:
        return self.now


def confided() -> Fields:
    raw = desk_record()
    raw["sources"].append(
        {"key": "quill", "name": QUILL, "kind": "person", "confidential": True, "role": "clerk"}
    )
    raw["attributions"] += [
        attribution("q", source="quill", stance="asserts"),
        attribution("w", claim="may", source="quill", embargo_until="2025-01-01", stance="denies"),
        attribution("d", claim="may", source="quill", state="draft", stance="denies"),
    ]
    return raw


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(record_slack: FaultySlack, engine: Engine, clock: Clock) -> Iterator[CareDesk]:
    desk = CareDesk(record_slack, engine, confided(), clock=clock)
    yield desk
    desk.room.close()


def seen(desk: CareDesk) -> list[tuple[str, str]]:
    """(surface, who), oldest first; every row is of the one confidential source."""
    with Session(desk.engine) as session:
        rows = accesses(session, desk.room.workspace_id, limit=99)
    number = desk.row(Source, "quill").id
    assert all(row.source_id in (number, None) for row in rows)
    return [(row.surface, row.actor) for row in reversed(rows)]


def number_of(desk: CareDesk) -> int:
    return desk.claim().id or 0


def all_sources(desk: CareDesk, user: str) -> Fields:
    """The modal of all sources below a claim's card, in a modal."""
    found = desk.command("find Ida Holm", user=user)
    if user == EDITOR:
        desk.press("care", found, label="Show", user=user)
    else:
        desk.press("care_show", found, user=user)
    card = desk.slack.modal(user)
    assert card is not None
    modal = desk.press("care_sources", card, user=user)
    assert modal is not None
    return modal


def test_an_editor_s_ways_to_the_name_are_noted(desk: CareDesk) -> None:
    assert QUILL in shown(desk.command(f"find {QUILL}", user=EDITOR))
    assert seen(desk) == [("find", EDITOR)]
    assert QUILL in shown(all_sources(desk, EDITOR))
    assert seen(desk)[1:] == [("card", EDITOR), ("all sources", EDITOR)]
    assert QUILL in shown(desk.command(f"history {number_of(desk)}", user=EDITOR))
    assert seen(desk)[3:] == [("history", EDITOR)]


def test_a_name_under_embargo_or_like_the_words_counts_too(desk: CareDesk) -> None:
    assert QUILL in shown(desk.command("find Quentin Quil", user=EDITOR))
    may = desk.claim("may").id
    assert QUILL in shown(desk.command(f"history {may}", user=EDITOR))
    assert seen(desk) == [("find", EDITOR), ("history", EDITOR)]


def test_forms_that_name_it_are_noted(desk: CareDesk) -> None:
    found = desk.command(f"find {QUILL}", user=EDITOR)
    form = desk.press("care", found, label="Edit source…")
    assert form is not None
    assert QUILL in str(form["blocks"])
    assert seen(desk)[-1] == ("form", EDITOR)


def test_a_form_about_its_statement_is_noted(desk: CareDesk) -> None:
    modal = all_sources(desk, EDITOR)
    number = desk.row(Attribution, "q").id
    menus = [one for block in modal["blocks"] if "options" in (one := block.get("accessory", {}))]
    nth = next(
        n
        for n, menu in enumerate(menus)
        if f'"id":{number},' in menu["options"][0]["value"].replace(" ", "")
    )
    assert option(modal, "Retract…", nth)
    form = desk.press("care", modal, label="Retract…", nth=nth)
    assert QUILL in shown(form)
    assert seen(desk)[-1] == ("form", EDITOR)


def test_a_repaint_is_no_second_row_but_another_day_is(desk: CareDesk, clock: Clock) -> None:
    for _ in range(3):
        desk.command(f"find {QUILL}", user=EDITOR)
    assert seen(desk) == [("find", EDITOR)]
    clock.now += timedelta(days=1)
    desk.command(f"find {QUILL}", user=EDITOR)
    assert seen(desk) == [("find", EDITOR)] * 2


def test_who_sees_no_name_leaves_no_row(desk: CareDesk) -> None:
    assert "Nothing on record" in shown(desk.command(f"find {QUILL}", user=REPORTER))
    for text in ("find Ida Holm", f"history {number_of(desk)}", "export csv", "queue imported"):
        assert QUILL not in shown(desk.command(text, user=REPORTER))
    assert QUILL not in shown(all_sources(desk, REPORTER))
    desk.send(desk.room.mention("The bridge at Ostra is closed.", user=EDITOR))
    assert seen(desk) == []


def test_what_names_nobody_confidential_asks_nothing_more(
    record_slack: FaultySlack, sqlite_engine: Engine
) -> None:
    """No query for the sake of the note where nothing confidential is on the card."""
    desk = CareDesk(record_slack, sqlite_engine)
    statements: list[str] = []
    event.listen(
        sqlite_engine,
        "before_cursor_execute",
        lambda _c, _cur, text, *_: statements.append(text),
    )
    desk.command("find Ida Holm", user=EDITOR)
    all_sources(desk, EDITOR)
    assert not [one for one in statements if "auditentry.action" in one and "at >=" in one]
    assert not [one for one in statements if "INSERT INTO auditentry" in one]
    desk.room.close()


def test_the_queue_s_imported_drafts_are_noted(desk: CareDesk) -> None:
    assert QUILL in shown(desk.command("queue imported", user=EDITOR))
    assert seen(desk) == [("queue", EDITOR)]


def test_a_review_that_names_it_is_noted_for_who_gets_it(desk: CareDesk) -> None:
    known = ProposedSource(QUILL, "person", known=desk.row(Source, "quill").id)
    new = {"text": f"{TEXT} More tomorrow.", "url": None, "canonical_url": None}
    added(desk.room, [draft(source=known)], **new)
    assert "Review" in str(desk.slack.posted(direct(EDITOR)))
    assert seen(desk) == [("review", EDITOR)]


def test_the_name_is_in_no_row_and_no_form_is_overtaken_by_one(desk: CareDesk) -> None:
    found = desk.command(f"find {QUILL}", user=EDITOR)
    form = desk.press("care", found, label="Edit source…")
    assert form is not None
    desk.command(f"history {number_of(desk)}", user=EDITOR)
    told = desk.submit(form, role="chief clerk")
    assert "saved" in plain_blocks(told["view"]["blocks"])
    with Session(desk.engine) as session:
        rows = session.exec(select(AuditEntry).where(AuditEntry.action == "see name")).all()
        assert rows
        assert not any(QUILL in f"{row.before} {row.after}" for row in rows)


def test_an_export_with_the_names_is_noted_each_time(desk: CareDesk) -> None:
    for _ in range(2):
        desk.command("export", user=EDITOR)
        wait_for_file(desk)
    desk.command("export csv", user=EDITOR)
    assert seen(desk) == [("export on-record", EDITOR)] * 2
    with Session(desk.engine) as session:
        (newest, _) = accesses(session, desk.room.workspace_id, limit=9)
    assert (newest.source_id, newest.names) == (None, 1)


def wait_for_file(desk: CareDesk) -> None:
    import threading

    for thread in threading.enumerate():
        if thread.name == "export":
            thread.join(10)
    assert desk.slack.posted(direct(EDITOR))


def test_the_home_tab_with_documents_alone_names_nobody(desk: CareDesk) -> None:
    desk.send(app_home_opened(event_ts="1730793600.000100", user=EDITOR))
    assert QUILL not in str(desk.slack.home(EDITOR))
    assert seen(desk) == []

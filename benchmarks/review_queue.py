"""How fast the queue and a review are shown, with many drafts that wait.

`python -m benchmarks.review_queue [--drafts 10000] [--json]` fills an SQLite file and a PostgreSQL
(the one that comes with the development tools, or `TEST_DATABASE_URL`) with invented articles,
whose drafts were all made before the record last changed. So each page is held against the record
before it is shown. One statement in ten is in two articles, so its drafts are one group. It prints
the median and the worst of what an editor waits for, and the median of the processor time that this
process took of it (PostgreSQL's own is not in it); the first page of the queue may take 300 ms.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

from sqlalchemy import Engine
from sqlmodel import Session

from benchmarks.databases import both
from benchmarks.report import Row, emit
from bot.check.checker import Checker
from bot.extraction.draft import (
    DraftAttribution,
    DraftPassage,
    Pattern,
    ProposedClaim,
    ProposedSource,
)
from bot.ingest.documents import Incoming
from bot.record.drafts import filters, queue
from bot.record.drafts.deciding import CERTAIN
from bot.record.drafts.documents import store_document
from bot.record.drafts.drafting import store_drafts
from bot.record.drafts.waiting_topics import waiting_topics
from bot.review import page, waiting_view
from bot.review.desk import Desk
from bot.settings import load
from models import Workspace
from models.database import writing

NOW = datetime(2024, 11, 10, 9, 0, tzinfo=UTC)
MOST_MS = 300
EACH = 25
"""Drafts of one article."""

FEWEST = 50
"""Drafts of the smallest queue: six are approved before the last page is shown."""

PLACES = ("Harrow", "Ostra", "Vell", "Tollan", "Skerry", "Marren", "Dunmore", "Aske")
THINGS = ("ferry", "bridge", "tunnel", "harbour", "depot", "mill", "school", "market")
ENDS = ("was closed", "was evacuated", "lost power", "reopened", "was flooded", "was searched")
NAMES = ("Ida Holm", "Rolf Kern", "Per Lind", "Aud Moe", "Edda Rohl", "Jan Berg")
"""Invented, all of them."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--drafts", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.drafts < FEWEST:
        parser.error(f"--drafts: at least {FEWEST}")
    rows: list[Row] = []
    metrics: dict[str, float] = {}
    for name, engine in both():
        for what, took in _measured(engine, arguments.drafts).items():
            waited = [one.waited for one in took]
            middle = statistics.median(waited)
            worked = statistics.median(one.worked for one in took)
            metrics |= {f"{name}_{what}_p50_ms": middle, f"{name}_{what}_max_ms": max(waited)}
            metrics |= {f"{name}_{what}_processor_p50_ms": worked}
            limit = MOST_MS if what == "queue" else None
            ok = limit is None or middle <= limit
            told = f"{middle:.0f} ms, at most {max(waited):.0f} ms; processor {worked:.0f} ms"
            rows.append(Row(f"{name}: {what}", f"≤ {limit} ms" if limit else "", told, ok))
    return emit(rows, metrics=metrics, as_json=arguments.json)


@dataclass(frozen=True, slots=True)
class _Took:
    """Milliseconds that an editor waited, and that this process worked."""

    waited: float
    worked: float


def _measured(engine: Engine, drafts: int) -> dict[str, list[_Took]]:
    """What each kind of page took, several times."""
    desk = _desk(engine)
    documents = _filled(desk, drafts)
    _approved(desk)
    desk.checker.refresh(desk.workspace_id)
    took: dict[str, list[_Took]] = {"queue": [], "certain": [], "review": [], "approval": []}
    for number in range(5):
        took["queue"].append(_timed(lambda: _queue(desk)))
        took["certain"].append(_timed(lambda: _certain(desk)))
        took["review"].append(_timed(partial(_review, desk, documents[number % len(documents)])))
        took["approval"].append(_timed(lambda: _approved(desk)))
    return took


def _timed(act: Callable[[], object]) -> _Took:
    start, worked = time.perf_counter(), time.process_time()
    act()
    ended, stopped = time.perf_counter(), time.process_time()
    return _Took((ended - start) * 1_000, (stopped - worked) * 1_000)


def _queue(desk: Desk) -> None:
    """The queue as `/onrecord queue` shows it first."""
    with Session(desk.engine) as session:
        listed = queue.documents_page(session, desk.workspace_id, size=6)
        counts = queue.counts(session, desk.workspace_id, user=desk.actor)
        body = waiting_view.documents(listed.documents)
        menu = waiting_view.Menu("all", waiting_topics(session, desk.workspace_id))
        page = waiting_view.page(counts, menu, body, number=1, pages=listed.pages)
        waiting_view.message(counts, page)


def _certain(desk: Desk) -> None:
    """Its first page of certain drafts, held against the record."""
    with Session(desk.engine) as session:
        which = filters.Filter(certain=CERTAIN, once=True)
        found = queue.page(session, desk.workspace_id, which, size=6)
        desk.bring_up([one.id for one in found.drafts])
        session.rollback()
        found = queue.page(session, desk.workspace_id, which, size=6)
        queue.counts(session, desk.workspace_id, user=desk.actor)
        waiting_view.drafts(found.drafts)


def _review(desk: Desk, document_id: int) -> None:
    """The first page of a document's review, held against the record."""
    with Session(desk.engine) as session:
        shown = page.page_of(session, desk.workspace_id, page.Place(document_id)).drafts
    desk.bring_up([one.id for one in shown])
    with Session(desk.engine) as session:
        page.message(session, desk.workspace_id, page.Place(document_id), editor=True)


def _approved(desk: Desk) -> None:
    """An approval: now every draft is behind the record."""
    with Session(desk.engine) as session:
        (first,) = queue.page(session, desk.workspace_id, filters.Filter(), size=1).drafts
    desk.approve(first.id, first.version)


def _desk(engine: Engine) -> Desk:
    with Session(writing(engine)) as session, session.begin():
        workspace = Workspace(team_id="T0BENCH", name="Desk", created_at=NOW)
        session.add(workspace)
        session.flush()
        number = workspace.id or 0
    return Desk(engine, Checker(engine, load({})), number, "U0EDITOR", lambda: NOW)


def _filled(desk: Desk, drafts: int) -> list[int]:
    """Articles with so many drafts; the numbers of the documents, the last added first."""
    found = []
    for start in range(0, drafts, EACH):
        said = [_said(number) for number in range(start, min(start + EACH, drafts))]
        sentences = [f"{claim[:-1]}, {name} of {place} said." for name, place, claim in said]
        text = "\n".join(sentences)
        with desk.change() as change:
            given = Incoming(text, outlet="Ostra Courier", published_on=date(2024, 11, 4))
            document = store_document(change, given).document_id
            proposed, at = [], 0
            for one, sentence in zip(said, sentences, strict=True):
                proposed.append(_draft(*one, at, at + len(one[2]) - 1, at + len(sentence)))
                at += len(sentence) + 1
            store_drafts(change, document, proposed)
        found.append(document)
    return found[::-1]


def _said(number: int) -> tuple[str, str, str]:
    """A speaker, the speaker's government, and a claim; one of an earlier article, now and then."""
    if number % 10 == 9:
        number = max(0, number - EACH - 4)
    place, other = PLACES[number % 8], PLACES[number // 8 % 8]
    thing, end = THINGS[number // 64 % 8], ENDS[number // 512 % 6]
    name = f"{NAMES[number % 6].split()[0]} {NAMES[number // 6 % 6].split()[1]}"
    return name, place, f"The {thing} {number} of {other} {end} for {number % 90 + 2} days."


def _draft(name: str, place: str, claim: str, start: int, end: int, stop: int) -> DraftAttribution:
    passage = DraftPassage(
        Pattern.INDIRECT,
        ((start, end),),
        (start, stop),
        source=(end + 2, end + 2 + len(name)),
        name=name,
        confidence=0.95,
    )
    government = ProposedSource(place, "government")
    source = ProposedSource(name, "person", parent=government)
    proposed = ProposedClaim(claim, "quantity", said=claim)
    return DraftAttribution(passage, source, proposed, "asserts", confidence=0.95)


if __name__ == "__main__":
    sys.exit(main())

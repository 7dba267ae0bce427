"""The desk of the simulated week: it adds articles, decides on their drafts, and says how its
record ended and what it told its readers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session, col, select

from benchmarks.desk import empty_desk, with_vectors
from benchmarks.week.articles import Article, Sentence
from benchmarks.week.readers import EVENING, READERS, Move, Readers
from bot.add.documents import Desk as Adding
from bot.add.documents import add_document
from bot.check.checker import Checker
from bot.corroboration import Corroboration, Flag
from bot.ingest.documents import Basis, Incoming
from bot.record.counting import context, counted
from bot.record.drafts import editing
from bot.record.drafts.edits import Edit
from bot.record.drafts.errors import ReviewError
from bot.record.drafts.views import DraftView, view
from bot.record.visible import Spoken, named_by, speakers, visible
from bot.review.desk import Desk
from bot.settings import load
from models import Claim, Draft, Source
from models.record import ClaimState

LATER = timedelta(days=7)
"""How much later than their publication in order the desk reads articles: in whatever order it
reads them, all have been published."""

MORNING = time(7)
EVERY = timedelta(minutes=15)
"""When the first article of a day is read, and how long after it each of the next ones."""

SETTLED = timedelta(minutes=5)
"""How long after an article the bot looks again: by then its changes have settled."""

END = datetime(2026, 3, 16, tzinfo=UTC)
EDITOR = "the editor"

Line = tuple[str, ...]
"""A source's name and the names of those above it, the party last."""

Seen = Sequence[Spoken]


@dataclass(slots=True)
class Ended:
    """How a record ended.

    `claims` has what is on record by matter, `matters` the number of its claims. `sources` has each
    source with those above it. `told` has by reader and matter the moves of the figure on record
    that the messages told, in their order; `sent` is the number of messages by reader. `left` are
    drafts that could not be decided, with the reason; `written` is the number of claims that the
    editor had to write.
    """

    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: Counter[Line] = field(default_factory=Counter)
    matters: Counter[str] = field(default_factory=Counter)
    told: defaultdict[tuple[str, str], list[Move]] = field(
        default_factory=lambda: defaultdict(list)
    )
    sent: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)
    written: int = 0

    def counts(self) -> dict[str, int]:
        return {
            "claims": self.matters.total(),
            "sources": self.sources.total(),
            "attributions": sum(len(one["attributions"]) for one in self.claims.values()),
            **{f"moves told by {one}": self.told_to(one) for one in READERS.values()},
            **{f"messages of {one}": self.sent[one] for one in READERS.values()},
            "claims written anew": self.written,
            "left undecided": len(self.left),
        }

    def told_to(self, reader: str) -> int:
        """How many moves the messages of one kind told."""
        return sum(len(every) for (one, _), every in self.told.items() if one == reader)

    def twice(self) -> list[str]:
        """The matters that have two claims, and the sources that are there twice."""
        return [
            *(f"{matter} has {n} claims" for matter, n in self.matters.items() if n > 1),
            *(
                f"{' < '.join(line)} is there {n} times"
                for line, n in self.sources.items()
                if n > 1
            ),
            *self.left,
        ]

    def against(self, other: Ended) -> Iterator[tuple[str, Any, Any]]:
        """What the other record has otherwise, with both values."""
        mine, theirs = set(self.sources), set(other.sources)
        if mine != theirs:
            yield "sources", sorted(mine - theirs), sorted(theirs - mine)
        for matter in sorted({*self.claims, *other.claims}):
            one, another = self.claims.get(matter, {}), other.claims.get(matter, {})
            for name in sorted({*one, *another}):
                if one.get(name) != another.get(name):
                    yield f"{matter}, {name}", one.get(name), another.get(name)


def worked(order: Sequence[Article]) -> Ended:
    """Add the articles in this order, each followed by the editor's decisions and by what the bot
    then tells its readers. As many are read each day as were published on a day of the week."""
    with empty_desk() as (engine, workspace_id):
        checker = Checker(engine, load({}), with_vectors(engine))
        clock = _Clock(min(article.day for article in order) + LATER)
        desk = Desk(engine, checker, workspace_id, EDITOR, clock)
        readers = Readers(engine, checker, workspace_id, clock)
        week = _Week(desk, Adding(engine, checker, workspace_id, EDITOR), readers)
        days = sorted(article.day + LATER for article in order)
        for number, article in enumerate(order):
            clock.set_to(days[number], MORNING, after=EVERY * days[:number].count(days[number]))
            week.add(article)
            readers.look()
            clock.go_on(SETTLED)
            readers.look()
            if days[number] not in days[number + 1 :]:  # the last one of its day
                clock.set_to(days[number], EVENING)
                readers.look()
        return week.ended()


class _Clock:
    """A clock that goes on by a second each time it is asked."""

    def __init__(self, day: date) -> None:
        self._now = datetime.combine(day, MORNING, UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def set_to(self, day: date, hour: time, *, after: timedelta = timedelta()) -> None:
        """Go on to that hour of the day and some time after it."""
        self._now = max(self._now, datetime.combine(day, hour, UTC) + after)

    def go_on(self, some: timedelta) -> None:
        self._now += some


class _Week:
    def __init__(self, desk: Desk, adding: Adding, readers: Readers) -> None:
        self._desk, self._adding, self._readers = desk, adding, readers
        self._matter_of: dict[int, str] = {}  # by claim
        self._end = Ended()

    def add(self, article: Article) -> None:
        incoming = Incoming(
            article.text,
            url=None,
            outlet=article.outlet,
            published_on=article.day,
            bases=(("published_on", Basis.GIVEN), ("outlet", Basis.GIVEN)),
        )
        added = add_document(self._adding, incoming, now=self._desk.clock())
        for number in self._waiting(added.document_id):
            self._desk.bring_up([number])
            draft = self._draft(number)
            if draft is not None and draft.state == "draft":
                self._decide(draft, _said_in(article, draft))

    def _decide(self, draft: DraftView, said: Sentence) -> None:
        """Approve the draft on the claim of its matter, or on a new one if none is offered."""
        offered = [draft.claim, *draft.near]
        right = next(
            (one for one in offered if one and self._matter_of.get(one.id) == said.matter), None
        )
        try:
            if right is not None and right is not draft.claim:
                with self._desk.change() as change:
                    done = editing.link(
                        change, draft.id, draft.version, right.id, then_approve=True
                    )
            elif right is None and draft.claim is not None:
                self._end.written += 1
                to = Edit(claim_text=said.text)
                done = self._desk.edit(draft.id, draft.version, to, then_approve=True)
            else:
                done = self._desk.approve(draft.id, draft.version)
        except ReviewError as error:
            self._end.left.append(f"{said.text} — {error.sentence}")
            return
        if done.claim_id is not None and done.claim_id not in self._matter_of:
            self._matter_of[done.claim_id] = said.matter
            self._readers.follow(done.claim_id, self._text(done.claim_id))

    def _text(self, claim_id: int) -> str:
        with Session(self._desk.engine) as session:
            return session.get_one(Claim, claim_id).text

    def _waiting(self, document_id: int) -> list[int]:
        waiting = (
            select(col(Draft.id))
            .where(col(Draft.document_id) == document_id, col(Draft.state) == "draft")
            .order_by(col(Draft.position))
        )
        with Session(self._desk.engine) as session:
            return [number for number in session.exec(waiting) if number is not None]

    def _draft(self, number: int) -> DraftView | None:
        with Session(self._desk.engine) as session:
            return view(session, self._desk.workspace_id, number)

    def ended(self) -> Ended:
        end = self._end
        with Session(self._desk.engine) as session:
            lines = _lines(session)
            end.sources = Counter(lines.values())
            for claim, result, spoken in _records(session, self._desk.workspace_id):
                matter = self._matter_of.get(claim.id or 0, claim.text)
                end.matters[matter] += 1
                end.claims[matter] = _as_ended(result, spoken, lines)
        end.sent = self._readers.sent
        for move in self._readers.moves:
            end.told[move.reader, self._matter_of[move.claim_id]].append(move)
        return end


def _said_in(article: Article, draft: DraftView) -> Sentence:
    """The article's sentence that a draft is from."""
    return next(one for one in article.sentences if one.text in draft.sentence or
                draft.sentence in one.text)  # fmt: skip


def _lines(session: Session) -> dict[int, Line]:
    """Each source's name with those above it, the party last."""
    every = {one.id: one for one in session.exec(select(Source))}
    found: dict[int, Line] = {}
    for number, source in every.items():
        names, here = [source.name], source
        while here.parent_id is not None:
            here = every[here.parent_id]
            names.append(here.name)
        found[number or 0] = tuple(names)
    return found


def _records(session: Session, workspace_id: int) -> Iterator[tuple[Claim, Corroboration, Seen]]:
    """Each claim on record with its status as the rules give it, and its attributions."""
    claims = list(session.exec(select(Claim).where(col(Claim.state) == ClaimState.APPROVED.value)))
    seen = visible(session, workspace_id, [one.id or 0 for one in claims], now=END)
    known = speakers(session, workspace_id, named_by(s for v in seen.values() for s in v.spoken))
    among = context(session, known, ((one, seen[one.id or 0].spoken) for one in claims))
    for claim in claims:
        spoken = seen[claim.id or 0].spoken
        yield claim, counted(claim, spoken, among, now=END), spoken


def _as_ended(result: Corroboration, spoken: Seen, lines: Mapping[int, Line]) -> dict[str, Any]:
    """What has to be the same in whatever order the articles came."""
    figure = result.figure
    return {
        "status": result.status.value,
        "support": result.support,
        "denial": result.denial,
        "flags": [flag for flag in result.flags if flag != Flag.OVERTAKEN],
        "figure on record": None if figure is None else figure.now.figure,
        "attributions": sorted(
            (
                " < ".join(lines.get(one.row.source_id or 0, ("nobody",))),
                one.row.stance,
                str(one.day),
                str(one.figure),
            )
            for one in spoken
        ),
    }


def moves(order: Sequence[Article], matter: str) -> int:
    """How often the source that gave a figure first gave another one later."""
    said: dict[str, list[str]] = defaultdict(list)
    for one in (sentence for article in order for sentence in article.sentences):
        if one.matter == matter and one.figure and one.figure not in said[one.who]:
            said[one.who].append(one.figure)
    return max((len(every) - 1 for every in said.values()), default=0)

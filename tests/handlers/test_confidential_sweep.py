"""Everything that the bot answers to, as people who are no editors, with confidential sources named
wherever a record can name them: nobody of them is handed a name."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.demo import BOT_USER, DESK, EDITOR, GUEST, NEWSROOM, REPORTER, SHARED, direct
from bot.demo.signed import (
    app_home_opened,
    app_mention,
    block_suggestion,
    event,
    message_changed,
    message_deleted,
    message_im,
    message_shortcut,
)
from bot.digest import subscriptions
from bot.digest.subscriptions import Choice
from bot.extraction.draft import ProposedSource
from bot.ingest.documents import Reviewed
from bot.record.change import Change
from bot.record.concealing import KNOWN_TO_DESK
from bot.record.drafts.deciding import approve
from bot.record.edit.attributions import retract
from bot.record.edit.claims import ClaimFields, edit_claim, merge_claims, withdraw_claim
from bot.record.edit.reviews import link_review, store_reviews
from bot.record.edit.sources import edit_source, source_fields
from bot.run import logs
from bot.run.scheduler import ticks
from bot.settings import load as settings
from bot.watch.topics import watch_topic
from handlers.commands import SUBCOMMANDS
from models import Claim, Draft, Feed, Source, StatusChange
from models.database import writing
from tests.drafted import draft
from tests.e2e.commands import run
from tests.handlers.answers import set_desk_channel
from tests.handlers.caring import CareDesk, Fields, shown
from tests.handlers.confided import QUOTED, Presser, addressed_to, confided, named, pressable
from tests.handlers.reviews import added
from tests.standin import FaultySlack

OTHER, SINGLE, GONE = "U0OTHER", "U0SINGLE", "U0GONE"
"""Somebody who knows the names and types them; a guest of one channel; who left the paper."""

BEGINNING = datetime.fromisoformat("2024-11-11T08:30+00:00")
CLOSED = "The bridge at Ostra is closed."
ASKED = (
    CLOSED,
    "Something at Ostra is closed.",
    "The gate was opened.",
    "Somebody opened the gate.",
    "Three vans left Ostra.",
    "Four vans left Ostra.",
    "The mayor met the driver twice.",
    "The bridge was shut.",
    "The ferry was sold.",
    "The ferry was late.",
    "The harbour of Ostra is for sale.",
    "hello",
)


@dataclass
class Sweep:
    """A desk whose record names confidential sources, since just now."""

    desk: CareDesk
    url: str
    now: list[datetime]
    log: io.StringIO
    since: int = 0
    reached: set[tuple[str, str]] = field(default_factory=set)
    got: list[str] = field(default_factory=list)

    def pass_(self, **time: float) -> None:
        self.now[0] += timedelta(**time)

    def tick(self) -> None:
        """Every tick, until nothing new is posted."""
        for _ in range(3):
            for tick in ticks(self.desk.room.services, settings({"NOTICE_SETTLE_SECONDS": "0"})):
                tick.run()
            self.pass_(seconds=120)

    def presser(self, user: str, **more: object) -> Presser:
        made = Presser(self.desk, user, **more)  # type: ignore[arg-type]
        made.reached, made.got = self.reached, self.got
        return made

    def leaks(self, *told: str) -> list[str]:
        """What names somebody, of all that was handed to anybody but `told`."""
        calls = self.desk.slack.calls[self.since :]
        theirs = {id(one) for one in addressed_to(self.desk.slack, calls, *told)}
        texts = [
            f"{one.method} {json.dumps(one.params, ensure_ascii=False, default=str)}"
            for one in calls
            if id(one) not in theirs
        ]
        lines = self.log.getvalue().splitlines()
        return list(
            dict.fromkeys(shown for one in (*texts, *self.got, *lines) for shown in named(one))
        )


@pytest.fixture
def sweep(record_slack: FaultySlack, engine: Engine, database_url: str) -> Iterator[Sweep]:
    now, log = [BEGINNING], io.StringIO()
    for user, more in ((OTHER, {}), (SINGLE, {}), (GONE, {})):
        record_slack.add_user(user, user[2:].lower(), **more)
    record_slack.change_user(SINGLE, guest=True)
    record_slack.change_user(GONE, deleted=True)
    desk = CareDesk(record_slack, engine, confided(), clock=lambda: now[0])
    set_desk_channel(desk.room, DESK)
    made = Sweep(desk, database_url, now, log)
    _before(made)
    _conceal(made)
    made.tick()
    made.got += [json.dumps(one) for one in record_slack.posted()]
    root, level, handlers = logging.getLogger(), logging.getLogger().level, []
    handlers[:] = root.handlers
    logs.set_up("DEBUG", log)
    made.since = len(record_slack.calls)
    yield made
    root.handlers[:], root.level = handlers, level
    desk.room.close()


def _before(sweep: Sweep) -> None:
    """What happened while the sources were public."""
    desk, now = sweep.desk, sweep.now[0]
    number = desk.room.workspace_id
    review = Reviewed(
        claim="Rolf Kern met nobody.", rating="Holm is right", publisher="Nightjar Checks",
        publisher_url="https://nightjar.example", url="https://nightjar.example/kern",
        reviewed_on=date(2024, 11, 5), claimant="Ida Holm",
    )  # fmt: skip
    other = replace(review, claim="Holm left.", url="https://nightjar.example/2")
    closed, merged, gone = (desk.claim(key).id or 0 for key in ("closed", "merged", "gone"))
    with Session(writing(desk.engine)) as session, session.begin():
        for claim in session.exec(select(Claim)):
            claim.created_at = now - timedelta(days=5)
    with Session(writing(desk.engine)) as session, session.begin():
        stored = store_reviews(
            Change(session, number, EDITOR, now), (review, other), origin="holm.json"
        )
        for one in stored.added[:1]:
            link_review(Change(session, number, EDITOR, now), one, closed, seen=None)
        merge_claims(Change(session, number, EDITOR, now), merged, closed, seen=None)
        withdraw_claim(
            Change(session, number, EDITOR, now), gone, reason="Holm took it back", seen=None
        )
        for channel, topics in ((NEWSROOM, ()), (REPORTER, ("The Nightjar files",)), (DESK, ())):
            subscriptions.subscribe(
                session, number, channel, REPORTER, Choice(time(9), "UTC", _DAYS, topics),
                now=now - timedelta(hours=12),
            )  # fmt: skip
        for user in (REPORTER, SINGLE):
            for topic in ("The Nightjar files", "Bridges"):
                watch_topic(session, number, topic, user, now=now - timedelta(hours=12))
        session.add(
            Feed(
                workspace_id=number,
                url="https://courier.example/feed",
                title="Courier",
                every_s=3600,
                next_poll_at=now + timedelta(days=900),
                added_by=EDITOR,
                added_at=now,
            )
        )
    holm = ProposedSource("Ida Holm", "person", role="mayor", known=desk.row(Source, "holm").id)
    works = ProposedSource("Ministry of Works", "government")
    drafts = [
        draft(0, 29, holm, CLOSED),
        draft(0, 29, works, "Ida Holm closed the bridge at Ostra."),
        draft(53, 103, works, "The gate of the harbour is open."),
    ]
    added(desk.room, drafts, text=QUOTED + " Again.", title="Nightjar talks", canonical_url=None,
          url="https://courier.example/holm-talks")  # fmt: skip
    for user in (REPORTER, SINGLE):
        for statement in ASKED:
            desk.send(desk.room.direct(statement, user=user))
            desk.send(desk.room.mention(statement, user=user))
        desk.send(desk.room.mention(CLOSED, user=user))
        card = desk.slack.posted(NEWSROOM)[-1]
        for action in ("watch", "outdated"):
            desk.send(desk.room.press(action, card, user=user))


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _conceal(sweep: Sweep) -> None:
    desk = sweep.desk
    for key in ("holm", "circle"):
        source = desk.row(Source, key)
        with Session(writing(desk.engine)) as session, session.begin():
            hidden = replace(source_fields(source), confidential=True)
            change = Change(session, desk.room.workspace_id, EDITOR, sweep.now[0])
            edit_source(change, source.id, hidden, seen=None)


def _afterwards(sweep: Sweep) -> None:
    """What goes on when they are confidential: somebody who knows the names asks, reports and puts
    questions to the desk; what was said is taken back, and more comes; a day goes by."""
    desk, now = sweep.desk, sweep.now[0]
    number = desk.room.workspace_id
    for statement in (CLOSED, "Rolf Kern sold the ferry.", "Ida Holm opened the gate."):
        desk.send(desk.room.command(statement, user=OTHER))
        card = desk.slack.ephemerals(NEWSROOM, OTHER)[-1]
        for action in ("wrong_claim", "outdated", "to_desk", "watch"):
            if any(action == one["action_id"] for one, _ in pressable(card)):
                desk.send(desk.room.press(action, card, user=OTHER))
    with Session(writing(desk.engine)) as session, session.begin():
        for row in session.exec(select(StatusChange)):
            row.at = now
        for key in ("works-1", "rohl-1"):
            said = desk.said(key).id or 0
            retract(Change(session, number, EDITOR, now), said, seen=None)
    with Session(writing(desk.engine)) as session, session.begin():
        one = session.exec(select(Draft).order_by(col(Draft.id))).first()
        assert one is not None
        approve(Change(session, number, EDITOR, now), one.id or 0, one.version)
    gate = desk.claim("holm-gate")
    with Session(writing(desk.engine)) as session, session.begin():
        to = ClaimFields("The gate was opened by somebody.", "fact", topic="Gates")
        edit_claim(Change(session, number, EDITOR, now), gate.id or 0, to, seen=None)
    for time_of_day in ({"hours": 1}, {"days": 1}):
        sweep.pass_(**time_of_day)
        sweep.tick()


def _everything(sweep: Sweep, user: str, channel: str) -> None:
    """All surfaces, as one person."""
    desk, presser = sweep.desk, sweep.presser(user, channel=channel)
    room, slack = desk.room, desk.slack
    outside = slack.workspace.people[user].team != slack.workspace.people[EDITOR].team
    for text in _COMMANDS:
        presser.command(text)
    with Session(desk.engine) as session:
        numbers = session.exec(select(Claim.id)).all()
    for number in numbers:
        presser.command(f"history {number}")
    for number in (1, 2, 3) if user != REPORTER else ():  # not theirs
        presser.command(f"digest stop {number}")
    for statement in ASKED:
        said = slack.say(channel, f"<@{BOT_USER}> {statement}", user=user)
        mention = app_mention(
            statement, ts=said["ts"], channel=channel, user=user, ext_shared=outside
        )
        presser.act(mention, "event", "app_mention")
        presser.command(f"check {statement}")
    mine = slack.say(direct(user), CLOSED, user=user)
    direct_one = message_im(CLOSED, ts=mine["ts"], user=user)
    presser.act(direct_one, "event", "message.im")
    slack.edit(direct(user), mine["ts"], ASKED[4])
    edited = message_changed(ASKED[4], before=direct_one.body["event"], channel=direct(user))
    presser.act(edited, "event", "message.im")
    presser.act(
        message_deleted(before=direct_one.body["event"], channel=direct(user)),
        "event", "message.im",
    )  # fmt: skip
    for tab in ("home", "messages"):
        opened = app_home_opened(event_ts=slack.workspace.new_ts(), user=user, tab=tab)
        presser.act(opened, "event", "app_home_opened")
    for callback in room.services.registry.shortcuts:
        shortcut = message_shortcut(
            callback, slack.say(channel, CLOSED), user=user, channel=channel,
            response_url=slack.response_url(channel, user), trigger_id=slack.trigger(user),
        )  # fmt: skip
        presser.act(presser._as_us(shortcut), "shortcut", callback)
    _forged(sweep, presser)


_COMMANDS = (
    "", "help", "add", "add https://courier.example/other", "add feed https://courier.example/f",
    "queue", "queue 2", "queue flagged", "queue mine", "queue imported", "find", "find Ostra",
    "find Edda Rohl", "find Ministry of Works", "find City Council", "find Bridges",
    "find a source known to the desk", "find Courier", "find gate",
    "find Mira Vane", "find deputy", "find friends", "find a", "history",
    "find gate office since October", "find status:disputed", "find driver", "find outlet:Post",
    "find vans in November 2024", "find topic:Bridges",
    "watch", "watch files", "watch a source known to the desk", "watch Bridges", "watch office",
    "unwatch", "unwatch Bridges", "watch #1", "unwatch 1", "export",
    "export csv", "export claimreview", "digest", "digest list", "editors", "confidential",
)  # fmt: skip


def _forged(sweep: Sweep, presser: Presser) -> None:
    desk = sweep.desk
    registry = desk.room.services.registry
    held = {"ts": "1730793600.000100", "is_ephemeral": True, "channel": presser.channel}
    forged = {1, 2, desk.row(Source, "holm").id, desk.claim("holm-gate").id, desk.claim("late").id}
    for number in sorted(forged):
        for do in _DOS if number > 2 else _DOS[:1]:
            value = json.dumps({**dict.fromkeys(_FIELDS, number), "do": do, "words": "Ostra"})
            for action in registry.actions if do == _DOS[0] else _OF_CARE:
                presser.forge(action, value, held)
            for view in registry.views if do == _DOS[0] else ("care_form",):
                presser.forge_form(view, value)
    for menu in registry.menus:
        for typed in ("", "the", "a source", "fi", "br"):
            asked = block_suggestion(menu, typed, {"id": "V1", "type": "modal"}, user=presser.user)
            presser.send(presser._as_us(asked), "menu", menu)


_FIELDS = (
    "inquiry claim veto page document draft version attribution delivery digest id into seen"
    " seen_into addition feed question notice watch proposal"
).split()
_OF_CARE = ("care", "care_show", "care_turn")
_DOS = ("claim", "edit_source", "source", "edit_claim", "merge_source", "find", "history",
        "reword_claim", "typing_error")  # fmt: skip


def _lifecycle(sweep: Sweep) -> None:
    slack, presser = sweep.desk.slack, sweep.presser(REPORTER)
    registry = sweep.desk.room.services.registry
    for name in registry.events:
        if name in ("app_mention", "message.im", "app_home_opened"):
            continue
        for channel in (NEWSROOM, DESK):
            user = {"id": REPORTER, "deleted": False} if name == "user_change" else BOT_USER
            fields = {"type": name, "channel": channel, "user": user}
            fields["event_ts"] = slack.workspace.new_ts()
            presser.act(event(fields), "event", name)


def _registered(sweep: Sweep) -> set[tuple[str, str]]:
    registry = sweep.desk.room.services.registry
    kinds = {
        "action": registry.actions, "view": registry.views, "menu": registry.menus,
        "shortcut": registry.shortcuts, "command": registry.commands, "event": registry.events,
    }  # fmt: skip
    return {(kind, name) for kind, names in kinds.items() for name in names}


@pytest.mark.parametrize(
    ("database_url", "user", "channel"),
    [
        pytest.param("sqlite", REPORTER, NEWSROOM, id="reporter"),
        pytest.param("postgres", REPORTER, NEWSROOM, id="reporter-postgres"),
        # Who somebody is, is asked of Slack, on both databases alike.
        pytest.param("sqlite", GUEST, SHARED, id="outsider"),
        pytest.param("sqlite", SINGLE, NEWSROOM, id="guest"),
        pytest.param("sqlite", GONE, NEWSROOM, id="deactivated"),
    ],
    indirect=["database_url"],
)
def test_nobody_but_editors_is_handed_a_confidential_name(
    sweep: Sweep, user: str, channel: str
) -> None:
    assert set(SUBCOMMANDS) <= {text.split()[0] for text in _COMMANDS if text}
    _afterwards(sweep)
    _everything(sweep, user, channel)
    _lifecycle(sweep)
    sweep.pass_(days=1)
    sweep.tick()
    assert _registered(sweep) - sweep.reached == set()
    leaks = sweep.leaks(EDITOR, OTHER)
    assert not leaks, "\n".join(leaks)
    handed = json.dumps([one.params for one in sweep.desk.slack.calls[sweep.since :]], default=str)
    assert KNOWN_TO_DESK in handed
    assert "digest" in handed
    assert sweep.log.getvalue()


def test_what_a_person_typed_is_repeated_to_them_as_they_typed_it(sweep: Sweep) -> None:
    """To put other words in its place would tell them that the name is a confidential one."""
    desk, since = sweep.desk, sweep.since
    typed = "Ida Holm sold the harbour of Ostra."
    unknown = "Eva Lund sold the harbour of Ostra."
    told = [shown_to(desk, statement) for statement in (typed, unknown)]
    assert "Ida Holm sold the harbour" in told[0]
    assert told[0].replace("Ida Holm", "Eva Lund") == told[1]
    found = [shown(desk.command(f"find {name}", user=OTHER)) for name in ("Holm", "Lund")]
    assert found[0].replace("Holm", "Lund") == found[1]
    assert sweep.leaks(EDITOR, OTHER) == []
    assert len(desk.slack.calls) > since


def shown_to(desk: CareDesk, statement: str) -> str:
    desk.send(desk.room.command(statement, user=OTHER))
    return shown(desk.slack.ephemerals(NEWSROOM, OTHER)[-1])


def test_editors_still_see_the_names(sweep: Sweep) -> None:
    desk = sweep.desk
    editor = sweep.presser(EDITOR)

    def opened(action: str, holder: Fields, label: str | None = None) -> str:
        return shown(desk.press(action, holder, label=label, user=EDITOR))

    found = desk.command("find Ida Holm", user=EDITOR)
    assert "Ida Holm" in shown(found)
    assert "Ida Holm" in opened("care", found, "Show")
    assert "Ida Holm" in opened("care_sources", desk.slack.modal(EDITOR) or {})
    assert "HOLM" in shown(desk.command(f"history {desk.claim('gone').id}", user=EDITOR))
    assert "Ida Holm" in json.dumps(desk.press("care", found, label="Edit source…"))
    desk.slack.close_modals(EDITOR)
    queue = desk.command("queue", user=EDITOR)
    desk.press("review_open", queue, user=EDITOR)
    assert "Ida Holm" in json.dumps(desk.slack.posted(direct(EDITOR)))
    assert (
        "Nightjar" in run("export", "-", "--format", "csv", "--confidential", url=sweep.url).stdout
    )
    assert "Ida Holm" in run("export", "-", url=sweep.url).stdout
    check = run("check", "--json", "--as-editor", CLOSED, url=sweep.url)
    assert "Ida Holm" in check.stdout
    assert "Nightjar" in run("confidential", url=sweep.url).stdout
    assert editor.reached == sweep.reached


def test_no_file_and_no_command_for_others_names_anybody(sweep: Sweep, tmp_path: Path) -> None:
    _afterwards(sweep)
    batch = tmp_path / "batch.jsonl"
    batch.write_text("".join(json.dumps({"statement": one}) + "\n" for one in ASKED))
    for arguments in (
        ("export", "-", "--format", "csv"),
        ("export", "-", "--format", "claimreview", "--publisher", "Desk",
         "--publisher-url", "https://desk.example"),
        *(("check", "--json", one) for one in ASKED),
        *(("check", one) for one in ASKED),
        ("check", "--batch", str(batch)),
        ("digest", "--preview", "--now", "2024-11-12T09:00+00:00"),
        ("jobs",), ("jobs", "--json"), ("accesses",), ("accesses", "--json"),
        ("feeds", "list"), ("workspace",), ("doctor",),
        *(("find", *words.split()) for words in ("bridge", "gate", "status:disputed", "driver")),
        ("find", "--json", "vans"), ("find", "--json", "since", "2020"),
        *((do, *more, str(number)) for number in range(1, 7) for do, *more in (
            ("show",), ("show", "--text"), ("show", "--json"), ("history",), ("history", "--json"),
        )),
        *(("list", what, *more) for what in ("claims", "sources", "documents")
          for more in ((), ("--json",))),
    ):  # fmt: skip
        done = run(*arguments, url=sweep.url, LOG_LEVEL="DEBUG")
        assert done.returncode in (0, 1), (arguments, done.stderr)
        sweep.got += [done.stdout, done.stderr]
        leaks = sweep.leaks(EDITOR, OTHER)
        assert not leaks, (arguments, leaks)
    assert KNOWN_TO_DESK in "".join(sweep.got)

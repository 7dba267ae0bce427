"""A newsroom whose people watch claims and questions, for tests of what they are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.demo import DESK, EDITOR, NEWSROOM, REPORTER
from bot.demo.signed import Payload, app_home_opened, block_action
from bot.matching.outcome import Outcome
from bot.record.exchange.importing import import_record
from bot.watch import answering, proposing
from bot.watch import notices as telling
from bot.watch.proposed import Hit
from models import Workspace
from models.database import writing
from tests.handlers.caring import LATER, CareDesk, Fields, shown
from tests.records import attribution, read, record
from tests.standin import FaultySlack

CLOSED = "The bridge at Ostra is closed."
PORT = "The harbour of Ostra is for sale."
EVE = "U0EVE"


class Desk(CareDesk):
    """A newsroom with a record, whose clock the test turns."""

    def __init__(self, slack: FaultySlack, engine: Engine) -> None:
        self.now = LATER
        raw = record()
        raw["claims"].append({"key": "shut", "text": "The gate is shut.", "kind": "fact"})
        super().__init__(slack, engine, raw, clock=lambda: self.now)
        self.number = self.room.workspace_id
        slack.add_user(EVE, "eve")
        with Session(writing(engine)) as session, session.begin():
            session.get_one(Workspace, self.number).desk_channel = DESK
        self.tick()  # notes where changes begin

    def tick(self) -> None:
        """What the scheduler does, until nothing is left to do."""
        telling.notice_changes(self.engine, [self.number], now=self.now)
        answering.notice_answers(self.engine, self.number, self.match, now=self.now)
        services = self.room.services
        installation = services.installations.of_workspace(self.number)
        assert installation is not None
        proposing.ask_desk(services, installation)
        self.room.services.poster.send()

    def settle(self) -> None:
        self.tick()
        for _ in range(3):
            self.now += timedelta(minutes=2)
            self.tick()

    def match(self, workspace_id: int, statement: str, asker: str) -> Hit | None:
        checker = self.room.services.checker
        answer = checker.answer(workspace_id, statement, now=self.now, asker=asker)
        if answer.claim is None or answer.outcome not in (Outcome.MATCH, Outcome.ABOUT):
            return None
        return Hit(answer.claim.id, is_certain=answer.outcome is Outcome.MATCH)

    def ask(self, text: str = CLOSED, *, user: str = REPORTER, **more: Any) -> Fields:
        """Somebody mentions the bot in a channel; gives the reply in their thread."""
        self.send(self.room.mention(text, user=user, **more))
        return self.slack.posted(NEWSROOM)[-1]

    def click(self, action: str, holder: Fields, *, user: str = REPORTER, nth: int = 0) -> None:
        self.send(self.clicked(action, holder, user=user, nth=nth))

    def clicked(
        self, action: str, holder: Fields, *, user: str = REPORTER, nth: int = 0
    ) -> Payload:
        """The nth button of that id, where it stands."""
        values = [
            one["value"]
            for block in holder["blocks"]
            for one in (*block.get("elements", []), block.get("accessory", {}))
            if isinstance(one, dict) and one.get("action_id") == action
        ]
        view = holder.get("type") in ("modal", "home")
        channel = holder.get("channel") or NEWSROOM
        return block_action(
            action,
            values[nth],
            trigger_id=self.slack.trigger(user),
            message=None if view else holder,
            view=holder if view else None,
            channel=channel,
            user=user,
            response_url="" if view else self.slack.response_url(channel, user, message=holder),
        )

    def whispered(self, user: str = REPORTER) -> Fields:
        """What was last shown to one person alone."""
        return self.slack.ephemerals(user=user)[-1]

    def home(self, user: str = REPORTER) -> str:
        return shown(self.home_view(user))

    def home_view(self, user: str = REPORTER) -> Fields:
        self.send(app_home_opened(event_ts="1730793600.000100", user=user))
        view = self.slack.home(user)
        assert view is not None
        return view

    def rows(self, table: type[Any]) -> list[Any]:
        with Session(self.engine) as session:
            return list(session.exec(select(table).order_by(col(table.id))))

    def denied(self) -> None:
        """The ministry's denial comes on record."""
        self.now += timedelta(minutes=1)
        raw = record()
        raw["attributions"].append(attribution("deny"))
        import_record(self.engine, read(raw), workspace_id=self.number, actor=EDITOR, now=self.now)

    def comes_on_record(self, text: str, key: str = "port") -> None:
        self.now += timedelta(minutes=1)
        raw = record()
        raw["claims"].append({"key": key, "text": text, "kind": "fact"})
        raw["attributions"].append(attribution(f"{key}-1", claim=key, stance="asserts"))
        import_record(self.engine, read(raw), workspace_id=self.number, actor=EDITOR, now=self.now)

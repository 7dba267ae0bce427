"""The bot in one small Slack workspace: real signed requests, a stand-in for Slack, a real
database, and canned answers.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from slack_bolt import BoltRequest, BoltResponse
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.add.kit import Fetch
from bot.check.answer import Alternative, Answer, Hint
from bot.check.checker import Checker, Statements
from bot.demo import NEWSROOM, REPORTER, SIGNING_SECRET, TEAM
from bot.demo.signed import (
    Payload,
    app_mention,
    block_action,
    message_changed,
    message_im,
    message_shortcut,
    signed,
    slash_command,
)
from bot.ingest import fetching
from bot.language.statements import statements
from bot.matching.outcome import Outcome
from bot.queue import new_owner
from bot.record import workspaces
from bot.record.card import AttributionLine, ClaimCard
from bot.run import bolt as slack_app
from bot.run.process import Process, assemble
from bot.services import Services
from bot.settings import load as settings
from bot.slack.client import web_client
from bot.slack.installations import Installation, Installations, identify
from handlers import register
from models import Claim, Inquiry, Reply, Workspace
from models.database import writing
from tests.contract.payloads import check_message, check_view
from tests.inquiries import inquiry
from tests.standin import FaultySlack

Fields = dict[str, Any]

BRIDGE = "The bridge at Ostra is closed."
TUNNEL = "The tunnel under Ostra is closed."
VAGUE = "Something at Ostra is closed."
UNKNOWN = "The harbour of Ostra is for sale."
BROKEN = "This one breaks the matcher."

HOLM = AttributionLine(
    key="a1",
    party="Ostra",
    source="Ida Holm",
    role="mayor",
    organisation="City Council",
    stance="asserts",
    quote="It is closed.",
    verbatim=True,
    outlet="Ostra Courier",
    relayed_by=None,
    url="https://courier.example/bridge",
    said_on=date(2024, 11, 5),
    counted="support",
)


@dataclass
class Canned:
    """A checker that splits messages as the real one does, and answers from a table."""

    answers: Mapping[str, Answer]
    claims: Mapping[int, str]
    withdrawn: set[int] = field(default_factory=set)
    lines: tuple[AttributionLine, ...] = (HOLM,)

    def statements(self, text: str) -> Statements:
        return statements(text)

    def having(
        self, session: Session, workspace_id: int, phrase: str, *, begins: bool = False
    ) -> set[int]:
        return {number for number, text in self.claims.items() if phrase in text.lower()}

    def answer(
        self,
        workspace_id: int,
        statement: str,
        *,
        now: datetime,
        editor: bool = False,
        asker: str | None = None,
    ) -> Answer:
        if statement.strip(".") == BROKEN.strip("."):
            raise ZeroDivisionError("a bug in the matcher")
        if statement.lower().startswith("hello"):
            return Answer(statement, Outcome.NONE, hint=Hint.GREETING)
        for known, answer in self.answers.items():
            if statement.strip(".") == known.strip("."):
                return answer
        return Answer(statement, Outcome.NONE)

    def answers_to(
        self,
        workspace_id: int,
        sentences: Sequence[str],
        *,
        now: datetime,
        editor: bool = False,
        asker: str | None = None,
    ) -> list[Answer | None]:
        found = [self.answer(workspace_id, one, now=now, asker=asker) for one in sentences]
        shown: set[int] = set()
        answers: list[Answer | None] = []
        for answer in found:
            known = answer.claim is not None and answer.claim.id in shown
            answers.append(None if known else answer)
            shown |= {answer.claim.id} if answer.claim else set()
        return answers

    def answer_about(
        self,
        workspace_id: int,
        statement: str,
        claim_id: int,
        *,
        now: datetime,
        editor: bool = False,
    ) -> Answer | None:
        if claim_id in self.withdrawn or claim_id not in self.claims:
            return None
        return matching(statement, claim_id, self.claims[claim_id], self.lines)


def matching(
    statement: str, claim_id: int, text: str, lines: tuple[AttributionLine, ...] = (HOLM,)
) -> Answer:
    card = ClaimCard(claim_id, f"C{claim_id}", text, "fact", "single_source", date(2024, 11, 5))
    return Answer(statement, Outcome.MATCH, 0.9, card, support=1, denial=0, attributions=lines)


class Newsroom:
    """One process of the bot, and what people do to it."""

    def __init__(
        self,
        slack: FaultySlack,
        engine: Engine,
        *,
        owner: str | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        real: bool = False,
        fetch: Fetch = fetching.fetch,
    ) -> None:
        """`real`: answers come from the record itself, not from the table. `fetch`: the web."""
        self.slack = slack
        self.engine = engine
        client = web_client(slack.token, slack.api_url)
        identity = identify(client)
        with Session(writing(engine)) as session:
            workspace = workspaces.adopt(session, TEAM, "Desk", clock())
            session.commit()
            self.workspace_id = workspace.id or 0
            self.bridge, self.tunnel = self._claims(session)
        claims = {self.bridge: BRIDGE, self.tunnel: TUNNEL}
        self.checker = Canned(
            {
                BRIDGE: matching(BRIDGE, self.bridge, BRIDGE),
                VAGUE: Answer(
                    VAGUE,
                    Outcome.POSSIBLE,
                    0.4,
                    alternatives=tuple(
                        Alternative(number, f"C{number}", text, 0.4)
                        for number, text in claims.items()
                    ),
                ),
            },
            claims,
        )
        installation = Installation(self.workspace_id, identity, client)
        self.services: Services = assemble(
            Process(engine, clock, owner or new_owner()),
            Checker(engine, settings({})) if real else self.checker,  # type: ignore[arg-type]
            Installations((installation,)),
            fetch=fetch,
        )
        self.app = slack_app.build(self.services, register, signing_secret=SIGNING_SECRET)

    # What people do.

    def send(
        self, payload: Payload, *, secret: str = SIGNING_SECRET, age: float = 0, settle: bool = True
    ) -> BoltResponse:
        """Slack tells the bot; then everything is answered that can be."""
        headers, body = signed(payload, secret, time.time() - age)
        response = self.app.dispatch(
            BoltRequest(body=body.decode(), headers={k: [v] for k, v in headers.items()})
        )
        if settle:
            assert self.services.answerer.idle(10)
            assert self.services.adder.idle(20)
        return response

    def mention(self, text: str, *, channel: str = NEWSROOM, **more: Any) -> Payload:
        said = self.slack.say(channel, f"<@U0RECORD> {text}", **_placed(more))
        return app_mention(text, ts=said["ts"], channel=channel, **more)

    def direct(self, text: str, **more: Any) -> Payload:
        said = self.slack.say("D" + more.get("user", REPORTER)[1:], text, **_placed(more))
        return message_im(text, ts=said["ts"], **more)

    def command(self, text: str, *, channel: str = NEWSROOM, user: str = REPORTER) -> Payload:
        return slash_command(
            text,
            response_url=self.slack.response_url(channel, user),
            trigger_id=self.slack.trigger(user),
            channel=channel,
            user=user,
        )

    def shortcut(
        self,
        message: Fields,
        *,
        channel: str = NEWSROOM,
        user: str = REPORTER,
        callback_id: str = "check_on_record",
    ) -> Payload:
        return message_shortcut(
            callback_id,
            message,
            response_url=self.slack.response_url(channel, user),
            trigger_id=self.slack.trigger(user),
            channel=channel,
            user=user,
        )

    def press(
        self,
        action_id: str,
        message: Fields | None = None,
        *,
        value: str | None = None,
        view: Fields | None = None,
        channel: str = NEWSROOM,
        user: str = REPORTER,
    ) -> Payload:
        """A button, in a message or in a modal, or the line of a menu that does `action_id`."""
        url = self.slack.response_url(channel, user, message=message) if message else ""
        line = _line(message or view or {}, action_id)
        return block_action(
            "care" if line else action_id,
            value,
            trigger_id=self.slack.trigger(user),
            message=message,
            view=view,
            channel=channel,
            user=user,
            response_url=url,
            chosen={"selected_option": line} if line else None,
        )

    def edit(self, payload: Payload, text: str) -> Payload:
        """The author edits the message that an event told of."""
        event = payload.body["event"]
        self.slack.edit(event["channel"], event["ts"], text)
        return message_changed(text, before=event, channel=event["channel"])

    # What there is to see.

    def inquiries(self) -> list[Inquiry]:
        with Session(self.engine) as session:
            return list(session.exec(select(Inquiry).order_by(col(Inquiry.id))))

    def replies(self) -> list[Reply]:
        with Session(self.engine) as session:
            return list(session.exec(select(Reply).order_by(col(Reply.id))))

    def states(self) -> list[str]:
        """Of the replies."""
        return [reply.state for reply in self.replies()]

    def inquiries_of_another(self, session: Session, workspace: Workspace) -> int:
        """An inquiry of another desk in the same database; gives its id."""
        theirs = inquiry(
            session,
            workspace_id=workspace.id or 0,
            request_id="Ev1:0",
            surface="message",
            channel="C0THEIRS",
            asker="U0THEIRS",
            statement="Nobody else's business.",
            delivery="thread",
            asked_at=self.services.clock(),
            state="answered",
        )
        return theirs.id or 0

    def close(self) -> None:
        self.services.adder.close(5)
        self.services.answerer.close(5)
        check_everything(self.slack)

    def _claims(self, session: Session) -> tuple[int, int]:
        known = session.exec(select(Claim).order_by(col(Claim.id))).all()
        if not known:
            for key, text in (("C1", BRIDGE), ("C2", TUNNEL)):
                session.add(
                    Claim(
                        workspace_id=self.workspace_id,
                        key=key,
                        text=text,
                        kind="fact",
                        created_at=datetime.now(UTC),
                    )
                )
            session.commit()
            known = session.exec(select(Claim).order_by(col(Claim.id))).all()
        return known[0].id or 0, known[1].id or 0


def check_everything(slack: FaultySlack) -> None:
    """Whatever was handed to Slack in a test must be what Slack takes."""
    for call in slack.calls:
        blocks_wanted = call.method in ("chat.postMessage", "chat.postEphemeral", "chat.update")
        if blocks_wanted or (call.method == "response_url" and "text" in call.params):
            check_message(_decoded(call.params), mentions=True)
            if call.method == "chat.postMessage":
                assert not _on(call.params.get("unfurl_links")), "links unfurl"
                assert not _on(call.params.get("unfurl_media")), "media unfurl"
        if call.method.startswith("views."):
            check_view(_decoded(call.params)["view"], mentions=True)


def _decoded(params: Fields) -> Fields:
    return {
        name: json.loads(value)
        if name in ("blocks", "view", "metadata") and isinstance(value, str)
        else value
        for name, value in params.items()
    }


def _on(value: Any) -> bool:
    return value not in (None, False, 0, "0", "false")


def _placed(more: Fields) -> Fields:
    return {name: more[name] for name in ("user", "thread_ts") if name in more}


def _line(holder: Fields, do: str) -> Fields | None:
    """The line of a menu in a message or modal that does this."""
    elements = [one for block in holder.get("blocks", []) for one in block.get("elements", [])]
    lines = [
        line for one in elements if one["type"] == "overflow" for line in one.get("options", [])
    ]
    return next((one for one in lines if json.loads(one["value"]).get("do") == do), None)

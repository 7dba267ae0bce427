"""A process that sends digests into a file instead of to Slack, for tests that kill it.

Its clock is ten times as fast as others, and the same in all processes: a second's pace and a
minute's lease need not be waited for.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.digest import delivering, planning
from bot.queue import new_owner
from bot.slack.outbox import Looked, Outbox, Outgoing, send_due
from models.database import open_engine

NINE = datetime(2024, 11, 11, 9, 0, tzinfo=UTC)
FASTER = 10

RETRY_AFTER = 20
"""Seconds by that clock."""


def main(url: str, workspace: int, file: Path, given: dict[str, Any]) -> None:
    """`given`: `began`, the instant (epoch seconds) at which it is nine; `readable`, whether the
    file may be read; `after`, how many lines another process writes into it before this one
    begins; and, counted in calls of this process, when it is told to wait (`refused_at`) and when
    it stands still for ever (`stuck_at`), its message `arrived` or not.
    """
    while file.read_bytes().count(b"\n") < given.get("after", 0):
        time.sleep(0.005)
    calls = 0
    looked_at = NINE

    def clock() -> datetime:
        nonlocal looked_at
        looked_at = NINE + FASTER * timedelta(seconds=time.time() - given["began"])
        return looked_at

    def note(outgoing: Outgoing, what: str) -> None:
        line = {"what": what, "id": outgoing.payload["id"], "channel": outgoing.channel}
        line |= {"at": looked_at.timestamp(), "by": os.getpid()}
        with file.open("ab", buffering=0) as taken:
            taken.write((json.dumps(line) + "\n").encode())  # one write, in one piece

    def send(outgoing: Outgoing) -> str:
        nonlocal calls
        calls += 1
        if calls == given.get("refused_at"):
            note(outgoing, "refused")
            raise SlackApiError("no", _told_to_wait())
        if calls == given.get("stuck_at"):
            note(outgoing, "taken" if given["arrived"] else "lost")
            note(outgoing, "stuck")
            time.sleep(600)
        note(outgoing, "taken")
        time.sleep(0.001)  # the answer is on its way
        return f"{time.time():.6f}"

    def look(outgoing: Outgoing) -> Looked:
        if not given["readable"]:
            return Looked(seen=False)
        for line in file.read_text("utf-8").splitlines():
            one = json.loads(line)
            if (one["what"], one["id"]) == ("taken", outgoing.payload["id"]):
                return Looked(seen=True, ts="1.0")
        return Looked(seen=True)

    engine = open_engine(url)
    box = Outbox(delivering.DIGESTS, engine, send=send, look=look, clock=clock, owner=new_owner())
    while True:
        planning.plan(engine, [workspace], now=clock())
        if not send_due(box, [workspace], most=50):
            time.sleep(0.02)


def _told_to_wait() -> SlackResponse:
    return SlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": "ratelimited"},
        headers={"Retry-After": str(RETRY_AFTER)},
        status_code=429,
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), json.loads(sys.argv[4]))

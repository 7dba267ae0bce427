"""A process that sends digests into a file instead of to Slack, for tests that kill it."""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.digests import delivering
from bot.digests.outbox import Looked, Outgoing, send_due
from bot.inquiries.leases import new_owner
from models.database import open_engine


def main(url: str, workspace: int, file: Path, readable: bool) -> None:
    def send(outgoing: Outgoing) -> str:
        line = json.dumps({"id": outgoing.payload["id"], "by": os.getpid()}) + "\n"
        with file.open("ab", buffering=0) as taken:
            taken.write(line.encode())  # one write, in one piece: as if Slack had taken it
        time.sleep(0.02)  # and its answer is on the way, which is when most are killed
        return f"{time.time():.6f}"

    def look(outgoing: Outgoing) -> Looked:
        if not readable:
            return Looked(seen=False)
        for line in file.read_text("utf-8").splitlines():
            if json.loads(line)["id"] == outgoing.payload["id"]:
                return Looked(seen=True, ts="1.0")
        return Looked(seen=True)

    engine = open_engine(url)
    box = delivering.outbox(
        engine, send=send, look=look, clock=lambda: datetime.now(UTC), owner=new_owner()
    )
    while True:
        delivering.plan(engine, [workspace], now=datetime.now(UTC))
        if not send_due(box, [workspace], most=20):
            time.sleep(0.1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4] == "readable")

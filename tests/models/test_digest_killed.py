from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from models import DigestDelivery, Subscription, Workspace
from models.database import writing
from models.subscription import PostingState
from tests.models.desk_care import Desk
from tests.paths import ROOT

DIGESTS = 60


def started(engine: Engine, desk: Desk, file: Path, history: str) -> subprocess.Popen[bytes]:
    url = engine.url.render_as_string(hide_password=False)
    program = [sys.executable, "-m", "tests.models.digest_worker", url, str(desk.number)]
    return subprocess.Popen([*program, str(file), history], cwd=ROOT)


def counted(engine: Engine) -> Counter[str]:
    with Session(engine) as session:
        rows = session.exec(
            select(DigestDelivery.state, func.count()).group_by(col(DigestDelivery.state))
        )
        return Counter(dict(rows.all()))


@pytest.mark.parametrize("history", ["readable", "closed"])
def test_with_one_of_two_workers_killed_none_is_lost_and_none_is_doubled(
    engine: Engine, workspace: Workspace, tmp_path: Path, history: str
) -> None:
    desk = Desk(engine, workspace)
    file = tmp_path / "slack.jsonl"
    file.touch()
    now = datetime.now(UTC)
    due = now - timedelta(minutes=10)
    with Session(writing(engine)) as session:
        for n in range(DIGESTS):
            session.add(
                Subscription(
                    workspace_id=desk.number,
                    channel=f"C{n}",
                    owner="U1",
                    local_time=due.time().replace(second=0, microsecond=0, tzinfo=None),
                    timezone="UTC",
                    weekdays=["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
                    post_empty=True,
                    due_from=now - timedelta(hours=1),
                    created_at=now - timedelta(hours=1),
                )
            )
        session.commit()
    workers = [started(engine, desk, file, history) for _ in range(2)]
    try:
        deadline = time.monotonic() + 60
        while file.read_text().count("\n") < DIGESTS // 4 and time.monotonic() < deadline:
            time.sleep(0.01)
        workers[0].kill()
        workers[0].wait()  # or it would still count as a process
        settled = Counter[str]()
        while settled.total() < DIGESTS and time.monotonic() < deadline:
            time.sleep(0.2)
            settled = Counter(
                {
                    state: number
                    for state, number in counted(engine).items()
                    if state not in (PostingState.WAITING, PostingState.SENDING)
                }
            )
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    taken = [json.loads(line) for line in file.read_text().splitlines()]
    times = Counter(one["id"] for one in taken)
    assert max(times.values()) == 1
    assert len({one["by"] for one in taken}) == 2
    assert settled.total() == DIGESTS
    if history == "readable":
        assert settled == {"sent": DIGESTS}
        assert len(times) == DIGESTS
    else:
        assert settled["unknown"] <= 1
        assert len(times) >= DIGESTS - 1

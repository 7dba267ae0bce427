"""The year's Slack: takes messages, refuses them, loses its answers, is away.

It also checks two limits that a sender must keep: not to post twice within a second in a channel,
and not to post to the team before the time that a 429 named.
"""

from __future__ import annotations

import math
import random
import threading
import urllib.error
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.outbox import Looked, Outgoing

SECOND = timedelta(seconds=1)

FAULTS = {
    "429 with Retry-After": 30,
    "5xx, arrived": 20,
    "5xx, not arrived": 20,
    "timeout, arrived": 20,
    "timeout, arrived later": 20,
    "timeout, not arrived": 20,
    "no connection": 30,
    "refused": 5,
    "stalled before the call": 10,
    "killed before the call": 12,
    "killed in the call, arrived": 12,
    "killed in the call, arrived later": 6,
}
"""The faults of a call, and how often each happens in 10,000 calls."""

LOOKING = {"history: 429": 300, "history: timeout": 300}
"""The faults of a look into the history, likewise in 10,000."""

GONE = ("is_archived", "not_in_channel", "channel_not_found")
_UNREADABLE = ("not_in_channel", "channel_not_found")

_TIMEOUT = 10.0
_LATER = 9.0
"""Seconds within which a request arrives after its sender was killed: less than
`outbox.IN_FLIGHT`."""


class KilledError(BaseException):
    """The process that was sending was killed."""


@dataclass
class Sender:
    """What the stand-in keeps about a process: when it last looked at the clock, and whether it
    was told to wait and has not noted that yet."""

    read: datetime
    told: datetime | None = None  # until when


@dataclass
class Slack:
    """`now` and `pass_time` are the year's clock; `pass_time` also runs what others do during a
    call."""

    seed: str
    now: Callable[[], datetime]
    pass_time: Callable[[Sender, float], None]
    taken: defaultdict[int, list[tuple[datetime, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    troubled: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    faults: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    outage: str | None = None
    held_until: datetime | None = None
    holds: list[tuple[datetime, datetime]] = field(default_factory=list)
    posts: int = 0
    looks: int = 0

    def __post_init__(self) -> None:
        self._tries: Counter[int] = Counter()
        self._last: dict[str, datetime] = {}
        self._turns: dict[str, datetime] = {}
        self._lock = threading.RLock()
        self._known: list[tuple[datetime, datetime]] = []

    def noted(self, sender: Sender) -> None:
        """A process looks at the clock. If it was told to wait, the others know that from now
        on; if it is killed before, they never do."""
        if sender.told is not None:
            now = self.now()
            self._known = [(since, until) for since, until in self._known if until > now]
            self._known.append((now, sender.told))
            sender.told = None

    def send(self, sender: Sender, outgoing: Outgoing) -> str:
        with self._lock:
            number = int(outgoing.payload["id"])
            self._tries[number] += 1
            chance = random.Random(f"{self.seed}:{number}:{self._tries[number]}")
            fault = _drawn(chance, FAULTS)
            self.posts += 1
        if fault == "killed before the call":
            self._count(number, fault)
            raise KilledError
        stalled = fault == "stalled before the call"
        if fault is not None and stalled:
            self._count(number, fault)
            self.pass_time(sender, chance.uniform(1, 45))
        with self._lock:
            self._taking(sender, outgoing, number)
            ts = f"{self.now().timestamp():.3f}{self.posts:06d}"
            if fault is not None and not stalled:
                self._count(number, fault)
            if fault in ("429 with Retry-After", "refused", "no connection"):
                self._refuse(sender, fault, chance)
            if fault is None or stalled or "not arrived" not in fault:
                late = chance.uniform(0, _LATER) if fault and "later" in fault else 0.0
                self.taken[number].append((self.now() + timedelta(seconds=late), ts))
        if fault is None or stalled:
            self.pass_time(sender, chance.uniform(0.05, 0.4))
            return ts
        if "killed" in fault:
            raise KilledError
        if "timeout" in fault:
            self.pass_time(sender, _TIMEOUT)
            raise TimeoutError
        self.pass_time(sender, chance.uniform(0.05, 3))
        raise answer("", 503)

    def look(self, outgoing: Outgoing) -> Looked:
        number = int(outgoing.payload["id"])
        with self._lock:
            self.looks += 1
            fault = _drawn(random.Random(f"{self.seed}:{number}:look{self.looks}"), LOOKING)
            if fault is not None:
                self.faults[fault] += 1
        if self.outage is not None:
            raise _no_connection()
        if fault == "history: 429":
            raise answer("ratelimited", 429, retry_after=20)
        if fault == "history: timeout":
            raise TimeoutError
        if self.gone.get(outgoing.channel) in _UNREADABLE or outgoing.channel in self.closed:
            return Looked(seen=False)
        for at, ts in self.taken.get(number, ()):
            if outgoing.since - timedelta(seconds=60) <= at <= self.now():
                return Looked(seen=True, ts=ts)
        return Looked(seen=True)

    def _taking(self, sender: Sender, outgoing: Outgoing, number: int) -> None:
        """Checks whether a request may be made now. Raises Slack's answer if not."""
        now, channel = self.now(), outgoing.channel
        if self.outage is not None:
            self._count(number, f"outage: {self.outage}")
            if self.outage == "no connection":
                raise _no_connection()
            raise answer("", 503)
        if self.held_until is not None and now < self.held_until:
            self._count(number, "429 while held back")
            # Correct only for requests that were under way when another process noted the limit.
            if any(since < sender.read and now < until for since, until in self._known):
                self.wrong.append(f"{number} was posted before the Retry-After was over")
            raise self._hold(sender, (self.held_until - now).total_seconds())
        turn, self._turns[channel] = self._turns.get(channel), sender.read
        if turn is not None and abs(sender.read - turn) < SECOND:
            self.wrong.append(f"{number} is the second within a second in {channel}")
        last = self._last.get(channel)
        if last is not None and now - last < SECOND:  # one of the two paused after its turn
            self._count(number, "429 after a stall")
            raise self._hold(sender, 1.0)
        self._last[channel] = now
        if channel in self.gone:
            self._count(number, self.gone[channel])
            raise answer(self.gone[channel])

    def _refuse(self, sender: Sender, fault: str, chance: random.Random) -> None:
        if fault == "refused":
            raise answer("invalid_blocks")
        if fault == "no connection":
            self.holds.append((self.now(), self.now() + timedelta(minutes=1)))
            raise _no_connection()
        raise self._hold(sender, float(chance.choice((1, 5, 20, 30, 60, 120))))

    def _hold(self, sender: Sender, seconds: float) -> SlackApiError:
        now = self.now()
        self.held_until = max(now + timedelta(seconds=seconds), self.held_until or now)
        sender.told = self.held_until
        self.holds.append((now, self.held_until))
        return answer("ratelimited", 429, retry_after=seconds)

    def _count(self, number: int, fault: str) -> None:
        self.faults[fault] += 1
        self.troubled[number].append(fault)


def answer(code: str, status: int = 200, *, retry_after: float | None = None) -> SlackApiError:
    """Slack's refusal."""
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": code},
        headers={} if retry_after is None else {"Retry-After": str(math.ceil(retry_after))},
        status_code=status,
    )
    return SlackApiError("no", response)  # type: ignore[no-untyped-call]


def _no_connection() -> urllib.error.URLError:
    return urllib.error.URLError(ConnectionRefusedError())


def _drawn(chance: random.Random, of_10_000: dict[str, int]) -> str | None:
    drawn = chance.random() * 10_000
    for name, share in of_10_000.items():
        drawn -= share
        if drawn < 0:
            return name
    return None

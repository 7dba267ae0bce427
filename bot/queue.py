"""Who is at work on a row, and whether that process is still there.

An owner is "host:pid:random". While its lease runs, nobody else touches the row. On the same host a
dead process is recognised at once, so that a restart after a crash need not wait for the lease;
elsewhere the lease has to run out.

The machine's clock may be set back meanwhile. What lies further ahead than anything is ever set
shows that: it holds nobody back.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import socket
from datetime import datetime, timedelta
from pathlib import Path

LEASE = timedelta(seconds=15)
"""Longer than one call to Slack may take (`bot.slack.client.TIMEOUT`); renewed before each."""

CLOCKS = timedelta(seconds=10)
"""By how much the clocks of two machines may differ."""

LONGEST_WAIT = timedelta(hours=1)
"""Nothing waits longer for another try, unless Slack asks for it."""

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_PROCESS_NAMESPACE = Path("/proc/self/ns/pid")


def new_owner() -> str:
    """A name for this process, different each time."""
    return f"{_host()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_free(owner: str | None, leased_until: datetime | None, *, by: str, now: datetime) -> bool:
    """Whether `by` may take over what `owner` has leased until then."""
    if owner is None or leased_until is None or leased_until <= now:
        return True
    return _is_dead(owner, by)


def is_ahead(until: datetime | None, now: datetime, longest: timedelta = timedelta()) -> bool:
    """Whether an instant that is at most `longest` ahead when it is set lies further ahead than
    that: the clock was set back since then."""
    return until is not None and until > now + longest + CLOCKS


def _is_dead(owner: str, by: str) -> bool:
    host, pid, _ = owner.rsplit(":", 2)
    own_host, own_pid, _ = by.rsplit(":", 2)
    if owner == by or host != own_host:
        return False
    if pid == own_pid:
        return True  # an earlier process that had our number
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _host() -> str:
    """One name for all processes that can see each other's numbers.

    Containers may share a name and even a number; then their process namespaces differ.
    """
    name = socket.gethostname()
    with contextlib.suppress(OSError):  # not Linux: the host's name has to do
        name += _BOOT_ID.read_text() + str(_PROCESS_NAMESPACE.stat().st_ino)
    return hashlib.sha256(name.encode()).hexdigest()[:12]

"""Whether a request comes from Slack: docs.slack.dev/authentication/verifying-requests-from-slack.

Bolt's own check raises if a timestamp is not a number, a signature not ASCII or a body not UTF-8: a
stranger would get status 500, and the log a traceback, for a request that is merely not signed.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence

WINDOW = 300
"""Seconds by which a request's timestamp may differ from this machine's clock: Slack's five
minutes."""

TIMESTAMP, SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"

_TIMESTAMP = re.compile(r"[0-9]{1,12}")


def is_signed(
    secret: str, body: bytes, timestamps: Sequence[str], signatures: Sequence[str], now: float
) -> bool:
    """Whether `secret` signed exactly this body, within WINDOW of `now` (in Unix seconds).

    Each header has to come exactly once: of two, a proxy may have checked the other one. Never
    raises; without a secret nothing is signed.
    """
    if not secret or len(timestamps) != 1 or len(signatures) != 1:
        return False
    timestamp, signature = timestamps[0], signatures[0]
    if not _TIMESTAMP.fullmatch(timestamp) or abs(now - int(timestamp)) > WINDOW:
        return False
    mac = hmac.new(secret.encode(), b"v0:%b:%b" % (timestamp.encode(), body), hashlib.sha256)
    given = signature.encode("utf-8", "replace")
    return hmac.compare_digest(f"v0={mac.hexdigest()}".encode(), given)

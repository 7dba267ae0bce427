"""Log lines: one per event, on standard error, without anybody's secrets."""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

_SECRETS = re.compile(
    r"xox[a-z]-[\w-]+"  # bot and user tokens
    r"|xoxe\.[\w.-]+"  # tokens that rotate
    r"|xapp-[\w-]+"  # app-level tokens
    r"|(?<=ticket=)[\w%-]+"  # Socket Mode
    r"|(?<=/)(?:commands|actions|services|app|response)/[\w%./-]+"  # response_url
    r"|v0=[0-9a-f]{64}"  # signatures
    r"|(?<=://)[^\s/:@]*:[^\s/@]+(?=@)",  # a database's user and password
)
_HIDDEN = "…"

# Libraries that say a lot at INFO.
_QUIET = ("apscheduler", "alembic", "slack_sdk", "slack_bolt", "uvicorn.error", "uvicorn.access")


class Scrubbing(logging.Formatter):
    """Writes a record, traceback and all, with secrets replaced."""

    def format(self, record: logging.LogRecord) -> str:
        return scrubbed(super().format(record))


def scrubbed(text: str) -> str:
    """The text without tokens, signatures, passwords and addresses that act like them."""
    return _SECRETS.sub(_HIDDEN, text)


def set_up(level: str, stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error) from `level` on; replaces what was set up before."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Scrubbing("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)

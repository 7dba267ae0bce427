"""Rows of questions that were asked and answered."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from models import Inquiry, Reply

_OF_REPLY = ("ts", "response_url", "redraw_at", "lease_owner", "leased_until")


def inquiry(session: Session, **columns: Any) -> Inquiry:
    """One statement with a reply of its own, added to the session; some columns are the reply's."""
    of_reply = {name: columns.pop(name) for name in _OF_REPLY if name in columns}
    same = {
        name: columns[name]
        for name in ("workspace_id", "channel", "asked_at", "state")
        if name in columns
    }
    reply = Reply(**same, **of_reply)
    session.add(reply)
    session.flush()
    row = Inquiry(reply_id=reply.id or 0, **columns)
    session.add(row)
    session.flush()
    return row

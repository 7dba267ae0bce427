"""Searching a record as `/onrecord find` does."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from bot.check.checker import Checker
from bot.record.finding import Found, find
from bot.record.query import query
from bot.record.search import Reader
from bot.settings import load


def searched(
    engine: Engine,
    workspace_id: int,
    words: str,
    *,
    editor: bool,
    now: datetime,
    page: int = 1,
    per_page: int = 10,
) -> Found:
    """What a reader finds with these words, in an index made for it."""
    reader = Reader(editor, now, Checker(engine, load({})).having)
    with Session(engine) as session:
        return find(session, workspace_id, query(words, now.date()), reader, page, per_page)

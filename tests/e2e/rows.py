"""Looking into the database of a bot that runs elsewhere."""

from __future__ import annotations

from sqlmodel import Session, col, select

from models import Inquiry, Reply
from models.database import open_engine


def inquiries(database_url: str) -> list[Inquiry]:
    engine = open_engine(database_url)
    try:
        with Session(engine) as session:
            return list(session.exec(select(Inquiry).order_by(col(Inquiry.id))))
    finally:
        engine.dispose()


def replies(database_url: str) -> list[Reply]:
    engine = open_engine(database_url)
    try:
        with Session(engine) as session:
            return list(session.exec(select(Reply).order_by(col(Reply.id))))
    finally:
        engine.dispose()


def answered(database_url: str) -> int:
    return sum(row.state == "answered" for row in replies(database_url))

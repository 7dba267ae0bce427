"""The drafts of one topic, in the queue."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.extraction.draft import ProposedClaim
from bot.record.drafts.filters import Filter
from bot.record.drafts.queue import page
from bot.record.drafts.waiting_topics import named, waiting_topics
from models import Document, Workspace
from models.database import writing
from tests.drafted import CLOSED, TEXT, denial, draft, drafted, number


@pytest.fixture
def ids(engine: Engine, workspace: Workspace) -> list[int]:
    """Two of a document of the topic Bridges, one of them with a topic of its own; one without."""
    own = replace(ProposedClaim(CLOSED, "fact"), topic="Roads")
    found = drafted(engine, workspace, [denial(), draft(claim=own)])
    with Session(writing(engine)) as session, session.begin():
        document = session.get_one(Document, 1)
        document.topic = "Bridges"
        session.add(document)
    return [*found, *drafted(engine, workspace, [draft()], TEXT + " More.")]


def test_a_draft_has_its_own_topic_else_that_of_its_document(
    engine: Engine, workspace: Workspace, ids: list[int]
) -> None:
    with Session(engine) as session:
        topics = waiting_topics(session, number(workspace))
        assert [(one.name, one.open) for one in topics] == [("Bridges", 1), ("Roads", 1)]
        for asked, expected in (("BRIDGES", ids[0]), ("roads", ids[1]), (topics[1].short, ids[1])):
            topic = named(topics, asked)
            assert topic is not None
            which = Filter(topics=topic.spellings, once=True)
            found = page(session, number(workspace), which)
            assert ([one.id for one in found.drafts], found.total) == ([expected], 1)
        assert named(topics, "Harbours") is None


def test_a_topic_is_one_however_drafts_write_it(
    engine: Engine, workspace: Workspace, ids: list[int]
) -> None:
    with Session(writing(engine)) as session, session.begin():
        document = session.get_one(Document, 2)
        document.topic = "bridges"
        session.add(document)
    with Session(engine) as session:
        first = waiting_topics(session, number(workspace))[0]
        assert (set(first.spellings), first.open) == ({"Bridges", "bridges"}, 2)
        found = page(session, number(workspace), Filter(topics=first.spellings))
        assert {one.id for one in found.drafts} == {ids[0], ids[2]}

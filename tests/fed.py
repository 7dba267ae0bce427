"""A feed on a site and the desk that follows it, for tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.add import feeds
from bot.add.kit import Kit
from bot.add.taking import Polled, take
from bot.check.checker import Checker
from bot.ingest.connecting import FetchError
from bot.ingest.documents import IngestError
from bot.ingest.fetching import Fetched
from bot.metrics import Metrics
from bot.settings import load
from bot.slack.installations import Installations
from models import Feed, Workspace
from tests.conftest import NOW

URL = "https://courier.example/feed"


HALF_HOUR = timedelta(minutes=30)


def xml(*numbers: int) -> bytes:
    items = "".join(
        f"<item><guid>g{n}</guid><title>Story {n}</title><description>The mayor of Ostra, Ida "
        f"Holm, said that {n} bridges were closed until further notice.</description></item>"
        for n in numbers
    )
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>Ostra Courier</title>'
    return f"{head}{items}</channel></rss>".encode()


@dataclass
class Site:
    """A server with one feed. `asked` has what each request brought along."""

    items: list[int] = field(default_factory=list)
    etag: str | None = "one"
    failure: IngestError | None = None
    asked: list[tuple[str | None, str | None]] = field(default_factory=list)
    body: Callable[..., bytes] = xml
    during: Callable[[], object] = lambda: None

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        if url != URL:
            raise FetchError("Only the feed is there.")
        self.asked.append((etag, modified))
        self.during()
        if self.failure is not None:
            raise self.failure
        if etag is not None and etag == self.etag:
            return Fetched(url, not_modified=True)
        return Fetched(url, body=self.body(*self.items), etag=self.etag, last_modified="yesterday")


class Desk:
    """A desk that follows feeds, and its clock."""

    def __init__(self, engine: Engine, workspace: Workspace) -> None:
        self.engine = engine
        self.number = workspace.id or 0
        self.site = Site()
        self.now: datetime = NOW

    def kit(self, owner: str = "here:1:a") -> Kit:
        return Kit(
            engine=self.engine,
            checker=Checker(self.engine, load({})),
            installations=Installations(()),
            metrics=Metrics(),
            clock=lambda: self.now,
            owner=owner,
            fetch=self.site.fetch,
            announce=lambda *_: None,
        )

    def follow(self, url: str = URL, **more: Any) -> Feed:
        return feeds.follow(
            self.engine, self.number, feeds.Following(url, **more), by="U0EDITOR", now=self.now
        )

    def poll(self, owner: str = "here:1:a") -> Polled | None:
        """Claim the first feed that is due and take what is new."""
        waiting = feeds.due(self.kit(owner), [self.number])
        if not waiting:
            return None
        claimed = feeds.claim(self.kit(owner), waiting[0])
        return take(self.kit(owner), claimed) if claimed else None

    def later(self, wait: timedelta = HALF_HOUR) -> None:
        self.now += wait

    def rows(self, table: Any) -> list[Any]:
        with Session(self.engine) as session:
            return list(session.exec(select(table).order_by(col(table.id))).all())

    def feed(self) -> Feed:
        (found,) = self.rows(Feed)
        assert isinstance(found, Feed)
        return found

"""Tokens that Slack rotates: an access token ends after twelve hours, and a refresh token gives the
next two. Slack takes each refresh token once: docs.slack.dev/authentication/using-token-rotation

They are kept in the database, from where every process takes them, and one process at a time gets
the next ones. They are stored as they are, since the database is its owner's alone; a refresh token
is of no use without SLACK_CLIENT_SECRET, which is not in it.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.queue import GIVEN_BACK, LEASE, is_ahead, is_free, new_owner
from bot.services import utc_now
from bot.settings import Settings
from bot.slack.client import (
    CALL_ERRORS,
    DEAD_TOKEN,
    Trouble,
    UnreadableReplyError,
    failure,
    web_client,
)
from models.database import insert_new, open_engine, writing
from models.token import BotToken

log = logging.getLogger(__name__)

EARLY = timedelta(hours=2)
"""How long before its end an access token is replaced."""

AGAIN = timedelta(hours=1)
"""How long after Slack refused a refresh token it is tried again."""

ANEW = (
    "Install the app again (OAuth & Permissions), and set SLACK_BOT_TOKEN and SLACK_REFRESH_TOKEN "
    "to what is shown there then."
)
"""What to do where Slack takes neither token any more."""

_LOOK = 0.2
"""Seconds between looks whether another process has got the next tokens."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What the settings say: the app, and the tokens with which it was installed."""

    client_id: str
    client_secret: str = field(repr=False)
    access: str = field(repr=False)
    refresh: str = field(repr=False)

    @property
    def seed(self) -> str:
        return hashlib.sha256(self.refresh.encode()).hexdigest()


def keys_of(settings: Settings) -> Keys | None:
    """The keys of an app whose tokens rotate; None for another."""
    refresh, secret = settings.slack_refresh_token, settings.slack_client_secret
    if refresh is None or secret is None:
        return None
    first = settings.slack_bot_token
    return Keys(
        settings.slack_client_id,
        secret.get_secret_value(),
        first.get_secret_value() if first else "",
        refresh.get_secret_value(),
    )


def in_use(settings: Settings) -> str | None:
    """The access token with which the bot works now, for commands beside it, which get no new one:
    the stored one, else that of the settings; None if there is none."""
    first = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None
    keys = keys_of(settings)
    if keys is None:
        return first
    engine = open_engine(settings.database_url)
    try:
        row = stored(engine, keys)
    except SQLAlchemyError:
        return first  # the database is another matter, which the command comes to by itself
    finally:
        engine.dispose()
    return row.access if row is not None else first


def stored(engine: Engine, keys: Keys) -> BotToken | None:
    """The tokens that were got so far; None if there are none yet. Raises SQLAlchemyError."""
    with Session(engine) as session:
        return session.exec(_row_of(keys)).first()


@dataclass(frozen=True, slots=True)
class _Next:
    """What Slack gave for the refresh token `used`."""

    used: str = field(repr=False)
    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: datetime


class Rotation:
    """The tokens of one installation, in one process; `owner` is its name in leases. `clock` gives
    aware instants."""

    def __init__(
        self,
        engine: Engine,
        keys: Keys,
        api_url: str,
        clock: Callable[[], datetime] = utc_now,
        owner: str = "",
    ) -> None:
        self._engine, self._keys, self._api_url, self._clock = engine, keys, api_url, clock
        self._owner = owner or new_owner()
        self._lock = threading.Lock()
        self._unstored: _Next | None = None
        self._refused_at: datetime | None = None

    def current(self) -> str:
        """The access token, a new one if it ends soon. If Slack gives none now, the one there is.
        Raises SQLAlchemyError."""
        with self._lock:
            if self._unstored is not None and not self._store(self._unstored):
                return self._unstored.access
            row = self._row()
            return self._renewed(row) if self._is_due(row) else row.access

    def instead_of(self, used: str, code: str) -> str:
        """Another access token than one that Slack refused with this code: that which another
        process got, or a new one. Empty if there is none now."""
        try:
            with self._lock:
                if self._unstored is not None and self._unstored.access != used:
                    return self._unstored.access
                row = self._row()
                if row.access == used and code in ("token_expired", "invalid_auth"):
                    return self._other(used, self._renewed(row))
                return self._other(used, row.access)
        except SQLAlchemyError as error:
            log.warning("no token from the database: %s", type(error).__name__)
            return ""

    def _other(self, used: str, token: str) -> str:
        return token if token != used else ""

    def _is_due(self, row: BotToken) -> bool:
        return row.expires_at <= self._clock() + EARLY

    def _row(self) -> BotToken:
        found = stored(self._engine, self._keys)
        if found is not None:
            return found
        return self._begun()

    def _begun(self) -> BotToken:
        """The first row, whose token is to be replaced at once: when it ends is not known."""
        keys, now = self._keys, self._clock()
        first = {"access": keys.access, "refresh": keys.refresh, "expires_at": now}
        with Session(writing(self._engine), expire_on_commit=False) as session, session.begin():
            session.execute(delete(BotToken).where(col(BotToken.seed) != keys.seed))
            insert_new(session, BotToken, {"seed": keys.seed, **first})
            return session.exec(_row_of(keys)).one()

    def _renewed(self, row: BotToken) -> str:
        """The access token after this one, got by this process or another; the same if there is
        none now."""
        now = self._clock()
        if self._refused_at is not None and now - AGAIN < self._refused_at <= now:
            return row.access
        leased = self._leased(row)
        if leased is not None and leased.refresh != row.refresh:
            return leased.access
        if leased is None:
            return self._waited_for(row)
        try:
            got = self._asked(leased.refresh)
        except CALL_ERRORS as error:
            self._note_failure(leased, error)
            return leased.access
        self._store(got)
        return got.access

    def _leased(self, seen: BotToken) -> BotToken | None:
        """The row, leased to this process unless another one has got the next tokens meanwhile;
        None while another one is getting them."""
        with Session(writing(self._engine), expire_on_commit=False) as session, session.begin():
            row = session.exec(_row_of(self._keys).with_for_update()).one()
            if row.refresh != seen.refresh:
                return row
            now = self._clock()
            free = is_free(row.lease_owner, row.leased_until, by=self._owner, now=now)
            if not free and not is_ahead(row.leased_until, now, LEASE):
                return None
            row.lease_owner, row.leased_until = self._owner, now + LEASE
            return row

    def _waited_for(self, seen: BotToken) -> str:
        """The access token that another process is getting; while the one there is still works,
        that is not waited for."""
        until = time.monotonic() + LEASE.total_seconds()
        row = seen
        while row.expires_at <= self._clock() and time.monotonic() < until:
            time.sleep(_LOOK)
            row = stored(self._engine, self._keys) or seen
            if row.lease_owner is None:
                break
        return row.access

    def _asked(self, refresh: str) -> _Next:
        """The tokens that Slack gives for this one. Raises one of CALL_ERRORS."""
        asked_at = self._clock()
        told = web_client(None, self._api_url).oauth_v2_access(
            client_id=self._keys.client_id,
            client_secret=self._keys.client_secret,
            grant_type="refresh_token",
            refresh_token=refresh,
        )
        access, following = told.get("access_token"), told.get("refresh_token")
        seconds = told.get("expires_in")
        if not isinstance(access, str) or not isinstance(following, str):
            raise UnreadableReplyError("no tokens")
        if not isinstance(seconds, int) or not access or not following:
            raise UnreadableReplyError("no tokens")
        return _Next(refresh, access, following, asked_at + timedelta(seconds=seconds))

    def _store(self, got: _Next) -> bool:
        """Store what Slack gave; if that fails it is kept in memory, for the next try."""
        values = {"access": got.access, "refresh": got.refresh, "expires_at": got.expires_at}
        try:
            self._change(got.used, **values, refused=None, refused_at=None)
        except SQLAlchemyError as error:
            log.error("Slack's new tokens are not stored yet (%s)", type(error).__name__)  # noqa: TRY400
            self._unstored = got
            return False
        log.info("Slack gave the next tokens, until %s", got.expires_at.isoformat())
        self._unstored = None
        return True

    def _note_failure(self, row: BotToken, error: Exception) -> None:
        failed = failure(error)
        if failed.trouble is Trouble.REFUSED or failed.code in DEAD_TOKEN:
            log.error(
                "Slack does not take the refresh token (%s): the bot's token ends at %s. "
                "`python -m bot doctor` says what to do.",
                failed.code,
                row.expires_at.isoformat(),
            )
            self._refused_at = self._clock()
            self._change(row.refresh, refused=failed.code, refused_at=self._refused_at)
        else:
            log.warning("Slack gave no new tokens (%s)", failed.code)
            self._change(row.refresh)

    def _change(self, had: str, **values: Any) -> None:
        """Change the row, if it still has this refresh token, and give its lease back."""
        whose = col(BotToken.seed) == self._keys.seed, col(BotToken.refresh) == had
        with Session(writing(self._engine)) as session, session.begin():
            session.execute(update(BotToken).where(*whose).values(**GIVEN_BACK, **values))


def _row_of(keys: Keys) -> SelectOfScalar[BotToken]:
    return select(BotToken).where(col(BotToken.seed) == keys.seed)

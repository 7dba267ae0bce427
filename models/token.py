"""The bot's own tokens, where Slack rotates them."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import Instant


class BotToken(SQLModel, table=True):
    """The access token in use, and the refresh token with which Slack gives the next two.

    `seed` is the SHA-256 of the refresh token of the settings with which it began: another one
    there begins anew. `refused` is Slack's code if it did not take `refresh`, and `refused_at` when
    that was. The lease is that of the process which is getting the next tokens: Slack takes each
    refresh token once.
    """

    id: int | None = Field(default=None, primary_key=True)
    seed: str = Field(unique=True)
    access: str
    refresh: str
    expires_at: datetime = Field(sa_type=Instant)
    refused: str | None = None
    refused_at: datetime | None = Field(default=None, sa_type=Instant)
    lease_owner: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=Instant)
